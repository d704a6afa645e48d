"""Every night: what the marketplace said it did, beside the records that came from it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from mostrador.decisions import instruction_bodies
from mostrador.decisions.models import Difference, Instruction, Reconciliation
from mostrador.orders.models import Event, Order
from mostrador.rules import order_changes, reconciliation
from mostrador.rules.money import Money
from mostrador.rules.reconciliation import PATIENCE, Code, Found, Record, Told
from mostrador.sealed import keeping
from mostrador.stores.models import Store

# A second refund may come weeks after the first.
LOOKS_BACK = timedelta(days=60)
A_PAGE = 200
# Only a person takes this one off the list: nothing that comes later makes it untrue.
STAYS = {Code.SAID_OTHERWISE, Code.SAID_BOTH}
# Where a refund's record may say what it is for.
NAMES = ("instruction", "decision", "reference")


class GoneError(Exception):
    """The difference is over, or somebody has noted it already."""


def plan(store: Store, *, now: datetime) -> None:
    """From its first instruction on a store is looked at every night."""
    wakes_at = reconciliation.next_look(now, store.zone)
    Reconciliation.objects.get_or_create(store=store, defaults={"wakes_at": wakes_at})


def next_at() -> datetime | None:
    return Reconciliation.objects.order_by("wakes_at").values_list("wakes_at", flat=True).first()


def sweep(*, now: datetime) -> int:
    """Look at every store whose hour has come, once; returns how many."""
    due = Reconciliation.objects.filter(wakes_at__lt=now).select_related("store")
    return sum(_claimed(row, now=now) for row in due.order_by("wakes_at"))


def look(store: Store, *, now: datetime) -> None:
    """Compare everything that can still differ, a page of orders at a time."""
    orders = _orders(store, now=now)
    for start in range(0, len(orders), A_PAGE):
        _compare(store, orders[start : start + A_PAGE], now=now)
    Reconciliation.objects.filter(store=store).update(looked_at=now)


def note_down(
    instruction: Instruction, code: str, facts: Mapping[str, str], *, now: datetime
) -> None:
    """Found by itself while something else was done."""
    found = Found(Code(code), instruction.pk, facts)
    _keep(instruction.order, instruction.store, found, instruction, now=now)


@transaction.atomic
def acknowledge(difference_id: int, note: str, *, by: str, now: datetime) -> Difference:
    """A person has looked into it and says what came of it. Raises GoneError."""
    row = Difference.objects.select_for_update(of=("self",)).get(pk=difference_id)
    if row.noted_at or row.gone_at:
        raise GoneError(row.key)
    row.note = keeping.text(note, of=f"order:{row.order_id}")
    row.noted_by, row.noted_at = by, now
    row.save(update_fields=["note", "noted_by", "noted_at"])
    return row


def open_ones() -> QuerySet[Difference]:
    """What nobody has looked into yet, the newest first."""
    rows = Difference.objects.filter(gone_at=None, noted_at=None)
    return rows.select_related("store", "order", "instruction").order_by("-found_at", "-pk")


def _claimed(row: Reconciliation, *, now: datetime) -> bool:
    wakes_at = reconciliation.next_look(now, row.store.zone)
    mine = Reconciliation.objects.filter(pk=row.pk, wakes_at=row.wakes_at)
    if not mine.update(wakes_at=wakes_at):
        return False
    look(row.store, now=now)
    return True


def _orders(store: Store, *, now: datetime) -> list[str]:
    late = Q(acknowledged_at__gt=now - LOOKS_BACK) | Q(reconciled_at=None)
    said = Instruction.objects.exclude(state=Instruction.State.WITHHELD)
    rows = said.filter(late, store=store).order_by("order_id")
    return list(rows.values_list("order_id", flat=True).distinct())


@transaction.atomic
def _compare(store: Store, keys: Sequence[str], *, now: datetime) -> None:
    told: dict[str, list[Instruction]] = {key: [] for key in keys}
    said = Instruction.objects.exclude(state=Instruction.State.WITHHELD)
    for row in said.filter(order__in=keys).order_by("made_at", "pk"):
        told[row.order_id].append(row)
    records: dict[str, list[Record]] = {key: [] for key in keys}
    for event in Event.objects.filter(order__in=keys, kind=Event.Kind.REFUND).order_by("key"):
        records[event.order_id].append(_record(event))
    for order in Order.objects.filter(pk__in=keys):
        rows = told[order.pk]
        found = reconciliation.differences(
            [_told(row) for row in rows], records[order.pk], order.body, now=now
        )
        _settle(store, order, rows, found, now=now)


def _settle(
    store: Store,
    order: Order,
    rows: Iterable[Instruction],
    found: Sequence[Found],
    *,
    now: datetime,
) -> None:
    """Write down what is new and take off what has come right."""
    by_id = {row.pk: row for row in rows}
    for each in found:
        _keep(order, store, each, by_id.get(each.about), now=now)
    there = [_key(each) for each in found]
    over = Difference.objects.filter(order=order, gone_at=None).exclude(key__in=there)
    over.exclude(code__in=STAYS).update(gone_at=now)
    right = set(by_id) - {each.about for each in found}
    sure = Instruction.objects.filter(pk__in=right, acknowledged_at__lt=now - PATIENCE)
    sure.filter(reconciled_at=None).update(reconciled_at=now)


def _keep(
    order: Order, store: Store, found: Found, instruction: Instruction | None, *, now: datetime
) -> None:
    row, new = Difference.objects.get_or_create(
        key=_key(found),
        defaults={
            "code": str(found.code), "store": store, "order": order, "instruction": instruction,
            "facts": dict(found.facts), "found_at": now,
        },
    )  # fmt: skip
    if not new and row.gone_at:
        Difference.objects.filter(pk=row.pk).update(gone_at=None, facts=dict(found.facts))


def _key(found: Found) -> str:
    return f"{found.code}:{found.about}"


def _told(row: Instruction) -> Told:
    body = instruction_bodies.done(row)
    names = {row.pk, row.decision_id, row.acknowledgement.get("reference") or row.pk}
    return Told(
        id=row.pk,
        kind=str(row.kind),
        state=str(row.state),
        made_at=row.made_at,
        acknowledged_at=row.acknowledged_at,
        money=order_changes.balance(body),
        names=frozenset(names),
        payload=body,
    )


def _record(event: Event) -> Record:
    body = event.body
    named = [str(body[key]) for key in NAMES if body.get(key)]
    return Record(event.key, _money(body), event.at, frozenset([*named, str(body.get("id"))]))


def _money(body: Mapping[str, Any]) -> Money | None:
    try:
        return Money.of(str(body["amount"]), str(body["currency"]))
    except (KeyError, ValueError):
        return None
