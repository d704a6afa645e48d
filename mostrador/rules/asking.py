"""May the seller be asked? Only after we have tried without him."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    ORDER = "order"
    PRODUCT_PAGE = "product_page"
    RECORDS = "records"


class NotYet(StrEnum):
    NOTHING_CONSULTED = "NOTHING_CONSULTED"
    UNKNOWN_SOURCE = "UNKNOWN_SOURCE"


@dataclass(frozen=True, slots=True)
class MayAsk:
    reasons: tuple[NotYet, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons


def may_ask_seller(consulted: Iterable[str]) -> MayAsk:
    """A seller is asked only after a recorded attempt that names what was consulted (R14, R52)."""
    named = set(consulted)
    known = named & set(Source)
    found = {NotYet.NOTHING_CONSULTED: not known, NotYet.UNKNOWN_SOURCE: named != known}
    return MayAsk(tuple(reason for reason, present in found.items() if present))
