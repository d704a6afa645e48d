"""How often each operation may be called: the marketplace's own buckets, kept on our side too.

An empty bucket is not waited for here; the stream is asked again when there is a token. Buckets
live as long as the process: after a start the marketplace's own answer (429) is the limit.
"""

import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mostrador.connectors.calling import TryLaterError

RATE_HEADER = "x-amzn-ratelimit-limit"
# Calls a second, and how many at once when none were made for long: the published defaults. An
# account may have more, and the header says so.
PUBLISHED: Mapping[str, tuple[float, int]] = {
    "searchOrders": (0.0056, 20),
    "getOrder": (0.5, 30),
    "getOrders": (0.0167, 20),
    "getOrderItems": (0.5, 30),
    "listReturns": (10, 20),
    "createRestrictedDataToken": (1, 10),
    "getMessagingActionsForOrder": (1, 5),
    "getAttributes": (1, 5),
}
SLOWEST = 0.001


@dataclass(slots=True)
class Bucket:
    rate: float
    burst: int
    tokens: float
    at: datetime

    def take(self, now: datetime) -> timedelta | None:
        """A token, or how long until there is one. A clock that went back gives none for it."""
        gone = max((now - self.at).total_seconds(), 0.0)
        self.tokens = min(self.tokens + gone * self.rate, float(self.burst))
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return None
        return timedelta(seconds=(1 - self.tokens) / self.rate)


_buckets: dict[Hashable, Bucket] = {}
_lock = threading.Lock()


def take(account: Hashable, operation: str, *, now: datetime) -> None:
    """Raises TryLaterError when the bucket is empty: the call would be refused anyway."""
    with _lock:
        wait = _bucket(account, operation, now).take(now)
    if wait:
        sentence = f"The marketplace allows no more calls of {operation} for the moment."
        raise TryLaterError(sentence, after=wait)


def heard(account: Hashable, operation: str, rate: str, *, now: datetime) -> None:
    """What the marketplace says of this account's rate goes before what is published."""
    try:
        found = float(rate)
    except ValueError:
        return
    if SLOWEST <= found <= 1 / SLOWEST:
        with _lock:
            _bucket(account, operation, now).rate = found


def emptied(account: Hashable, operation: str, *, now: datetime) -> None:
    """The marketplace refused a call: its bucket is empty, whatever ours said."""
    with _lock:
        _bucket(account, operation, now).tokens = 0.0


def forget() -> None:
    """As after a start."""
    with _lock:
        _buckets.clear()


def _bucket(account: Hashable, operation: str, now: datetime) -> Bucket:
    key = (account, operation)
    if key not in _buckets:
        rate, burst = PUBLISHED[operation]
        _buckets[key] = Bucket(rate, burst, float(burst), now)
    return _buckets[key]
