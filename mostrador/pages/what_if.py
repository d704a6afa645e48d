"""What another fact changes in an answer, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mostrador.pages import fact_words, policy_words, remedy_words
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.amounts import total
from mostrador.rules.entitlement_facts import Entitlement, Option, Remedy
from mostrador.rules.money import Money


@dataclass(frozen=True, slots=True)
class Change:
    """`kind`: more, less or other, as the buyer would feel it."""

    remedy: Remedy
    words: str
    kind: str = "other"


def changes(was: Entitlement, now: Entitlement, *, currency: str) -> list[Change]:
    """Remedy by remedy; nothing where both say the same."""
    return [
        change
        for remedy in Remedy
        for change in _of(remedy, was.option(remedy), now.option(remedy), currency)
    ]


def _of(remedy: Remedy, was: Option | None, now: Option | None, currency: str) -> Iterator[Change]:
    name = {"remedy": fact_words.REMEDIES[remedy]}
    if now and not was:
        yield Change(remedy, _("%(remedy)s: to be had now") % name, "more")
    elif was and not now:
        yield Change(remedy, _("%(remedy)s: no longer to be had") % name, "less")
    elif was and now:
        for words, kind in _parts(was, now, currency):
            yield Change(remedy, f"{name['remedy']}: {words}", kind)


def _parts(was: Option, now: Option, currency: str) -> Iterator[tuple[str, str]]:
    before, after = total(was.amounts, currency), total(now.amounts, currency)
    if before != after:
        yield _arrow(money(before), money(after)), _kind(before, after)
    for name, one, other in _days(was, now):
        if one != other:
            yield f"{name} {_arrow(_day(one), _day(other))}", "other"
    if was.label != now.label and now.label:
        yield str(remedy_words.PAYERS[now.label]), "other"
    if was.ground != now.ground:
        yield _("on another ground"), "other"


def _days(was: Option, now: Option) -> Sequence[tuple[str, date | None, date | None]]:
    return (
        (_("until"), was.until, now.until),
        (_("to be sent back by"), was.send_back_by, now.send_back_by),
        (_("the money by"), was.refund_due, now.refund_due),
    )


def _kind(before: Money, after: Money) -> str:
    return "more" if after > before else "less"


def _arrow(one: str, other: str) -> str:
    return f"{one} → {other}"


def _day(day: date | None) -> str:
    return policy_words.full_day(day) if day else "–"
