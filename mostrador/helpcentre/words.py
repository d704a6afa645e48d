"""What the service's codes are called when a buyer reads them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision

REMEDIES: Mapping[str, Promise] = {
    Decision.Remedy.EXPLAIN: _("Here is our explanation."),
    Decision.Remedy.CANCEL: _("Your order is cancelled."),
    Decision.Remedy.CHANGE_ADDRESS: _("The delivery address is changed for you."),
    Decision.Remedy.CHANGE_ITEM: _("Your item is changed."),
    Decision.Remedy.CHANGE_PAYMENT: _("Your way of paying is changed."),
    Decision.Remedy.RETURN: _("You may send the item back."),
    Decision.Remedy.REFUND_ON_PROOF: _("You get your money back once you show that it is sent."),
    Decision.Remedy.REFUND_AFTER_RETURN: _("You get your money back when the item has come back."),
    Decision.Remedy.REFUND_RETURNLESS: _("You get your money back and keep the item."),
    Decision.Remedy.PARTIAL_REFUND: _("You get a part of your money back."),
    Decision.Remedy.REPLACEMENT: _("You get a replacement."),
    Decision.Remedy.EXCHANGE: _("Your item is exchanged."),
    Decision.Remedy.REPAIR: _("Your item is repaired."),
    Decision.Remedy.GOODWILL: _("You get a gesture of goodwill."),
    Decision.Remedy.REFUSE: _("We cannot agree to what you asked for."),
}

# In a list: how a request stands in two or three words, and how loud that is.
STATES: Mapping[str, tuple[Promise, str]] = {
    Contact.State.OPEN: (_("We are answering"), "plain"),
    Contact.State.WAITING_FOR_SELLER: (_("The seller is asked"), "plain"),
    Contact.State.WAITING_FOR_BUYER: (pgettext_lazy("a request", "Answered"), "ok"),
    Contact.State.HANDED_OVER: (_("With the seller"), "plain"),
    Contact.State.RESOLVED: (_("Settled"), "plain"),
}


def remedy(decision: Decision) -> str:
    """One sentence that answers."""
    return str(REMEDIES.get(decision.remedy) or decision.get_remedy_display())
