"""What was ordered, what was said to be done and what the records show: where they differ."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules.money import Money
from mostrador.rules.reconciliation import Code, Found, Record, Told, differences, next_look

BERLIN = ZoneInfo("Europe/Berlin")
MADE = datetime(2026, 11, 12, 9, tzinfo=UTC)
LATER = MADE + timedelta(days=3)
A_SECOND = timedelta(seconds=1)
PRICE, LESS = Money("EUR", 3990), Money("EUR", 399)


def refund(key: str = "I-1", state: str = "done", money: Money | None = PRICE, **more) -> Told:
    known = {"names": frozenset({key, "D-1"}), **more}
    acknowledged_at = MADE if state != "open" else None
    return Told(
        id=key, kind="refund", state=state, made_at=MADE, acknowledged_at=acknowledged_at,
        money=money, **known,
    )  # fmt: skip


def record(key: str = "R-1", money: Money | None = PRICE, *names: str, at=LATER) -> Record:
    return Record(key, money, at, frozenset({key, *names}))


def codes(*told: Told, records=(), order=None, now=LATER) -> list[tuple[str, str]]:
    found = differences(told, records, order or {}, now=now)
    return [(str(each.code), each.about) for each in found]


@pytest.mark.parametrize(
    ("told", "records", "found"),
    [
        # The record of it came, by its name or by its amount.
        (refund(), [record("R-1", PRICE, "I-1")], []),
        (refund(), [record()], []),
        (refund(names=frozenset({"R-1"})), [record()], []),
        # A record without an amount says nothing against it.
        (refund(), [record("R-1", None, "I-1")], []),
        (refund(money=None), [], []),
        (refund(money=Money("EUR", -100)), [], []),
        (refund(), [], [("NO_RECORD", "I-1")]),
        (refund(), [record("R-1", LESS, "I-1")], [("OTHER_AMOUNT", "I-1")]),
        (refund(), [record("R-1", Money("USD", 3990), "I-1")], [("OTHER_AMOUNT", "I-1")]),
        (refund(), [record("R-1", PRICE, "I-1"), record("R-2", PRICE, "D-1")],
         [("SECOND_REFUND", "I-1")]),
        (refund(), [record(), record("R-2")], [("REFUND_ELSEWHERE", "R-2")]),
        (refund(), [record("R-1", LESS)], [("NO_RECORD", "I-1"), ("REFUND_ELSEWHERE", "R-1")]),
        (refund(), [record(), record("R-2", None)], [("REFUND_ELSEWHERE", "R-2")]),
        # Before we had anything to do with the order.
        (refund(), [record(), record("R-0", LESS, at=MADE - A_SECOND)], []),
        (refund(), [record(), record("R-0", LESS, at=None)], [("REFUND_ELSEWHERE", "R-0")]),
        (refund(state="refused"), [], []),
        (refund(state="refused"), [record("R-1", PRICE, "I-1")], [("REFUND_AFTER_REFUSAL", "I-1")]),
        (refund(state="open"), [], [("NO_ANSWER", "I-1")]),
    ],
)  # fmt: skip
def test_a_refund_and_its_records(told, records, found):
    assert codes(told, records=records) == found


def test_two_refunds_of_one_amount_have_a_record_each():
    both = [refund("I-1", names=frozenset()), refund("I-2", names=frozenset())]

    assert codes(*both, records=[record(), record("R-2")]) == []
    assert codes(*both, records=[record()]) == [("NO_RECORD", "I-2")]


@pytest.mark.parametrize(
    ("waited", "found"),
    [
        (timedelta(days=1), []),
        (timedelta(days=1) + A_SECOND, [("NO_RECORD", "I-1")]),
    ],
)
def test_a_record_may_take_a_day(waited, found):
    assert codes(refund(), now=MADE + waited) == found


@pytest.mark.parametrize(
    ("waited", "found"),
    [
        (timedelta(days=2), []),
        (timedelta(days=2) + A_SECOND, [("NO_ANSWER", "I-1")]),
    ],
)
def test_an_answer_may_take_two_days(waited, found):
    assert codes(refund(state="open"), now=MADE + waited) == found


PAID = {"kind": "refund", "amount": "39.90", "currency": "EUR"}


@pytest.mark.parametrize(
    ("payment", "found"),
    [
        (PAID, []),
        # Our own note of it proves nothing.
        ({**PAID, "instruction": "I-1"}, [("NO_RECORD", "I-1")]),
        ({**PAID, "kind": "payment"}, [("NO_RECORD", "I-1")]),
        ({**PAID, "amount": "3.99"}, [("NO_RECORD", "I-1")]),
        ({**PAID, "amount": "a lot"}, [("NO_RECORD", "I-1")]),
        ({"kind": "refund"}, [("NO_RECORD", "I-1")]),
    ],
)
def test_the_orders_own_payments_are_a_record_too(payment, found):
    assert codes(refund(), order={"payments": [payment]}) == found


def other(kind: str, **payload) -> Told:
    return Told(id="I-1", kind=kind, state="done", made_at=MADE, payload=payload)


BREMEN = {"city": "Bremen"}
CHANGES = [{"line": "1", "sku": "B"}]


@pytest.mark.parametrize(
    ("told", "order", "where"),
    [
        (other("cancel", whole=True), {"status": "cancelled"}, None),
        (other("cancel", whole=True), {"status": "pending"}, "status"),
        (other("cancel"), {"status": "pending"}, None),
        (other("change_address", ship_to=BREMEN), {"ship_to": BREMEN}, None),
        (other("change_address", ship_to=BREMEN), {"ship_to": {}}, "ship_to"),
        (other("change_address"), {"ship_to": {}}, None),
        (other("change_item", changes=CHANGES), {"lines": [{"id": "1", "sku": "B"}]}, None),
        (other("change_item", changes=CHANGES), {"lines": [{"id": "1", "sku": "A"}]}, "line 1"),
        (other("change_item", changes=CHANGES), {}, "line 1"),
        (other("exchange", changes=CHANGES), {}, None),
        (other("return"), {}, None),
    ],
)
def test_the_order_shows_what_was_done(told, order, where):
    found = differences([told], [], order, now=LATER)

    assert found == ((Found(Code.NOT_SHOWN, "I-1", {"where": where}),) if where else ())


def test_a_cancellation_is_a_refund_as_well():
    told = Told(
        id="I-1", kind="cancel", state="done", made_at=MADE, acknowledged_at=MADE, money=PRICE,
        payload={"whole": True},
    )  # fmt: skip

    assert codes(told, order={"status": "pending"}) == [("NO_RECORD", "I-1"), ("NOT_SHOWN", "I-1")]


def test_without_an_instruction_there_is_nothing_to_compare():
    assert codes(records=[record()]) == []


@pytest.mark.parametrize(
    ("at", "looks"),
    [
        ("2026-11-12T02:59:59+01:00", "2026-11-12T03:00:00+01:00"),
        ("2026-11-12T03:00:00+01:00", "2026-11-13T03:00:00+01:00"),
        ("2026-11-12T23:00:00+01:00", "2026-11-13T03:00:00+01:00"),
        # The night the clocks change.
        ("2026-10-24T12:00:00+02:00", "2026-10-25T03:00:00+01:00"),
    ],
)
def test_it_is_looked_at_at_three_in_the_stores_night(at, looks):
    found = next_look(datetime.fromisoformat(at), BERLIN)

    assert found == datetime.fromisoformat(looks)
