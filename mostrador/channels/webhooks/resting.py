"""A receiver that keeps us waiting is called less often, so that everything else goes on.

After each slow call it rests three times as long as it took: it holds a worker for a quarter of
its time at most, however much is owed to it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

SLOW = timedelta(seconds=1)
TIMES = 3


@dataclass(slots=True)
class Resting:
    """Kept in memory: a worker that starts anew finds out with one call."""

    until: dict[str, datetime] = field(default_factory=dict)

    def called(self, receiver: str, *, began: datetime, ended: datetime) -> None:
        took = ended - began
        if took < SLOW:
            self.until.pop(receiver, None)
        else:
            self.until[receiver] = ended + TIMES * took

    def left(self, receiver: str, *, now: datetime) -> timedelta:
        """How long it is still left alone; nothing or less: it may be called."""
        return self.until.get(receiver, now) - now
