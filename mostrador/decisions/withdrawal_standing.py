"""What becomes of a declaration by the rule: its days, and whether the right was there.

A proposal to the agent who decides, never a reason not to have received it (E58).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from mostrador.decisions import facts
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.orders.models import Order
from mostrador.rules import withdrawal as rule
from mostrador.rules.calendar import day_of
from mostrador.rules.entitlement_facts import Cause
from mostrador.rules.law_tables import law_for
from mostrador.rules.withdrawal import Standing, standing
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

# Days off in a row are fewer than this.
AHEAD = timedelta(days=60)
MIXED = "mixed"


def refund_by(store: Store, order: Order | None, declared_at: datetime) -> date:
    """The last day for the money to leave, counted from the declaration (§ 357 (1) BGB)."""
    declared_on = day_of(declared_at, store.zone)
    agreed_on = day_of(order.placed_at, store.zone) if order else declared_on
    law = law_for(store.country, agreed_on)
    closed = closed_days(store, declared_on, declared_on + AHEAD)
    return rule.refund_due(declared_on, law, closed)


def standings(made: Withdrawal) -> Mapping[str, Standing]:
    """For each line that is meant, how it stands; empty while nobody knows which order it is."""
    contact, order = made.contact, made.order
    if order is None or contact.order_id != order.pk:
        return {}
    known = facts.gather(contact)
    asked = facts.Asked(cause=Cause.NO_REASON, withdraws=True)
    refs = [ref for ref in made.lines or known.lines if ref in known.lines]
    return {ref: standing(facts.of_line(known, ref, asked, now=made.recorded_at)) for ref in refs}


def judge(made: Withdrawal, *, now: datetime) -> None:
    """Note what the rule says of it, as far as it can say anything yet."""
    found = {each.value for each in standings(made).values()}
    judged = MIXED if len(found) > 1 else next(iter(found), "")
    if judged and judged != made.judged:
        entry = Happening("judged", now, "service", {"standing": judged})
        chain.write(made, {}, [entry], judged=judged)


def order_found(contact_id: str, *, now: datetime) -> None:
    """Now it is known which order, and that it is the person's own: his declarations are of it."""
    waiting = Withdrawal.objects.filter(
        contact=contact_id, contact__verified=True, contact__order__isnull=False, order=None
    )
    for made in waiting.select_related("contact__order", "contact__store", "store"):
        order = made.contact.order
        entry = Happening("order_found", now, "service", {"order": order.pk if order else None})
        chain.write(made, {}, [entry], order=order)
        judge(made, now=now)
