"""Writing records of orders, as their tests do it."""

from datetime import UTC, datetime

from mostrador.orders import events, records
from tests.given import LINE, needed

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
CHECKS = {
    "buyer": records.buyer,
    "order": records.order,
    "return": events.returned,
    "refund": events.refund,
    "feedback": events.feedback,
    "claim": events.claim,
}


def upsert(*bodies) -> list[str]:
    rows = [CHECKS[body["type"]](body) for body in bodies]
    return [outcome.word for outcome in records.upsert_many(rows, now=NOON, by="program:test")]


def order(*lines: str, **more) -> dict:
    """An order with these lines, all of Zhou's."""
    return needed("order", seller="S-ZHOU", lines=[LINE | {"id": ref} for ref in lines], **more)
