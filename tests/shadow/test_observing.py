"""What comes in for a seller who is not live is judged and observed, and nothing is owed for it."""

import pytest

from mostrador.contacts.models import Contact, Delivery
from mostrador.intake.models import Inbound
from mostrador.orders.models import Order
from mostrador.outbox.models import Owed
from mostrador.sealed import keeping
from mostrador.sellers.models import Notice
from mostrador.shadow import comparing, observing
from mostrador.shadow.models import Heard, Observation
from tests.cast import A_DAY, A_SECOND, NOON, a_mail, take, the_marketplace
from tests.intake.post import load
from tests.shadow.shares import set_share

pytestmark = pytest.mark.django_db
DAMAGED = "Guten Tag, meine Leselampe LM-1007 kam zerbrochen an."
SERVICE = "Lichtmarkt <service@lichtmarkt.example>"


@pytest.fixture(autouse=True)
def nobody_is_live():
    the_marketplace()
    set_share(0)


def leaving():
    """What is owed to anybody outside; loading owes notices inside alone."""
    return [one.kind for one in Owed.objects.all() if ">" not in one.kind]


def observed(text=DAMAGED, **mail):
    found = take(a_mail(text, **mail)).observation
    assert found is not None
    return found


def test_a_mail_is_judged_and_no_contact_is_opened():
    taken = take(a_mail())

    row = Observation.objects.get()
    assert (taken.contact, taken.observation) == (None, row)
    assert taken.as_dict()["observation"] == row.pk
    assert (taken.as_dict()["contact"], taken.as_dict()["handler"]) == (None, None)
    assert (row.order_id, row.seller_id, row.topic) == ("LM-1007", "S-ZHOU", "delivery")
    assert (row.handler, row.verdict, row.agreement) == ("service", "new", "open")
    assert Inbound.objects.get().observation == row
    assert not Contact.objects.exists()


def test_nothing_is_owed_for_it():
    for number in range(3):
        take(a_mail(mail_id=f"<{number}@mail.example>"))

    assert Observation.objects.count() == 3
    assert leaving() == []
    assert not Delivery.objects.exists()
    assert not Notice.objects.exists()


def test_the_decision_is_the_first_that_the_rule_offers():
    row = observed()

    assert (row.proposal, row.cause, row.line) == ("decide", "damaged", "1")
    assert row.entitlement["answer"]["1"]["options"][0]["remedy"] == row.remedy
    assert row.entitlement["facts"]["1"]["cause"] == "damaged"


@pytest.mark.parametrize(
    ("text", "mail", "proposal"),
    [
        ("Ich brauche eine Rechnung zu LM-1007.", {"subject": "Rechnung"}, "pass_on"),
        ("Wo ist mein Paket?", {}, "ask_order"),
        (DAMAGED, {"sender": "somebody@else.example"}, "ask_order"),
        ("Kann man die Lampe LM-1007 draußen benutzen?", {"subject": "Frage"}, "answer"),
    ],
)
def test_what_wants_no_decision_has_none(text, mail, proposal):
    row = observed(text, **mail)

    assert (row.proposal, row.remedy, row.entitlement) == (proposal, "", {})


def test_the_same_mail_twice_is_one_observation():
    observed()

    again = take(a_mail(DAMAGED))

    assert (again.judged.verdict, again.observation) == ("duplicate", Observation.objects.get())


def test_a_follow_up_joins_its_observation():
    row = observed()

    more = take(a_mail("Noch ein Foto.", mail_id="<2@mail.example>", References="<1@mail.example>"))

    assert (more.judged.verdict, more.contact, more.observation) == ("follow_up", None, row)
    assert list(row.heard.values_list("who", flat=True)) == ["buyer", "buyer"]


def test_a_copy_of_the_other_services_answer_is_what_happened():
    row = observed("Kann man die Lampe LM-1007 draußen benutzen?", subject="Frage")

    take(
        a_mail(
            "Ja.", sender=SERVICE, mail_id="<2@lichtmarkt.example>", In_Reply_To="<1@mail.example>"
        )
    )

    row.refresh_from_db()
    assert list(row.heard.values_list("who", flat=True)) == ["buyer", "service"]
    assert (row.outcome, row.agreement) == ("answered", "agrees")


def test_an_answer_without_its_question_is_kept_and_no_more():
    taken = take(a_mail("Ja.", sender=SERVICE, mail_id="<2@lichtmarkt.example>"))

    assert (taken.contact, taken.observation) == (None, None)
    assert Inbound.objects.get().raw is not None


def test_a_machine_says_nothing_in_an_observed_matter():
    row = observed()

    take(a_mail("Ich bin verreist.", mail_id="<3@mail.example>", In_Reply_To="<1@mail.example>",
                Auto_Submitted="auto-replied"))  # fmt: skip

    assert row.heard.count() == 1


def test_the_order_named_later_is_judged_as_if_it_had_been_named_at_once():
    row = observed("Meine Lampe kam zerbrochen an.")

    take(a_mail("Es ist LM-1007.", mail_id="<2@mail.example>", In_Reply_To="<1@mail.example>"))

    before, row = row, Observation.objects.get()
    assert (before.proposal, before.order_id) == ("ask_order", None)
    assert (row.proposal, row.order_id, row.cause) == ("decide", "LM-1007", "damaged")


def test_a_refund_that_is_told_later_is_what_happened():
    row = observed()
    first = observing.proposal(row)
    paid = next(iter(first.sums[first.remedies[0]]))
    load(a_refund(paid.amount()))

    comparing.sweep(now=NOON + A_DAY + A_SECOND)

    row.refresh_from_db()
    assert (row.outcome, row.agreement) == ("refunded", "agrees")
    assert row.happened[0]["amount"] == paid.amount()


def test_another_sum_differs():
    row = observed()
    load(a_refund("1.00"))

    comparing.sweep(now=NOON + A_DAY + A_SECOND)

    row.refresh_from_db()
    assert (row.outcome, row.agreement) == ("refunded", "differs")


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"payments": [{"method": "card", "kind": "refund", "amount": "-5.00", "currency": "EUR"}]},
         "refunded"),
        ({"associated_orders": [{"id": "LM-9", "kind": "replacement"}]}, "replaced"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "returned"}, "returned"),
    ],
)  # fmt: skip
def test_what_the_order_shows_more_than_before_came_of_it(change, outcome):
    row = observed()
    load({**Order.objects.get(pk="LM-1007").body, **change})

    comparing.sweep(now=NOON + A_DAY + A_SECOND)

    row.refresh_from_db()
    assert row.outcome == outcome


def test_it_is_looked_at_day_by_day_for_two_weeks():
    row, now = observed(), NOON
    looks = 0
    while (at := comparing.next_at()) is not None:
        now = at + A_SECOND
        looks += comparing.sweep(now=now)

    row.refresh_from_db()
    assert looks == 14
    assert (row.agreement, row.wakes_at) == ("differs", None)
    assert now - NOON < 15 * A_DAY


def test_a_seller_who_writes_about_the_service_is_observed_too():
    taken = take(
        a_mail("Wann geht es los?", sender="Zhou <zhou@zhou-lighting.example>",
               to="handover-cn@lichtmarkt.example", subject="Frage")
    )  # fmt: skip

    row = Observation.objects.get()
    assert (taken.contact, taken.judged.verdict) == (None, "seller_message")
    assert (row.seller_id, row.proposal, row.agreement) == ("S-ZHOU", "support", "not_ours")
    assert leaving() == []


def test_whoever_is_erased_leaves_no_words_in_an_observation():
    row = observed()

    keeping.erase(of="buyer:B-KELLER")

    row.refresh_from_db()
    heard = Heard.objects.get()
    assert (heard.text.body, bytes(heard.original.body)) == ("", b"")
    assert (row.subject_text.body, row.address_text.body) == ("", "")
    kept = str([row.entitlement, row.before, row.happened, row.coverage])
    assert "Keller" not in kept
    assert "zerbrochen" not in kept


def a_refund(amount):
    return {
        "type": "refund", "id": "R-1", "order": "LM-1007", "amount": amount, "currency": "EUR",
        "at": (NOON + A_SECOND).isoformat(),
    }  # fmt: skip
