"""The decision card in three wordings from one object: for the buyer, the seller, the agent."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext as _

from mostrador.decisions.models import Decision
from mostrador.pages import clause_words, fact_words, moments, policy_words, remedy_words
from mostrador.pages.clause_words import Reader
from mostrador.pages.shapes import Action, Fact
from mostrador.pages.shapes import Decision as Card
from mostrador.pages.templatetags.mostrador import money
from mostrador.pages.told import Told, of_decision, of_option
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Component,
    Entitlement,
    Facts,
    Ground,
    Remedy,
)

__all__ = ["card_for_agent", "card_for_buyer", "card_for_seller", "of_decision", "of_option",
           "options_for_buyer"]  # fmt: skip


def card_for_buyer(
    told: Told | Decision, *, why: str | None = None, actions: tuple[Action, ...] = ()
) -> Card:
    """Plain: what he gets, why, by when; no rules' names, and nobody else's costs."""
    told = _told(told)
    decided = told.decided_at
    return Card(
        answer=answer(told, to_buyer=True),
        why=_why(told, why, Reader.BUYER),
        until=until(told, to_buyer=True),
        ground=_("Our decision") if decided else str(clause_words.GROUNDS[told.ground]),
        money=tuple(_for_buyer(told)),
        actions=actions,
        clauses=tuple(clause_words.said(one, Reader.BUYER) for one in told.sensible_clauses),
        facts=tuple(_settled(told)) if decided else (),
    )


def card_for_seller(
    told: Told | Decision, *, why: str | None = None, lines: Collection[str] | None = None
) -> Card:
    """With the cost, who pays it, and until when he may appeal; of his own lines alone (E25)."""
    told = of_decision(told, lines=lines) if isinstance(told, Decision) else told
    return Card(
        answer=answer(told, to_buyer=False),
        why=_why(told, why, Reader.SELLER),
        until=_appeal(told),
        ground=str(clause_words.GROUNDS[told.ground]),
        money=tuple(_for_seller(told)),
        clauses=tuple(clause_words.on_paper(one) for one in told.sensible_clauses),
        facts=tuple(_dates(told)),
        versions=_versions(told),
    )


def card_for_agent(
    told: Told | Decision, *, why: str | None = None, actions: tuple[Action, ...] = ()
) -> Card:
    """With rules' names, the facts that were used and those that are missing, and versions."""
    told = _told(told)
    used = [fact_words.told(one, told.used) for one in told.facts[:1]]
    return Card(
        answer=answer(told, to_buyer=False),
        why=_why(told, why, Reader.AGENT),
        until=until(told, to_buyer=False),
        ground=str(clause_words.GROUNDS[told.ground]),
        money=tuple(priced(told)),
        actions=actions,
        clauses=tuple(map(clause_words.cited, told.clauses)),
        facts=(*(fact for facts in used for fact in facts), *_dates(told)),
        missing=tuple(map(fact_words.label, told.missing)),
        versions=_versions(told),
    )


def options_for_buyer(entitlement: Entitlement, facts: Facts, *, zone: str) -> list[Card]:
    """Everything that he may have now, the kindest first."""
    return [
        card_for_buyer(of_option(one, entitlement, facts, zone=zone)) for one in entitlement.options
    ]


def answer(told: Told, *, to_buyer: bool) -> str:
    whole = told.whole
    amount = money(whole) if whole.minor > 0 else ""
    return remedy_words.sentence(told.remedy, amount, to_buyer=to_buyer)


def _told(told: Told | Decision) -> Told:
    return of_decision(told) if isinstance(told, Decision) else told


def _why(told: Told, why: str | None, reader: Reader) -> str:
    """What was written; before a decision, what the first clause of its ground says."""
    if why is not None or told.reason:
        return told.reason if why is None else why
    clauses = sorted(told.sensible_clauses, key=lambda one: one.ground is not told.ground)
    return next((clause_words.said(one, reader) for one in clauses), "")


def until(told: Told, *, to_buyer: bool) -> str:
    """What has an end, the first things first."""
    send_back = _first(one.send_back_by for one in told.options)
    due = _first(one.refund_due for one in told.options)
    until = _first(one.until for one in told.options) if told.decided_at is None else None
    back = _("Send it back by %(day)s.") if to_buyer else _("To be sent back by %(day)s.")
    said = [
        (until, _("To be had until %(day)s.")),
        (send_back if told.decided_at else None, back),
        (due, _("The money leaves by %(day)s at the latest.")),
    ]
    return " ".join(words % {"day": policy_words.full_day(day)} for day, words in said if day)


def _first(days: Iterator[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _appeal(told: Told) -> str:
    if told.appeal_until is None:
        return ""
    return _("You can appeal until %(moment)s.") % {
        "moment": moments.day_and_hour(told.appeal_until, told.zone)
    }


def _for_buyer(told: Told) -> Iterator[Fact]:
    """What he gets of what, and what is taken off; who pays it is not his affair."""
    shown = [one for one in told.amounts if one.money.minor]
    if len(shown) > 1:
        for one in shown:
            yield Fact(_component(one), _signed(one))
        yield Fact(_("You get"), money(told.whole))


def _for_seller(told: Told) -> Iterator[Fact]:
    yield from (
        Fact(_component(one), _signed(one), note=_payer(one, Reader.SELLER))
        for one in told.amounts
        if one.money.minor
    )
    if told.amounts:
        yield Fact(_("It costs you"), money(told.paid_by(Bearer.SELLER)))
    if _label(told) is Bearer.SELLER:
        yield Fact(_("The way back"), _("You pay for the label"))


def priced(told: Told) -> Iterator[Fact]:
    """Of what it is made up, if of several things; and then for each party that pays."""
    parts = [one for one in told.amounts if one.money.minor]
    for one in parts if len(parts) > 1 else ():
        yield Fact(_component(one), _signed(one), note=_payer(one, Reader.AGENT))
    if told.amounts:
        yield Fact(_("The buyer gets"), money(told.whole))
    for bearer in (Bearer.SELLER, Bearer.OPERATOR, Bearer.CARRIER):
        paid = told.paid_by(bearer)
        if paid.minor:
            yield Fact(str(remedy_words.PAYERS[bearer]), money(paid))
    label = _label(told)
    if label:
        yield Fact(_("The way back"), str(remedy_words.PAYERS[label]))


def _component(one: Amount) -> str:
    return str(remedy_words.COMPONENTS[one.component])


def _signed(one: Amount) -> str:
    lowers = one.payer is Bearer.BUYER
    return f"−{money(one.money)}" if lowers else money(one.money)


def _payer(one: Amount, reader: Reader) -> str:
    if one.component is Component.DEDUCTION:
        return ""
    if reader is Reader.SELLER and one.payer is Bearer.SELLER:
        return _("You pay")
    return str(remedy_words.PAYERS[one.payer])


def _label(told: Told) -> Bearer | None:
    return next((one.label for one in told.options if one.label), None)


def _settled(told: Told) -> Iterator[Fact]:
    yield Fact(_("On what ground"), _ground_for_buyer(told))
    if told.decided_at:
        yield Fact(_("Decided"), moments.day_and_hour(told.decided_at, told.zone))


def _ground_for_buyer(told: Told) -> str:
    if told.ground is Ground.BEST_JUDGEMENT:
        return _(
            "The seller did not answer in time, so we decided on what we know, in your interest."
        )
    return str(clause_words.GROUNDS[told.ground])


def _dates(told: Told) -> Iterator[Fact]:
    days = (
        (_("To be sent back by"), _first(one.send_back_by for one in told.options)),
        (_("The money leaves by"), _first(one.refund_due for one in told.options)),
    )
    if told.decided_at:
        yield Fact(_("Decided"), moments.day_and_hour(told.decided_at, told.zone))
    if told.remedy is not Remedy.REFUSE:
        yield from (Fact(label, policy_words.full_day(day)) for label, day in days if day)


def _versions(told: Told) -> str:
    """Which papers it was decided under."""
    facts = next(iter(told.facts), None)
    if facts is None:
        return ""
    said = [_("Standard policy %(version)s") % {"version": facts.standard.version}]
    if facts.own:
        said.append(_("The seller's policy %(version)s") % {"version": facts.own.version})
    if facts.law:
        said.append(_("Law table %(version)s") % {"version": facts.law.version})
    else:
        said.append(_("No law table for this country: no legal floor"))
    return " · ".join(said)
