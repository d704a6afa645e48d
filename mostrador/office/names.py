"""Who somebody in a history is, in a name: asked once for a whole page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.people.models import User
from mostrador.sellers.models import Seller

PEOPLE = {"agent", "operator", "seller", "buyer"}
# More digits than a database counts to.
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Names:
    """The names of some actors, such as "operator:7" or "seller:S-1"."""

    users: Mapping[int, str]
    sellers: Mapping[str, str]

    def of(self, actor: str) -> str:
        role, _colon, key = actor.partition(":")
        number = _number(actor)
        if number is not None and number in self.users:
            return self.users[number]
        if role == "seller":
            return self.sellers.get(key) or key
        said = {
            "service": pgettext("somebody who acts", "The service"),
            "clock": pgettext("somebody who acts", "The clock"),
            "program": _("Program %(name)s") % {"name": key},
        }
        return said.get(role) or key or role


def known(actors: Iterable[str]) -> Names:
    """Two questions, however many actors."""
    told = set(actors)
    numbers = {number for actor in told if (number := _number(actor)) is not None}
    users = User.objects.filter(pk__in=numbers).only("first_name", "username")
    keys = {actor.partition(":")[2] for actor in told if actor.startswith("seller:")}
    sellers = Seller.objects.filter(pk__in=keys).values_list("pk", "name")
    return Names(
        {user.pk: user.first_name or user.get_username() for user in users},
        dict(sellers),
    )


def _number(actor: str) -> int | None:
    role, _colon, key = actor.partition(":")
    fits = role in PEOPLE and key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER
    return int(key) if fits else None
