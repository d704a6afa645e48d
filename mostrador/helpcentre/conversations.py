"""The buyer's lane as its buyer reads it."""

from collections.abc import Iterable

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Attachment, Contact, Message
from mostrador.decisions.models import Decision
from mostrador.helpcentre import own, words
from mostrador.pages import shapes
from mostrador.pages.downloads import file_name
from mostrador.rules.masking import masked


def entries(
    contact: Contact, decisions: Iterable[Decision], seal: str
) -> list[shapes.Message | shapes.Event]:
    """What was said between the buyer, the service and a seller, and what was decided between."""
    zone = contact.store.time_zone
    decided = [
        shapes.Event(made.decided_at, words.remedy(made), zone=zone, icon="scale")
        for made in decisions
    ]
    said = [_shape(one, contact, seal) for one in own.words_of(contact)]
    return sorted([*said, *decided], key=lambda entry: entry.at)


def _shape(message: Message, contact: Contact, seal: str) -> shapes.Message:
    author, role = _who(message, contact)
    theirs = message.author.startswith("buyer:")
    return shapes.Message(
        lane="buyer",
        author=author,
        role=role,
        at=message.at,
        text=_text(message),
        channel=message.channel,
        zone=contact.store.time_zone,
        # Which language a person wrote in nobody has asked; ours is known.
        language=contact.language if role == _("Service") else "",
        ours=theirs,
        attachments=tuple(_file(one, seal) for one in message.attachments.all()),
    )


def _file(kept: Attachment, seal: str) -> shapes.Attachment:
    return shapes.Attachment(
        file_name(kept.file),
        reverse("help:file", args=[seal, kept.pk]),
        filesizeformat(kept.file.size),
    )


def _who(message: Message, contact: Contact) -> tuple[str, str]:
    role = message.author.partition(":")[0]
    if role == "buyer":
        name = contact.buyer.name if contact.buyer and contact.verified else ""
        return (name, _("You")) if name else (_("You"), "")
    if role == "seller":
        known = message.part if contact.verified else None
        return (str(known.seller), _("Seller")) if known else (_("Seller"), "")
    if role == "unknown":
        return _("Somebody else"), _("Not known to us")
    return str(contact.store), _("Service")


def _text(message: Message) -> str:
    """A seller's words reach the buyer without the seller's address (E79)."""
    text = message.text.body
    if message.part and message.author.startswith("seller:"):
        return masked(text, secrets=[message.part.seller.email])
    return text
