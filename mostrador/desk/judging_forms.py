"""What an agent fills in to decide: about what, what is given, and why."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.decisions import facts as reading
from mostrador.decisions import money as paying
from mostrador.decisions.judgement import Judgement
from mostrador.desk.dossier import Dossier
from mostrador.desk.forms import LONGEST_REASON, VersionField
from mostrador.desk.judging import FREE, OF_AN_AMOUNT, Asked, Sheet
from mostrador.orders.models import Line
from mostrador.pages import fact_words, policy_words
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition
from mostrador.sealed import keeping

MOST_UNITS = 100_000
SWAPPED = frozenset({Remedy.EXCHANGE, Remedy.CHANGE_ITEM})
ADDRESS = ("name", "street", "postcode", "city", "country")


class SheetForm(forms.Form):
    """One form for both steps: what is asked decides what can be chosen."""

    lines = forms.MultipleChoiceField(
        label=gettext_lazy("About"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=list(fact_words.CAUSES.items())
    )
    condition = forms.ChoiceField(
        label=gettext_lazy("Condition"),
        choices=[(one.value, words) for one, words in policy_words.CONDITIONS.items()],
        required=False,
    )
    withdraws = forms.BooleanField(
        label=gettext_lazy("The buyer declares a withdrawal"), required=False
    )
    shown_on = forms.DateField(
        label=gettext_lazy("The defect showed on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )
    remedy = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[(one.value, one.value) for one in Remedy],
        error_messages={"required": gettext_lazy("Choose what is decided.")},
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much"),
        help_text=gettext_lazy("For a partial refund or a gesture of goodwill."),
        min_value=0,
        max_digits=14,
        required=False,
    )
    method = forms.ChoiceField(label=gettext_lazy("Way of paying"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    street = forms.CharField(
        label=gettext_lazy("Street and number"), max_length=200, required=False
    )
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=200, required=False)
    country = forms.CharField(label=gettext_lazy("Country"), max_length=2, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why, in one sentence"),
        help_text=gettext_lazy("The buyer and the seller both read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Give the reason in one sentence.")},
    )
    version = VersionField()

    def __init__(self, dossier: Dossier, data: Any, *, asked: Asked) -> None:
        self.known = reading.lines_of_ours(dossier.contact)
        initial = {
            "lines": list(asked.lines),
            "cause": asked.cause,
            "condition": asked.condition,
            "withdraws": asked.withdraws,
            "shown_on": asked.shown_on,
            "version": dossier.contact.version,
        }
        super().__init__(data, initial=initial)
        self.before = asked
        for name in ("lines", "condition"):
            # Filled in from the beginning, so nobody is told that they may be left out.
            self.fields[name].needed = True  # type: ignore[attr-defined]  # read by field.html
        self._choose("lines", [(one.ref, _title(one)) for one in self.known])
        for number, line in enumerate(self.known):
            self._add_line(number, line)
        self._choose("method", [("", "–"), *_methods(dossier)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field with choices

    def _add_line(self, number: int, line: Line) -> None:
        whole = paying.quantity_of(line)
        if whole > 1:
            self.fields[f"units_{number}"] = forms.IntegerField(
                label=_("%(title)s: how many of %(whole)d")
                % {"title": _title(line), "whole": whole},
                min_value=1,
                max_value=min(whole, MOST_UNITS),
                required=False,
            )
        self.fields[f"sku_{number}"] = forms.CharField(
            label=_("%(title)s becomes the item") % {"title": _title(line)},
            max_length=200,
            required=False,
        )

    def _numbered(self, kind: str) -> Iterator[tuple[Line, str]]:
        for number, line in enumerate(self.known):
            if f"{kind}_{number}" in self.fields:
                yield line, f"{kind}_{number}"

    @property
    def units_fields(self) -> list[BoundField]:
        return [self[name] for _line, name in self._numbered("units")]

    @property
    def sku_fields(self) -> list[BoundField]:
        return [self[name] for _line, name in self._numbered("sku")]

    @property
    def address_fields(self) -> list[BoundField]:
        return [self[name] for name in ADDRESS]

    def asked(self) -> Asked:
        """As far as it can be read; where it cannot, as the sheet began."""
        if not self.is_bound:
            return self.before
        self.is_valid()
        given = self.cleaned_data
        units = {line.ref: given[name] for line, name in self._numbered("units") if given.get(name)}
        return Asked(
            lines=tuple(given.get("lines") or self.before.lines),
            cause=given.get("cause") or self.before.cause,
            condition=given.get("condition") or Condition.AS_RECEIVED,
            withdraws=bool(given.get("withdraws")),
            shown_on=given.get("shown_on"),
            units=units,
        )

    def judgement(self, sheet: Sheet, *, facts: dict[str, Any], of: str) -> Judgement:
        given, asked = self.cleaned_data, self.asked()
        remedy = Remedy(given["remedy"])
        return Judgement(
            remedy=remedy,
            ground=sheet.ground_of(remedy),
            reason=given["reason"],
            lines=[one for one in asked.lines if one in sheet.facts],
            facts=facts,
            cause=asked.cause if sheet.facts else "",
            condition=asked.condition,
            withdraws=asked.withdraws,
            shown_on=asked.shown_on,
            units=asked.units,
            amount=self._amount(remedy, sheet.currency),
            changes=self._changes(asked) if remedy in SWAPPED else (),
            payment_method=given["method"],
            ship_to_text=self._address(of) if remedy is Remedy.CHANGE_ADDRESS else None,
        )

    def demand(self, sheet: Sheet) -> None:
        """What a chosen remedy needs beside its name."""
        remedy = self.cleaned_data.get("remedy")
        if remedy not in {one.remedy for one in sheet.offers}:
            if remedy:
                self.add_error("remedy", _("This is not to be had; choose something else."))
            return
        if remedy in OF_AN_AMOUNT and not self.cleaned_data.get("amount"):
            self.add_error("amount", _("Say how much."))
        if remedy not in FREE and not sheet.facts:
            self.add_error("lines", _("Choose what it is about."))
        self._demand_amount(sheet.currency)

    def _demand_amount(self, currency: str) -> None:
        try:
            self._amount(Remedy.GOODWILL, currency)
        except ValueError:
            self.add_error("amount", _("This currency has no such amount."))

    def _amount(self, remedy: Remedy, currency: str) -> Money | None:
        given = self.cleaned_data.get("amount")
        if given is None or remedy not in OF_AN_AMOUNT:
            return None
        return Money.of(f"{given:f}", currency)

    def _changes(self, asked: Asked) -> list[dict[str, str]]:
        given = self.cleaned_data
        return [
            {"line": line.ref, "sku": given[name]}
            for line, name in self._numbered("sku")
            if line.ref in asked.lines and given.get(name)
        ]

    def _address(self, of: str) -> int | None:
        """A person's address is sealed; the decision knows its number alone."""
        said = {name: self.cleaned_data[name] for name in ADDRESS if self.cleaned_data[name]}
        return keeping.text(json.dumps(said), of=of).pk if said else None


class WhyForm(forms.Form):
    """A sentence why something is approved not, or taken back."""

    reason = forms.CharField(label=gettext_lazy("Why, in one sentence"), max_length=LONGEST_REASON)


def _title(line: Line) -> str:
    return str(line.body.get("title") or line.ref)


def _methods(dossier: Dossier) -> list[tuple[str, str]]:
    if dossier.contact.order is None:
        return []
    found = paying.methods_of(dossier.contact.order, dossier.contact.store.currency)
    return [(one.id, " · ".join(filter(None, (one.kind, one.id)))) for one in found]
