"""A seller's closed answer in the words of whoever reads it: the label, and what he filled in."""

from collections.abc import Callable, Mapping
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from mostrador.cases import kinds
from mostrador.cases.kinds import Detail, Form
from mostrador.pages import moments
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.moments import bare_date
from mostrador.rules.money import Money


def lines(kind: str, choice: str, values: Mapping[str, Any], *, language: str) -> list[str]:
    """One line for the answer and one for each detail, in `language`; empty for a free answer."""
    with override(language):
        details = [
            _("%(label)s: %(value)s") % {"label": one.label, "value": value}
            for one, value in _filled(kind, choice, values)
        ]
        return [*_label(kind, choice), *details]


def in_brief(kind: str, choice: str, values: Mapping[str, Any], *, language: str) -> str:
    """The same in one line of a list."""
    with override(language):
        filled = ", ".join(value for _detail, value in _filled(kind, choice, values))
        return ": ".join([*_label(kind, choice), *filter(None, [filled])])


def _label(kind: str, choice: str) -> list[str]:
    chosen = kinds.choice(kind, choice) if kind in kinds.KINDS else None
    return [str(chosen.label)] if chosen else []


def _filled(kind: str, choice: str, values: Mapping[str, Any]) -> list[tuple[Detail, str]]:
    """What he filled in with it, each as its reader writes it."""
    details = kinds.KINDS[kind].details_with(choice) if kind in kinds.KINDS else ()
    given = [(one, str(values.get(one.name) or "")) for one in details]
    return [(one, READ.get(one.form, str)(value)) for one, value in given if value]


def _day(value: str) -> str:
    """A day as the reader writes it; whatever else a program has sent stays as it is."""
    date = bare_date(value)
    return format_date(date, "medium", locale=moments.reader()) if date else value


def _days(value: str) -> str:
    if not value.isdecimal():
        return value
    return ngettext("%(days)d day", "%(days)d days", int(value)) % {"days": int(value)}


def _money(value: str) -> str:
    amount, _space, currency = value.partition(" ")
    try:
        return str(money(Money.of(amount, currency)))
    except ValueError:
        return value


def country(value: str) -> str:
    return str(moments.reader().territories.get(value.upper(), value))


READ: Mapping[Form, Callable[[str], str]] = {
    Form.DAY: _day,
    Form.DAYS: _days,
    Form.MONEY: _money,
    Form.COUNTRY: country,
}
