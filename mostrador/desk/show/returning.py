"""Returns at the desk: the panel beside the conversation, and their sentences in the history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from mostrador.decisions import return_facts
from mostrador.decisions.models import Return
from mostrador.desk.dossier import Dossier
from mostrador.pages import moments
from mostrador.pages.shapes import Action, Fact
from mostrador.rules.calendar import start_of_day
from mostrador.rules.returns import Method, State, Step, may

Facts = Mapping[str, Any]

STATES: Mapping[str, tuple[Promise | str, str]] = {
    State.AWAITING_OPTION: (gettext_lazy("The seller offers a way"), "warn"),
    State.AUTHORISED: (gettext_lazy("The buyer may send it"), "plain"),
    State.SENT: (gettext_lazy("On its way back"), "plain"),
    State.RECEIVED: (gettext_lazy("The seller looks at it"), "plain"),
    State.INSPECTED: (gettext_lazy("Looked at"), "plain"),
    State.CLOSED: (pgettext_lazy("state of a return", "Settled"), "ok"),
    State.CANCELLED: (pgettext_lazy("state of a return", "Cancelled"), "plain"),
}
METHODS: Mapping[str, Promise] = {
    Method.LOCAL_ADDRESS: gettext_lazy("To an address of the seller"),
    Method.PREPAID_LABEL: gettext_lazy("With a label that the seller has paid"),
    Method.RETURNLESS: gettext_lazy("The buyer keeps it"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    key: str
    state: str
    kind: str
    facts: Sequence[Fact]
    actions: Sequence[Action]
    # Where an agent writes the address that the seller has told him; empty once there is a way.
    way: str
    # Where he uploads a label that he was sent, and where the one that is there is handed out.
    label: str
    given: Sequence[Action]


def panels(dossier: Dossier) -> list[Panel]:
    """The newest first."""
    rows = dossier.contact.returns.select_related("decision__contact__store", "decision__order")
    newest = rows.select_related("decision__seller", "loss_words").order_by("-requested_at", "-pk")
    return [_panel(row, dossier) for row in newest]


def _panel(row: Return, dossier: Dossier) -> Panel:
    word, kind = STATES[row.state]
    steps = may(row.state)
    offers = Step.OFFER in steps and not return_facts.is_over(row, now=dossier.now)
    return Panel(
        key=row.pk,
        state=str(word),
        kind=kind,
        facts=_facts(row, dossier),
        actions=_actions(row, steps),
        way=_address(row, "way") if offers else "",
        label=_address(row, "label") if offers or Step.SEND in steps else "",
        given=_given(row),
    )


def _given(row: Return) -> list[Action]:
    if row.label_id is None:
        return []
    shown = reverse("desk:file", args=[row.label_id])
    return [Action(_("Carrier's label"), href=shown, look="quiet", icon="ticket-check")]


def _actions(row: Return, steps: frozenset[Step]) -> list[Action]:
    unpaid = row.refunded_at is None
    known = [
        (Step.ARRIVE in steps, "arrival", _("It has arrived"), "package-check"),
        (Step.CLOSE in steps and unpaid, "refund", _("Refund now"), "banknote"),
        (Step.CANCEL in steps, "cancellation", _("Give the return up"), "undo-2"),
    ]
    return [
        Action(words, icon=icon, look="quiet", post=_address(row, name))
        for shown, name, words, icon in known
        if shown
    ]


def _address(row: Return, step: str) -> str:
    return reverse("desk:return_step", args=[row.contact_id, row.pk, step])


def _facts(row: Return, dossier: Dossier) -> list[Fact]:
    zone = dossier.zone
    loss = row.loss_words.body if row.loss_words else ""
    known = [
        (_("Way back"), str(METHODS.get(row.method, "")), ""),
        (_("Address"), ", ".join(row.address.get("lines", ())), ""),
        (_("The seller offers a way by"), _option_due(row, zone), ""),
        (_("The buyer sends it by"), _day(row.send_by, dossier), ""),
        (_("Parcel"), row.tracking, ""),
        (pgettext("of a parcel", "Sent"), _moment(row.sent_at, zone), ""),
        (_("Arrived"), _moment(row.received_at, zone), ""),
        (_("Loss of value"), f"{row.loss_percent} %" if row.loss_percent else "", loss),
        (_("Refund due"), "" if row.refunded_at else _day(row.refund_due, dossier), ""),
        (_("Refund ordered"), _moment(row.refunded_at, zone), ""),
    ]
    return [Fact(name, value, note) for name, value, note in known if value]


def _option_due(row: Return, zone: str) -> str:
    return _moment(row.option_due_at, zone) if row.state == State.AWAITING_OPTION else ""


def _day(day: date | None, dossier: Dossier) -> str:
    if day is None:
        return ""
    return moments.date(start_of_day(day, dossier.contact.store.zone), dossier.zone)


def _moment(at: datetime | None, zone: str) -> str:
    return moments.day_and_hour(at, zone) if at else ""


def _plain(template: Callable[[], str]) -> Callable[[str, Facts, Dossier], str]:
    return lambda who, facts, _dossier: template() % {"who": who, "return": facts["return"]}


def _inspected(who: str, facts: Facts, _dossier: Dossier) -> str:
    if not facts.get("loss_percent"):
        return _("%(who)s looked at the return: all is well.") % {"who": who}
    said = _("%(who)s looked at the return and reported a loss of %(percent)s %%.")
    return said % {"who": who, "percent": facts["loss_percent"]}


SENTENCES: Mapping[str, Callable[[str, Facts, Dossier], str]] = {
    "return_authorised": _plain(lambda: _("The buyer may send it back: return %(return)s.")),
    "return_way_asked": _plain(
        lambda: _("The seller was asked how return %(return)s shall come back.")
    ),
    "return_waived": _plain(lambda: _("%(who)s does not want the goods of %(return)s back.")),
    "return_small": _plain(
        lambda: _("The goods of %(return)s cost too little to send them back to another country.")
    ),
    "return_given_up": _plain(
        lambda: _("The seller offered no way back in time; the buyer keeps the goods.")
    ),
    "return_label_added": _plain(lambda: _("%(who)s gave a paid label for return %(return)s.")),
    "return_sent": _plain(lambda: _("%(who)s sent the goods back: return %(return)s.")),
    "return_received": _plain(lambda: _("Return %(return)s has arrived at the seller's.")),
    "return_inspected": _inspected,
    "return_refunded": _plain(lambda: _("The refund for return %(return)s was ordered.")),
    "return_closed": _plain(lambda: _("Return %(return)s is settled.")),
    "return_cancelled": _plain(lambda: _("%(who)s gave return %(return)s up.")),
    "return_refund_held": _plain(
        lambda: _("The refund for return %(return)s is held back: please look at it.")
    ),
    "return_came_late": _plain(
        lambda: _("Return %(return)s was given up and has arrived all the same: please look at it.")
    ),
    "return_no_address": _plain(
        lambda: _("Nobody has said where return %(return)s shall go: please ask the seller.")
    ),
}
ICONS: Mapping[str, str] = {
    "return_authorised": "package-open",
    "return_way_asked": "circle-question-mark",
    "return_sent": "truck",
    "return_received": "package-check",
    "return_inspected": "search-check",
    "return_refunded": "banknote",
    "return_cancelled": "undo-2",
    "return_given_up": "clock-alert",
    "return_no_address": "clock-alert",
    "return_came_late": "triangle-alert",
    "return_refund_held": "triangle-alert",
}
