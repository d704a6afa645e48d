"""Return policies as JSON: read with every reason against them, and written.

A dimension that is left out is as in the policy it is read beside, usually the standard one: who
says nothing of it follows the standard, also when that changes. Holidays that are named come on
top of the standard's, which has new ones every year; an empty list is to have none at all.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from mostrador.rules.bodies import YEARS, Given
from mostrador.rules.moments import bare_date
from mostrador.rules.money import Money
from mostrador.rules.return_comparison import Dimension
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Holiday,
    Holidays,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    ReturnPolicy,
    Start,
    Trigger,
)

Choice = TypeVar("Choice", bound=StrEnum)
Key = TypeVar("Key", bound=StrEnum)

# Ten years; whoever means "for ever" has not thought of the thirtieth.
MOST_DAYS = 3650
MOST_REFUND_DAYS = 30
MOST_HOLIDAYS = 20
MOST_CATEGORIES = 200
LONGEST_CATEGORY = 100
NEVER = "never"
HOLIDAYS = "holiday_extension"
SOME_DAY = date(1970, 1, 1)

Body = dict[str, Any]


def read(given: Given, otherwise: ReturnPolicy, currency: str) -> ReturnPolicy:
    """The policy a body asks for; what is wrong with it is noted in `given`."""
    window, free, refund = "window_days", "free_return_days", "refund_deadline_days"
    return ReturnPolicy(
        window_days=_days(given, window, otherwise.window_days, high=MOST_DAYS),
        window_days_by_category=_windows(given, otherwise),
        window_start=_choice(given, "window_start", Start, otherwise.window_start),
        holiday_extension=_holidays(given, otherwise.holiday_extension),
        excluded_categories=_names(given, "excluded_categories", otherwise.excluded_categories),
        label_payer=_choices(given, "label_payer", Payer, otherwise.label_payer),
        free_return_from=_price(given, otherwise.free_return_from, currency),
        free_return_days=_days(given, free, otherwise.free_return_days, high=MOST_DAYS, low=0),
        free_return_categories=_names(
            given, "free_return_categories", otherwise.free_return_categories
        ),
        outbound_refund=_choices(given, "outbound_refund", Outbound, otherwise.outbound_refund),
        max_deduction_percent=_percents(given, otherwise),
        refund_deadline_days=_days(
            given, refund, otherwise.refund_deadline_days, high=MOST_REFUND_DAYS, low=0
        ),
        refund_trigger=_choice(given, "refund_trigger", Trigger, otherwise.refund_trigger),
        conditions_accepted=_set(
            given, "conditions_accepted", Condition, otherwise.conditions_accepted
        ),
        remedy_choice=_set(given, "remedy_choice", Remedy, otherwise.remedy_choice),
    )


def body_of(policy: ReturnPolicy) -> Body:
    """All dimensions. Read beside a policy without holidays they are this policy again."""
    price = policy.free_return_from
    return {
        "window_days": policy.window_days,
        "window_days_by_category": dict(sorted(policy.window_days_by_category.items())),
        "window_start": policy.window_start.value,
        HOLIDAYS: [holiday_body(each) for each in policy.holiday_extension],
        "excluded_categories": sorted(policy.excluded_categories),
        "label_payer": {each.value: policy.label_payer[each].value for each in ReasonGroup},
        "free_return_from": price.amount() if price else NEVER,
        "free_return_days": policy.free_return_days,
        "free_return_categories": sorted(policy.free_return_categories),
        "outbound_refund": {each.value: policy.outbound_refund[each].value for each in ReasonGroup},
        "max_deduction_percent": {each.value: policy.max_deduction_percent[each] for each in Case},
        "refund_deadline_days": policy.refund_deadline_days,
        "refund_trigger": policy.refund_trigger.value,
        "conditions_accepted": [each.value for each in Condition
                                if each in policy.conditions_accepted],
        "remedy_choice": [each.value for each in Remedy if each in policy.remedy_choice],
    }  # fmt: skip


def differences(policy: ReturnPolicy, standard: ReturnPolicy) -> Body:
    """What the policy says that the standard does not; in all else it follows the standard."""
    ours, theirs = body_of(policy), body_of(standard)
    said = {name: value for name, value in ours.items() if value != theirs[name]}
    if HOLIDAYS in said:
        said[HOLIDAYS] = [each for each in ours[HOLIDAYS] if each not in theirs[HOLIDAYS]]
    return said


def named_in(body: Body) -> list[str]:
    """The dimensions that a body names."""
    return [each.value for each in Dimension if body.get(each.value) is not None]


def _days(given: Given, key: str, otherwise: int, *, high: int, low: int = 1) -> int:
    return given.whole(key, low=low, high=high) if given.has(key) else otherwise


def _windows(given: Given, otherwise: ReturnPolicy) -> dict[str, int]:
    """Where they are named they are all of them: every other category has the general window."""
    key = "window_days_by_category"
    if not given.has(key):
        return dict(otherwise.window_days_by_category)
    inside = given.part(key)
    _refuse_strange_names(given, key, inside.body)
    return {
        name: inside.whole(name, low=1, high=MOST_DAYS) if inside.has(name) else 1
        for name in inside.body
        if inside.has(name)
    }


def _holidays(given: Given, otherwise: Holidays) -> Holidays:
    if not given.has(HOLIDAYS):
        return otherwise
    parts = given.parts(HOLIDAYS)
    if len(parts) > MOST_HOLIDAYS:
        given.refuse(HOLIDAYS, "TOO_LONG", f"{HOLIDAYS} must have at most {MOST_HOLIDAYS} parts.")
    own = [_holiday(part) for part in parts[:MOST_HOLIDAYS]]
    return tuple(dict.fromkeys([*otherwise, *own])) if own else ()


def _holiday(given: Given) -> Holiday:
    begins, ends = _day(given, "ordered_from"), _day(given, "ordered_until")
    if SOME_DAY < ends < begins:
        given.refuse("ordered_until", "BEFORE_FROM", "ordered_until must not be before from.")
    but_not = _names(given, "but_not", frozenset())
    return Holiday(begins, ends, _day(given, "returnable_until"), but_not)


def holiday_body(holiday: Holiday) -> Body:
    return {
        "ordered_from": holiday.ordered_from.isoformat(),
        "ordered_until": holiday.ordered_until.isoformat(),
        "returnable_until": holiday.returnable_until.isoformat(),
        "but_not": sorted(holiday.but_not),
    }


def _day(given: Given, key: str) -> date:
    text = given.required_text(key)
    found = bare_date(text)
    if found and found.year in YEARS:
        return found
    if text:
        given.refuse(key, "NOT_A_DAY", f"{key} must be a day such as 2026-12-24.")
    return SOME_DAY


def _price(given: Given, otherwise: Money | None, currency: str) -> Money | None:
    key = "free_return_from"
    if not given.has(key):
        return otherwise
    return None if given.body[key] == NEVER else given.money(key, currency)


def _percents(given: Given, otherwise: ReturnPolicy) -> dict[Case, int]:
    inside = given.part("max_deduction_percent")
    _refuse_unknown_keys(inside, Case)
    return {
        case: _days(inside, case, otherwise.max_deduction_percent[case], high=100, low=0)
        for case in Case
    }


def _choices(
    given: Given, key: str, kind: type[Choice], otherwise: Any
) -> dict[ReasonGroup, Choice]:
    inside = given.part(key)
    _refuse_unknown_keys(inside, ReasonGroup)
    return {group: _choice(inside, group, kind, otherwise[group]) for group in ReasonGroup}


def _choice(given: Given, key: str, kind: type[Choice], otherwise: Choice) -> Choice:
    said = given.one_of(key, [each.value for each in kind])
    return kind(said) if said in set(kind) else otherwise


def _set(
    given: Given, key: str, kind: type[Choice], otherwise: frozenset[Choice]
) -> frozenset[Choice]:
    if not given.has(key):
        return otherwise
    allowed, said = {each.value for each in kind}, given.texts(key)
    if set(said) - allowed:
        given.refuse(key, "NOT_ONE_OF", f"Each of {key} must be one of {', '.join(kind)}.")
    if given.body[key] == []:
        given.refuse(key, "EMPTY", f"{key} must name one or more.")
    return frozenset(kind(each) for each in said if each in allowed)


def _names(given: Given, key: str, otherwise: frozenset[str]) -> frozenset[str]:
    if not given.has(key):
        return otherwise
    names = given.texts(key)
    _refuse_strange_names(given, key, names)
    return frozenset(names)


def _refuse_strange_names(given: Given, key: str, names: Collection[str]) -> None:
    if len(names) > MOST_CATEGORIES:
        given.refuse(key, "TOO_LONG", f"{key} must have at most {MOST_CATEGORIES} categories.")
    if any(not name.strip() or len(name) > LONGEST_CATEGORY for name in names):
        limit = f"1 to {LONGEST_CATEGORY} characters"
        given.refuse(key, "WRONG_FORM", f"Each category in {key} must have {limit}.")


def _refuse_unknown_keys(given: Given, kind: type[Key]) -> None:
    """A misspelt case would be read as "as the standard", and nobody would notice."""
    for key in given.body:
        if key not in set(kind):
            given.refuse(key, "NOT_ONE_OF", f"{key} must be one of {', '.join(kind)}.")
