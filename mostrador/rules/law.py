"""What the law of a country gives a consumer who bought at a distance: data, not code.

A table is law from a day on; nothing that a policy says or an agent decides may fall below it.
Every table names where it was read. Nothing here is legal advice: check it with counsel.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTable:
    """Days are calendar days and months calendar months, counted by the law's own way (E16b)."""

    country: str
    version: str
    in_force_from: date
    source: str
    # The right of withdrawal.
    withdrawal_days: int
    # Added to `withdrawal_days` where the buyer was never told of his right.
    uninstructed_months: int
    withdrawal_refund_days: int
    send_back_days: int
    # Kinds of goods without a right of withdrawal.
    no_withdrawal: frozenset[str]
    # The legal guarantee, and how long a defect is presumed to have been there at delivery.
    guarantee_months: int
    presumption_months: int
    # How much longer the seller is liable once he has repaired; 0 where the law says nothing.
    repair_extends_months: int
    # Without an agreed day, goods are to be there this many days after the order.
    delivery_days: int
    # What each part is called there, for who wants to read it: withdrawal, refund, guarantee …
    clauses: tuple[tuple[str, str], ...]
    # A defect that showed within the guarantee may still be claimed for this long after it showed.
    late_claim_months: int = 0
    # The shortest guarantee that may be agreed for used goods; 0 where none may be.
    used_guarantee_months: int = 0

    def clause(self, part: str) -> str:
        return dict(self.clauses).get(part, "")
