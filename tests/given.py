"""Bodies as a marketplace gives them: what each kind needs at the least, and what it may have."""

from typing import Any

Body = dict[str, Any]

NEEDED: dict[str, Body] = {
    "store": {
        "id": "de", "country": "DE", "languages": ["de"], "currency": "EUR",
        "time_zone": "Europe/Berlin",
    },
    "seller": {"id": "S-ZHOU", "store": "de"},
    "product": {"id": "P-LENA", "seller": "S-ZHOU"},
    "buyer": {"id": "B-KELLER"},
    "order": {
        "id": "LM-1007", "store": "de", "placed_at": "2026-11-03T09:00:00+01:00",
        "buyer": {"id": "B-KELLER"},
    },
    "enrolment": {"seller": "S-ZHOU", "store": "de", "from": "2026-10-01T00:00:00+02:00"},
    "policy": {"seller": "S-ZHOU", "store": "de", "from": "2026-10-01T00:00:00+02:00"},
    "return": {"id": "R-1", "order": "LM-1007"},
    "refund": {"id": "F-1", "order": "LM-1007"},
    "feedback": {"order": "LM-1007", "stars": 2, "at": "2026-11-20T08:00:00Z"},
    "claim": {"order": "LM-1007", "kind": "a_to_z", "at": "2026-11-21T08:00:00Z"},
    "contact": {"id": "OLD-1", "opened_at": "2026-09-01T08:00:00Z", "messages": []},
}  # fmt: skip

LINE: Body = {
    "id": "1", "quantity": 1, "unit_price": "39.90", "currency": "EUR", "fulfilment": "seller",
}  # fmt: skip

WHOLE: dict[str, Body] = {
    "store": {
        "name": "Lichtmarkt", "seller_languages": ["de", "zh-hans"],
        "mail": {
            "service": "service@lichtmarkt.example",
            "hand_over": {
                "CN": "handover-cn@lichtmarkt.example", "*": "handover-de@lichtmarkt.example",
            },
        },
    },
    "seller": {
        "name": "Zhou Lighting", "country": "CN", "plan": "professional", "standing": "good",
        "language": "zh-hans", "email": "zhou@zhou-lighting.example",
        "return_addresses": [{"country": "DE", "lines": ["Lager 3", "20095 Hamburg"]}],
    },
    "product": {
        "title": "Leselampe Lena", "category": "lamps", "language": "de",
        "url": "https://lichtmarkt.example/lena",
        "page": {"bullets": ["Dimmbar"], "description": "Schlank.", "attributes": {"watts": 7.5}},
    },
    "buyer": {
        "name": "Anna Keller", "email": "anna.keller@mail.example", "phone": "+49 30 1",
        "language": "de",
        "addresses": [{"city": "Berlin"}],
        "payment_methods": [{"id": "gift-1", "kind": "gift_card", "balance": "10.00"}],
    },
    "order": {
        "seller": "S-ZHOU", "updated_at": "2026-11-04T09:00:00+01:00", "status": "shipped",
        "ship_by": "2026-11-05", "deliver_by": "2026-11-10T18:00:00+01:00",
        "associated_orders": [{"id": "LM-1000", "kind": "replacement"}],
        "buyer": {
            "id": "B-KELLER", "name": "Anna Keller", "email": "anna.keller@mail.example",
            "phone": "+49 30 1", "language": "de",
        },
        "ship_to": {"city": "Berlin"},
        "lines": [
            LINE | {
                "product": "P-LENA", "seller": "S-ZHOU", "sku": "LENA-1", "title": "Leselampe Lena",
                "shipping": "4.90", "customised": False, "category": "lamps",
                "units": [{"quantity": 1, "fulfilment": "seller"}],
            },
            LINE | {"id": "2", "seller": "S-ANA", "fulfilment": "operator"},
        ],
        "shipments": [
            {
                "id": "1", "carrier": "Paketpost", "tracking": "003404", "status": "delivered",
                "lines": ["1"],
                "shipped_at": "2026-11-05T09:00:00Z", "delivered_at": "2026-11-07T09:00:00Z",
            },
        ],
        "payments": [
            {"method": "gift-1", "kind": "payment", "amount": "44.80", "currency": "EUR"},
            {"kind": "correction", "amount": "-0.10", "currency": "EUR"},
        ],
    },
    "enrolment": {"until": "2026-12-31T00:00:00+01:00", "terms": "1", "accepted_by": "zhou"},
    "policy": {"window_days": 60},
    "return": {"lines": ["1"], "at": "2026-11-12T09:00:00Z"},
    "refund": {"lines": ["1"], "amount": "39.90", "currency": "EUR", "at": "2026-11-12T09:00:00Z"},
    "feedback": {"id": "V-1"},
    "claim": {"id": "C-1", "state": "open"},
    "contact": {
        "order": "LM-1007", "buyer": "B-KELLER", "topic": "delivery.lost",
        "closed_at": "2026-09-02T08:00:00Z",
        "messages": [
            {
                "from": "buyer", "channel": "mail", "at": "2026-09-01T08:00:00Z",
                "text": "Wo ist meine Lampe?",
            },
            {
                "from": "service", "channel": "mail", "at": "2026-09-01T09:00:00Z",
                "text": "Sie ist unterwegs.",
            },
        ],
    },
}  # fmt: skip


def needed(kind: str, **changes: Any) -> Body:
    return {"type": kind, **NEEDED[kind], **changes}


def whole(kind: str, **changes: Any) -> Body:
    """With everything that the load format names, and a word of its own."""
    return {"type": kind, **NEEDED[kind], **WHOLE[kind], "colour_of_box": "blue", **changes}


def changed(body: Body, path: str, value: Any) -> Body:
    """A copy with one value set at a JSON pointer; `...` takes it out."""
    key, _, rest = path.lstrip("/").partition("/")
    at: Any = int(key) if isinstance(body, list) else key
    made: Any = body.copy()
    if rest:
        made[at] = changed(made[at], rest, value)
    elif value is ...:
        del made[at]
    else:
        made[at] = value
    return made
