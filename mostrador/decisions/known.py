"""What is read once for all lines of an order before anything is decided about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Contact
from mostrador.decisions import journeys, mended, money
from mostrador.decisions.models import Decision, Return, Withdrawal
from mostrador.orders import queries
from mostrador.orders.models import Event, Line, Order
from mostrador.rules import calendar
from mostrador.rules.amounts import Account
from mostrador.rules.entitlement_facts import Claim
from mostrador.rules.moments import bare_date, moment
from mostrador.rules.money import Money
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store

WAY_BACK = ("sent_at", "received_at", "inspected_at")


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
    # Lines that were, and their buyer has written again.
    in_vain: frozenset[str]
    sellers: Mapping[str, Seller]
    products: Mapping[str, Product]
    # What of the whole order can still go back; None where nobody said what was paid.
    left: Money | None

    def day(self, at: datetime) -> date:
        return calendar.day_of(at, self.store.zone)

    def day_said(self, said: object) -> date | None:
        """A bare date is the store's; a moment's day is the store's, too."""
        if not isinstance(said, str):
            return None
        try:
            return bare_date(said) or self.day(moment(said))
        except ValueError:
            return None

    def returns_of(self, ref: str) -> list[Return]:
        return [
            one
            for one in self.returns
            if one.state != Return.State.CANCELLED and ref in {each["line"] for each in one.lines}
        ]

    def withdrawal_of(self, ref: str) -> Withdrawal | None:
        return next((one for one in self.withdrawals if not one.lines or ref in one.lines), None)


def gather(contact: Contact, *, but: str = "", until: datetime | None = None) -> Known:
    """In a fixed number of queries, whatever the number of lines.

    `but` is a decision that is left out, as if it had not been made. `until`: only what had
    happened before, as far as rows tell; the contact's order is then to be as it was, too.
    """
    order = contact.order
    if order is None:
        raise LookupError(contact.pk)
    lines = queries.lines_of(order)
    events = list(Event.objects.filter(_by("at", until), order=order).order_by("at", "key"))
    asked = Question.objects.filter(_by("asked_at", until), contact__order=order)
    told = Answer.objects.filter(_by("at", until), question__in=asked, not_an_answer="")
    answers = told.select_related("question")
    lapsed = asked.filter(_by("due_at", until), state=Question.State.LAPSED, answers=None)
    returns = Return.objects.filter(_by("requested_at", until), order=order)
    withdrawals = Withdrawal.objects.filter(_by("declared_at", until), order=order)
    return Known(
        contact,
        order,
        contact.store,
        {line.ref: line for line in lines},
        money.accounts_of(order, lines, events, but=but, until=until),
        events,
        [_as_it_was(one, until) for one in returns.order_by("requested_at")],
        list(withdrawals.order_by("declared_at")),
        list(answers.order_by("pk")),
        frozenset(lapsed.values_list("seller_id", flat=True)),
        _repaired(order, but, until),
        mended.in_vain(contact, but=but, until=until),
        Seller.objects.in_bulk({key for line in lines if (key := seller_of(line, order))}),
        Product.objects.in_bulk({line.product_id for line in lines if line.product_id}),
        money.left_of(order, lines, events, but=but, until=until),
    )


def seller_of(line: Line, order: Order) -> str | None:
    """A line may name its own seller; the order's is the default."""
    return line.seller_id or order.seller_id


def claim_of(known: Known, ref: str) -> Claim | None:
    """A chargeback weighs more than a claim with the marketplace (E53)."""
    found = {
        Claim(event.body["kind"])
        for event in known.events
        if event.kind == Event.Kind.CLAIM and journeys.names(event.body, ref)
        and journeys.still_holds(event.body)
    }  # fmt: skip
    return next((one for one in (Claim.CHARGEBACK, Claim.A_TO_Z) if one in found), None)


def day_of_return(known: Known, ref: str, column: str) -> date | None:
    """When the goods came so far, from our own return or the marketplace's."""
    ours = [at for one in known.returns_of(ref) if (at := getattr(one, column))]
    told = [
        day
        for event in known.events
        if event.kind == Event.Kind.RETURN and journeys.names(event.body, ref)
        if (day := known.day_said(event.body.get(column)))
    ]
    return min([*map(known.day, ours), *told], default=None)


def _by(column: str, until: datetime | None) -> Q:
    """What nobody dated is not known to have happened before."""
    return Q() if until is None else Q(**{f"{column}__lt": until})


def _as_it_was(row: Return, until: datetime | None) -> Return:
    """In memory alone: a return on whose way back less had happened."""
    for column in WAY_BACK if until else ():
        at = getattr(row, column)
        if at is not None and until is not None and at >= until:
            setattr(row, column, None)
    return row


def _repaired(order: Order, but: str, until: datetime | None) -> frozenset[str]:
    done = Decision.objects.filter(
        _by("decided_at", until), order=order, remedy="repair", state=Decision.State.EXECUTED
    )
    found = done.exclude(pk=but).values_list("lines", flat=True)
    return frozenset(ref for lines in found for ref in lines)
