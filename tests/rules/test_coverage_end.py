"""When coverage ends for the orders of a seller who has left."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.rules import coverage
from mostrador.rules.coverage import Interval, Reason, StoreTerms
from tests.rules.lamp_order import (
    A_DAY,
    A_MICROSECOND,
    LAMP,
    MUCH_LATER,
    OCTOBER,
    PLACED,
    an_order,
    asked,
    zhou,
)


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ({}, "2028-12-03T09:00+00:00"),
        ({"deliver_by": PLACED + 5 * A_DAY}, "2028-12-08T09:00+00:00"),
        (
            {"deliver_by": PLACED + 5 * A_DAY, "last_delivered_at": PLACED + 3 * A_DAY},
            "2028-12-06T09:00+00:00",
        ),
        ({"placed_at": datetime(2028, 2, 29, 9, tzinfo=UTC)}, "2030-03-30T09:00+00:00"),
    ],
)
def test_E33_coverage_ends_two_years_and_thirty_days_after_the_last_delivery(facts, ends):
    assert coverage.ends_at(an_order(LAMP, **facts), StoreTerms()) == datetime.fromisoformat(ends)


def test_E33_a_leap_day_has_its_day_again_after_four_years():
    order = an_order(LAMP, placed_at=datetime(2024, 2, 29, 9, tzinfo=UTC))
    terms = StoreTerms(guarantee_years=4, grace=timedelta(0))

    assert coverage.ends_at(order, terms) == datetime(2028, 2, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        (StoreTerms(guarantee_years=0), 120),
        (StoreTerms(guarantee_years=0, claim_window=10 * A_DAY), 60),
        (StoreTerms(guarantee_years=0, return_window=100 * A_DAY), 130),
        (StoreTerms(guarantee_years=0, grace=timedelta(0)), 90),
    ],
)
def test_E33_the_longest_of_the_windows_counts(terms, days):
    assert coverage.ends_at(an_order(LAMP), terms) == PLACED + days * A_DAY


def test_E33_a_store_may_never_let_coverage_end():
    left_at = PLACED + A_DAY
    gone = zhou(Interval("de", OCTOBER, left_at, left_at))

    assert coverage.ends_at(an_order(LAMP), StoreTerms(never_ends=True)) is None
    assert asked(an_order(LAMP), sellers=gone, at=MUCH_LATER, terms=StoreTerms(never_ends=True))
    assert not asked(an_order(LAMP), sellers=gone, at=MUCH_LATER)


@pytest.mark.parametrize(("year", "ends"), [(9000, 9002), (9001, None), (9999, None)])
def test_E33_a_date_in_the_far_future_does_not_break_the_sum(year, ends):
    placed_at = datetime(year, 11, 3, tzinfo=UTC)
    found = coverage.ends_at(an_order(LAMP, placed_at=placed_at), StoreTerms())

    assert (found and found.year) == ends


@pytest.mark.parametrize(
    ("after", "reasons"),
    [(timedelta(0), ()), (A_MICROSECOND, (Reason.PAST_COVERAGE_END,))],
)
def test_E2_E33_the_moment_at_which_coverage_ends_is_still_covered(after, reasons):
    left_at = PLACED + A_DAY
    order = an_order(LAMP)
    at = coverage.ends_at(order, StoreTerms()) + after

    found = asked(order, sellers=zhou(Interval("de", OCTOBER, left_at, left_at)), at=at)

    assert found.reasons == reasons


@pytest.mark.parametrize(
    ("left_at", "covered"),
    [(MUCH_LATER, False), (MUCH_LATER + A_MICROSECOND, True), (None, True)],
)
def test_E33_E34_only_the_orders_of_a_seller_who_has_left_have_an_end(left_at, covered):
    interval = Interval("de", OCTOBER, PLACED + A_DAY, left_at)

    assert bool(asked(an_order(LAMP), sellers=zhou(interval), at=MUCH_LATER)) is covered


@pytest.mark.parametrize(
    ("back_at", "covered"), [(MUCH_LATER, True), (MUCH_LATER + A_MICROSECOND, False)]
)
def test_E33_a_seller_who_has_come_back_has_not_left(back_at, covered):
    left_at = PLACED + A_DAY
    both = zhou(Interval("de", OCTOBER, left_at, left_at), Interval("de", back_at))

    assert bool(asked(an_order(LAMP), sellers=both, at=MUCH_LATER)) is covered


def test_E37_leaving_one_store_does_not_end_anything_in_another():
    left_at = PLACED + A_DAY
    both = zhou(Interval("de", OCTOBER, left_at, left_at), Interval("fr", OCTOBER))

    assert asked(an_order(LAMP), sellers=both, at=MUCH_LATER).reasons == (Reason.PAST_COVERAGE_END,)
    assert asked(an_order(LAMP, store="fr"), sellers=both, at=MUCH_LATER)
