"""Which conversation a letter belongs to: only on evidence of the thread (contract 3)."""

import re
from dataclasses import dataclass

from mostrador.contacts.models import Alias, Contact, Delivery, Part
from mostrador.intake.letter import Letter
from mostrador.intake.models import Inbound
from mostrador.rules.verdict import Evidence

IN_SUBJECT = re.compile(r"\[(C-[0-9A-Z]{8})\]")
ALIAS = re.compile(r"^(?:b|s)-([0-9a-f]{30})@")
REPLY = re.compile(r"\+([0-9a-f]{30})@")


@dataclass(frozen=True, slots=True)
class Thread:
    contact: Contact
    evidence: Evidence
    # The mail of ours that is answered, when the headers say which.
    delivery: Delivery | None = None
    alias: Alias | None = None

    @property
    def sellers_part(self) -> Part | None:
        """The part in which it was written, where only that part's seller was written to."""
        if self.delivery:
            return self.delivery.part if self.delivery.to == Delivery.To.SELLER else None
        if self.alias and self.alias.reaches == Delivery.To.BUYER:
            return self.contact.parts.filter(seller=self.alias.seller_id).first()
        return None


def look_up(letter: Letter) -> tuple[Thread | None, Delivery | None]:
    """The letter's thread, and which of our own it is if it is one come back."""
    ours = _ours({letter.message_id or "", *letter.references} - {""})
    own = next((one for one in ours if one.mail_id == letter.message_id), None)
    answered = next((one for one in ours if one.mail_id in letter.references), None)
    if answered:
        thread = Thread(_current(answered.contact), Evidence.REPLY_HEADER, delivery=answered)
        return thread, own
    return _by_references(letter) or _by_address(letter) or _by_subject(letter), own


def _ours(mail_ids: set[str]) -> list[Delivery]:
    """Our mails with these ids, the newest first."""
    found = Delivery.objects.filter(mail_id__in=mail_ids).order_by("-pk")
    return list(found.select_related("contact__store", "part")) if mail_ids else []


def _by_references(letter: Letter) -> Thread | None:
    if not letter.references:
        return None
    theirs = Inbound.objects.filter(mail_id__in=letter.references, contact__isnull=False)
    earlier = theirs.select_related("contact__store").order_by("-pk").first()
    if earlier and earlier.contact:
        return Thread(_current(earlier.contact), Evidence.REPLY_HEADER)
    return None


def _by_address(letter: Letter) -> Thread | None:
    for address in letter.recipients:
        if found := ALIAS.search(address):
            aliases = Alias.objects.select_related("latest__store")
            alias = aliases.filter(token=found[1]).first()
            if alias:
                return Thread(_current(alias.latest), Evidence.MASKED_ADDRESS, alias=alias)
        if found := REPLY.search(address):
            contact = Contact.objects.select_related("store").filter(token=found[1]).first()
            if contact:
                return Thread(_current(contact), Evidence.MASKED_ADDRESS)
    return None


def _by_subject(letter: Letter) -> Thread | None:
    found = IN_SUBJECT.search(letter.subject)
    if not found:
        return None
    contact = Contact.objects.select_related("store").filter(pk=found[1]).first()
    return Thread(_current(contact), Evidence.SUBJECT_TOKEN) if contact else None


def _current(contact: Contact) -> Contact:
    """A merged contact goes on in the one it was merged into."""
    return contact.merged_into or contact
