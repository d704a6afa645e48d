"""Another item in the place of one: is it to be had, and what it costs more or less."""

from collections.abc import Mapping, Sequence
from typing import Any

from mostrador.decisions import money
from mostrador.decisions.refusal import RefusedError
from mostrador.orders.models import Line
from mostrador.rules.entitlement_facts import Amount, Bearer, Component
from mostrador.rules.money import Money
from mostrador.sellers.models import Product

Change = Mapping[str, str]


def differences(
    changes: Sequence[Change],
    lines: Mapping[str, Line],
    products: Mapping[str, Product],
    units: Mapping[str, int],
) -> dict[str, Amount]:
    """Line → what the other item costs more (the buyer pays it) or less (he gets it back).

    Raises RefusedError for an item that is not to be had, or is no variant of the same product.
    """
    found = {}
    for change in changes:
        line = lines[change["line"]]
        variant = _variant(line, change["sku"], products.get(line.product_id or ""))
        difference = _difference(line, variant, units[line.ref])
        if difference.minor:
            found[line.ref] = _amount(difference)
    return found


def _amount(difference: Money) -> Amount:
    more = difference.minor > 0
    whole = difference if more else difference.times(-1)
    return Amount(Component.PRICE_DIFFERENCE, whole, Bearer.BUYER if more else Bearer.SELLER)


def _difference(line: Line, variant: Mapping[str, Any], units: int) -> Money:
    price = money.unit_price_of(line)
    said = variant.get("price")
    if said is None:
        return Money(price.currency, 0)
    if variant.get("currency", price.currency) != price.currency:
        raise RefusedError("OTHER_CURRENCY", "That item is sold in another currency.")
    return (Money.of(str(said), price.currency) - price).times(units)


def _variant(line: Line, sku: str, product: Product | None) -> Mapping[str, Any]:
    """A product whose variants nobody listed is the marketplace's to judge."""
    variants = product.body.get("variants") if product else None
    if sku == line.body.get("sku"):
        raise RefusedError("SAME_ITEM", f"Line {line.ref} is {sku} already.", line=line.ref)
    if not variants:
        return {}
    found: Mapping[str, Any] | None = next((one for one in variants if one.get("sku") == sku), None)
    if found is None:
        raise RefusedError(
            "OTHER_PRODUCT", f"{sku} is no variant of what line {line.ref} is.", line=line.ref
        )
    if found.get("available") is False:
        raise RefusedError("NOT_AVAILABLE", f"{sku} is not available.", line=line.ref)
    return found
