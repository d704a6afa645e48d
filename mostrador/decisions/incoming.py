"""What happened elsewhere to an order that somebody asks about: claims, chargebacks, refunds.

They freeze what was decided and not yet carried out, and release it again (E53, E60).
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.handover import lock
from mostrador.contacts.models import Contact
from mostrador.decisions import executing, journeys, rechecking
from mostrador.decisions.models import Decision, Instruction
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.orders.models import Event
from mostrador.rules import order_changes
from mostrador.rules.money import Money

BY = "program:records"
OVER = (Contact.State.RESOLVED, Contact.State.MERGED, Contact.State.HANDED_OVER)
# How a record says that it is about an instruction of ours.
NAMES = ("instruction", "decision", "reference", "id")


@transaction.atomic
def take_note(key: str, *, now: datetime) -> None:
    """Every open contact about these units says so, and nothing that hangs on it is carried out."""
    event = Event.objects.get(pk=key)
    if event.kind == Event.Kind.REFUND and _is_ours(event):
        return
    about = Contact.objects.filter(order=event.order_id, kind=Contact.Kind.BUYER)
    for found in about.exclude(state__in=OVER).order_by("pk"):
        if _concerns(found, event):
            _note(lock(found.pk), event, now=now)
            _stop(found.pk, now=now)


def _note(contact: Contact, event: Event, *, now: datetime) -> None:
    """It happened there when the record says; the agent reads of it now."""
    chain.write(contact, {}, [_happened(event, now=now)])
    events.tell(events.DESK, events.contact(contact.pk), at=now)


def _happened(event: Event, *, now: datetime) -> Happening:
    body = event.body
    named = {"event": event.pk, "lines": body.get("lines") or []}
    if event.kind == Event.Kind.CLAIM:
        what = "claim_told" if journeys.still_holds(body) else "claim_over"
        return Happening(what, now, BY, {**named, "kind": body["kind"]})
    money = {key: body.get(key) for key in ("amount", "currency")}
    return Happening("refunded_elsewhere", now, BY, {**named, **money})


def _stop(contact_id: str, *, now: datetime) -> None:
    waiting = Decision.objects.filter(
        contact=contact_id, state=Decision.State.DECIDED, wakes_at__isnull=False
    )
    for key in list(waiting.order_by("pk").values_list("pk", flat=True)):
        decision = executing.locked(key)
        why = rechecking.changed(decision)
        if why:
            executing.stop(decision, reason=why, by=BY, now=now)


def _concerns(contact: Contact, event: Event) -> bool:
    """A record that names no line is about all of them, and so is a contact."""
    lines = {str(one) for one in event.body.get("lines") or ()}
    asked = {str(one["line"]) for one in contact.coverage if one.get("line")}
    return not lines or not asked or bool(lines & asked)


def _is_ours(event: Event) -> bool:
    """Told back to us: by its name, or as the refund of that amount that we are waiting for."""
    given = Instruction.objects.filter(order=event.order_id)
    named = {str(event.body[key]) for key in NAMES if event.body.get(key)}
    if named & set(given.values_list("pk", flat=True)):
        return True
    if named & set(given.values_list("decision_id", flat=True)):
        return True
    money = _money(event.body)
    ordered = [order_changes.ordered_balance(row.payload) for row in given.exclude(state="refused")]
    told = Event.objects.filter(order=event.order_id, kind=Event.Kind.REFUND)
    alike = [row for row in told if _money(row.body) == money]
    return money is not None and len(alike) <= ordered.count(money)


def _money(body: dict[str, Any]) -> Money | None:
    try:
        return Money.of(str(body["amount"]), str(body["currency"]))
    except (KeyError, ValueError):
        return None
