"""A return policy to fill in: one field for each value that is compared, and what they say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from mostrador.pages import policy_words as words
from mostrador.rules.return_bodies import (
    HOLIDAYS,
    MOST_DAYS,
    MOST_REFUND_DAYS,
    NEVER,
    Body,
    body_of,
)
from mostrador.rules.return_comparison import Dimension
from mostrador.rules.return_policy import Case, Holiday, ReasonGroup, ReturnPolicy

AT = "--"
PERIOD = ("ordered_from", "ordered_until", "returnable_until", "but_not")
ISO = "%Y-%m-%d"
LARGEST_PRICE = 99_999_999


class PolicyForm(forms.Form):
    """`base` is what stands in it at first; `holidays` those periods of it that may be changed.

    `offered` are the goods that may be chosen for lists, beside those that are in them already.
    """

    def __init__(
        self,
        base: ReturnPolicy,
        data: Mapping[str, Any] | None = None,
        *,
        currency: str,
        holidays: Sequence[Holiday],
        beside: ReturnPolicy | None = None,
    ) -> None:
        super().__init__(data)
        self.named = sorted(
            {*base.window_days_by_category, *(beside or base).window_days_by_category},
            key=words.category,
        )
        self.holidays, self.currency = [*holidays, None], currency
        self.fields |= dict(self._fields(base, beside or base))
        self.initial = dict(self._initial(base))

    def field(self, dimension: str, key: str) -> BoundField | None:
        """The field of one compared value; holidays have several, see `periods`."""
        if dimension == Dimension.WINDOW_DAYS_BY_CATEGORY:
            key = str(self.named.index(key)) if key in self.named else ""
        name = f"{dimension}{AT}{key}" if key else dimension
        return self[name] if name in self.fields else None

    def periods(self) -> Iterator[list[BoundField]]:
        for at in range(len(self.holidays)):
            yield [self[f"{HOLIDAYS}{AT}{at}{AT}{part}"] for part in PERIOD]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for at in range(len(self.holidays)):
            self._check_period(at, given)
        return given

    def body(self) -> Body:
        """What is filled in and can be read, as JSON; a field that cannot is left out."""
        given = self.cleaned_data
        found: Body = {
            name: given[name]
            for name in Dimension
            if name in self.fields and given.get(name) not in (None, "")
        }
        for dimension, keys in KEYED.items():
            found[dimension] = self._under(dimension, keys)
        found[Dimension.WINDOW_DAYS_BY_CATEGORY] = {
            name: days
            for at, name in enumerate(self.named)
            if (days := given.get(f"{Dimension.WINDOW_DAYS_BY_CATEGORY}{AT}{at}")) is not None
        }
        price = given.get(Dimension.FREE_RETURN_FROM)
        found[Dimension.FREE_RETURN_FROM] = NEVER if price is None else str(price)
        periods = [period for at in range(len(self.holidays)) if (period := self._period(at))]
        return found | ({HOLIDAYS: periods} if periods else {})

    def _under(self, dimension: str, keys: Sequence[str]) -> Body:
        said = {key: self.cleaned_data.get(f"{dimension}{AT}{key}") for key in keys}
        return {key: value for key, value in said.items() if value not in (None, "")}

    def _period(self, at: int) -> Body | None:
        said = {part: self.cleaned_data.get(f"{HOLIDAYS}{AT}{at}{AT}{part}") for part in PERIOD}
        days = {name: on.isoformat() for name, on in said.items() if isinstance(on, date)}
        if len(days) < len(PERIOD) - 1:
            return None
        known = self.holidays[at]
        spared = sorted(known.but_not if known and known.but_not else self.named)
        return {**days, "but_not": spared if said["but_not"] else []}

    def _check_period(self, at: int, given: Mapping[str, Any]) -> None:
        names = [f"{HOLIDAYS}{AT}{at}{AT}{part}" for part in PERIOD[:3]]
        days = [given.get(name) for name in names]
        if any(days) and not all(days) and not any(name in self.errors for name in names):
            self.add_error(names[days.index(None)], _("A period needs all three days."))
        elif all(days) and days[1] < days[0]:  # type: ignore[operator]  # none is missing
            self.add_error(names[1], _("The period ends before it begins."))

    def _fields(
        self, base: ReturnPolicy, beside: ReturnPolicy
    ) -> Iterator[tuple[str, forms.Field]]:
        yield Dimension.WINDOW_DAYS, _number(1, MOST_DAYS)
        for at in range(len(self.named)):
            yield (
                f"{Dimension.WINDOW_DAYS_BY_CATEGORY}{AT}{at}",
                _number(1, MOST_DAYS, needed=False),
            )
        yield Dimension.WINDOW_START, _choice(words.STARTS)
        for at in range(len(self.holidays)):
            for part in PERIOD:
                yield f"{HOLIDAYS}{AT}{at}{AT}{part}", _part(part)
        goods = base.excluded_categories | beside.excluded_categories
        yield Dimension.EXCLUDED_CATEGORIES, _goods(goods)
        for group in ReasonGroup:
            yield f"{Dimension.LABEL_PAYER}{AT}{group}", _choice(words.PAYERS)
            yield f"{Dimension.OUTBOUND_REFUND}{AT}{group}", _choice(words.OUTBOUND)
        yield (
            Dimension.FREE_RETURN_FROM,
            forms.DecimalField(
                min_value=0,
                max_value=LARGEST_PRICE,
                decimal_places=2,
                required=False,
                localize=False,
            ),
        )
        yield Dimension.FREE_RETURN_DAYS, _number(0, MOST_DAYS)
        free = base.free_return_categories | beside.free_return_categories
        yield Dimension.FREE_RETURN_CATEGORIES, _goods({*free, *self.named})
        for case in Case:
            yield f"{Dimension.MAX_DEDUCTION_PERCENT}{AT}{case}", _number(0, 100)
        yield Dimension.REFUND_DEADLINE_DAYS, _number(0, MOST_REFUND_DAYS)
        yield Dimension.REFUND_TRIGGER, _choice(words.TRIGGERS)
        yield Dimension.CONDITIONS_ACCEPTED, _several(words.CONDITIONS)
        yield Dimension.REMEDY_CHOICE, _several(words.REMEDIES)

    def _initial(self, base: ReturnPolicy) -> Iterator[tuple[str, Any]]:
        said = body_of(base)
        for dimension in Dimension:
            if dimension in self.fields:
                yield dimension, said[dimension]
        yield Dimension.FREE_RETURN_FROM, base.free_return_from and base.free_return_from.amount()
        for keyed, keys in KEYED.items():
            for key in keys:
                yield f"{keyed}{AT}{key}", said[keyed][key]
        for at, name in enumerate(self.named):
            days = base.window_days_by_category.get(name)
            yield f"{Dimension.WINDOW_DAYS_BY_CATEGORY}{AT}{at}", days
        for at, known in enumerate(self.holidays):
            for part in PERIOD if known else ():
                value = getattr(known, part)
                yield f"{HOLIDAYS}{AT}{at}{AT}{part}", bool(value) if part == "but_not" else value


KEYED: Mapping[str, Sequence[str]] = {
    Dimension.LABEL_PAYER: tuple(ReasonGroup),
    Dimension.OUTBOUND_REFUND: tuple(ReasonGroup),
    Dimension.MAX_DEDUCTION_PERCENT: tuple(Case),
}


def _number(low: int, high: int, *, needed: bool = True) -> forms.IntegerField:
    return forms.IntegerField(min_value=low, max_value=high, required=needed)


def _choice(known: Mapping[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(code.value, word) for code, word in known.items()])


def _several(known: Mapping[Any, Any]) -> forms.MultipleChoiceField:
    choices = [(code.value, word) for code, word in known.items()]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


def _goods(codes: Any) -> forms.MultipleChoiceField:
    choices = [(code, words.category(code)) for code in sorted(codes, key=words.category)]
    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def _part(part: str) -> forms.Field:
    if part == "but_not":
        label = _("Not for goods with days of their own")
        return forms.BooleanField(label=label, required=False)
    labels = {
        "ordered_from": _("Ordered from"),
        "ordered_until": _("Ordered until"),
        "returnable_until": _("May be returned until"),
    }
    # A browser's own calendar gives and takes ISO dates alone.
    widget = forms.DateInput(attrs={"type": "date"}, format=ISO)
    return forms.DateField(label=labels[part], required=False, widget=widget, input_formats=[ISO])
