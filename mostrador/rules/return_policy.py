"""A return policy as a small record of dimensions (R19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mostrador.rules.money import Money


class Kindness(StrEnum):
    """A choice whose members stand from the least to the most kind to the buyer."""

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class Start(Kindness):
    """From which day the window is counted."""

    PURCHASE = "purchase"
    RECEIPT = "receipt"


class Payer(Kindness):
    """Who pays for the way back."""

    BUYER = "buyer"
    SELLER = "seller"


class Outbound(Kindness):
    """Whether what the buyer paid for delivery is refunded too."""

    NEVER = "never"
    WITHIN_14_DAYS = "within_14_days"
    ALWAYS = "always"


class Trigger(Kindness):
    """What lets the refund's days begin."""

    INSPECTION = "inspection"
    RECEIPT = "receipt"
    DISPATCH_PROOF = "dispatch_proof"


class ReasonGroup(StrEnum):
    """Whose doing it is that the goods go back."""

    BUYER = "buyer"
    SELLER = "seller"


class Condition(StrEnum):
    """How the goods come back, as far as that is the buyer's doing."""

    AS_RECEIVED = "as_received"
    USED = "used"
    INCOMPLETE = "incomplete"
    DAMAGED = "damaged"
    OPENED_MEDIA = "opened_media"


class Case(StrEnum):
    """What may lower a refund."""

    AS_RECEIVED = "as_received"
    SENT_BACK_LATE = "sent_back_late"
    WORSE_CONDITION = "worse_condition"
    OPENED_MEDIA = "opened_media"
    SELLER_FAULT = "seller_fault"


class Remedy(StrEnum):
    REFUND = "refund"
    REPLACEMENT = "replacement"
    EXCHANGE = "exchange"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """Ordered on these days, both included, goods may be returned until this day at least."""

    ordered_from: date
    ordered_until: date
    returnable_until: date
    but_not: frozenset[str] = frozenset()

    def helps(self, ordered_on: date, category: str) -> bool:
        during = self.ordered_from <= ordered_on <= self.ordered_until
        return during and category not in self.but_not


Holidays = tuple[Holiday, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPolicy:
    """What a buyer may rely on when something goes back; the law stands above it."""

    window_days: int
    window_days_by_category: Mapping[str, int]
    window_start: Start
    holiday_extension: Holidays
    # Kinds of goods that are not taken back unless the fault is the seller's.
    excluded_categories: frozenset[str]
    label_payer: Mapping[ReasonGroup, Payer]
    # From this price on, within these days, the way back is free whatever the reason; None: never.
    free_return_from: Money | None
    free_return_days: int
    free_return_categories: frozenset[str]
    outbound_refund: Mapping[ReasonGroup, Outbound]
    max_deduction_percent: Mapping[Case, int]
    # Working days of the store.
    refund_deadline_days: int
    refund_trigger: Trigger
    conditions_accepted: frozenset[Condition]
    remedy_choice: frozenset[Remedy]

    def window(self, category: str) -> int:
        return self.window_days_by_category.get(category, self.window_days)

    @property
    def longest_window(self) -> int:
        return max(self.window_days, *self.window_days_by_category.values(), 0)


def extension(holidays: Holidays, ordered_on: date, category: str) -> date | None:
    """Until when at least something ordered that day may be returned; None without a holiday."""
    found = [each.returnable_until for each in holidays if each.helps(ordered_on, category)]
    return max(found, default=None)
