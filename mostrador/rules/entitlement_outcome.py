"""Only what came out is said: of two clauses about one thing, the one that the option bears out."""

from dataclasses import replace

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import Bearer, Component, Facts, Option
from mostrador.rules.entitlement_found import Found
from mostrador.rules.entitlement_money import standard_delivery

ABOUT_THE_OUTCOME = frozenset({
    Code.LABEL_SELLER, Code.LABEL_BUYER, Code.DELIVERY_REFUNDED, Code.DELIVERY_KEPT,
    Code.LOSS_DEDUCTED, Code.EXPRESS_KEPT, Code.WITHDRAWAL_WAIT, Code.REFUND_DEADLINE,
})  # fmt: skip


def as_it_turned_out(facts: Facts, found: Found) -> Found:
    options = tuple(_as_it_turned_out(facts, each) for each in found.options)
    cited = {code for each in options for code in each.clauses}
    clauses = tuple(
        each for each in found.clauses if each.code not in ABOUT_THE_OUTCOME or each.code in cited
    )
    return replace(found, options=options, clauses=clauses)


def _as_it_turned_out(facts: Facts, option: Option) -> Option:
    true = _true(facts, option)
    said = (code for code in option.clauses if true.get(Code(code), True))
    return replace(option, clauses=tuple(said))


def _true(facts: Facts, option: Option) -> dict[Code, bool]:
    amounts = {each.component: each.money.minor for each in option.amounts}
    delivery = amounts.get(Component.SHIPPING, 0)
    comes_back = option.send_back_by is not None
    return {
        Code.LABEL_SELLER: option.label is Bearer.SELLER,
        Code.LABEL_BUYER: option.label is Bearer.BUYER,
        Code.DELIVERY_REFUNDED: delivery > 0,
        Code.DELIVERY_KEPT: bool(amounts) and not delivery,
        Code.LOSS_DEDUCTED: Component.DEDUCTION in amounts,
        Code.EXPRESS_KEPT: bool(amounts) and delivery <= standard_delivery(facts).minor,
        Code.WITHDRAWAL_WAIT: bool(amounts) and comes_back,
        Code.REFUND_DEADLINE: bool(amounts),
    }
