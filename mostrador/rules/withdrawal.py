"""The right of withdrawal: until when, whether in time, what is excluded, when the money is due.

A declaration is always accepted and acknowledged first (E58); what is excluded is decided here,
afterwards.
"""

from collections.abc import Container
from datetime import date, datetime, tzinfo
from enum import StrEnum

from mostrador.rules.calendar import (
    A_DAY,
    day_asked,
    months_later,
    statutory_end,
    working_day_from,
)
from mostrador.rules.entitlement_facts import Cause, Facts
from mostrador.rules.law import LawTable
from mostrador.rules.return_policy import Condition

USUAL_DAYS = 14


class Exclusion(StrEnum):
    """Why there is no right of withdrawal."""

    CUSTOMISED = "customised"
    CATEGORY = "category"
    UNSEALED = "unsealed"


def last_day(
    law: LawTable,
    *,
    all_delivered_on: date | None,
    instructed: bool = True,
    closed: Container[date] = frozenset(),
) -> date | None:
    """The last day to declare it, counted from the last good's arrival; None: no end yet.

    A buyer who was never told of his right has many months more.
    """
    if all_delivered_on is None:
        return None
    if instructed:
        return statutory_end(all_delivered_on, law.withdrawal_days, closed)
    return working_day_from(_uninstructed(law, all_delivered_on), closed)


def _uninstructed(law: LawTable, start: date) -> date:
    """Months after the days, or days after the months: in a leap year they differ by one day."""
    days, months = law.withdrawal_days * A_DAY, law.uninstructed_months
    return max(months_later(start + days, months), months_later(start, months) + days)


def in_time(
    sent_at: datetime,
    last: date | None,
    *,
    store_zone: tzinfo,
    buyer_zone: tzinfo | None = None,
) -> bool:
    """Sending before the end is enough, in the store's zone or the buyer's (E17)."""
    return last is None or day_asked(sent_at, store_zone=store_zone, buyer_zone=buyer_zone) <= last


def refund_due(
    declared_on: date, law: LawTable | None, closed: Container[date] = frozenset()
) -> date:
    """The last day for the money to leave if nothing lets the seller wait.

    Where no law was entered the days of the European floor are promised all the same.
    """
    return statutory_end(declared_on, law.withdrawal_refund_days if law else USUAL_DAYS, closed)


def money_due(
    law: LawTable,
    declared_on: date,
    *,
    sent_back_on: date | None = None,
    came_back_on: date | None = None,
    closed: Container[date] = frozenset(),
) -> date | None:
    """He may wait for the goods or proof of their dispatch, whichever comes first."""
    ends_the_wait = min((day for day in (sent_back_on, came_back_on) if day), default=None)
    return max(refund_due(declared_on, law, closed), ends_the_wait) if ends_the_wait else None


def send_back_by(law: LawTable, declared_on: date, closed: Container[date] = frozenset()) -> date:
    return statutory_end(declared_on, law.send_back_days, closed)


class Standing(StrEnum):
    """What a declaration is worth, once it has been acknowledged."""

    IN_TIME = "in_time"
    BEFORE_DELIVERY = "before_delivery"
    TOO_LATE = "too_late"
    EXCLUDED = "excluded"
    NO_CONSUMER = "no_consumer"
    # No law was entered for this country: a person looks at it.
    UNKNOWN = "unknown"


def standing(facts: Facts) -> Standing:
    if facts.law is None:
        return Standing.UNKNOWN
    if not facts.consumer:
        return Standing.NO_CONSUMER
    if exclusion(facts, facts.law):
        return Standing.EXCLUDED
    last = end(facts, facts.law)
    if last is None:
        return Standing.BEFORE_DELIVERY
    return Standing.IN_TIME if facts.asked_on <= last else Standing.TOO_LATE


def end(facts: Facts, law: LawTable) -> date | None:
    return last_day(
        law,
        all_delivered_on=arrived_on(facts),
        instructed=facts.instructed,
        closed=facts.closed,
    )


def exclusion(facts: Facts, law: LawTable) -> Exclusion | None:
    """Why these goods have no right of withdrawal; None where they have one."""
    if facts.customised:
        return Exclusion.CUSTOMISED
    if facts.category in law.no_withdrawal:
        return Exclusion.CATEGORY
    return Exclusion.UNSEALED if facts.condition is Condition.OPENED_MEDIA else None


def arrived_on(facts: Facts) -> date | None:
    """When the last good arrived; nothing arrives before it is ordered, whatever a feed says.

    Nor has arrived what the buyer says he never got.
    """
    if facts.all_delivered_on is None or facts.cause is Cause.NOT_RECEIVED:
        return None
    return max(facts.all_delivered_on, facts.delivered_on or facts.ordered_on, facts.ordered_on)
