"""The last days of a store, observed: each matter judged by what was known when it came in."""

import pytest

from mostrador.contacts.models import Contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement
from mostrador.orders.models import Order
from mostrador.outbox.models import Owed
from mostrador.rules.moments import moment
from mostrador.rules.money import Money
from mostrador.shadow import looking_back
from mostrador.shadow.models import LookBack, Observation
from mostrador.stores.models import Store
from tests.cast import A_DAY, A_SECOND, ADA, NOON, annas_contact, the_marketplace
from tests.decisions.deciding import SENT, an_order, paid
from tests.intake.post import load

pytestmark = pytest.mark.django_db
NOW = NOON + 10 * A_DAY
BROKEN = "Guten Tag, die Lampe kam zerbrochen an. Ich hätte gern mein Geld zurück."


@pytest.fixture(autouse=True)
def marketplace():
    the_marketplace()


def the_store() -> Store:
    return Store.objects.get(pk="de")


def look_back(days=30, *, now=NOW):
    looking_back.ask(the_store(), days, by="operator:1", now=now)
    while looking_back.sweep(now=now + A_SECOND):
        pass


def past(key, *, topic="item", opened=NOON, text=BROKEN, order="LM-1040", said=(), **more):
    first = {"from": "buyer", "channel": "mail", "at": opened.isoformat(), "text": text}
    return {
        "type": "contact", "id": key, "order": order, "topic": topic,
        "opened_at": opened.isoformat(), "closed_at": (opened + A_DAY).isoformat(),
        "messages": [first, *said], **more,
    }  # fmt: skip


ANSWER = {
    "from": "service", "channel": "mail", "text": "Das tut uns leid.",
    "at": (NOON + A_SECOND).isoformat(),
}  # fmt: skip


def refunded(amount="39.90", at=NOON + A_DAY):
    return {
        "type": "refund", "id": "R-1", "order": "LM-1040", "amount": amount, "currency": "EUR",
        "at": at.isoformat(),
    }  # fmt: skip


def the_row() -> Observation:
    return Observation.objects.get()


def test_a_contact_of_the_past_is_judged_beside_what_happened():
    an_order()
    load(past("Z-1", said=[ANSWER]), refunded())

    look_back()

    row = the_row()
    assert (row.source, row.contact_id, row.at) == ("contact", "Z-1", NOON)
    assert (row.proposal, row.cause) == ("decide", "damaged")
    assert [one["outcome"] for one in row.happened] == ["refunded", "answered"]
    assert row.happened[0]["amount"] == "39.90"
    assert (row.outcome, row.agreement, row.wakes_at) == ("refunded", "agrees", None)


def test_only_words_where_we_would_have_paid_differ():
    an_order()
    load(past("Z-1", said=[ANSWER]))

    look_back()

    assert (the_row().outcome, the_row().agreement) == ("answered", "differs")


def test_the_refund_that_came_later_was_not_known_then():
    paid_back = paid_back_body()
    an_order(payments=[paid_back["was"], paid_back["back"]])
    load(past("Z-1"))

    look_back()

    row = the_row()
    facts = row.entitlement["facts"]["1"]
    assert facts["refunded"] == {"currency": "EUR", "minor": 0}
    assert (row.before["refunded"], row.outcome) == ({}, "refunded")


def test_what_had_not_arrived_then_was_on_its_way():
    late = {**SENT, "status": "delivered", "delivered_at": (NOON + 2 * A_DAY).isoformat()}
    an_order(shipments=[late])
    load(past("Z-1", topic="delivery", text="Wo ist mein Paket?"))

    look_back()

    assert the_row().entitlement["facts"]["1"]["stage"] == "on_the_way"


def test_an_own_contact_is_judged_without_what_was_decided_in_it():
    an_order()
    contact = annas_contact("LM-1040 kam zerbrochen an.", subject="Lampe")
    made = Judgement("refund_returnless", "goodwill", "Schade.")
    decided = decide_first(contact, made)

    look_back()

    row = the_row()
    assert (row.contact, row.outcome) == (contact, "refunded")
    assert row.entitlement["facts"]["1"]["refunded"]["minor"] == 0
    assert moment(row.happened[0]["at"]) == decided.decided_at


def test_what_was_not_covered_is_not_ours():
    load(past("Z-1", topic="invoice", text="Eine Rechnung bitte.", order="LM-1007"))

    look_back()

    assert (the_row().proposal, the_row().agreement) == ("pass_on", "not_ours")


@pytest.mark.parametrize(("days", "found"), [(9, 0), (10, 1), (11, 1)])
def test_as_many_days_as_were_asked_for(days, found):
    load(past("Z-1", order="LM-1007"))

    look_back(days)

    assert Observation.objects.count() == found


def test_an_open_contact_is_not_over_yet():
    annas_contact()

    look_back()

    assert not Observation.objects.exists()


def test_a_second_time_nothing_is_doubled_and_all_is_looked_at_again():
    an_order()
    load(past("Z-1"))
    look_back()
    first = the_row()
    load(refunded())

    look_back(now=NOW + A_DAY)

    assert (the_row().pk, first.outcome, the_row().outcome) == (first.pk, "nothing", "refunded")


def test_more_than_one_batch_is_worked_through_and_counted():
    moments = [NOON + number % 3 * A_SECOND for number in range(looking_back.A_BATCH + 5)]
    load(*(past(f"Z-{n}", opened=at, order="LM-1007") for n, at in enumerate(moments)))

    look_back()

    wish = LookBack.objects.get()
    assert (wish.observed, wish.failed) == (len(moments), 0)
    assert (wish.finished_at, wish.wakes_at) == (NOW + A_SECOND, None)
    assert Observation.objects.count() == len(moments)


def test_a_second_wish_while_one_is_worked_on_adds_nothing():
    one = looking_back.ask(the_store(), 30, by="operator:1", now=NOW)
    other = looking_back.ask(the_store(), 60, by="operator:1", now=NOW)

    assert (one, looking_back.next_at()) == (other, NOW)


def test_one_that_cannot_be_judged_keeps_none_of_the_others_waiting(caplog):
    order = an_order()
    load(past("Z-1"), past("Z-2", opened=NOON + A_SECOND, order="LM-1007"))
    body = {**order.body, "shipments": ["nonsense"]}
    Order.objects.filter(pk=order.pk).update(body=body)

    look_back()

    wish = LookBack.objects.get()
    assert (wish.observed, wish.failed) == (1, 1)
    assert "Z-1 could not be observed" in caplog.text


def test_nothing_is_owed_for_the_past():
    load(past("Z-1", order="LM-1007"))
    owed = Owed.objects.count()

    look_back()

    assert Owed.objects.count() == owed


def paid_back_body():
    price = Money("EUR", 3990)
    return {"was": paid(price), "back": paid(price, kind="refund")}


def decide_first(contact: Contact, made: Judgement):
    answers = judgement.entitled(contact, cause="damaged", now=NOON)
    option = answers["1"].option("refund_returnless") or answers["1"].options[0]
    wanted = Judgement(str(option.remedy), str(option.ground), made.reason, cause="damaged")
    return judgement.decide(contact.pk, wanted, by=ADA, now=NOON + A_SECOND)
