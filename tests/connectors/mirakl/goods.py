"""What lies on the platform: orders, threads, shops and reasons as Mirakl writes them."""

from datetime import UTC, datetime
from typing import Any

from tests.cast import NOON

Body = dict[str, Any]
TYPES = {"CUSTOMER": "CUSTOMER_USER", "SHOP": "SHOP_USER", "OPERATOR": "OPERATOR_USER"}


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def order(key: str = "MK-2001-A", **changes: Any) -> Body:
    """Anna has bought a lamp of Zhou's; 19 % of it is tax."""
    return {
        "order_id": key,
        "commercial_id": key.rpartition("-")[0],
        "shop_id": "S-ZHOU",
        "shop_name": "Zhou Lighting",
        "created_date": "2026-11-04T09:00:00Z",
        "last_updated_date": "2026-11-04T09:00:00Z",
        "order_state": "SHIPPED",
        "currency_iso_code": "EUR",
        "order_tax_mode": "TAX_INCLUDED",
        "payment_type": "CARD",
        "payment_workflow": "PAY_ON_ACCEPTANCE",
        "customer_debited_date": "2026-11-04T09:05:00Z",
        "customer_notification_email": "x7f.anna@notification.example",
        "shipping_deadline": "2026-11-06T22:00:00Z",
        "delivery_date": {"earliest": "2026-11-09T00:00:00Z", "latest": "2026-11-10T22:00:00Z"},
        "shipping_company": "DHL",
        "shipping_tracking": "00340434161094042557",
        "has_incident": False,
        "customer": {
            "customer_id": "B-KELLER",
            "firstname": "Anna",
            "lastname": "Keller",
            "locale": "de_DE",
            "shipping_address": {
                "firstname": "Anna", "lastname": "Keller", "street_1": "Lindenstraße 4",
                "street_2": None, "zip_code": "10969", "city": "Berlin", "country_iso_code": "DEU",
                "phone": "+49 30 5550 1007",
            },
        },
        "order_lines": [line(f"{key}-1")],
        **changes,
    }  # fmt: skip


def line(key: str, **changes: Any) -> Body:
    return {
        "order_line_id": key,
        "order_line_state": "SHIPPED",
        "product_sku": "P-LENA",
        "offer_sku": "LENA-1",
        "product_title": "Leselampe Lena",
        "category_code": "lamps",
        "quantity": 1,
        "price": 39.9,
        "price_unit": 39.9,
        "shipping_price": 4.9,
        "taxes": [{"code": "VAT", "amount": 6.37, "rate": 19}],
        "shipping_taxes": [{"code": "VAT", "amount": 0.78, "rate": 19}],
        "shipped_date": "2026-11-05T15:00:00Z",
        "received_date": None,
        "can_refund": True,
        "refunds": [],
        "cancelations": [],
        **changes,
    }


def thread(key: str = "t-1", order_id: str | None = "MK-2001-A", **changes: Any) -> Body:
    entity = (
        {"type": "MMP_ORDER", "id": order_id, "label": order_id}
        if order_id
        else {"type": "MMP_OFFER", "id": "2177", "label": "Leselampe Lena"}
    )
    people = [
        {"type": "SHOP", "id": "S-ZHOU", "display_name": "Zhou Lighting"},
        {"type": "CUSTOMER", "id": "B-KELLER", "display_name": "Anna Keller"},
    ]
    return {
        "id": key,
        "date_created": iso(NOON),
        "date_updated": iso(NOON),
        "entities": [entity],
        "topic": {"type": "FREE_TEXT", "value": "Wo ist meine Lampe?"},
        "authorized_participants": [*people, {"type": "OPERATOR", "display_name": "Lichtmarkt"}],
        "current_participants": people,
        "messages": [],
        "metadata": {"total_count": 0},
        **changes,
    }


def message(key: str, who: str, text: str, to: str, *, at: datetime, **more: Any) -> Body:
    sender: Body = {"type": TYPES.get(who, who), "display_name": who.title()}
    if who == "SHOP":
        sender["organization_details"] = {"type": "SHOP", "id": "S-ZHOU"}
    return {
        "id": key, "body": text, "date_created": iso(at), "from": sender,
        "to": [{"type": to, "id": "any"}], "attachments": [], **more,
    }  # fmt: skip


def a_return(key: str = "r-1", **changes: Any) -> Body:
    return {
        "id": key,
        "order_id": "MK-2001-A",
        "state": "IN_PROGRESS",
        "reason_code": "RETURN_DEFECTIVE_ITEM",
        "date_created": "2026-11-11T08:00:00Z",
        "last_updated": "2026-11-11T09:00:00Z",
        "method_code": "BY_MAIL",
        "rma": "RMA-77",
        "return_lines": [{"order_line_id": "MK-2001-A-1", "quantity": 1}],
        "tracking": {"carrier_name": "DHL", "tracking_number": "00340434161094049999"},
        **changes,
    }


def shops() -> list[Body]:
    return [
        {
            "shop_id": "S-ZHOU", "shop_name": "Zhou Lighting", "shop_state": "OPEN",
            "is_professional": True, "last_updated_date": "2026-11-01T08:00:00Z",
            "contact_informations": {
                "country": "CHN", "email": "zhou@zhou-lighting.example", "locale": "zh_CN",
            },
        },
    ]  # fmt: skip


def reasons() -> list[Body]:
    def one(code: str, label: str, kind: str = "REFUND", *, ours: bool = True) -> Body:
        return {"code": code, "label": label, "type": kind, "is_operator_right": ours}

    return [
        one("14", "Article returned"),
        one("18", "Article not received"),
        one("19", "Article damaged or defective"),
        one("20", "Goodwill of the shop", ours=False),
        one("31", "Cancelled by the customer", "CANCELATION"),
    ]
