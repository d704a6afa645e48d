"""What a buyer does by himself: he presses what the rules give him, or hands the matter to us."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision
from mostrador.decisions.refusal import RefusedError
from mostrador.helpcentre import entitled, own, writing
from mostrador.helpcentre.found_orders import Found
from mostrador.helpcentre.happened import WHATS
from mostrador.orders.models import Buyer
from mostrador.rules.entitlement_facts import Entitlement, Remedy

# A decision that was taken back no longer stands in the way of another.
STANDS = (Decision.State.PROPOSED, Decision.State.DECIDED, Decision.State.EXECUTED)


@transaction.atomic
def choose(
    found: Found, remedy: Remedy, what: str, refs: Sequence[str], *, now: datetime
) -> Contact:
    """Open the matter and decide it as its buyer chose. Raises RefusedError, and keeps nothing.

    Pressed twice, it leads to what the first press made.
    """
    Buyer.objects.select_for_update(no_key=True).get(pk=found.order.buyer_id)
    before = _chosen_before(found, remedy, refs)
    if before:
        return before
    ground = _ground(found, remedy, what, refs, now=now)
    with override(found.store.language):
        reason = _("The buyer chose this himself in the help centre; the rules give it.")
        text = f"{WHATS[what].words}. {entitled.PRESSED[remedy][0]}."
    contact = writing.matter(found, WHATS[what].topic.value, refs, Heard(text, now, "web"), now=now)
    chosen = Judgement(
        remedy.value, ground, reason, lines=list(refs), cause=str(WHATS[what].cause or "")
    )
    judgement.decide_each(contact.pk, chosen, by=found.actor, now=now)
    return contact


def titles(found: Found, refs: Sequence[str]) -> list[str]:
    return [own.title_of(line) for line in found.lines if line.ref in refs]


def _chosen_before(found: Found, remedy: Remedy, refs: Sequence[str]) -> Contact | None:
    same = Decision.objects.filter(
        order=found.order, remedy=remedy.value, decided_by=found.actor, state__in=STANDS
    )
    made = (one for one in same.select_related("contact") if set(refs) <= set(one.lines))
    return next((one.contact for one in made), None)


def _ground(found: Found, remedy: Remedy, what: str, refs: Sequence[str], *, now: datetime) -> str:
    """On what it rests; only what every line may have can be pressed for all of them."""
    cause = WHATS[what].cause
    contact = entitled.imagined(found, WHATS[what].topic.value, now=now)
    given = judgement.entitled(contact, cause=str(cause or ""), lines=refs, now=now)
    options = [one.option(remedy) for one in given.values()]
    if remedy not in entitled.PRESSED or cause is None or not options or not all(options):
        raise RefusedError("NOT_OFFERED", "The rules do not give this now.")
    return _ground_of_all(remedy, list(given.values()))


def _ground_of_all(remedy: Remedy, given: Sequence[Entitlement]) -> str:
    shared = set.intersection(*(set(one.grounds(remedy)) for one in given))
    first = given[0].option(remedy)
    if first is not None and first.ground in shared:
        return first.ground.value
    if not shared:
        raise RefusedError("NOT_OFFERED", "The rules give this on different grounds.")
    return min(shared).value
