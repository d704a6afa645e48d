"""Every clause as the seller reads it: what holds between his buyer and him."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.rules.clauses import Code

SELLER: Mapping[Code, str | Promise] = {
    Code.WITHDRAWAL_IN_TIME: _("The buyer has withdrawn from the purchase, and in time."),
    Code.WITHDRAWAL_OPEN: _("The buyer can withdraw without a reason until %(until)s."),
    Code.WITHDRAWAL_UNINSTRUCTED: _(
        "The buyer was not told of the right to withdraw, so it lasts %(months)s months longer."
    ),
    Code.WITHDRAWAL_OVER: _("The buyer's time to withdraw without a reason ended on %(until)s."),
    Code.WITHDRAWAL_CATEGORY: _("No right to withdraw for goods of this kind (%(category)s)."),
    Code.WITHDRAWAL_CUSTOMISED: _("No right to withdraw for what was made to the buyer's wishes."),
    Code.WITHDRAWAL_UNSEALED: _("No right to withdraw for media that the buyer has unsealed."),
    Code.WITHDRAWAL_REFUND: _(
        "After a withdrawal all that was paid goes back within %(days)s days (by %(by)s), standard "
        "delivery included."
    ),
    Code.WITHDRAWAL_WAIT: _(
        "The refund may wait until the goods are back or it is shown that they were sent."
    ),
    Code.EXPRESS_KEPT: _(
        "What the faster delivery cost above the cheapest (%(amount)s) is not refunded."
    ),
    Code.GUARANTEE_RUNNING: _("The legal guarantee (%(months)s months) runs until %(until)s."),
    Code.GUARANTEE_PRESUMED: _(
        "Until %(until)s a defect is presumed to have been there at delivery (%(months)s months)."
    ),
    Code.GUARANTEE_UNPROVEN: _(
        "The presumption ended on %(until)s: proof that the defect was there at delivery may be "
        "asked for."
    ),
    Code.GUARANTEE_OVER: _("The legal guarantee (%(months)s months) ended on %(until)s."),
    Code.REPAIR_FIRST: _(
        "By law repair or replacement comes first, as the buyer chooses; money only if it fails."
    ),
    Code.REPAIR_IMPOSSIBLE: _(
        "Repair and replacement failed or cannot be had, so the buyer may step back or pay less."
    ),
    Code.WINDOW_OPEN: _("A return can be asked for until %(until)s (%(given)s days)."),
    Code.WINDOW_HOLIDAY: _("Bought in the holidays: a return can be asked for until %(until)s."),
    Code.WINDOW_UNBEGUN: _("The %(given)s days for a return begin when the goods arrive."),
    Code.WINDOW_OVER: _("A return could be asked for until %(until)s (%(given)s days)."),
    Code.CATEGORY_EXCLUDED: _(
        "Goods of this kind (%(category)s) are not taken back unless the fault is the seller's."
    ),
    Code.CONDITION_REFUSED: _(
        "Goods in this condition (%(condition)s) are not taken back unless the fault is the "
        "seller's."
    ),
    Code.REMEDY_CHOICE: _("The policy lets the buyer choose this remedy."),
    Code.REMEDY_UNOFFERED: _("The policy does not offer this remedy."),
    Code.REFUND_DEADLINE: _("The refund leaves within %(given)s working days %(trigger)s."),
    Code.NOT_ON_PROOF: _(
        "Proof that the goods were sent is not enough: the money leaves %(trigger)s."
    ),
    Code.DELIVERY_REFUNDED: _("What the buyer paid for delivery (%(amount)s) is refunded too."),
    Code.DELIVERY_KEPT: _("What the buyer paid for delivery (%(amount)s) is not refunded."),
    Code.LOSS_DEDUCTED: _(
        "The documented loss of value, %(percent)s %% (%(amount)s), lowers the refund."
    ),
    Code.LOSS_UNINSTRUCTED: _(
        "Nothing is taken off for loss of value: the buyer was not told that it could be."
    ),
    Code.LABEL_SELLER: _("The seller pays for the way back."),
    Code.LABEL_BUYER: _("The buyer pays for the way back."),
    Code.NOT_SHIPPED: _("Not shipped yet, so it can be cancelled or changed."),
    Code.MADE_TO_ORDER: _(
        "Made to the buyer's wishes: only the seller knows whether the work has begun."
    ),
    Code.ALREADY_SHIPPED: _("Shipped already, so it can no longer be cancelled or changed."),
    Code.NOT_DELIVERED: _("It has not arrived yet."),
    Code.STILL_IN_TIME: _(
        "Promised for %(promised)s, it may still arrive; a refund or replacement from %(from)s on."
    ),
    Code.DELIVERY_OVERDUE: _(
        "It should have arrived by %(promised)s, and %(days)s days of patience are over."
    ),
    Code.SEARCH_FIRST: _(
        "Reported as delivered on %(delivered)s: the buyer searches until %(from)s first."
    ),
    Code.NEVER_RECEIVED: _(
        "Reported as delivered on %(delivered)s, but not received: until then the risk is the "
        "seller's."
    ),
    Code.ALREADY_CANCELLED: _("It was cancelled: what was paid for it goes back."),
    Code.UNSAFE_GOODS: _(
        "Unsafe goods are not sent back: the buyer gets all the money and keeps them apart."
    ),
    Code.NOT_RETURNABLE: _("Faulty goods of this kind (%(category)s) are not sent back."),
    Code.CUSTOM_FAULT: _(
        "Made to the buyer's wishes: whether it is faulty is asked of the seller first."
    ),
    Code.RULED_OUT: _("The seller has shown that this can no longer be done."),
    Code.OUT_OF_STOCK: _("The seller has said that none is in stock."),
    Code.CLAIM_OPEN: _("A claim is open elsewhere and settles the money."),
    Code.CHARGEBACK_OPEN: _("The bank has taken the payment back; nothing is refunded beside it."),
    Code.ALREADY_REFUNDED: _("All that was paid (%(amount)s) has been refunded already."),
    Code.REFUND_PROMISED: _(
        "All that was paid (%(amount)s) has been refunded or promised to the buyer already; "
        "%(promised)s of it is still to be paid out."
    ),
    Code.NOTHING_PAID: _("Nothing was paid for it, so there is no money to refund."),
    Code.REASON_UNFIT: _("It does not go with what the buyer says has happened."),
    Code.SELLER_GRANTS: _("The seller grants it."),
    Code.SELLER_SILENT: _("The seller was asked and did not answer in time."),
    Code.ABROAD_ADDRESS: _("It goes back to the seller's address in the buyer's country."),
    Code.ABROAD_LABEL: _("The seller pays for an international label."),
    Code.ABROAD_RETURNLESS: _(
        "Seller abroad without an address in this country: up to %(limit)s the refund needs no "
        "return (price: %(price)s)."
    ),
    Code.ABROAD_WAITING: _("The seller abroad still has time to offer a way back."),
    Code.ABROAD_OVERDUE: _(
        "The seller abroad offered no way back in time: the refund needs no return."
    ),
}
# Where a value is not known yet.
SELLER_OPEN: Mapping[Code, str | Promise] = {
    Code.GUARANTEE_RUNNING: _("The legal guarantee runs for %(months)s months after delivery."),
    Code.GUARANTEE_PRESUMED: _(
        "For %(months)s months after delivery a defect is presumed to have been there from the "
        "start."
    ),
    Code.WITHDRAWAL_OPEN: _(
        "The buyer can withdraw without a reason until %(days)s days after all of it has arrived."
    ),
    Code.WITHDRAWAL_UNINSTRUCTED: _(
        "The buyer was not told of the right to withdraw, so it lasts %(months)s months longer."
    ),
}
