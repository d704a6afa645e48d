"""One question as its link shows it: to whoever was written to, and with nothing around it."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from mostrador.cases import kinds
from mostrador.cases.links import Opened
from mostrador.cases.models import Question
from mostrador.orders.models import Line
from mostrador.pages import moments
from mostrador.pages.shapes import Fact
from mostrador.portal import answer_form, case, faces
from mostrador.portal.answer_form import AnswerForm


def page(
    opened: Opened, path: str, *, now: datetime, form: AnswerForm | None = None
) -> dict[str, Any]:
    question = opened.question
    known = faces.titles(_lines(question))
    over = faces.is_over(question, now=now)
    begun = case.answer_form(question, initial=answer_form.beginning(question))
    return {
        "store": str(question.contact.store),
        "kind": kinds.KINDS[question.kind].title,
        "wording": faces.wording(question, known),
        "own_words": faces.own_words(question),
        "due": faces.due(question),
        "clock": None if over else faces.clock(question, now=now),
        "over": over,
        "facts": _facts(question, known),
        "form": form or begun,
        "answer_at": path,
        # Whoever holds the address may answer: there is no session that a stranger could borrow.
        "no_session": True,
    }


def over(opened: Opened) -> dict[str, Any]:
    """That it is over, and when; nothing of the case for whoever it was passed on to."""
    at = opened.answered_at
    zone = faces.zones(opened.question.seller, opened.question.contact)[0]
    return {
        "store": str(opened.question.contact.store),
        "answered": at is not None,
        "at": moments.with_city(at, zone) if at else "",
    }


def _lines(question: Question) -> list[Line]:
    """The seller's own lines of the order (E25)."""
    seller = question.seller_id
    theirs = Q(seller=seller) | Q(seller=None, order__seller=seller)
    found = Line.objects.filter(theirs, order=question.part.order_id)
    return list(found.select_related("product").order_by("position"))


def _facts(question: Question, known: faces.Titles) -> list[Fact]:
    contact = question.contact
    facts = [Fact(_("Product"), faces.product(question.part, contact, known) or "–")]
    if contact.order:
        day = moments.date(contact.order.placed_at, contact.store.time_zone)
        facts += [Fact(_("Order"), contact.order.pk), Fact(_("Ordered"), day)]
    return facts
