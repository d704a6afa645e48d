"""How the portal's views answer: the page in its frame, or the way to another."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mostrador.live import events
from mostrador.pages.requests import Person
from mostrador.pages.watching import watch
from mostrador.portal import own, rows
from mostrador.sellers import members, reach


def shown(
    request: Person, template: str, context: Mapping[str, Any], *, place: str, status: int = 200
) -> HttpResponse:
    nav = rows.nav(request.user, place, now=request.now)
    bounced = reach.bounces(own.sellers(request.user))
    live = watch(request, *map(events.seller, own.sellers(request.user)))
    page = {**context, **live, "nav": nav, "bounced": bounced}
    return render(request, f"portal/{template}.html", page, status=status)


def may_answer(request: Person, seller: str) -> bool:
    """Only people with a role for it speak for the seller (E55); the page says so to the others."""
    return seller in members.answered_by(request.user)


def see_other(name: str, *args: str) -> HttpResponse:
    """Sent: a reload of the next page sends nothing again."""
    return HttpResponseRedirect(reverse(f"portal:{name}", args=args), status=303)
