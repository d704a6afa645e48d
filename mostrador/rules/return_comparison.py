"""Which of two return policies is kinder to the buyer, dimension by dimension.

A policy is at least as favourable as another if it is in every dimension; what else somebody
writes never makes up for one that is not (R20).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import ge, le
from typing import Any, TypeVar

from mostrador.rules.calendar import A_DAY
from mostrador.rules.money import Money
from mostrador.rules.return_policy import (
    Case,
    Holiday,
    Holidays,
    Kindness,
    ReasonGroup,
    ReturnPolicy,
    extension,
)

Choice = TypeVar("Choice", bound=Kindness)

# No category has no name, so this is one that nobody's policy names.
ANY_OTHER = ""


class Dimension(StrEnum):
    """In the order in which they are compared and shown."""

    WINDOW_DAYS = "window_days"
    WINDOW_DAYS_BY_CATEGORY = "window_days_by_category"
    WINDOW_START = "window_start"
    HOLIDAY_EXTENSION = "holiday_extension"
    EXCLUDED_CATEGORIES = "excluded_categories"
    LABEL_PAYER = "label_payer"
    FREE_RETURN_FROM = "free_return_from"
    FREE_RETURN_DAYS = "free_return_days"
    FREE_RETURN_CATEGORIES = "free_return_categories"
    OUTBOUND_REFUND = "outbound_refund"
    MAX_DEDUCTION_PERCENT = "max_deduction_percent"
    REFUND_DEADLINE_DAYS = "refund_deadline_days"
    REFUND_TRIGGER = "refund_trigger"
    CONDITIONS_ACCEPTED = "conditions_accepted"
    REMEDY_CHOICE = "remedy_choice"


class Verdict(StrEnum):
    KINDER = "kinder"
    EQUAL = "equal"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Row:
    """One dimension of two policies; `key` where it has a value for each of several cases."""

    dimension: Dimension
    key: str
    offered: Any
    standard: Any
    verdict: Verdict


def compare(offered: ReturnPolicy, standard: ReturnPolicy) -> tuple[Row, ...]:
    """Every dimension with both values, and which of them is kinder to the buyer."""
    named = sorted({*offered.window_days_by_category, *standard.window_days_by_category})
    ours, theirs = _values(offered, named), _values(standard, named)
    return tuple(
        Row(dimension, key, value, theirs[dimension, key], _verdict(dimension, value, other))
        for (dimension, key), value in ours.items()
        for other in (theirs[dimension, key],)
    )


def shortfalls(offered: ReturnPolicy, standard: ReturnPolicy) -> tuple[Row, ...]:
    """The dimensions in which the offered policy is not at least as favourable (R20)."""
    return tuple(row for row in compare(offered, standard) if row.verdict is Verdict.WORSE)


def kinder_of(one: ReturnPolicy, other: ReturnPolicy) -> ReturnPolicy:
    """The kinder of two policies in each dimension (E56)."""
    named = sorted({*one.window_days_by_category, *other.window_days_by_category})
    return ReturnPolicy(
        window_days=max(one.window_days, other.window_days),
        window_days_by_category={name: max(one.window(name), other.window(name)) for name in named},
        window_start=_kinder(one.window_start, other.window_start),
        holiday_extension=tuple(sorted({*one.holiday_extension, *other.holiday_extension},
                                       key=_in_order)),
        excluded_categories=one.excluded_categories & other.excluded_categories,
        label_payer={
            group: _kinder(one.label_payer[group], other.label_payer[group])
            for group in ReasonGroup
        },
        free_return_from=_lower(one.free_return_from, other.free_return_from),
        free_return_days=max(one.free_return_days, other.free_return_days),
        free_return_categories=one.free_return_categories | other.free_return_categories,
        outbound_refund={
            group: _kinder(one.outbound_refund[group], other.outbound_refund[group])
            for group in ReasonGroup
        },
        max_deduction_percent={
            case: min(one.max_deduction_percent[case], other.max_deduction_percent[case])
            for case in Case
        },
        refund_deadline_days=min(one.refund_deadline_days, other.refund_deadline_days),
        refund_trigger=_kinder(one.refund_trigger, other.refund_trigger),
        conditions_accepted=one.conditions_accepted | other.conditions_accepted,
        remedy_choice=one.remedy_choice | other.remedy_choice,
    )  # fmt: skip


def _values(policy: ReturnPolicy, named: Iterable[str]) -> dict[tuple[Dimension, str], Any]:
    """All that is compared, in order; a window for each category that either policy names."""
    keyed: dict[Dimension, Mapping[Any, Any]] = {
        Dimension.WINDOW_DAYS_BY_CATEGORY: {name: policy.window(name) for name in named},
        Dimension.LABEL_PAYER: {each: policy.label_payer[each] for each in ReasonGroup},
        Dimension.OUTBOUND_REFUND: {each: policy.outbound_refund[each] for each in ReasonGroup},
        Dimension.MAX_DEDUCTION_PERCENT: {
            each: policy.max_deduction_percent[each] for each in Case
        },
    }
    return {
        (dimension, str(key)): value
        for dimension in Dimension
        for key, value in keyed.get(dimension, {"": getattr(policy, dimension)}).items()
    }


def _verdict(dimension: Dimension, offered: Any, standard: Any) -> Verdict:
    at_least = AT_LEAST_AS_KIND[dimension]
    if not at_least(offered, standard):
        return Verdict.WORSE
    return Verdict.EQUAL if at_least(standard, offered) else Verdict.KINDER


def _higher_rank(one: Kindness, other: Kindness) -> bool:
    return one.rank >= other.rank


def _no_higher_price(one: Money | None, other: Money | None) -> bool:
    return _lower(one, other) == one


def _extends_as_far(one: Holidays, other: Holidays) -> bool:
    """On every day and in every category; between these days nothing changes."""
    both = (*one, *other)
    days = {each.ordered_from for each in both} | {each.ordered_until + A_DAY for each in both}
    categories = {ANY_OTHER}.union(*(each.but_not for each in both))
    return all(
        (extension(one, day, category) or date.min) >= (extension(other, day, category) or date.min)
        for day in days
        for category in categories
    )


AT_LEAST_AS_KIND: Mapping[Dimension, Callable[[Any, Any], bool]] = {
    Dimension.WINDOW_DAYS: ge,
    Dimension.WINDOW_DAYS_BY_CATEGORY: ge,
    Dimension.WINDOW_START: _higher_rank,
    Dimension.HOLIDAY_EXTENSION: _extends_as_far,
    # Of sets: is contained in.
    Dimension.EXCLUDED_CATEGORIES: le,
    Dimension.LABEL_PAYER: _higher_rank,
    Dimension.FREE_RETURN_FROM: _no_higher_price,
    Dimension.FREE_RETURN_DAYS: ge,
    Dimension.FREE_RETURN_CATEGORIES: ge,
    Dimension.OUTBOUND_REFUND: _higher_rank,
    Dimension.MAX_DEDUCTION_PERCENT: le,
    Dimension.REFUND_DEADLINE_DAYS: le,
    Dimension.REFUND_TRIGGER: _higher_rank,
    Dimension.CONDITIONS_ACCEPTED: ge,
    Dimension.REMEDY_CHOICE: ge,
}


def _kinder(one: Choice, other: Choice) -> Choice:
    return one if one.rank >= other.rank else other


def _lower(one: Money | None, other: Money | None) -> Money | None:
    """The lower of two prices from which something is free; None is never."""
    prices = [price for price in (one, other) if price is not None]
    return min(prices, default=None)


def _in_order(holiday: Holiday) -> tuple[date, date, date, list[str]]:
    days = (holiday.ordered_from, holiday.ordered_until, holiday.returnable_until)
    return (*days, sorted(holiday.but_not))
