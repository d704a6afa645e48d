"""The ledger adds up to nothing, says each thing once and is never edited (E60, E66)."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.decisions import executing, judgement, ledger
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Decision, Hold, LedgerEntry, Posting
from tests import at_once
from tests.cast import NOON, the_marketplace
from tests.decisions.deciding import (
    BELLA,
    OLGA,
    PROGRAM,
    SENT,
    a_line,
    about,
    an_order,
    decide,
    eur,
    paid,
)

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
ORDER = "LM-1040"


def refunded(*lines, **more) -> Decision:
    order = an_order(*lines, **OVERDUE, **more)
    return decide(about(order, "delivery"), "refund_returnless", "law", by=PROGRAM)


def postings(entry: LedgerEntry) -> dict[str, int]:
    return dict(entry.postings.values_list("account", "minor"))


def is_balanced() -> bool:
    moved = Posting.objects.values_list("entry", "currency", "minor")
    sums: dict[tuple[int, str], int] = {}
    for entry, coin, minor in moved:
        sums[entry, coin] = sums.get((entry, coin), 0) + minor
    return not any(sums.values())


@pytest.mark.usefixtures("marketplace")
class TestEntries:
    def test_the_seller_pays_what_the_buyer_receives(self):
        entry = refunded().ledger.get()

        assert postings(entry) == {"buyer": 3_990, "seller": -3_990}
        assert (entry.seller_id, entry.order_id, entry.store_id) == ("S-ZHOU", ORDER, "de")

    def test_E60_the_same_key_is_written_once(self):
        decision = refunded()

        ledger.concede(decision, key=f"{decision.pk}:refund", amounts=decision.amounts, now=NOON)

        assert LedgerEntry.objects.count() == 1

    def test_a_reversal_stands_beside_what_it_reverses_once(self):
        decision = refunded()

        for _ in range(2):
            ledger.reverse(decision, "refund", reason="not_done", now=NOON)

        first, second = LedgerEntry.objects.order_by("pk")
        assert (second.reverses, postings(second)) == (first, {"buyer": -3_990, "seller": 3_990})
        assert ledger.balance(order=ORDER) == {("buyer", "EUR"): 0, ("seller", "EUR"): 0}
        assert ledger.standing(decision) == []

    def test_nothing_is_reversed_where_nothing_was_written(self):
        assert ledger.reverse(refunded(), "exchange", reason="not_done", now=NOON) == []

    def test_E66_another_takes_over_what_the_seller_paid(self):
        decision = refunded()

        for _ in range(2):
            ledger.recharge(decision, to="operator", reason="appeal_reversed", now=NOON)

        found = {key: minor for key, minor in ledger.balance(order=ORDER).items() if minor}
        assert found == {("buyer", "EUR"): 3_990, ("operator", "EUR"): -3_990}

    def test_E66_with_the_buyers_consent_he_pays_it_back(self):
        decision = refunded()

        ledger.recharge(decision, to="buyer", reason="appeal_recharged", now=NOON)

        assert not any(ledger.balance(order=ORDER).values())

    def test_what_does_not_add_up_is_not_written(self):
        entry = LedgerEntry(
            key="K-1", kind="concession", decision=refunded(), store_id="de", order_id=ORDER,
            reason="wrong", at=NOON,
        )  # fmt: skip

        with pytest.raises(ledger.UnbalancedError):
            ledger._insert(entry, {("buyer", "principal", "EUR"): 1})

        assert not LedgerEntry.objects.filter(key="K-1").exists()

    def test_one_entry_is_reversed_once_by_the_database(self):
        decision = refunded()
        ledger.reverse(decision, "refund", reason="not_done", now=NOON)
        known = LedgerEntry.objects.get(kind="reversal")
        known.pk, known.key = None, "another"

        with pytest.raises(IntegrityError), transaction.atomic():
            known.save(force_insert=True)

    def test_a_seller_reads_his_own(self):
        lines = a_line("1"), a_line("2", "129.00", product="P-ORBIT", seller="S-ANA")
        order = an_order(*lines, shipments=[], status="pending")
        decide(about(order, "cancellation"), "cancel", by=PROGRAM)

        entry = ledger.entries_of_seller("S-ANA").get()

        assert postings(entry) == {"buyer": 12_900, "seller": -12_900}
        assert ledger.balance(seller="S-ANA", store="de") == {
            ("buyer", "EUR"): 12_900, ("seller", "EUR"): -12_900,
        }  # fmt: skip


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["refund", "part", "goodwill", "approve", "reject", "cancel", "not_done",
                         "to_operator", "to_buyer"]),
        st.integers(1, 5_000),
        st.integers(0, 3),
    ),
    max_size=12,
)  # fmt: skip


def act(contact, what, minor, which):
    """One of the things that people, programs and the marketplace do; refused or not."""
    known = list(Decision.objects.filter(contact=contact).order_by("decided_at", "pk"))
    chosen = known[which % len(known)] if known else None
    money = type(eur("1.00"))("EUR", minor)
    if what == "refund":
        decide(contact, "refund_returnless", "law", units={"1": 1 + which % 3})
    elif what == "part":
        decide(contact, "partial_refund", "law", amount=money)
    elif what == "goodwill":
        decide(contact, "goodwill", "goodwill", amount=money)
    elif chosen:
        done_to(chosen, what)


def done_to(decision, what):
    acts = {
        "approve": lambda: judgement.approve(decision.pk, by=BELLA, now=NOON),
        "reject": lambda: judgement.reject(decision.pk, "Nein.", by=OLGA, now=NOON),
        "cancel": lambda: judgement.cancel(decision.pk, "Doch nicht.", by=OLGA, now=NOON),
        "not_done": lambda: executing.not_done(decision, "refund", by=PROGRAM, now=NOON),
        "to_operator": lambda: ledger.recharge(decision, to="operator", reason="x", now=NOON),
        "to_buyer": lambda: ledger.recharge(decision, to="buyer", reason="x", now=NOON),
    }
    acts[what]()


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(acts=ACTS)
def test_E60_after_any_sequence_it_adds_up_and_no_more_goes_back_than_was_paid(marketplace, acts):
    with transaction.atomic():
        line = a_line(quantity=3, unit_price="20.00")
        order = an_order(line, payments=[paid(eur("60.00"))], **OVERDUE)
        contact = about(order, "delivery")
        for what, minor, which in acts:
            try:
                with transaction.atomic():
                    act(contact, what, minor, which)
            except RefusedError:
                continue

        assert is_balanced()
        balance = ledger.balance(order=order.pk)
        assert sum(balance.values()) == 0
        goods = Posting.objects.filter(entry__order=order, account="buyer", component="principal")
        assert sum(goods.values_list("minor", flat=True)) <= 6_000
        held = Hold.objects.filter(order=order, released_at=None).values_list("line", "unit")
        assert len(held) == len(set(held))
        transaction.set_rollback(True)


@pytest.fixture
def open_to_all(transactional_db):
    the_marketplace()


@pytest.mark.usefixtures("open_to_all")
class TestTwoAgentsAtOnce:
    def tried(self, contact, remedy, **more):
        try:
            return decide(contact, remedy, "law", **more).pk
        except RefusedError as error:
            return error.code

    def test_E60_one_unit_is_refunded_once(self):
        order = an_order(**OVERDUE)
        contacts = [about(order, "delivery") for _ in range(3)]

        found = at_once.run(
            *(partial(self.tried, one, "refund_returnless", by=by)
              for one, by in zip(contacts, ("agent:1", "agent:2", "agent:3"), strict=True))
        )  # fmt: skip

        assert sum(one.startswith("D-") for one in found) == 1
        assert ledger.balance(order=ORDER) == {("buyer", "EUR"): 3_990, ("seller", "EUR"): -3_990}

    def test_E61_parts_do_not_race_past_what_was_paid(self):
        order = an_order(**OVERDUE)
        contacts = [about(order, "delivery") for _ in range(3)]

        found = at_once.run(
            *(partial(self.tried, one, "partial_refund", amount=eur("20.00")) for one in contacts)
        )

        assert sorted(one[:2] for one in found) == ["AB", "AB", "D-"]
        assert ledger.balance(order=ORDER)["buyer", "EUR"] == 2_000
