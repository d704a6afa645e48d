"""What a return policy gives one buyer, on the facts of one return.

So that "no buyer is worse off" can be proved, and not only said: see `at_least_as_kind`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from mostrador.rules.calendar import statutory_end, working_day_from, working_days_later
from mostrador.rules.money import Money
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    ReturnPolicy,
    Start,
    Trigger,
    extension,
)

# What has not been delivered may be returned until some day after it is.
NO_END_YET = date.max
OUTBOUND_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """Days are the store's. `closed` are its public holidays."""

    ordered_on: date
    received_on: date | None
    asked_on: date
    category: str
    condition: Condition
    reason: ReasonGroup
    price: Money
    outbound: Money
    sent_back_late: bool = False
    sent_back_on: date | None = None
    came_back_on: date | None = None
    inspected_on: date | None = None
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the buyer gets. `until` is the last day to ask; None for goods not taken back at all.

    `refund_due` is None as long as nothing has let the refund's days begin.
    """

    accepted: bool
    until: date | None
    label: Payer
    outbound: Money
    deduction: Money
    refund_due: date | None
    remedies: frozenset[Remedy]


def gives(policy: ReturnPolicy, facts: ReturnFacts) -> Rights:
    """What this policy gives a buyer on these facts."""
    until = _until(policy, facts)
    if until is None or facts.asked_on > until:
        return _nothing(until, facts)
    percent = deduction_percent(policy, facts)
    return Rights(
        accepted=True,
        until=until,
        label=Payer.SELLER if _is_free(policy, facts) else policy.label_payer[facts.reason],
        outbound=facts.outbound if _outbound_is_refunded(policy, facts) else _zero(facts),
        deduction=Money(facts.price.currency, facts.price.minor * percent // 100),
        refund_due=_refund_due(policy, facts),
        remedies=policy.remedy_choice,
    )


def at_least_as_kind(one: Rights, other: Rights) -> bool:
    """Is the buyer with the one no worse off than with the other, whatever matters to him?"""
    return all(
        (
            one.accepted >= other.accepted,
            (one.until or date.min) >= (other.until or date.min),
            one.label.rank >= other.label.rank,
            one.outbound.minor >= other.outbound.minor,
            one.deduction.minor <= other.deduction.minor,
            (one.refund_due or date.max) <= (other.refund_due or date.max),
            one.remedies >= other.remedies,
        )
    )


def window_end(
    policy: ReturnPolicy,
    *,
    ordered_on: date,
    received_on: date | None,
    category: str,
    closed: frozenset[date] = frozenset(),
) -> date:
    """The last day to ask for a return, moved off Saturdays, Sundays and holidays (E17)."""
    counts_from_receipt = policy.window_start is Start.RECEIPT
    if counts_from_receipt and received_on is None:
        return NO_END_YET
    # Nothing is received before it is ordered, whatever a feed says.
    start = max(ordered_on, received_on or ordered_on) if counts_from_receipt else ordered_on
    counted = statutory_end(start, policy.window(category), closed)
    longer = extension(policy.holiday_extension, ordered_on, category)
    return max(counted, working_day_from(longer, closed)) if longer else counted


def _until(policy: ReturnPolicy, facts: ReturnFacts) -> date | None:
    """A seller's own fault is his to put right whatever he excludes."""
    if facts.reason is ReasonGroup.BUYER and not _takes_back(policy, facts):
        return None
    return window_end(
        policy,
        ordered_on=facts.ordered_on,
        received_on=facts.received_on,
        category=facts.category,
        closed=facts.closed,
    )


def _takes_back(policy: ReturnPolicy, facts: ReturnFacts) -> bool:
    known = facts.category not in policy.excluded_categories
    return known and facts.condition in policy.conditions_accepted


def _is_free(policy: ReturnPolicy, facts: ReturnFacts) -> bool:
    if facts.category in policy.free_return_categories:
        return True
    limit = policy.free_return_from
    # A price in another currency is not above a limit in this one.
    reaches = (
        limit is not None
        and facts.price.currency == limit.currency
        and facts.price.minor >= limit.minor
    )
    return reaches and _within(facts, timedelta(days=policy.free_return_days))


def _outbound_is_refunded(policy: ReturnPolicy, facts: ReturnFacts) -> bool:
    promised = policy.outbound_refund[facts.reason]
    if promised is Outbound.WITHIN_14_DAYS:
        return _within(facts, timedelta(days=OUTBOUND_DAYS))
    return promised is Outbound.ALWAYS


def _within(facts: ReturnFacts, days: timedelta) -> bool:
    return facts.received_on is None or facts.asked_on - facts.received_on <= days


def deduction_percent(policy: ReturnPolicy, facts: ReturnFacts) -> int:
    """The most that the seller may keep, in percent of the price."""
    most = policy.max_deduction_percent
    if facts.reason is ReasonGroup.SELLER:
        return most[Case.SELLER_FAULT]
    cases = {
        Condition.AS_RECEIVED: Case.AS_RECEIVED,
        Condition.OPENED_MEDIA: Case.OPENED_MEDIA,
    }
    percent = most[cases.get(facts.condition, Case.WORSE_CONDITION)]
    return max(percent, most[Case.SENT_BACK_LATE]) if facts.sent_back_late else percent


def _refund_due(policy: ReturnPolicy, facts: ReturnFacts) -> date | None:
    """What came back was sent, and what was inspected came back, whatever was written down."""
    inspected = facts.inspected_on
    came = _first(facts.came_back_on, inspected)
    begins = {
        Trigger.INSPECTION: inspected,
        Trigger.RECEIPT: came,
        Trigger.DISPATCH_PROOF: _first(facts.sent_back_on, came),
    }[policy.refund_trigger]
    if begins is None:
        return None
    return working_days_later(begins, policy.refund_deadline_days, facts.closed)


def _first(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _nothing(until: date | None, facts: ReturnFacts) -> Rights:
    return Rights(
        accepted=False,
        until=until,
        label=Payer.BUYER,
        outbound=_zero(facts),
        deduction=facts.price,
        refund_due=None,
        remedies=frozenset(),
    )


def _zero(facts: ReturnFacts) -> Money:
    return Money(facts.outbound.currency, 0)
