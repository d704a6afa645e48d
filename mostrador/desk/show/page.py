"""The contact's page: list on the left, conversation in the middle, what decides on the right."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.contacts.models import Contact
from mostrador.desk import dossier as dossiers
from mostrador.desk import lists, words
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import OrderForm, problems
from mostrador.desk.show import (
    case_log,
    composers,
    coverage,
    decided,
    history,
    inbox,
    names,
    promises,
    returning,
    side,
    steps,
    thread,
)
from mostrador.desk.show.composers import NOTHING, Writing
from mostrador.live import events
from mostrador.pages import shapes
from mostrador.pages.requests import Person
from mostrador.pages.watching import watch

LANES = ("buyer", "seller", "inside")
CLOSED = {"resolved", "merged", "handed_over"}


def show(
    request: Person,
    contact: Contact,
    *,
    lane: str = "buyer",
    writing: Writing = NOTHING,
    order_form: OrderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The conversation in one lane, with whatever was refused while the agent wrote in it."""
    dossier = dossiers.gather(contact, request.user, now=request.now)
    context = frame(request, dossier) | {
        "lane": lane,
        "lanes": _lanes(dossier, lane),
        "steps": steps.steps(dossier, lane),
        "which_order": _which_order(dossier, order_form),
        **_conversation(request, dossier, lane, writing),
        **watch(request, events.DESK, events.contact(contact.pk)),
    }
    return render(request, "desk/contact.html", context, status=status)


def frame(request: Person, dossier: Dossier) -> dict[str, Any]:
    """What surrounds every page about one contact."""
    contact = dossier.contact
    view = lists.VIEWS.get(request.GET.get("view", ""), lists.DEFAULT)
    return inbox.column(request, view, current=contact.pk) | {
        "contact": contact,
        "back": reverse("desk:contact", args=[contact.pk]),
        "head": head(dossier, request.user.pk, view),
        "rulings": coverage.rulings(dossier),
        "topic": words.topic(contact.topic),
        "topics": _topics(contact),
        "may_split": bool(dossier.service_parts) and contact.state not in CLOSED,
        "order": contact.order,
        "order_facts": side.order_facts(contact.order, dossier) if contact.order else (),
        "lines": side.order_lines(dossier),
        "total": side.total(dossier),
        "parcels": side.parcels(dossier),
        "product_pages": side.pages(dossier),
        "sellers": [
            (str(one), side.seller_facts(one, dossier))
            for one in map(dossier.seller, dict.fromkeys(part.seller_id for part in dossier.parts))
        ],
        "returns": returning.panels(dossier),
        "decided": [decided.face(one, request.user) for one in reversed(dossier.decisions)],
        "earlier": side.earlier(dossier),
        "history": [history.event(entry, dossier) for entry in dossier.entries],
        "owned": contact.owner_id == request.user.pk,
    }


def _topics(contact: Contact) -> list[tuple[str, str, bool]]:
    """Every topic there is, and whether the contact has it."""
    first = contact.topic.partition(".")[0]
    return [(code, str(word), code == first) for code, word in words.TOPICS.items()]


def head(dossier: Dossier, user: int, view: lists.View) -> shapes.CaseHead:
    contact = dossier.contact
    owner = ""
    if contact.owner:
        name = names.of_user(contact.owner)
        owner = _("with you") if contact.owner_id == user else _("with %(name)s") % {"name": name}
    about = (contact.pk, contact.order_id or "", names.sellers(dossier), owner)
    seller = [case_log.clock(one, dossier) for one in dossier.open_questions[:1]]
    return shapes.CaseHead(
        who=names.person(contact),
        about=" · ".join(filter(None, about)),
        clocks=(*promises.to_buyer(contact, now=dossier.now), *seller),
        state=str(words.STATES[contact.state]),
        kind=words.STATE_KINDS.get(contact.state, "plain"),
        actions=tuple(_actions(dossier)),
        back=inbox.address(view),
        back_words=str(view.short),
    )


def _actions(dossier: Dossier) -> list[shapes.Action]:
    contact = dossier.contact
    if contact.state in CLOSED or contact.handler != "service":
        return []
    links = []
    if contact.verified and dossier.service_parts:
        links.append(
            _link(dossier, _("Ask the seller"), "desk:question", "circle-question-mark", "q")
        )
    if dossier.open_questions:
        return links
    if contact.verified and contact.order:
        links.append(_link(dossier, _("Decide"), "desk:decision", "scale", "d"))
    version = str(contact.version)
    post = reverse("desk:closure", args=[contact.pk])
    resolve = shapes.Action(
        _("Resolve"), icon="circle-check", key="e", name="version", value=version, post=post
    )
    return [*links, resolve]


def _link(dossier: Dossier, word: str, name: str, icon: str, key: str) -> shapes.Action:
    return shapes.Action(word, href=reverse(name, args=[dossier.contact.pk]), icon=icon, key=key)


def _lanes(dossier: Dossier, current: str) -> tuple[shapes.Lane, ...]:
    page = reverse("desk:contact", args=[dossier.contact.pk])
    unread = {"seller": sum(steps.unread_answers(dossier).values())}
    return tuple(
        shapes.Lane(
            lane,
            f"{page}?lane={lane}",
            unread=unread.get(lane, 0) if lane != current else 0,
            current=lane == current,
            key=str(number),
        )
        for number, lane in enumerate(LANES, start=1)
    )


def _conversation(request: Person, dossier: Dossier, lane: str, writing: Writing) -> dict[str, Any]:
    if lane == "seller":
        return _with_seller(dossier, writing)
    if lane == "inside":
        return {
            "timeline": thread.inside_lane(dossier),
            "composer": composers.note(dossier, writing),
        }
    news = thread.new_since(dossier, writing.since) if writing.since is not None else ()
    composer = composers.to_buyer(dossier, request.user, news, writing)
    closed = dossier.contact.state in {"handed_over", "merged"}
    return {
        "timeline": thread.buyer_lane(dossier),
        "composer": None if closed else composer,
        "phrase_links": composers.phrase_links(composer, dossier, request.user),
    }


def _with_seller(dossier: Dossier, writing: Writing) -> dict[str, Any]:
    """The Case Log, and a composer to one seller; where several share the order, to the chosen."""
    parts = {part.seller_id: part for part in dossier.service_parts}
    part = parts.get(writing.seller) or next(iter(parts.values()), None)
    page = reverse("desk:contact", args=[dossier.contact.pk])
    choice = [
        (
            str(dossier.seller(key)),
            f"{page}?{urlencode({'lane': 'seller', 'seller': key})}",
            one is part,
        )
        for key, one in parts.items()
    ]
    return {
        "cards": case_log.lane(dossier),
        "composer": composers.to_seller(dossier, part, writing) if part else None,
        "write_to": choice if len(choice) > 1 else (),
    }


def _which_order(dossier: Dossier, form: OrderForm | None) -> dict[str, Any] | None:
    """Asked as long as no order is known; a question before an order has none (E42)."""
    contact = dossier.contact
    if contact.order or contact.product or contact.state in CLOSED:
        return None
    return {
        "proposed": contact.proposed_order,
        "typed": form.data.get("order", "") if form else "",
        "problems": problems(form) if form else (),
        "version": contact.version,
    }
