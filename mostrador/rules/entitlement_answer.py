"""The seller's answer: what he grants, what he shows to be impossible, or that there is none."""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_abroad import NEEDS_A_WAY_BACK
from mostrador.rules.entitlement_delivery import CHANGES
from mostrador.rules.entitlement_facts import (
    Cause,
    Clause,
    Denied,
    Facts,
    Ground,
    Option,
    Remedy,
    Stage,
)
from mostrador.rules.entitlement_found import Found, because, codes
from mostrador.rules.entitlement_money import refund
from mostrador.rules.entitlement_policy import at_once, label_for, send_back_by
from mostrador.rules.entitlement_withdrawal import BACK

# Everything that is either to be had or denied with a reason.
DECIDED = tuple(
    each for each in Remedy if each not in {Remedy.EXPLAIN, Remedy.GOODWILL, Remedy.REFUSE}
)
BEFORE_SHIPPING = frozenset({Remedy.CANCEL, *CHANGES})
AFTER_DELIVERY = (*BACK, Remedy.EXCHANGE, Remedy.REPAIR)
MONEY = frozenset({Remedy.CANCEL, Remedy.REFUND_RETURNLESS, *BACK})
# What may turn out to be impossible; money never does.
CAN_BE_RULED_OUT = frozenset({Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.REPAIR, *CHANGES})
ANOTHER_ONE = frozenset({Remedy.REPLACEMENT, Remedy.EXCHANGE, Remedy.CHANGE_ITEM})
# Clauses that leave something open which nobody else can tell.
ONLY_HE_KNOWS = frozenset({
    Code.MADE_TO_ORDER, Code.CUSTOM_FAULT, Code.GUARANTEE_UNPROVEN,
})  # fmt: skip


def granted(facts: Facts, found: Found) -> Found:
    """An offer of the seller's binds him (E43), but nothing unsafe is sent back for it."""
    offers = facts.seller_grants & _of_the_stage(facts)
    if facts.cause is Cause.UNSAFE:
        offers -= {*BACK, Remedy.EXCHANGE, Remedy.REPAIR}
    if not offers:
        return found
    clause = because(Code.SELLER_GRANTS, Ground.SELLER_ANSWER, "E43")
    options = (_grant(facts, each, clause) for each in DECIDED if each in offers)
    return found + Found(
        options=tuple(_in_time(found, each) for each in options), clauses=(clause,)
    )


def _of_the_stage(facts: Facts) -> frozenset[Remedy]:
    """No offer makes what has left cancellable, or what has not come returnable."""
    return {
        Stage.NOT_SHIPPED: BEFORE_SHIPPING,
        Stage.ON_THE_WAY: frozenset(DECIDED) - BEFORE_SHIPPING - set(AFTER_DELIVERY),
        Stage.DELIVERED: frozenset(DECIDED) - BEFORE_SHIPPING,
        Stage.CANCELLED: frozenset(),
    }[facts.stage]


def _in_time(found: Found, granted: Option) -> Option:
    """What the rules give anyway he makes kinder, but he did not speak of how long."""
    given = found.option(granted.remedy)
    return replace(granted, until=given.until) if given else granted


def _grant(facts: Facts, remedy: Remedy, clause: Clause) -> Option:
    """All of the price; the way back as the policies have it for what has happened."""
    goes_back = remedy in NEEDS_A_WAY_BACK
    return Option(
        remedy=remedy,
        ground=clause.ground,
        amounts=refund(facts, delivery=facts.shipping) if remedy in MONEY else (),
        label=label_for(facts) if goes_back else None,
        send_back_by=send_back_by(facts) if goes_back else None,
        refund_due=at_once(facts) if remedy in MONEY and not goes_back else None,
        clauses=codes(clause),
    )


def ruled_out(facts: Facts, found: Found) -> Found:
    """What the seller has shown cannot be had; what was made to order is not cancelled then."""
    gone = [each.remedy for each in found.options if _is_gone(facts, each)]
    if not gone:
        return found
    denied = tuple(Denied(each, str(_why_gone(each))) for each in gone)
    reasons = dict.fromkeys(Code(each.clause) for each in denied)
    said = (because(each, Ground.SELLER_ANSWER, "the seller's answer") for each in reasons)
    return replace(
        found,
        options=tuple(each for each in found.options if each.remedy not in gone),
        denied=(*denied, *found.denied),
        clauses=(*found.clauses, *said),
    )


def _is_gone(facts: Facts, option: Option) -> bool:
    """Who is late cannot say that he has begun."""
    cancelled = option.remedy is Remedy.CANCEL and facts.customised
    may_be = option.remedy in CAN_BE_RULED_OUT or (
        cancelled and Code.DELIVERY_OVERDUE not in option.clauses
    )
    return may_be and option.remedy in facts.seller_rules_out - facts.seller_grants


def _why_gone(remedy: Remedy) -> Code:
    return Code.OUT_OF_STOCK if remedy in ANOTHER_ONE else Code.RULED_OUT


def asked(facts: Facts, found: Found) -> Found:
    """Silence changes no result: what would have been asked is decided on what is known (R17)."""
    if facts.seller_grants or facts.seller_rules_out:
        return replace(found, ask_seller=False)
    if not (found.ask_seller and facts.seller_silent):
        return found
    clause = because(Code.SELLER_SILENT, Ground.BEST_JUDGEMENT, "R17, E64")
    options = tuple(_judged(each, clause) for each in found.options)
    clauses = found.clauses if options == found.options else (*found.clauses, clause)
    return replace(found, options=options, clauses=clauses, ask_seller=False)


def _judged(option: Option, clause: Clause) -> Option:
    if not ONLY_HE_KNOWS & set(option.clauses):
        return option
    return replace(option, ground=clause.ground, clauses=(*option.clauses, clause.code))
