"""The legal guarantee: repair or replacement first, as the buyer chooses; then money."""

from dataclasses import replace
from datetime import date

from mostrador.rules.calendar import months_later, working_day_from
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    Bearer,
    Cause,
    Clause,
    Denied,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.entitlement_found import Found, by_law, codes, refuse
from mostrador.rules.entitlement_money import refund
from mostrador.rules.entitlement_policy import send_back_by
from mostrador.rules.law import LawTable

# What came is not what was owed.
NOT_CONFORMING = frozenset({
    Cause.DAMAGED, Cause.DEFECTIVE, Cause.WRONG_ITEM, Cause.MISSING_PARTS, Cause.NOT_AS_DESCRIBED,
})  # fmt: skip
MENDED = (Remedy.REPLACEMENT, Remedy.REPAIR)
MONEY_BACK = (Remedy.RETURN, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN)
USED = (
    "law", "consumer", "delivered_on", "asked_on", "defect_shown_on", "repaired", "repair_failed",
    "seller_rules_out", "agreed_guarantee_months", "closed",
)  # fmt: skip


def by_guarantee(facts: Facts) -> Found:
    if facts.law is None or not facts.consumer or facts.cause not in NOT_CONFORMING:
        return Found()
    until = guarantee_end(facts, facts.law)
    if until and _claimed_on(facts, facts.law) > until:
        months = _months(facts, facts.law)
        over = by_law(facts, Code.GUARANTEE_OVER, "guarantee", months=months, until=until)
        return Found(denied=refuse(Code.GUARANTEE_OVER, *MENDED), clauses=(over,), used=USED)
    return _running(facts, facts.law, until)


def guarantee_end(facts: Facts, law: LawTable) -> date | None:
    """None while it is not known when the goods arrived."""
    if facts.delivered_on is None:
        return None
    end = months_later(facts.delivered_on, _months(facts, law))
    return working_day_from(end, facts.closed)


def _months(facts: Facts, law: LawTable) -> int:
    whole = _agreed(facts, law) or law.guarantee_months
    return whole + (law.repair_extends_months if facts.repaired else 0)


def _agreed(facts: Facts, law: LawTable) -> int | None:
    """A shorter guarantee for used goods, and never shorter than the law lets it be."""
    if facts.agreed_guarantee_months is None or not law.used_guarantee_months:
        return None
    lowest = max(facts.agreed_guarantee_months, law.used_guarantee_months)
    return min(lowest, law.guarantee_months)


def _last_day(facts: Facts, law: LawTable, until: date | None) -> date | None:
    """To claim what showed in time: the guarantee's end, or some months after it showed."""
    if until is None:
        return None
    in_doubt = until if facts.asked_on > until else None
    showed = facts.defect_shown_on or in_doubt
    return max(until, months_later(showed, law.late_claim_months)) if showed else until


def _claimed_on(facts: Facts, law: LawTable) -> date:
    """The day that has to lie within the guarantee: where the law lets a defect that showed in
    time be claimed some months later, the day it showed; unknown, it showed as early as it could.
    """
    if not law.late_claim_months:
        return facts.asked_on
    months = law.late_claim_months
    if facts.defect_shown_on is None:
        return months_later(facts.asked_on, -months)
    in_time = facts.asked_on <= months_later(facts.defect_shown_on, months)
    return facts.defect_shown_on if in_time else facts.asked_on


def _running(facts: Facts, law: LawTable, until: date | None) -> Found:
    mended = not facts.repair_failed and not facts.seller_rules_out.issuperset(_mending(facts))
    clauses = (*_clauses(facts, law, until), _order(facts, mended=mended))
    last = _last_day(facts, law, until)
    remedies = _mending(facts) if mended else (*MONEY_BACK, Remedy.PARTIAL_REFUND)
    return Found(
        options=tuple(_option(facts, last, each, codes(*clauses)) for each in remedies),
        denied=_denied(mended=mended),
        clauses=clauses,
        used=USED,
        missing=_missing(facts, law, until),
        ask_seller=_is_unproven(facts, law),
    )


def _denied(*, mended: bool) -> tuple[Denied, ...]:
    if mended:
        return refuse(Code.REPAIR_FIRST, *MONEY_BACK, Remedy.PARTIAL_REFUND)
    return refuse(Code.REPAIR_IMPOSSIBLE, *MENDED)


def _mending(facts: Facts) -> tuple[Remedy, ...]:
    """Another thing than the one ordered cannot be repaired into it."""
    return (Remedy.REPLACEMENT,) if facts.cause is Cause.WRONG_ITEM else MENDED


def _option(
    facts: Facts, until: date | None, remedy: Remedy, resting_on: tuple[str, ...]
) -> Option:
    return Option(
        remedy=remedy,
        ground=Ground.LAW,
        amounts=refund(facts, delivery=facts.shipping) if remedy in MONEY_BACK else (),
        until=until,
        label=Bearer.SELLER,
        send_back_by=send_back_by(facts) if remedy in MONEY_BACK else None,
        clauses=resting_on,
    )


def _clauses(facts: Facts, law: LawTable, until: date | None) -> tuple[Clause, ...]:
    months, part = _months(facts, law), "guarantee"
    running = by_law(facts, Code.GUARANTEE_RUNNING, part, months=months, until=until)
    if _agreed(facts, law):
        running = replace(running, cites=f"{running.cites}, {law.clause('used')}")
    if facts.repaired and law.repair_extends_months:
        longer = f"{running.cites}, {law.clause('repair_extends')}"
        running = replace(running, cites=longer)
    presumed_until = _presumed_until(facts, law)
    code = Code.GUARANTEE_UNPROVEN if _is_unproven(facts, law) else Code.GUARANTEE_PRESUMED
    months = law.presumption_months
    return running, by_law(facts, code, "presumption", months=months, until=presumed_until)


def _order(facts: Facts, *, mended: bool) -> Clause:
    if mended:
        return by_law(facts, Code.REPAIR_FIRST, "remedies")
    return by_law(facts, Code.REPAIR_IMPOSSIBLE, "rescission")


def _presumed_until(facts: Facts, law: LawTable) -> date | None:
    if facts.delivered_on is None:
        return None
    return months_later(facts.delivered_on, law.presumption_months)


def _is_unproven(facts: Facts, law: LawTable) -> bool:
    """What counts is when the defect showed, not when it was reported."""
    presumed_until = _presumed_until(facts, law)
    showed = facts.defect_shown_on or facts.asked_on
    return presumed_until is not None and showed > presumed_until


def _missing(facts: Facts, law: LawTable, until: date | None) -> tuple[str, ...]:
    """Early on it does not matter when a defect showed: it is presumed to be the seller's."""
    shown_when = facts.defect_shown_on is None and _is_unproven(facts, law)
    names = {"delivered_on": until is None, "defect_shown_on": shown_when}
    return tuple(name for name, is_missing in names.items() if is_missing)
