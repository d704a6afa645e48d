"""Who answers for this order and topic, and every reason why it is not the service.

Facts go in as they are dated; nothing about coverage is ever stored on an order (E26).
"""

from calendar import isleap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mostrador.rules.calendar import utc
from mostrador.rules.coverage_facts import (
    NOBODY,
    Fulfilment,
    Handler,
    Interval,
    LineFacts,
    OrderFacts,
    SellerFacts,
    StoreTerms,
    Units,
)
from mostrador.rules.topics import Topic

__all__ = [
    "NOBODY",
    "Coverage",
    "Fulfilment",
    "Handler",
    "Interval",
    "LineCoverage",
    "LineFacts",
    "OrderFacts",
    "Reason",
    "SellerFacts",
    "StoreTerms",
    "UnitCoverage",
    "Units",
    "UnknownLineError",
    "coverage",
    "coverage_without_order",
    "ends_at",
]


class Reason(StrEnum):
    """Why something is not covered, in the order in which the reasons are given."""

    NOT_ENROLLED_WHEN_PLACED = "NOT_ENROLLED_WHEN_PLACED"
    OTHER_STORE = "OTHER_STORE"
    OPERATOR_FULFILLED = "OPERATOR_FULFILLED"
    TOPIC_INVOICE = "TOPIC_INVOICE"
    TOPIC_CUSTOMISATION = "TOPIC_CUSTOMISATION"
    PRE_ORDER = "PRE_ORDER"
    PAST_COVERAGE_END = "PAST_COVERAGE_END"


TOPIC_REASONS = {
    Topic.INVOICE: Reason.TOPIC_INVOICE,
    Topic.CUSTOMISATION: Reason.TOPIC_CUSTOMISATION,
    Topic.PRE_ORDER: Reason.PRE_ORDER,
}
# Beyond this year a date is a slip of the keyboard, and adding years to it would overflow.
LAST_YEAR = 9000


class UnknownLineError(LookupError):
    pass


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    quantity: int
    fulfilment: Fulfilment
    handler: Handler
    reasons: tuple[Reason, ...]
    covered_units: int

    @property
    def covered(self) -> bool:
        return not self.reasons

    def as_dict(self) -> dict[str, object]:
        return {
            "quantity": self.quantity,
            "fulfilment": self.fulfilment.value,
            "covered": self.covered,
            "handler": self.handler.value,
            "reasons": [reason.value for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """`units` are named where a line has units of both kinds, and the answer differs (E24)."""

    line: str | None
    handler: Handler
    reasons: tuple[Reason, ...]
    units: tuple[UnitCoverage, ...] = ()
    covered_units: int = 0

    @property
    def covered(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Coverage:
    """`whole` is the answer for everything asked about; `lines` are its parts."""

    order: str | None
    topic: str
    whole: LineCoverage
    lines: tuple[LineCoverage, ...]
    in_parts: bool

    def __bool__(self) -> bool:
        return self.whole.covered

    @property
    def handler(self) -> Handler:
        return self.whole.handler

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.whole.reasons

    @property
    def covered_units(self) -> int:
        return self.whole.covered_units

    def as_dict(self) -> dict[str, object]:
        """As programs read it: one object, or the whole with one object a line."""
        if not self.in_parts:
            return self.line_as_dict(self.whole)
        lines = [self.line_as_dict(line) for line in self.lines]
        return {**self.line_as_dict(self.whole), "lines": lines}

    def line_as_dict(self, line: LineCoverage) -> dict[str, object]:
        told: dict[str, object] = {
            "order": self.order,
            "line": line.line,
            "topic": self.topic,
            "covered": line.covered,
            "handler": line.handler.value,
            "reasons": [reason.value for reason in line.reasons],
        }
        return told | ({"units": [unit.as_dict() for unit in line.units]} if line.units else {})


def coverage(
    order: OrderFacts,
    *,
    topic: str,
    sellers: Mapping[str, SellerFacts],
    terms: StoreTerms,
    at: datetime,
    line: str | None = None,
) -> Coverage:
    """The service answers for what a seller ships, ordered while he was enrolled in that store,
    but for invoices, customisation and anything before the order (R31, R36-R39, R42, E18).
    """
    asked = [facts for facts in order.lines if line in (None, facts.line)]
    if line is not None and not asked:
        raise UnknownLineError(f"Order {order.order} has no line {line}")
    # Of an order without lines only the seller is known, and he ships what he sells.
    found = tuple(
        _line(facts, order, Topic.of(topic), _seller(facts, order, sellers), terms, at)
        for facts in asked or [LineFacts("")]
    )
    if len(asked) == 1:
        return Coverage(order.order, topic, found[0], found, in_parts=False)
    return Coverage(order.order, topic, _whole(None, found), found if asked else (), in_parts=True)


def coverage_without_order(topic: str, *, seller_known: bool = True) -> Coverage:
    """Without an order only a question before one is the seller's; all else is ours (R39, E42)."""
    reasons = (Reason.PRE_ORDER,) if Topic.of(topic) is Topic.PRE_ORDER else ()
    not_ours = Handler.SELLER if seller_known else Handler.OPERATOR
    whole = LineCoverage(None, not_ours if reasons else Handler.SERVICE, reasons)
    return Coverage(None, topic, whole, (whole,), in_parts=False)


def ends_at(order: OrderFacts, terms: StoreTerms) -> datetime | None:
    """When the service stops answering for the order of a seller who has left (E33).

    The longest of return window, claim window and statutory guarantee, and some grace, after the
    last delivery; failing that after the promised one, or the order. None is never.
    """
    begins = utc(order.last_delivered_at or order.deliver_by or order.placed_at)
    if terms.never_ends or begins.year > LAST_YEAR:
        return None
    ends = (begins + terms.return_window, begins + terms.claim_window)
    return max(*ends, _years_later(begins, terms.guarantee_years)) + terms.grace


def _years_later(moment: datetime, years: int) -> datetime:
    year = moment.year + years
    # A period of years that would end on 29 February ends on the 28th (§ 188 (3) BGB).
    no_such_day = (moment.month, moment.day) == (2, 29) and not isleap(year)
    return moment.replace(year=year, day=28 if no_such_day else moment.day)


def _seller(facts: LineFacts, order: OrderFacts, sellers: Mapping[str, SellerFacts]) -> SellerFacts:
    """The line's own seller, else the order's; one whom nobody knows is enrolled nowhere."""
    found = sellers.get(facts.seller or order.seller or "", NOBODY)
    return found if found.known else NOBODY


def _line(
    facts: LineFacts,
    order: OrderFacts,
    about: Topic,
    seller: SellerFacts,
    terms: StoreTerms,
    at: datetime,
) -> LineCoverage:
    """A line is covered if any unit of it is (E23, E24)."""
    common = _reasons(order, about, seller, terms, at)
    # A quantity of nothing is no unit, unless the whole line was taken out of the order (E27).
    present = [unit for unit in facts.units if unit.quantity] or facts.units
    units = tuple(_unit(unit, common, seller, terms) for unit in present)
    mixed = len({unit.fulfilment for unit in units}) > 1
    whole = _whole(facts.line, units)
    return replace(whole, units=units) if mixed else whole


def _unit(
    unit: Units, common: frozenset[Reason], seller: SellerFacts, terms: StoreTerms
) -> UnitCoverage:
    operators = unit.fulfilment is Fulfilment.OPERATOR
    found = common | {Reason.OPERATOR_FULFILLED} if operators else common
    if not found:
        handler = Handler.SERVICE
    elif not seller.known:
        handler = Handler.OPERATOR
    else:
        handler = terms.operator_fulfilled_handler if operators else Handler.SELLER
    covered = 0 if found else unit.quantity
    return UnitCoverage(unit.quantity, unit.fulfilment, handler, _in_order(found), covered)


def _reasons(
    order: OrderFacts, about: Topic, seller: SellerFacts, terms: StoreTerms, at: datetime
) -> frozenset[Reason]:
    """The reasons that all units of a line share."""
    found = {
        _when_placed(order, seller.intervals),
        TOPIC_REASONS.get(about),
        _past_end(order, seller.intervals, terms, at),
    }
    return frozenset(reason for reason in found if reason is not None)


def _when_placed(order: OrderFacts, intervals: Sequence[Interval]) -> Reason | None:
    held = {each.store for each in intervals if each.holds(order.placed_at, order.placed_until)}
    if order.store in held:
        return None
    return Reason.OTHER_STORE if held else Reason.NOT_ENROLLED_WHEN_PLACED


def _past_end(
    order: OrderFacts, intervals: Sequence[Interval], terms: StoreTerms, at: datetime
) -> Reason | None:
    """Only the orders of a seller who has left the store, and not come back, have an end (E33)."""
    here = [each for each in intervals if each.store == order.store]
    gone = any(each.has_been_left(at) for each in here)
    ends = ends_at(order, terms)
    if not gone or any(each.is_current(at) for each in here) or ends is None or utc(at) <= ends:
        return None
    return Reason.PAST_COVERAGE_END


def _whole(line: str | None, parts: Sequence[UnitCoverage | LineCoverage]) -> LineCoverage:
    """Covered if any part is; otherwise all their reasons, and the first handler of them all."""
    covered = any(part.covered for part in parts)
    reasons = frozenset[Reason]() if covered else frozenset().union(*(p.reasons for p in parts))
    handler = next(each for each in Handler if each in {part.handler for part in parts})
    return LineCoverage(
        line, handler, _in_order(reasons), covered_units=sum(part.covered_units for part in parts)
    )


def _in_order(found: Collection[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in Reason if reason in found)
