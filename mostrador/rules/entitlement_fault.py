"""What arrived and is not as it should be, and what is unsafe."""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_abroad import kept, travelling
from mostrador.rules.entitlement_facts import Cause, Clause, Facts, Ground, Option, Remedy
from mostrador.rules.entitlement_found import Found, because, by_law, by_standard, codes, refuse
from mostrador.rules.entitlement_guarantee import by_guarantee
from mostrador.rules.entitlement_money import refund
from mostrador.rules.entitlement_policy import agreed, at_once
from mostrador.rules.entitlement_returns import by_both
from mostrador.rules.entitlement_withdrawal import BACK

BROKEN = frozenset({Cause.DAMAGED, Cause.DEFECTIVE})
# Whether the engraving is wrong, only who was told what to engrave can say.
AS_AGREED = frozenset({Cause.WRONG_ITEM, Cause.NOT_AS_DESCRIBED})


def at_fault(facts: Facts) -> Found:
    """Repair or replacement by law, a return by the policies, or a part of the price back."""
    found = by_guarantee(facts) + by_both(facts)
    found = _as_agreed(facts, found + _part_of_the_price(found))
    return _not_sent_back(facts, travelling(facts, found))


def _part_of_the_price(found: Found) -> Found:
    """Who may have all of it back may keep the goods and have a part; how much is agreed."""
    whole = found.option(Remedy.RETURN)
    if whole is None:
        return Found()
    option = Option(
        remedy=Remedy.PARTIAL_REFUND,
        ground=whole.ground,
        until=whole.until,
        clauses=whole.clauses,
    )
    return Found(options=(option,))


def _as_agreed(facts: Facts, found: Found) -> Found:
    """All of it stands, but the seller is heard first (E39)."""
    if not facts.customised or facts.cause not in AS_AGREED:
        return found
    clause = because(Code.CUSTOM_FAULT, Ground.STANDARD_POLICY, "E39")
    options = (replace(each, clauses=(*each.clauses, clause.code)) for each in found.options)
    asked = Found(clauses=(clause,), used=("customised",), ask_seller=True)
    return replace(found, options=tuple(options)) + asked


def _not_sent_back(facts: Facts, found: Found) -> Found:
    """Broken goods of a kind that is not taken back stay where they are."""
    excluded = facts.category in agreed(facts).policy.excluded_categories
    back = found.option(Remedy.RETURN)
    if back is None or not excluded or facts.cause not in BROKEN:
        return found
    cites = "damaged or defective and non-returnable"
    clause = by_standard(facts, Code.NOT_RETURNABLE, cites, category=facts.category)
    return kept(facts, found + Found(clauses=(clause,)), back, clause)


def unsafe(facts: Facts) -> Found:
    """Never "send it back": all the money, at once, without end."""
    clause = _unsafe(facts)
    option = Option(
        remedy=Remedy.REFUND_RETURNLESS,
        ground=clause.ground,
        amounts=refund(facts, delivery=facts.shipping),
        refund_due=at_once(facts),
        clauses=codes(clause),
    )
    never = (*BACK, Remedy.EXCHANGE, Remedy.REPLACEMENT, Remedy.REPAIR, Remedy.PARTIAL_REFUND)
    denied = refuse(Code.UNSAFE_GOODS, *never)
    return Found(options=(option,), denied=denied, clauses=(clause,), used=("law", "consumer"))


def _unsafe(facts: Facts) -> Clause:
    if facts.law and facts.consumer:
        return by_law(facts, Code.UNSAFE_GOODS, "unsafe")
    return by_standard(facts, Code.UNSAFE_GOODS, "unsafe goods are not sent back")
