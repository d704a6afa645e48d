"""What the rule of appeals asks about a decision, out of its rows."""

from datetime import datetime

from django.db.models import QuerySet

from mostrador.cases import incidents
from mostrador.cases.models import Answer
from mostrador.decisions import ledger, money, returns
from mostrador.decisions.models import Appeal, Decision, Return
from mostrador.rules import appeals as rules
from mostrador.rules.appeals import Appealable, Reason, Refusal
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.possible import BY_RETURN

STANDING = (Decision.State.DECIDED, Decision.State.EXECUTED)
WAITS = (Appeal.State.OPEN, Appeal.State.ASKED)
OVER = (Return.State.CLOSED, Return.State.CANCELLED)


def of(decision: Decision) -> Appealable:
    return Appealable(
        bears_cost=bool(decision.seller_id) and costs_seller(decision),
        stands=decision.state in STANDING,
        until=decision.appeal_until,
        appealed=Appeal.objects.filter(decision=decision).exists(),
        given_up=returns.given_up(decision),
        judged=decision.ground == Decision.Ground.BEST_JUDGEMENT,
    )


def costs_seller(decision: Decision) -> bool:
    remedy = Remedy(decision.remedy)
    return rules.costs_seller(remedy, [money.read(one) for one in decision.amounts])


def obstacle(decision: Decision, *, now: datetime) -> Refusal | None:
    return rules.obstacle(of(decision), now=now)


def reasons(decision: Decision) -> tuple[Reason, ...]:
    return rules.reasons(of(decision))


def not_notified(decision: Decision) -> bool:
    """Our own records say that the question's mail did not reach him (E5)."""
    return "NOTIFY_FAILED" in (decision.facts.get("flags") or ())


def fell_into_an_incident(decision: Decision) -> bool:
    """Our own records say that the portal stood still while he was to answer (E6)."""
    return decision.question is not None and incidents.fell_into_one(decision.question)


def late_answers(decision: Decision) -> QuerySet[Answer]:
    """What he answered after his time: attached to his appeal, whenever it came (E12)."""
    found = Answer.objects.filter(question=decision.question_id, late=True)
    return found.select_related("text").order_by("at", "pk")


def waits_for_seller(appeal: Appeal, *, now: datetime) -> bool:
    asked = appeal.state == Appeal.State.ASKED
    return asked and rules.may_supply(appeal.asked_until, now=now)


def money_waits(decision: Decision) -> bool:
    """It is to leave, and has not yet: there is nothing to be taken back, but soon will be."""
    if decision.state == Decision.State.DECIDED:
        return True
    comes_back = Remedy(decision.remedy) in BY_RETURN
    if decision.state != Decision.State.EXECUTED or not comes_back or ledger.standing(decision):
        return False
    return Return.objects.filter(decision=decision).exclude(state__in=OVER).exists()
