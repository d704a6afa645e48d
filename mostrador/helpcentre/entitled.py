"""The answer before the queue: what a buyer may have of the lines he ticked, and his buttons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.contacts import imagining
from mostrador.contacts.models import Contact
from mostrador.decisions import facts, judgement
from mostrador.helpcentre import own
from mostrador.helpcentre.found_orders import Found
from mostrador.helpcentre.happened import WHATS
from mostrador.pages import decision_words, shapes
from mostrador.pages.told import Told
from mostrador.rules.entitlement_facts import Cause, Entitlement, Facts, Option, Remedy

# What he may have by pressing a button himself; the rest a person looks at first.
PRESSED: Mapping[Remedy, tuple[Promise, str]] = {
    Remedy.CANCEL: (_("Cancel it"), "circle-x"),
    Remedy.RETURN: (_("Return it"), "package"),
}
# What he asks us for, as the beginning of his words.
WISHES: Mapping[str, Promise] = {
    Remedy.REPLACEMENT: _("I would like a new one."),
    Remedy.REFUND_RETURNLESS: _("I would like my money back."),
    Remedy.EXCHANGE: _("I would like to exchange it."),
    Remedy.REPAIR: _("I would like it repaired."),
}
# These are no answer to what happened, or are said by those that are.
NOT_SHOWN = frozenset({
    Remedy.EXPLAIN, Remedy.REFUSE, Remedy.GOODWILL, Remedy.CHANGE_ADDRESS, Remedy.CHANGE_ITEM,
    Remedy.CHANGE_PAYMENT, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_ON_PROOF,
    Remedy.PARTIAL_REFUND,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines that may have the same, and what that is, the kindest first."""

    titles: tuple[str, ...]
    refs: tuple[str, ...]
    cards: tuple[shapes.Decision, ...]


def imagined(found: Found, topic: str, *, now: datetime) -> Contact:
    """The contact as it would be opened now."""
    return imagining.contact_about(found.order, found.store, topic=topic, at=now)


def answers(found: Found, what: str, refs: Sequence[str], *, now: datetime) -> list[Answer]:
    """One for each set of remedies; only of what the service answers for."""
    cause = WHATS[what].cause
    if cause is None:
        return []
    contact = imagined(found, WHATS[what].topic.value, now=now)
    ours = [line.ref for line in facts.lines_of_ours(contact) if line.ref in refs]
    entitled = judgement.entitled(contact, cause=cause.value, lines=ours, now=now) if ours else {}
    return [_answer(found, contact, what, group, entitled, now=now) for group in _alike(entitled)]


def _alike(entitled: dict[str, Entitlement]) -> list[list[str]]:
    """Lines that may have the same, together."""
    groups: dict[tuple[Remedy, ...], list[str]] = {}
    for ref, one in entitled.items():
        groups.setdefault(tuple(option.remedy for option in _shown(one)), []).append(ref)
    return list(groups.values())


def _shown(entitlement: Entitlement) -> list[Option]:
    found = {each.remedy: each for each in entitlement.options if each.remedy not in NOT_SHOWN}
    return list(found.values())


def _answer(
    found: Found,
    contact: Contact,
    what: str,
    refs: list[str],
    entitled: dict[str, Entitlement],
    *,
    now: datetime,
) -> Answer:
    cause = WHATS[what].cause or Cause.NO_REASON
    known = {ref: facts.facts_of(contact, ref, cause=cause, now=now) for ref in refs}
    remedies = [option.remedy for option in _shown(entitled[refs[0]])]
    titles = [own.title_of(line) for line in found.lines if line.ref in refs]
    return Answer(
        tuple(titles),
        tuple(refs),
        tuple(
            decision_words.card_for_buyer(
                _told(found, remedy, refs, entitled, known), why="",
                actions=(_action(found, remedy, what, refs),),
            )
            for remedy in remedies
        ),
    )  # fmt: skip


def _told(
    found: Found,
    remedy: Remedy,
    refs: Iterable[str],
    entitled: dict[str, Entitlement],
    known: dict[str, Facts],
) -> Told:
    """What all these lines together come to."""
    each = [_of_line(found, remedy, entitled[ref], known[ref]) for ref in refs]
    first = each[0]
    return replace(
        first,
        amounts=tuple(amount for one in each for amount in one.amounts),
        options=tuple(option for one in each for option in one.options),
        facts=tuple(fact for one in each for fact in one.facts),
    )


def _of_line(found: Found, remedy: Remedy, entitlement: Entitlement, known: Facts) -> Told:
    option = next(one for one in _shown(entitlement) if one.remedy is remedy)
    return decision_words.of_option(option, entitlement, known, zone=found.store.time_zone)


def _action(found: Found, remedy: Remedy, what: str, refs: Sequence[str]) -> shapes.Action:
    given = {"what": what, "line": list(refs)}
    if remedy in PRESSED:
        words, icon = PRESSED[remedy]
        post = f"{reverse('help:choice', args=[found.seal])}?{urlencode(given, doseq=True)}"
        return shapes.Action(
            str(words), look="main", icon=icon, name="remedy", value=remedy.value, post=post
        )
    asked = urlencode({**given, "wish": remedy.value}, doseq=True)
    href = f"{reverse('help:matter', args=[found.seal])}?{asked}"
    return shapes.Action(str(_("Ask us for it")), href=href, icon="message-square")
