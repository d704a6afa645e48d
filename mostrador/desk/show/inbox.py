"""The list's column and the rail, which every page of the desk has on its left."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.desk import lists
from mostrador.desk.lists import View
from mostrador.desk.show import rows
from mostrador.pages import shapes
from mostrador.pages.requests import Person


def column(request: Person, view: View, *, current: str = "") -> dict[str, Any]:
    """One page of the view beside whatever is open."""
    asked = request.GET
    page = lists.page(view, after=asked.get("after", ""), before=asked.get("before", ""))
    counted = lists.counts()
    return _frame(counted, view) | {
        "list_words": view.words,
        "list_note": _("Most urgent first") if not view.newest_first else _("Newest first"),
        "rows": rows.rows(page.rows, request.user, now=request.now, view=view, current=current),
        "next": address(view, after=page.next) if page.next else "",
        "previous": address(view, before=page.previous) if page.previous else "",
        "empty": {} if page.rows else empty(view),
        "search": "",
    }


def found(request: Person, searched: str) -> dict[str, Any]:
    """What a search found, in the list's place."""
    page = lists.found(searched)
    nothing = _("Nothing is known by “%(words)s”.") % {"words": searched}
    clear = shapes.Action(_("Back to the inbox"), href=reverse("desk:list"))
    hint = _("Search by the whole number of a contact or an order, or a buyer's whole address.")
    return _frame(lists.counts(), None) | {
        "list_words": _("Found"),
        "list_note": _("Newest first"),
        "rows": rows.rows(page.rows, request.user, now=request.now),
        "next": "",
        "previous": "",
        "empty": {"title": nothing, "text": hint, "action": clear, "icon": "search-x"},
        "search": searched,
    }


def address(view: View, **cursor: str) -> str:
    asked = ({"view": view.code} if view is not lists.DEFAULT else {}) | cursor
    page = reverse("desk:list")
    return f"{page}?{urlencode(asked)}" if asked else page


def empty(view: View) -> Mapping[str, Any]:
    """Nothing is here, and why: nobody wrote yet, or everything is done."""
    nothing = {"title": view.nothing, "text": "", "action": None, "icon": "check"}
    if view is lists.DEFAULT and not Contact.objects.exists():
        text = _("As soon as a buyer writes, the contact appears here with its clock.")
        return {**nothing, "title": _("Nobody has written yet."), "text": text, "icon": "inbox"}
    return nothing


def _frame(counted: Mapping[str, int], current: View | None) -> dict[str, Any]:
    return {"nav": _nav(counted, current), "counted": counted, "keys": keys()}


def alone(current: str) -> dict[str, Any]:
    """The rail of a page that shows no list: approvals, the simulator."""
    return {"nav": _nav(lists.counts(), None, current=current), "keys": keys()}


def _nav(
    counted: Mapping[str, int], view: View | None, *, current: str = ""
) -> Sequence[shapes.NavItem]:
    waiting = Decision.objects.filter(state=Decision.State.PROPOSED)[: lists.COUNTED].count()
    places = (
        ("approvals", pgettext("place at the desk", "To approve"), "stamp", waiting or None),
        ("simulator", pgettext("place at the desk", "What if"), "flask-conical", None),
    )
    more = [
        shapes.NavItem(word, reverse(f"desk:{name}"), icon, count, current=name == current)
        for name, word, icon, count in places
    ]
    return [*_views(counted, view), *more]


def _views(counted: Mapping[str, int], current: View | None) -> Sequence[shapes.NavItem]:
    return [
        shapes.NavItem(
            str(view.short),
            address(view),
            view.icon,
            # What wants nobody is not counted: it may be millions.
            counted[view.code] or None,
            current=view is current,
        )
        for view in lists.VIEWS.values()
    ]


def keys() -> Sequence[shapes.Key]:
    return (
        shapes.Key(("J",), _("Next contact")),
        shapes.Key(("K",), _("Contact before")),
        shapes.Key(("R",), _("Write to the buyer")),
        shapes.Key(("Ctrl", "↵"), _("Send and go to the next contact")),
        shapes.Key(("Q",), _("Ask the seller")),
        shapes.Key(("D",), _("Decide")),
        shapes.Key(("E",), _("Resolve")),
        shapes.Key(("N",), _("Write a note for colleagues")),
        shapes.Key(("1", "2", "3"), _("Buyer, seller, inside")),
        shapes.Key(("/",), _("Search")),
        shapes.Key(("?",), pgettext("the sheet of keys", "This sheet")),
    )
