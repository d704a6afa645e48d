"""The return policies that stores begin with, until their operator publishes his own (R19)."""

from datetime import date

from mostrador.rules.money import CURRENCY, Money
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Holiday,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    ReturnPolicy,
    Start,
    Trigger,
)

A_MONTH = 30
A_FORTNIGHT = 14

# Since 25 March 2024 (the first eight) and 23 June 2025 (the rest) the German market's largest
# standard policy gives these categories fourteen days.
SHORT_WINDOW = (
    "camera", "electronics", "office products", "computers", "wireless", "video games", "music",
    "video",
    "toys", "books", "software", "kitchen", "diy", "automotive", "major appliances",
    "home entertainment", "personal-care appliances",
)  # fmt: skip
# Goods without a right of withdrawal (§ 312g (2) BGB); the voluntary guarantee leaves them out too.
NOT_RETURNABLE = frozenset({
    "unsealed hygiene", "inseparably mixed", "personalised", "perishable", "digital content",
    "newspapers", "services performed",
})  # fmt: skip
# Ordered 1 November to 25 December 2025: until 31 January 2026, short windows until 15 January.
# "From purchase" in one source, "from receipt" in others: receipt, the more favourable. No table
# for 2026 has been published; the operator enters it when there is one.
HOLIDAYS_2025 = (
    Holiday(date(2025, 11, 1), date(2025, 12, 25), date(2026, 1, 15)),
    Holiday(date(2025, 11, 1), date(2025, 12, 25), date(2026, 1, 31), frozenset(SHORT_WINDOW)),
)
# The usual guideline for restocking fees, in percent of the price without shipping. Within the
# statutory withdrawal the law allows less: it stands above every policy.
DEDUCTIONS = {
    Case.AS_RECEIVED: 0,
    Case.SENT_BACK_LATE: 20,
    Case.WORSE_CONDITION: 50,
    Case.OPENED_MEDIA: 100,
    Case.SELLER_FAULT: 0,
}
# What comes back in worse condition is refunded in part; unsealed films and software not at all.
ACCEPTED = frozenset(Condition) - {Condition.OPENED_MEDIA}

PLAIN = ReturnPolicy(
    window_days=A_MONTH,
    window_days_by_category={},
    window_start=Start.RECEIPT,
    holiday_extension=(),
    excluded_categories=frozenset(),
    label_payer={ReasonGroup.BUYER: Payer.BUYER, ReasonGroup.SELLER: Payer.SELLER},
    free_return_from=None,
    free_return_days=A_FORTNIGHT,
    free_return_categories=frozenset(),
    outbound_refund={
        ReasonGroup.BUYER: Outbound.WITHIN_14_DAYS,
        ReasonGroup.SELLER: Outbound.ALWAYS,
    },
    max_deduction_percent=DEDUCTIONS,
    # Within two business days of receiving the return.
    refund_deadline_days=2,
    refund_trigger=Trigger.RECEIPT,
    conditions_accepted=ACCEPTED,
    remedy_choice=frozenset({Remedy.REFUND}),
)


def standard_for(country: str, currency: str) -> ReturnPolicy:
    """The country's standard policy, else a plain one of thirty days."""
    return _german(currency) if country == "DE" and CURRENCY.fullmatch(currency) else PLAIN


def _german(currency: str) -> ReturnPolicy:
    return ReturnPolicy(
        window_days=A_MONTH,
        window_days_by_category=dict.fromkeys(SHORT_WINDOW, A_FORTNIGHT),
        window_start=Start.RECEIPT,
        holiday_extension=HOLIDAYS_2025,
        excluded_categories=NOT_RETURNABLE,
        label_payer=PLAIN.label_payer,
        # Whatever the reason: above 40 euros within 14 days; clothing, shoes and handbags always.
        free_return_from=Money.of("40.01", currency) if currency == "EUR" else None,
        free_return_days=A_FORTNIGHT,
        free_return_categories=frozenset({"clothing", "shoes", "handbags"}),
        outbound_refund=PLAIN.outbound_refund,
        max_deduction_percent=DEDUCTIONS,
        refund_deadline_days=2,
        refund_trigger=Trigger.RECEIPT,
        conditions_accepted=ACCEPTED,
        remedy_choice=PLAIN.remedy_choice,
    )
