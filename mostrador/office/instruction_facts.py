"""Instructions and differences as the office shows them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.decisions import instruction_bodies
from mostrador.decisions.models import Difference, Instruction
from mostrador.office import instruction_words, names
from mostrador.pages import moments
from mostrador.pages.shapes import Fact
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules import order_changes


def row(one: Instruction) -> dict[str, Any]:
    state, kind = instruction_words.state(one)
    balance = order_changes.ordered_balance(one.payload)
    return {
        "href": reverse("office:instruction", args=[one.pk]),
        "title": instruction_words.kind(one.kind),
        "amount": money(balance) if balance and balance.minor else "",
        "order": one.order_id,
        "store": one.store.name,
        "zone": one.store.time_zone,
        "at": one.made_at,
        "state": state,
        "kind": kind,
    }


def whole(one: Instruction) -> dict[str, Any]:
    return {
        "row": row(one),
        "instruction": one,
        "facts": _facts(one),
        "said": _said(one),
        "journey": _journey(one),
        "differences": [difference(each, one.store.time_zone) for each in _open(one)],
    }


def difference(one: Difference, zone: str) -> dict[str, Any]:
    title, advice = instruction_words.difference(one)
    return {
        "number": one.pk,
        "title": title,
        "advice": advice,
        "facts": instruction_words.facts(one),
        "order": one.order_id,
        "href": reverse("office:instruction", args=[one.instruction_id])
        if one.instruction_id
        else "",
        "at": one.found_at,
        "zone": zone,
    }


def noted(one: Difference, known: names.Names) -> dict[str, Any]:
    return {
        **difference(one, one.store.time_zone),
        "note": one.note.body if one.note else "",
        "by": known.of(one.noted_by),
        "noted_at": one.noted_at,
    }


def _open(one: Instruction) -> list[Difference]:
    return list(one.differences.filter(gone_at=None, noted_at=None).order_by("pk"))


def _facts(one: Instruction) -> list[Fact]:
    told = instruction_bodies.said(one)
    lines = [
        ngettext("%(n)s unit of line %(line)s", "%(n)s units of line %(line)s", each["quantity"])
        % {"n": each["quantity"], "line": each["line"]}
        for each in told["lines"]
    ]
    balance = order_changes.ordered_balance(one.payload)
    found = [
        (_("Order"), one.order_id),
        (_("Lines"), ", ".join(lines)),
        (_("The buyer receives"), money(balance) if balance and balance.minor > 0 else ""),
        (_("Payment method"), told["payment_method"] or ""),
        (_("New address"), ", ".join(str(each) for each in (told["ship_to"] or {}).values())),
        (_("New items"), ", ".join(each["sku"] for each in told["changes"])),
        (_("Decision"), one.decision_id),
        (_("Request"), one.decision.contact_id),
        (_("Number of the instruction"), one.pk),
    ]
    return [Fact(label, str(value)) for label, value in found if value]


def _said(one: Instruction) -> list[Fact]:
    """What the marketplace has answered."""
    given = one.acknowledgement
    amount = f"{given['amount']} {given['currency']}" if given.get("amount") else ""
    found = [
        (_("Its number"), given.get("reference")),
        (_("Amount"), amount),
        (_("Why not"), given.get("reason")),
        (_("Said"), _when(one.acknowledged_at, one)),
    ]
    return [Fact(label, value) for label, value in found if value]


def _journey(one: Instruction) -> list[Fact]:
    """How the webhook fares; nothing where the instruction is fetched."""
    if not one.attempts:
        return []
    found = [
        (_("Tried"), str(one.attempts)),
        (_("Last answer"), one.last_answer),
        (_("Delivered"), _when(one.delivered_at, one)),
        (_("Given up"), _when(one.dead_at, one)),
    ]
    return [Fact(label, value) for label, value in found if value]


def _when(at: Any, one: Instruction) -> str:
    return moments.day_and_hour(at, one.store.time_zone) if at else ""
