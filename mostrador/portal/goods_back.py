"""A seller's returns: what he still has to do for them, and each by itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from mostrador.decisions import return_facts
from mostrador.decisions.models import Return
from mostrador.orders.models import Line
from mostrador.pages import clocks, moments
from mostrador.pages.labels import LabelForm
from mostrador.pages.shapes import ClockFace, Fact, NavItem
from mostrador.people.models import User
from mostrador.portal import faces, own, parcels, words
from mostrador.portal.return_forms import WAYS, InspectionForm, WayForm
from mostrador.portal.rows import A_PAGE, Row
from mostrador.rules.calendar import start_of_day
from mostrador.rules.returns import Method, State, Step, may
from mostrador.sellers import members
from mostrador.stores.models import Store

STATES: Mapping[str, tuple[Promise | str, str]] = {
    State.AWAITING_OPTION: (gettext_lazy("How shall it come back?"), "warn"),
    State.AUTHORISED: (gettext_lazy("The buyer may send it"), "plain"),
    State.SENT: (gettext_lazy("On its way to you"), "plain"),
    State.RECEIVED: (gettext_lazy("Please look at it"), "warn"),
    State.INSPECTED: (gettext_lazy("Looked at"), "plain"),
    State.CLOSED: (pgettext_lazy("state of a return", "Settled"), "ok"),
    State.CANCELLED: (pgettext_lazy("state of a return", "Cancelled"), "plain"),
}
# What a list is asked for: its name, its states, and whether they wait for the seller.
LISTS: Mapping[str, tuple[Promise | str, tuple[State, ...]]] = {
    "": (gettext_lazy("To do"), (State.AWAITING_OPTION, State.RECEIVED)),
    "coming": (pgettext_lazy("returns", "Coming"), (State.AUTHORISED, State.SENT)),
    "over": (
        pgettext_lazy("returns", "Over"),
        (State.INSPECTED, State.CLOSED, State.CANCELLED),
    ),
}


def listed(user: User, which: str, before: str, *, now: datetime) -> dict[str, Any]:
    """One of the three lists, the newest first; `before` as the address gives it."""
    chosen = which if which in LISTS else ""
    found = own.returns(user).filter(state__in=LISTS[chosen][1])
    if before:
        last = get_object_or_404(own.returns(user), pk=before)
        same_moment = Q(requested_at=last.requested_at, pk__lt=last.pk)
        found = found.filter(Q(requested_at__lt=last.requested_at) | same_moment)
    rows = list(found.order_by("-requested_at", "-pk")[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    titles = _titles(user, shown)
    query = f"?list={chosen}&before={shown[-1].pk}" if len(rows) > A_PAGE else ""
    return {
        "rows": [_row(row, titles, now=now) for row in shown],
        "filters": [
            NavItem(str(word), f"?list={code}" if code else ".", "", current=code == chosen)
            for code, (word, _states) in LISTS.items()
        ],
        "next": query,
        "to_do": chosen == "",
    }


def page(
    row: Return, user: User, *, now: datetime, refused: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One return; `refused` holds the form that was sent with what is wrong with it."""
    store = return_facts.store_of(row.decision)
    steps = may(row.state) if row.seller_id in members.answered_by(user) else frozenset()
    over = return_facts.is_over(row, now=now)
    lines = list(own.lines(user).filter(order=row.order_id))
    forms = {
        "way": _form(Step.OFFER in steps and not over, WayForm, country=store.country),
        "label": _form(Step.SEND in steps, LabelForm),
        "inspection": _form(Step.INSPECT in steps, InspectionForm),
    }
    state, kind = STATES[row.state]
    return {
        "row": row,
        "state": str(state),
        "kind": kind,
        "sentence": _sentence(row, store, now=now),
        "clock": _clock(row, store, now=now),
        "forms": {**forms, **(refused or {})},
        "may_arrive": Step.ARRIVE in steps,
        "reads_only": row.seller_id not in members.answered_by(user),
        "lines": parcels.order_lines(line for line in lines if line.ref in _refs(row)),
        "facts": _facts(row, store),
        "loss_words": row.loss_words.body if row.loss_words else "",
        "photos": [
            (reverse("portal:return_photo", args=[row.pk, photo.pk]), number)
            for number, photo in enumerate(row.photos.order_by("pk"), start=1)
        ],
    }


def _form(shown: bool, form: Any, **more: Any) -> Any:  # noqa: FBT001  a choice read at one glance
    return form(**more) if shown else None


def _refs(row: Return) -> set[str]:
    return {str(one["line"]) for one in row.lines}


def _titles(user: User, rows: Iterable[Return]) -> dict[tuple[str, str], str]:
    """In one query for all of them."""
    orders = {row.order_id for row in rows}
    lines: Iterable[Line] = own.lines(user).filter(order__in=orders)
    return {(line.order_id, line.ref): faces.title(line) for line in lines}


def _row(row: Return, titles: Mapping[tuple[str, str], str], *, now: datetime) -> Row:
    word, kind = STATES[row.state]
    store = row.decision.contact.store
    names = words.listed([titles.get((row.order_id, ref), ref) for ref in sorted(_refs(row))])
    waits = row.state == State.AWAITING_OPTION and row.option_due_at is not None
    return Row(
        reverse("portal:return", args=[row.pk]),
        names or row.pk,
        f"{row.order_id} · {row.pk}",
        tag=str(word),
        kind=kind,
        clock=_option_clock(row, store, now=now) if waits else None,
        when=moments.date(row.requested_at, store.time_zone),
    )


def _clock(row: Return, store: Store, *, now: datetime) -> ClockFace | None:
    if row.state == State.AWAITING_OPTION and row.option_due_at:
        return _option_clock(row, store, now=now)
    if row.state == State.RECEIVED and row.received_at:
        until = return_facts.inspected_by(row, store)
        label = _("Time left to look at it")
        zones = _zones(row, store)
        return clocks.face(row.received_at, until, now=now, zones=zones, label=label)
    return None


def _option_clock(row: Return, store: Store, *, now: datetime) -> ClockFace | None:
    if row.option_due_at is None:
        return None
    label = _("Time left to offer a way back")
    zones = _zones(row, store)
    return clocks.face(row.requested_at, row.option_due_at, now=now, zones=zones, label=label)


def _zones(row: Return, store: Store) -> tuple[str, ...]:
    return faces.zones(row.seller, row.decision.contact) if row.seller else (store.time_zone,)


def _sentence(row: Return, store: Store, *, now: datetime) -> str:
    if row.method == Method.RETURNLESS:
        return _("The buyer was refunded at your cost and keeps it.")
    if row.state == State.AWAITING_OPTION:
        return _to_offer(row, store, now=now)
    ordered = _("The refund was ordered.") if row.refunded_at else ""
    return {
        State.AUTHORISED: _("The buyer has the address and the slip."),
        State.SENT: _("The buyer has sent it. Say so here when it has arrived."),
        State.RECEIVED: _(
            "Look at it in time. Only what you show with photos lowers the refund; without a "
            "word of yours the buyer is refunded in full."
        ),
        State.CANCELLED: _("The buyer keeps it; nothing comes back."),
    }.get(State(row.state), ordered)


def _to_offer(row: Return, store: Store, *, now: datetime) -> str:
    if return_facts.is_over(row, now=now):
        return _("Your time is over: the buyer is refunded at your cost and keeps it.")
    if return_facts.is_abroad(row.decision, store):
        return _(
            "You are in another country than your buyer, and we know no address of yours there. "
            "Choose a way back in time; weekends and holidays count. Otherwise the buyer is "
            "refunded at your cost and keeps it."
        )
    return _("We know no address of yours for returns. Please choose a way back.")


def _facts(row: Return, store: Store) -> list[Fact]:
    zone = _zones(row, store)[0]
    known = [
        (_("Return"), row.pk),
        (_("Way back"), str(WAYS[Method(row.method)]) if row.method else ""),
        (_("Address"), ", ".join(row.address.get("lines", ()))),
        (_("The buyer sends it by"), _day(row, store)),
        (_("Parcel"), row.tracking),
        (pgettext("of a parcel", "Sent"), _moment(row.sent_at, zone)),
        (_("Arrived"), _moment(row.received_at, zone)),
        (_("Loss of value"), f"{row.loss_percent} %" if row.loss_percent else ""),
        (_("Refund ordered"), _moment(row.refunded_at, zone)),
    ]
    order = Fact(_("Order"), row.order_id, href=reverse("portal:order", args=[row.order_id]))
    return [order, *(Fact(name, value) for name, value in known if value)]


def _day(row: Return, store: Store) -> str:
    first = start_of_day(row.send_by, store.zone) if row.send_by else None
    return moments.date(first, store.time_zone) if first else ""


def _moment(at: datetime | None, zone: str) -> str:
    return moments.day_and_hour(at, zone) if at else ""
