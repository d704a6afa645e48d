"""A store's programme, for everybody to read: said from its settings, so that it agrees."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mostrador.orders import queries
from mostrador.pages import policy_rows
from mostrador.pages.policy_stage import stage_of
from mostrador.pages.shapes import Fact
from mostrador.portal import offers, words
from mostrador.portal.offers import Offer
from mostrador.rules.coverage import StoreTerms
from mostrador.rules.programme import ELSEWHERE
from mostrador.stores import standard
from mostrador.stores.models import Store

DAYS_A_YEAR = 365
MODES: Mapping[str, Any] = {
    Store.Mode.INVITATION_ONLY: gettext_lazy(
        "Sellers whom the marketplace invites. Others can say that they are interested, under "
        "Account, Services you use."
    ),
    Store.Mode.OPEN: gettext_lazy("Every seller who meets the conditions."),
    Store.Mode.MANDATORY: gettext_lazy("Every seller takes part."),
}


def page(store: Store, *, now: datetime) -> dict[str, Any]:
    offer = offers.offer(store)
    standard_policy = standard.standard_of(store, at=now)
    stage = stage_of(store, now=now)
    return {
        "store": store,
        "offer": offer,
        "facts": _facts(offer),
        "questions": _questions(store, offer),
        "policy": "#returns",
        "returns": policy_rows.sentences(standard_policy, stage),
        "portal": reverse("portal:service", args=[store.pk]),
    }


def _facts(offer: Offer) -> list[Fact]:
    return [
        Fact(_("Channels"), _("E-mail")),
        Fact(_("Hours"), offer.hours),
        Fact(_("Buyers are answered in"), offer.languages),
        Fact(_("We write to sellers in"), offer.written_in),
        Fact(_("Your time to answer us"), offer.deadline),
        Fact(_("Terms of participation"), _("Version %(version)s") % {"version": offer.version}),
    ]


def _questions(store: Store, offer: Offer) -> list[tuple[str, str]]:
    """Questions and answers, in the order in which a seller comes to ask them."""
    leave = _(
        "In your portal open Account, then Services you use, Manage, and follow “Unsubscribe”. "
        "The page says what stays and until when; “Unsubscribe now” does it."
    )
    back = _(
        "Yes, whenever you like. Orders placed in between are not covered then either, and a "
        "trial goes on where it stood."
    )
    return [
        (_("Who may take part?"), str(MODES[store.mode])),
        (_("How do I enrol?"), _enrolling(offer)),
        (_("How do I leave?"), _(
            "You do not: on this marketplace every seller takes part."
        ) if store.mode == Store.Mode.MANDATORY else leave),
        (_("What becomes of my orders when I leave?"), _served(queries.terms_of(store))),
        (_("Can I come back?"), back),
        (_("What if I do not answer in time?"), _(
            "We decide by best judgement, in the buyer's interest and within policy and law. "
            "Your late answer is kept and may still be read in time."
        )),
        (_("What if a buyer writes to me about an order that you cover?"), _handing_over(store)),
        (_("Whom do I ask about the service itself?"), _(
            "Write to the same address yourself: what you ask there about the service goes to "
            "seller support."
        )),
    ]  # fmt: skip


def _enrolling(offer: Offer) -> str:
    said = _(
        "In your portal open Account, then Services you use, Manage, and choose “Ready to enrol”. "
        "Read the page, accept version %(version)s of the terms and press “Enrol now”. "
        "The service is there: %(ready)s"
    )
    return said % {"version": offer.version, "ready": offer.ready}


def _served(terms: StoreTerms) -> str:
    """Until when covered orders are served after the seller has left (E33)."""
    stay = _("Orders placed while you took part stay with us, without an end.")
    if terms.never_ends:
        return stay
    said = _("Orders placed while you took part stay with us until %(time)s after their delivery.")
    return said % {"time": _longest(terms)}


def _longest(terms: StoreTerms) -> str:
    days = max(terms.return_window, terms.claim_window).days
    grace = terms.grace.days
    if days > terms.guarantee_years * DAYS_A_YEAR:
        return ngettext("%(n)s day", "%(n)s days", days + grace) % {"n": days + grace}
    years = ngettext("%(n)s year", "%(n)s years", terms.guarantee_years)
    more = ngettext("%(n)s day", "%(n)s days", grace)
    return words.listed([years % {"n": terms.guarantee_years}, more % {"n": grace}])


def _handing_over(store: Store) -> str:
    """Where a seller forwards it to, by the country he is based in (R43, R44)."""
    own = {key: at for key, at in store.hand_over.items() if key != ELSEWHERE}
    said = [f"{words.country(country)}: {address}" for country, address in sorted(own.items())]
    if ELSEWHERE in store.hand_over:
        said.append(_("other countries: %(at)s") % {"at": store.hand_over[ELSEWHERE]})
    button = _("Press “Hand over to the service” beside it in your Messages.")
    if not said:
        return button
    mail = _("Or forward the mail to the address for the country you are based in.")
    return f"{button} {mail} {'; '.join(said)}."
