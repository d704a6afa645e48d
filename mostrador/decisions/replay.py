"""A decision's facts and answer as they are kept with it, and the rule asked once more."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from mostrador.decisions.models import Decision
from mostrador.rules import entitlement as rule
from mostrador.rules.entitlement_facts import Entitlement, Facts

ByLine = Mapping[str, Facts]
Answers = Mapping[str, Entitlement]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of the answer that another fact makes different, in the words it is kept in."""

    what: str
    was: Any
    now: Any


def stored(facts: ByLine, answers: Answers) -> dict[str, Any]:
    """What a decision keeps of both; equal facts are written equally."""
    return {
        "facts": {line: facts_to(each) for line, each in facts.items()},
        "answer": {line: answer_to(each) for line, each in answers.items()},
    }


def facts_to(facts: Facts) -> dict[str, Any]:
    """Plain values; a set has no order of its own and is kept in order, since it is compared."""
    return cast("dict[str, Any]", _plain(_facts().dump_python(facts)))


def facts_from(said: Mapping[str, Any]) -> Facts:
    """Raises ValueError with every reason for what are no facts."""
    return _facts().validate_python(dict(said), strict=False)


def answer_to(answer: Entitlement) -> dict[str, Any]:
    return cast("dict[str, Any]", _plain(_answer().dump_python(answer)))


def answer_from(said: Mapping[str, Any]) -> Entitlement:
    return _answer().validate_python(dict(said), strict=False)


def facts_in(decision: Decision) -> dict[str, Facts]:
    kept = decision.entitlement.get("facts") or {}
    return {line: facts_from(said) for line, said in kept.items()}


def answers_in(decision: Decision) -> dict[str, Entitlement]:
    """What the rule answered when it was decided."""
    kept = decision.entitlement.get("answer") or {}
    return {line: answer_from(said) for line, said in kept.items()}


def again(decision: Decision, **changes: Any) -> dict[str, Entitlement]:
    """The rule's answer to the stored facts, with `changes` put into each line's."""
    found = facts_in(decision)
    return {line: rule.entitlement(replace(each, **changes)) for line, each in found.items()}


def asked_again(decision: Decision, **changes: Any) -> Entitlement | None:
    """Of the decision's first line; None where no rule was asked."""
    return next(iter(again(decision, **changes).values()), None)


def difference(decision: Decision, **changes: Any) -> list[Change]:
    """What the changed facts change in the answer, line by line and part by part."""
    was, now = answers_in(decision), again(decision, **changes)
    return [
        Change(f"{line}.{part.name}", before[part.name], after[part.name])
        for line in was
        for before, after in [(answer_to(was[line]), answer_to(now[line]))]
        for part in fields(Entitlement)
        if before[part.name] != after[part.name]
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(each) for each in value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


@cache
def _facts() -> TypeAdapter[Facts]:
    return TypeAdapter(Facts)


@cache
def _answer() -> TypeAdapter[Entitlement]:
    return TypeAdapter(Entitlement)
