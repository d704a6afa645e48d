"""The time machine moves beside workers: each thing happens once, at its own moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from mostrador import wallclock
from mostrador.cases import lapses
from mostrador.cases.models import Question
from mostrador.contacts.models import Delivery
from mostrador.history.models import Entry
from mostrador.site import time_machine
from tests import at_once
from tests.cast import A_DAY, NOON, a_question, annas_contact, the_marketplace
from tests.kills.a_day_of_questions import QUESTIONS
from tests.kills.installation import installed, process, until

WORKERS = 2
SPANS = ("25h", "26h")
WAITING = "SELECT count(*) FROM outbox_owed WHERE done_at IS NULL"


@pytest.fixture
def at_noon(db, data_folder, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    wallclock.install_time_machine(start=NOON)
    the_marketplace()


def asked(*hours: int) -> None:
    for number, hour in enumerate(hours):
        contact = annas_contact(mail_id=f"<{number}@mail.example>")
        a_question(contact, now=NOON + timedelta(hours=hour))


def owed_at() -> list[datetime]:
    told = Delivery.objects.filter(template="deciding").order_by("owed__owed_at")
    return [one.owed.owed_at for one in told.select_related("owed")]


def test_each_thing_happens_at_its_own_moment(at_noon):
    asked(0, 1, 2, 30)

    time_machine.move_to(NOON + 2 * A_DAY)

    instant = time_machine.AN_INSTANT
    assert owed_at() == [NOON + A_DAY + timedelta(hours=hour) + instant for hour in (0, 1, 2)]
    assert Question.objects.filter(state="open").count() == 1
    assert wallclock.now() - (NOON + 2 * A_DAY) < timedelta(minutes=1)


def test_what_is_due_at_the_very_end_is_still_in_time(at_noon):
    asked(0)

    time_machine.move_to(NOON + A_DAY)

    # The clock runs on, but what it did on the way it did at moments up to the end.
    assert owed_at() == []


def test_more_than_a_batch_at_one_moment(at_noon, monkeypatch):
    monkeypatch.setattr(lapses, "A_BATCH", 2)
    asked(*[0] * 5)

    time_machine.move_to(NOON + 2 * A_DAY)

    assert Entry.objects.filter(what="question_lapsed").count() == 5


def test_what_was_due_before_happens_as_of_then(at_noon):
    """The workers were away; the clock has passed it already."""
    asked(0)
    wallclock.advance_to(NOON + 2 * A_DAY)

    time_machine.move_to(NOON + 3 * A_DAY)

    assert owed_at() == [NOON + A_DAY + time_machine.AN_INSTANT]


def test_nobody_goes_back(at_noon):
    with pytest.raises(wallclock.BackwardsError):
        time_machine.move_to(NOON - A_DAY)


def test_without_a_time_machine_nothing_moves(data_folder):
    with pytest.raises(wallclock.NoTimeMachineError):
        time_machine.move_to(datetime.max.replace(tzinfo=UTC))


def test_two_who_move_it_at_once_never_move_it_back(transactional_db, data_folder):
    wallclock.install_time_machine(start=NOON)

    def move(day: int) -> datetime:
        with suppress(wallclock.BackwardsError):
            time_machine.move_to(NOON + day * A_DAY)
        return wallclock.now()

    for first in range(1, 20, 4):
        at_once.run(*[partial(move, first + more) for more in range(4)])

        assert wallclock.now() >= NOON + (first + 3) * A_DAY


@pytest.mark.both
def test_moved_from_outside_beside_workers_each_thing_is_done_once(tmp_path):
    """As in the demo: workers run, and somebody presses "+24 h"; here twice at once."""
    with installed(tmp_path / "data") as here:
        made = here.stage("tests.kills.a_day_of_questions")
        assert made.returncode == 0, made.stderr
        with ExitStack() as running, ThreadPoolExecutor(2) as pool:
            for _ in range(WORKERS):
                running.enter_context(process(here, "worker"))
            until(lambda: here.one(WAITING) == 0)

            moved = list(
                pool.map(lambda hours: here.run("clock", "--advance", hours), ("25h", "26h"))
            )
            until(lambda: here.one(WAITING) == 0)

        assert [one.returncode for one in moved].count(0) >= 1
        for one in moved:
            assert (one.returncode, one.stderr) in [
                (0, b""), (1, b"mostrador: The clock does not go back; name a later moment.\n"),
            ]  # fmt: skip
        lapsed = "SELECT count(*) FROM history_entry WHERE what = 'question_lapsed'"
        told = "SELECT count(*) FROM contacts_delivery WHERE state = 'sent' AND template = "
        assert here.one(lapsed) == QUESTIONS
        assert here.one(f"{told}'deciding'") == here.one(f"{told}'seller/lapsed'") == QUESTIONS
