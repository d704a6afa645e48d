"""The cast: a few people, always the same, in tests, demo and guides. All as load lines."""

from typing import Any

STORE: dict[str, Any] = {
    "type": "store",
    "id": "de",
    "name": "Lichtmarkt",
    "country": "DE",
    "languages": ["de"],
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "seller_languages": ["de", "zh-hans"],
    "mail": {
        "service": "service@lichtmarkt.example",
        "hand_over": {
            "DE": "handover-de@lichtmarkt.example",
            "CN": "handover-cn@lichtmarkt.example",
            "*": "handover-de@lichtmarkt.example",
        },
    },
}


def _seller(key: str, name: str, country: str, language: str, email: str) -> dict[str, Any]:
    return {
        "type": "seller", "id": key, "store": "de", "name": name, "country": country,
        "plan": "professional", "standing": "good", "language": language, "email": email,
    }  # fmt: skip


def _enrolment(seller: str, since: str) -> dict[str, Any]:
    return {
        "type": "enrolment", "seller": seller, "store": "de", "from": since, "until": None,
        "terms": "1",
    }  # fmt: skip


SELLERS = [
    _seller("S-ZHOU", "Zhou Lighting", "CN", "zh-hans", "zhou@zhou-lighting.example"),
    _seller("S-ANA", "Anas Lampen", "DE", "de", "ana@anas-lampen.example"),
    _seller("S-ZED", "Zeds Schuhe", "DE", "de", "zed@zeds-schuhe.example"),
]
# Zed is not enrolled: what he ships is his to answer for.
ENROLMENTS = [
    _enrolment("S-ZHOU", "2026-10-01T00:00:00+02:00"),
    _enrolment("S-ANA", "2026-09-15T09:30:00+02:00"),
]

PRODUCTS: list[dict[str, Any]] = [
    {
        "type": "product", "id": "P-LENA", "seller": "S-ZHOU", "title": "Leselampe Lena",
        "category": "lamps", "language": "de",
        "page": {
            "bullets": [
                "Dimmbar in drei Stufen",
                "Fassung E14, Leuchtmittel nicht enthalten",
                "Kabel 1,8 m mit Schalter",
            ],
            "description": "Schlanke Leselampe aus mattem Stahl mit Schirm aus Leinen.",
            "attributes": {"Höhe": "48 cm", "Gewicht": "1,2 kg", "Schutzart": "IP20"},
        },
    },
    {
        "type": "product", "id": "P-ORBIT", "seller": "S-ANA", "title": "Pendelleuchte Orbit",
        "category": "lamps", "language": "de",
        "page": {
            "bullets": ["Mundgeblasenes Glas", "Fassung E27", "Höhe verstellbar bis 1,5 m"],
            "description": "Pendelleuchte für den Esstisch, in Leipzig gefertigt.",
            "attributes": {"Durchmesser": "30 cm", "Garantie": "5 Jahre"},
        },
    },
    {
        "type": "product", "id": "P-GRAVUR", "seller": "S-ANA",
        "title": "Nachtlicht mit Wunschname", "category": "lamps", "language": "de",
        "page": {
            "bullets": ["Name bis 12 Zeichen", "Warmweiß"],
            "description": "Nachtlicht aus Ahorn, nach Ihrem Wunsch graviert.",
            "attributes": {"Stromversorgung": "USB-C"},
        },
    },
    {
        "type": "product", "id": "P-SOHLE", "seller": "S-ZED", "title": "Wanderschuh Sohle 7",
        "category": "shoes", "language": "de",
        "page": {"bullets": ["Wasserdicht"], "description": "Für lange Wege.", "attributes": {}},
    },
]  # fmt: skip

ANNA: dict[str, Any] = {
    "id": "B-KELLER",
    "name": "Anna Keller",
    "email": "anna.keller@mail.example",
    "phone": "+49 30 5550 1007",
    "language": "de",
}
PAUL: dict[str, Any] = {
    "id": "B-BRANDT",
    "name": "Paul Brandt",
    "email": "paul.brandt@mail.example",
    "language": "de",
}
BUYERS = [{"type": "buyer", **ANNA}, {"type": "buyer", **PAUL}]


def _line(ref: str, product: str, title: str, price: str, **more: Any) -> dict[str, Any]:
    return {
        "id": ref, "product": product, "title": title, "quantity": 1, "unit_price": price,
        "shipping": "0.00", "currency": "EUR", "fulfilment": "seller", **more,
    }  # fmt: skip


def _order(
    key: str,
    seller: str,
    placed_at: str,
    buyer: dict[str, Any],
    *lines: dict[str, Any],
    **more: Any,
) -> dict[str, Any]:
    return {
        "type": "order", "id": key, "store": "de", "seller": seller, "placed_at": placed_at,
        "status": "shipped", "buyer": buyer, "lines": list(lines), **more,
    }  # fmt: skip


LENA = _line("1", "P-LENA", "Leselampe Lena", "39.90")
ORBIT = _line("2", "P-ORBIT", "Pendelleuchte Orbit", "129.00", seller="S-ANA")
TO_ANNA = {"name": "Anna Keller", "lines": ["Lindenstraße 4", "10969 Berlin"], "country": "DE"}
TO_PAUL = {"name": "Paul Brandt", "lines": ["Am Markt 12", "04109 Leipzig"], "country": "DE"}

ORDERS = [
    # The Keller case: covered, on its way, overdue since the tenth.
    _order(
        "LM-1007", "S-ZHOU", "2026-11-03T19:24:00+01:00", ANNA, LENA,
        ship_to=TO_ANNA, ship_by="2026-11-05", deliver_by="2026-11-10T20:00:00+01:00",
        shipments=[
            {
                "id": "SH-1007", "carrier": "DHL", "tracking": "00340434161094042557",
                "shipped_at": "2026-11-04T16:10:00+01:00", "status": "in_transit", "lines": ["1"],
            }
        ],
        payments=[{"method": "card", "kind": "payment", "amount": "39.90", "currency": "EUR"}],
    ),
    # Ordered before Zhou enrolled: his to answer for.
    _order(
        "LM-0968", "S-ZHOU", "2026-09-20T08:05:00+02:00", ANNA, LENA, ship_to=TO_ANNA,
        status="delivered",
    ),
    # Two sellers in one basket.
    _order(
        "LM-1012", "S-ZHOU", "2026-11-06T21:40:00+01:00", ANNA, LENA, ORBIT, ship_to=TO_ANNA,
        deliver_by="2026-11-16T20:00:00+01:00",
    ),
    # One line that Ana ships and one that the marketplace ships.
    _order(
        "LM-1015", "S-ANA", "2026-11-07T11:15:00+01:00", PAUL,
        _line("1", "P-ORBIT", "Pendelleuchte Orbit", "129.00"),
        _line("2", "P-ORBIT", "Pendelleuchte Orbit", "129.00", fulfilment="operator"),
        ship_to=TO_PAUL,
    ),
    # From a seller who is not enrolled.
    _order(
        "LM-1003", "S-ZED", "2026-11-02T17:30:00+01:00", PAUL,
        _line("1", "P-SOHLE", "Wanderschuh Sohle 7", "89.00"), ship_to=TO_PAUL,
    ),
    # Made to the buyer's wish.
    _order(
        "LM-1018", "S-ANA", "2026-11-09T09:12:00+01:00", ANNA,
        _line("1", "P-GRAVUR", "Nachtlicht mit Wunschname", "44.00", customised=True),
        ship_to=TO_ANNA,
    ),
]  # fmt: skip

BODIES = [STORE, *SELLERS, *ENROLMENTS, *PRODUCTS, *BUYERS, *ORDERS]

# name, role, first name, language, the seller or buyer whom the person is
PEOPLE = [
    ("anna", "buyer", "Anna", "de", "B-KELLER"),
    ("ada", "agent", "Ada", "de", ""),
    ("zhou", "seller", "Zhou", "zh-hans", "S-ZHOU"),
    ("ana", "seller", "Ana", "de", "S-ANA"),
    ("zed", "seller", "Zed", "de", "S-ZED"),
    ("olga", "operator", "Olga", "de", ""),
]
