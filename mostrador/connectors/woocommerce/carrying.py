"""An instruction carried out in the shop: money back once, an order called off once."""

import html
import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from mostrador.connectors import parts
from mostrador.connectors.base import Done, Outcome, Refused
from mostrador.connectors.calling import AnswerError, Caller, TryLaterError
from mostrador.connectors.parts import Body
from mostrador.connectors.woocommerce import reading, refunds, words
from mostrador.rules import order_changes
from mostrador.rules.money import Money

# Whatever the shop says with one of these, it has not given anything back: a gateway that cannot,
# a sum that is more than what is left.
REFUSALS = frozenset({
    "woocommerce_rest_cannot_create_order_refund",
    "woocommerce_rest_invalid_order_refund",
    "woocommerce_rest_invalid_order",
    "woocommerce_rest_invalid_order_id",
    "woocommerce_rest_shop_order_invalid_id",
    "rest_invalid_param",
})  # fmt: skip
SENT = frozenset({"completed"})


def refunded(caller: Caller, order: str, key: str) -> Done | None:
    """Money that went back under this key, by whichever of our tries."""
    for one in reading.listed(caller, f"orders/{order}/refunds"):
        if refunds.is_ours(one, key):
            return Done(parts.text(one, "id"))
    return None


def refund(caller: Caller, order: str, instruction: Body, key: str, *, gateway: bool) -> Outcome:
    """Looked for before it is posted: a try that seemed to fail may have succeeded."""
    owed = order_changes.ordered_balance(instruction)
    if owed is None or owed.minor <= 0:
        return Refused(_("There is no sum to give back."))
    known = refunded(caller, order, key)
    if known:
        return known
    shown = parts.part({"order": caller.get(f"orders/{order}").json()}, "order")
    wanted = refunds.wanted(key, owed, _by_line(instruction, owed), shown, gateway=gateway)
    try:
        answer = caller.post(f"orders/{order}/refunds", wanted).json()
    except (AnswerError, TryLaterError) as error:
        return Refused(_refusal(error))
    return Done(parts.text(answer, "id"))


def cancelled(caller: Caller, order: str, instruction: Body, key: str, *, gateway: bool) -> Outcome:
    """The shop gives nothing back by itself: the money goes first, and then the order."""
    if parts.text(instruction, "order_after", "status") != order_changes.CANCELLED:
        return Refused(_("The shop can only cancel an order as a whole: do it by hand."))
    status = _status(caller, order)
    if status in SENT:
        return Refused(_("The shop has completed this order: it has been sent."))
    owed = order_changes.ordered_balance(instruction)
    if owed and owed.minor > 0:
        paid_back = refund(caller, order, instruction, key, gateway=gateway)
        if not isinstance(paid_back, Done):
            return paid_back
    if status != words.CANCELLED:
        caller.put(f"orders/{order}", {"status": words.CANCELLED})
    return Done(order)


def found_cancelled(caller: Caller, order: str, instruction: Body, key: str) -> Done | None:
    owed = order_changes.ordered_balance(instruction)
    paid_back = not (owed and owed.minor > 0) or refunded(caller, order, key)
    done = paid_back and _status(caller, order) == words.CANCELLED
    return Done(order) if done else None


def _status(caller: Caller, order: str) -> str:
    return parts.text({"order": caller.get(f"orders/{order}").json()}, "order", "status")


def _by_line(instruction: Body, owed: Money) -> Mapping[str, Money]:
    """What of it is for which line; what is for none goes with the sum alone."""
    found: dict[str, Money] = {}
    for each in parts.parts(instruction, "amounts"):
        line = parts.text(each, "line")
        if line and each.get("payer") != "buyer" and each.get("currency") == owed.currency:
            was = found.get(line, Money(owed.currency, 0))
            found[line] = was + Money.of(str(each["amount"]), owed.currency)
    return found


def _refusal(error: AnswerError | TryLaterError) -> str:
    """The shop's own words; whatever is no refusal goes on as the error that it is."""
    try:
        said = json.loads(error.body or b"{}")
    except (ValueError, RecursionError):
        raise error from None
    if parts.text(said, "code") not in REFUSALS:
        raise error
    words_of_it = html.unescape(parts.text(said, "message")) or parts.text(said, "code")
    return _("The shop refuses: %(words)s") % {"words": words_of_it}
