"""What the rule of entitlement reads, and what it answers; both are kept with every decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mostrador.rules.law import LawTable
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition, ReasonGroup, ReturnPolicy


class Cause(StrEnum):
    """What happened, as the buyer tells it; from it follows whose doing it is."""

    NO_REASON = "no_reason"
    CHANGED_MIND = "changed_mind"
    ORDERED_BY_MISTAKE = "ordered_by_mistake"
    BETTER_PRICE = "better_price"
    NOT_COMPATIBLE = "not_compatible"
    QUALITY = "quality"
    POOR_FIT = "poor_fit"
    NOT_RECEIVED = "not_received"
    LATE = "late"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    MISSING_PARTS = "missing_parts"
    NOT_AS_DESCRIBED = "not_as_described"
    UNSAFE = "unsafe"

    @property
    def group(self) -> ReasonGroup:
        return ReasonGroup.BUYER if self in OF_THE_BUYER else ReasonGroup.SELLER


OF_THE_BUYER = frozenset({
    Cause.NO_REASON, Cause.CHANGED_MIND, Cause.ORDERED_BY_MISTAKE, Cause.BETTER_PRICE,
    Cause.NOT_COMPATIBLE, Cause.QUALITY, Cause.POOR_FIT,
})  # fmt: skip
# Nothing came, so nothing can go back.
NOTHING_CAME = frozenset({Cause.NOT_RECEIVED, Cause.LATE})


class Stage(StrEnum):
    """How far the units have come."""

    NOT_SHIPPED = "not_shipped"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Claim(StrEnum):
    """A claim elsewhere that holds these units (E53)."""

    A_TO_Z = "a_to_z"
    CHARGEBACK = "chargeback"


class Remedy(StrEnum):
    """The contract's names, from the smallest step to the largest."""

    EXPLAIN = "explain"
    CANCEL = "cancel"
    CHANGE_ADDRESS = "change_address"
    CHANGE_ITEM = "change_item"
    CHANGE_PAYMENT = "change_payment"
    RETURN = "return"
    REFUND_ON_PROOF = "refund_on_proof"
    REFUND_AFTER_RETURN = "refund_after_return"
    REFUND_RETURNLESS = "refund_returnless"
    PARTIAL_REFUND = "partial_refund"
    REPLACEMENT = "replacement"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    GOODWILL = "goodwill"
    REFUSE = "refuse"


class Bearer(StrEnum):
    """Who pays."""

    BUYER = "buyer"
    SELLER = "seller"
    OPERATOR = "operator"
    CARRIER = "carrier"


class Component(StrEnum):
    PRINCIPAL = "principal"
    SHIPPING = "shipping"
    RETURN_SHIPPING = "return_shipping"
    # What a refund is lowered by; the buyer pays it.
    DEDUCTION = "deduction"
    PRICE_DIFFERENCE = "price_difference"
    GOODWILL = "goodwill"


class Ground(StrEnum):
    STANDARD_POLICY = "standard_policy"
    SELLER_POLICY = "seller_policy"
    LAW = "law"
    SELLER_ANSWER = "seller_answer"
    BEST_JUDGEMENT = "best_judgement"
    GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class Amount:
    """Never below zero: `payer` says who pays it, and what the buyer pays lowers his refund."""

    component: Component
    money: Money
    payer: Bearer


@dataclass(frozen=True, slots=True)
class Terms:
    """A return policy and which version of it this is; `since` is the day it began."""

    policy: ReturnPolicy
    version: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One line of one order, and what the buyer asks about it. Days are days of the store.

    Money is of these `quantity` units together but for `unit_price`. What is not known is None:
    then the buyer is not worse off for it, and it is named as missing.
    """

    order: str
    line: str
    quantity: int
    unit_price: Money
    # What the buyer paid for delivery, and what of it was for a faster one than the cheapest.
    shipping: Money
    express: Money
    paid: Money
    refunded: Money
    category: str
    stage: Stage
    ordered_on: date
    asked_on: date
    cause: Cause
    standard: Terms
    own: Terms | None
    law: LawTable | None
    promised_by: date | None = None
    delivered_on: date | None = None
    # When the last of the order's goods arrived: the law counts from there.
    all_delivered_on: date | None = None
    condition: Condition = Condition.AS_RECEIVED
    customised: bool = False
    withdraws: bool = False
    instructed: bool = True
    consumer: bool = True
    store_country: str = ""
    seller_country: str = ""
    # A seller abroad: an address in the store's country, or a label that is paid already (R24).
    return_address_here: bool = False
    prepaid_label: bool = False
    claim: Claim | None = None
    sent_back_on: date | None = None
    came_back_on: date | None = None
    inspected_on: date | None = None
    # The loss of value that the seller has shown, in percent of the price (E65).
    loss_percent: int = 0
    # The seller was asked; what he granted beyond the rules, and whether he stayed silent.
    seller_grants: frozenset[Remedy] = frozenset()
    seller_silent: bool = False
    # What he has shown cannot be had: none in stock, made already, no defect of his.
    seller_rules_out: frozenset[Remedy] = frozenset()
    # When the defect showed; unknown it counts as having shown in time.
    defect_shown_on: date | None = None
    # Repaired once already (which lengthens the guarantee in some countries), and in vain.
    repaired: bool = False
    repair_failed: bool = False
    # The store's setting for sellers abroad (E63), and whether he let his days for offering a way
    # back pass (E62).
    returnless_up_to: Money | None = None
    way_back_overdue: bool = False
    # What of `refunded` was only decided so far: nobody has said that it was paid out.
    promised: Money | None = None
    # Used goods: the months that the buyer agreed to, where the law lets him.
    agreed_guarantee_months: int | None = None
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a decision rests on. `code` has a wording for each reader; `values` fill it."""

    code: str
    ground: Ground
    # "§ 355 (2) BGB", "standard policy DE-3, window_days", "E62".
    cites: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something the buyer may have now. `until` is the last day to ask for it; None: no end."""

    remedy: Remedy
    ground: Ground
    amounts: tuple[Amount, ...] = ()
    until: date | None = None
    label: Bearer | None = None
    send_back_by: date | None = None
    # The last day for the money to leave; None while nothing has let its days begin.
    refund_due: date | None = None
    # Codes of the clauses it rests on.
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """A remedy that is not to be had, and the code of the clause that says why."""

    remedy: Remedy
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What the buyer may have: the kindest option first. All clauses that any of it rests on."""

    options: tuple[Option, ...]
    denied: tuple[Denied, ...]
    clauses: tuple[Clause, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    # Only the seller knows what is needed to say more.
    ask_seller: bool

    def option(self, remedy: Remedy) -> Option | None:
        return next((each for each in self.options if each.remedy is remedy), None)

    def clause(self, code: str) -> Clause | None:
        return next((each for each in self.clauses if each.code == code), None)

    def denial(self, remedy: Remedy) -> Denied | None:
        return next((each for each in self.denied if each.remedy is remedy), None)

    def grounds(self, remedy: Remedy) -> frozenset[Ground]:
        """Every ground that carries it: a return may rest on the law and on a policy at once."""
        option = self.option(remedy)
        if option is None:
            return frozenset()
        resting_on = (each.ground for each in self.clauses if each.code in option.clauses)
        return frozenset({option.ground, *resting_on})
