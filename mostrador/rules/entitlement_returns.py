"""A return: by the policies, over the floor of withdrawal."""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Clause,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.entitlement_found import Found, codes, refuse
from mostrador.rules.entitlement_money import loss, refund
from mostrador.rules.entitlement_policy import (
    Agreed,
    agreed,
    by_policy,
    kind_of,
    send_back_by,
    window_clause,
)
from mostrador.rules.entitlement_withdrawal import BACK, by_withdrawal
from mostrador.rules.return_comparison import Dimension
from mostrador.rules.return_policy import ReasonGroup, ReturnPolicy, Trigger
from mostrador.rules.return_policy import Remedy as Choice

USED = (
    "standard", "own", "category", "condition", "ordered_on", "delivered_on", "asked_on",
    "sent_back_on", "came_back_on", "inspected_on", "loss_percent", "closed",
)  # fmt: skip
SWAPS = {Remedy.REPLACEMENT: Choice.REPLACEMENT, Remedy.REPAIR: Choice.REPAIR}


def by_both(facts: Facts) -> Found:
    """Withdrawal and policies together, of each value the kinder.

    A return rests on the policy unless the buyer withdraws or no policy gives it.
    """
    statutory, by_terms = by_withdrawal(facts), by_policies(facts)
    by_terms = _on_proof_by_law(statutory, by_terms)
    if not facts.withdraws:
        return by_terms + statutory
    # The loss that may be deducted is the policies' all the same: they never allow more.
    return by_terms.only(Code.LOSS_DEDUCTED) + statutory + by_terms


def _on_proof_by_law(statutory: Found, by_terms: Found) -> Found:
    """Who may have his money on proof by law has it on the policies' kinder terms."""
    law, terms = (
        found.option(remedy)
        for found, remedy in (
            (statutory, Remedy.REFUND_ON_PROOF),
            (by_terms, Remedy.REFUND_AFTER_RETURN),
        )
    )
    if not (law and terms) or by_terms.option(law.remedy):
        return by_terms
    on_proof = replace(terms, remedy=law.remedy, ground=law.ground, until=law.until)
    return by_terms + Found(options=(on_proof,))


def by_policies(facts: Facts) -> Found:
    found = agreed(facts)
    if not found.rights.accepted:
        return _refused(facts, found)
    clauses = _clauses(facts, found)
    options = _options(facts, found, clauses)
    return Found(options=options, clauses=clauses, used=USED, missing=_missing(facts)) + (
        _unoffered(facts, found)
    )


def _missing(facts: Facts) -> tuple[str, ...]:
    """Goods of no known kind are of none that is excluded."""
    names = {"delivered_on": facts.delivered_on is None, "category": not facts.category}
    return tuple(name for name, is_missing in names.items() if is_missing)


def _options(facts: Facts, found: Agreed, clauses: tuple[Clause, ...]) -> tuple[Option, ...]:
    """An exchange is to be had wherever a return is."""
    amounts = _amounts(facts, found)
    refunds = [_option(facts, found, each, clauses, amounts) for each in _refunds(found)]
    exchange = _option(facts, found, Remedy.EXCHANGE, clauses)
    swaps = [_option(facts, found, each, clauses) for each in _swaps(facts, found)]
    return (*refunds, exchange, *swaps)


def _option(
    facts: Facts,
    found: Agreed,
    remedy: Remedy,
    clauses: tuple[Clause, ...],
    amounts: tuple[Amount, ...] = (),
) -> Option:
    return Option(
        remedy=remedy,
        ground=_ground(facts, found),
        amounts=amounts,
        until=found.until,
        label=found.label,
        send_back_by=send_back_by(facts),
        refund_due=found.rights.refund_due if amounts else None,
        clauses=codes(*clauses),
    )


def _refunds(found: Agreed) -> tuple[Remedy, ...]:
    if Choice.REFUND not in found.rights.remedies:
        return ()
    on_proof = found.policy.refund_trigger is Trigger.DISPATCH_PROOF
    return BACK if on_proof else (Remedy.RETURN, Remedy.REFUND_AFTER_RETURN)


def _swaps(facts: Facts, found: Agreed) -> tuple[Remedy, ...]:
    """A new one or a repair answers a fault, not a change of mind."""
    return tuple(each for each in _wanted_swaps(facts) if SWAPS[each] in found.rights.remedies)


def _amounts(facts: Facts, found: Agreed) -> tuple[Amount, ...]:
    """Of what the policy would let him keep, only the loss that the seller has shown (E65)."""
    return refund(facts, delivery=found.rights.outbound, percent=_percent(facts, found))


def _percent(facts: Facts, found: Agreed) -> int:
    return min(facts.loss_percent, found.percent)


def _ground(facts: Facts, found: Agreed) -> Ground:
    """The seller's own policy where any of it is kinder here than the standard."""
    beyond = facts.own is not None and found.rights != found.standard
    return Ground.SELLER_POLICY if beyond else Ground.STANDARD_POLICY


def _clauses(facts: Facts, found: Agreed) -> tuple[Clause, ...]:
    return (
        window_clause(facts, found),
        _choice(facts, found),
        _deadline(facts, found),
        *_delivery(facts, found),
        *_loss(facts, found),
        _label(facts, found),
    )


def _choice(facts: Facts, found: Agreed) -> Clause:
    given, standard = _names(found.policy), _names(facts.standard.policy)
    dimension = Dimension.REMEDY_CHOICE
    return by_policy(facts, Code.REMEDY_CHOICE, dimension, given=given, standard=standard)


def _names(policy: ReturnPolicy) -> str:
    return ", ".join(sorted(policy.remedy_choice))


def _deadline(facts: Facts, found: Agreed) -> Clause:
    standard = facts.standard.policy
    return by_policy(
        facts,
        Code.REFUND_DEADLINE,
        Dimension.REFUND_DEADLINE_DAYS,
        given=found.policy.refund_deadline_days,
        standard=standard.refund_deadline_days,
        trigger=found.policy.refund_trigger,
    )


def _delivery(facts: Facts, found: Agreed) -> tuple[Clause, ...]:
    if not facts.shipping.minor:
        return ()
    refunded = found.rights.outbound.minor > 0
    code = Code.DELIVERY_REFUNDED if refunded else Code.DELIVERY_KEPT
    given, standard = (each.outbound.text() for each in (found.rights, found.standard))
    clause = by_policy(
        facts,
        code,
        Dimension.OUTBOUND_REFUND,
        given=given,
        standard=standard,
        amount=given if refunded else facts.shipping.text(),
    )
    return (clause,)


def _loss(facts: Facts, found: Agreed) -> tuple[Clause, ...]:
    percent = _percent(facts, found)
    if not percent:
        return ()
    amount = loss(facts, percent).text()
    dimension = Dimension.MAX_DEDUCTION_PERCENT
    return (by_policy(facts, Code.LOSS_DEDUCTED, dimension, percent=percent, amount=amount),)


def _label(facts: Facts, found: Agreed) -> Clause:
    code = Code.LABEL_SELLER if found.label is Bearer.SELLER else Code.LABEL_BUYER
    given, standard = found.rights.label, found.standard.label
    return by_policy(facts, code, Dimension.LABEL_PAYER, given=given, standard=standard)


def _unoffered(facts: Facts, found: Agreed) -> Found:
    """A policy may leave a remedy out; the law may still give it."""
    wanted = (*BACK, *_wanted_swaps(facts))
    offered = (*_refunds(found), *_swaps(facts, found))
    not_offered = tuple(each for each in wanted if each not in offered)
    if not_offered == (Remedy.REFUND_ON_PROOF,):
        return _not_on_proof(facts, found)
    if not not_offered:
        return Found()
    given, standard = _names(found.policy), _names(facts.standard.policy)
    dimension = Dimension.REMEDY_CHOICE
    clause = by_policy(facts, Code.REMEDY_UNOFFERED, dimension, given=given, standard=standard)
    denied = refuse(Code.REMEDY_UNOFFERED, *not_offered)
    return _not_on_proof(facts, found) + Found(denied=denied, clauses=(clause,))


def _not_on_proof(facts: Facts, found: Agreed) -> Found:
    given, standard = found.policy.refund_trigger, facts.standard.policy.refund_trigger
    if given is Trigger.DISPATCH_PROOF:
        return Found()
    dimension = Dimension.REFUND_TRIGGER
    differs = given != standard
    clause = by_policy(facts, Code.NOT_ON_PROOF, dimension, is_kinder=differs, trigger=given)
    return Found(denied=refuse(Code.NOT_ON_PROOF, Remedy.REFUND_ON_PROOF), clauses=(clause,))


def _wanted_swaps(facts: Facts) -> tuple[Remedy, ...]:
    return () if facts.cause.group is ReasonGroup.BUYER else tuple(SWAPS)


def _refused(facts: Facts, found: Agreed) -> Found:
    clause = _why_refused(facts, found)
    return Found(
        denied=refuse(Code(clause.code), *BACK, Remedy.EXCHANGE, *_wanted_swaps(facts)),
        clauses=(clause,),
        used=USED,
    )


def _why_refused(facts: Facts, found: Agreed) -> Clause:
    if found.rights.until is not None:
        return window_clause(facts, found)
    kind = kind_of(found.policy, facts)
    if kind in found.policy.excluded_categories:
        dimension = Dimension.EXCLUDED_CATEGORIES
        return by_policy(facts, Code.CATEGORY_EXCLUDED, dimension, category=kind)
    dimension = Dimension.CONDITIONS_ACCEPTED
    return by_policy(facts, Code.CONDITION_REFUSED, dimension, condition=facts.condition)
