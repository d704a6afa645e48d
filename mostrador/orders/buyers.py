"""Buyers whom somebody names: found, or known from now on by what was said of them."""

import secrets
from typing import Any

from django.db import transaction

from mostrador.orders import queries, records
from mostrador.orders.models import Buyer
from mostrador.people.models import Role, User
from mostrador.rules.bodies import Given


def named(said: dict[str, Any]) -> Buyer | None:
    """The buyer with this id, made if he is missing and never changed; else by his address.

    Raises RefusedError, with pointers into what was said.
    """
    given = Given.of({**said, "type": "buyer"}, "buyer")
    address = given.settled(given.address("email"))
    if not given.has("id"):
        return queries.buyer_with(address)
    row = records.buyer(given.body)
    row.from_order = True
    Buyer.objects.bulk_create([row], ignore_conflicts=True)
    return Buyer.objects.get(pk=row.pk)


def let_sign_in(buyer: str, user: User) -> None:
    """From now on this person is the buyer."""
    Buyer.objects.filter(pk=buyer).update(user=user)


@transaction.atomic
def person_of(buyer: Buyer) -> User:
    """Who signs in for this buyer; made without a password if nobody does yet."""
    locked = Buyer.objects.select_for_update(of=("self",)).select_related("user").get(pk=buyer.pk)
    if locked.user is None:
        name = f"buyer-{secrets.token_hex(8)}"
        locked.user = User.objects.create_user(name, role=Role.BUYER)
        locked.save(update_fields=["user"])
    return locked.user
