"""Observations as the operator reads them: the table by topic, the list, and one side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Message
from mostrador.decisions import replay
from mostrador.office import shadow_words as words
from mostrador.office import words as office_words
from mostrador.pages import decision_words, fact_words, moments, shapes
from mostrador.pages.shapes import Column, Fact
from mostrador.pages.templatetags.mostrador import money
from mostrador.pages.told import Told, of_option
from mostrador.rules import agreement
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.moments import moment
from mostrador.rules.money import Money
from mostrador.rules.topics import Topic
from mostrador.shadow.models import Observation
from mostrador.stores.models import Store

COUNTED = ("agrees", "offered", "differs", "open", "not_ours")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    state: str
    kind: str
    at: datetime
    about: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said, with who said it."""

    who: str
    at: datetime
    text: str


def table(store: Store, path: str) -> dict[str, Any]:
    """Counts by topic, the most frequent first, and all together; a topic leads to its list."""
    counts: dict[str, dict[str, int]] = {}
    rows = Observation.objects.filter(store=store).values_list("topic", "agreement")
    for topic, code, n in rows.annotate(Count("pk")):
        found = counts.setdefault(topic.partition(".")[0], {})
        found[code] = found.get(code, 0) + n
    ordered = sorted(counts, key=lambda one: (-sum(counts[one].values()), one))
    whole = {code: sum(one.get(code, 0) for one in counts.values()) for code in COUNTED}
    shown = [[_link(one, path), *_cells(counts[one])] for one in ordered]
    together = format_html("<strong>{}</strong>", _("Together"))
    return {
        "columns": _columns(),
        "rows": [*shown, [together, *_cells(whole)]] if shown else [],
        "percent": agreement.share(whole),
        "total": sum(whole.values()),
        "differs": whole["differs"],
    }


def row(found: Observation) -> Row:
    subject = found.subject_text.body if found.subject_text else ""
    about = [words.topic(found.topic), found.order_id or ""]
    return Row(
        href=reverse("office:shadow_matter", args=[found.store_id, found.pk]),
        title=subject or words.topic(found.topic),
        state=str(words.NARROWED[found.agreement]),
        kind=words.KINDS.get(found.agreement, "plain"),
        at=found.at,
        about=" · ".join(filter(None, about)),
        ours=_ours(found),
        theirs=_theirs(found),
    )


def one(found: Observation) -> dict[str, Any]:
    """Left what we would have done, right what happened."""
    told, said = _told(found), _said(found)
    return {
        "row": row(found),
        "proposal": words.PROPOSALS[found.proposal],
        "judged": list(_judged(found)),
        "agents": decision_words.card_for_agent(told) if told else None,
        "buyers": _to_buyer(found, told),
        "language": found.language,
        "others": list(_others(found)),
        "happened": list(_happened(found)),
        "came": said[:1],
        "said": said[1:],
    }


def _columns() -> list[Column]:
    heads = [words.NARROWED[code] for code in COUNTED]
    numbers = [_("Agreement"), _("Observed"), *map(str, heads)]
    return [Column(_("Topic")), *(Column(one, number=True) for one in numbers)]


def _cells(counts: Mapping[str, int]) -> list[str]:
    percent = agreement.share(counts)
    shown = [str(counts.get(code) or NOTHING) for code in COUNTED]
    return [NOTHING if percent is None else f"{percent} %", str(sum(counts.values())), *shown]


def _link(topic: str, path: str) -> str:
    return format_html('<a href="{}?topic={}#matters">{}</a>', path, topic, words.topic(topic))


def _told(found: Observation) -> Told | None:
    """What is offered first, as the card of a decision shows it."""
    if not found.remedy:
        return None
    answer = replay.answer_from(found.entitlement["answer"][found.line])
    facts = replay.facts_from(found.entitlement["facts"][found.line])
    option = answer.option(Remedy(found.remedy))
    return of_option(option, answer, facts, zone=found.store.time_zone) if option else None


def _to_buyer(found: Observation, told: Told | None) -> shapes.Decision | None:
    """In the buyer's language, as he would have read it."""
    if told is None or found.proposal != Observation.Proposal.DECIDE:
        return None
    with override(found.language):
        return decision_words.card_for_buyer(told)


def _ours(found: Observation) -> str:
    told = _told(found)
    if told and found.proposal == Observation.Proposal.DECIDE:
        return decision_words.answer(told, to_buyer=False)
    return str(words.IN_SHORT[found.proposal])


def _theirs(found: Observation) -> str:
    said = str(Observation.Outcome(found.outcome).label)
    paid = [_amount(one) for one in found.happened if one.get("amount")]
    return f"{said}: {' + '.join(paid)}" if paid else said


def _judged(found: Observation) -> Iterator[Fact]:
    yield Fact(_("Who answers"), str(words.HANDLERS[found.handler]), note=_reasons(found))
    if found.verdict:
        yield Fact(_("The mail"), office_words.verdict(found.verdict))
    yield Fact(_("Topic"), words.topic(found.topic), note=_guessed(found))
    if found.cause:
        yield Fact(_("What happened"), str(fact_words.CAUSES[found.cause]))
    if found.order_id:
        yield Fact(_("Order"), found.order_id)
    if found.seller:
        yield Fact(_("Seller"), str(found.seller))
    yield Fact(_("Language"), office_words.language(found.language))
    if found.asks_seller:
        yield Fact(
            _("Before that"), _("We would have asked the seller, who has 24 hours to answer.")
        )


def _reasons(found: Observation) -> str:
    codes = dict.fromkeys(code for one in found.coverage for code in one.get("reasons") or ())
    return " ".join(str(words.REASONS.get(code, code)) for code in codes)


def _guessed(found: Observation) -> str:
    if found.source == Observation.Source.CONTACT or found.topic == Topic.OTHER:
        return ""
    return _("As the buyer's words have it; nobody has read them.")


def _others(found: Observation) -> Iterator[str]:
    """What the buyer could have had instead."""
    said = (found.entitlement.get("answer") or {}).get(found.line)
    for option in replay.answer_from(said).options if said else ():
        if str(option.remedy) not in {found.remedy, Remedy.EXPLAIN, Remedy.REFUSE}:
            yield str(fact_words.REMEDIES[option.remedy])


def _happened(found: Observation) -> Iterator[Fact]:
    for one in found.happened:
        at = moment(one["at"]) if one.get("at") else None
        when = moments.day_and_hour(at, found.store.time_zone) if at else ""
        label = str(Observation.Outcome(one["outcome"]).label)
        paid = _amount(one) if one.get("amount") else ""
        yield Fact(label, paid or when or _("Nobody wrote down when."), note=when if paid else "")


def _amount(one: Mapping[str, str]) -> str:
    return money(Money.of(one["amount"], one["currency"]))


def _said(found: Observation) -> list[Words]:
    """In its order, as it was said; in a contact, to and by the buyer."""
    if found.contact_id:
        rows = Message.objects.filter(contact=found.contact_id, lane=Lane.BUYER)
        told = rows.order_by("at", "pk").select_related("text")
        return [_words(one.author.partition(":")[0], one.at, one.text.body) for one in told]
    heard = found.heard.order_by("at", "pk").select_related("text")
    return [_words(one.who, one.at, one.text.body) for one in heard]


def _words(who: str, at: datetime, text: str) -> Words:
    known = "service" if who == "agent" else who
    return Words(str(words.WHO.get(known, words.WHO["service"])), at, text)
