from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import case_clock
from mostrador.rules.case_clock import Asking, Extension, NotExtended, Reading, State

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
A_MICROSECOND = timedelta(microseconds=1)
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.sampled_from([UTC, BERLIN, SHANGHAI]),
)


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        # Summer time ends: the night has an hour more.
        ("2026-10-24T14:00", "2026-10-25T13:00"),
        # Summer time begins: the night has an hour less.
        ("2027-03-27T14:00", "2027-03-28T15:00"),
        # Christmas Eve counts like any other day.
        ("2026-12-24T18:00", "2026-12-25T18:00"),
        # So does a Saturday.
        ("2026-11-14T09:00", "2026-11-15T09:00"),
    ],
)
def test_R16_E3_a_seller_has_24_clock_hours_whatever_day_or_night_it_is(asked, due):
    assert case_clock.question_due_at(berlin(asked)) == berlin(due)


@given(asked_at=MOMENTS)
def test_E1_24_hours_are_86400_seconds_on_the_utc_line(asked_at):
    due_at = case_clock.question_due_at(asked_at)

    # A float holds the microseconds of our days only almost.
    assert round(due_at.timestamp() - asked_at.timestamp(), 3) == 86_400
    assert due_at.tzinfo is UTC


def test_E4_the_zone_of_the_reader_does_not_move_the_due_moment():
    assert case_clock.question_due_at(NOON.astimezone(SHANGHAI)) == NOON + 24 * HOUR


@pytest.mark.parametrize(
    ("after", "in_time"),
    [(-A_MICROSECOND, True), (timedelta(0), True), (A_MICROSECOND, False)],
)
def test_E2_E13_an_answer_at_the_very_moment_is_in_time(after, in_time):
    assert case_clock.in_time(NOON + after, NOON) is in_time


def test_E3_in_time_is_judged_by_elapsed_time_when_an_hour_is_there_twice():
    first = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN, fold=0)
    second = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)

    assert case_clock.in_time(first, second)
    assert not case_clock.in_time(second, first)


@pytest.mark.parametrize(
    ("answered", "now", "lapsed"),
    [
        (None, timedelta(0), False),
        (None, A_MICROSECOND, True),
        # The worker slept; the answer came in time all the same.
        (timedelta(0), 9 * HOUR, False),
        (A_MICROSECOND, A_MICROSECOND, True),
        (-HOUR, -HOUR, False),
    ],
)
def test_R17_E13_a_question_lapses_only_if_no_answer_came_in_time(answered, now, lapsed):
    answered_at = None if answered is None else NOON + answered

    assert case_clock.has_lapsed(NOON, answered_at=answered_at, now=NOON + now) is lapsed


def test_E6_an_incident_moves_a_due_moment_by_its_length():
    moved = case_clock.shifted(NOON, began_at=NOON - 3 * HOUR, ended_at=NOON - HOUR)

    assert moved == NOON + 2 * HOUR


def test_E6_an_incident_of_no_length_moves_nothing():
    assert case_clock.shifted(NOON, began_at=NOON, ended_at=NOON) == NOON


def test_E6_an_incident_cannot_end_before_it_began():
    with pytest.raises(ValueError, match="before it began"):
        case_clock.shifted(NOON, began_at=NOON, ended_at=NOON - A_MICROSECOND)


def extension(by=12 * HOUR, *, now=NOON - HOUR, already=False, promised=None, statutory=None):
    return case_clock.extension(
        NOON,
        by,
        now=now,
        extended_already=already,
        promised_at=promised,
        statutory_at=statutory,
    )


def test_E10_a_seller_may_be_given_more_time():
    assert extension() == Extension(NOON + 12 * HOUR)
    assert extension()


def test_E10_more_time_never_goes_beyond_what_the_buyer_was_promised():
    assert extension(promised=NOON + 5 * HOUR) == Extension(NOON + 5 * HOUR)


def test_E10_more_time_never_goes_beyond_a_statutory_date():
    found = extension(promised=NOON + 5 * HOUR, statutory=NOON + 2 * HOUR)

    assert found == Extension(NOON + 2 * HOUR)


def test_E10_more_time_is_given_once():
    found = extension(already=True)

    assert found == Extension(NOON, (NotExtended.EXTENDED_ALREADY,))
    assert not found


@pytest.mark.parametrize(
    ("now", "reasons"),
    [(NOON, ()), (NOON + A_MICROSECOND, (NotExtended.LAPSED_ALREADY,))],
)
def test_E10_more_time_is_given_only_while_the_question_is_open(now, reasons):
    assert extension(now=now).reasons == reasons


@pytest.mark.parametrize(
    ("promised", "reasons"),
    [(NOON, (NotExtended.NO_TIME_LEFT_TO_GIVE,)), (NOON + A_MICROSECOND, ())],
)
def test_E10_there_is_nothing_to_give_when_the_promise_is_due_first(promised, reasons):
    assert extension(promised=promised).reasons == reasons


def test_E10_all_the_reasons_against_more_time_are_given():
    found = extension(timedelta(0), now=NOON + HOUR, already=True)

    assert found == Extension(NOON, tuple(NotExtended))


def test_R47_E14_a_buyer_is_answered_within_two_days():
    assert case_clock.promise_due_at(berlin("2026-11-12T10:00")) == berlin("2026-11-14T10:00")


def test_E14_a_follow_up_after_an_answer_starts_a_new_promise():
    follow_up = NOON + 30 * HOUR

    assert case_clock.promise_due_at(follow_up) == follow_up + case_clock.PROMISE_TIME


@pytest.mark.parametrize("left", [48 * HOUR, HOUR, timedelta(0), -HOUR])
def test_E14_the_promise_waits_for_the_buyer_and_goes_on_with_what_was_left(left):
    remaining = case_clock.paused(NOON + left, NOON)
    written = NOON + 100 * HOUR

    assert remaining == left
    assert case_clock.resumed(remaining, written) == written + left


@given(due_at=MOMENTS, now=MOMENTS)
def test_E14_a_pause_of_no_length_changes_nothing(due_at, now):
    assert case_clock.resumed(case_clock.paused(due_at, now), now) == due_at.astimezone(UTC)


@pytest.mark.parametrize(
    ("waited", "asking"),
    [
        (timedelta(0), Asking.IN_TIME),
        (4 * HOUR, Asking.IN_TIME),
        (4 * HOUR + A_MICROSECOND, Asking.LATE),
        (24 * HOUR, Asking.LATE),
        (24 * HOUR + A_MICROSECOND, Asking.FLAGGED),
    ],
)
def test_E15_a_seller_is_asked_within_four_hours(waited, asking):
    assert case_clock.asking(NOON, NOON + waited) == asking


@pytest.mark.parametrize(
    ("left", "fraction", "state"),
    [
        (24 * HOUR, 1.0, State.RUNNING),
        (25 * HOUR, 1.0, State.RUNNING),
        (12 * HOUR, 0.5, State.RUNNING),
        (6 * HOUR, 0.25, State.RUNNING),
        (3 * HOUR, 0.125, State.WARN),
        (timedelta(0), 0.0, State.WARN),
        (-A_MICROSECOND, 0.0, State.LATE),
        (-24 * HOUR, 0.0, State.LATE),
    ],
)
def test_R16_the_ring_empties_warns_below_a_quarter_and_is_late_after(left, fraction, state):
    found = case_clock.reading(NOON - 24 * HOUR, NOON, NOON - left)

    assert found == Reading(left, fraction, state)


def test_R16_the_ring_warns_a_microsecond_below_a_quarter():
    now = NOON - 6 * HOUR + A_MICROSECOND

    assert case_clock.reading(NOON - 24 * HOUR, NOON, now).state == State.WARN


def test_R16_a_clock_that_had_no_time_at_all_is_empty():
    assert case_clock.reading(NOON, NOON, NOON) == Reading(timedelta(0), 0.0, State.WARN)
