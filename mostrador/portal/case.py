"""One question with everything that a seller may see of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.cases import kinds
from mostrador.cases.models import Answer, Question
from mostrador.decisions import appeal_facts
from mostrador.decisions.models import Decision
from mostrador.orders.models import Line
from mostrador.pages import decision_words, moments
from mostrador.pages.shapes import Action, Fact
from mostrador.pages.shapes import Decision as DecisionCard
from mostrador.people.models import User
from mostrador.portal import entries, faces, more_time, own, parcels, rows, words
from mostrador.portal.answer_form import AnswerForm, beginning
from mostrador.portal.forms import WordsForm
from mostrador.sellers import members


@dataclass(frozen=True, slots=True)
class Ending:
    """How the question stands, in one sentence."""

    kind: str
    sentence: str


def page(
    question: Question,
    user: User,
    *,
    now: datetime,
    form: AnswerForm | None = None,
    words_form: WordsForm | None = None,
    choice: str = "",
) -> dict[str, Any]:
    """Everything the page shows; a form that was refused comes back as it was sent."""
    lines = own.lines_of(user, [question.part])
    answers = list(question.answers.select_related("text").order_by("at", "pk"))
    messages = list(own.words_with_service(question.part))
    decisions = _decisions(question, user)
    may_answer = question.seller_id in members.answered_by(user)
    takes_one = question.state in {Question.State.OPEN, Question.State.LAPSED} and may_answer
    known = faces.titles(lines)
    return {
        "question": question,
        "answer_at": reverse("portal:case", args=[question.pk]),
        "kind": kinds.KINDS[question.kind].title,
        "wording": faces.wording(question, known),
        "own_words": faces.own_words(question),
        "due": faces.due(question),
        "clock": faces.clock(question, now=now) if question.state == "open" else None,
        "answered": any(one.late for one in answers),
        "over": faces.is_over(question, now=now),
        "ending": _ending(question, answers, decisions, now=now),
        "decisions": [_card(one, lines, may_appeal=may_answer, now=now) for one in decisions],
        "facts": _facts(question, lines, known),
        "entries": entries.with_service(question, answers, messages),
        "form": (form or _unfilled(question, answers, choice)) if takes_one else None,
        "may_answer": may_answer,
        "refusals": [],
        "more_time": more_time.face(question, now=now) if may_answer else None,
        "words_form": words_form or WordsForm(initial={"version": len(messages)}, prefix="words"),
    }


def _card(
    decision: Decision, lines: Sequence[Line], *, may_appeal: bool, now: datetime
) -> DecisionCard:
    card = decision_card(decision, lines)
    return with_appeal(card, decision, now=now) if may_appeal else card


def conflict(question: Question, form: AnswerForm) -> dict[str, Any]:
    """Why an answer was not taken; what he had written can still go to the service."""
    withdrawn = question.state == Question.State.WITHDRAWN
    sentence = (
        _("The service has withdrawn this question, so your answer was not sent.")
        if withdrawn
        else _("This question has been answered already, so your answer was not sent.")
    )
    text = {"text": form.cleaned_data["text"]}
    return {"refusals": [sentence], "words_form": WordsForm(initial=text, prefix="words")}


def decision_card(decision: Decision, lines: Sequence[Line]) -> DecisionCard:
    """With the cost of his own lines alone (E25)."""
    return decision_words.card_for_seller(
        decision,
        why=words.for_seller(decision.reason.body, decision.contact),
        lines={line.ref for line in lines},
    )


def with_appeal(card: DecisionCard, decision: Decision, *, now: datetime) -> DecisionCard:
    """The way to his appeal, while there is one."""
    if appeal_facts.obstacle(decision, now=now):
        return card
    words = pgettext("against a decision", "Appeal")
    href = reverse("portal:decided_one", args=[decision.pk])
    return replace(card, actions=(Action(words, href=href, icon="gavel"),))


def answer_form(question: Question, *sent: Any, **more: Any) -> AnswerForm:
    """Its kind's form; prices are in the store's currency."""
    kind = kinds.KINDS[question.kind]
    return AnswerForm(kind, *sent, currency=question.contact.store.currency, **more)


def _unfilled(question: Question, answers: Sequence[Answer], choice: str) -> AnswerForm:
    known = beginning(question)
    return answer_form(question, initial={**known, "version": len(answers), "choice": choice})


def _decisions(question: Question, user: User) -> list[Decision]:
    """What followed from this question, or was decided in the same matter after it."""
    newest = own.decisions(user).filter(contact=question.contact_id)
    later = newest.filter(decided_at__gte=question.asked_at)
    return [
        one for one in rows.decided(user, list(later)) if one.question_id in {None, question.pk}
    ]


def _ending(
    question: Question, answers: Sequence[Answer], decisions: Sequence[Decision], *, now: datetime
) -> Ending | None:
    due = {"due": faces.due(question)}
    if question.state == Question.State.WITHDRAWN:
        return Ending("info", _("The service needs no answer to this any more."))
    if question.state == Question.State.ANSWERED and question.answered_at:
        zone = faces.zones(question.seller, question.contact)[0]
        at = {"moment": moments.day_and_hour(question.answered_at, zone)}
        return Ending("ok", _("You answered in time, on %(moment)s.") % at)
    if not faces.is_over(question, now=now):
        return None
    if any(one.question_id == question.pk for one in decisions):
        decided = _("There was no answer by %(due)s, so the service decided by best judgement.")
        return Ending("late", decided % due)
    if any(one.late for one in answers):
        return Ending(
            "warn", _("Your answer came after %(due)s. It is kept and marked late.") % due
        )
    return Ending("late", _("There was no answer by %(due)s. The service now decides.") % due)


def _facts(question: Question, lines: Sequence[Line], known: faces.Titles) -> list[Fact]:
    contact, part = question.contact, question.part
    zone = faces.zones(question.seller, contact)[0]
    facts = [Fact(_("Product"), faces.product(part, contact, known) or "–")]
    if contact.order:
        address = reverse("portal:order", args=[contact.order.pk])
        facts += [
            Fact(_("Order"), contact.order.pk, href=address),
            Fact(_("Ordered"), moments.date(contact.order.placed_at, contact.store.time_zone)),
            *parcels.facts(contact.order, lines, zone),
        ]
    looked_at = words.listed(words.named(question.consulted, words.CONSULTED))
    asked = moments.day_and_hour(question.asked_at, zone)
    return [*facts, Fact(_("Asked"), asked), Fact(_("Checked before asking"), looked_at)]
