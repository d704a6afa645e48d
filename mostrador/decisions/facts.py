"""Rows become the facts that the rule of entitlement reads: one line of one order at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Contact
from mostrador.decisions import journeys, money, promises
from mostrador.decisions.models import Decision, Return, Withdrawal
from mostrador.orders import queries
from mostrador.orders.models import Event, Line, Order
from mostrador.rules import calendar
from mostrador.rules.amounts import Account
from mostrador.rules.entitlement_facts import NOTHING_CAME, Cause, Claim, Facts, Remedy
from mostrador.rules.law_tables import law_for
from mostrador.rules.moments import bare_date, moment
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition
from mostrador.sellers.models import Product, Seller
from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

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


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is read once for all lines of a contact's order."""

    contact: Contact
    order: Order
    store: Store
    lines: Mapping[str, Line]
    accounts: Mapping[str, Account]
    events: Sequence[Event]
    returns: Sequence[Return]
    withdrawals: Sequence[Withdrawal]
    answers: Sequence[Answer]
    silent: frozenset[str]
    # Lines that were repaired before.
    repaired: frozenset[str]
    sellers: Mapping[str, Seller]
    products: Mapping[str, Product]
    # What of the whole order can still go back; None where nobody said what was paid.
    left: Money | None

    def day(self, at: datetime) -> date:
        return calendar.day_of(at, self.store.zone)


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


def gather(contact: Contact, *, but: str = "") -> Known:
    """In a fixed number of queries, whatever the number of lines.

    `but` is a decision that is left out, as if it had not been made.
    """
    order = contact.order
    if order is None:
        raise LookupError(contact.pk)
    lines = queries.lines_of(order)
    events = list(Event.objects.filter(order=order).order_by("at", "key"))
    asked = Question.objects.filter(contact__order=order)
    answers = Answer.objects.filter(question__in=asked, not_an_answer="").select_related("question")
    lapsed = asked.filter(state=Question.State.LAPSED, answers=None)
    return Known(
        contact,
        order,
        contact.store,
        {line.ref: line for line in lines},
        money.accounts_of(order, lines, events, but=but),
        events,
        list(Return.objects.filter(order=order).order_by("requested_at")),
        list(Withdrawal.objects.filter(order=order).order_by("declared_at")),
        list(answers.order_by("pk")),
        frozenset(lapsed.values_list("seller_id", flat=True)),
        _repaired(order, but),
        Seller.objects.in_bulk({key for line in lines if (key := seller_of(line, order))}),
        Product.objects.in_bulk({line.product_id for line in lines if line.product_id}),
        money.left_of(order, lines, events, but=but),
    )


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
    line = known.lines[ref]
    ordered_on = _ordered_on(known)
    withdrawal = _of_line(known.withdrawals, ref)
    asked_at = withdrawal.declared_at if withdrawal else _asked_at(known.contact, asked, now)
    asked_on = calendar.day_asked(asked_at, store_zone=known.store.zone)
    seller = known.sellers.get(seller_of(line, known.order) or "")
    promised = promises.of(known.store, seller, placed_at=known.order.placed_at, now=now)
    journey = journeys.of(known.order, ref, known.lines, zone=known.store.zone)
    whole = money.quantity_of(line)
    units = min(quantity or whole, whole)
    account = money.of_units(known.accounts[ref], units, whole, left=known.left)
    return Facts(
        order=known.order.pk,
        line=ref,
        quantity=units,
        unit_price=money.unit_price_of(line),
        shipping=account.shipping,
        express=money.express_of(line),
        paid=account.paid,
        refunded=account.refunded,
        category=_category(line, known.products),
        stage=journey.stage,
        ordered_on=ordered_on,
        asked_on=max(asked_on, ordered_on),
        cause=asked.cause,
        condition=asked.condition,
        withdraws=asked.withdraws or withdrawal is not None,
        standard=promised.standard,
        own=promised.own,
        law=law_for(known.store.country, ordered_on),
        promised_by=_day(known, known.order.body.get("deliver_by")),
        delivered_on=journey.delivered_on,
        all_delivered_on=journey.all_delivered_on,
        customised=bool(line.body.get("customised")),
        store_country=known.store.country,
        seller_country=seller.country if seller else "",
        return_address_here=_has_address_here(seller, known.store),
        prepaid_label=bool(seller and seller.body.get("prepaid_label")),
        claim=claim_of(known, ref),
        sent_back_on=_day_of_return(known, ref, "sent_at"),
        came_back_on=_day_of_return(known, ref, "received_at"),
        inspected_on=_day_of_return(known, ref, "inspected_at"),
        loss_percent=max((one.loss_percent for one in _returns(known, ref)), default=0),
        seller_grants=_said(known.answers, seller, GRANTS),
        seller_silent=bool(seller and seller.pk in known.silent),
        seller_rules_out=_said(known.answers, seller, RULES_OUT),
        repaired=ref in known.repaired,
        returnless_up_to=Money(known.store.currency, known.store.returnless_up_to_minor),
        way_back_overdue=any(
            one.option_due_at is not None and one.option_due_at < now
            for one in _returns(known, ref)
            if one.state == Return.State.AWAITING_OPTION
        ),
        closed=closed_days(known.store, ordered_on, asked_on + AHEAD),
    )


def _asked_at(contact: Contact, asked: Asked, now: datetime) -> datetime:
    """A buyer who asked in time is in time, however long we took to decide.

    Whoever still waits for his goods asks anew every day.
    """
    return now if asked.cause in NOTHING_CAME else min(contact.opened_at, now)


def _ordered_on(known: Known) -> date:
    placed = bare_date(str(known.order.body.get("placed_at") or ""))
    return placed or known.day(known.order.placed_at)


def seller_of(line: Line, order: Order) -> str | None:
    """A line may name its own seller; the order's is the default."""
    return line.seller_id or order.seller_id


def _category(line: Line, products: Mapping[str, Product]) -> str:
    product = products.get(line.product_id or "")
    said = line.body.get("category") or (product.body.get("category") if product else "")
    return str(said or "").lower()


def _day(known: Known, said: object) -> date | None:
    """A bare date is the store's; a moment's day is the store's, too."""
    if not isinstance(said, str):
        return None
    try:
        return bare_date(said) or known.day(moment(said))
    except ValueError:
        return None


def _has_address_here(seller: Seller | None, store: Store) -> bool:
    addresses = (seller.body.get("return_addresses") or []) if seller else []
    return any(one.get("country") == store.country for one in addresses)


def claim_of(known: Known, ref: str) -> Claim | None:
    """A chargeback weighs more than a claim with the marketplace (E53)."""
    found = {
        Claim(event.body["kind"])
        for event in known.events
        if event.kind == Event.Kind.CLAIM and journeys.names(event.body, ref)
        and journeys.still_holds(event.body)
    }  # fmt: skip
    return next((one for one in (Claim.CHARGEBACK, Claim.A_TO_Z) if one in found), None)


def _of_line(found: Sequence[Withdrawal], ref: str) -> Withdrawal | None:
    return next((one for one in found if not one.lines or ref in one.lines), None)


def _returns(known: Known, ref: str) -> list[Return]:
    return [
        one
        for one in known.returns
        if one.state != Return.State.CANCELLED and ref in {each["line"] for each in one.lines}
    ]


def _day_of_return(known: Known, ref: str, column: str) -> date | None:
    """When the goods came so far, from our own return or the marketplace's."""
    ours = [at for one in _returns(known, ref) if (at := getattr(one, column))]
    told = [
        day
        for event in known.events
        if event.kind == Event.Kind.RETURN and journeys.names(event.body, ref)
        if (day := _day(known, event.body.get(column)))
    ]
    return min([*map(known.day, ours), *told], default=None)


def _repaired(order: Order, but: str) -> frozenset[str]:
    done = Decision.objects.filter(order=order, remedy="repair", state=Decision.State.EXECUTED)
    found = done.exclude(pk=but).values_list("lines", flat=True)
    return frozenset(ref for lines in found for ref in lines)


def _said(
    answers: Iterable[Answer],
    seller: Seller | None,
    meanings: Mapping[tuple[str, str], set[Remedy]],
) -> frozenset[Remedy]:
    """What the seller's closed answers grant, or rule out."""
    theirs = [one for one in answers if seller and one.question.seller_id == seller.pk]
    found = [meanings.get((one.question.kind, one.choice), set()) for one in theirs]
    return frozenset().union(*found)
