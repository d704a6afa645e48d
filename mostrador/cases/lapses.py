"""The clock's part of the Case Log: what was not answered in time lapses, once (R17, E13)."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mostrador.cases.models import Question
from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact, Delivery
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.rules.urgency import urgent_at

A_BATCH = 400


def next_at() -> datetime | None:
    """When the next open question falls due."""
    awake = Question.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Write down every question whose time is over; safe twice, or in two places at once.

    What is due at `now` to the microsecond is still in time (E2). Returns how many lapsed.
    """
    return _lapse(Question.objects.all(), now=now)


@transaction.atomic
def lapse(question_id: str, *, now: datetime) -> None:
    """One question, if its time is over: before a late answer is written down behind it."""
    _lapse(Question.objects.filter(pk=question_id), now=now)


def _lapse(questions: QuerySet[Question], *, now: datetime) -> int:
    due = questions.filter(wakes_at__lt=now).order_by("wakes_at")[:A_BATCH]
    keys = dict(due.values_list("pk", "contact_id"))
    if not keys:
        return 0
    # Contacts first and in the order of their ids, as everyone locks them.
    contacts = Contact.objects.select_for_update(of=("self",)).select_related("store")
    locked = contacts.filter(pk__in=set(keys.values())).order_by("pk").in_bulk()
    still = Question.objects.filter(pk__in=keys, wakes_at__lt=now).select_related("part")
    lapsed = list(still.order_by("due_at"))
    Question.objects.filter(pk__in=[one.pk for one in lapsed]).update(
        state=Question.State.LAPSED, wakes_at=None, reminds_at=None
    )
    _write(lapsed, locked, now=now)
    return len(lapsed)


def _write(lapsed: list[Question], contacts: dict[str, Contact], *, now: datetime) -> None:
    by_contact: dict[str, list[Question]] = defaultdict(list)
    for question in lapsed:
        by_contact[question.contact_id].append(question)
    waiting = _still_waiting(list(by_contact))
    rows = [contacts[key] for key in by_contact]
    states = [_state(row, waiting) for row in rows]
    urgencies = [_urgent(row, state, now) for row, state in zip(rows, states, strict=True)]
    chain.write_all(
        [(row, [_happening(one) for one in by_contact[row.pk]]) for row in rows],
        {"state": states, "urgent_at": urgencies},
    )
    deliveries.owe_all(
        [mail for one in lapsed for mail in _mails(one, contacts[one.contact_id])], now=now
    )
    if lapsed:
        sellers = {one.seller_id for one in lapsed}
        concerned = [*map(events.contact, by_contact), *map(events.seller, sellers)]
        events.tell(events.DESK, *concerned, at=now)


def _happening(question: Question) -> Happening:
    # It lapsed when it was due, not when we happened to look.
    facts = {"question": question.pk, "kind": question.kind}
    return Happening("question_lapsed", question.due_at, "clock", facts)


def _mails(question: Question, contact: Contact) -> list[Delivery]:
    """The buyer hears that we decide now (E15); the seller that his time is over."""
    if contact.handler != "service":
        # The matter has gone to the seller meanwhile: there is nothing for us to decide.
        return []
    facts = {"question": question.pk}
    question.part.contact = contact
    return [
        deliveries.unsaved(contact, "deciding", to="buyer", lane="buyer", facts=facts),
        deliveries.unsaved(
            contact, "seller/lapsed", to="seller", lane="seller", part=question.part, facts=facts
        ),
    ]


def _still_waiting(contacts: list[str]) -> set[str]:
    others = Question.objects.filter(contact__in=contacts, state=Question.State.OPEN)
    return set(others.values_list("contact_id", flat=True))


def _state(contact: Contact, waiting: set[str]) -> str:
    if contact.state != Contact.State.WAITING_FOR_SELLER or contact.pk in waiting:
        return str(contact.state)
    return str(Contact.State.OPEN)


def _urgent(contact: Contact, state: str, now: datetime) -> datetime | None:
    """An answered buyer's contact whose question lapsed wants a decision at once."""
    if state == Contact.State.WAITING_FOR_SELLER:
        return contact.urgent_at
    due = urgent_at(state, promised_at=contact.answer_due_at)
    return due or (now if state == Contact.State.OPEN else None)
