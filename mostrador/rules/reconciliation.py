"""Whether what was ordered, what was said to be done and what the records show agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from mostrador.rules.calendar import A_DAY, day_of, utc
from mostrador.rules.money import Money

Body = Mapping[str, Any]
# At night, when the day's records are in.
LOOKS_AT = time(3)
# Records come some time after what they tell of.
PATIENCE = timedelta(days=1)
# How long a marketplace may leave an instruction without an answer.
ANSWERS_WITHIN = timedelta(days=2)


class Code(StrEnum):
    # Done, but not as it was ordered.
    SAID_OTHERWISE = "SAID_OTHERWISE"
    # First one outcome, and later the other.
    SAID_BOTH = "SAID_BOTH"
    NO_ANSWER = "NO_ANSWER"
    NO_RECORD = "NO_RECORD"
    OTHER_AMOUNT = "OTHER_AMOUNT"
    SECOND_REFUND = "SECOND_REFUND"
    REFUND_AFTER_REFUSAL = "REFUND_AFTER_REFUSAL"
    REFUND_ELSEWHERE = "REFUND_ELSEWHERE"
    # The order as the marketplace tells it shows nothing of it.
    NOT_SHOWN = "NOT_SHOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An instruction and what was said of it. `money`: what the buyer receives, as it was said."""

    id: str
    kind: str
    state: str
    made_at: datetime
    acknowledged_at: datetime | None = None
    money: Money | None = None
    # Whatever a record may name it by: its id, its decision, the marketplace's own reference.
    names: frozenset[str] = frozenset()
    # What it was to do to the order.
    payload: Body = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A refund that came from the marketplace."""

    key: str
    money: Money | None
    at: datetime | None = None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """`about` is the instruction, or the record that has none."""

    code: Code
    about: str
    facts: Mapping[str, str] = field(default_factory=dict)


def next_look(at: datetime, zone: tzinfo) -> datetime:
    """Three o'clock of the store, tonight or the next."""
    day = day_of(at, zone)
    here = datetime.combine(day, LOOKS_AT, zone)
    return utc(here if utc(here) > utc(at) else datetime.combine(day + A_DAY, LOOKS_AT, zone))


def differences(
    told: Sequence[Told], records: Sequence[Record], order: Body, *, now: datetime
) -> tuple[Found, ...]:
    """Everything in which the two sides of one order do not agree."""
    named = _by_name(told, records)
    refunds = [one for one in told if one.state == "done" and _gives_back(one)]
    matched, rest = _by_amount([one for one in refunds if not named[one.id]], named[""])
    matched |= {key: found for key, found in named.items() if key and found}
    found = [each for one in told for each in _of(one, matched.get(one.id, []), order, now=now)]
    return (*found, *_elsewhere(told, rest))


def _by_name(told: Sequence[Told], records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records of each instruction; those that name none are under nothing."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        owner = next((one.id for one in told if _gives_back(one) and one.names & record.names), "")
        found[owner].append(record)
    return found


def _by_amount(
    waiting: Sequence[Told], records: Sequence[Record]
) -> tuple[dict[str, list[Record]], list[Record]]:
    """Who names nothing is taken for the first refund of that amount; and what is left over."""
    rest, found = list(records), {}
    for one in waiting:
        record = next((each for each in rest if each.money == one.money), None)
        if record:
            rest.remove(record)
            found[one.id] = [record]
    return found, rest


def _of(told: Told, records: Sequence[Record], order: Body, *, now: datetime) -> list[Found]:
    if told.state == "open":
        waits = utc(now) - utc(told.made_at) > ANSWERS_WITHIN
        return [Found(Code.NO_ANSWER, told.id)] if waits else []
    if told.state == "refused":
        return [Found(Code.REFUND_AFTER_REFUSAL, told.id, _names(records))] if records else []
    if _gives_back(told):
        return [*_of_refund(told, records, order, now=now), *_shown(told, order)]
    return _shown(told, order)


def _of_refund(told: Told, records: Sequence[Record], order: Body, *, now: datetime) -> list[Found]:
    if len(records) > 1:
        return [Found(Code.SECOND_REFUND, told.id, _names(records))]
    if records:
        found, said = records[0].money, told.money
        if found is None or said is None or found == said:
            return []
        facts = {"said": said.text(), "found": found.text()}
        return [Found(Code.OTHER_AMOUNT, told.id, facts)]
    acknowledged = utc(told.acknowledged_at or told.made_at)
    if utc(now) - acknowledged <= PATIENCE or _is_paid_back(told, order):
        return []
    return [Found(Code.NO_RECORD, told.id)]


def _is_paid_back(told: Told, order: Body) -> bool:
    """The order's own payments say it, where the marketplace has told them since."""
    return any(
        each.get("kind") == "refund" and not each.get("instruction") and _money(each) == told.money
        for each in order.get("payments") or []
    )


def _shown(told: Told, order: Body) -> list[Found]:
    expected = _expected(told)
    lines = {line.get("id"): line for line in order.get("lines") or []}
    wrong = [key for key, value in expected.items() if value and order.get(key) != value]
    wrong += [
        f"line {one['line']}"
        for one in told.payload.get("changes") or []
        if told.kind == "change_item" and lines.get(one["line"], {}).get("sku") != one["sku"]
    ]
    return [Found(Code.NOT_SHOWN, told.id, {"where": ", ".join(wrong)})] if wrong else []


def _expected(told: Told) -> dict[str, Any]:
    if told.kind == "cancel" and told.payload.get("whole"):
        return {"status": "cancelled"}
    return {"ship_to": told.payload.get("ship_to")} if told.kind == "change_address" else {}


def _elsewhere(told: Sequence[Told], records: Iterable[Record]) -> list[Found]:
    """What was refunded before we had anything to do with the order is no difference."""
    first = min((utc(one.made_at) for one in told), default=None)
    return [
        Found(Code.REFUND_ELSEWHERE, record.key, _amount(record))
        for record in records
        if first and (record.at is None or utc(record.at) >= first)
    ]


def _gives_back(told: Told) -> bool:
    if told.kind not in {"refund", "cancel", "change_item"}:
        return False
    return told.money is not None and told.money.minor > 0


def _names(records: Sequence[Record]) -> dict[str, str]:
    return {"records": ", ".join(each.key for each in records)}


def _amount(record: Record) -> dict[str, str]:
    return {"found": record.money.text()} if record.money else {}


def _money(payment: Body) -> Money | None:
    try:
        return Money.of(payment["amount"], payment["currency"])
    except (KeyError, ValueError):
        return None
