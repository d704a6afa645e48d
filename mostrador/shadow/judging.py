"""What we would have done with a matter: read from rows, nothing written."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mostrador.contacts import imagining
from mostrador.contacts.models import Contact
from mostrador.decisions import facts, replay
from mostrador.decisions.facts import Asked
from mostrador.orders.models import Order
from mostrador.rules import as_it_was
from mostrador.rules import entitlement as rule
from mostrador.rules.entitlement_facts import Entitlement, Remedy
from mostrador.rules.matters import Matter, of_topic, supposed
from mostrador.rules.topics import Topic
from mostrador.shadow.models import Observation

OURS = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The columns of an observation that the judgement fills."""

    topic: str
    handler: str
    coverage: Sequence[Mapping[str, Any]]
    proposal: str
    cause: str = ""
    remedy: str = ""
    line: str = ""
    entitlement: Mapping[str, Any] = field(default_factory=dict)
    asks_seller: bool = False


def judge(contact: Contact, subject: str, text: str, *, until: datetime | None = None) -> Judged:
    """The contact need not be one that is kept. `until`: the facts of then, not those of now."""
    matter = of_topic(Topic.of(contact.topic), supposed(subject, text))
    kept = contact.topic if matter.topic == Topic.of(contact.topic) else str(matter.topic)
    order = _order(contact.order, until) if contact.order and until else contact.order
    then = imagining.contact_as_it_was(contact, order, topic=kept)
    found = {"topic": kept, "handler": then.handler, "coverage": then.coverage}
    if then.handler != OURS:
        return Judged(**found, proposal=Observation.Proposal.PASS_ON)
    if then.order is None or not then.verified:
        return Judged(**found, proposal=Observation.Proposal.ASK_ORDER)
    if matter.cause is None:
        return Judged(**found, proposal=Observation.Proposal.ANSWER)
    return _decided(then, matter, found, until)


def _order(order: Order, until: datetime) -> Order:
    then = copy.copy(order)
    then.body = as_it_was.order(order.body, until)
    return then


def _decided(
    then: Contact, matter: Matter, found: Mapping[str, Any], until: datetime | None
) -> Judged:
    known = facts.gather(then, until=until)
    ours = [line.ref for line in facts.lines_of_ours(then) if line.ref in known.accounts]
    if matter.cause is None or not ours:
        return Judged(**found, proposal=Observation.Proposal.ANSWER)
    asked = Asked(cause=matter.cause, withdraws=matter.topic is Topic.WITHDRAWAL)
    now = until or then.opened_at
    each = {ref: facts.of_line(known, ref, asked, now=now) for ref in ours}
    answers = {ref: rule.entitlement(one) for ref, one in each.items()}
    line = _first(answers)
    remedy = answers[line].options[0].remedy
    words = remedy in {Remedy.EXPLAIN, Remedy.REFUSE}
    return Judged(
        **found,
        proposal=Observation.Proposal.ANSWER if words else Observation.Proposal.DECIDE,
        cause=str(matter.cause),
        remedy=str(remedy),
        line=line,
        entitlement=replay.stored(each, answers),
        asks_seller=any(one.ask_seller for one in answers.values()),
    )


def _first(answers: Mapping[str, Entitlement]) -> str:
    """The first line for which there is more than words."""
    more = (ref for ref, one in answers.items() if one.options[0].remedy is not Remedy.EXPLAIN)
    return next(more, next(iter(answers)))
