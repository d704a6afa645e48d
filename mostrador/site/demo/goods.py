"""The marketplace around the Keller case, as load lines: sellers, products, buyers, orders."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from mostrador.site.demo import names

SELLERS = 37
BUYERS = 900
ORDERS = 2994
DAYS = 100
# Every ninth seller stays outside the programme, and one in six has left it.
OUTSIDE, LEFT = 9, 6


def bodies(chance: Random, *, now: datetime) -> Iterator[dict[str, Any]]:
    """Load lines in an order that needs nothing to come first."""
    sellers = list(_sellers())
    yield from sellers
    yield from _enrolments(sellers, chance, now=now)
    products = list(_products(sellers, chance))
    yield from products
    buyers = [_buyer(number, chance) for number in range(BUYERS)]
    for number in range(ORDERS):
        yield _order(number, products, chance.choice(buyers), chance, now=now)


def _sellers() -> Iterator[dict[str, Any]]:
    shops = [(*shop, "DE", "de") for shop in names.GERMAN_SHOPS]
    shops += [(*shop, "CN", "zh-hans") for shop in names.CHINESE_SHOPS]
    for number, (name, domain, country, language) in enumerate(shops[:SELLERS], start=1):
        yield {
            "type": "seller", "id": f"S-{number:03}", "store": "de", "name": name,
            "country": country, "plan": "professional", "standing": "good", "language": language,
            "email": f"service@{domain}.example",
            "return_addresses": _return_addresses(number, name, country),
        }  # fmt: skip


def _return_addresses(number: int, name: str, country: str) -> list[dict[str, Any]]:
    """Everybody at home here has one, and every other seller abroad keeps a warehouse."""
    if country != "DE" and number % 2:
        return []
    return [{"country": "DE", "lines": [name, f"Speicherstraße {number}", "20457 Hamburg"]}]


def _enrolments(
    sellers: list[dict[str, Any]], chance: Random, *, now: datetime
) -> Iterator[dict[str, Any]]:
    for number, seller in enumerate(sellers, start=1):
        if number % OUTSIDE == 0:
            continue
        since = now - timedelta(days=chance.randrange(40, 160), minutes=chance.randrange(1440))
        left = since + timedelta(days=30) if number % LEFT == 0 else None
        yield {
            "type": "enrolment", "seller": seller["id"], "store": "de", "terms": "1",
            "from": since.isoformat(), "until": left.isoformat() if left else None,
        }  # fmt: skip


def _products(sellers: list[dict[str, Any]], chance: Random) -> Iterator[dict[str, Any]]:
    for seller in sellers:
        for title, category, price, bullets in chance.sample(names.GOODS, 5):
            yield {
                "type": "product", "id": f"P-{seller['id'][2:]}-{names.TITLES.index(title):02}",
                "seller": seller["id"], "title": title, "category": category, "language": "de",
                "price": price,
                "page": {
                    "bullets": list(bullets),
                    "description": f"{title}, geprüft und verpackt von {seller['name']}.",
                    "attributes": {"Garantie": "2 Jahre"},
                },
            }  # fmt: skip


def _buyer(number: int, chance: Random) -> dict[str, Any]:
    name = f"{chance.choice(names.FIRST_NAMES)} {chance.choice(names.LAST_NAMES)}"
    return {
        "id": f"B-{number:04}", "name": name, "email": f"kundin{number:04}@mail.example",
        "phone": f"+49 30 555 {number:05}", "language": "de",
    }  # fmt: skip


def _order(
    number: int,
    products: list[dict[str, Any]],
    buyer: dict[str, Any],
    chance: Random,
    *,
    now: datetime,
) -> dict[str, Any]:
    product = chance.choice(products)
    placed = now - timedelta(days=chance.random() ** 1.5 * DAYS, minutes=chance.randrange(600))
    deliver_by = placed + timedelta(days=chance.choice((3, 4, 5, 8)))
    zip_code, town = chance.choice(names.TOWNS)
    return {
        "type": "order", "id": f"LM-{20000 + number}", "store": "de", "seller": product["seller"],
        "placed_at": placed.replace(microsecond=0).isoformat(), "status": "shipped",
        "deliver_by": deliver_by.replace(microsecond=0).isoformat(),
        "buyer": buyer,
        "ship_to": {
            "name": buyer["name"], "country": "DE",
            "lines": [f"{chance.choice(names.STREETS)} {chance.randrange(1, 90)}", f"{zip_code} {town}"],
        },
        "lines": [_line(product, chance)],
        "shipments": _shipments(number, placed, deliver_by, chance, now=now),
    }  # fmt: skip


def _line(product: dict[str, Any], chance: Random) -> dict[str, Any]:
    quantity = chance.choice((1, 1, 1, 2))
    return {
        "id": "1", "product": product["id"], "title": product["title"], "quantity": quantity,
        "unit_price": product["price"], "currency": "EUR",
        "shipping": str(Decimal("4.90") if chance.random() < 0.4 else Decimal("0.00")),
        "fulfilment": "operator" if chance.random() < 0.05 else "seller",
        "category": product["category"],
    }  # fmt: skip


def _shipments(
    number: int, placed: datetime, deliver_by: datetime, chance: Random, *, now: datetime
) -> list[dict[str, Any]]:
    sent = placed + timedelta(hours=chance.randrange(8, 40))
    if sent > now:
        return []
    delivered = deliver_by - timedelta(hours=chance.randrange(0, 30))
    arrived = delivered < now and chance.random() < 0.93
    shipment = {
        "id": f"SH-{20000 + number}", "carrier": chance.choice(names.CARRIERS),
        "tracking": f"0034043416{chance.randrange(10**9, 10**10)}", "lines": ["1"],
        "shipped_at": sent.replace(microsecond=0).isoformat(),
        "status": "delivered" if arrived else "in_transit",
    }  # fmt: skip
    if arrived:
        shipment["delivered_at"] = delivered.replace(microsecond=0).isoformat()
    return [shipment]
