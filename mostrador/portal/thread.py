"""A buyer's matter that is the seller's to answer, or the service's word with him about one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.cases.models import Answer
from mostrador.contacts import verdicts
from mostrador.contacts.models import Part
from mostrador.orders.models import Line
from mostrador.pages.shapes import Fact
from mostrador.people.models import User
from mostrador.portal import entries, faces, own, rows, words
from mostrador.portal.forms import WordsForm
from mostrador.sellers import members


def page(part: Part, user: User, *, now: datetime, form: WordsForm | None = None) -> dict[str, Any]:
    """The thread with his buyer, why it is his, and how long he has been waited for."""
    said = list(own.words_with_buyer(part))
    with_service = list(own.words_with_service(part))
    lines = own.lines_of(user, [part])
    codes = rows.reasons_of(part, lines)
    since = part.waits_since  # type: ignore[attr-defined]  # annotated by own.threads
    return _shared(part, lines, user) | {
        "clock": faces.waiting_clock(part, since, now=now) if since else None,
        "reasons": words.named(codes, words.REASONS),
        "covered": is_covered(part),
        "entries": [entries.message(one, part) for one in said],
        "with_service": [entries.message(one, part) for one in with_service],
        "form": _seen(form, len(said)),
    }


def case_log(
    part: Part, user: User, *, now: datetime, form: WordsForm | None = None
) -> dict[str, Any]:
    """The seller lane alone: what is said to the buyer is the service's."""
    said = list(own.words_with_service(part))
    asked = own.questions(user).filter(part=part).order_by("-asked_at", "-pk")
    given = set(Answer.objects.filter(question__part=part).values_list("at", "by"))
    # What came with an answer stands on its question's page.
    apart = [one for one in said if (one.at, one.author) not in given]
    return _shared(part, own.lines_of(user, [part]), user) | {
        "entries": [entries.message(one, part) for one in apart],
        "questions": rows.questions(user, asked[: rows.A_PAGE], now=now),
        "form": _seen(form, len(said)),
    }


def is_covered(part: Part) -> bool:
    """Would the service answer for his lines, as its verdict stands now (R43, E43)?"""
    if part.handler == "service" or part.contact.order_id is None:
        return False
    parts = verdicts.parts_of(part.contact)
    return any(one.seller_id == part.seller_id and one.handler == "service" for one in parts)


def _shared(part: Part, lines: Sequence[Line], user: User) -> dict[str, Any]:
    known = faces.titles(lines)
    subject = part.contact.subject_text.body if part.contact.subject_text else ""
    title = words.for_seller(subject, part.contact) or faces.about(part, part.contact, known)
    return {
        "part": part,
        "title": title or part.contact_id,
        "facts": _facts(part, known),
        "may_answer": part.seller_id in members.answered_by(user),
    }


def _facts(part: Part, known: faces.Titles) -> list[Fact]:
    facts = [Fact(_("Product"), faces.product(part, part.contact, known) or "–")]
    if part.order_id:
        address = reverse("portal:order", args=[part.order_id])
        facts.append(Fact(_("Order"), part.order_id, href=address))
    return facts


def _seen(form: WordsForm | None, so_far: int) -> WordsForm:
    """The form knows what is before his eyes now, unless he has to mend what he sent."""
    form = form or WordsForm()
    if not form.is_bound:
        form.initial = {**form.initial, "version": so_far}
    return form
