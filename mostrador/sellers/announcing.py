"""Writing to all enrolled sellers of a store whom a change of its programme concerns.

The store's entry says what changed; the worker takes one page of sellers after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import F, Q, QuerySet

from mostrador.history.models import Entry
from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from mostrador.rules.programme import ELSEWHERE
from mostrador.sellers import notices
from mostrador.sellers.models import Enrolment, Notice, Seller
from mostrador.stores.models import Store

A_PAGE = 200
TERMS_SENT = "terms_sent"
NEW_TERMS = "new_terms"
PLAN = ("plan", "plan_version", "plan_words")

# To whom, and what else the mail says.
Told = list[tuple[Seller, dict[str, Any]]]


def go_on(owed: Owed, now: datetime) -> None:
    """One page of sellers, and the next one owed; runs in the transaction that claims it."""
    store = Store.objects.get(pk=owed.payload["store"])
    entry = Entry.objects.get(subject=store.subject, number=owed.payload["entry"])
    after = owed.payload.get("after", "")
    page = list(_concerned(store, entry, now).filter(pk__gt=after).order_by("pk")[:A_PAGE])
    path = f"/portal/account/services/{quote(store.pk, safe='')}/"
    for template, told in _mails(page, store, entry):
        mails = [(seller, {**facts, "path": path}) for seller, facts in told]
        notices.owe_all(mails, store, template, now=now)
    if len(page) == A_PAGE:
        payload = {**owed.payload, "after": page[-1].pk}
        owing.owe(owed.kind, f"announcement:after:{owed.pk}", payload, now=now)


def behind(store: Store, now: datetime) -> QuerySet[Enrolment]:
    """Who is enrolled and has accepted an earlier version of the terms only (E34)."""
    return _current(store, now).exclude(terms=store.terms_version)


def told_of_terms(store: Store) -> QuerySet[Notice]:
    """The mails about today's version."""
    return Notice.objects.filter(
        store=store, template=NEW_TERMS, facts__version=store.terms_version
    )


def _concerned(store: Store, entry: Entry, now: datetime) -> QuerySet[Seller]:
    # Who came later has seen on the page of the programme what was changed before.
    before = _current(store, now).filter(from_at__lte=entry.at)
    rows = behind(store, now) if entry.what == TERMS_SENT else before
    return Seller.objects.defer("body").filter(pk__in=rows.values("seller"))


def _current(store: Store, now: datetime) -> QuerySet[Enrolment]:
    ahead = Q(until_at__gt=now) & Q(until_at__gt=F("from_at"))
    return Enrolment.objects.filter(Q(until_at=None) | ahead, store=store)


def _mails(page: Sequence[Seller], store: Store, entry: Entry) -> Iterator[tuple[str, Told]]:
    """Each template with the sellers of this page whom it concerns."""
    if entry.what == TERMS_SENT:
        yield NEW_TERMS, _not_told_yet(page, store, entry.facts["version"])
    if "own_hand_over" in entry.facts:
        yield "hand_over_changed", _with_another_address(page, *entry.facts["own_hand_over"])
    if any(name in entry.facts for name in PLAN):
        facts = {"plan": store.plan, "version": store.plan_version}
        yield "plan_changed", [(seller, facts) for seller in page]


def _not_told_yet(page: Sequence[Seller], store: Store, version: str) -> Told:
    """However often the operator asks, one mail a version is enough."""
    mails = Notice.objects.filter(store=store, template=NEW_TERMS, seller__in=page)
    told = set(mails.filter(facts__version=version).values_list("seller_id", flat=True))
    return [(seller, {"version": version}) for seller in page if seller.pk not in told]


def _with_another_address(
    page: Sequence[Seller], old: Mapping[str, str], new: Mapping[str, str]
) -> Told:
    found = [(seller, _address(old, seller), _address(new, seller)) for seller in page]
    return [(seller, {"address": now}) for seller, before, now in found if before != now]


def _address(addresses: Mapping[str, str], seller: Seller) -> str:
    """Where a seller based in his country hands over (R44, E46)."""
    return str(addresses.get(seller.country) or addresses.get(ELSEWHERE) or "").lower()
