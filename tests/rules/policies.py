"""Any return policy at all, and a grid of the facts on which policies are compared."""

from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from mostrador.rules.money import Money
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Holiday,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    ReturnPolicy,
    Start,
    Trigger,
)
from mostrador.rules.return_rights import ReturnFacts

ORDERED = date(2026, 11, 2)
A_DAY = timedelta(days=1)
# "lamps" is a category that some policies name, "candles" one that none does.
CATEGORIES = ("books", "lamps", "shoes")
# Few values on purpose: two policies then often agree, and often differ in one thing alone.
DAYS = (1, 14, 30, 45)

categories = st.frozensets(st.sampled_from(CATEGORIES))
days = st.sampled_from([date(2026, 10, 25), ORDERED, date(2026, 11, 20), date(2027, 1, 15)])


def by(kind, values):
    return st.fixed_dictionaries(dict.fromkeys(kind, values))


@st.composite
def holidays(draw):
    begins, ends = sorted([draw(days), draw(days)])
    return Holiday(begins, ends, draw(days), draw(categories))


any_policy = st.builds(
    ReturnPolicy,
    window_days=st.sampled_from(DAYS),
    window_days_by_category=st.dictionaries(st.sampled_from(CATEGORIES), st.sampled_from(DAYS)),
    window_start=st.sampled_from(Start),
    holiday_extension=st.lists(holidays(), max_size=2).map(tuple),
    excluded_categories=categories,
    label_payer=by(ReasonGroup, st.sampled_from(Payer)),
    free_return_from=st.none() | st.sampled_from([0, 2000, 4000]).map(lambda m: Money("EUR", m)),
    free_return_days=st.sampled_from([0, *DAYS]),
    free_return_categories=categories,
    outbound_refund=by(ReasonGroup, st.sampled_from(Outbound)),
    max_deduction_percent=by(Case, st.sampled_from([0, 20, 50, 100])),
    refund_deadline_days=st.sampled_from([0, 2, 5]),
    refund_trigger=st.sampled_from(Trigger),
    conditions_accepted=st.frozensets(st.sampled_from(Condition)),
    remedy_choice=st.frozensets(st.sampled_from(Remedy)),
)


def some_facts(**more):
    return ReturnFacts(
        **{
            "ordered_on": ORDERED,
            "received_on": ORDERED + A_DAY,
            "asked_on": ORDERED + 3 * A_DAY,
            "category": "candles",
            "condition": Condition.AS_RECEIVED,
            "reason": ReasonGroup.BUYER,
            "price": Money("EUR", 3990),
            "outbound": Money("EUR", 490),
        }
        | more
    )


# What came back when: nothing yet, on its way, arrived, and looked at.
RETURNED = (
    {},
    {"sent_back_on": date(2026, 11, 9)},
    {"sent_back_on": date(2026, 11, 9), "came_back_on": date(2026, 11, 12)},
    {"came_back_on": date(2026, 11, 12), "inspected_on": date(2026, 11, 20)},
)


def grid():
    """Each edge of the windows above, with every kind of goods, condition, reason and price."""
    waits = (0, 14, 15, 30, 31, 45, 46, 80)
    for received, wait, category, condition, reason in product(
        (None, ORDERED, ORDERED + 10 * A_DAY), waits, (*CATEGORIES, "candles"), Condition,
        ReasonGroup,
    ):  # fmt: skip
        asked = (received or ORDERED) + wait * A_DAY
        # Prices, lateness and parcels take turns, so that the grid stays small.
        turn = wait + len(category) + list(Condition).index(condition)
        yield some_facts(
            received_on=received,
            asked_on=asked,
            category=category,
            condition=condition,
            reason=reason,
            price=Money("EUR", (1999, 2000, 4000)[turn % 3]),
            sent_back_late=turn % 2 == 0,
            **RETURNED[turn % 4],
        )


GRID = tuple(grid())
