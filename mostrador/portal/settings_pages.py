"""What an owner sees of his people and of how he is told."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

from mostrador.pages import moments, zones
from mostrador.people.models import User
from mostrador.portal.owning import Owned
from mostrador.portal.settings_forms import ROLES
from mostrador.sellers import members, reach
from mostrador.sellers.models import Membership, Seller


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    # How he signs in, where that is not his name.
    signs_in: str
    myself: bool
    role: str
    roles: tuple[tuple[str, str, bool], ...]
    change: str
    remove: str


def people(owned: Owned, user: User) -> dict[str, Any]:
    return {
        "seller": owned.seller,
        "filters": owned.filters("people"),
        "let_in": owned.path("people"),
        "people": [_row(one, owned, user) for one in members.of(owned.seller)],
    }


def notifications(owned: Owned) -> dict[str, Any]:
    seller = owned.seller
    now = reach.of(seller)
    return {
        "seller": seller,
        "filters": owned.filters("notifications"),
        "save": owned.path("notifications"),
        "mending": owned.path("mending"),
        "confirmation": owned.path("confirmation"),
        "unconfirmed": "" if now.second_confirmed_at else now.second_email,
        "zone": get_timezone_location(
            ZoneInfo(zone(seller)), locale=moments.reader(), return_city=True
        ),
        "bouncing": reach.is_bouncing(now),
        "default": seller.email,
    }


def zone(seller: Seller) -> str:
    """The clock his quiet hours are kept by."""
    return zones.zone_of(seller.country, seller.store.time_zone)


def _row(member: Membership, owned: Owned, user: User) -> PersonRow:
    name, signs_in = member.user.get_full_name(), member.user.get_username()
    return PersonRow(
        name=name or signs_in,
        signs_in=_("signs in as %(name)s") % {"name": signs_in} if name else "",
        myself=member.user_id == user.pk,
        role=str(ROLES[member.role]),
        roles=tuple((code, str(word), code == member.role) for code, word in ROLES.items()),
        change=owned.path("person", member.pk),
        remove=owned.path("removal", member.pk),
    )
