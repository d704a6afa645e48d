"""What must be known of an order, its sellers and its store to say who answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mostrador.rules.calendar import utc


class Handler(StrEnum):
    """Who answers. Where several would, the first of these does."""

    SERVICE = "service"
    SELLER = "seller"
    OPERATOR = "operator"


class Fulfilment(StrEnum):
    SELLER = "seller"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Interval:
    """A seller's orders in a store are covered in [from_at, until_at) (E18).

    `until_at` is when covering ended, by leaving or by suspension; `left_at` when the seller left,
    None while the enrolment is activating, active or suspended (E34).
    """

    store: str
    from_at: datetime
    until_at: datetime | None = None
    left_at: datetime | None = None

    def holds(self, placed_at: datetime, placed_until: datetime | None = None) -> bool:
        """Half-open (E19). A bare date is held from the first moment of it that can be (E16a)."""
        placed, begins = utc(placed_at), utc(self.from_at)
        if placed_until is not None and placed < begins < utc(placed_until):
            placed = begins
        return begins <= placed and (self.until_at is None or placed < utc(self.until_at))

    def is_current(self, at: datetime) -> bool:
        return utc(self.from_at) <= utc(at) and not self.has_been_left(at)

    def has_been_left(self, at: datetime) -> bool:
        return self.left_at is not None and utc(self.left_at) <= utc(at)


@dataclass(frozen=True, slots=True)
class SellerFacts:
    known: bool
    intervals: tuple[Interval, ...] = ()


NOBODY = SellerFacts(known=False)


@dataclass(frozen=True, slots=True)
class Units:
    quantity: int
    fulfilment: Fulfilment = Fulfilment.SELLER


@dataclass(frozen=True, slots=True)
class LineFacts:
    line: str
    seller: str | None = None
    units: tuple[Units, ...] = (Units(1),)

    def __post_init__(self) -> None:
        if not self.units:
            raise ValueError(f"Line {self.line} has no units, so nobody knows who ships it")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Of a replacement, `placed_at` is the original order's (E28).

    `placed_until` is the end of the day where the marketplace gave a bare date (E16a).
    """

    order: str
    store: str
    placed_at: datetime
    placed_until: datetime | None = None
    seller: str | None = None
    lines: tuple[LineFacts, ...] = ()
    last_delivered_at: datetime | None = None
    deliver_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTerms:
    operator_fulfilled_handler: Handler = Handler.SELLER
    return_window: timedelta = timedelta(days=30)
    claim_window: timedelta = timedelta(days=90)
    guarantee_years: int = 2
    grace: timedelta = timedelta(days=30)
    never_ends: bool = False

    def __post_init__(self) -> None:
        if self.operator_fulfilled_handler is Handler.SERVICE:
            raise ValueError("The service never answers for units that the operator ships (R42)")
