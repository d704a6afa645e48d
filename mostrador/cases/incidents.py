"""An outage that the operator posts: every open question is given its length, once (E6)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mostrador.cases import reminders
from mostrador.cases.incident_models import Incident
from mostrador.cases.models import Question
from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact, Delivery
from mostrador.contacts.names import fresh
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules import case_clock
from mostrador.rules.urgency import urgent_at
from mostrador.sealed import keeping
from mostrador.sellers.reach_models import Reach
from mostrador.stores.models import Store

A_BATCH = 400


class OverlapsError(Exception):
    """Part of this time has been given already."""


@dataclass(frozen=True, slots=True)
class Outage:
    """When it was, and what sellers read about it."""

    from_at: datetime
    until_at: datetime
    words: str


@transaction.atomic
def post(store: Store, outage: Outage, *, by: str, now: datetime) -> Incident:
    """Write it down and move what was asked before it ended. The same again moves nothing.

    OverlapsError where another incident of the store has given part of this time.
    """
    Store.objects.select_for_update().get(pk=store.pk)
    known = Incident.objects.filter(store=store)
    same = known.filter(from_at=outage.from_at, until_at=outage.until_at).first()
    if same:
        return same
    if known.filter(from_at__lt=outage.until_at, until_at__gt=outage.from_at).exists():
        raise OverlapsError(store.pk)
    incident = Incident.objects.create(
        id=fresh("INC"),
        store=store,
        from_at=outage.from_at,
        until_at=outage.until_at,
        words=keeping.text(outage.words, of=f"store:{store.pk}"),
        posted_by=by,
        posted_at=now,
    )
    incident.shifted = _shift(incident, by=by, now=now)
    incident.save(update_fields=["shifted"])
    return incident


def fell_into_one(question: Question) -> bool:
    """It lapsed before anybody had posted the incident: its time was not given back (E6)."""
    known = Incident.objects.filter(
        store=question.contact.store, from_at__lt=question.due_at, until_at__gt=question.asked_at
    )
    return known.filter(posted_at__gt=question.due_at).exists()


def _shift(incident: Incident, *, by: str, now: datetime) -> int:
    """All that is open, batch by batch, in the order of its ids."""
    moved, last = 0, ""
    while batch := _batch(incident, last, now):
        _move(batch, incident, by=by, now=now)
        moved, last = moved + len(batch), batch[-1].contact_id
    return moved


def _batch(incident: Incident, after: str, now: datetime) -> list[Question]:
    """Whole contacts; a question whose time is over has lapsed, whoever has looked (E13)."""
    awake = Question.objects.filter(
        contact__store=incident.store, contact_id__gt=after, state=Question.State.OPEN,
        asked_at__lt=incident.until_at, due_at__gte=now,
    )  # fmt: skip
    keys = awake.order_by("contact_id").values_list("contact_id", flat=True).distinct()[:A_BATCH]
    contacts = Contact.objects.select_for_update(of=("self",)).select_related("store")
    locked = contacts.filter(pk__in=list(keys)).order_by("pk").in_bulk()
    found = list(awake.filter(contact__in=locked).select_related("part").order_by("contact_id"))
    for question in found:
        question.contact = question.part.contact = locked[question.contact_id]
    return found


def _move(asked: list[Question], incident: Incident, *, by: str, now: datetime) -> None:
    wishes = {one.seller_id: one for one in Reach.objects.filter(seller__in=_sellers(asked))}
    happened: dict[str, list[Happening]] = defaultdict(list)
    for question in asked:
        before, question.due_at = question.due_at, _later(question, incident)
        question.wakes_at = question.due_at
        wish = wishes.get(question.seller_id)
        question.reminds_at = reminders.next_at_of(question, wish, after=now)
        happened[question.contact_id].append(_said(question, incident, before, by=by, now=now))
    Question.objects.bulk_update(asked, ["due_at", "wakes_at", "reminds_at"], batch_size=100)
    _write(asked, happened, now=now)


def _later(question: Question, incident: Incident) -> datetime:
    return case_clock.shifted(
        question.due_at, began_at=incident.from_at, ended_at=incident.until_at
    )


def _said(
    question: Question, incident: Incident, before: datetime, *, by: str, now: datetime
) -> Happening:
    facts = {
        "question": question.pk,
        "kind": question.kind,
        "incident": incident.pk,
        "before": before,
        "due_at": question.due_at,
    }
    return Happening("question_shifted", now, by, facts)


def _write(asked: list[Question], happened: dict[str, list[Happening]], *, now: datetime) -> None:
    contacts = {one.contact_id: one.contact for one in asked}
    dues: dict[str, list[datetime]] = defaultdict(list)
    for question in asked:
        dues[question.contact_id].append(question.due_at)
    rows = [contacts[key] for key in happened]
    urgencies = [
        urgent_at(row.state, promised_at=row.answer_due_at, questions_due_at=dues[row.pk])
        or row.urgent_at
        for row in rows
    ]
    chain.write_all([(row, happened[row.pk]) for row in rows], {"urgent_at": urgencies})
    deliveries.owe_all([_mail(one) for one in asked], now=now)
    topics = [*map(events.contact, contacts), *map(events.seller, _sellers(asked))]
    events.tell(events.DESK, *topics, at=now)


def _mail(question: Question) -> Delivery:
    return deliveries.unsaved(
        question.contact, "seller/shifted", to="seller", lane="seller", part=question.part,
        facts={"question": question.pk},
    )  # fmt: skip


def _sellers(asked: list[Question]) -> set[str]:
    return {one.seller_id for one in asked}
