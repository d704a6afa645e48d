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


def shown(
    request: Person, template: str, context: Mapping[str, Any], *, place: str, status: int = 200
) -> HttpResponse:
    nav = rows.nav(request.user, place, now=request.now)
    live = watch(request, *map(events.seller, own.sellers(request.user)))
    return render(
        request, f"portal/{template}.html", {**context, **live, "nav": nav}, status=status
    )


def see_other(name: str, *args: str) -> HttpResponse:
    """Sent: a reload of the next page sends nothing again."""
    return HttpResponseRedirect(reverse(f"portal:{name}", args=args), status=303)
