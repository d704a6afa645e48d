"""A buyer's matter as programs open it, look for it and close it."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Contact
from mostrador.orders.models import Buyer
from mostrador.outbox.models import Owed
from mostrador.site.demo import cast
from tests.decisions import going_back

pytestmark = pytest.mark.django_db

LATE_LAMP = {
    "order": "LM-1007",
    "topic": "delivery",
    "channel": "web",
    "text": "Wo ist meine Lampe?",
    "at": "2026-11-12T09:58:00+01:00",
}
TOLD = {"order": "LM-1007", "line": "1", "topic": "delivery"}
COVERED = {**TOLD, "covered": True, "handler": "service", "reasons": []}


@pytest.fixture
def opened(marketplace, program):
    """What the API says of a contact opened like this."""
    return lambda **more: program.post("contacts", {**LATE_LAMP, **more}).json()


def mails(contact):
    return [delivery.template for delivery in Contact.objects.get(pk=contact).deliveries.all()]


def test_R3_a_contact_about_a_covered_order_waits_for_the_service(opened):
    contact = opened()

    assert contact == {
        "id": contact["id"],
        "state": "open",
        "version": 1,
        "handler": "service",
        "coverage": [COVERED],
        "answer_due_at": "2026-11-14T08:58:00+00:00",
        "store": "de",
        "order": "LM-1007",
        "product": None,
        "buyer": "B-KELLER",
        "verified": True,
        "topic": "delivery",
        "channel": "web",
        "language": "de",
        "opened_at": "2026-11-12T08:58:00+00:00",
        "resolved_at": None,
    }
    assert contact["id"].startswith("C-")
    assert mails(contact["id"]) == ["received"]


def test_R40_a_contact_about_an_invoice_goes_to_the_seller(opened):
    contact = opened(topic="invoice")

    assert (contact["state"], contact["handler"]) == ("handed_over", "seller")
    assert contact["answer_due_at"] is None
    assert contact["coverage"][0]["reasons"] == ["TOPIC_INVOICE"]
    assert sorted(mails(contact["id"])) == ["passed_on", "seller/passed_on"]


def test_R39_a_question_before_an_order_goes_to_the_product_s_seller(opened):
    contact = opened(order=None, product="P-ORBIT", topic="pre_order", buyer={"id": "B-KELLER"})

    assert (contact["state"], contact["handler"]) == ("handed_over", "seller")
    assert (contact["order"], contact["product"], contact["store"]) == (None, "P-ORBIT", "de")
    assert [part.seller_id for part in Contact.objects.get().parts.all()] == ["S-ANA"]


def test_R39_or_to_the_seller_who_is_named(opened):
    opened(order=None, seller="S-ZED", topic="pre_order", buyer={"id": "B-KELLER"})

    assert [part.seller_id for part in Contact.objects.get().parts.all()] == ["S-ZED"]


def test_a_question_to_a_seller_whom_nobody_knows_is_the_operators(opened, program):
    program.put("products/P-LOST", {"seller": "S-NOBODY"})
    named = {"order": None, "product": "P-LOST", "topic": "pre_order"}

    contact = opened(**named, buyer={"id": "B-KELLER"})

    assert (contact["state"], contact["handler"]) == ("handed_over", "operator")
    assert mails(contact["id"]) == ["passed_to_operator"]
    asked = program.post("coverage", {"product": "P-LOST", "topic": "pre_order"}).json()
    assert contact["coverage"] == [asked]


def test_E42_without_an_order_the_service_asks_for_it(opened):
    contact = opened(order=None, buyer={"email": "Anna.Keller@mail.example"})

    assert (contact["handler"], contact["order"], contact["buyer"]) == ("service", None, "B-KELLER")
    assert mails(contact["id"]) == ["which_order"]


def test_E25_the_lines_that_are_meant_decide_whose_it_is(opened):
    both = opened(order="LM-1015", topic="item")
    second = opened(order="LM-1015", topic="item", lines=["2"])

    assert [(one["line"], one["handler"]) for one in both["coverage"]] == [
        ("1", "service"),
        ("2", "seller"),
    ]
    assert (both["handler"], second["handler"]) == ("service", "seller")
    assert [one["line"] for one in second["coverage"]] == ["2"]


def test_without_a_key_every_post_opens_a_new_contact(opened):
    assert opened()["id"] != opened()["id"]


def test_E48_who_is_not_the_orders_buyer_is_not_verified(opened):
    stranger = opened(buyer={"id": "B-BRANDT"})
    guest = opened(buyer={"email": "someone@mail.example"})
    herself = opened(buyer={"email": "anna.keller@mail.example"})

    assert [one["verified"] for one in (stranger, guest, herself)] == [False, False, True]
    assert [one["buyer"] for one in (stranger, guest, herself)] == ["B-BRANDT", None, "B-KELLER"]


def test_a_buyer_who_is_missing_is_made_and_one_who_is_known_is_left_as_he_is(opened):
    opened(order=None, buyer={"id": "B-NEW", "name": "Mia", "email": "mia@mail.example", "vip": 1})
    opened(order=None, buyer={"id": "B-KELLER", "name": "Somebody Else"})

    made = Buyer.objects.get(pk="B-NEW")
    assert (made.name, made.email, made.body["vip"]) == ("Mia", "mia@mail.example", 1)
    assert Buyer.objects.get(pk="B-KELLER").name == "Anna Keller"


@pytest.mark.parametrize(
    ("more", "status", "expected"),
    [
        ({"order": "LM-0"}, 404, [("NOT_FOUND", "/order")]),
        ({"lines": ["1", "9"]}, 404, [("NOT_FOUND", "/lines/1")]),
        (
            {"order": None, "product": "P-0", "seller": "S-0"},
            404,
            [("NOT_FOUND", "/product"), ("NOT_FOUND", "/seller")],
        ),
        ({"text": ""}, 422, [("EMPTY", "/text")]),
        ({"text": " \n\t"}, 422, [("EMPTY", "/text")]),
        ({"text": "a\0b"}, 422, [("UNSTORABLE", "/text")]),
        ({"topic": "weather"}, 422, [("UNKNOWN_TOPIC", "/topic")]),
        ({"topic": "pre_order", "order": None}, 422, [("PRODUCT_OR_SELLER_REQUIRED", "/product")]),
        ({"lines": ["1"], "order": None}, 422, [("ORDER_REQUIRED", "/order")]),
        ({"buyer": {"id": "a/b"}}, 422, [("NOT_AN_ID", "/buyer/id")]),
        ({"buyer": {"id": "B-X", "language": 7}}, 422, [("WRONG_TYPE", "/buyer/language")]),
        (
            {"channel": "pigeon", "text": 7, "at": "noon"},
            422,
            [("NOT_ONE_OF", "/channel"), ("WRONG_TYPE", "/text"), ("NOT_A_MOMENT", "/at")],
        ),
    ],
)
def test_what_cannot_be_opened_is_refused_with_every_reason(
    marketplace, program, errors, more, status, expected
):
    answer = program.post("contacts", {**LATE_LAMP, **more})

    assert (answer.status_code, errors(answer)) == (status, expected)
    assert not Contact.objects.exists()
    assert not Owed.objects.filter(kind="mail").exists()
    assert not Buyer.objects.filter(pk="B-X").exists()


def test_an_order_whose_store_is_not_known_yet_cannot_have_one(marketplace, program, errors):
    program.put("orders/LM-AT", {**cast.ORDERS[0], "id": "LM-AT", "store": "at"})

    answer = program.post("contacts", {**LATE_LAMP, "order": "LM-AT"})

    assert (answer.status_code, errors(answer)) == (422, [("STORE_UNKNOWN", "/order")])


def test_without_any_store_there_is_nowhere_to_put_it(noon, program, errors):
    answer = program.post("contacts", {**LATE_LAMP, "order": None})

    assert (answer.status_code, errors(answer)) == (422, [("NO_STORE", "")])


def test_a_contact_is_given_with_all_that_happened(opened, program):
    contact = opened()

    whole = program.get(f"contacts/{contact['id']}").json()

    assert {key: whole[key] for key in contact} == contact
    assert whole["parts"] == [{"seller": "S-ZHOU", "handler": "service"}]
    assert [{key: one[key] for key in one if key != "id"} for one in whole["messages"]] == [
        {
            "lane": "buyer",
            "channel": "web",
            "author": "buyer:B-KELLER",
            "at": "2026-11-12T08:58:00+00:00",
            "interim": False,
            "seller": None,
            "delivery": None,
            "text": "Wo ist meine Lampe?",
        }
    ]
    [entry] = whole["history"]
    assert (entry["what"], entry["by"], entry["at"], entry["topic"]) == (
        "opened",
        "buyer:B-KELLER",
        "2026-11-12T08:58:00+00:00",
        "delivery",
    )
    assert (whole["questions"], whole["decisions"]) == ([], [])


def test_a_contact_that_is_not_there_is_404(program, errors):
    for path in ("contacts/C-0", "contacts/%00"):
        assert errors(program.get(path)) == [("NOT_FOUND", "")]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_contact_costs_the_same_number_of_queries_however_long_it_is(
    opened, program, django_assert_num_queries, how_many
):
    contact = opened()["id"]
    for _ in range(how_many):
        program.post(f"contacts/{contact}/messages", {"lane": "buyer", "text": "Bitte warten."})
        program.post(f"contacts/{contact}/questions", {"kind": "free_text", "text": "Wo?"})
        question = program.get("questions?state=open").json()["items"][0]["id"]
        program.post(f"questions/{question}/answers", {"text": "Hier."})

    # The token, the contact, its parts, messages with deliveries, history, questions with
    # answers, and decisions.
    with django_assert_num_queries(10):
        program.get(f"contacts/{contact}")


def test_closing_settles_the_matter_and_twice_is_once(opened, program):
    contact = opened()["id"]

    once = program.post(f"contacts/{contact}/closure")
    wallclock.advance_to(wallclock.now() + timedelta(hours=1))
    twice = program.send("POST", f"contacts/{contact}/closure", b"")

    assert (once.status_code, once.json()["state"]) == (200, "resolved")
    assert once.json()["answer_due_at"] is None
    assert twice.json() == once.json()


def test_a_contact_with_an_open_question_or_of_the_seller_is_not_closed(opened, program, errors):
    asked, sellers = opened()["id"], opened(topic="invoice")["id"]
    program.post(f"contacts/{asked}/questions", {"kind": "tracking"})

    assert errors(program.post(f"contacts/{asked}/closure")) == [("QUESTION_OPEN", "")]
    assert errors(program.post(f"contacts/{sellers}/closure")) == [("NOT_OURS", "")]
    assert program.post("contacts/C-0/closure").status_code == 404


def test_closing_what_has_moved_on_is_a_conflict(opened, program, errors):
    contact = opened()["id"]
    program.post(f"contacts/{contact}/messages", {"lane": "buyer", "text": "Sie ist unterwegs."})

    answer = program.post(f"contacts/{contact}/closure", {"version": 1})

    assert (answer.status_code, errors(answer)) == (409, [("MOVED_ON", "/version")])
    assert [one["text"] for one in answer.json()["new"]["messages"]] == ["Sie ist unterwegs."]


def test_goods_on_their_way_back_are_told_with_their_contact(program, marketplace):
    row = going_back.to_zhou()

    said = program.get(f"contacts/{row.contact_id}").json()["returns"]

    assert [(one["id"], one["decision"], one["state"]) for one in said] == [
        (row.pk, row.decision_id, "authorised")
    ]
    assert said[0]["lines"] == [{"line": "1", "quantity": 1}]
    assert (said[0]["has_label"], said[0]["send_by"]) == (True, row.send_by.isoformat())
