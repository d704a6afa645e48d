"""What stands between the agent and an answer: the notices above the conversation."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.cases.models import Question
from mostrador.contacts.models import Delivery
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import coverage, history, names, withdrawn
from mostrador.pages import moments, shapes


@dataclass(frozen=True, slots=True)
class Step:
    kind: str  # info | ok | warn | late
    text: str
    action: shapes.Action | None = None


def steps(dossier: Dossier, lane: str) -> tuple[Step, ...]:
    return tuple(_steps(dossier, lane))


def _steps(dossier: Dossier, lane: str) -> Iterator[Step]:
    contact = dossier.contact
    if not contact.verified:
        yield _unverified(dossier)
    yield from (Step(*notice) for notice in withdrawn.notices(dossier))
    to = coverage.transfer_to(dossier)
    if to:
        yield _transfer(dossier, to)
    elif contact.state == "handed_over":
        yield _handed_over(dossier)
    if dossier.undecided and contact.state == "open":
        yield _lapsed(dossier, dossier.undecided)
    if lane != "seller":
        yield from _more_time(dossier)
    if lane != "seller" and _has_answered(dossier):
        yield _answered(dossier)
    if _came_back(dossier):
        yield Step("late", _("Our last mail to the buyer came back: the address does not take it."))


def _unverified(dossier: Dossier) -> Step:
    contact = dossier.contact
    action = shapes.Action(
        _("This is the buyer"),
        icon="shield-check",
        name="version",
        value=str(contact.version),
        post=reverse("desk:verification", args=[contact.pk]),
    )
    text = _(
        "We do not know that %(sender)s is the buyer. Say nothing about the order until you are "
        "sure of it."
    )
    return Step("warn", text % {"sender": names.person(contact)}, action)


def _transfer(dossier: Dossier, to: str) -> Step:
    contact = dossier.contact
    if to == "service":
        text = _("By the records of today this is for the service to answer.")
        word = _("Take it over")
    elif to == "seller":
        text = _("By the records of today this is for %(sellers)s to answer.")
        text %= {"sellers": _sellers(dossier)}
        word = _("Pass it on to the seller")
    else:
        text = _("By the records of today this is for the marketplace to answer.")
        word = _("Pass it on to the marketplace")
    post = reverse("desk:transfer", args=[contact.pk])
    version = str(contact.version)
    action = shapes.Action(word, icon="forward", name="version", value=version, post=post)
    return Step("info", text, action)


def _handed_over(dossier: Dossier) -> Step:
    if dossier.contact.handler == "operator":
        told = _("Handed over to the marketplace. The buyer has been told who answers.")
        return Step("info", told)
    text = _("Handed over to %(sellers)s. The buyer has been told who answers.")
    return Step("info", text % {"sellers": _sellers(dossier)})


def _sellers(dossier: Dossier) -> str:
    return names.sellers(dossier) or pgettext("passed on to", "the seller")


def _lapsed(dossier: Dossier, question: Question) -> Step:
    facts = {
        "seller": dossier.seller(question.seller_id),
        "kind": history.kind(question.kind),
        "due": moments.day_and_hour(question.due_at, dossier.zone),
    }
    text = _("%(seller)s did not answer “%(kind)s” by %(due)s. Decide by your best judgement.")
    return Step("warn", text % facts, _link(dossier, _("Decide"), "desk:decision", "scale"))


def _more_time(dossier: Dossier) -> Iterator[Step]:
    href = reverse("desk:contact", args=[dossier.contact.pk]) + "?lane=seller"
    for one in dossier.open_questions:
        if one.more_time_asked_at and not one.more_time_given_at:
            text = _("%(seller)s asks for more time.") % {"seller": dossier.seller(one.seller_id)}
            yield Step("info", text, shapes.Action(_("Look at it"), href=href, icon="clock"))


def _answered(dossier: Dossier) -> Step:
    sellers = {
        str(dossier.seller(one.seller_id)) for one in dossier.questions if one.state == "answered"
    }
    text = _("There is an answer of %(sellers)s.") % {"sellers": ", ".join(sorted(sellers))}
    href = reverse("desk:contact", args=[dossier.contact.pk]) + "?lane=seller"
    return Step("ok", text, shapes.Action(_("Read the answer"), href=href, icon="store"))


def _link(dossier: Dossier, word: str, name: str, icon: str) -> shapes.Action:
    return shapes.Action(word, href=reverse(name, args=[dossier.contact.pk]), icon=icon)


def _has_answered(dossier: Dossier) -> bool:
    """The seller has answered since we last wrote to the buyer."""
    return any(
        unread_answers(dossier)[question.pk]
        for question in dossier.questions
        if question.state == "answered"
    )


def unread_answers(dossier: Dossier) -> dict[str, int]:
    """How many answers to each question came after our last word to the buyer."""
    ours = [one.at for one in dossier.messages if _to_buyer(one.lane, one.author)]
    ours += [one.decided_at for one in dossier.decisions]
    last = max(ours, default=None)
    return {
        question.pk: sum(
            1
            for answer in dossier.answers.get(question.pk, ())
            if not answer.not_an_answer and (last is None or answer.at > last)
        )
        for question in dossier.questions
    }


def _to_buyer(lane: str, author: str) -> bool:
    return lane == "buyer" and names.is_ours(author)


def _came_back(dossier: Dossier) -> bool:
    to_buyer = [one for one in dossier.deliveries if one.to == "buyer"]
    return bool(to_buyer) and to_buyer[-1].state == Delivery.State.BOUNCED
