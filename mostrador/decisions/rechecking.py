"""What has changed since a decision was made, read again before anything moves (E11, E53, E60)."""

from collections.abc import Mapping
from typing import Any

from mostrador.cases.models import Answer
from mostrador.decisions import facts, money, replay
from mostrador.decisions.facts import Known
from mostrador.decisions.models import Decision
from mostrador.rules import amounts as sums
from mostrador.rules.entitlement_facts import Amount, Component, Remedy
from mostrador.rules.money import Money
from mostrador.rules.possible import FROZEN_BY_A_CLAIM

LATE_ANSWER, CLAIM, REFUNDED = "late_answer", "claim_open", "refunded_elsewhere"
# Late answers that say what was decided anyway.
CONFIRMS = frozenset({
    ("tracking", "lost"), ("replacement_stock", "none"), ("repair_or_spare_part", "neither"),
    ("exception", "agree"),
})  # fmt: skip


def changed(decision: Decision) -> str:
    """Why it must not be carried out as it stands; empty if it may."""
    if decision.order is None:
        return ""
    known = facts.gather(decision.contact, but=decision.pk)
    if _has_claim(decision, known):
        return CLAIM
    if _exceeds(decision, known):
        return REFUNDED
    return LATE_ANSWER if _answered_late(decision) else ""


def amounts_of(decision: Decision, **changes: Any) -> list[dict[str, str]]:
    """The decision's amounts with what is known now, and no more than is left (E60, E65)."""
    known = facts.gather(decision.contact, but=decision.pk)
    stored = {key: value for key, value in changes.items() if value is not None}
    answers = replay.again(decision, **stored)
    found = []
    left = known.left
    for line, amounts in _by_line(decision).items():
        option = answers[line].option(Remedy(decision.remedy)) if line in answers else None
        wanted = list(option.amounts) if option and not _operator_pays(decision) else amounts
        account = known.accounts.get(line)
        most = _most(account.paid - account.refunded if account else None, left)
        kept = list(sums.capped(wanted, most)) if most is not None else wanted
        if left is not None:
            left = left - sums.back(kept, left.currency)
        found += [money.written(one, line) for one in kept]
    return found


def _operator_pays(decision: Decision) -> bool:
    return "OPERATOR_PAYS" in decision.facts.get("flags", [])


def _most(one: Money | None, other: Money | None) -> Money | None:
    known = [each for each in (one, other) if each is not None]
    return max(min(known), Money(known[0].currency, 0)) if known else None


def _has_claim(decision: Decision, known: Known) -> bool:
    if Remedy(decision.remedy) not in FROZEN_BY_A_CLAIM:
        return False
    return any(facts.claim_of(known, ref) for ref in decision.lines)


def _exceeds(decision: Decision, known: Known) -> bool:
    """Somebody else gave back meanwhile what this would give (E60); goodwill is beside it."""
    by_line = _by_line(decision)
    for line, amounts in by_line.items():
        given = [one for one in amounts if one.component is not Component.GOODWILL]
        account = known.accounts.get(line)
        if account and given and _above(sums.total(given, account.paid.currency), account):
            return True
    every = [one for each in by_line.values() for one in each]
    given = [one for one in every if one.component is not Component.GOODWILL]
    return bool(
        given and known.left is not None and sums.total(given, known.left.currency) > known.left
    )


def _above(given: Money, account: Any) -> bool:
    return bool(given > account.paid - account.refunded)


def _answered_late(decision: Decision) -> bool:
    """Did the seller say, after it was decided, what nobody had known?"""
    if decision.question_id is None:
        return False
    late = Answer.objects.filter(
        question=decision.question_id, at__gt=decision.decided_at, not_an_answer=""
    ).select_related("question")
    return any((one.question.kind, one.choice) not in CONFIRMS for one in late)


def _by_line(decision: Decision) -> Mapping[str, list[Amount]]:
    found: dict[str, list[Amount]] = {}
    for one in decision.amounts:
        found.setdefault(str(one.get("line") or ""), []).append(money.read(one))
    return found
