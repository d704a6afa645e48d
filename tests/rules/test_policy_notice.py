"""What follows when a return policy falls short, before, at and after the end of the notice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.policy_notice import Step, mend_by, step

WARNED = datetime(2026, 11, 12, 9, tzinfo=UTC)
OVER = datetime(2026, 12, 12, 9, tzinfo=UTC)
A_MICROSECOND = timedelta(microseconds=1)
steps = st.integers(-5000, 5000)
moments = st.builds(lambda number: WARNED + timedelta(minutes=number * 37), steps)


@pytest.mark.parametrize(
    ("kind_enough", "warned_at", "at", "expected"),
    [
        (True, None, WARNED, Step.NOTHING),
        (False, None, WARNED, Step.WARN),
        (False, WARNED, WARNED, Step.WAIT),
        (False, WARNED, OVER - A_MICROSECOND, Step.WAIT),
        (False, WARNED, OVER, Step.WAIT),
        (False, WARNED, OVER + A_MICROSECOND, Step.SUSPEND),
        (True, WARNED, WARNED, Step.END),
        (True, WARNED, OVER, Step.END),
        (True, WARNED, OVER + A_MICROSECOND, Step.END),
    ],
)
def test_E57_E2_who_falls_short_is_warned_and_suspended_after_the_notice(
    kind_enough, warned_at, at, expected
):
    assert step(kind_enough=kind_enough, warned_at=warned_at, at=at) is expected


@pytest.mark.parametrize(
    ("warned_at", "over"),
    [
        (WARNED, OVER),
        # Thirty days on the clock of the world, whatever the clocks on the wall do (E1, E3).
        (
            datetime(2026, 10, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")),
            datetime(2026, 10, 31, 11, tzinfo=ZoneInfo("Europe/Berlin")),
        ),
    ],
)
def test_E57_the_notice_is_thirty_days_from_when_he_was_told(warned_at, over):
    assert mend_by(warned_at) == over


@given(warned_at=moments, at=moments)
def test_E57_nobody_is_suspended_whose_policy_is_kind_enough(warned_at, at):
    assert step(kind_enough=True, warned_at=warned_at, at=at) is Step.END


@given(at=moments)
def test_E57_nobody_is_suspended_without_a_warning(at):
    assert step(kind_enough=False, warned_at=None, at=at) is Step.WARN
