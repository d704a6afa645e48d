"""Contacts of the past, as the marketplace kept them before we came: over, and for reading."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q

from mostrador.contacts import past_files, past_writing
from mostrador.contacts.lanes import TOLD, Channel
from mostrador.contacts.models import Contact, Message
from mostrador.contacts.past_files import Attached, Read
from mostrador.contacts.past_writing import IMPORTED, Around, Past, Said
from mostrador.history.models import Entry
from mostrador.rules.bodies import Given, Reason
from mostrador.rules.topics import Topic
from mostrador.sealed.models import File
from mostrador.stores import copies
from mostrador.stores.copies import CHANGED, CREATED, UNCHANGED, Outcome

WHO = ("buyer", "service", "seller")
# How others call our channels; what we do not have came by a program.
CHANNELS = {"email": Channel.MAIL, "phone": Channel.VOICE} | {each.value: each for each in TOLD}
LONGEST_ID = Contact._meta.get_field("id").max_length or 0
LONGEST_TOPIC = Contact._meta.get_field("topic").max_length or 0
LONGEST_NAME, LONGEST_SUBJECT = 255, 998
# What an agent found out is not forgotten for an export that never knew it.
SAYS = {
    "topic_corrected": {"topic"},
    "linked_to_order": {"order_id", "buyer_id", "verified"},
    "verified": {"buyer_id", "verified"},
}


def contact(body: object) -> Past:
    """What this body says, checked; RefusedError with every reason if it is wrong."""
    given = Given.of(body, "contact")
    if not given.has("messages"):
        given.refuse("messages", "MISSING", "messages is required.")
    said = [_said(each) for each in given.parts("messages")]
    past = Past(
        key=given.id("id"),
        store=given.maybe_id("store"),
        order=given.maybe_id("order"),
        buyer=given.maybe_id("buyer"),
        topic=_topic(given),
        opened_at=given.moment("opened_at"),
        closed_at=given.maybe_moment("closed_at"),
        said=tuple(sorted(said, key=lambda each: each.at)),
        subject=given.text("subject", at_most=LONGEST_SUBJECT),
        address=given.address("address"),
        verified=given.flag("verified") or not given.has("verified"),
    )
    if len(past.key) > LONGEST_ID:
        given.refuse("id", "TOO_LONG", f"id must have at most {LONGEST_ID} characters here.")
    return given.settled(past)


def upsert_many(
    rows: Sequence[Past], *, now: datetime, by: str, read: Read = past_files.nowhere
) -> list[Outcome]:
    """Take them in; what became of each, in order. A second time changes nothing."""
    outcomes: list[Outcome] = []
    for run in _runs(rows):
        outcomes += copies.settled(partial(_taken, run, now=now, by=by, read=read))
    return outcomes


def _said(given: Given) -> Said:
    return Said(
        who=given.one_of("from", WHO, required=True),
        channel=CHANNELS.get(given.text("channel").lower(), Channel.API),
        at=given.moment("at"),
        text=given.required_text("text"),
        name=given.text("name", at_most=LONGEST_NAME),
        attached=past_files.given_with(given),
    )


def _topic(given: Given) -> str:
    word = given.text("topic") or Topic.OTHER.value
    try:
        Topic.of(word)
    except ValueError:
        given.refuse("topic", "NOT_ONE_OF", f"topic must be one of {', '.join(Topic)}.")
    if len(word) > LONGEST_TOPIC:
        given.refuse("topic", "TOO_LONG", f"topic must have at most {LONGEST_TOPIC} characters.")
    return word


def _runs(rows: Sequence[Past]) -> Iterator[list[Past]]:
    """Stretches in which no contact comes twice, so that each can be written in a few acts."""
    run: dict[str, Past] = {}
    for row in rows:
        if row.key in run:
            yield list(run.values())
            run = {}
        run[row.key] = row
    if run:
        yield list(run.values())


def _taken(rows: Sequence[Past], *, now: datetime, by: str, read: Read) -> list[Outcome]:
    keys = [row.key for row in rows]
    found = Contact.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    known = {contact.pk: contact for contact in found}
    stored = _Stored.of(known)
    around = Around.of(rows)
    outcomes, new = {}, []
    for row in rows:
        if row.key in known and row.key not in stored.found:
            sentence = "A contact of this service has that id."
            outcomes[row.key] = copies.rejected(Reason("NOT_FROM_THE_PAST", sentence, "/id"))
        elif row.key in known:
            act = partial(past_writing.go_on, now=now, by=by, read=read)
            outcomes[row.key] = _again(known[row.key], stored, row, around, act, read)
        elif around.store_of(row) is None:
            sentence = "There is no store yet; load one first."
            outcomes[row.key] = copies.rejected(Reason("NO_STORE", sentence, ""))
        else:
            outcomes[row.key] = CREATED
            new.append(row)
    past_writing.begin(new, around, now=now, by=by, read=read)
    return [outcomes[key] for key in keys]


@dataclass(frozen=True, slots=True)
class _Stored:
    """What an earlier load kept of some contacts."""

    # Of those that came from the past, what people here have found out about them since.
    found: Mapping[str, set[str]]
    said: Mapping[str, Sequence[Message]]
    files: Mapping[int, Sequence[File]]

    @classmethod
    def of(cls, known: Mapping[str, Contact]) -> "_Stored":
        said: dict[str, list[Message]] = {}
        rows = Message.objects.filter(contact__in=known).order_by("pk").select_related("text")
        for message in rows:
            said.setdefault(message.contact_id, []).append(message)
        return cls(_found_out(known), said, past_files.kept_with(known.values()))


def _found_out(known: Mapping[str, Contact]) -> dict[str, set[str]]:
    keys = {contact.subject: key for key, contact in known.items()}
    entries = Entry.objects.filter(subject__in=keys).filter(Q(number=1) | Q(what__in=SAYS))
    found: dict[str, set[str]] = {}
    for subject, what in entries.order_by("number").values_list("subject", "what"):
        if what == IMPORTED:
            found[keys[subject]] = set()
        elif keys[subject] in found:
            found[keys[subject]] |= SAYS.get(what, set())
    return found


def _again(
    contact: Contact,
    stored: _Stored,
    row: Past,
    around: Around,
    go_on: Callable[..., None],
    read: Read,
) -> Outcome:
    """It may have grown since; what was said stays as it was said."""
    before = stored.said.get(row.key, [])
    both = list(zip(before, row.said, strict=False))
    for at, (message, said) in enumerate(both):
        if not _is(message, said):
            sentence = "It was told otherwise before, and what was said is not written anew."
            return copies.rejected(Reason("SAID_OTHERWISE", sentence, f"/messages/{at}"))
    if len(row.said) < len(before) or contact.state != Contact.State.RESOLVED:
        return UNCHANGED
    files = [(message, _missing(message, said, stored, read)) for message, said in both]
    changes, more = _changes(contact, row, around), row.said[len(before) :]
    for name in stored.found[row.key]:
        changes.pop(name, None)
    if not changes and not more and not any(attached for _, attached in files):
        return UNCHANGED
    go_on(contact, row, more, changes, files)
    return CHANGED


def _missing(message: Message, said: Said, stored: _Stored, read: Read) -> list[Attached]:
    kept = stored.files.get(message.pk, ())
    return past_files.missing(message, said.attached, kept, read)


def _is(message: Message, said: Said) -> bool:
    # Words that were erased have no salt left, and come back with no load.
    erased = not message.text.salt
    same_words = erased or message.text.body == said.text
    return message.at == said.at and message.author.split(":")[0] == said.who and same_words


def _changes(contact: Contact, row: Past, around: Around) -> dict[str, Any]:
    wanted = {
        "topic": row.topic,
        "opened_at": row.opened_at,
        "resolved_at": row.over_at,
        "verified": row.verified,
        **around.references(row),
    }
    return {name: value for name, value in wanted.items() if getattr(contact, name) != value}
