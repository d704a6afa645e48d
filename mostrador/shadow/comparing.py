"""Looking again, day by day, for what happened to the matters that are observed."""

from datetime import datetime

from django.db import transaction

from mostrador.shadow import observing
from mostrador.shadow.models import Observation

A_BATCH = 50


def next_at() -> datetime | None:
    awake = Observation.objects.filter(wakes_at__isnull=False).order_by("wakes_at")
    return awake.values_list("wakes_at", flat=True).first()


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """A batch of those whose day is over; safe twice, or in two places at once."""
    due = Observation.objects.filter(wakes_at__lt=now).order_by("wakes_at", "pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:A_BATCH])
    for row in rows:
        observing.compare(row, now=now)
    return len(rows)
