"""What an order looks like once the marketplace has done what it was told.

Bodies are those of the load format. What is added names its instruction, so that it is added once.
Statuses are the words that marketplaces use.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mostrador.rules.money import Money

Body = Mapping[str, Any]
Changed = dict[str, Any]

CANCELLED = "cancelled"
RETURN_REQUESTED = "return requested"
EXCHANGE_REQUESTED = "exchange requested"
REPLACEMENT_REQUESTED = "replacement requested"
REPAIR_REQUESTED = "repair requested"
ITEM_MODIFIED = "(item modified)"
# Why an order is cancelled, where a marketplace has a phrase of its own for it.
REASONS = {
    "no_reason": "no longer needed",
    "changed_mind": "no longer needed",
    "ordered_by_mistake": "ordered by mistake",
}


def after(order: Body, instruction: Body, *, told: int = 0) -> Changed:
    """The order once the instruction is done; done twice it is the same.

    `told`: how many of its payments the marketplace's own record has already.
    """
    changed = _CHANGES[instruction["kind"]](order, instruction)
    due = payments_of(order, instruction)
    if told >= len(due) or _is_in(order, instruction):
        return changed
    return {**changed, "payments": [*(order.get("payments") or []), *due[told:]]}


def buyer_after(buyer: Body, payments: Iterable[Body]) -> Changed:
    """The buyer's gift cards once these payments were made: what a card gave is off it."""
    moved: Counter[str] = Counter()
    currencies = {}
    for each in payments:
        money = _money(each)
        currencies[each.get("method")] = money.currency
        moved[str(each.get("method"))] += money.minor if each["kind"] == "refund" else -money.minor
    methods = [
        _with_balance(one, moved[one["id"]], currencies[one["id"]])
        if one.get("balance") and one.get("id") in currencies
        else one
        for one in buyer.get("payment_methods") or []
    ]
    return {**buyer, "payment_methods": methods} if methods else {**buyer}


def payments_of(order: Body, instruction: Body) -> list[Changed]:
    """What it appends to the order's payments."""
    if instruction["kind"] == "change_payment":
        return _marked(_paid_otherwise(order, instruction), instruction)
    if instruction["kind"] not in MOVES_MONEY:
        return []
    net = balance(instruction)
    if net is None or not net.minor:
        return []
    if net.minor < 0:
        asked = Money(net.currency, -net.minor)
        method = instruction.get("payment_method") or _first_method(order)
        return _marked([_payment("payment", method, asked)], instruction)
    return _marked(_given_back(order, instruction, net), instruction)


def balance(instruction: Body) -> Money | None:
    """What the buyer receives; below zero he pays. What was said to be done goes before."""
    ordered = ordered_balance(instruction)
    said = instruction.get("said") or {}
    if not said.get("amount"):
        return ordered
    money = _money(said)
    return Money(money.currency, -money.minor) if ordered and ordered.minor < 0 else money


def ordered_balance(instruction: Body) -> Money | None:
    """Each amount is for the buyer unless he pays it."""
    amounts = instruction.get("amounts") or []
    total = Money(amounts[0]["currency"], 0) if amounts else None
    for each in amounts:
        money = _money(each)
        total = total - money if each["payer"] == "buyer" else total + money  # type: ignore[operator]  # there is one if there are any
    return total


def paid_by_method(order: Body, currency: str) -> dict[str | None, Money]:
    """What each method has paid and not got back, in the order in which they first paid."""
    paid: dict[str | None, Money] = {}
    for each in order.get("payments") or []:
        sign = {"payment": 1, "refund": -1}.get(each.get("kind") or "payment", 0)
        if sign and each.get("currency") == currency and each.get("amount"):
            money = _money(each)
            was = paid.get(each.get("method"), Money(currency, 0))
            paid[each.get("method")] = was + money.times(sign if money.minor >= 0 else 1)
    return paid


def _same(order: Body, _instruction: Body) -> Changed:
    return {**order}


def _cancelled(order: Body, instruction: Body) -> Changed:
    """Cancelled as a whole once nothing is left of any line."""
    known = [each for each in order.get("cancellations") or [] if not _is_of(each, instruction)]
    new = [
        {"line": one["line"], "quantity": one["quantity"], "instruction": instruction.get("id")}
        for one in instruction.get("lines") or []
    ]
    gone: Counter[str] = Counter()
    for each in [*known, *new]:
        gone[each["line"]] += each["quantity"]
    left = [line for line in order.get("lines") or [] if gone[line["id"]] < line["quantity"]]
    changed = {**order, "cancellations": [*known, *new]}
    if left and new:
        return changed
    cause = instruction.get("cause")
    reason = {"cancel_reason": REASONS.get(cause, cause.replace("_", " "))} if cause else {}
    return {**changed, "status": CANCELLED, **reason}


def _sent_elsewhere(order: Body, instruction: Body) -> Changed:
    # Where the buyer was erased meanwhile, nobody knows it any more.
    return {**order, "ship_to": instruction.get("ship_to") or order.get("ship_to")}


def _other_items(order: Body, instruction: Body) -> Changed:
    changes = {one["line"]: one for one in instruction.get("changes") or []}
    lines = [
        {**line, **{key: value for key, value in changes[line["id"]].items() if key != "line"}}
        if line["id"] in changes
        else line
        for line in order.get("lines") or []
    ]
    status = (order.get("status") or "").removesuffix(ITEM_MODIFIED).strip()
    return {**order, "lines": lines, "status": f"{status} {ITEM_MODIFIED}".strip()}


def _returned(order: Body, instruction: Body) -> Changed:
    return _asked_for(order, instruction, "return", RETURN_REQUESTED)


def _replaced(order: Body, instruction: Body) -> Changed:
    return _asked_for(order, instruction, "replacement", REPLACEMENT_REQUESTED)


def _repaired(order: Body, instruction: Body) -> Changed:
    return _asked_for(order, instruction, "repair", REPAIR_REQUESTED)


def _exchanged(order: Body, instruction: Body) -> Changed:
    """Money moves when the goods do; until then the difference stands beside them."""
    changed = _asked_for(order, instruction, "exchange", EXCHANGE_REQUESTED)
    new = [one["sku"] for one in instruction.get("changes") or []]
    changed["exchange_new_items"] = _joined(order.get("exchange_new_items"), new)
    net = balance(instruction)
    if net is not None:
        changed["exchange_price_difference"] = Money(net.currency, -net.minor).amount()
    return changed


def _asked_for(order: Body, instruction: Body, what: str, status: str) -> Changed:
    items = [one.get("sku") or one["line"] for one in instruction.get("lines") or []]
    method = instruction.get("payment_method")
    return {
        **order,
        "status": status,
        f"{what}_items": _joined(order.get(f"{what}_items"), items),
        **({f"{what}_payment_method_id": method} if method else {}),
    }


def _joined(known: Sequence[str] | None, new: Sequence[str]) -> list[str]:
    """Both, each as often as it is in the one that has it more often."""
    return sorted((Counter(known or []) | Counter(new)).elements())


def _paid_otherwise(order: Body, instruction: Body) -> list[Changed]:
    """The new method pays all that the others have paid, and they get it back."""
    method = instruction["payment_method"]
    currency = next((each.get("currency") for each in order.get("payments") or []), None) or ""
    others = {
        one: money
        for one, money in paid_by_method(order, currency).items()
        if one != method and money.minor > 0
    }
    total = sum(money.minor for money in others.values())
    if not total:
        return []
    back = [_payment("refund", one, money) for one, money in others.items()]
    return [_payment("payment", method, Money(currency, total)), *back]


def _given_back(order: Body, instruction: Body, net: Money) -> list[Changed]:
    """To the method that is named, else to those that paid, one after the other."""
    if instruction.get("payment_method"):
        return [_payment("refund", instruction["payment_method"], net)]
    found, left = [], net
    for method, paid in paid_by_method(order, net.currency).items():
        part = min(left, paid)
        if part.minor > 0:
            found.append(_payment("refund", method, part))
            left -= part
    if left.minor:
        # More than the payments that we know of: the marketplace knows who paid.
        found.append(_payment("refund", _first_method(order), left))
    return found


def _first_method(order: Body) -> str | None:
    return next((each.get("method") for each in order.get("payments") or []), None)


def _payment(kind: str, method: str | None, money: Money) -> Changed:
    paid = {"kind": kind, "amount": money.amount(), "currency": money.currency}
    return {"method": method, **paid} if method else paid


def _marked(payments: list[Changed], instruction: Body) -> list[Changed]:
    mark = {"instruction": instruction["id"]} if instruction.get("id") else {}
    return [{**each, **mark} for each in payments]


def _is_in(order: Body, instruction: Body) -> bool:
    return any(_is_of(each, instruction) for each in order.get("payments") or [])


def _is_of(part: Body, instruction: Body) -> bool:
    return part.get("instruction") is not None and part["instruction"] == instruction.get("id")


def _with_balance(method: Body, minor: int, currency: str) -> Changed:
    balance_now = Money.of(method["balance"], currency) + Money(currency, minor)
    return {**method, "balance": balance_now.amount()}


def _money(said: Body) -> Money:
    return Money.of(said["amount"], said["currency"])


_CHANGES: Mapping[str, Callable[[Body, Body], Changed]] = {
    "refund": _same,
    "goodwill": _same,
    "recharge": _same,
    "change_payment": _same,
    "cancel": _cancelled,
    "change_address": _sent_elsewhere,
    "change_item": _other_items,
    "return": _returned,
    "replacement": _replaced,
    "exchange": _exchanged,
    "repair": _repaired,
}
# A gesture of goodwill is no part of what was paid for the order, and so none of its payments.
MOVES_MONEY = frozenset({"refund", "recharge", "cancel", "change_item"})
