"""The people of a seller: the only writer of memberships."""

import secrets

from django.db import transaction

from mostrador.people.models import Role, User
from mostrador.sellers.models import Membership, Seller


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


def _language(seller: Seller) -> str:
    return seller.language if len(seller.language) <= len("zh-hans") else ""
