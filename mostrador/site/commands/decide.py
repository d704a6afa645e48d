"""mostrador decide --explain [--facts FILE|-] [--order ID --line L --cause C] [--json]"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import override

from mostrador import wallclock
from mostrador.decisions import replay, simulation
from mostrador.orders.models import Order
from mostrador.pages import clause_words, decision_words, fact_words
from mostrador.pages.shapes import Decision as Card
from mostrador.pages.told import of_option
from mostrador.rules.entitlement_facts import Cause, Entitlement, Facts
from mostrador.site.failure import Failure
from mostrador.stores.models import Store

HELP = "what a buyer could have on these facts, and why; nothing is written"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--explain", action="store_true", required=True)
    parser.add_argument("--facts", metavar="FILE", help="JSON; - reads standard input")
    parser.add_argument("--order", metavar="ID")
    parser.add_argument("--line", metavar="L", help="default: the order's first")
    parser.add_argument("--cause", default="no_reason", choices=[str(one) for one in Cause])
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    if bool(options.facts) == bool(options.order):
        raise Failure("Name either --facts or --order.")
    found = _of_order(options) if options.order else _of_file(options.facts)
    answer = simulation.answer(found)
    with override("en"):
        print(_as_json(found, answer) if options.json else _as_text(found, answer))
    return 0


def _of_order(options: argparse.Namespace) -> Facts:
    order = Order.objects.select_related("store", "buyer").filter(pk=options.order).first()
    if order is None:
        raise Failure(f"There is no order {options.order}.")
    refs = list(order.lines.order_by("position").values_list("ref", flat=True))
    line = options.line or next(iter(refs), "")
    if line not in refs:
        raise Failure(
            f"Order {order.pk} has no line {line!r}; it has: {', '.join(refs) or 'none'}."
        )
    return simulation.of_order(order, line, Cause(options.cause), now=wallclock.now())


def _of_file(name: str) -> Facts:
    try:
        said = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Failure(f"{name} cannot be read as JSON: {error}") from None
    if not isinstance(said, dict):
        raise Failure("The facts are one JSON object.")
    store = _store(said)
    try:
        return simulation.facts(said, store, now=wallclock.now())
    except (ValueError, TypeError) as error:
        raise Failure(f"These are no facts to decide on: {error}") from None


def _store(said: dict[str, Any]) -> Store:
    key = said.get("store")
    found = Store.objects.filter(pk=key) if key else Store.objects.order_by("pk")
    store = found.first()
    if store is None:
        raise Failure(f"There is no store {key}." if key else "There is no store yet.")
    return store


def _as_json(found: Facts, answer: Entitlement) -> str:
    whole = {"facts": replay.facts_to(found), "answer": replay.answer_to(answer)}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _as_text(found: Facts, answer: Entitlement) -> str:
    said = []
    for option in answer.options:
        told = of_option(option, answer, found, zone="UTC")
        said += [_name(option.remedy), *_card(decision_words.card_for_agent(told))]
        said.append(f"  buyer: {decision_words.card_for_buyer(told).answer}")
        said.append(f"  seller: {decision_words.card_for_seller(told).answer}")
        said.append("")
    said.append("Not to be had")
    for denied in answer.denied:
        clause = answer.clause(denied.clause)
        why = clause_words.cited(clause) if clause else denied.clause
        said.append(f"  {_name(denied.remedy)}: {why}")
    missing = ", ".join(map(fact_words.label, answer.missing))
    if missing:
        said += ["", f"Not known, and counted for the buyer: {missing}"]
    if answer.ask_seller:
        said += ["", "Only the seller can say more: ask first."]
    return "\n".join(said)


def _card(card: Card) -> list[str]:
    said = [
        f"  {one.label}: {one.value} {f'({one.note})' if one.note else ''}" for one in card.money
    ]
    said += [f"  {card.until}"] if card.until else []
    said += [f"  - {one}" for one in card.clauses]
    return [one.rstrip() for one in said]


def _name(code: str) -> str:
    return str(fact_words.REMEDIES.get(code, code))
