"""What a decision rests on: the facts there are and are not, the rules, the options."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.cases.models import Question
from mostrador.decisions.models import Decision
from mostrador.desk import words
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import DecisionForm
from mostrador.desk.show import coverage, dates, history, side
from mostrador.pages import moments
from mostrador.stores import standard

Ground = Decision.Ground


def ground(dossier: Dossier) -> str:
    """What the decision stands on, from what happened and not from what somebody picks (R17)."""
    if dossier.undecided:
        return Ground.BEST_JUDGEMENT
    answered = any(one.state == Question.State.ANSWERED for one in dossier.questions)
    return Ground.SELLER_ANSWER if answered else Ground.STANDARD_POLICY


def facts(dossier: Dossier) -> dict[str, Any]:
    """Kept with the decision: numbers, moments and codes; no words of a person."""
    order = dossier.contact.order
    return {
        "order": order.pk if order else None,
        "placed_at": order.placed_at.isoformat() if order else None,
        "deliver_by": order.body.get("deliver_by") if order else None,
        "delivered_at": [one.get("delivered_at") for one in (order.shipments if order else [])],
        "coverage": dossier.contact.coverage,
        "questions": {one.pk: one.state for one in dossier.questions},
    }


def page(dossier: Dossier, form: DecisionForm) -> dict[str, Any]:
    effects = [effect for _label, effect in words.REMEDIES.values()]
    on = ground(dossier)
    return {
        "form": form,
        "known": tuple(_known(dossier)),
        "unknown": tuple(_unknown(dossier)),
        "rules": tuple(_rules(dossier, on)),
        "options": list(zip(form["remedy"], effects, strict=True)),
        "ground": words.GROUNDS[on],
    }


def _known(dossier: Dossier) -> Iterator[str]:
    order = dossier.contact.order
    if order:
        day = dates.day(order.placed_at, dossier.zone, now=dossier.now)
        yield _("Order %(order)s was placed on %(day)s.") % {"order": order.pk, "day": day}
    for line in dossier.lines:
        title = str(line.body.get("title") or line.ref)
        yield _("%(quantity)s × %(title)s") % {
            "quantity": line.body.get("quantity", 1),
            "title": title,
        }
    for facts_ in side.parcels(dossier):
        for fact in facts_:
            yield _("%(label)s: %(value)s") % {"label": fact.label, "value": fact.value}
    yield from (said for ruling in coverage.rulings(dossier) for said in ruling.sentences)
    for question in dossier.questions:
        yield from _answers(question, dossier)


def _answers(question: Question, dossier: Dossier) -> Iterator[str]:
    for answer in dossier.answers.get(question.pk, ()):
        closed = history.closed(question.kind, answer.choice)
        facts_ = {
            "seller": dossier.seller(question.seller_id),
            "kind": history.kind(question.kind),
            "answer": closed.label if closed else answer.text.body,
        }
        if answer.late:
            yield _("%(seller)s answered “%(kind)s” too late: %(answer)s") % facts_
        elif not answer.not_an_answer:
            yield _("%(seller)s answered “%(kind)s”: %(answer)s") % facts_


def _unknown(dossier: Dossier) -> Iterator[str]:
    for question in dossier.questions:
        if question.state == Question.State.LAPSED:
            yield _("“%(kind)s” %(seller)s did not answer by %(due)s.") % {
                "kind": history.kind(question.kind),
                "seller": dossier.seller(question.seller_id),
                "due": moments.day_and_hour(question.due_at, dossier.zone),
            }
    order = dossier.contact.order
    if order and not any(one.get("delivered_at") for one in order.shipments):
        yield _("Whether and when the parcel was delivered: no delivery is recorded.")


def _rules(dossier: Dossier, on: str) -> Sequence[str]:
    store = dossier.contact.store
    order = dossier.contact.order
    at = order.placed_at if order else dossier.contact.opened_at
    days = standard.standard_of(store, at=at).window_days
    policy = ngettext(
        "The standard policy of %(store)s: returns within %(days)d day of delivery.",
        "The standard policy of %(store)s: returns within %(days)d days of delivery.",
        days,
    ) % {"store": store.name, "days": days}
    if on == Ground.BEST_JUDGEMENT:
        judged = _(
            "The seller was silent for 24 hours: we decide in the buyer's interest, within policy "
            "and law."
        )
        return (judged, policy)
    return (policy,)
