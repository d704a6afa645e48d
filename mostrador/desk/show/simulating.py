"""The simulator's page: each option as the three readers are told of it."""

import json
from dataclasses import dataclass
from typing import Any

from mostrador.decisions import replay, simulation
from mostrador.desk.simulator_form import DATES, YES_OR_NO, SimulatorForm
from mostrador.pages import clause_words, decision_words, fact_words, shapes, what_if
from mostrador.pages.told import of_option
from mostrador.rules.entitlement_facts import Entitlement, Facts

WHAT = ("store", "cause", "stage", "condition", "category", "quantity")
MONEY = ("price", "shipping", "express", "refunded")
SELLER = ("own_window_days", "seller_country", "claim")


@dataclass(frozen=True, slots=True)
class OptionFace:
    title: str
    agents: shapes.Decision
    buyers: shapes.Decision
    sellers: shapes.Decision


@dataclass(frozen=True, slots=True)
class NoFace:
    title: str
    why: str


def page(form: SimulatorForm, found: Facts | None) -> dict[str, Any]:
    answer = simulation.answer(found) if found else None
    return {
        "form": form,
        "groups": [[form[name] for name in each] for each in (WHAT, MONEY, DATES, SELLER)],
        "checks": [form[name] for name in YES_OR_NO],
        "options": _options(answer, found) if answer and found else [],
        "denied": _denied(answer) if answer else [],
        "missing": [fact_words.label(one) for one in answer.missing] if answer else [],
        "ask_seller": bool(answer and answer.ask_seller),
        "changes": _changes(form, answer, found) if answer and found else [],
        "was": json.dumps(replay.facts_to(found)) if found else "",
        "worked_out": answer is not None,
    }


def _options(answer: Entitlement, found: Facts) -> list[OptionFace]:
    faces = []
    for option in answer.options:
        told = of_option(option, answer, found, zone="UTC")
        faces.append(
            OptionFace(
                str(fact_words.REMEDIES[option.remedy]),
                decision_words.card_for_agent(told),
                decision_words.card_for_buyer(told),
                decision_words.card_for_seller(told),
            )
        )
    return faces


def _denied(answer: Entitlement) -> list[NoFace]:
    return [
        NoFace(
            str(fact_words.REMEDIES[one.remedy]),
            clause_words.cited(clause) if (clause := answer.clause(one.clause)) else one.clause,
        )
        for one in answer.denied
    ]


def _changes(form: SimulatorForm, answer: Entitlement, found: Facts) -> list[what_if.Change]:
    """What the last change of a fact has changed."""
    before = form.before()
    if before is None or before.paid.currency != found.paid.currency:
        return []
    was = simulation.answer(before)
    return what_if.changes(was, answer, currency=found.paid.currency)
