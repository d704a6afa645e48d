"""What a buyer may have now: the law first, then the kinder of two policies, then what bars it.

The order is fixed: goods that are unsafe, the statutory floor, the policies value by value, the
rules for sellers abroad, what the seller grants, and last the claims that hold the money. Whether
the service may decide at all was settled before.
"""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_abroad import travelling
from mostrador.rules.entitlement_answer import (
    AFTER_DELIVERY,
    BEFORE_SHIPPING,
    DECIDED,
    asked,
    granted,
    ruled_out,
)
from mostrador.rules.entitlement_barred import barred
from mostrador.rules.entitlement_delivery import (
    CHANGES,
    before_shipping,
    on_the_way,
    reported_as_delivered,
)
from mostrador.rules.entitlement_facts import (
    NOTHING_CAME,
    Cause,
    Clause,
    Denied,
    Entitlement,
    Facts,
    Ground,
    Option,
    Remedy,
    Stage,
)
from mostrador.rules.entitlement_fault import at_fault, unsafe
from mostrador.rules.entitlement_found import Found, because, by_standard, codes, refuse
from mostrador.rules.entitlement_money import refund
from mostrador.rules.entitlement_outcome import as_it_turned_out
from mostrador.rules.entitlement_policy import at_once
from mostrador.rules.entitlement_returns import by_both
from mostrador.rules.entitlement_withdrawal import by_withdrawal
from mostrador.rules.return_policy import ReasonGroup

ALWAYS_USED = (
    "stage", "cause", "quantity", "unit_price", "shipping", "express", "paid", "refunded",
    "seller_grants", "seller_rules_out", "seller_silent", "claim",
)  # fmt: skip
# Not reasons of their own: said of what does not come into question here.
PLAINLY = {
    Code.ALREADY_SHIPPED: "before shipping only",
    Code.NOT_DELIVERED: "a return begins with the delivery",
    Code.NOT_SHIPPED: "before shipping",
    Code.REASON_UNFIT: "remedies by reason",
}
ONLY_DENY = frozenset({Code.NOT_ON_PROOF, Code.REMEDY_UNOFFERED})
# From the kindest to the buyer.
KINDEST = (
    Remedy.CANCEL, Remedy.REFUND_RETURNLESS, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN,
    Remedy.RETURN, Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.REPAIR, Remedy.PARTIAL_REFUND,
    *CHANGES, Remedy.GOODWILL, Remedy.EXPLAIN, Remedy.REFUSE,
)  # fmt: skip


def entitlement(facts: Facts) -> Entitlement:
    """What the buyer may have on these facts, what not, and why; the kindest first."""
    found = Found(used=(*ALWAYS_USED, *_promised(facts))) + _by_stage(facts)
    for step in (granted, ruled_out, asked, barred, as_it_turned_out, _complete):
        found = step(facts, found)
    return Entitlement(
        options=tuple(sorted(found.options, key=lambda each: KINDEST.index(each.remedy))),
        denied=tuple(sorted(found.denied, key=lambda each: KINDEST.index(each.remedy))),
        clauses=found.clauses,
        used=found.used,
        missing=found.missing,
        ask_seller=found.ask_seller,
    )


def _promised(facts: Facts) -> tuple[str, ...]:
    return ("promised",) if facts.promised and facts.promised.minor else ()


def _by_stage(facts: Facts) -> Found:
    if facts.stage is Stage.CANCELLED:
        return _cancelled(facts)
    if facts.stage is Stage.NOT_SHIPPED:
        return before_shipping(facts)
    if facts.cause is Cause.UNSAFE:
        return unsafe(facts)
    if facts.stage is Stage.ON_THE_WAY:
        return _on_the_way(facts)
    return _delivered(facts)


def _cancelled(facts: Facts) -> Found:
    clause = by_standard(facts, Code.ALREADY_CANCELLED, "full refund of what is cancelled")
    money = Option(
        remedy=Remedy.REFUND_RETURNLESS,
        ground=clause.ground,
        amounts=refund(facts, delivery=facts.shipping),
        refund_due=at_once(facts),
        clauses=codes(clause),
    )
    denied = refuse(Code.ALREADY_CANCELLED, *DECIDED)
    return Found(options=(money,), denied=denied, clauses=(clause,))


def _on_the_way(facts: Facts) -> Found:
    """Whoever has changed his mind may say so before the parcel is there, by law."""
    found = on_the_way(facts) if facts.cause in NOTHING_CAME else Found()
    if not found.options:
        found += by_withdrawal(facts)
    return found + Found(denied=refuse(Code.NOT_DELIVERED, *AFTER_DELIVERY))


def _delivered(facts: Facts) -> Found:
    if facts.cause is Cause.NOT_RECEIVED:
        found = reported_as_delivered(facts)
        return found if found.options else found + by_withdrawal(facts)
    if facts.cause.group is ReasonGroup.SELLER:
        return at_fault(facts)
    return travelling(facts, by_both(facts))


def _complete(facts: Facts, found: Found) -> Found:
    """Everything is to be had or denied, with the clause that says why."""
    had = {each.remedy for each in found.options}
    reasons = {each.remedy: each.clause for each in reversed(found.denied)}
    denied = tuple(
        Denied(each, reasons.get(each, str(_unfit(facts, each))))
        for each in DECIDED
        if each not in had
    )
    known = {each.code for each in found.clauses}
    plain = tuple(
        because(Code(code), Ground.STANDARD_POLICY, PLAINLY[Code(code)])
        for code in dict.fromkeys(each.clause for each in denied)
        if code not in known
    )
    said = tuple(each for each in found.clauses if _is_said(each, denied))
    found = replace(found, denied=denied, clauses=(*said, *plain))
    return replace(found, options=(*found.options, *_always(found)))


def _is_said(clause: Clause, denied: tuple[Denied, ...]) -> bool:
    """What only denies is not said where the remedy is to be had after all."""
    return clause.code not in ONLY_DENY or clause.code in {each.clause for each in denied}


def _unfit(facts: Facts, remedy: Remedy) -> Code:
    if facts.stage is Stage.NOT_SHIPPED:
        return Code.NOT_SHIPPED
    return Code.ALREADY_SHIPPED if remedy in BEFORE_SHIPPING else Code.REASON_UNFIT


def _always(found: Found) -> tuple[Option, ...]:
    """To explain is always possible; to refuse only where nothing is to be had, citing why."""
    why = tuple(each.code for each in found.clauses if each.code not in PLAINLY)
    explain = Option(remedy=Remedy.EXPLAIN, ground=Ground.STANDARD_POLICY, clauses=why)
    if found.options or not why:
        return (explain,)
    ground = next(each.ground for each in found.clauses if each.code == why[0])
    return explain, Option(remedy=Remedy.REFUSE, ground=ground, clauses=why)
