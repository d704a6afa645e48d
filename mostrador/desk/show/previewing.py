"""What a decision would say and cost, shown before it is made; and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.decisions.models import Decision
from mostrador.desk import tongues
from mostrador.desk.dossier import Dossier
from mostrador.desk.judging_forms import SheetForm
from mostrador.pages import decision_words, moments, shapes, told
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.money import Money


@dataclass(frozen=True, slots=True)
class Reads:
    """The card as one side gets it, in that side's own language."""

    title: str
    language: str
    card: shapes.Decision


def page(would: Decision, reason: str, form: SheetForm, dossier: Dossier) -> dict[str, Any]:
    waits = would.state == Decision.State.PROPOSED
    return {
        "form": form,
        "sent": _sent(form),
        "cards": _cards(would, reason, dossier),
        "agents": decision_words.card_for_agent(would, why=reason),
        "waits": waits,
        "then": _then(would, dossier),
    }


def done(made: Decision, dossier: Dossier) -> str:
    """What has happened now, in a sentence."""
    if made.state == Decision.State.PROPOSED:
        return _("Proposed. A second person looks before anybody is told.")
    if made.wakes_at:
        until = moments.hour(made.wakes_at, dossier.zone)
        told_ = _("Decided, and both have been told. It can be taken back until %(until)s.")
        return told_ % {"until": until}
    return _("Decided. The buyer and the seller have been told.")


def _cards(would: Decision, reason: str, dossier: Dossier) -> list[Reads]:
    with override(dossier.contact.language):
        mine = decision_words.card_for_buyer(would, why=reason)
    cards = [Reads(_("The buyer reads"), dossier.contact.language, mine)]
    return [*cards, *(_of_seller(would, reason, key, dossier) for key in _sellers(would, dossier))]


def _of_seller(would: Decision, reason: str, key: str, dossier: Dossier) -> Reads:
    seller = dossier.seller(key)
    language = tongues.of_seller(seller, dossier.contact.store)
    with override(language):
        lines = told.lines_of_seller(would, key)
        card = decision_words.card_for_seller(would, why=reason, lines=lines)
    return Reads(_("%(seller)s reads") % {"seller": seller}, language, card)


def _sellers(would: Decision, dossier: Dossier) -> Sequence[str]:
    named = [dossier.seller_of(line) for line in dossier.lines if line.ref in would.lines]
    found = [one for one in named if one] or [part.seller_id for part in dossier.service_parts]
    return list(dict.fromkeys(found))


def _then(would: Decision, dossier: Dossier) -> str:
    """Who may do it, and when it is carried out."""
    store = dossier.contact.store
    if would.state == Decision.State.PROPOSED:
        limit = store.agent_limit_minor
        above = money(Money(store.currency, limit)) if limit is not None else "–"
        return _(
            "This is above what you may decide alone (%(limit)s in all, or the limit for "
            "goodwill). A second person looks at it before anybody is told."
        ) % {"limit": above}
    if would.wakes_at:
        until = moments.hour(would.wakes_at, dossier.zone)
        return _(
            "It can be taken back until %(until)s. If the seller answers before, it stops."
        ) % {"until": until}
    return _("It is carried out at once.")


def _sent(form: SheetForm) -> list[tuple[str, str]]:
    """The whole form once more, hidden, for the second step."""
    return [
        (name, value)
        for name in form.data
        if name not in {"csrfmiddlewaretoken", "do"}
        for value in form.data.getlist(name)  # type: ignore[attr-defined]  # always a QueryDict
    ]
