"""How goods travel to a seller in another country: an address here, his label, or not at all."""

from dataclasses import replace

from mostrador.rules import international
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import Bearer, Clause, Facts, Ground, Option, Remedy
from mostrador.rules.entitlement_found import Found, because, refuse
from mostrador.rules.entitlement_policy import at_once
from mostrador.rules.entitlement_withdrawal import BACK
from mostrador.rules.international import Method

USED = (
    "store_country", "seller_country", "return_address_here", "prepaid_label", "returnless_up_to",
    "way_back_overdue",
)  # fmt: skip
R24 = "R24, returns of international orders"
NEEDS_A_WAY_BACK = (*BACK, Remedy.EXCHANGE)


def travelling(facts: Facts, found: Found) -> Found:
    """The same return as it goes to where the seller is (R24)."""
    back = found.option(Remedy.RETURN)
    if back is None or not international.is_abroad(facts):
        return found
    method = international.method(facts)
    clause = _clause(facts, method)
    found = found + Found(clauses=(clause,), used=USED, ask_seller=method is None)
    if method is Method.RETURNLESS:
        return kept(facts, found, back, clause)
    label = None if method is Method.DOMESTIC_ADDRESS else Bearer.SELLER
    return replace(found, options=tuple(_sent(each, label, clause) for each in found.options))


def kept(facts: Facts, found: Found, back: Option, clause: Clause) -> Found:
    """What would be refunded after a return is refunded without one; no loss is deducted."""
    option = replace(
        back,
        remedy=Remedy.REFUND_RETURNLESS,
        amounts=tuple(each for each in back.amounts if each.payer is not Bearer.BUYER),
        label=None,
        send_back_by=None,
        refund_due=at_once(facts),
        clauses=(*back.clauses, clause.code),
    )
    others = tuple(each for each in found.options if each.remedy not in NEEDS_A_WAY_BACK)
    denied = (*refuse(Code(clause.code), *NEEDS_A_WAY_BACK), *found.denied)
    return replace(found, options=(option, *others), denied=denied)


def _sent(option: Option, label: Bearer | None, clause: Clause) -> Option:
    if option.remedy not in NEEDS_A_WAY_BACK:
        return option
    clauses = (*option.clauses, clause.code)
    return replace(option, label=label or option.label, clauses=clauses)


def _clause(facts: Facts, method: Method | None) -> Clause:
    if method is not Method.RETURNLESS:
        return because(CODES[method], Ground.STANDARD_POLICY, CITES[method])
    if not international.is_small(facts.unit_price, facts.returnless_up_to):
        return because(Code.ABROAD_OVERDUE, Ground.STANDARD_POLICY, f"{R24}, E62")
    limit = facts.returnless_up_to or facts.unit_price
    values = {"price": facts.unit_price.text(), "limit": limit.text()}
    return because(Code.ABROAD_RETURNLESS, Ground.STANDARD_POLICY, f"{R24}, E63", **values)


CODES = {
    Method.DOMESTIC_ADDRESS: Code.ABROAD_ADDRESS,
    Method.PREPAID_LABEL: Code.ABROAD_LABEL,
    None: Code.ABROAD_WAITING,
}
CITES = {Method.DOMESTIC_ADDRESS: R24, Method.PREPAID_LABEL: R24, None: f"{R24}, E62"}
