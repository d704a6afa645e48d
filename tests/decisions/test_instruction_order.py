"""A reader who remembers his place misses nothing, whatever is committed late."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from mostrador.decisions import instructions, reconciliation
from mostrador.decisions.models import Decision
from tests import at_once
from tests.cast import NOON, annas_contact, the_marketplace
from tests.decisions.ordered import LAMP, a_decision

PATIENCE_SECONDS = 20
A_MOMENT = 1.0


@pytest.fixture
def decision(transactional_db, data_folder, settings) -> Decision:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()
    contact = annas_contact()
    # The first of a store also plans its nights; that is once.
    reconciliation.plan(contact.store, now=NOON)
    return a_decision(contact, "partial_refund", LAMP)


def give(decision: Decision, part: str) -> str:
    return instructions.give(decision, "refund", {}, now=NOON, part=part).pk


def seen(after: int = 0) -> list[tuple[int, str]]:
    return [(row.number, row.pk) for row in instructions.after(after)]


def test_what_is_committed_late_comes_behind_what_was_read(decision):
    given, read = threading.Event(), threading.Event()

    def slow() -> str:
        with transaction.atomic():
            found = give(decision, "slow")
            given.set()
            assert read.wait(PATIENCE_SECONDS)
            return found

    with ThreadPoolExecutor(2) as pool:
        late = pool.submit(closing, slow)
        assert given.wait(PATIENCE_SECONDS)
        quick = pool.submit(closing, lambda: give(decision, "quick"))
        wait([quick], timeout=A_MOMENT)
        first = seen()
        read.set()
        both = {late.result(PATIENCE_SECONDS), quick.result(PATIENCE_SECONDS)}

    # SQLite has one writer at a time: there the quick one waits, and nothing is seen yet.
    assert first == ([(1, quick.result())] if connection.vendor == "postgresql" else [])
    rest = seen(after=len(first))
    assert {key for _number, key in [*first, *rest]} == both
    assert [number for number, _key in [*first, *rest]] == [1, 2]


def closing(act: Callable[[], str]) -> str:
    try:
        return act()
    finally:
        connection.close()


def test_two_readers_at_once_number_each_instruction_once(decision):
    given = {give(decision, f"part {number}") for number in range(6)}

    one, other = at_once.run(seen, seen)

    assert one == other
    assert [number for number, _key in one] == [1, 2, 3, 4, 5, 6]
    assert {key for _number, key in one} == given


def test_E60_one_part_given_twice_at_once_is_one_instruction(decision):
    first, second = at_once.run(lambda: give(decision, "refund"), lambda: give(decision, "refund"))

    assert first == second
    assert len(seen()) == 1
