"""What codes are called when the operator reads them."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from mostrador.contacts.models import Delivery
from mostrador.pages import moments
from mostrador.sellers.models import Notice

# A state or verdict that wants a person is shown as such.
LOUD = {"bounced", "refused", "quarantined", "bounce"}

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
        Delivery.State.WITHHELD: _("Withheld"),
        Delivery.State.REFUSED: _("Not taken by the marketplace"),
    }.get(Delivery.State(state), state)
    return said, "warn" if state in LOUD else "plain"


def recipient(to: str) -> str:
    return _("To the seller") if to == Delivery.To.SELLER else _("To the buyer")


def unwritten(mail: Delivery | Notice) -> str:
    """Why there are no words of a mail to show."""
    if mail.state == Delivery.State.WITHHELD:
        return _("The seller is not live, so it was never written nor sent.")
    if mail.state == Delivery.State.NO_ADDRESS:
        if isinstance(mail, Notice):
            return _("The seller has no mail address. His own pages say the same.")
        return _("There is no address to send it to. The page of the request says the same.")
    if mail.owed.failed_at:
        reason = mail.owed.error or "–"
        return _("It could not be sent: %(reason)s") % {"reason": reason}
    return _("It is written when it is sent, from what is true then.")


# In the order of `rules.programme.MODES`.
MODES = {
    "invitation_only": gettext_lazy("Only sellers who are invited"),
    "open": gettext_lazy("Every seller who fulfils the conditions"),
    "mandatory": gettext_lazy("Every seller must take part"),
}


def refused(code: str) -> str:
    """Why a setting, a wording or an address was refused."""
    said = {
        "EMPTY": _("This must not be empty."),
        "MISSING": _("This is needed."),
        "TOO_LONG": _("This is too long."),
        "OUT_OF_RANGE": _("This number is too small or too large."),
        "NOT_KNOWN": _("Nothing is written in this language yet."),
        "NOT_A_COUNTRY": _("A country has two letters, such as DE."),
        "NOT_AN_ADDRESS": _("This is not a mail address."),
        "TAKEN": _("This address leads to another store or to the service itself."),
        "UNSTORABLE": _("This has a character that cannot be kept."),
        "NOT_A_WEBHOOK": _("The address must begin with https://."),
        "NOT_A_NAME": _("A name has small letters, digits, - and _, and at most 60 of them."),
        "NAME_TAKEN": _("There is a connection of this name already."),
        "NOT_ONE_OF": _("A word here is not one of those to choose from."),
        "CANNOT_CARRY": _("This connector cannot carry out any instruction."),
        "ANOTHER_CARRIES": _("Another connection carries out this store's instructions already."),
        "NO_SUCH_ZONE": _("There is no time zone of this name; such as Europe/Berlin."),
        "TWICE": _("Two columns are the same field; only one can be."),
        "VERSION_USED": _("This version has another wording already. Give it a new version."),
    }
    return said.get(code, _("This cannot be kept as it is."))


def written_languages() -> list[str]:
    """Those we have texts in."""
    return [code for code, _name in settings.LANGUAGES]


def language(code: str) -> str:
    """A language as the reader calls it; a code nobody knows stays a code."""
    first, *rest = code.replace("-", "_").split("_")
    name = "_".join([first.lower(), *(part.title() for part in rest)])
    return str(moments.reader().languages.get(name, code))


def country(code: str) -> str:
    return str(moments.reader().territories.get(code, code))


# Why somebody who is enrolled is suspended, in the words the operator chooses from.
SUSPENSIONS = {
    "PLAN_NOT_PROFESSIONAL": gettext_lazy("No Professional plan any more"),
    "NOT_IN_GOOD_STANDING": gettext_lazy("The account is not in good standing"),
    "TERMS_NOT_ACCEPTED": gettext_lazy("The current terms are not accepted"),
    "POLICY_LESS_FAVOURABLE": gettext_lazy("The return policy is less kind than the standard"),
}


def refusal(code: str) -> str:
    return str(SUSPENSIONS.get(code, code))


def complaint_about(code: str) -> str:
    return {
        "refusal": _("not admitted to the service"),
        "suspension": _("a suspension"),
        "policy": _("a return policy that was refused"),
    }.get(code, code)


def complaint_state(code: str) -> tuple[str, str]:
    """How a complaint stands, and how loud that is."""
    return {
        "open": (_("Waits for a decision"), "warn"),
        "granted": (_("Granted"), "ok"),
        "rejected": (_("Rejected"), "plain"),
    }.get(code, (code, "plain"))


def invitation(code: str) -> tuple[str, str]:
    return {
        "sent": (_("Asked"), "plain"),
        "opened": (_("Opened"), "brand"),
        "accepted": (_("Joined"), "ok"),
        "declined": (_("Declined"), "plain"),
        "withdrawn": (_("Withdrawn"), "plain"),
    }.get(code, (code, "plain"))


def unreached(code: str) -> tuple[str, str]:
    """Why an invitation did not reach the seller, and what the operator can do."""
    again = _("Then withdraw the invitation and invite him again.")
    return {
        "bounced": (
            _("The mail came back"),
            _("Have his address corrected on the marketplace.") + f" {again}",
        ),
        "no_address": (
            _("No mail address"),
            _("Have his address entered on the marketplace.") + f" {again}",
        ),
        "failed": (
            _("The mail could not be sent"),
            _("Look at the mail and at your mail server.") + f" {again}",
        ),
    }[code]


def enrolment(code: str) -> tuple[str, str]:
    return {
        "activating": (_("Activating"), "brand"),
        "active": (_("Active"), "ok"),
        "suspended": (_("Suspended"), "warn"),
        "stuck": (_("Stuck"), "late"),
        "held": (_("Held"), "warn"),
        "left": (_("Left"), "plain"),
    }.get(code, (code, "plain"))


def outcome(code: str) -> str:
    """What becomes of a line in a list of sellers to invite."""
    return {
        "unknown": _("No seller has this number"),
        "other_store": _("Named for another store"),
        "twice": _("Stands in the list twice"),
        "already": _("Invited already"),
        "declined": _("Has declined"),
        "withdrawn": _("Invitation was withdrawn"),
        "no_address": _("Has no mail address"),
        "invited": _("Will be invited"),
    }.get(code, code)


def narrowed(code: str) -> str:
    """What a list of sellers is narrowed to."""
    return {
        "": _("All sellers"),
        "suspended": _("Suspended"),
        "stuck": _("Stuck"),
        "old_terms": _("Accepted an earlier version"),
    }[code]


def account(code: str) -> str:
    """What the marketplace says of a seller's account; its own word where we know none."""
    return {
        "professional": _("Professional"),
        "individual": _("Individual"),
        "good": _("Good"),
    }.get(code.casefold(), code)
