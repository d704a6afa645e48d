"""What must stand before a store goes live, as far as our own rows show it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.connectors.base import Finding
from mostrador.decisions.models import Instruction
from mostrador.orders.models import Order
from mostrador.pages import moments
from mostrador.people.models import Role, User
from mostrador.sellers.models import Enrolment
from mostrador.stores.models import StandardPolicy, Store, Terms

# A store in which nobody buys for so long has more likely lost its feed.
STALE = timedelta(days=2)
# One who decides, and another who approves what is above a limit.
ENOUGH_AGENTS = 2


def orders(store: Store, now: datetime) -> Finding:
    """Are orders coming, and does anybody take part whose orders they could be?"""
    newest = Order.objects.filter(store=store).order_by("-placed_at").first()
    if newest is None:
        return _todo(_("No order is here yet. Load a file, or set up a connection."))
    if not Enrolment.objects.filter(store=store, until_at=None).exists():
        return _todo(_("Orders are here, but no seller takes part yet: nothing is covered."))
    ago = now - newest.placed_at
    if ago > STALE:
        since = {"when": moments.day(newest.placed_at, store.time_zone)}
        return _todo(_("The newest order is of %(when)s. Does the feed still run?") % since)
    return _fine(_("The newest order is %(ago)s old.") % {"ago": moments.duration(ago)})


def instructions(store: Store) -> Finding:
    """Has the marketplace ever said what became of one?"""
    rows = Instruction.objects.filter(store=store)
    dead = rows.filter(state=Instruction.State.OPEN, dead_at__isnull=False).count()
    if dead:
        words = ngettext(
            "%(n)s instruction could not be delivered.",
            "%(n)s instructions could not be delivered.",
            dead,
        )
        return _todo(words % {"n": dead})
    if rows.filter(acknowledged_at__isnull=False).exists():
        return _fine(_("The marketplace has said of an instruction what became of it."))
    return _todo(_("No instruction has been answered yet. Decide one case and follow it through."))


def people() -> Finding:
    """Two agents at the least: nobody approves what he proposed himself."""
    agents = User.objects.filter(role=Role.AGENT, is_active=True).count()
    operators = User.objects.filter(role=Role.OPERATOR, is_active=True).count()
    counts = {"agents": agents, "operators": operators}
    if agents < ENOUGH_AGENTS or not operators:
        sentence = _(
            "Agents: %(agents)s, operators: %(operators)s. Add at least two agents and one"
            " operator: mostrador user add NAME --role agent"
        )
        return _todo(sentence % counts)
    return _fine(_("Agents: %(agents)s, operators: %(operators)s.") % counts)


def terms(store: Store) -> Finding:
    """Sellers accept what they can read."""
    written = Terms.objects.filter(store=store, version=store.terms_version).first()
    missing = [tongue for tongue in store.seller_languages if not _has(written, tongue)]
    if missing:
        sentence = _("Version %(version)s of the terms has no text in: %(languages)s.")
        said = {"version": store.terms_version, "languages": ", ".join(missing)}
        return _todo(sentence % said)
    return _fine(
        _("The terms are published, version %(version)s.") % {"version": store.terms_version}
    )


def policy(store: Store) -> Finding:
    """The country's own stands until the operator has read it and made it his."""
    if StandardPolicy.objects.filter(store=store).exists():
        return _fine(_("The standard return policy is yours."))
    return _todo(_("The country's standard return policy applies. Read it, and save it as yours."))


def phone() -> Finding:
    return _fine(_("No telephone is connected: buyers write."))


def _has(written: Terms | None, tongue: str) -> bool:
    return bool(written and str(written.texts.get(tongue) or "").strip())


def _fine(sentence: str) -> Finding:
    return Finding(fine=True, sentence=sentence)


def _todo(sentence: str) -> Finding:
    return Finding(fine=False, sentence=sentence)
