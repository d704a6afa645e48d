"""Returns to a seller in another country (R24): how, who pays, and until when he must offer it."""

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from mostrador.rules.calendar import day_of, end_of_day
from mostrador.rules.entitlement_facts import Facts
from mostrador.rules.money import Money


class Method(StrEnum):
    DOMESTIC_ADDRESS = "domestic_address"
    PREPAID_LABEL = "prepaid_label"
    RETURNLESS = "returnless"


def option_due(requested_at: datetime, days: int, zone: tzinfo) -> datetime:
    """24:00 in the store's zone of so many calendar days after the day of the request (E62)."""
    return end_of_day(day_of(requested_at, zone) + timedelta(days=days), zone)


def is_small(unit_price: Money, up_to: Money | None) -> bool:
    """A unit's price without delivery, up to and with the limit (E63)."""
    # Prices in two currencies cannot be compared, and money goes out only where the rule is clear.
    if up_to is None or unit_price.currency != up_to.currency:
        return False
    return unit_price.minor <= up_to.minor


def default_method(
    unit_price: Money, limit: Money | None, *, address_here: bool, prepaid_label: bool
) -> Method | None:
    """The way back, if the seller has given one or needs none; None while he still has to offer."""
    if address_here:
        return Method.DOMESTIC_ADDRESS
    if is_small(unit_price, limit):
        return Method.RETURNLESS
    return Method.PREPAID_LABEL if prepaid_label else None


def is_abroad(facts: Facts) -> bool:
    """Only where both countries are known: nobody is treated as foreign by mistake."""
    return bool(facts.seller_country and facts.store_country) and (
        facts.seller_country != facts.store_country
    )


def method(facts: Facts) -> Method | None:
    """The same on the facts of a return; his days gone by without an offer count as returnless."""
    found = default_method(
        facts.unit_price,
        facts.returnless_up_to,
        address_here=facts.return_address_here,
        prepaid_label=facts.prepaid_label,
    )
    return Method.RETURNLESS if found is None and facts.way_back_overdue else found
