"""What a store's service is, leaves out, costs and asks for: said from its settings alone.

The page that is open to everybody and the one before "Enrol now" read the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from mostrador.portal import words
from mostrador.rules import case_clock, standing
from mostrador.rules.coverage import Reason
from mostrador.stores import programme
from mostrador.stores.models import Store

AN_HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)
Promise = Any

# What stays with the seller while he takes part (R36-R42): the reasons of the rule itself.
EXCLUSIONS: Mapping[Reason, Promise] = {
    Reason.TOPIC_INVOICE: gettext_lazy("Questions about invoices: only you can issue one."),
    Reason.TOPIC_CUSTOMISATION: gettext_lazy(
        "How a product made to order is to look: wording, design, proofs."
    ),
    Reason.PRE_ORDER: gettext_lazy("Questions before an order."),
    Reason.OPERATOR_FULFILLED: gettext_lazy("Orders that the marketplace ships for you."),
    Reason.NOT_ENROLLED_WHEN_PLACED: gettext_lazy(
        "Orders placed before you enrolled, or after you left."
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """In the reader's words; `terms` may be in another language, which `terms_language` names."""

    hours: str
    languages: str
    written_in: str
    exclusions: tuple[str, ...]
    deadline: str
    plan: str
    price: str
    trial: str
    ready: str
    version: str
    terms: str
    terms_language: str


def offer(store: Store) -> Offer:
    language = get_language() or programme.FALLBACK
    terms = programme.terms_of(store)
    texts = terms.texts if terms else {}
    found = programme.in_language(texts, language)
    return Offer(
        hours=_("Around the clock, 365 days a year."),
        languages=words.listed(map(words.language, store.languages)),
        written_in=either(store),
        exclusions=tuple(str(one) for one in EXCLUSIONS.values()),
        deadline=deadline(),
        plan=store.plan,
        price=programme.in_language(store.plan_words, language),
        trial=trial(store.trial_days),
        ready=ready(store.activation_minutes),
        version=store.terms_version,
        terms=found,
        terms_language=next((one for one, text in texts.items() if text == found), ""),
    )


def either(store: Store) -> str:
    """“German or Chinese”: what the service and the sellers write to each other in (R18)."""
    spoken = [words.language(one) for one in store.seller_languages]
    return words.listed(spoken, style="or")


def deadline() -> str:
    """The day a seller has to answer (R16)."""
    hours = case_clock.QUESTION_TIME // AN_HOUR
    return ngettext("within %(n)s hour", "within %(n)s hours", hours) % {"n": hours}


def trial(days: int | None) -> str:
    if days is None:
        return _("The trial is free of charge and has no fixed end.")
    if days == 0:
        return _("There is no trial.")
    said = ngettext(
        "The first day after activation is free of charge.",
        "The first %(n)s days after activation are free of charge, the last one to its end.",
        days,
    )
    return said % {"n": days}


def ready(minutes: int) -> str:
    """How soon the service is there after "Enrol now" (R30)."""
    if not minutes:
        return _("At once.")
    longest = standing.READY_WITHIN // A_MINUTE
    said = ngettext("Within %(n)s minute.", "Within %(n)s minutes.", minutes)
    return said % {"n": min(minutes, longest)}
