"""The only file that asks what time it is.

`now()` is the time of the business; the time machine shifts it by an offset kept in one file of
the data folder, so that the clock runs on. `machine_now()` is the machine's own time, for leases,
retries, sessions, rate limits and the expiry of links. Both are aware and in UTC.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE_NAME = "clock"


class NoTimeMachineError(Exception):
    """The data folder runs on real time, so its clock cannot be moved."""


class BackwardsError(Exception):
    """Going back would make things happen before what caused them."""


def now() -> datetime:
    return machine_now() + _offset()


def machine_now() -> datetime:
    return datetime.now(UTC)


def has_time_machine() -> bool:
    return _file().exists()


def install_time_machine(*, start: datetime | None = None) -> None:
    """Let this data folder's clock be moved, beginning at `start` (default: real time)."""
    if not has_time_machine():
        _keep(timedelta(0) if start is None else start - machine_now())


def advance_to(moment: datetime) -> None:
    """Move the business clock forward to `moment`, never back."""
    if not has_time_machine():
        raise NoTimeMachineError
    if moment < now():
        raise BackwardsError
    _keep(moment - machine_now())


def _file() -> Path:
    return Path(os.environ.get("MOSTRADOR_DATA", "var")) / FILE_NAME


def _offset() -> timedelta:
    try:
        return timedelta(microseconds=int(_file().read_text()))
    except FileNotFoundError:
        return timedelta(0)


def _keep(offset: timedelta) -> None:
    # Another process may read at any moment: it must see the old offset or the new one.
    unfinished = _file().with_suffix(f".{os.getpid()}")
    unfinished.write_text(str(offset // timedelta(microseconds=1)))
    unfinished.replace(_file())
