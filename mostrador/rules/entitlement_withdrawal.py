"""What the right of withdrawal gives: the floor under every return."""

from datetime import date

from mostrador.rules import withdrawal
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    Bearer,
    Cause,
    Clause,
    Facts,
    Ground,
    Option,
    Remedy,
    Stage,
)
from mostrador.rules.entitlement_found import Found, by_law, codes
from mostrador.rules.entitlement_money import loss, refund, standard_delivery
from mostrador.rules.law import LawTable
from mostrador.rules.return_policy import ReasonGroup

BACK = (Remedy.RETURN, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN)
USED = (
    "law", "consumer", "customised", "category", "condition", "ordered_on", "asked_on",
    "all_delivered_on", "instructed", "withdraws", "closed",
)  # fmt: skip
CATEGORY = withdrawal.Exclusion.CATEGORY
EXCLUDED = {
    withdrawal.Exclusion.CUSTOMISED: Code.WITHDRAWAL_CUSTOMISED,
    withdrawal.Exclusion.CATEGORY: Code.WITHDRAWAL_CATEGORY,
    withdrawal.Exclusion.UNSEALED: Code.WITHDRAWAL_UNSEALED,
}


def applies(facts: Facts) -> bool:
    """A consumer under a law we have; who asks where his parcel is does not withdraw by that."""
    waits = facts.cause is Cause.NOT_RECEIVED or (
        facts.cause is Cause.LATE and facts.stage is not Stage.DELIVERED
    )
    return facts.law is not None and facts.consumer and (facts.withdraws or not waits)


def by_withdrawal(facts: Facts) -> Found:
    """A return within the law's days, whatever anybody's policy says."""
    if facts.law is None or not applies(facts):
        return Found()
    excluded = withdrawal.exclusion(facts, facts.law)
    if excluded:
        kind = {"category": facts.category} if excluded is CATEGORY else {}
        clause = by_law(facts, EXCLUDED[excluded], "no_withdrawal", **kind)
        return Found(clauses=(clause,), used=USED)
    return _counted(facts, facts.law)


def _counted(facts: Facts, law: LawTable) -> Found:
    last = withdrawal.end(facts, law)
    days = law.withdrawal_days
    if last and facts.asked_on > last:
        over = by_law(facts, Code.WITHDRAWAL_OVER, "withdrawal", days=days, until=last)
        return Found(clauses=(over,), used=USED)
    code = Code.WITHDRAWAL_IN_TIME if facts.withdraws else Code.WITHDRAWAL_OPEN
    clauses = (by_law(facts, code, "withdrawal", days=days, until=last), *_terms(facts, law, last))
    return Found(
        options=tuple(_option(facts, law, last, remedy, codes(*clauses)) for remedy in BACK),
        clauses=clauses,
        used=USED,
        missing=_missing(facts),
    )


def _option(
    facts: Facts, law: LawTable, last: date | None, remedy: Remedy, resting_on: tuple[str, ...]
) -> Option:
    return Option(
        remedy=remedy,
        ground=Ground.LAW,
        amounts=refund(facts, delivery=standard_delivery(facts), percent=_loss(facts)),
        until=last,
        label=_payer(facts),
        send_back_by=withdrawal.send_back_by(law, facts.asked_on, facts.closed),
        refund_due=withdrawal.money_due(
            law,
            facts.asked_on,
            sent_back_on=facts.sent_back_on,
            came_back_on=facts.came_back_on,
            closed=facts.closed,
        ),
        clauses=resting_on,
    )


def _terms(facts: Facts, law: LawTable, last: date | None) -> tuple[Clause, ...]:
    clauses = [_refund_clause(facts, law)]
    if facts.came_back_on is None and facts.sent_back_on is None:
        clauses.append(by_law(facts, Code.WITHDRAWAL_WAIT, "may_wait"))
    if not facts.instructed:
        months = law.uninstructed_months
        clauses += (
            by_law(facts, Code.WITHDRAWAL_UNINSTRUCTED, "uninstructed", months=months, until=last),
        )
    if facts.express.minor:
        clauses.append(by_law(facts, Code.EXPRESS_KEPT, "express", amount=facts.express.text()))
    return (*clauses, *_loss_clause(facts), _label_clause(facts))


def _refund_clause(facts: Facts, law: LawTable) -> Clause:
    by = withdrawal.refund_due(facts.asked_on, law, facts.closed)
    days = law.withdrawal_refund_days
    return by_law(facts, Code.WITHDRAWAL_REFUND, "refund", days=days, by=by)


def _label_clause(facts: Facts) -> Clause:
    paid_by_seller = _payer(facts) is Bearer.SELLER
    code = Code.LABEL_SELLER if paid_by_seller else Code.LABEL_BUYER
    return by_law(facts, code, "return_cost")


def _loss_clause(facts: Facts) -> tuple[Clause, ...]:
    if not facts.loss_percent or facts.cause.group is ReasonGroup.SELLER:
        return ()
    if not facts.instructed:
        return (by_law(facts, Code.LOSS_UNINSTRUCTED, "loss_of_value"),)
    percent = facts.loss_percent
    amount = loss(facts, percent).text()
    clause = by_law(facts, Code.LOSS_DEDUCTED, "loss_of_value", percent=percent, amount=amount)
    return (clause,)


def _loss(facts: Facts) -> int:
    """Only what the seller has shown, and only if the buyer was told that it could cost him."""
    buyers_doing = facts.cause.group is ReasonGroup.BUYER
    return facts.loss_percent if buyers_doing and facts.instructed else 0


def _payer(facts: Facts) -> Bearer:
    """The buyer only if he was told so, and never for what the seller did."""
    buyer_pays = facts.instructed and facts.cause.group is ReasonGroup.BUYER
    return Bearer.BUYER if buyer_pays else Bearer.SELLER


def _missing(facts: Facts) -> tuple[str, ...]:
    there_but_since_when = facts.stage is Stage.DELIVERED and facts.all_delivered_on is None
    return ("all_delivered_on",) if there_but_since_when else ()
