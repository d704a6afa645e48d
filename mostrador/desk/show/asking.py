"""What an agent sees before he asks: both wordings, both clocks, what was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import get_language, override

from mostrador.cases import kinds
from mostrador.contacts.models import Part
from mostrador.desk import tongues
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import QuestionForm
from mostrador.desk.show import case_log, side
from mostrador.desk.show.case_log import Side
from mostrador.rules import case_clock
from mostrador.rules.asking import Source

# What an agent wants to know most often when a contact is about this.
LIKELY: Mapping[str, str] = {
    "delivery": "tracking",
    "item": "replacement_stock",
    "warranty": "repair_or_spare_part",
    "product_use": "compatibility",
    "return": "return_address",
    "refund": "exception",
}
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question as a radio button with what both sides would read."""

    radio: Any
    title: str
    mine: Side
    theirs: Side
    # It is open with this seller already, and would be refused.
    open: bool
    answers: tuple[tuple[str, str], ...]


def beginning(dossier: Dossier, seller: str) -> dict[str, Any]:
    """The likeliest kind, and as consulted what the agent's own screen has shown him (R14)."""
    contact = dossier.contact
    consulted = {
        Source.ORDER: contact.order is not None,
        Source.PRODUCT_PAGE: bool(side.pages(dossier)),
        Source.RECORDS: bool(dossier.earlier),
    }
    likely = LIKELY.get(contact.topic.partition(".")[0], "tracking")
    is_open = likely in _open_kinds(dossier, _part(dossier, seller))
    return {
        "version": contact.version,
        "seller": seller,
        "kind": "free_text" if is_open else likely,
        "consulted": [source.value for source, seen in consulted.items() if seen],
    }


def page(dossier: Dossier, form: QuestionForm) -> dict[str, Any]:
    """What the page about a question holds besides what surrounds every contact."""
    part = _part(dossier, str(form["seller"].value() or ""))
    due_at = case_clock.question_due_at(dossier.now)
    return {
        "form": form,
        "part": part,
        "asked_sellers": _choice(dossier, part),
        "seller": str(dossier.seller(part.seller_id)) if part else "",
        "kinds": _kinds(dossier, form["kind"], part) if part else (),
        "due": case_log.due_in_both(due_at, part, dossier) if part else (),
    }


def _part(dossier: Dossier, seller: str) -> Part | None:
    """Whom to ask: the only seller, or of several the named one and nobody unless one is named."""
    parts = dossier.service_parts
    if len(parts) == 1:
        return parts[0]
    return next((one for one in parts if one.seller_id == seller), None)


def _choice(dossier: Dossier, chosen: Part | None) -> Sequence[tuple[str, str, bool]]:
    """Name, address and whether it is he; only where several sellers share the order."""
    page = reverse("desk:question", args=[dossier.contact.pk])
    if len(dossier.service_parts) < SEVERAL:
        return ()
    return [
        (
            str(dossier.seller(part.seller_id)),
            f"{page}?{urlencode({'seller': part.seller_id})}",
            part is chosen,
        )
        for part in dossier.service_parts
    ]


def _kinds(dossier: Dossier, field: BoundField, part: Part) -> Sequence[Kind]:
    mine, theirs = get_language() or "en", case_log.language_of(part, dossier)
    already = _open_kinds(dossier, part)
    return [
        Kind(
            radio=radio,
            title=str(kind.title),
            mine=_side(code, case_log.asked_about(part, dossier, mine), mine),
            theirs=_side(code, case_log.asked_about(part, dossier, theirs), theirs),
            open=code in already and code != "free_text",
            answers=_answers(code, theirs),
        )
        for radio, (code, kind) in zip(field, kinds.KINDS.items(), strict=True)
    ]


def _side(code: str, facts: Mapping[str, str], language: str) -> Side:
    said = kinds.wording(code, facts, language=language)
    return Side(language, tongues.name(language), said)


def _answers(code: str, language: str) -> tuple[tuple[str, str], ...]:
    """The closed answers the seller will have: as the agent reads them, and as he does."""
    mine = [str(one.label) for one in kinds.KINDS[code].choices]
    with override(language):
        theirs = [str(one.label) for one in kinds.KINDS[code].choices]
    return tuple(zip(mine, theirs, strict=True))


def _open_kinds(dossier: Dossier, part: Part | None) -> set[str]:
    """What this seller is asked already."""
    asked = dossier.open_questions
    return {one.kind for one in asked if part and one.part_id == part.pk}
