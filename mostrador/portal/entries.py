"""A conversation as a seller reads it: his own words, the service's, his buyer's."""

from collections.abc import Iterable, Sequence

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Attachment, Message, Part
from mostrador.pages import answered, shapes
from mostrador.pages.shapes import Event
from mostrador.portal import faces, words

Entry = shapes.Message | Event


def with_service(
    question: Question, answers: Sequence[Answer], messages: Sequence[Message]
) -> list[Entry]:
    """The Case Log around one question, in the order in which things happened."""
    given = {(one.at, one.by) for one in answers}
    # What came with an answer, and an answer by mail, stand at the answer's own moment.
    apart = [one for one in messages if (one.at, one.author) not in given]
    with_answers = [one for one in messages if (one.at, one.author) in given]
    part, zone = question.part, faces.zones(question.seller, question.contact)[0]
    part.contact, part.seller = question.contact, question.seller
    entries: list[Entry] = [message(one, part) for one in apart]
    for one in answers:
        entries += _answer(question, one, with_answers, zone)
    if entries and question.state == Question.State.LAPSED:
        over = _("Your time to answer was over.")
        entries.append(Event(question.due_at, over, zone=zone, icon="clock-alert"))
    return sorted(entries, key=lambda entry: entry.at)


def message(said: Message, part: Part) -> shapes.Message:
    """One message of a lane; nobody's name but the seller's own."""
    contact, his = part.contact, said.author == f"seller:{part.seller_id}"
    author, role = _speaker(said, part)
    sent = [one.state for one in said.deliveries.all() if one.to == "buyer"]
    return shapes.Message(
        lane=said.lane,
        author=author,
        role=role,
        at=said.at,
        text=said.text.body if his else words.for_seller(said.text.body, contact),
        zone=faces.zones(part.seller, contact)[0],
        ours=his,
        delivery=str(sent[-1]) if sent and his else "",
        attachments=_files(said.attachments.all(), part),
    )


def _speaker(said: Message, part: Part) -> tuple[str, str]:
    role = said.author.partition(":")[0]
    if role == "seller":
        return str(part.seller), _("You")
    if role == "buyer":
        return _("Buyer"), ""
    if role == "unknown":
        return _("Unknown sender"), _("not known to be the buyer")
    return _("Service"), str(part.contact.store)


def _answer(
    question: Question, given: Answer, messages: Sequence[Message], zone: str
) -> list[Entry]:
    files = [
        file
        for one in messages
        if (one.at, one.author) == (given.at, given.by)
        for file in one.attachments.all()
    ]
    entries: list[Entry] = [
        shapes.Message(
            lane="seller",
            author=str(question.seller),
            role=_("You"),
            at=given.at,
            text=_said(question, given),
            zone=zone,
            ours=True,
            attachments=_files(files, question.part),
        )
    ]
    if given.late:
        late = _("This answer came after the due time. It is kept and marked late.")
        entries.append(Event(given.at, late, zone=zone, icon="clock-alert"))
    if given.not_an_answer:
        refused = _("The service does not count this as an answer: %(reason)s") % {
            "reason": words.for_seller(given.not_an_answer, question.contact)
        }
        entries.append(Event(given.at, refused, zone=zone, icon="circle-alert"))
    return entries


def _said(question: Question, given: Answer) -> str:
    """The closed answer in the reader's language, what was filled in, and his own words."""
    closed = answered.lines(
        question.kind, given.choice, given.values, language=get_language() or "en"
    )
    return "\n\n".join(filter(None, ("\n".join(closed), given.text.body)))


def _files(kept: Iterable[Attachment], part: Part) -> tuple[shapes.Attachment, ...]:
    return tuple(
        shapes.Attachment(
            words.for_seller(one.file.name, part.contact) or _("File"),
            reverse("portal:file", args=[one.pk]),
            filesizeformat(one.file.size),
        )
        for one in kept
    )
