"""Every clause as the buyer reads it: what it means for him, plainly, without rules' names."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.rules.clauses import Code

BUYER: Mapping[Code, str | Promise] = {
    Code.WITHDRAWAL_IN_TIME: _("You have withdrawn from the purchase, and in time."),
    Code.WITHDRAWAL_OPEN: _(
        "You can withdraw from the purchase until %(until)s, without giving a reason."
    ),
    Code.WITHDRAWAL_UNINSTRUCTED: _(
        "You were not told of your right to withdraw, so it lasts %(months)s months longer."
    ),
    Code.WITHDRAWAL_OVER: _("The time to withdraw without a reason ended on %(until)s."),
    Code.WITHDRAWAL_CATEGORY: _(
        "The law gives no right to withdraw for goods of this kind (%(category)s)."
    ),
    Code.WITHDRAWAL_CUSTOMISED: _(
        "The law gives no right to withdraw for what was made to your wishes."
    ),
    Code.WITHDRAWAL_UNSEALED: _(
        "The law gives no right to withdraw for films, music, games and software once unsealed."
    ),
    Code.WITHDRAWAL_REFUND: _(
        "You get back all that you paid, standard delivery included, within %(days)s days."
    ),
    Code.WITHDRAWAL_WAIT: _(
        "The money leaves once the goods are back, or once you show that you have sent them."
    ),
    Code.EXPRESS_KEPT: _(
        "What the faster delivery cost on top (%(amount)s) is not part of the refund."
    ),
    Code.GUARANTEE_RUNNING: _("The legal guarantee runs until %(until)s."),
    Code.GUARANTEE_PRESUMED: _(
        "Until %(until)s a defect counts as having been there from the start; you need not prove "
        "it."
    ),
    Code.GUARANTEE_UNPROVEN: _(
        "Since %(until)s a seller who doubts a defect may ask you to prove that it was there from "
        "the start."
    ),
    Code.GUARANTEE_OVER: _("The legal guarantee ended on %(until)s."),
    Code.REPAIR_FIRST: _(
        "By law a repair or a replacement comes first, and you choose which; money back follows "
        "if that fails."
    ),
    Code.REPAIR_IMPOSSIBLE: _(
        "Repair and replacement cannot be had, so you can have your money back."
    ),
    Code.WINDOW_OPEN: _("You can return it until %(until)s."),
    Code.WINDOW_HOLIDAY: _("You bought it in the holidays, so you can return it until %(until)s."),
    Code.WINDOW_UNBEGUN: _("Your %(given)s days for a return begin when the goods have arrived."),
    Code.WINDOW_OVER: _("A return could be asked for until %(until)s."),
    Code.CATEGORY_EXCLUDED: _(
        "Goods of this kind (%(category)s) are taken back only if something is wrong with them."
    ),
    Code.CONDITION_REFUSED: _(
        "Goods in this condition (%(condition)s) are taken back only if something was wrong with "
        "them from the start."
    ),
    Code.REMEDY_CHOICE: _("The return policy lets you choose this."),
    Code.REMEDY_UNOFFERED: _("The return policy does not offer this."),
    Code.REFUND_DEADLINE: _("The money leaves within %(given)s working days %(trigger)s."),
    Code.NOT_ON_PROOF: _(
        "To show that you have sent it is not enough: the money leaves %(trigger)s."
    ),
    Code.DELIVERY_REFUNDED: _("What you paid for delivery (%(amount)s) is refunded too."),
    Code.DELIVERY_KEPT: _("What you paid for delivery (%(amount)s) is not refunded."),
    Code.LOSS_DEDUCTED: _(
        "The goods have lost value by more than trying them out: %(percent)s %% (%(amount)s) is "
        "taken off."
    ),
    Code.LOSS_UNINSTRUCTED: _(
        "Nothing is taken off for loss of value, since you were not told that it could be."
    ),
    Code.LABEL_SELLER: _("The way back costs you nothing."),
    Code.LABEL_BUYER: _("You pay for the way back."),
    Code.NOT_SHIPPED: _("It has not been sent yet, so it can still be cancelled or changed."),
    Code.MADE_TO_ORDER: _(
        "It is made to your wishes, and only the seller knows whether the work has begun."
    ),
    Code.ALREADY_SHIPPED: _("It has been sent, so it can no longer be cancelled or changed."),
    Code.NOT_DELIVERED: _("It has not arrived yet."),
    Code.STILL_IN_TIME: _(
        "It may still arrive. If it has not, you can have your money back or a new one from "
        "%(from)s on."
    ),
    Code.DELIVERY_OVERDUE: _("It should have been with you by %(promised)s."),
    Code.SEARCH_FIRST: _(
        "It was reported as delivered on %(delivered)s. Please ask neighbours and look in safe "
        "places until %(from)s."
    ),
    Code.NEVER_RECEIVED: _(
        "It was reported as delivered on %(delivered)s, but you never got it; that is not at your "
        "risk."
    ),
    Code.ALREADY_CANCELLED: _("It was cancelled, and what you paid for it goes back to you."),
    Code.UNSAFE_GOODS: _(
        "It may not be safe: do not use it and do not send it back. You get all your money back."
    ),
    Code.NOT_RETURNABLE: _("Faulty goods of this kind (%(category)s) need not be sent back."),
    Code.CUSTOM_FAULT: _(
        "It was made to your wishes, so we ask the seller first about what you say is wrong."
    ),
    Code.OUT_OF_STOCK: _("The seller has no other one to send you."),
    Code.RULED_OUT: _("The seller has shown that this can no longer be done."),
    Code.CLAIM_OPEN: _("You have a claim open elsewhere, and it is settled there."),
    Code.CHARGEBACK_OPEN: _(
        "Your bank has taken the payment back, so nothing can be refunded beside it."
    ),
    Code.ALREADY_REFUNDED: _("All that you paid for it (%(amount)s) has been refunded already."),
    Code.REFUND_PROMISED: _(
        "All that you paid for it (%(amount)s) has been refunded or promised to you already; "
        "%(promised)s of it is still to be paid out."
    ),
    Code.NOTHING_PAID: _("Nothing was paid for it, so there is no money to refund."),
    Code.REASON_UNFIT: _("It does not go with what has happened."),
    Code.SELLER_GRANTS: _("The seller agrees to it."),
    Code.SELLER_SILENT: _("The seller was asked and did not answer in time."),
    Code.ABROAD_ADDRESS: _("You send it to an address in your country."),
    Code.ABROAD_LABEL: _("You get a label that is paid for already."),
    Code.ABROAD_RETURNLESS: _("You can keep it: sending it back abroad is not asked of you."),
    Code.ABROAD_WAITING: _("The seller still has a little time to offer you a way back."),
    Code.ABROAD_OVERDUE: _(
        "The seller offered no way back in time, so you get your money without a return."
    ),
}
# Where a value is not known yet.
BUYER_OPEN: Mapping[Code, str | Promise] = {
    Code.GUARANTEE_RUNNING: _("The legal guarantee runs for %(months)s months after delivery."),
    Code.GUARANTEE_PRESUMED: _(
        "For %(months)s months after delivery a defect counts as having been there from the start; "
        "you need not prove it."
    ),
    Code.WITHDRAWAL_OPEN: _(
        "You can withdraw from the purchase, without giving a reason, until %(days)s days after "
        "all of it has arrived."
    ),
    Code.WITHDRAWAL_UNINSTRUCTED: _(
        "You were not told of your right to withdraw, so it lasts %(months)s months longer."
    ),
}
