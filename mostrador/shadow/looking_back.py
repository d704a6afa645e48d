"""The last days of a store, observed: its contacts that are over, a batch at a time."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.shadow import observing
from mostrador.shadow.happened import STANDS
from mostrador.shadow.models import LookBack
from mostrador.stores.models import Store

log = logging.getLogger("mostrador.shadow")
A_BATCH = 20
MOST_DAYS = 3650
# What went to the seller shows who we think should answer.
OVER = (Contact.State.RESOLVED, Contact.State.HANDED_OVER)


@transaction.atomic
def ask(store: Store, days: int, *, by: str, now: datetime) -> LookBack:
    """Observe the contacts of these days; while one wish is worked on, a second adds nothing."""
    Store.objects.select_for_update(of=("self",), no_key=True).get(pk=store.pk)
    known = LookBack.objects.filter(store=store, finished_at=None).first()
    return known or LookBack.objects.create(
        store=store,
        days=days,
        asked_by=by,
        asked_at=now,
        since=now - timedelta(days=days),
        wakes_at=now,
    )


def last_of(store: Store) -> LookBack | None:
    return LookBack.objects.filter(store=store).order_by("-asked_at", "-pk").first()


def next_at() -> datetime | None:
    awake = LookBack.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """One batch of one wish, and how far it has come, in one act: a crash loses nothing."""
    waiting = LookBack.objects.filter(wakes_at__lt=now).order_by("wakes_at", "pk")
    wish = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if wish is None:
        return 0
    batch = list(_next(wish)[:A_BATCH])
    for contact in batch:
        if _observed(contact, now=now):
            wish.observed += 1
        else:
            wish.failed += 1
    if batch:
        wish.after_at, wish.after_id = batch[-1].opened_at, batch[-1].pk
    if len(batch) < A_BATCH:
        wish.finished_at, wish.wakes_at = now, None
    wish.save()
    return 1


def _next(wish: LookBack) -> QuerySet[Contact]:
    """Buyers' matters that are over for us or decided, the oldest first."""
    decided = Decision.objects.filter(contact=OuterRef("pk"), state__in=STANDS)
    over = Contact.objects.filter(
        Q(state__in=OVER) | Exists(decided),
        store=wish.store_id,
        kind=Contact.Kind.BUYER,
        opened_at__gte=wish.since,
        opened_at__lte=wish.asked_at,
    )
    behind = Q()
    if wish.after_at:
        later = Q(opened_at__gt=wish.after_at)
        behind = later | Q(opened_at=wish.after_at, pk__gt=wish.after_id)
    related = ("store", "order__buyer", "order__store", "buyer", "product", "subject_text")
    return over.filter(behind).select_related(*related).order_by("opened_at", "pk")


def _observed(contact: Contact, *, now: datetime) -> bool:
    """One that cannot be judged does not keep the others waiting."""
    try:
        with transaction.atomic():
            observing.contact(contact, now=now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("contact %s could not be observed", contact.pk)
        return False
    return True
