"""A buyer's returns as his request's page shows them: where to, until when, what then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mostrador.contacts.models import Contact
from mostrador.decisions import return_facts
from mostrador.decisions.models import Return
from mostrador.helpcentre import slips
from mostrador.helpcentre.sending_forms import SendForm
from mostrador.pages import moments
from mostrador.pages.shapes import Action, Fact, Step
from mostrador.rules.calendar import day_of, start_of_day
from mostrador.rules.returns import Method, State, may
from mostrador.rules.returns import Step as May
from mostrador.stores.models import Store

STATES: dict[str, tuple[Promise | str, str]] = {
    State.AWAITING_OPTION: (gettext_lazy("Please wait for the address"), "warn"),
    State.AUTHORISED: (gettext_lazy("Please send it back"), "brand"),
    State.SENT: (gettext_lazy("On its way back"), "plain"),
    State.RECEIVED: (gettext_lazy("Arrived at the seller's"), "plain"),
    State.INSPECTED: (gettext_lazy("Looked at"), "plain"),
    State.CLOSED: (pgettext_lazy("state of a return", "Settled"), "ok"),
    State.CANCELLED: (pgettext_lazy("state of a return", "Cancelled"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One return; `form` and `actions` are there while the buyer can do something."""

    key: str
    title: str
    state: str
    kind: str
    sentence: str
    address: Sequence[str]
    script: str
    # The carrier's own square, for who has no printer; and what stands in it, for the ear.
    square: str
    code: str
    facts: Sequence[Fact]
    actions: Sequence[Action]
    form: SendForm | None
    sending: str
    cancellation: str


def cards(
    contact: Contact, seal: str, *, now: datetime, refused: Mapping[str, SendForm] | None = None
) -> list[Card]:
    """The newest first; `refused` holds forms with what is wrong with them."""
    if not contact.verified:
        return []
    rows = contact.returns.select_related("decision__contact__store", "seller", "order")
    newest = rows.order_by("-requested_at", "-pk")
    return [_card(row, seal, (refused or {}).get(row.pk), now=now) for row in newest]


def next_step(contact: Contact) -> Step | None:
    """What a return that is open asks of the buyer, or lets him wait for."""
    rows = contact.returns.exclude(state__in=(State.CLOSED, State.CANCELLED))
    row = rows.select_related("decision__contact__store").order_by("-requested_at", "-pk").first()
    if row is None or not contact.verified:
        return None
    store = return_facts.store_of(row.decision)
    word, _kind = STATES[row.state]
    day = _date(row.send_by, store) if row.state == State.AUTHORISED else ""
    return Step(str(word), "now", note=_("The last day is %(day)s.") % {"day": day} if day else "")


def _card(row: Return, seal: str, sent: SendForm | None, *, now: datetime) -> Card:
    store = return_facts.store_of(row.decision)
    word, kind = STATES[row.state]
    open_to = may(row.state)
    goes = row.state == State.AUTHORISED
    return Card(
        key=row.pk,
        title=_("Return %(key)s") % {"key": row.pk},
        state=str(word),
        kind=kind,
        sentence=_sentence(row, store, now=now),
        address=[str(one) for one in row.address.get("lines", ())] if goes else (),
        script=slips.SCRIPTS.get(str(row.address.get("country", "")), ""),
        square=slips.square([row.label_code]) if goes and row.label_code else "",
        code=row.label_code if goes else "",
        facts=_facts(row, store),
        actions=_actions(row, seal) if goes else (),
        form=(sent or SendForm()) if May.SEND in open_to else None,
        sending=reverse("help:sending", args=[seal, row.pk]),
        cancellation=(
            reverse("help:cancellation", args=[seal, row.pk]) if May.CANCEL in open_to else ""
        ),
    )


def _sentence(row: Return, store: Store, *, now: datetime) -> str:
    if row.method == Method.RETURNLESS:
        return _("You get your money back and keep the item. Nothing has to be sent back.")
    if row.refunded_at:
        return _("Your refund is on its way.")
    due = moments.day_and_hour(row.option_due_at, store.time_zone) if row.option_due_at else ""
    refund = _date(row.refund_due, store)
    match row.state:
        case State.AWAITING_OPTION:
            return _waiting(row, store, due, now=now)
        case State.AUTHORISED:
            return _to_send(row, store, now=now)
        case State.SENT | State.RECEIVED | State.INSPECTED if refund:
            return _("Your refund leaves by %(day)s.") % {"day": refund}
        case State.SENT:
            return _("Your refund leaves as soon as it has arrived and was looked at.")
        case State.CANCELLED:
            return _("This return was given up. If that is wrong, write to us below.")
        case _:
            return _("The seller looks at it; then your refund leaves.")


def _waiting(row: Return, store: Store, due: str, *, now: datetime) -> str:
    if return_facts.is_abroad(row.decision, store) and not return_facts.is_over(row, now=now):
        return _(
            "Please keep it for now. The seller is in another country and has until %(due)s to "
            "name an address near you or to send you a paid label. If nothing comes, you get your "
            "money back and keep it."
        ) % {"due": due}
    return _("Please keep it for now. We ask the seller where it shall go, and tell you.")


def _to_send(row: Return, store: Store, *, now: datetime) -> str:
    day = _date(row.send_by, store)
    if row.send_by and day_of(now, store.zone) > row.send_by:
        return _("The last day to send it was %(day)s. Please send it at once.") % {"day": day}
    if row.label_code and not row.label_id:
        return _(
            "The way back is paid: show this code where you hand the parcel over, by %(day)s."
        ) % {"day": day}
    if row.label_id:
        return _(
            "The way back is paid: print the label, stick it onto the parcel and hand it over by "
            "%(day)s."
        ) % {"day": day}
    return _("Please hand it over to a carrier by %(day)s and keep the receipt.") % {"day": day}


def _facts(row: Return, store: Store) -> list[Fact]:
    label = {"buyer": _("You"), "seller": _("The seller"), "operator": str(store)}
    pays = label.get(row.label_payer, "") if row.method != Method.RETURNLESS else ""
    known: list[tuple[str, Any]] = [
        (_("Goes back"), ", ".join(slips.goods(row))),
        (_("The way back is paid by"), pays),
        (_("Send it by"), _date(row.send_by, store)),
        (_("Parcel"), row.tracking),
        (_("Sent"), _moment(row.sent_at, store)),
        (_("Arrived"), _moment(row.received_at, store)),
        (
            _("Loss of value shown by the seller"),
            f"{row.loss_percent} %" if row.loss_percent else "",
        ),
    ]
    return [Fact(name, value) for name, value in known if value]


def _actions(row: Return, seal: str) -> list[Action]:
    """The slip and what goes onto the parcel, once there is somewhere to send it."""
    found = []
    if row.label_id:
        label = reverse("help:label", args=[seal, row.pk])
        found.append(Action(_("Paid label"), href=label, look="main", icon="ticket-check"))
    look = "plain" if row.label_id else "main"
    slip = reverse("help:slip", args=[seal, row.pk])
    paper = reverse("help:slip_pdf", args=[seal, row.pk])
    return [
        *found,
        Action(_("Print the slip"), href=slip, look=look, icon="printer"),
        Action(_("Slip as PDF"), href=paper, icon="file-down"),
    ]


def _date(day: date | None, store: Store) -> str:
    return moments.date(start_of_day(day, store.zone), store.time_zone) if day else ""


def _moment(at: datetime | None, store: Store) -> str:
    return moments.day_and_hour(at, store.time_zone) if at else ""
