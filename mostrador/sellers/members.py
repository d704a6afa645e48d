"""The people of a seller: the only writer of memberships."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mostrador.people.models import Role, User
from mostrador.sellers import notices, reach
from mostrador.sellers.models import Membership, Seller

OWNER = Membership.Role.OWNER
# Who may speak for the seller: to the service, and to his buyers (E55).
MAY_ANSWER = (OWNER, Membership.Role.ANSWERS)
# Who sees what the seller pays.
SEE_MONEY = (*MAY_ANSWER, Membership.Role.MONEY)
PAGE = "/portal/account/people/"


class NobodyError(Exception):
    """No seller's person who is still free signs in with this name."""


class LastOwnerError(Exception):
    """Somebody has to be able to let people in."""


@transaction.atomic
def person_of(seller: Seller) -> User:
    """The seller's first person; one who cannot sign in by password if he has none yet."""
    Seller.objects.select_for_update().get(pk=seller.pk)
    first = Membership.objects.filter(seller=seller).select_related("user").order_by("pk").first()
    if first:
        return first.user
    name = f"seller-{secrets.token_hex(8)}"
    user = User.objects.create_user(name, role=Role.SELLER, language=_language(seller))
    join(seller, user)
    return user


def join(seller: Seller, user: User) -> None:
    """From now on this person may act for the seller (E55)."""
    Membership.objects.create(seller=seller, user=user)


@transaction.atomic
def invite(seller: Seller, name: str, role: str, *, now: datetime) -> Membership:
    """A colleague joins, by the name he signs in with. Raises NobodyError.

    Another seller's person is refused like a name that nobody has: it gives nothing away.
    """
    _lock(seller)
    free = User.objects.filter(role=Role.SELLER, is_active=True, memberships=None)
    user = free.filter(username=name).first()
    if user is None:
        raise NobodyError(name)
    made = Membership.objects.create(seller=seller, user=user, role=role)
    _told(seller, now=now)
    return made


@transaction.atomic
def change_role(member: Membership, role: str, *, now: datetime) -> None:
    """Raises LastOwnerError."""
    _lock(member.seller)
    if role != OWNER:
        _keep_an_owner(member)
    if Membership.objects.filter(pk=member.pk).exclude(role=role).update(role=role):
        if role not in MAY_ANSWER:
            reach.new_links(member.seller)
        _told(member.seller, now=now)


@transaction.atomic
def remove(member: Membership, *, now: datetime) -> None:
    """He acts for the seller no more; what he answered stays (E55). Raises LastOwnerError."""
    _lock(member.seller)
    _keep_an_owner(member)
    deleted, _kinds = Membership.objects.filter(pk=member.pk).delete()
    if deleted:
        reach.new_links(member.seller)
        _told(member.seller, now=now)


def owned_by(user: User) -> list[Seller]:
    """The sellers whose people and settings this person looks after, as he came to them."""
    mine = Membership.objects.filter(user=user, role=OWNER).select_related("seller__store")
    return [one.seller for one in mine.order_by("pk")]


def of(seller: Seller) -> QuerySet[Membership]:
    return Membership.objects.filter(seller=seller).select_related("user", "seller").order_by("pk")


def answered_by(user: User) -> set[str]:
    """The sellers for whom this person may speak."""
    mine = Membership.objects.filter(user=user, role__in=MAY_ANSWER)
    return set(mine.values_list("seller", flat=True))


def money_of(user: User) -> set[str]:
    """The sellers whose money this person may see."""
    mine = Membership.objects.filter(user=user, role__in=SEE_MONEY)
    return set(mine.values_list("seller", flat=True))


def _keep_an_owner(member: Membership) -> None:
    others = Membership.objects.filter(seller=member.seller, role=OWNER).exclude(pk=member.pk)
    if not others.exists():
        raise LastOwnerError(member.seller_id)


def _lock(seller: Seller) -> None:
    """Two who remove each other at once would leave nobody."""
    Seller.objects.select_for_update().get(pk=seller.pk)


def _told(seller: Seller, *, now: datetime) -> None:
    notices.owe(seller, seller.store, "people_changed", now=now, path=PAGE)


def _language(seller: Seller) -> str:
    return seller.language if len(seller.language) <= len("zh-hans") else ""
