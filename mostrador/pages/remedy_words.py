"""What each remedy means for the buyer, said to him and said of him."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.rules.entitlement_facts import Bearer, Component, Remedy

# With how much he gets.
TO_BUYER: Mapping[Remedy, str | Promise] = {
    Remedy.EXPLAIN: _("Our explanation"),
    Remedy.CANCEL: _("It is cancelled, and you get %(amount)s back."),
    Remedy.CHANGE_ADDRESS: _("The delivery address is changed."),
    Remedy.CHANGE_ITEM: _("The item is changed."),
    Remedy.CHANGE_PAYMENT: _("The way of paying is changed."),
    Remedy.RETURN: _("You can send it back and then get %(amount)s."),
    Remedy.REFUND_ON_PROOF: _("You get %(amount)s as soon as you have sent it back."),
    Remedy.REFUND_AFTER_RETURN: _("You get %(amount)s when it has come back."),
    Remedy.REFUND_RETURNLESS: _("You get %(amount)s back and need not send anything back."),
    Remedy.PARTIAL_REFUND: _("You get %(amount)s of the price back."),
    Remedy.REPLACEMENT: _("You get a new one, free of charge."),
    Remedy.EXCHANGE: _("You get another one in exchange."),
    Remedy.REPAIR: _("It is repaired, or you get the missing part, free of charge."),
    Remedy.GOODWILL: _("You get %(amount)s as a gesture of goodwill."),
    Remedy.REFUSE: _("We cannot agree to it."),
}
OF_BUYER: Mapping[Remedy, str | Promise] = {
    Remedy.EXPLAIN: _("The buyer gets an explanation."),
    Remedy.CANCEL: _("It is cancelled, and the buyer gets %(amount)s back."),
    Remedy.CHANGE_ADDRESS: _("The delivery address is changed."),
    Remedy.CHANGE_ITEM: _("The item is changed."),
    Remedy.CHANGE_PAYMENT: _("The way of paying is changed."),
    Remedy.RETURN: _("The buyer can send it back and then gets %(amount)s."),
    Remedy.REFUND_ON_PROOF: _("The buyer gets %(amount)s once it is sent back."),
    Remedy.REFUND_AFTER_RETURN: _("The buyer gets %(amount)s when it has come back."),
    Remedy.REFUND_RETURNLESS: _("The buyer gets %(amount)s without sending anything back."),
    Remedy.PARTIAL_REFUND: _("The buyer gets %(amount)s of the price back."),
    Remedy.REPLACEMENT: _("The buyer gets a new one, free of charge."),
    Remedy.EXCHANGE: _("The buyer gets another one in exchange."),
    Remedy.REPAIR: _("It is repaired, or the buyer gets the missing part, free of charge."),
    Remedy.GOODWILL: _("The buyer gets %(amount)s as a gesture of goodwill."),
    Remedy.REFUSE: _("The buyer's request is refused."),
}
# Where nothing is paid back, or nobody has said how much yet.
TO_BUYER_WITHOUT: Mapping[Remedy, str | Promise] = {
    Remedy.CANCEL: _("It is cancelled."),
    Remedy.RETURN: _("You can send it back."),
    Remedy.REFUND_ON_PROOF: _("You get your money back as soon as you have sent it back."),
    Remedy.REFUND_AFTER_RETURN: _("You get your money back when it has come back."),
    Remedy.REFUND_RETURNLESS: _("You get your money back and need not send anything back."),
    Remedy.PARTIAL_REFUND: _("You get a part of the price back."),
    Remedy.GOODWILL: _("You get a gesture of goodwill."),
}
OF_BUYER_WITHOUT: Mapping[Remedy, str | Promise] = {
    Remedy.CANCEL: _("It is cancelled."),
    Remedy.RETURN: _("The buyer can send it back."),
    Remedy.REFUND_ON_PROOF: _("The buyer gets the money back once it is sent back."),
    Remedy.REFUND_AFTER_RETURN: _("The buyer gets the money back when it has come back."),
    Remedy.REFUND_RETURNLESS: _("The buyer gets the money without sending anything back."),
    Remedy.PARTIAL_REFUND: _("The buyer gets a part of the price back."),
    Remedy.GOODWILL: _("The buyer gets a gesture of goodwill."),
}
COMPONENTS: Mapping[Component, str | Promise] = {
    Component.PRINCIPAL: _("Price of the goods"),
    Component.SHIPPING: _("Delivery"),
    Component.RETURN_SHIPPING: _("The way back"),
    Component.DEDUCTION: _("Taken off for loss of value"),
    Component.PRICE_DIFFERENCE: _("Difference in price"),
    Component.GOODWILL: _("Gesture of goodwill"),
}
PAYERS: Mapping[Bearer, str | Promise] = {
    Bearer.BUYER: _("The buyer pays"),
    Bearer.SELLER: _("The seller pays"),
    Bearer.OPERATOR: _("The marketplace pays"),
    Bearer.CARRIER: _("The carrier pays"),
}


def sentence(remedy: Remedy, amount: str, *, to_buyer: bool) -> str:
    """What he gets; `amount` is empty where no money goes back."""
    full, without = (TO_BUYER, TO_BUYER_WITHOUT) if to_buyer else (OF_BUYER, OF_BUYER_WITHOUT)
    if not amount and remedy in without:
        return str(without[remedy])
    return str(full[remedy]) % {"amount": amount}
