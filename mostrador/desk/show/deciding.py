"""What a decision rests on: the facts there are and are not, the rules, the options."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.cases.models import Question
from mostrador.desk import judging, words
from mostrador.desk.dossier import Dossier
from mostrador.desk.judging import No, Offer, Sheet
from mostrador.desk.judging_forms import SheetForm
from mostrador.desk.show import coverage, dates, history, side
from mostrador.pages import clause_words, decision_words, fact_words, moments, what_if
from mostrador.pages.clause_words import Reader
from mostrador.pages.shapes import Fact
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.entitlement_facts import Remedy
from mostrador.stores import standard


@dataclass(frozen=True, slots=True)
class OfferFace:
    """One thing that can be decided: what it means, what it costs whom, and until when."""

    code: str
    id: str
    title: str
    effect: str
    ground: str
    money: tuple[Fact, ...]
    until: str
    checked: bool
    beyond: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoFace:
    title: str
    why: str


def facts(dossier: Dossier, sheet: Sheet) -> dict[str, Any]:
    """Kept with the decision: numbers, moments and codes; no words of a person (E64)."""
    order = dossier.contact.order
    return {
        "order": order.pk if order else None,
        "placed_at": order.placed_at.isoformat() if order else None,
        "deliver_by": order.body.get("deliver_by") if order else None,
        "delivered_at": [one.get("delivered_at") for one in (order.shipments if order else [])],
        "coverage": dossier.contact.coverage,
        "questions": {one.pk: one.state for one in dossier.questions},
        "alternatives": [_alternative(one) for one in sheet.offers],
    }


def _alternative(offer: Offer) -> dict[str, str]:
    whole = offer.told.whole
    return {
        "remedy": str(offer.remedy),
        "ground": str(offer.told.ground),
        "amount": whole.amount(),
        "currency": whole.currency,
    }


def page(dossier: Dossier, form: SheetForm, sheet: Sheet) -> dict[str, Any]:
    chosen = str(form["remedy"].value() or "")
    offers = [_offer(number, one, chosen) for number, one in enumerate(sheet.offers)]
    return {
        "form": form,
        "known": tuple(_known(dossier)),
        "unknown": (*_unknown(dossier), *_missing(sheet)),
        "rules": tuple(_rules(dossier, sheet)),
        "offers": [one for one in offers if not one.beyond],
        "beyond": [one for one in offers if one.beyond],
        "denied": [NoFace(str(fact_words.REMEDIES[no.remedy]), _why(no)) for no in sheet.denied],
        "judged": sheet.lapsed,
        "changes": _changes(dossier, form, sheet),
    }


def _offer(number: int, one: Offer, chosen: str) -> OfferFace:
    told = one.told
    note = _("Up to %(amount)s") % {"amount": money(one.up_to)} if one.up_to else ""
    if one.remedy is Remedy.GOODWILL:
        note = _("The marketplace pays.")
    return OfferFace(
        code=str(one.remedy),
        id=f"remedy-{number}",
        title=str(fact_words.REMEDIES[one.remedy]),
        effect=decision_words.answer(told, to_buyer=False),
        ground=str(clause_words.GROUNDS[told.ground]),
        money=tuple(decision_words.priced(told)),
        until=decision_words.until(told, to_buyer=False),
        checked=str(one.remedy) == chosen,
        beyond=not one.by_rule,
        note=note,
    )


def _why(no: No) -> str:
    if no.owed:
        named = ", ".join(str(fact_words.REMEDIES[one]) for one in no.owed)
        return _("The buyer may have: %(remedies)s.") % {"remedies": named}
    if no.clause:
        return clause_words.cited(no.clause)
    return str(words.OBSTACLES[no.obstacle]) if no.obstacle else _("No rule gives it.")


def _missing(sheet: Sheet) -> Iterator[str]:
    names = dict.fromkeys(name for one in sheet.answers.values() for name in one.missing)
    for name in names:
        yield _("%(fact)s: not known, so it counts for the buyer.") % {
            "fact": fact_words.label(name)
        }


def _changes(dossier: Dossier, form: SheetForm, sheet: Sheet) -> list[what_if.Change]:
    """What it changes that another cause, condition or declaration was put in (what if)."""
    if not form.is_bound:
        return []
    before = judging.sheet(dossier, form.before, now=dossier.now)
    return [
        change
        for line, answer in sheet.answers.items()
        if line in before.answers
        for change in what_if.changes(before.answers[line], answer, currency=sheet.currency)
    ]


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


def _rules(dossier: Dossier, sheet: Sheet) -> Iterator[str]:
    """Each clause that something to be had rests on; without an order the policy's window."""
    if sheet.lapsed:
        yield _(
            "The seller was silent for 24 hours: we decide in the buyer's interest, within policy "
            "and law."
        )
    every = [one for answer in sheet.answers.values() for one in answer.clauses]
    used = {
        code
        for answer in sheet.answers.values()
        for option in answer.options
        for code in option.clauses
    }
    clauses = {one.code: one for one in every if one.code in used or not used}
    for clause in clauses.values():
        cites = f" ({clause.cites})" if clause.cites else ""
        yield clause_words.said(clause, Reader.AGENT) + cites
    if not clauses:
        yield _window(dossier)


def _window(dossier: Dossier) -> str:
    store, order = dossier.contact.store, dossier.contact.order
    at = order.placed_at if order else dossier.contact.opened_at
    days = standard.standard_of(store, at=at).window_days
    return ngettext(
        "The standard policy of %(store)s: returns within %(days)d day of delivery.",
        "The standard policy of %(store)s: returns within %(days)d days of delivery.",
        days,
    ) % {"store": store.name, "days": days}
