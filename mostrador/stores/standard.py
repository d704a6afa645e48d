"""The standard return policy of a store (R19): the only writer and reader of its versions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules.bodies import Given, Reason, RefusedError
from mostrador.rules.return_bodies import HOLIDAYS, Body, body_of, read
from mostrador.rules.return_policy import ReturnPolicy
from mostrador.rules.standard_policies import standard_for
from mostrador.stores.models import StandardPolicy, Store

PUBLISHED = "standard_policy_published"


def standard_of(store: Store, *, at: datetime) -> ReturnPolicy:
    """The version in force at that moment, else the one that stores of its country begin with."""
    found = versions(store).filter(from_at__lte=at).first()
    return policy_in(found, store) if found else standard_for(store.country, store.currency)


def standards_of(stores: Iterable[Store], *, at: datetime) -> dict[str, ReturnPolicy]:
    """The same for several stores at once."""
    known = {store.pk: store for store in stores}
    begun = StandardPolicy.objects.filter(store__in=known, from_at__lte=at).order_by("from_at")
    # Whoever is read last is the newest.
    newest = {one.store_id: one for one in begun}
    return {
        key: policy_in(newest[key], store)
        if key in newest
        else standard_for(store.country, store.currency)
        for key, store in known.items()
    }


def versions(store: Store) -> QuerySet[StandardPolicy]:
    """The newest first; those to come stand above the one in force."""
    return StandardPolicy.objects.filter(store=store).order_by("-from_at")


def policy_in(version: StandardPolicy, store: Store) -> ReturnPolicy:
    given = Given.of(dict(version.dimensions), "policy")
    return read(given, _beside(standard_for(store.country, store.currency)), store.currency)


@transaction.atomic
def publish(
    store: Store, dimensions: Body, *, from_at: datetime, by: str, now: datetime
) -> StandardPolicy:
    """A new version for what is ordered from then on; what is left out stays as it was.

    Never for the past: orders keep what they were placed under (E56). Raises RefusedError with
    every reason.
    """
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    given = Given.of(dimensions, "policy")
    known = standard_of(store, at=from_at)
    policy = read(given, _beside(known) if given.has(HOLIDAYS) else known, store.currency)
    given.settled(policy)
    _refuse_other_moments(store, from_at, now)
    made = StandardPolicy.objects.create(
        store=store, from_at=from_at, dimensions=body_of(policy), wakes_at=from_at
    )
    facts = {"from": from_at, "digest": digest(made.dimensions)}
    # Coverage (E33) must outlast every window that was ever promised, so this one never shrinks.
    longest = max(store.return_window_days, policy.longest_window)
    chain.write(store, {}, [Happening(PUBLISHED, now, by, facts)], return_window_days=longest)
    return made


def next_at() -> datetime | None:
    """When the next version comes into force that nobody has taken note of."""
    awake = StandardPolicy.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


def begun(*, now: datetime) -> QuerySet[StandardPolicy]:
    """In force, and not taken note of yet."""
    return StandardPolicy.objects.filter(wakes_at__lt=now).order_by("wakes_at", "pk")


def note(version: StandardPolicy) -> bool:
    """Whoever does what follows from its beginning claims it here: he alone gets True."""
    unnoted = StandardPolicy.objects.filter(pk=version.pk, wakes_at__isnull=False)
    return bool(unnoted.update(wakes_at=None))


def _beside(policy: ReturnPolicy) -> ReturnPolicy:
    """A standard says all its holidays itself: nothing comes from an older one."""
    return replace(policy, holiday_extension=())


def digest(dimensions: Body) -> str:
    """Of a policy, for its history."""
    return hashlib.sha256(json.dumps(dimensions, sort_keys=True).encode()).hexdigest()


def _refuse_other_moments(store: Store, from_at: datetime, now: datetime) -> None:
    if from_at < now:
        sentence = "A version begins now or later: orders keep what they were placed under."
        raise RefusedError([Reason("IN_THE_PAST", sentence, "/from")])
    if versions(store).filter(from_at=from_at).exists():
        sentence = "Another version begins at this very moment; choose another."
        raise RefusedError([Reason("MOMENT_TAKEN", sentence, "/from")])
