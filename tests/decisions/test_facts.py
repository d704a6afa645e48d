"""Rows become facts: how far the goods are, what was paid, which policy, what the seller said."""

from datetime import date, timedelta

import pytest

from mostrador.cases import log
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.decisions import facts, instructions, known
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.models import Instruction
from mostrador.rules.entitlement_facts import Cause, Claim, Remedy, Stage
from mostrador.sellers import policies
from mostrador.sellers.models import Seller
from mostrador.stores import standard
from mostrador.stores.models import Store
from tests.cast import A_DAY, NOON, a_question, person
from tests.decisions.deciding import (
    SENT,
    THERE,
    a_line,
    about,
    an_order,
    decide,
    elsewhere,
    eur,
    lapsed,
    paid,
)

pytestmark = pytest.mark.usefixtures("marketplace")


def of(order, ref="1", *, cause=Cause.CHANGED_MIND, contact=None, now=NOON, **more):
    contact = contact or about(order)
    return facts.facts_of(contact, ref, cause=cause, now=now, **more)


@pytest.mark.parametrize(
    ("order", "stage", "delivered_on"),
    [
        ({"shipments": [], "status": "pending"}, Stage.NOT_SHIPPED, None),
        ({"shipments": [{"id": "1", "status": "created"}], "status": "pending"},
         Stage.NOT_SHIPPED, None),
        ({"shipments": [SENT], "status": "shipped"}, Stage.ON_THE_WAY, None),
        ({"shipments": [THERE]}, Stage.DELIVERED, date(2026, 11, 9)),
        ({"shipments": [THERE, SENT]}, Stage.ON_THE_WAY, None),
        ({"shipments": []}, Stage.DELIVERED, None),
        ({"shipments": [], "status": "shipped"}, Stage.ON_THE_WAY, None),
        ({"shipments": [THERE], "status": "cancelled"}, Stage.CANCELLED, None),
        ({"shipments": [{**SENT, "lines": ["2"]}], "status": "shipped"}, Stage.NOT_SHIPPED, None),
    ],
)  # fmt: skip
def test_how_far_the_goods_have_come(order, stage, delivered_on):
    found = of(an_order(a_line("1"), a_line("2"), **order))

    assert (found.stage, found.delivered_on) == (stage, delivered_on)


def test_the_law_counts_from_the_last_of_the_goods():
    first = {**THERE, "lines": ["1"]}
    last = {**first, "delivered_at": "2026-11-11T09:00:00+01:00", "lines": ["2"]}

    found = of(an_order(a_line("1"), a_line("2"), shipments=[first, last]))

    assert (found.delivered_on, found.all_delivered_on) == (date(2026, 11, 9), date(2026, 11, 11))
    assert of(an_order(a_line("1"), a_line("2"), shipments=[first])).all_delivered_on is None


def test_who_asked_in_time_is_in_time_however_long_we_took():
    order = an_order()
    contact = about(order)
    later = NOON + 60 * A_DAY

    assert of(order, contact=contact, now=later).asked_on == NOON.date()
    assert of(order, contact=contact, now=later, cause=Cause.NOT_RECEIVED).asked_on == later.date()


def test_what_was_paid_for_some_of_the_units():
    order = an_order(a_line(quantity=3, unit_price="10.00", shipping="3.00"),
                     payments=[paid(eur("33.00"))])  # fmt: skip

    found = of(order, quantity=2)

    assert (found.quantity, found.paid, found.shipping) == (2, eur("22.00"), eur("2.00"))


def test_paying_otherwise_is_no_refund():
    moved = [paid(eur("39.90")), paid(eur("39.90"), method="paypal"),
             paid(eur("39.90"), kind="refund")]  # fmt: skip

    found = of(an_order(payments=moved))

    assert (found.paid, found.refunded) == (eur("39.90"), eur("0.00"))


def test_E60_what_nobody_paid_out_yet_is_promised():
    contact = about(an_order(), "delivery")
    decide(contact, "goodwill", "goodwill", amount=eur("5.00"))
    found = of(contact.order, contact=contact)
    assert (found.refunded, found.promised) == (eur("5.00"), eur("5.00"))

    ordered = Instruction.objects.get()
    instructions.acknowledge(ordered.pk, Acknowledgement("done"), by="program:market", now=NOON)

    later = of(contact.order, contact=contact)
    assert (later.refunded, later.promised) == (eur("5.00"), None)


def test_an_order_that_says_nothing_of_payments_was_paid():
    found = of(an_order(payments=[]))

    assert (found.paid, found.refunded) == (eur("39.90"), eur("0.00"))


def test_a_refund_that_names_our_decision_is_ours_and_counts_once():
    order = an_order()
    contact = about(order)
    decision = decide(contact, "partial_refund", amount=eur("5.00"))
    elsewhere("refund", "X-1", lines=["1"], amount="5.00", currency="EUR", decision=decision.pk)
    assert of(order, contact=contact).refunded == eur("5.00")

    elsewhere("refund", "X-2", lines=["1"], amount="7.00", currency="EUR")

    assert of(order, contact=contact).refunded == eur("12.00")


@pytest.mark.parametrize(
    ("state", "claim"), [("open", Claim.A_TO_Z), ("granted", Claim.A_TO_Z), ("withdrawn", None)]
)
def test_E53_a_claim_holds_until_it_is_over(state, claim):
    order = an_order()
    elsewhere("claim", kind="a_to_z", state=state)

    assert of(order).claim == claim


def test_what_is_known_of_the_way_back():
    order = an_order()
    elsewhere("return", lines=["1"], sent_at="2026-11-10T09:00:00+01:00", received_at="2026-11-12")

    found = of(order)

    assert (found.sent_back_on, found.came_back_on) == (date(2026, 11, 10), date(2026, 11, 12))


def test_what_the_seller_grants_and_what_he_rules_out():
    order = an_order()
    contact = about(order)
    for kind, choice in (("exception", "agree"), ("replacement_stock", "none")):
        question = a_question(contact, kind=kind)
        said = log.Said("", "de", choice=choice)
        log.answer(question.pk, said, by="seller:S-ZHOU", now=NOON)

    found = of(order, contact=contact)

    assert Remedy.RETURN in found.seller_grants
    assert found.seller_rules_out == {Remedy.REPLACEMENT, Remedy.EXCHANGE}
    assert not found.seller_silent


def test_E36_who_buys_as_a_business_or_was_told_nothing_is_said_by_the_order():
    known = of(an_order(business=True, withdrawal_instruction=False))
    unknown = of(an_order(key="LM-1041"))

    assert (known.consumer, known.instructed) == (False, False)
    assert (unknown.consumer, unknown.instructed) == (True, True)


@pytest.mark.parametrize(
    ("line", "months"),
    [({"used": True, "guarantee_months": 12}, 12), ({"guarantee_months": 12}, None),
     ({"used": True}, None)],
)  # fmt: skip
def test_a_shorter_guarantee_is_that_of_used_goods_alone(line, months):
    assert of(an_order(a_line(**line))).agreed_guarantee_months == months


@pytest.mark.parametrize(
    ("said", "shown_on"), [(NOON.date(), NOON.date()), (date(2026, 11, 13), None), (None, None)]
)
def test_a_defect_shows_before_it_is_complained_of(said, shown_on):
    contact = about(an_order())
    asked = facts.Asked(cause=Cause.DEFECTIVE, shown_on=said)

    found = facts.of_line(facts.gather(contact), "1", asked, now=NOON)

    assert found.defect_shown_on == shown_on


def test_a_repair_was_in_vain_if_the_buyer_writes_again_that_it_is_broken():
    contact = about(an_order(), "warranty")
    decide(contact, "repair", "law", cause="defective")

    def is_in_vain(cause=Cause.DEFECTIVE):
        return of(contact.order, contact=contact, cause=cause).repair_failed

    ordered, later = Instruction.objects.get(kind="repair"), NOON + A_DAY
    instructions.acknowledge(ordered.pk, Acknowledgement("done"), by="program:market", now=later)
    assert not is_in_vain()

    again = Heard("Wieder kaputt.", later + A_DAY, "web", f"buyer:{contact.buyer_id}")
    conversation.hear(contact.pk, again, now=later + A_DAY)

    assert (is_in_vain(), is_in_vain(Cause.CHANGED_MIND)) == (True, False)


def test_R17_silence_is_a_fact_and_so_is_what_was_asked():
    order = an_order()
    contact = lapsed(order, "other")

    assert of(order, contact=contact).seller_silent
    assert facts.cause_of(contact) is Cause.NOT_RECEIVED


class TestPolicies:
    def test_E56_the_version_of_the_day_it_was_ordered_counts(self):
        store = Store.objects.get(pk="de")
        standard.publish(store, {"window_days": 60}, from_at=NOON, by="operator:1", now=NOON)
        order = an_order(placed_at="2026-11-03T19:24:00+01:00")

        assert of(order, now=NOON - timedelta(hours=1)).standard.policy.window_days == 30

    def test_E56_a_later_better_one_takes_its_place_and_a_worse_one_never(self):
        store = Store.objects.get(pk="de")
        order = an_order()
        standard.publish(store, {"window_days": 60}, from_at=NOON, by="operator:1", now=NOON)
        assert of(order, now=NOON + A_DAY).standard.policy.window_days == 60

        later = NOON + A_DAY
        standard.publish(store, {"window_days": 30}, from_at=later, by="operator:1", now=NOON)
        placed_under_sixty = an_order(
            key="LM-1041", placed_at=(NOON + timedelta(hours=1)).isoformat()
        )
        found = of(placed_under_sixty, now=later + A_DAY)
        assert (found.standard.policy.window_days, found.standard.version) == (60, "DE-2026-11-12")

    def test_R22_the_sellers_own_counts_once_it_is_approved(self):
        zhou, store = Seller.objects.get(pk="S-ZHOU"), Store.objects.get(pk="de")
        row = policies.submit(zhou, store, {"window_days": 45}, "", by="seller:1", now=NOON)
        order = an_order(placed_at=(NOON + A_DAY).isoformat())
        assert of(order, now=NOON + A_DAY).own is None

        policies.approve(row, by=person("olga").actor, now=NOON)

        own = of(order, now=NOON + A_DAY).own
        assert (own.policy.window_days, own.version) == (45, row.pk)


def test_it_asks_the_same_number_of_questions_for_any_number_of_lines(django_assert_num_queries):
    one = about(an_order(key="LM-1041"))
    four = about(an_order(*(a_line(str(number)) for number in range(1, 5)), key="LM-1042"))
    queries = 11

    for contact in (one, four):
        with django_assert_num_queries(queries):
            known.gather(contact)
