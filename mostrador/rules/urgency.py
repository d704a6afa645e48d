"""When a contact wants somebody: what the agents' list is sorted by."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from mostrador.rules.calendar import utc


class ContactState(StrEnum):
    OPEN = "open"
    WAITING_FOR_SELLER = "waiting_for_seller"
    WAITING_FOR_BUYER = "waiting_for_buyer"
    RESOLVED = "resolved"
    HANDED_OVER = "handed_over"
    MERGED = "merged"


def urgent_at(
    state: str, *, promised_at: datetime | None, questions_due_at: Iterable[datetime] = ()
) -> datetime | None:
    """The moment by which the contact wants someone; None while it wants nobody (R47, E14, E15).

    While a seller is asked that is the first of his due moments and the buyer's promise, which
    does not wait for sellers.
    """
    wanted = {
        ContactState.OPEN: [promised_at],
        ContactState.WAITING_FOR_SELLER: [promised_at, *questions_due_at],
    }.get(ContactState(state), [])
    return min((utc(moment) for moment in wanted if moment is not None), default=None)
