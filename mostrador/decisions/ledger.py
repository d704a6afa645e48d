"""Who paid for what: the only writer of the ledger. Every entry adds up to nothing (E60, E66)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from mostrador.decisions import money
from mostrador.decisions.models import Decision, LedgerEntry, Posting
from mostrador.orders.models import Line
from mostrador.rules.amounts import postings
from mostrador.rules.entitlement_facts import Amount, Bearer

Accounts = Mapping[tuple[str, str], int]


class UnbalancedError(ValueError):
    """An entry that does not add up to nothing was about to be written."""


@transaction.atomic
def concede(
    decision: Decision,
    *,
    key: str,
    amounts: Sequence[Mapping[str, Any]],
    now: datetime,
    reason: str = "",
) -> list[LedgerEntry]:
    """Write down what the decision gives, once by `key`: an entry for each seller of its lines.

    `amounts` are the decision's, each with its line. The same key again changes nothing.
    """
    by_seller = _by_seller(decision, amounts)
    several = len(by_seller) > 1
    found = [
        _write(
            decision, f"{key}:{seller}" if several else key, seller, _of(parts), now=now,
            reason=reason or str(decision.remedy),
        )
        for seller, parts in sorted(by_seller.items())
    ]  # fmt: skip
    return [entry for entry in found if entry]


@transaction.atomic
def reverse(decision: Decision, part: str, *, reason: str, now: datetime) -> list[LedgerEntry]:
    """Take back what was written for a part of the decision; twice is once, nothing is nothing."""
    key = f"{decision.pk}:{part}"
    entries = decision.ledger.filter(kind=LedgerEntry.Kind.CONCESSION)
    ours = [one for one in entries if one.key == key or one.key.startswith(f"{key}:")]
    return [take_back(entry, reason=reason, now=now) for entry in ours]


@transaction.atomic
def take_back(entry: LedgerEntry, *, reason: str, now: datetime) -> LedgerEntry:
    """An entry beside the one it takes back, which is never edited."""
    known = LedgerEntry.objects.filter(reverses=entry).first()
    if known:
        return known
    moved = {(one.account, one.component, one.currency): -one.minor for one in entry.postings.all()}
    return _insert(
        LedgerEntry(
            key=f"{entry.key}:reversed", kind=LedgerEntry.Kind.REVERSAL, reverses=entry,
            decision_id=entry.decision_id, store_id=entry.store_id, order_id=entry.order_id,
            seller_id=entry.seller_id, reason=reason, at=now,
        ),
        moved,
    )  # fmt: skip


@transaction.atomic
def recharge(decision: Decision, *, to: str, reason: str, now: datetime) -> list[LedgerEntry]:
    """What the seller paid is another's to pay: taken back, and set down again with `to` (E66)."""
    made = []
    for entry in standing(decision):
        moved: dict[tuple[str, str, str], int] = {}
        for one in entry.postings.all():
            account = to if one.account == Posting.Account.SELLER else one.account
            found = (account, one.component, one.currency)
            moved[found] = moved.get(found, 0) + one.minor
        back = take_back(entry, reason=reason, now=now)
        again = LedgerEntry(
            key=f"{entry.key}:{to}", kind=LedgerEntry.Kind.CONCESSION, decision=decision,
            store_id=entry.store_id, order_id=entry.order_id, seller_id=entry.seller_id,
            reason=reason, at=now,
        )  # fmt: skip
        made += [back, _insert(again, {key: minor for key, minor in moved.items() if minor})]
    return made


def of_decision(decision: Decision) -> QuerySet[LedgerEntry]:
    return decision.ledger.order_by("at", "pk").prefetch_related("postings")


def standing(decision: Decision) -> list[LedgerEntry]:
    """What was conceded and not taken back."""
    entries = of_decision(decision).filter(kind=LedgerEntry.Kind.CONCESSION)
    return list(entries.filter(reversed_by=None))


def entries_of_seller(seller: str) -> QuerySet[LedgerEntry]:
    """The newest first."""
    found = LedgerEntry.objects.filter(seller=seller).select_related("decision", "store")
    return found.prefetch_related("postings").order_by("-at", "-pk")


def balance(*, seller: str = "", store: str = "", order: str = "") -> Accounts:
    """(account, currency) → what it has received less what it has paid, in the smallest coin."""
    wanted = {"seller": seller, "store": store, "order": order}
    named = {f"entry__{name}": key for name, key in wanted.items() if key}
    rows = Posting.objects.filter(**named).values_list("account", "currency")
    return {(account, coin): minor for account, coin, minor in rows.annotate(Sum("minor"))}


def _of(parts: Iterable[Mapping[str, Any]]) -> list[Amount]:
    return [money.read(one) for one in parts]


def _by_seller(
    decision: Decision, amounts: Sequence[Mapping[str, Any]]
) -> dict[str, list[Mapping[str, Any]]]:
    """The amounts of each seller's lines; those of no line are the decision's own seller's."""
    lines = Line.objects.filter(order=decision.order_id).select_related("order")
    owner = {line.ref: line.seller_id or line.order.seller_id or "" for line in lines}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in amounts:
        seller = owner.get(str(one.get("line") or ""), "") or decision.seller_id or ""
        found.setdefault(seller, []).append(one)
    return found


def _write(
    decision: Decision, key: str, seller: str, amounts: Sequence[Amount], *, reason: str,
    now: datetime,
) -> LedgerEntry | None:  # fmt: skip
    known = LedgerEntry.objects.filter(key=key).first()
    moved = {
        (_account(who), str(component), net.currency): net.minor
        for (who, component), net in postings(amounts).items()
    }
    if known or not moved or decision.order is None or decision.order_id is None:
        return known
    entry = LedgerEntry(
        key=key, kind=LedgerEntry.Kind.CONCESSION, decision=decision,
        store_id=decision.order.store_id, order_id=decision.order_id, seller_id=seller or None,
        reason=reason, at=now,
    )  # fmt: skip
    return _insert(entry, moved)


def _account(who: Bearer) -> str:
    return str(Posting.Account(str(who)))


def _insert(entry: LedgerEntry, moved: Mapping[tuple[str, str, str], int]) -> LedgerEntry:
    for currency in {currency for _account, _component, currency in moved}:
        if sum(minor for (_a, _c, coin), minor in moved.items() if coin == currency):
            raise UnbalancedError(entry.key)
    entry.save(force_insert=True)
    Posting.objects.bulk_create(
        Posting(entry=entry, account=account, component=component, currency=coin, minor=minor)
        for (account, component, coin), minor in moved.items()
    )
    return entry
