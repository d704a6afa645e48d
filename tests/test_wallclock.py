"""The business clock: an offset in one file, forward only."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador import wallclock

A_DAY = timedelta(days=1)
CHRISTMAS = datetime(2040, 12, 24, 18, tzinfo=UTC)
# Between two looks at the clock the machine's own time runs on.
A_WHILE = timedelta(seconds=30)


def test_without_a_time_machine_business_runs_on_the_machines_time(data_folder):
    before = wallclock.machine_now()
    shown = wallclock.now()
    after = wallclock.machine_now()

    assert before <= shown <= after
    assert not wallclock.has_time_machine()


def test_both_clocks_are_in_utc(data_folder):
    wallclock.install_time_machine()

    assert wallclock.now().tzinfo == UTC
    assert wallclock.machine_now().tzinfo == UTC


def test_a_new_time_machine_stands_on_real_time(data_folder):
    wallclock.install_time_machine()

    assert wallclock.has_time_machine()
    assert abs(wallclock.now() - wallclock.machine_now()) < A_WHILE


def test_a_time_machine_may_begin_in_the_past(data_folder):
    start = wallclock.machine_now() - 10 * A_DAY

    wallclock.install_time_machine(start=start)

    assert timedelta(0) <= wallclock.now() - start < A_WHILE


def test_installing_it_again_leaves_the_clock_where_it_is(data_folder):
    wallclock.install_time_machine(start=CHRISTMAS)

    wallclock.install_time_machine()

    assert timedelta(0) <= wallclock.now() - CHRISTMAS < A_WHILE


def test_the_clock_is_moved_and_runs_on_from_there(data_folder):
    wallclock.install_time_machine()

    wallclock.advance_to(CHRISTMAS)
    first = wallclock.now()
    second = wallclock.now()

    assert timedelta(0) <= first - CHRISTMAS < A_WHILE
    assert first < second


def test_the_machines_own_time_is_never_moved(data_folder):
    before = wallclock.machine_now()
    wallclock.install_time_machine()

    wallclock.advance_to(CHRISTMAS)

    assert timedelta(0) <= wallclock.machine_now() - before < A_WHILE


def test_the_clock_never_goes_back(data_folder):
    wallclock.install_time_machine(start=CHRISTMAS)

    with pytest.raises(wallclock.BackwardsError):
        wallclock.advance_to(CHRISTMAS - timedelta(microseconds=1))

    assert wallclock.now() >= CHRISTMAS


def test_a_folder_without_a_time_machine_cannot_be_moved(data_folder):
    with pytest.raises(wallclock.NoTimeMachineError):
        wallclock.advance_to(CHRISTMAS)

    assert list(data_folder.iterdir()) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=400)), max_size=5))
def test_many_moves_lead_where_one_would(data_folder, steps):
    (data_folder / wallclock.FILE_NAME).unlink(missing_ok=True)
    wallclock.install_time_machine(start=CHRISTMAS)
    arrival = CHRISTMAS + A_WHILE

    for step in steps:
        arrival += step
        wallclock.advance_to(arrival)

    assert abs(wallclock.now() - arrival) <= A_WHILE


def test_the_file_is_replaced_and_never_rewritten_in_place(data_folder):
    wallclock.install_time_machine()
    file = data_folder / wallclock.FILE_NAME
    with file.open() as reader:
        old = file.read_text()

        wallclock.advance_to(CHRISTMAS)

        # Whoever opened it before still reads the old offset whole.
        assert reader.read() == old
    assert file.read_text() != old
    assert list(data_folder.iterdir()) == [file]


def test_the_clock_lies_in_the_data_folder(data_folder: Path):
    wallclock.install_time_machine()

    assert [path.name for path in Path(os.environ["MOSTRADOR_DATA"]).iterdir()] == ["clock"]
