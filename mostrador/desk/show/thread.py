"""A contact's conversation: messages in their lane, and between them what happened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Attachment, Delivery, Message
from mostrador.desk import originals, tongues
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import history, names
from mostrador.pages import shapes

Entry = shapes.Message | shapes.Event | shapes.Events
Dated = tuple[datetime, int, Entry]

# The message itself stands in its lane.
SAID_ELSEWHERE = {
    "opened", "said_to_buyer", "heard_from_buyer", "noted", "heard_from_seller", "said_to_seller",
    "seller_answered_buyer",
}  # fmt: skip
# What the agent must not overlook; of the rest, more than two in a row are folded.
WEIGHTY = {
    "question_asked", "question_answered", "question_lapsed", "answer_after_due", "not_an_answer",
    "decided", "resolved", "withdrawal_declared", "passed_on", "taken_over", "mail_bounced",
    "reply_refused",
}  # fmt: skip
MOST_LINES = 2
# Within one moment: words, then what was done, then what came of it.
WORDS, WEIGHS, LIGHT = 0, 1, 2
ANSWERS = {"message", "from_seller"}
DELIVERED: Mapping[str, str] = {"no_address": "failed", "refused": "failed"}


def buyer_lane(dossier: Dossier) -> tuple[Entry, ...]:
    said = [one for one in dossier.messages if one.lane == "buyer"]
    quoted = originals.around(said)
    spoken = [(one.at, WORDS, message(one, dossier, quoted.get(one.pk, ""))) for one in said]
    return folded([*spoken, *_events(dossier), *_told(dossier)])


def inside_lane(dossier: Dossier) -> tuple[Entry, ...]:
    """Notes of colleagues, and everything that happened."""
    notes: list[Dated] = [
        (one.at, WORDS, message(one, dossier)) for one in dossier.messages if one.lane == "inside"
    ]
    happened = [one for one in dossier.entries if one.what != "noted"]
    whole = [(one.at, WEIGHS, history.event(one, dossier)) for one in happened]
    return folded([*notes, *whole])


def message(row: Message, dossier: Dossier, quoted: str = "") -> shapes.Message:
    return shapes.Message(
        lane=row.lane,
        author=str(row.name_text or "") or names.of(row.author, dossier),
        role=_("Interim note") if row.interim else names.role(row.author, dossier.contact),
        at=row.at,
        text=row.text.body,
        channel="" if row.lane == "inside" else _channel(row),
        zone=dossier.zone,
        language=_language(row, dossier),
        ours=names.is_ours(row.author),
        quoted=quoted,
        delivery=_delivery(row, dossier.deliveries),
        original=reverse("desk:file", args=[row.original_id]) if row.original_id else "",
        attachments=tuple(_file(one) for one in dossier.attachments.get(row.pk, ())),
        anchor=f"message-{row.pk}",
    )


def folded(entries: Iterable[Dated]) -> tuple[Entry, ...]:
    """In the order of time; many changes in a row become one line."""
    return tuple(_fold(sorted(entries, key=lambda one: one[:2])))


def new_since(dossier: Dossier, version: int) -> tuple[shapes.Message, ...]:
    """What happened since the contact had this version: words as they are, acts as sentences."""
    missed = dossier.contact.version - version
    seen = [entry for entry in dossier.entries if entry.what not in UNSEEN]
    rows = {row.pk: row for row in dossier.messages}
    return tuple(
        message(rows[entry.facts["message"]], dossier)
        if entry.facts.get("message") in rows
        else shapes.Message(
            lane="inside",
            author=names.of(entry.by, dossier),
            role=names.role(entry.by, dossier.contact),
            at=entry.at,
            text=history.sentence(entry, dossier),
            zone=dossier.zone,
        )
        for entry in (seen[-missed:] if missed > 0 else [])
    )


# These leave the version as it is: nobody must have read them before writing to the buyer.
UNSEEN = {"noted", "said_to_seller", "taken"}


def _events(dossier: Dossier) -> list[Dated]:
    entries = [one for one in dossier.entries if one.what not in SAID_ELSEWHERE]
    return [
        (one.at, WEIGHS if one.what in WEIGHTY else LIGHT, history.event(one, dossier))
        for one in entries
    ]


def _told(dossier: Dossier) -> list[Dated]:
    """The mails that the buyer got without an agent writing them."""
    sentences = {
        "received": _("The buyer was told that we received the message and when we answer."),
        "which_order": _("The buyer was asked which order it is about."),
        "asked_seller": _("The buyer was told that we asked the seller."),
        "deciding": _("The buyer was told that we decide without the seller."),
        "withdrawn": _("The buyer was sent the confirmation of the withdrawal."),
        "decided": _("The decision was sent to the buyer."),
        "reconsidered": _("The buyer was told that we look at the decision once more."),
        "passed_on": _("The buyer was told that the seller answers."),
        "passed_to_operator": _("The buyer was told that the marketplace answers."),
    }
    return [
        (one.owed.owed_at, LIGHT, shapes.Event(one.owed.owed_at, words, dossier.zone, "send"))
        for one in dossier.deliveries
        if one.to == "buyer" and (words := sentences.get(one.template, ""))
    ]


def _fold(entries: Sequence[Dated]) -> Iterator[Entry]:
    for rank, group in groupby(entries, key=lambda one: one[1]):
        row = [entry for _at, _rank, entry in group]
        if rank == LIGHT and len(row) > MOST_LINES:
            yield shapes.Events(tuple(one for one in row if isinstance(one, shapes.Event)))
        else:
            yield from row


def _channel(row: Message) -> str:
    return "portal" if row.lane == "seller" and row.channel == "web" else row.channel


def _language(row: Message, dossier: Dossier) -> str:
    if row.author.startswith("seller:"):
        seller = dossier.seller(row.author.partition(":")[2])
        return tongues.of_seller(seller, dossier.contact.store)
    return dossier.contact.language if row.lane == "buyer" else ""


def _delivery(row: Message, deliveries: Sequence[Delivery]) -> str:
    """How far the mail with these words has come; the newest one counts."""
    own = [one for one in deliveries if one.message_id == row.pk and _carries(one)]
    return DELIVERED.get(own[-1].state, own[-1].state) if own else ""


def _carries(delivery: Delivery) -> bool:
    return delivery.template in ANSWERS or delivery.template == "seller/message"


def _file(row: Attachment) -> shapes.Attachment:
    return shapes.Attachment(
        row.file.name or _("Unnamed file"),
        reverse("desk:file", args=[row.file_id]),
        filesizeformat(row.file.size),
    )
