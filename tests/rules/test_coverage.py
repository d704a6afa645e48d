"""Who answers: dates, histories and units."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mostrador.rules.coverage import Handler, Interval, LineFacts, Reason, StoreTerms
from tests.rules.lamp_order import (
    A_DAY,
    A_MICROSECOND,
    ASKED,
    BY_OPERATOR,
    LAMP,
    MUCH_LATER,
    OCTOBER,
    PLACED,
    an_order,
    asked,
    zhou,
)


def test_R3_a_covered_contact_is_the_services():
    found = asked(an_order(LAMP))

    assert found
    assert (found.handler, found.reasons, found.covered_units) == (Handler.SERVICE, (), 1)


@pytest.mark.parametrize("at", [PLACED, ASKED, MUCH_LATER])
def test_R31_what_was_ordered_before_enrolment_is_never_covered(at):
    found = asked(an_order(LAMP, placed_at=OCTOBER - A_MICROSECOND), at=at)

    assert not found
    assert found.reasons == (Reason.NOT_ENROLLED_WHEN_PLACED,)


def test_R34_what_is_ordered_after_leaving_goes_to_the_seller():
    found = asked(an_order(LAMP), sellers=zhou(Interval("de", OCTOBER, PLACED, PLACED)))

    assert (found.handler, found.reasons) == (Handler.SELLER, (Reason.NOT_ENROLLED_WHEN_PLACED,))


def test_R35_what_was_covered_when_the_seller_left_stays_covered():
    left_at = PLACED + A_MICROSECOND

    assert asked(an_order(LAMP), sellers=zhou(Interval("de", OCTOBER, left_at, left_at)))


def test_R41_units_that_the_operator_ships_are_the_sellers_unless_the_store_says_otherwise():
    order = an_order(LineFacts("1", units=BY_OPERATOR))
    operators = StoreTerms(operator_fulfilled_handler=Handler.OPERATOR)

    assert asked(order).handler == Handler.SELLER
    assert asked(order, terms=operators).handler == Handler.OPERATOR
    assert asked(order).reasons == (Reason.OPERATOR_FULFILLED,)


def test_R42_a_store_cannot_let_the_service_answer_for_units_the_operator_ships():
    with pytest.raises(ValueError, match="never answers for units that the operator ships"):
        StoreTerms(operator_fulfilled_handler=Handler.SERVICE)


@pytest.mark.parametrize(
    ("day", "covered"),
    [("2026-09-30", False), ("2026-10-01", True), ("2026-10-02", True)],
)
def test_E16a_a_bare_date_on_the_day_of_enrolment_is_covered(day, covered):
    begins = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    order = an_order(LAMP, placed_at=begins, placed_until=begins + A_DAY)

    assert bool(asked(order)) is covered


def test_E16a_a_bare_date_whose_day_ends_at_the_moment_of_enrolment_is_not_covered():
    order = an_order(LAMP, placed_at=OCTOBER - A_DAY, placed_until=OCTOBER)

    assert not asked(order)


def test_E16a_a_bare_date_on_the_day_of_leaving_is_covered_as_its_first_moment_is():
    order = an_order(LAMP, placed_at=PLACED, placed_until=PLACED + A_DAY)
    left_at = PLACED + A_MICROSECOND

    assert asked(order, sellers=zhou(Interval("de", OCTOBER, left_at, left_at)))
    assert not asked(order, sellers=zhou(Interval("de", OCTOBER, PLACED, PLACED)))


def test_E16a_a_bare_date_is_not_held_by_an_interval_of_no_length():
    order = an_order(LAMP, placed_at=OCTOBER - A_DAY, placed_until=OCTOBER + A_DAY)

    assert not asked(order, sellers=zhou(Interval("de", OCTOBER, OCTOBER, OCTOBER)))


def test_E18_an_hour_that_is_there_twice_is_told_apart():
    berlin = ZoneInfo("Europe/Berlin")
    enrolled_at = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1)
    placed_at = datetime(2026, 10, 25, 2, 45, tzinfo=berlin, fold=0)

    assert not asked(an_order(LAMP, placed_at=placed_at), sellers=zhou(Interval("de", enrolled_at)))


def test_E22_two_intervals_that_touch_leave_no_gap():
    adjacent = zhou(Interval("de", OCTOBER, PLACED, PLACED), Interval("de", PLACED))

    assert asked(an_order(LAMP), sellers=adjacent)
    assert asked(an_order(LAMP, placed_at=PLACED - A_MICROSECOND), sellers=adjacent)


def test_E28_a_replacement_is_covered_by_the_day_of_the_original_order():
    left_at = PLACED + A_DAY
    gone = zhou(Interval("de", OCTOBER, left_at, left_at))

    # The facts of a replacement carry the original's moment; its own would be after the leaving.
    assert asked(an_order(LAMP, order="LM-2001", placed_at=PLACED), sellers=gone, at=left_at)
