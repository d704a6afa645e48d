"""Whose people and settings a page is about: of an owner's sellers the one he names."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from mostrador.pages.requests import Person
from mostrador.pages.shapes import NavItem
from mostrador.sellers import members
from mostrador.sellers.models import Seller


@dataclass(frozen=True, slots=True)
class Owned:
    seller: Seller
    every: tuple[Seller, ...]

    def path(self, name: str, *more: int) -> str:
        """Whoever looks after several says in the address after which."""
        return _path(name, self.seller if len(self.every) > 1 else None, *more)

    def filters(self, name: str) -> list[NavItem]:
        """The way to the same page of each of them; none where there is but one."""
        if len(self.every) == 1:
            return []
        return [
            NavItem(str(one), _path(name, one), "", current=one.pk == self.seller.pk)
            for one in self.every
        ]


def of(request: Person) -> Owned | None:
    """None for somebody who owns nothing; 404 for a seller who is not his."""
    mine = members.owned_by(request.user)
    if not mine:
        return None
    named = request.GET.get("seller") or mine[0].pk
    seller = next((one for one in mine if one.pk == named), None)
    if seller is None:
        raise Http404
    return Owned(seller, tuple(mine))


def _path(name: str, seller: Seller | None, *more: int) -> str:
    found = reverse(f"portal:{name}", args=more)
    return f"{found}?{urlencode({'seller': seller.pk})}" if seller else found
