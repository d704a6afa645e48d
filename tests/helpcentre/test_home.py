"""The first page of the help centre: how to reach us, and a buyer's own requests."""

from datetime import timedelta

from django.test import Client

from mostrador.contacts import conversation
from mostrador.helpcentre import own
from mostrador.orders.models import Buyer
from tests.cast import ADA, NOON, signed_in
from tests.helpcentre.stage import STRANGER, another, words


def rows(address: str = "/help/", name: str = "anna") -> list[tuple[str, str, str]]:
    shown = signed_in(name).get(address).context["rows"]
    return [(row.title, row.state, row.when) for row in shown]


def test_signed_out_it_says_how_to_reach_us():
    answer = Client().get("/help/")

    assert answer.status_code == 200
    shown = words(answer)
    for said in ("service@lichtmarkt.example", "Sign in", "A question before you order?"):
        assert said in shown


def test_somebody_who_is_no_buyer_is_not_asked_to_sign_in():
    assert "Sign in" not in words(signed_in("zed").get("/help/"))


def test_a_buyer_sees_how_his_requests_stand_the_newest_first():
    another(now=NOON - timedelta(hours=3), subject="Die alte")
    answered = another(now=NOON - timedelta(hours=2), subject="Die mittlere")
    another(now=NOON - timedelta(hours=1), subject="Die neue")
    conversation.say(answered.pk, "Sie kommt morgen.", by=ADA, now=NOON)

    assert rows() == [
        ("Die neue", "We are answering", "Answer by Sat 14 Nov, 09:00"),
        ("Die mittlere", "Answered", ""),
        ("Die alte", "We are answering", "Answer by Sat 14 Nov, 07:00"),
    ]


def test_what_waits_for_him_is_said_to_wait():
    contact = another()
    conversation.wait_for_buyer(contact, by=ADA, now=NOON)

    assert rows()[0][1] == "We need an answer from you"


def test_anothers_request_and_one_of_a_stranger_are_not_his():
    another("Wo ist LM-1015?", sender="Paul Brandt <paul.brandt@mail.example>")
    another("Wo ist LM-1007?", sender=STRANGER)

    assert rows() == []


def test_a_row_leads_to_its_page():
    contact = another()
    anna = signed_in("anna")

    href = anna.get("/help/").context["rows"][0].href

    assert contact.pk in words(anna.get(href))


def test_a_long_list_goes_on_by_key(monkeypatch):
    monkeypatch.setattr(own, "A_PAGE", 2)
    # Two of them in one instant: the order must hold within it, too.
    for number in range(5):
        another(now=NOON - timedelta(hours=number // 2), subject=f"Frage {number}")
    seen, address = [], "/help/"
    anna = signed_in("anna")
    while address:
        page = anna.get(address).context
        seen += [row.title for row in page["rows"]]
        address = page["next"] and f"/help/{page['next']}"

    assert sorted(seen) == [f"Frage {number}" for number in range(5)]


def test_a_list_that_begins_nowhere_is_the_whole_list():
    another(subject="Meine Lampe")

    assert [row[0] for row in rows("/help/?before=C-NOBODY%00")] == ["Meine Lampe"]


def test_a_buyer_without_an_order_is_told_what_to_do():
    Buyer.objects.filter(pk="B-KELLER").update(user=None)
    Buyer.objects.create(
        id="B-NEW", name="Neu", body={}, user_id=signed_in("anna").session["_auth_user_id"]
    )

    shown = words(signed_in("anna").get("/help/"))

    assert "We know of no order of yours under this account. Type its number" in shown


def test_his_orders_are_offered_with_what_was_in_them():
    orders = signed_in("anna").get("/help/").context["orders"]

    shown = [(row.title, row.about) for row in orders]
    assert ("Leselampe Lena", "LM-1007 · 3 Nov 2026") in shown
    assert not [about for _title, about in shown if "LM-1015" in about]
