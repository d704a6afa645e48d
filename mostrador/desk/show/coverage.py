"""Who answers and why, as sentences made from the verdict in force (contract 4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.contacts import verdicts
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import dates
from mostrador.orders.models import Line, Order
from mostrador.orders.queries import interval_of
from mostrador.rules.calendar import A_DAY
from mostrador.rules.coverage_facts import Interval

Verdict = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for one line, or for everything where all lines are alike."""

    covered: bool
    title: str
    sentences: tuple[str, ...]


def rulings(dossier: Dossier) -> tuple[Ruling, ...]:
    each = [(verdict, _line(dossier, verdict)) for verdict in dossier.contact.coverage]
    shown = [(line, _sentences(dossier, verdict, line), verdict) for verdict, line in each]
    if len({(sentences, verdict["covered"]) for _line_, sentences, verdict in shown}) == 1:
        shown = shown[:1]
        return tuple(Ruling(verdict["covered"], "", said) for _line_, said, verdict in shown)
    return tuple(
        Ruling(verdict["covered"], _title(line, verdict), said) for line, said, verdict in shown
    )


def transfer_to(dossier: Dossier) -> str:
    """Whom today's verdict names, where somebody else has the contact (E26, E32)."""
    contact = dossier.contact
    if not contact.verified or contact.state in {"resolved", "merged"}:
        return ""
    named = verdicts.handler_of(contact.coverage)
    return "" if named == contact.handler else named


def verdict_of(dossier: Dossier, line: Line) -> Verdict | None:
    return next((one for one in dossier.contact.coverage if one["line"] == line.ref), None)


def short(verdict: Verdict) -> str:
    if verdict["covered"]:
        return _("The service answers")
    return {
        "operator": _("The marketplace answers"),
    }.get(verdict["handler"], _("The seller answers"))


def _line(dossier: Dossier, verdict: Verdict) -> Line | None:
    return next((line for line in dossier.lines if line.ref == verdict["line"]), None)


def _title(line: Line | None, verdict: Verdict) -> str:
    return str(line.body.get("title") or line.ref) if line else str(verdict["line"] or "")


def _sentences(dossier: Dossier, verdict: Verdict, line: Line | None) -> tuple[str, ...]:
    if verdict["covered"]:
        return (_covered(dossier, line), *_uncovered_units(verdict))
    return tuple(REASONS[reason](dossier, line) for reason in verdict["reasons"])


def _uncovered_units(verdict: Verdict) -> Sequence[str]:
    """Some units of a line may be shipped by the marketplace itself (E24)."""
    return [
        ngettext(
            "Not for %(count)d unit of it, which the marketplace ships.",
            "Not for %(count)d units of it, which the marketplace ships.",
            unit["quantity"],
        )
        % {"count": unit["quantity"]}
        for unit in verdict.get("units") or []
        if not unit["covered"]
    ]


def _covered(dossier: Dossier, line: Line | None) -> str:
    order = dossier.contact.order
    if order is None:
        return _("Covered: as long as no order is known, the service answers.")
    held = _held(order, _intervals(dossier, line))
    if held is None:
        return _("Covered: it replaces an order that was placed while the seller was enrolled.")
    return _("Covered: ordered %(ordered)s, %(seller)s enrolled since %(since)s.") % {
        "ordered": _day(dossier, order.placed_at),
        "seller": _seller(dossier, line),
        "since": _day(dossier, held.from_at),
    }


def _held(order: Order, intervals: Sequence[Interval]) -> Interval | None:
    """The enrolment that held the order when it was placed; of a bare date, any of the day."""
    until = order.placed_at + A_DAY if order.low_precision else None
    return next((one for one in intervals if one.holds(order.placed_at, until)), None)


def _not_enrolled(dossier: Dossier, line: Line | None) -> str:
    """When it was ordered, and when the seller was enrolled: the reader sees that they miss."""
    order = dossier.contact.order
    facts = {
        "seller": _seller(dossier, line),
        "ordered": _day(dossier, order.placed_at) if order else "",
    }
    intervals = _intervals(dossier, line)
    if not intervals:
        return _("%(seller)s does not take part in the service.") % facts
    last = intervals[-1]
    facts["since"] = _day(dossier, last.from_at)
    if last.until_at is None:
        return _("Ordered %(ordered)s; %(seller)s has been enrolled only since %(since)s.") % facts
    facts["until"] = _day(dossier, last.until_at)
    return _("Ordered %(ordered)s; %(seller)s was enrolled from %(since)s to %(until)s.") % facts


def _other_store(dossier: Dossier, line: Line | None) -> str:
    return _("%(seller)s was enrolled in another store only, not in %(store)s.") % {
        "seller": _seller(dossier, line),
        "store": dossier.contact.store.name,
    }


def _past_end(dossier: Dossier, line: Line | None) -> str:
    return _("%(seller)s has left the service, and the time for this order is over.") % {
        "seller": _seller(dossier, line)
    }


Say = Callable[[Dossier, Line | None], str]
REASONS: Mapping[str, Say] = {
    "NOT_ENROLLED_WHEN_PLACED": _not_enrolled,
    "OTHER_STORE": _other_store,
    "OPERATOR_FULFILLED": lambda _d, _l: _("The marketplace ships it, not the seller."),
    "TOPIC_INVOICE": lambda _d, _l: _("Invoices are the seller's matter."),
    "TOPIC_CUSTOMISATION": lambda _d, _l: _("Customisation is the seller's matter."),
    "PRE_ORDER": lambda _d, _l: _("A question before an order is the seller's matter."),
    "PAST_COVERAGE_END": _past_end,
}


def _intervals(dossier: Dossier, line: Line | None) -> Sequence[Interval]:
    """The enrolments of the line's seller in the contact's store, oldest first."""
    seller = _seller_key(dossier, line)
    return [interval_of(row) for row in dossier.enrolments if row.seller_id == seller]


def _seller_key(dossier: Dossier, line: Line | None) -> str | None:
    if line is not None:
        return dossier.seller_of(line)
    return dossier.contact.order.seller_id if dossier.contact.order else None


def _seller(dossier: Dossier, line: Line | None) -> str:
    key = _seller_key(dossier, line)
    return str(dossier.seller(key)) if key else _("The seller")


def _day(dossier: Dossier, at: Any) -> str:
    return dates.day(at, dossier.zone, now=dossier.now)
