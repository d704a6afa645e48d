"""What is owed is delivered once, through crashes, failures and other workers."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, OperationalError

from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import (
    A_BATCH,
    GIVE_UP_AFTER,
    LEASE,
    Handler,
    PostponedError,
    deliver_batch,
    waiting,
)
from tests import at_once

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
# The business may be months ahead in the time machine; the machine's own time is what retries use.
CHRISTMAS = datetime(2026, 12, 24, 18, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
AN_INSTANT = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


class RefusalError(Exception):
    """What the other side says."""


def owe(count: int = 1, kind: str = "note") -> None:
    for number in range(count):
        owing.owe(kind, f"{kind}:{number}", {"number": number}, now=CHRISTMAS)


def deliver(handler: Handler, *, at: datetime = NOON, kind: str = "note") -> int:
    return deliver_batch({kind: handler}, now=CHRISTMAS, machine_now=at)


def only() -> Owed:
    return Owed.objects.get()


def succeed(owed: Owed, now: datetime) -> None:
    pass


def refuse(owed: Owed, now: datetime) -> None:
    raise RefusalError("mailbox full")


@pytest.mark.parametrize("outside", [False, True])
def test_each_is_delivered_once_and_in_order(outside):
    owe(3)
    delivered: list[tuple[str, datetime]] = []
    handler = Handler(lambda owed, now: delivered.append((owed.key, now)), outside=outside)

    tried = [deliver(handler), deliver(handler)]

    assert tried == [3, 0]
    assert delivered == [("note:0", CHRISTMAS), ("note:1", CHRISTMAS), ("note:2", CHRISTMAS)]
    assert (
        list(Owed.objects.values_list("done_at", "leased_until", "attempts"))
        == [(NOON, None, 1)] * 3
    )


def test_a_worker_leaves_what_it_has_no_handler_for():
    owe(kind="mail")

    assert deliver(Handler(refuse), kind="note") == 0

    assert only().attempts == 0


def test_a_batch_has_an_end():
    owe(A_BATCH + 1)
    handler = Handler(succeed)

    assert [deliver(handler), deliver(handler), deliver(handler)] == [A_BATCH, 1, 0]


def test_a_failure_inside_the_database_leaves_nothing_done():
    owe()

    def half_done(owed: Owed, now: datetime) -> None:
        owing.owe("mail", "mail:half", {}, now=now)
        raise RefusalError("then it failed")

    deliver(Handler(half_done))

    assert (only().kind, only().done_at, only().attempts) == ("note", None, 1)
    assert only().error == "RefusalError: then it failed"


def test_one_failure_does_not_hold_up_the_others():
    owe(3)
    delivered: list[str] = []

    def pick(owed: Owed, now: datetime) -> None:
        if owed.key == "note:0":
            raise RefusalError
        delivered.append(owed.key)

    deliver(Handler(pick))

    assert delivered == ["note:1", "note:2"]


def test_a_row_the_database_refuses_does_not_hold_up_the_others():
    owe(2)

    def clash(owed: Owed, now: datetime) -> None:
        if owed.key == "note:0":
            raise IntegrityError("twice")

    deliver(Handler(clash))

    assert [owed.done_at for owed in Owed.objects.order_by("id")] == [None, NOON]
    assert Owed.objects.get(key="note:0").error == "IntegrityError: twice"


def test_a_database_that_is_gone_is_the_workers_trouble_and_not_the_rows():
    owe()

    def lost(owed: Owed, now: datetime) -> None:
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        deliver(Handler(lost))

    assert (only().failed_at, only().retry_at, only().error) == (None, None, "")


def test_it_is_tried_again_later_and_later_on_the_machines_time():
    owe()
    at, waits = NOON, []

    for _ in range(4):
        deliver(Handler(refuse, outside=True), at=at)
        waits.append(only().retry_at - at)
        at = only().retry_at

    assert waits == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]


@pytest.mark.parametrize(
    ("waited", "tried"),
    [(timedelta(0), 0), (2 * A_SECOND - AN_INSTANT, 0), (2 * A_SECOND, 1), (3 * A_SECOND, 1)],
)
def test_it_is_not_tried_before_its_time(waited, tried):
    owe()
    deliver(Handler(refuse))

    assert deliver(Handler(refuse), at=NOON + waited) == tried


def test_what_fails_at_last_succeeds_and_forgets_its_error():
    owe()
    deliver(Handler(refuse, outside=True))

    deliver(Handler(succeed, outside=True), at=NOON + 2 * A_SECOND)

    assert (only().done_at, only().error, only().attempts) == (NOON + 2 * A_SECOND, "", 2)


def test_it_is_given_up_after_twelve_tries():
    owe()
    at, failed = NOON, []

    for _ in range(GIVE_UP_AFTER):
        deliver(Handler(refuse), at=at)
        failed.append(only().failed_at is not None)
        at = only().retry_at

    assert GIVE_UP_AFTER == 12
    assert failed == [False] * 11 + [True]
    assert deliver(Handler(refuse), at=at + timedelta(days=365)) == 0
    assert only().attempts == 12


def test_a_long_complaint_is_kept_short():
    owe()

    def complain(owed: Owed, now: datetime) -> None:
        raise RefusalError("no " * 1000)

    deliver(Handler(complain))

    assert len(only().error) == 500


class Killed(BaseException):
    """As if the process ended here."""


def die(owed: Owed, now: datetime) -> None:
    owing.owe("mail", "mail:half", {}, now=now)
    raise Killed


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.django_db(transaction=True)
def test_after_a_crash_it_is_taken_up_when_the_lease_has_run_out(outside):
    owe()
    with pytest.raises(Killed):
        deliver(Handler(die, outside=outside))
    Owed.objects.filter(kind="mail").delete()
    handler = Handler(succeed, outside=outside)

    tried = [deliver(handler, at=NOON + wait) for wait in (LEASE - AN_INSTANT, LEASE)]
    afterwards = deliver(handler, at=NOON + LEASE + AN_INSTANT)

    assert (tried, afterwards) == ([0, 0], 1)
    assert (only().done_at, only().attempts) == (NOON + LEASE + AN_INSTANT, 2)


@pytest.mark.django_db(transaction=True)
def test_a_crash_inside_the_database_leaves_nothing_done():
    owe()

    with pytest.raises(Killed):
        deliver(Handler(die))

    assert (only().kind, only().done_at) == ("note", None)


@pytest.mark.parametrize("outside", [False, True])
def test_a_slow_worker_leaves_what_another_has_taken_over(outside):
    owe(2)
    delivered: list[str] = []

    def by_the_other(owed: Owed, now: datetime) -> None:
        delivered.append(f"the other: {owed.key}")

    def slowly(owed: Owed, now: datetime) -> None:
        delivered.append(f"the slow one: {owed.key}")
        deliver(Handler(by_the_other, outside=outside), at=NOON + LEASE + A_SECOND)

    deliver(Handler(slowly, outside=outside))

    assert [who for who in delivered if "note:1" in who] == ["the other: note:1"]


def test_what_waits_is_what_may_be_tried_now():
    owe(2)
    Owed.objects.filter(key="note:0").update(leased_until=NOON)

    assert [owed.key for owed in waiting(NOON)] == ["note:1"]
    assert [owed.key for owed in waiting(NOON + AN_INSTANT)] == ["note:0", "note:1"]


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_deliver_each_once(outside):
    owe(2 * A_BATCH)
    delivered: list[str] = []
    handler = Handler(lambda owed, _: delivered.append(owed.key), outside=outside)

    def work() -> int:
        return sum(deliver(handler) for _ in range(3))

    tried = at_once.run(work, work, partial(deliver, handler))

    assert sum(tried) == 2 * A_BATCH
    assert sorted(delivered) == sorted(f"note:{number}" for number in range(2 * A_BATCH))
    assert Owed.objects.filter(done_at=NOON, attempts=1).count() == 2 * A_BATCH


@pytest.mark.parametrize("outside", [False, True])
def test_what_is_postponed_is_asked_again_and_was_not_tried(outside):
    owe()
    after = timedelta(minutes=5)

    def postpone(owed: Owed, now: datetime) -> None:
        raise PostponedError(after)

    for _ in range(GIVE_UP_AFTER + 1):
        Owed.objects.update(retry_at=None)
        deliver(Handler(postpone, outside=outside))

    row = only()
    assert (row.attempts, row.failed_at, row.done_at, row.error) == (0, None, None, "")
    assert (row.retry_at, row.leased_until) == (NOON + after, None)
    assert deliver(Handler(succeed, outside=outside), at=NOON + after) == 1
