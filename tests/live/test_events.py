"""Nothing that is told is missed by a reader, whichever transaction ends first."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from mostrador.live import events
from mostrador.live.events import Position
from mostrador.live.models import Event
from tests.cast import NOON

A_SECOND = 1.0


@pytest.mark.django_db(transaction=True)
def test_a_reader_gets_what_is_told_after_its_place() -> None:
    events.tell("contact:C-1", at=NOON)
    place = events.here()

    events.tell("contact:C-2", at=NOON)

    told = events.since(place)
    # On PostgreSQL what a slow neighbour holds back may be seen again.
    assert list(told.topics.values())[-1] == "contact:C-2"
    missed = events.missed({"contact:C-2"}, place)
    assert list(missed.topics.values()) == ["contact:C-2"]


@pytest.mark.django_db(transaction=True)
def test_a_slow_transaction_is_not_overtaken() -> None:
    told, may_commit, place = threading.Event(), threading.Event(), events.here()
    slow = threading.Thread(target=_tell_slowly, args=(told, may_commit))
    quick = threading.Thread(target=_tell_quickly)
    slow.start()
    told.wait()
    quick.start()
    quick.join(A_SECOND)
    waits = quick.is_alive()

    before = events.since(place)
    may_commit.set()
    slow.join()
    quick.join()
    after = events.since(before.until)

    # SQLite has one writer at a time. Elsewhere what is committed is told at once, but the
    # reader's place waits for the slow one.
    assert list(before.topics.values()) == ([] if waits else ["contact:quick"])
    assert set(after.topics.values()) == {"contact:slow", "contact:quick"}


@pytest.mark.django_db
def test_what_no_page_can_have_missed_is_forgotten() -> None:
    events.tell("desk", at=NOON - timedelta(days=1))
    events.tell("contact:C-1", at=NOON)

    assert events.forget(before=NOON) == 1
    assert [one.topic for one in Event.objects.all()] == ["contact:C-1"]


@pytest.mark.parametrize("written", ["", "1", "a-b", "1-2-3", "-1-2", f"0-{2**63}"])
def test_a_place_nobody_wrote_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  int says it in many ways
        Position.read(written)


def _tell_slowly(told: threading.Event, may_commit: threading.Event) -> None:
    try:
        with transaction.atomic():
            events.tell("contact:slow", at=NOON)
            told.set()
            may_commit.wait(20)
    finally:
        connection.close()


def _tell_quickly() -> None:
    try:
        events.tell("contact:quick", at=NOON)
    finally:
        connection.close()
