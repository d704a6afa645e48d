"""A month of what a seller paid and got back, line by line as the ledger has it."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.decisions.models import Decision, LedgerEntry, Posting
from mostrador.pages import moments, remedy_words
from mostrador.pages.templatetags.mostrador import money
from mostrador.portal import words
from mostrador.rules.calendar import start_of_day
from mostrador.rules.entitlement_facts import Component
from mostrador.rules.money import Money

MONTHS = 24
# A spreadsheet takes a cell that begins like this for a formula, and would run it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of his: what he pays is below zero in the ledger, and stands on its own side."""

    at: datetime
    zone: str
    seller: str
    decision: str
    order: str
    what: str
    minor: int
    currency: str

    @property
    def pays(self) -> Money:
        return Money(self.currency, max(-self.minor, 0))

    @property
    def gets(self) -> Money:
        return Money(self.currency, max(self.minor, 0))

    @property
    def cells(self) -> list[str]:
        sides = [money(one) if one.minor else "" for one in (self.pays, self.gets)]
        return [moments.date(self.at, self.zone), self.what, *sides]


@dataclass(frozen=True, slots=True)
class Total:
    currency: str
    pays: Money
    gets: Money

    @property
    def rest(self) -> Money:
        """What is left to pay; below zero he is owed."""
        return self.pays - self.gets


def lines_of(decisions: Iterable[Decision], sellers: Collection[str]) -> list[Line]:
    """What these decisions have booked with these sellers, the earliest first."""
    return _lines(_postings(sellers).filter(entry__decision__in=list(decisions)))


def of_month(sellers: Collection[str], month: date) -> list[Line]:
    """Each store's month begins at its own midnight."""
    begin, end = month, _next(month)
    wide = {
        "entry__at__gte": datetime.fromisoformat(f"{begin - A_DAY}T00:00:00+00:00"),
        "entry__at__lt": datetime.fromisoformat(f"{end + A_DAY}T00:00:00+00:00"),
    }
    postings = [
        one
        for one in _postings(sellers).filter(**wide)
        if start_of_day(begin, one.entry.store.zone)
        <= one.entry.at
        < start_of_day(end, one.entry.store.zone)
    ]
    return _lines(postings)


def totals(lines: Iterable[Line]) -> list[Total]:
    """Per currency, in the order of their names."""
    pays: dict[str, int] = defaultdict(int)
    gets: dict[str, int] = defaultdict(int)
    for one in lines:
        pays[one.currency] += one.pays.minor
        gets[one.currency] += one.gets.minor
    return [Total(coin, Money(coin, pays[coin]), Money(coin, gets[coin])) for coin in sorted(pays)]


def months(now: datetime, zone: Any) -> list[date]:
    """The current one and those before it, as many as a seller may ask for."""
    first = now.astimezone(zone).date().replace(day=1)
    found = [first]
    while len(found) < MONTHS:
        found.append((found[-1] - A_DAY).replace(day=1))
    return found


def month_name(month: date) -> str:
    reader = moments.reader()
    return str(reader.datetime_skeletons["yMMMM"].apply(month, reader))


def as_csv(lines: Sequence[Line]) -> bytes:
    """For any spreadsheet: with a mark that says UTF-8, and nothing in it is ever a formula."""
    kept = StringIO()
    sheet = csv.writer(kept)
    sheet.writerow([
        _("Date"), _("Seller"), _("Decision"), _("Order"), _("What"), _("You pay"),
        _("You get back"), _("Currency"),
    ])  # fmt: skip
    for one in lines:
        day = one.at.astimezone(ZoneInfo(one.zone)).date().isoformat()
        texts = [day, one.seller, one.decision, one.order, one.what]
        sheet.writerow([*map(harmless, texts), *_sums(one.pays, one.gets), one.currency])
    for total in totals(lines):
        texts = ["", "", "", "", _("Total")]
        sheet.writerow([*texts, *_sums(total.pays, total.gets), total.currency])
    return kept.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text


def charged(decisions: Iterable[Decision], sellers: Collection[str]) -> Mapping[str, Any]:
    """Of each decision: what was charged first, and what of it came back; None for nothing."""
    wanted = {one.pk: one for one in decisions}
    mine = _postings(sellers).filter(entry__decision__in=list(wanted))
    by_kind = mine.values_list("entry__decision", "entry__kind", "currency").annotate(Sum("minor"))
    found: dict[str, dict[str, Any]] = {key: {"paid": None, "back": None} for key in wanted}
    for key, kind, coin, minor in by_kind:
        if kind == LedgerEntry.Kind.CONCESSION and minor < 0:
            found[key]["paid"] = Money(coin, -minor)
        elif kind == LedgerEntry.Kind.REVERSAL and minor > 0:
            found[key]["back"] = Money(coin, minor)
    return found


def _sums(*sums: Money) -> list[str]:
    return [one.amount() if one.minor else "" for one in sums]


def _next(month: date) -> date:
    return (month + 31 * A_DAY).replace(day=1)


def _postings(sellers: Collection[str]) -> Any:
    found = Posting.objects.filter(account=Posting.Account.SELLER, entry__seller__in=sellers)
    related = found.select_related("entry__store", "entry__decision")
    return related.order_by("entry__at", "entry_id", "pk")


def _lines(postings: Iterable[Posting]) -> list[Line]:
    return [
        Line(
            at=one.entry.at, zone=one.entry.store.time_zone, seller=one.entry.seller_id or "",
            decision=one.entry.decision_id, order=one.entry.order_id, what=_what(one),
            minor=one.minor, currency=one.currency,
        )
        for one in postings
    ]  # fmt: skip


def _what(posting: Posting) -> str:
    """The reason and the component; what came back says why."""
    component = str(remedy_words.COMPONENTS[Component(posting.component)])
    entry = posting.entry
    if entry.kind == LedgerEntry.Kind.REVERSAL:
        why = {
            "appeal_reversed": _("Your appeal was granted"),
            "not_done": _("Not carried out"),
        }.get(entry.reason, pgettext("a booking", "Taken back"))
    else:
        why = str(words.REMEDIES[entry.decision.remedy])
    return f"{why} · {component}"
