"""Rows become the facts that the rule of entitlement reads: one line of one order at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mostrador.cases.models import Answer
from mostrador.contacts.models import Contact
from mostrador.decisions import journeys, money, promises
from mostrador.decisions.known import Known, claim_of, day_of_return, gather, seller_of
from mostrador.decisions.models import Return
from mostrador.orders import queries
from mostrador.orders.models import Line
from mostrador.rules import calendar
from mostrador.rules.entitlement_facts import NOTHING_CAME, Cause, Facts, Remedy
from mostrador.rules.entitlement_guarantee import NOT_CONFORMING
from mostrador.rules.law_tables import law_for
from mostrador.rules.moments import bare_date
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition
from mostrador.sellers.models import Product, Seller
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

__all__ = [
    "Asked", "Known", "cause_of", "claim_of", "facts_of", "gather", "lines_of_ours", "of_line",
    "seller_of",
]  # fmt: skip

# What a contact's topic says of the cause where nobody said more.
CAUSES = {
    "delivery": Cause.NOT_RECEIVED,
    "item": Cause.NOT_AS_DESCRIBED,
    "warranty": Cause.DEFECTIVE,
}
SAYS_NOTHING = frozenset({"other", "complaint", "product_use"})
ASKED_ABOUT = {"tracking": Cause.NOT_RECEIVED, "repair_or_spare_part": Cause.DEFECTIVE}
# Longer than any window, guarantee or deadline that is counted from these days.
AHEAD = timedelta(days=800)
# Answers by which a seller has shown what cannot be had.
RULES_OUT = {
    ("replacement_stock", "none"): {Remedy.REPLACEMENT, Remedy.EXCHANGE},
    ("repair_or_spare_part", "neither"): {Remedy.REPAIR},
}
# Answers of sellers by which they grant what no rule gives (E43, E83).
GRANTS = {
    ("replacement_stock", "in_stock"): {Remedy.REPLACEMENT},
    ("replacement_stock", "later"): {Remedy.REPLACEMENT},
    ("repair_or_spare_part", "repair"): {Remedy.REPAIR},
    ("repair_or_spare_part", "spare_part"): {Remedy.REPAIR},
    ("exception", "agree"): {
        Remedy.RETURN, Remedy.REFUND_AFTER_RETURN, Remedy.REFUND_RETURNLESS,
        Remedy.PARTIAL_REFUND, Remedy.REPLACEMENT, Remedy.EXCHANGE,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the buyer asks for and why, as far as whoever decides was told."""

    cause: Cause
    condition: Condition = Condition.AS_RECEIVED
    withdraws: bool = False
    # When a defect showed, as the buyer says.
    shown_on: date | None = None


def facts_of(
    contact: Contact,
    line_ref: str,
    *,
    cause: Cause,
    condition: Condition = Condition.AS_RECEIVED,
    withdraws: bool = False,
    quantity: int | None = None,
    now: datetime,
) -> Facts:
    """One line of the contact's order; `quantity` where it is not about all of its units."""
    known = gather(contact)
    asked = Asked(cause=cause, condition=condition, withdraws=withdraws)
    return of_line(known, line_ref, asked, quantity=quantity, now=now)


def cause_of(contact: Contact) -> Cause:
    """As far as the topic says it, else what the seller was asked about."""
    topic = contact.topic.partition(".")[0]
    if topic in CAUSES or topic not in SAYS_NOTHING:
        return CAUSES.get(topic, Cause.NO_REASON)
    kinds = contact.questions.order_by("asked_at", "pk").values_list("kind", flat=True)
    found = [ASKED_ABOUT[kind] for kind in kinds if kind in ASKED_ABOUT]
    return found[-1] if found else Cause.NO_REASON


def lines_of_ours(contact: Contact) -> list[Line]:
    """The lines of the contact's order that the service answers for, in their order."""
    if contact.order is None:
        return []
    ours = {one["line"] for one in contact.coverage if one["handler"] == "service"}
    return [line for line in queries.lines_of(contact.order) if line.ref in ours]


def of_line(
    known: Known, ref: str, asked: Asked, *, quantity: int | None = None, now: datetime
) -> Facts:
    line, store = known.lines[ref], known.store
    ordered_on = _ordered_on(known)
    asked_on = max(_asked_on(known, ref, asked, now), ordered_on)
    seller = known.sellers.get(seller_of(line, known.order) or "")
    return Facts(
        order=known.order.pk,
        line=ref,
        category=_category(line, known.products),
        ordered_on=ordered_on,
        asked_on=asked_on,
        cause=asked.cause,
        condition=asked.condition,
        withdraws=asked.withdraws or known.withdrawal_of(ref) is not None,
        law=law_for(store.country, ordered_on),
        promised_by=known.day_said(known.order.body.get("deliver_by")),
        customised=bool(line.body.get("customised")),
        claim=claim_of(known, ref),
        repaired=ref in known.repaired,
        repair_failed=asked.cause in NOT_CONFORMING and ref in known.in_vain,
        defect_shown_on=_shown_on(asked, asked_on),
        consumer=known.order.body.get("business") is not True,
        instructed=known.order.body.get("withdrawal_instruction") is not False,
        agreed_guarantee_months=_agreed(line),
        closed=closed_days(store, ordered_on, asked_on + AHEAD),
        **_paid(known, ref, quantity),
        **_journey(known, ref),
        **_way_back(known, ref, now),
        **_of_the_seller(known, seller, now),
    )


def _shown_on(asked: Asked, asked_on: date) -> date | None:
    """Nobody complains of what has not shown yet."""
    return asked.shown_on if asked.shown_on and asked.shown_on <= asked_on else None


def _agreed(line: Line) -> int | None:
    """For used goods, where the buyer agreed to a shorter guarantee and was told so apart."""
    months = line.body.get("guarantee_months")
    return months if line.body.get("used") is True and isinstance(months, int) else None


def _paid(known: Known, ref: str, quantity: int | None) -> dict[str, Any]:
    line = known.lines[ref]
    whole = money.quantity_of(line)
    units = min(quantity or whole, whole)
    account = money.of_units(known.accounts[ref], units, whole, left=known.left)
    return {
        "quantity": units,
        "unit_price": money.unit_price_of(line),
        "shipping": account.shipping,
        "express": money.express_of(line),
        "paid": account.paid,
        "refunded": account.refunded,
        "promised": account.promised if account.promised.minor else None,
    }


def _journey(known: Known, ref: str) -> dict[str, Any]:
    journey = journeys.of(known.order, ref, known.lines, zone=known.store.zone)
    return {
        "stage": journey.stage,
        "delivered_on": journey.delivered_on,
        "all_delivered_on": journey.all_delivered_on,
    }


def _way_back(known: Known, ref: str, now: datetime) -> dict[str, Any]:
    returns = known.returns_of(ref)
    waiting = [one for one in returns if one.state == Return.State.AWAITING_OPTION]
    return {
        "sent_back_on": day_of_return(known, ref, "sent_at"),
        "came_back_on": day_of_return(known, ref, "received_at"),
        "inspected_on": day_of_return(known, ref, "inspected_at"),
        "loss_percent": max((one.loss_percent for one in returns), default=0),
        "way_back_overdue": any(
            one.option_due_at is not None and one.option_due_at < now for one in waiting
        ),
    }


def _of_the_seller(known: Known, seller: Seller | None, now: datetime) -> dict[str, Any]:
    store = known.store
    promised = promises.of(store, seller, placed_at=known.order.placed_at, now=now)
    return {
        "standard": promised.standard,
        "own": promised.own,
        "store_country": store.country,
        "seller_country": seller.country if seller else "",
        "return_address_here": _has_address_here(seller, store),
        "prepaid_label": bool(seller and seller.body.get("prepaid_label")),
        "returnless_up_to": Money(store.currency, store.returnless_up_to_minor),
        "seller_grants": _said(known.answers, seller, GRANTS),
        "seller_silent": bool(seller and seller.pk in known.silent),
        "seller_rules_out": _said(known.answers, seller, RULES_OUT),
    }


def _asked_on(known: Known, ref: str, asked: Asked, now: datetime) -> date:
    """A buyer who asked in time is in time, however long we took to decide.

    Whoever still waits for his goods asks anew every day.
    """
    withdrawal = known.withdrawal_of(ref)
    if withdrawal:
        at = withdrawal.declared_at
    else:
        at = now if asked.cause in NOTHING_CAME else min(known.contact.opened_at, now)
    return calendar.day_asked(at, store_zone=known.store.zone)


def _ordered_on(known: Known) -> date:
    placed = bare_date(str(known.order.body.get("placed_at") or ""))
    return placed or known.day(known.order.placed_at)


def _category(line: Line, products: Mapping[str, Product]) -> str:
    product = products.get(line.product_id or "")
    said = line.body.get("category") or (product.body.get("category") if product else "")
    return str(said or "").lower()


def _has_address_here(seller: Seller | None, store: Store) -> bool:
    addresses = (seller.body.get("return_addresses") or []) if seller else []
    return any(one.get("country") == store.country for one in addresses)


def _said(
    answers: Iterable[Answer],
    seller: Seller | None,
    meanings: Mapping[tuple[str, str], set[Remedy]],
) -> frozenset[Remedy]:
    """What the seller's closed answers grant, or rule out."""
    theirs = [one for one in answers if seller and one.question.seller_id == seller.pk]
    found = [meanings.get((one.question.kind, one.choice), set()) for one in theirs]
    return frozenset().union(*found)
