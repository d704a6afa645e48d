"""Goods on their way back: which step may follow which, where they go, and by when (E62 to E65)."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from mostrador.rules.calendar import (
    day_of,
    end_of_day,
    statutory_end,
    working_days_later,
)

# Where neither law nor policy says more; § 357 (1) BGB gives as many from the declaration.
SEND_BACK_DAYS = 14
# After its last day a parcel is waited for as long again and more before the return is given up.
LATE_DAYS = 30
INSPECTION_DAYS = 2
# The law's days for a refund, where no decision says more.
REFUND_DAYS = 14
WHOLE = 100


class State(StrEnum):
    AWAITING_OPTION = "awaiting_option"
    AUTHORISED = "authorised"
    SENT = "sent"
    RECEIVED = "received"
    INSPECTED = "inspected"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What may be done with a return."""

    OFFER = "offer"
    GIVE_UP = "give_up"
    SEND = "send"
    ARRIVE = "arrive"
    INSPECT = "inspect"
    CLOSE = "close"
    CANCEL = "cancel"


class Method(StrEnum):
    """How it comes back, or that it does not."""

    LOCAL_ADDRESS = "local_address"
    PREPAID_LABEL = "prepaid_label"
    RETURNLESS = "returnless"


MOVES: Mapping[Step, Mapping[State, State]] = {
    Step.OFFER: {State.AWAITING_OPTION: State.AUTHORISED},
    Step.GIVE_UP: {State.AWAITING_OPTION: State.CLOSED},
    Step.SEND: {State.AUTHORISED: State.SENT},
    # A parcel that nobody announced has arrived all the same.
    Step.ARRIVE: {
        State.AWAITING_OPTION: State.RECEIVED,
        State.AUTHORISED: State.RECEIVED,
        State.SENT: State.RECEIVED,
    },
    Step.INSPECT: {State.RECEIVED: State.INSPECTED},
    Step.CLOSE: {
        State.SENT: State.CLOSED,
        State.RECEIVED: State.CLOSED,
        State.INSPECTED: State.CLOSED,
        # Money that was held back leaves later.
        State.CLOSED: State.CLOSED,
    },
    Step.CANCEL: {
        State.AWAITING_OPTION: State.CANCELLED,
        State.AUTHORISED: State.CANCELLED,
    },
}


def after(state: str, step: Step) -> State | None:
    """The state that this step leads to; None where it may not be taken."""
    return MOVES[step].get(State(state))


def may(state: str) -> frozenset[Step]:
    """Every step that may be taken from here."""
    return frozenset(step for step in Step if after(state, step))


# What carriers and marketplaces call it; words that are not here say nothing to us.
TOLD: Mapping[Step, frozenset[str]] = {
    Step.SEND: frozenset({
        "sent", "shipped", "in_transit", "dropped_off", "picked_up", "customer_dropped_off",
        "picked_from_customer", "return_dropped_off", "return_picked_up", "return_in_transit",
        "out_for_delivery",
    }),
    Step.ARRIVE: frozenset({
        "received", "delivered", "returned", "processed", "partially_processed",
        "return_received", "returned_to_seller",
    }),
    Step.CANCEL: frozenset({"cancelled", "canceled", "customer_cancelled_pick_up"}),
}  # fmt: skip


def told(word: str) -> Step | None:
    """Which step a record of the marketplace tells of, by its word for the state."""
    said = word.strip().lower().replace(" ", "_").replace("-", "_")
    return next((step for step, words in TOLD.items() if said in words), None)


Address = Mapping[str, Any]


def where_to(addresses: Sequence[Address], country: str) -> Address | None:
    """The seller's address in the buyer's store's country, else the first of his others."""
    written = [one for one in addresses if one.get("lines")]
    local = [one for one in written if one.get("country") == country]
    return next(iter([*local, *written]), None)


class Way(StrEnum):
    """What happens as soon as a return is authorised."""

    TO_ADDRESS = "to_address"
    REFUND_AT_ONCE = "refund_at_once"
    SELLER_IS_ASKED = "seller_is_asked"


def way_back(address: Address | None, *, country: str, abroad: bool, small: bool) -> Way:
    """A seller abroad without an address here offers a way, or loses the goods (R24, E62, E63).

    An address abroad is no way for his buyer: it would cost more than most goods are worth.
    """
    if address and (not abroad or address.get("country") == country):
        return Way.TO_ADDRESS
    return Way.REFUND_AT_ONCE if abroad and small else Way.SELLER_IS_ASKED


def send_by(offered_on: date, closed: Container[date], *, promised: date | None = None) -> date:
    """The last day to hand the parcel over: what was promised, never less than the law's days."""
    counted = statutory_end(offered_on, SEND_BACK_DAYS, closed)
    return max(counted, promised or counted)


def given_up_at(last_day: date, zone: tzinfo) -> datetime:
    """When a return that was never sent is given up: long after its last day."""
    return end_of_day(last_day + timedelta(days=LATE_DAYS), zone)


def inspected_by(received_at: datetime, zone: tzinfo, closed: Container[date]) -> datetime:
    """Until when the seller may report a loss: the end of the second working day (E65)."""
    return end_of_day(working_days_later(day_of(received_at, zone), INSPECTION_DAYS, closed), zone)


def refund_at(
    state: str,
    *,
    refund_due: date | None,
    received_at: datetime | None,
    zone: tzinfo,
    closed: Container[date],
) -> datetime | None:
    """When the machine refunds in full although nobody has said a word; None: not by itself.

    On the day that the money must leave at the latest, and once the seller has let the time for
    a report go by, whichever is sooner (E65): a report after the money has left changes nothing.
    """
    last = end_of_day(refund_due, zone) if refund_due else None
    silent = inspected_by(received_at, zone, closed) if received_at else None
    if state == State.SENT:
        return last
    if state == State.RECEIVED:
        return min((at for at in (last, silent) if at), default=None)
    return None


def refund_due(came_on: date | None, closed: Container[date]) -> date | None:
    """Where nothing else is known of a decision: the law's days from when the goods came back."""
    return statutory_end(came_on, REFUND_DAYS, closed) if came_on else None


class Refused(StrEnum):
    """Why a report of a loss is not taken."""

    NOT_A_SHARE = "NOT_A_SHARE"
    PHOTOS_REQUIRED = "PHOTOS_REQUIRED"
    WORDS_REQUIRED = "WORDS_REQUIRED"
    TOO_LATE = "TOO_LATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the seller says of the goods that came back; 0 percent is that all is well."""

    percent: int
    photos: int
    words: str
    at: datetime
    until: datetime


def refusals(report: Report) -> tuple[Refused, ...]:
    """A loss of value counts as far as it is documented, and in time (E65)."""
    if report.percent == 0:
        return ()
    found = {
        Refused.NOT_A_SHARE: not 0 <= report.percent <= WHOLE,
        Refused.PHOTOS_REQUIRED: report.photos == 0,
        Refused.WORDS_REQUIRED: not report.words.strip(),
        # The end of the day is still in time (E2).
        Refused.TOO_LATE: report.at > report.until,
    }
    return tuple(reason for reason, present in found.items() if present)
