"""What bars money that would be due: a claim elsewhere, or nothing left to refund."""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import Claim, Clause, Denied, Facts, Ground, Option, Remedy
from mostrador.rules.entitlement_found import Found, because, refuse
from mostrador.rules.entitlement_money import left

REFUNDS = frozenset({
    Remedy.REFUND_RETURNLESS, Remedy.REFUND_ON_PROOF, Remedy.REFUND_AFTER_RETURN,
    Remedy.PARTIAL_REFUND,
})  # fmt: skip
# As good as money: whoever has it back must not have the thing again.
WORTH_MONEY = REFUNDS | {Remedy.REPLACEMENT, Remedy.EXCHANGE}
ALL_OF_IT = (*sorted(WORTH_MONEY), Remedy.RETURN, Remedy.REPAIR)


def barred(facts: Facts, found: Found) -> Found:
    """A claim freezes the money (E53); what was refunded in full is not refunded again (E60)."""
    if facts.claim:
        return _without(found, _claim(facts.claim), WORTH_MONEY)
    if not left(facts).minor and facts.refunded.minor:
        clause = _nothing_left(facts)
        denied = refuse(Code(clause.code), *ALL_OF_IT)
        found = replace(found, denied=(*denied, *found.denied))
        return _without(found, clause, frozenset(ALL_OF_IT))
    return _nothing_to_refund(facts, found)


def _nothing_left(facts: Facts) -> Clause:
    """What was only promised is not called refunded."""
    amount = facts.refunded.text()
    if facts.promised and facts.promised.minor:
        promised = facts.promised.text()
        return because(
            Code.REFUND_PROMISED, Ground.STANDARD_POLICY, "E60, E61",
            amount=amount, promised=promised,
        )  # fmt: skip
    return because(Code.ALREADY_REFUNDED, Ground.STANDARD_POLICY, "E60, E61", amount=amount)


def _claim(claim: Claim) -> Clause:
    code = Code.CHARGEBACK_OPEN if claim is Claim.CHARGEBACK else Code.CLAIM_OPEN
    return because(code, Ground.STANDARD_POLICY, "E53")


def _without(found: Found, clause: Clause, remedies: frozenset[Remedy]) -> Found:
    """What is left is done without money: an order is cancelled, goods come back."""
    kept = tuple(_moneyless(each, clause) for each in found.options if each.remedy not in remedies)
    return replace(
        found,
        options=kept,
        denied=(*_denied(found, clause, remedies), *found.denied),
        clauses=(*found.clauses, clause),
    )


def _denied(found: Found, clause: Clause, remedies: frozenset[Remedy]) -> tuple[Denied, ...]:
    lost = (each.remedy for each in found.options if each.remedy in remedies)
    return refuse(Code(clause.code), *lost)


def _moneyless(option: Option, clause: Clause) -> Option:
    if not option.amounts:
        return option
    return replace(option, amounts=(), refund_due=None, clauses=(*option.clauses, clause.code))


def _nothing_to_refund(facts: Facts, found: Found) -> Found:
    """A free replacement can be sent back or repaired, but there is no money in it."""
    empty = frozenset(
        each.remedy for each in found.options if each.remedy in REFUNDS and not left(facts).minor
    )
    if not empty:
        return found
    return _without(found, because(Code.NOTHING_PAID, Ground.STANDARD_POLICY, "E60"), empty)
