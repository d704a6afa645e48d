"""Which return policy binds a seller when, and whether it is kind enough (R20-R22, E56, E57).

His own version is the newest one approved here or told by the marketplace; where it falls short
the standard applies, and what it says of nothing follows the standard.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from mostrador.rules.bodies import Given, Reason, RefusedError
from mostrador.rules.return_bodies import Body, named_in, read
from mostrador.rules.return_comparison import Row, kinder_of, shortfalls
from mostrador.rules.return_policy import ReturnPolicy
from mostrador.sellers.models import Policy, Seller, Submission
from mostrador.stores import standard
from mostrador.stores.models import Store


@dataclass(frozen=True, slots=True)
class OwnPolicy:
    """A seller's own version since `from_at`. One that cannot be read has no `policy`."""

    from_at: datetime
    policy: ReturnPolicy | None
    reasons: tuple[Reason, ...] = ()
    submission: str = ""


def in_force(seller: Seller, store: Store, *, at: datetime) -> ReturnPolicy:
    """What buyers may rely on at that moment: the kinder value in each dimension (E56)."""
    usual = standard.standard_of(store, at=at)
    own = own_at(seller, store, usual, at=at)
    return kinder_of(usual, own.policy) if own and own.policy else usual


def kind_enough(seller: Seller, store: Store, *, at: datetime) -> bool:
    """Is his policy at least as favourable as the standard (R20)? Without one of his own it is it.

    What the marketplace tells and nobody can read is not shown to be, and so is not.
    """
    usual = standard.standard_of(store, at=at)
    return _is_kind_enough(own_at(seller, store, usual, at=at), usual)


def all_kind_enough(
    sellers: Collection[Seller], stores: Collection[Store], *, at: datetime
) -> dict[tuple[str, str], bool]:
    """The same for every store of each of them, by the two ids, in as many questions as for one."""
    usual, known = standard.standards_of(stores, at=at), {one.pk: one for one in stores}
    theirs = {"seller__in": list(sellers), "store__in": known}
    # Whoever is read last is the newest.
    approved = {_pair(one): one for one in _begun(at, **theirs).reverse()}
    told = {_pair(one): one for one in _said(at, **theirs).reverse()}
    own = {
        pair: _own(approved.get(pair), told.get(pair), usual[pair[1]], known[pair[1]].currency, at)
        for pair in {*approved, *told}
    }
    pairs = [(seller.pk, key) for seller in sellers for key in known]
    return {pair: _is_kind_enough(own.get(pair), usual[pair[1]]) for pair in pairs}


def short_in(seller: Seller, store: Store, *, at: datetime) -> tuple[Row, ...]:
    """Where his own version falls short of the standard of that moment (E57)."""
    usual = standard.standard_of(store, at=at)
    own = own_at(seller, store, usual, at=at)
    return shortfalls(own.policy, usual) if own and own.policy else ()


def next_at(seller: Seller, store: Store, *, after: datetime) -> datetime | None:
    """When the next version of his own begins, as far as one is known."""
    every = (found.filter(from_at__gt=after) for found in _every(seller, store))
    begin = [found.aggregate(at=Min("from_at"))["at"] for found in every]
    return min(filter(None, begin), default=None)


def has_own() -> Q:
    """Of enrolments: the seller has, had or will have a version of his own in the store."""
    told, approved = _every(OuterRef("seller"), OuterRef("store"))
    return Q(Exists(told)) | Q(Exists(approved))


def has_any(seller: Seller, store: Store) -> bool:
    return any(found.exists() for found in _every(seller, store))


def own_at(seller: Seller, store: Store, usual: ReturnPolicy, *, at: datetime) -> OwnPolicy | None:
    """His own version at that moment, read beside the standard of then; None if he has none."""
    his = {"seller": seller, "store": store}
    approved, told = _begun(at, **his).first(), _said(at, **his).first()
    return _own(approved, told, usual, store.currency, at)


def _own(
    approved: Submission | None, told: Policy | None, usual: ReturnPolicy, currency: str,
    at: datetime,
) -> OwnPolicy | None:  # fmt: skip
    if approved and approved.from_at and not (told and told.from_at > approved.from_at):
        # What came before it does not come back when it is withdrawn (E57).
        if approved.until_at and approved.until_at <= at:
            return None
        policy = _read(approved.dimensions, usual, currency)
        return OwnPolicy(approved.from_at, policy, submission=approved.pk)
    return _loaded(told, usual, currency) if told else None


def _is_kind_enough(own: OwnPolicy | None, usual: ReturnPolicy) -> bool:
    return own is None or (own.policy is not None and not shortfalls(own.policy, usual))


def submitted(submission: Submission, *, at: datetime) -> tuple[ReturnPolicy, ReturnPolicy]:
    """What a submission asks for, and the standard beside which it is read."""
    store = submission.store
    usual = standard.standard_of(store, at=at)
    return _read(submission.dimensions, usual, store.currency), usual


def _every(seller: Any, store: Any) -> tuple[QuerySet[Policy], QuerySet[Submission]]:
    """What the marketplace has told, and what was approved here."""
    his = {"seller": seller, "store": store}
    return (
        Policy.objects.filter(**his),
        Submission.objects.filter(**his, from_at__isnull=False),
    )


def _begun(at: datetime, **whose: Any) -> QuerySet[Submission]:
    """What was ever approved and had begun, the newest first: pending ones have no beginning."""
    theirs = Submission.objects.filter(**whose, from_at__lte=at)
    # Withdrawn before it began, it never was.
    theirs = theirs.exclude(until_at__lte=F("from_at"))
    return theirs.order_by("-from_at", "-decided_at", "-pk")


def _said(at: datetime, **whose: Any) -> QuerySet[Policy]:
    """What the marketplace has told, the newest first."""
    return Policy.objects.filter(**whose, from_at__lte=at).order_by("-from_at")


def _pair(row: Submission | Policy) -> tuple[str, str]:
    return row.seller_id, row.store_id


def _loaded(told: Policy, usual: ReturnPolicy, currency: str) -> OwnPolicy | None:
    """A line in words alone promises nothing that could be compared: the standard applies."""
    said = {name: told.body[name] for name in named_in(told.body)}
    if not said:
        return None
    given = Given.of(said, "policy")
    policy = read(given, usual, currency)
    try:
        return OwnPolicy(told.from_at, given.settled(policy))
    except RefusedError as error:
        return OwnPolicy(told.from_at, None, error.reasons)


def _read(dimensions: Body, usual: ReturnPolicy, currency: str) -> ReturnPolicy:
    return read(Given.of(dict(dimensions), "policy"), usual, currency)
