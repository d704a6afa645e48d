"""What an instruction says: kept as ids, amounts and codes, said with what they stand for."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from mostrador.decisions.models import Decision, Instruction
from mostrador.orders.models import Line, Order
from mostrador.rules import order_changes
from mostrador.sealed.models import Text
from mostrador.sellers.models import Product

Facts = dict[str, Any]
# What a decision orders, under the names that it keeps them by.
ORDERED = ("payment_method", "ship_to_text", "cause")


def kept(decision: Decision, order: Order, payload: Mapping[str, Any]) -> Facts:
    """The payload with all that the decision itself says; what is given goes before it."""
    lines = {line.ref: line for line in order.lines.all()}
    said = {**decision.facts, **decision.orders}
    wanted = payload.get("lines", decision.lines) or []
    units = payload.get("units") or said.get("units") or {}
    found: Facts = {
        "order": order.pk,
        "store": decision.contact.store_id,
        "seller": decision.seller_id,
        "decision": decision.pk,
        "lines": [_line(one, lines, units) for one in wanted],
        "amounts": payload.get("amounts", decision.amounts) or [],
        "changes": _changes(payload.get("changes", said.get("changes")) or [], lines),
    }
    given = {key: payload.get(key, said.get(key)) for key in ORDERED}
    return {**payload, **found, **{key: value for key, value in given.items() if value is not None}}


def said(instruction: Instruction) -> Facts:
    """As the marketplace reads it. Once it is acknowledged nobody must make an order so again."""
    ordered = _ordered(instruction)
    is_open = instruction.state == Instruction.State.OPEN
    return {
        "id": instruction.pk,
        "kind": str(instruction.kind),
        "state": str(instruction.state),
        "made_at": instruction.made_at.astimezone(UTC).isoformat(),
        **{key: ordered[key] for key in ("order", "store", "seller", "decision", "lines")},
        "amounts": ordered["amounts"],
        "changes": ordered["changes"],
        "cause": ordered.get("cause"),
        "payment_method": ordered.get("payment_method"),
        "ship_to": ordered.get("ship_to"),
        "order_after": order_after(instruction) if is_open else None,
        "acknowledgement": instruction.acknowledgement or None,
    }


def order_after(instruction: Instruction) -> Facts:
    """Our copy, with what earlier instructions are still to do to it."""
    return order_changes.after(body_before(instruction), _ordered(instruction))


def body_before(instruction: Instruction) -> Facts:
    body = dict(instruction.order.body)
    for each in _earlier(instruction):
        body = order_changes.after(body, _ordered(each))
    return body


def done(instruction: Instruction) -> Facts:
    """As it was done, which may be otherwise than ordered."""
    return _ordered(instruction) | {"said": instruction.acknowledgement}


def payments_known(instruction: Instruction, body: Mapping[str, Any]) -> int:
    """How many payments like those that it makes the order has, later instructions' aside."""
    new = order_changes.payments_of(body, _ordered(instruction))
    later = _later(instruction)
    known = [each for each in body.get("payments") or [] if each.get("instruction") not in later]
    return sum(any(_alike(each, one) for one in new) for each in known)


def _ordered(instruction: Instruction) -> Facts:
    return {
        **instruction.payload,
        "id": instruction.pk,
        "kind": str(instruction.kind),
        "ship_to": _address(instruction.payload.get("ship_to_text")),
    }


def _address(text: int | None) -> Facts | None:
    found = Text.objects.filter(pk=text).first() if text else None
    return json.loads(found.body) if found and found.body else None


def _earlier(instruction: Instruction) -> list[Instruction]:
    others = Instruction.objects.filter(
        order=instruction.order_id, state=Instruction.State.OPEN, made_at__lte=instruction.made_at
    ).exclude(pk=instruction.pk)
    place = (instruction.made_at, instruction.pk)
    ordered = others.order_by("made_at", "pk")
    return [each for each in ordered if (each.made_at, each.pk) < place]


def _later(instruction: Instruction) -> set[str]:
    others = Instruction.objects.filter(
        order=instruction.order_id, made_at__gte=instruction.made_at
    ).exclude(pk=instruction.pk)
    return set(others.values_list("pk", flat=True))


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("kind", "amount", "currency"))


def _line(wanted: Any, lines: Mapping[str, Line], units: Mapping[str, int]) -> Facts:
    """A line may be named, or come with what is known of it."""
    given = wanted if isinstance(wanted, dict) else {"line": wanted}
    line = lines.get(given["line"])
    body = line.body if line else {}
    quantity = units.get(given["line"]) or body.get("quantity") or 1
    return {"sku": body.get("sku"), "quantity": quantity, **given}


def _changes(wanted: Sequence[Mapping[str, Any]], lines: Mapping[str, Line]) -> list[Facts]:
    products = _products([lines[one["line"]] for one in wanted if one["line"] in lines])
    return [_change(one, lines.get(one["line"]), products) for one in wanted]


def _products(lines: Sequence[Line]) -> dict[str | None, Product]:
    wanted = {line.product_id for line in lines if line.product_id}
    return {row.pk: row for row in Product.objects.filter(pk__in=wanted)}


def _change(
    wanted: Mapping[str, Any], line: Line | None, products: Mapping[str | None, Product]
) -> Facts:
    """What the new item is like and costs, as its page says it."""
    product = products.get(line.product_id) if line else None
    variants = (product.body.get("variants") or []) if product else []
    found: Facts = next((one for one in variants if one.get("sku") == wanted["sku"]), {})
    known = {"options": found.get("options"), "unit_price": found.get("price")}
    return {**{key: value for key, value in known.items() if value is not None}, **wanted}
