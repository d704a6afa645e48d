"""Returns, refunds, feedback and claims that happened outside: the checks of their bodies."""

from datetime import datetime

from mostrador.orders.models import Event
from mostrador.rules.bodies import Given

COLUMNS = ("order", "at", "body", "source_updated_at")
CLAIMS = ("a_to_z", "chargeback")


def returned(body: object) -> Event:
    given = Given.of(body, "return")
    given.texts("lines")
    key = f"return/{given.id('id')}"
    return _event(given, key, given.id("order"), given.maybe_moment("at"))


def refund(body: object) -> Event:
    given = Given.of(body, "refund")
    given.texts("lines")
    given.money("amount", given.currency("currency", required=given.has("amount")))
    key = f"refund/{given.id('id')}"
    return _event(given, key, given.id("order"), given.maybe_moment("at"))


def feedback(body: object) -> Event:
    given = Given.of(body, "feedback")
    given.whole("stars", low=1, high=5)
    order, at = given.id("order"), given.moment("at")
    return _event(given, f"feedback/{order}/{_id_or(at, given)}", order, at)


def claim(body: object) -> Event:
    given = Given.of(body, "claim")
    given.text("state")
    order, at = given.id("order"), given.moment("at")
    kind = given.one_of("kind", CLAIMS, required=True)
    return _event(given, f"claim/{order}/{kind}/{_id_or(at, given)}", order, at)


def _id_or(at: datetime, given: Given) -> str:
    """An id holds no slash, so that none can be taken for a moment, nor one key for another."""
    return given.maybe_id("id") or f"at/{at.isoformat()}"


def _event(given: Given, key: str, order: str, at: datetime | None) -> Event:
    row = Event(
        key=key,
        kind=given.body["type"],
        order_id=order,
        at=at,
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)
