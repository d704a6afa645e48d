"""Orders that have arrived, and decisions that let them go back."""

from datetime import datetime
from typing import Any

from mostrador.contacts.models import Contact
from mostrador.decisions import judgement, return_steps, returns
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision, Return, ReturnPhoto
from mostrador.decisions.return_steps import Inspection
from mostrador.decisions.returns import Offer
from mostrador.orders import records
from mostrador.rules.returns import Method
from mostrador.sellers import records as sellers
from mostrador.sellers.models import Seller
from mostrador.site.demo.cast import ANNA, TO_ANNA
from tests.cast import ADA, NOON, annas_contact

HAMBURG = {
    "country": "DE",
    "lines": ["Zhou Lighting c/o Lager 3", "Amsinckstraße 9", "20097 Hamburg"],
}
SHENZHEN = {"country": "CN", "lines": ["深圳市宝安区福永街道", "周氏灯饰", "518103"]}
LEIPZIG = {"country": "DE", "lines": ["Anas Lampen", "Karl-Heine-Straße 4", "04229 Leipzig"]}
LABEL = ("label.pdf", "application/pdf", b"%PDF-1.7 a label")
PHOTO = ("schaden.png", "image/png", b"\x89PNG\r\n\x1a\n...")


def at_home(*key: str, **more: Any) -> None:
    """The marketplace has told us of Anna's order."""
    records.upsert_many([records.order(body_at_home(*key, **more))], now=NOON)


def body_at_home(
    key: str = "LM-1030", *, seller: str = "S-ZHOU", price: str = "39.90", quantity: int = 1
) -> dict[str, Any]:
    """Anna's order, delivered on the ninth of November."""
    line = {
        "id": "1", "product": "P-LENA", "seller": seller, "sku": "LENA", "quantity": quantity,
        "title": "Leselampe Lena", "unit_price": price, "currency": "EUR", "fulfilment": "seller",
    }  # fmt: skip
    return {
        "type": "order", "id": key, "store": "de", "seller": seller, "status": "delivered",
        "placed_at": "2026-11-03T19:24:00+01:00", "buyer": ANNA, "ship_to": TO_ANNA,
        "lines": [line],
        "shipments": [
            {"id": "SH-1", "shipped_at": "2026-11-04T10:00:00+01:00", "status": "delivered",
             "delivered_at": "2026-11-09T11:30:00+01:00", "lines": ["1"]},
        ],
        "payments": [{"method": "card", "kind": "payment", "amount": f"{_sum(price, quantity)}",
                      "currency": "EUR"}],
    }  # fmt: skip


def takes_back_at(seller: str, *addresses: dict[str, Any]) -> None:
    """The marketplace tells us where this seller wants his goods back."""
    body = {**Seller.objects.get(pk=seller).body, "return_addresses": list(addresses)}
    sellers.upsert_many([sellers.seller(body)], now=NOON, by="program:load")


def wants_to_return(key: str = "LM-1030") -> Contact:
    return annas_contact(
        f"Guten Tag, ich möchte {key} zurückgeben.", mail_id=f"<{key}@mail.example>"
    )


def decided(contact: Contact, remedy: str = "return", *, now: datetime = NOON) -> Decision:
    wanted = Judgement(remedy, "standard_policy", "Sie ist noch in der Frist.", lines=["1"])
    return judgement.decide(contact.pk, wanted, by=ADA, now=now)


def a_return(remedy: str = "return", **order: Any) -> Return:
    """Decided at noon: whatever follows at once has followed."""
    at_home(**order)
    decision = decided(wants_to_return(order.get("key", "LM-1030")), remedy)
    return Return.objects.get(decision=decision)


def to_zhou(key: str = "LM-1030") -> Return:
    """He has sent a label that is paid; Anna may send the lamp."""
    row = a_return(key=key)
    offered = Offer(Method.PREPAID_LABEL, HAMBURG, LABEL)
    return returns.offer(row.pk, offered, by="seller:S-ZHOU", now=NOON)


def seen_by_zhou(key: str = "LM-1031") -> ReturnPhoto:
    """It came back with a scratch, and he has shown it."""
    row, by = to_zhou(key), "seller:S-ZHOU"
    return_steps.arrived(row.pk, by=by, now=NOON)
    return_steps.inspected(row.pk, Inspection(30, "屏幕有划痕。", [PHOTO]), by=by, now=NOON)
    return ReturnPhoto.objects.get(of=row)


def _sum(price: str, quantity: int) -> str:
    cents = round(float(price) * 100) * quantity
    return f"{cents // 100}.{cents % 100:02}"
