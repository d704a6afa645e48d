"""Rows of the agents' list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mostrador.cases.models import Answer, Question
from mostrador.contacts.draft_models import Draft
from mostrador.contacts.models import Contact
from mostrador.desk import words
from mostrador.desk.lists import PREVIEW, View
from mostrador.desk.show import names, promises
from mostrador.orders.models import Line
from mostrador.pages import answered, moments, shapes
from mostrador.people.models import User
from mostrador.rules.urgency import ContactState


def rows(
    contacts: Sequence[Contact],
    user: User,
    *,
    now: datetime,
    view: View | None = None,
    current: str = "",
) -> list[shapes.CaseRow]:
    """One row a contact, with what its seller said last; in four queries however many there are.

    J and K lead to the rows after and before the current one, or to the first.
    """
    asked, titles = _questions(contacts), _titles(contacts)
    drafts = _drafts(contacts, user)
    keys = _keys([contact.pk for contact in contacts], current)
    return [
        _row(
            contact,
            asked.get(contact.pk, ()),
            title=titles.get(contact.order_id or "", ""),
            draft=contact.pk in drafts,
            now=now,
            view=view,
            current=contact.pk == current,
            key=keys.get(contact.pk, ""),
        )
        for contact in contacts
    ]


def _row(
    contact: Contact,
    questions: Sequence[Question],
    *,
    title: str,
    draft: bool,
    now: datetime,
    view: View | None,
    current: bool,
    key: str,
) -> shapes.CaseRow:
    at, preview, lead = _last_word(contact, questions)
    return shapes.CaseRow(
        href=address(contact, view),
        who=names.person(contact),
        subject=_subject(contact, title),
        preview=preview,
        waited=moments.ago(now - at),
        channel=contact.channel,
        lead="draft" if draft else lead,
        clocks=_clocks(contact, questions, now),
        state=_state(contact, view),
        current=current,
        key=key,
    )


def address(contact: Contact, view: View | None) -> str:
    """The contact's page; it keeps the list beside it that it was chosen from."""
    page = reverse("desk:contact", args=[contact.pk])
    return f"{page}?view={view.code}" if view and view.code != "answer" else page


def _subject(contact: Contact, title: str) -> str:
    """The order and what it is about; as long as nobody knows that, what was bought."""
    about = contact.order_id or (str(contact.product) if contact.product else _("No order yet"))
    matter = title if contact.topic == "other" and title else words.topic(contact.topic)
    return f"{about} · {matter}"


def _last_word(contact: Contact, questions: Sequence[Question]) -> tuple[datetime, str, str]:
    """When somebody spoke last, what, and whether it was us: in whichever lane that was."""
    said = contact.last_message
    spoken = [(contact.opened_at, "", "")]
    if said:
        ours = names.is_ours(said.author) and said.author != "service"
        spoken.append((said.at, _preview(contact), "reply" if ours else ""))
    for question in questions:
        spoken += _of_seller(question, wanted=contact.state == ContactState.OPEN)
    # Of two in the same moment the one that came of the other.
    return max(enumerate(spoken), key=lambda one: (one[1][0], one[0]))[1]


def _preview(contact: Contact) -> str:
    text = " ".join(str(getattr(contact, "preview", "") or "").split())
    said = contact.last_message
    if said and said.lane == "seller":
        return _("Seller: %(words)s") % {"words": text}
    return text


def _of_seller(question: Question, *, wanted: bool) -> list[tuple[datetime, str, str]]:
    """What came of a question: an answer is the seller's word, silence is one as well."""
    given: Sequence[Answer] = question.given  # type: ignore[attr-defined]  # attached below
    if given:
        said = _answer(question, given[-1])
        return [(given[-1].at, _("Seller: %(words)s") % {"words": said}, "")]
    if question.state == Question.State.LAPSED:
        silent, past = _("Decide: the seller is silent."), _("The seller did not answer.")
        return [(question.due_at, silent if wanted else past, "")]
    return []


def _answer(question: Question, answer: Answer) -> str:
    language = get_language() or "en"
    closed = answered.in_brief(question.kind, answer.choice, answer.values, language=language)
    return closed or " ".join(answer.text.body[:PREVIEW].split())


def _clocks(
    contact: Contact, questions: Sequence[Question], now: datetime
) -> tuple[shapes.ClockFace, ...]:
    due = [one for one in questions if one.state == Question.State.OPEN]
    first = min(due, key=lambda one: one.due_at, default=None)
    zones = (contact.store.time_zone,)
    theirs = (promises.of_seller(first, now=now, zones=zones),) if first else ()
    return (*promises.to_buyer(contact, now=now), *theirs)


def _state(contact: Contact, view: View | None) -> str:
    """Who has taken it; where rows of every state are mixed, the state as well."""
    owner = names.of_user(contact.owner) if contact.owner else ""
    state = "" if view else str(words.STATES[ContactState(contact.state)])
    return " · ".join(filter(None, (state, owner)))


def _questions(contacts: Sequence[Contact]) -> Mapping[str, Sequence[Question]]:
    rows = Question.objects.filter(contact__in=contacts).exclude(state=Question.State.WITHDRAWN)
    asked = list(rows.order_by("asked_at", "pk"))
    given: dict[str, list[Answer]] = defaultdict(list)
    answers = Answer.objects.filter(question__in=asked, not_an_answer="").select_related("text")
    for answer in answers.order_by("at", "pk"):
        given[answer.question_id].append(answer)
    by_contact: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        question.given = given[question.pk]  # type: ignore[attr-defined]  # for the row alone
        by_contact[question.contact_id].append(question)
    return by_contact


def _titles(contacts: Sequence[Contact]) -> Mapping[str, str]:
    """What stands first in each contact's order."""
    orders = {contact.order_id for contact in contacts if contact.order_id}
    lines = Line.objects.filter(order__in=orders).order_by("-position")
    return {order: str(title or "") for order, title in lines.values_list("order", "body__title")}


def _drafts(contacts: Sequence[Contact], user: User) -> set[str]:
    mine = Draft.objects.filter(user=user, contact__in=contacts)
    return set(mine.values_list("contact_id", flat=True))


def _keys(order: Sequence[str], current: str) -> Mapping[str, str]:
    if current not in order:
        return {order[0]: "j"} if order else {}
    at = order.index(current)
    keys = {order[at + 1]: "j"} if at + 1 < len(order) else {}
    return {**keys, order[at - 1]: "k"} if at else keys
