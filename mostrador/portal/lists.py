"""Lists by key: the next page begins after the last row of this one, however many there are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from mostrador.pages.shapes import NavItem
from mostrador.people.models import User
from mostrador.portal import own, rows, words

WITH: Mapping[str, Promise] = {
    "buyers": pgettext_lazy("messages with", "Buyers"),
    "service": pgettext_lazy("messages with", "The service"),
}


def questions(user: User, state: str, before: str, *, now: datetime) -> dict[str, Any]:
    """All he was ever asked, the newest first; `state` and `before` as the address gives them."""
    every = own.questions(user)
    found = own.in_state(every, state, now=now) if state in words.STATES else every
    if before:
        last = get_object_or_404(every, pk=before)
        same_moment = Q(asked_at=last.asked_at, pk__lt=last.pk)
        found = found.filter(Q(asked_at__lt=last.asked_at) | same_moment)
    page = list(found.order_by("-asked_at", "-pk")[: rows.A_PAGE + 1])
    shown = page[: rows.A_PAGE]
    choices: dict[str, Promise | str] = {
        "": _("All"),
        **{code: word for code, (word, _kind) in words.STATES.items()},
    }
    return {
        "rows": rows.questions(user, shown, now=now),
        "filters": _filters("portal:cases", "state", choices, state),
        "next": _next("portal:cases", page, {"state": state}, shown and shown[-1].pk),
    }


def messages(user: User, lane: str, before: str, *, now: datetime) -> dict[str, Any]:
    """What is his to answer, or with `service` what the service told him."""
    with_service = lane == "service"
    found = own.case_logs(user) if with_service else own.threads(user)
    if before:
        last = found.filter(contact=before).order_by("pk").first()
        found = found.filter(pk__lt=last.pk) if last else found.none()
    page = list(found.order_by("-pk")[: rows.A_PAGE + 1])
    shown = page[: rows.A_PAGE]
    current = "service" if with_service else "buyers"
    return {
        "rows": rows.case_logs(user, shown) if with_service else rows.threads(user, shown, now=now),
        "with_service": with_service,
        "filters": _filters("portal:messages", "with", WITH, current),
        "next": _next("portal:messages", page, {"with": current}, shown and shown[-1].contact_id),
    }


def _filters(
    name: str, key: str, choices: Mapping[str, Promise | str], current: str
) -> list[NavItem]:
    address = reverse(name)
    return [
        NavItem(
            str(word),
            f"{address}?{urlencode({key: code})}" if code else address,
            "",
            current=code == current,
        )
        for code, word in choices.items()
    ]


def _next(name: str, page: list[Any], query: Mapping[str, str], last: Any) -> str:
    if len(page) <= rows.A_PAGE:
        return ""
    return f"{reverse(name)}?{urlencode({**query, 'before': last})}"
