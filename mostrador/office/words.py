"""What the codes of mails are called when the operator reads them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mostrador.contacts.models import Delivery

# A state or verdict that wants a person is shown as such.
LOUD = {"bounced", "quarantined", "bounce"}

# The rule's own sentences, kept in English with each message and read in the reader's language.
WHY = (
    gettext_noop("It cannot be read; the original is kept for a person."),
    gettext_noop("The same message was taken in before."),
    gettext_noop("We sent it ourselves and it came back."),
    gettext_noop("A mail server reports on a message that we sent."),
    gettext_noop("A machine answered, and a machine is not answered back."),
    gettext_noop("The mail filter in front of us marked it as spam."),
    gettext_noop("A seller forwarded a buyer's mail to the service."),
    gettext_noop("A seller wrote to the hand-over address himself."),
    gettext_noop("Nothing ties it to a conversation we have, so it opens one."),
    gettext_noop("It belongs to a conversation we have: the reply header says so."),
    gettext_noop("It belongs to a conversation we have: the masked address says so."),
    gettext_noop("It belongs to a conversation we have: the subject token says so."),
)


def why(sentence: str) -> str:
    return _(sentence) if sentence else ""


def verdict(code: str) -> str:
    return {
        "new": _("New request"),
        "follow_up": _("Belongs to a request"),
        "bounce": _("Came back"),
        "auto_reply": _("Automatic reply"),
        "own_echo": _("Our own mail"),
        "duplicate": _("Taken in before"),
        "handed_over": _("Handed over by a seller"),
        "seller_message": _("From a seller"),
        "spam": _("Marked as spam"),
        "quarantined": _("Cannot be read"),
    }.get(code, code)


def sending(state: str, *, failed: bool) -> tuple[str, str]:
    """How a mail stands, and how loud that is."""
    if failed:
        return _("Could not be sent"), "warn"
    said = {
        Delivery.State.QUEUED: _("Waiting to be sent"),
        Delivery.State.SENT: _("Sent"),
        Delivery.State.BOUNCED: _("Came back"),
        Delivery.State.NO_ADDRESS: _("No address"),
    }.get(Delivery.State(state), state)
    return said, "warn" if state in LOUD else "plain"


def recipient(to: str) -> str:
    return _("To the seller") if to == Delivery.To.SELLER else _("To the buyer")


def unwritten(delivery: Delivery) -> str:
    """Why there are no words of a mail to show."""
    if delivery.state == Delivery.State.NO_ADDRESS:
        return _("There is no address to send it to. The page of the request says the same.")
    if delivery.owed.failed_at:
        reason = delivery.owed.error or "–"
        return _("It could not be sent: %(reason)s") % {"reason": reason}
    return _("It is written when it is sent, from what is true then.")
