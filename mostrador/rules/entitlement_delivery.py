"""Before the goods are there: cancelled, changed, waited for, or never received."""

from dataclasses import replace
from datetime import date

from mostrador.rules.calendar import A_DAY
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    NOTHING_CAME,
    Clause,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.entitlement_found import Found, because, by_law, by_standard, codes, refuse
from mostrador.rules.entitlement_money import refund
from mostrador.rules.entitlement_policy import at_once
from mostrador.rules.entitlement_withdrawal import by_withdrawal

CHANGES = (Remedy.CHANGE_ADDRESS, Remedy.CHANGE_ITEM, Remedy.CHANGE_PAYMENT)
MONEY = frozenset({Remedy.CANCEL, Remedy.REFUND_RETURNLESS})
NOT_THERE = (Remedy.REFUND_RETURNLESS, Remedy.REPLACEMENT)
# Of what a withdrawal says, what holds before anything was delivered.
RIGHT_TO_WITHDRAW = frozenset({
    Code.WITHDRAWAL_IN_TIME, Code.WITHDRAWAL_OPEN, Code.WITHDRAWAL_REFUND,
})  # fmt: skip
# A parcel is given three days beyond its promise, one reported as delivered two days to turn up.
PATIENCE_DAYS = 3
SEARCH_DAYS = 2
# Where nothing was promised and no law says how long.
USUAL_DELIVERY_DAYS = 30
USED = ("promised_by", "ordered_on", "asked_on", "law", "consumer")


def before_shipping(facts: Facts) -> Found:
    """It is cancelled in full or changed; what has not left cannot come back."""
    plain = by_standard(facts, Code.NOT_SHIPPED, "before shipping")
    changes = tuple(_option(facts, each, plain) for each in CHANGES)
    found = Found(options=changes, clauses=(plain,), used=("stage", "customised"))
    floor = _cancelled_by_law(facts)
    cancelled = _cancelled_by_standard(facts, plain)
    return found + (floor + cancelled if facts.withdraws else cancelled + floor)


def _cancelled_by_standard(facts: Facts, plain: Clause) -> Found:
    """What is made to order may have been begun already; only the seller knows (E39)."""
    option = _option(facts, Remedy.CANCEL, plain)
    if not facts.customised:
        return Found(options=(option,), ask_seller=_is_late(facts))
    made = because(Code.MADE_TO_ORDER, Ground.STANDARD_POLICY, "E39")
    option = replace(option, clauses=(*option.clauses, made.code))
    has_answered = facts.seller_grants or facts.seller_rules_out
    missing = () if has_answered else ("made_already",)
    return Found(options=(option,), clauses=(made,), missing=missing, ask_seller=True)


def _cancelled_by_law(facts: Facts) -> Found:
    """Withdrawn from before the goods are there, or not sent in time."""
    late = by_overdue(facts, Remedy.CANCEL)
    withdrawn = by_withdrawal(facts)
    rights = RIGHT_TO_WITHDRAW & {each.code for each in withdrawn.clauses}
    clauses = tuple(each for each in withdrawn.clauses if each.code in rights)
    if not withdrawn.options:
        return late + Found(clauses=withdrawn.clauses, used=withdrawn.used)
    option = _option(facts, Remedy.CANCEL, *clauses)
    return late + Found(options=(option,), clauses=clauses, used=withdrawn.used)


def _is_late(facts: Facts) -> bool:
    """Past the day it was promised for; why it has not left, only the seller knows."""
    return facts.cause in NOTHING_CAME and facts.asked_on > agreed_day(facts)


def on_the_way(facts: Facts) -> Found:
    """Nothing came: wait until the days of patience are over, then money or a new one."""
    found = by_overdue(facts, *NOT_THERE)
    if found.options:
        return found
    clause = _still_in_time(facts)
    return Found(
        denied=refuse(Code.STILL_IN_TIME, *NOT_THERE),
        clauses=(clause,),
        used=USED,
        missing=_no_promise(facts),
    )


def by_overdue(facts: Facts, *remedies: Remedy) -> Found:
    if facts.asked_on < overdue_from(facts):
        return Found()
    promised = agreed_day(facts)
    clause = _law_else_standard(
        facts, Code.DELIVERY_OVERDUE, "delivery", promised=promised, days=PATIENCE_DAYS
    )
    return _not_there(facts, clause, remedies, _no_promise(facts))


def agreed_day(facts: Facts) -> date:
    """The day it was promised for; without one, the last that the law leaves the seller."""
    if facts.promised_by:
        return facts.promised_by
    days = facts.law.delivery_days if facts.law else USUAL_DELIVERY_DAYS
    return facts.ordered_on + days * A_DAY


def overdue_from(facts: Facts) -> date:
    return agreed_day(facts) + PATIENCE_DAYS * A_DAY


def reported_as_delivered(facts: Facts) -> Found:
    """Two days to look with neighbours; then the seller's risk, until the buyer has it."""
    delivered = facts.delivered_on
    found_by = delivered + SEARCH_DAYS * A_DAY if delivered else facts.asked_on
    if facts.asked_on < found_by:
        values = {"delivered": delivered, "from": found_by}
        clause = by_standard(facts, Code.SEARCH_FIRST, "delivered, not received", **values)
        denied = refuse(Code.SEARCH_FIRST, *NOT_THERE)
        return Found(denied=denied, clauses=(clause,), used=("delivered_on", "asked_on"))
    clause = _law_else_standard(facts, Code.NEVER_RECEIVED, "risk", delivered=delivered)
    missing = () if delivered else ("delivered_on",)
    return _not_there(facts, clause, NOT_THERE, missing)


def _not_there(
    facts: Facts, clause: Clause, remedies: tuple[Remedy, ...], missing: tuple[str, ...]
) -> Found:
    return Found(
        options=tuple(_option(facts, each, clause) for each in remedies),
        clauses=(clause,),
        used=(*USED, "delivered_on"),
        missing=missing,
    )


def _option(facts: Facts, remedy: Remedy, *clauses: Clause) -> Option:
    """All that was paid, faster delivery included: nothing was delivered."""
    is_money = remedy in MONEY
    return Option(
        remedy=remedy,
        ground=clauses[0].ground,
        amounts=refund(facts, delivery=facts.shipping) if is_money else (),
        refund_due=at_once(facts) if is_money else None,
        clauses=codes(*clauses),
    )


def _still_in_time(facts: Facts) -> Clause:
    values = {"promised": agreed_day(facts), "from": overdue_from(facts)}
    return _law_else_standard(facts, Code.STILL_IN_TIME, "delivery", **values)


def _law_else_standard(facts: Facts, code: Code, part: str, **values: object) -> Clause:
    if facts.law and facts.consumer:
        return by_law(facts, code, part, **values)
    return by_standard(facts, code, "not received", **values)


def _no_promise(facts: Facts) -> tuple[str, ...]:
    return () if facts.promised_by else ("promised_by",)
