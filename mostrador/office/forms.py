"""What the operator fills in about a store's programme."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mostrador.office import words
from mostrador.rules import programme as rules
from mostrador.rules.bodies import COUNTRY, RefusedError
from mostrador.stores import programme
from mostrador.stores.models import Store, Terms

EMPTY_ROWS = 3
MOST_ROWS = 60


class VersionField(forms.IntegerField):
    """The row as the writer saw it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1)


class Refusable(forms.Form):
    """A form whose act may refuse: each reason stands beside the field that it is about."""

    # Of a reason's pointer, by its first or first two steps → field.
    places: ClassVar[Mapping[str, str]] = {}

    def refuse(self, error: RefusedError) -> None:
        for reason in error.reasons:
            steps = [step.replace("~1", "/") for step in reason.pointer.split("/")[1:]]
            found = self.place(steps)
            self.add_error(found if found in self.fields else None, words.refused(reason.code))

    def seen(self, version: int) -> None:
        """Shown once more, it is written upon what the writer sees now."""
        told = QueryDict(mutable=True)
        told.update(self.data)
        told["version"] = str(version)
        self.data = told

    def place(self, steps: list[str]) -> str:
        return self.places.get("/".join(steps), self.places.get(steps[0], ""))


class ProgrammeForm(Refusable):
    places: ClassVar[Mapping[str, str]] = {
        "mode": "mode",
        "trial_days": "trial_days",
        "activation_minutes": "activation_minutes",
        "own_seller_languages": "languages",
        "plan": "plan",
        "plan_version": "plan_version",
    }

    mode = forms.ChoiceField(
        label=gettext_lazy("Who may take part"),
        choices=[(code, words.MODES[code]) for code in rules.MODES],
        widget=forms.RadioSelect,
    )
    trial_days = forms.IntegerField(
        label=gettext_lazy("Days free of charge"),
        help_text=gettext_lazy("Counted from the day the service is ready. Empty: without an end."),
        min_value=1,
        max_value=rules.LONGEST_TRIAL_DAYS,
        required=False,
    )
    activation_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes until the service is ready"),
        help_text=gettext_lazy("From “Enrol now” on; an hour at most."),
        min_value=0,
        max_value=rules.LONGEST_ACTIVATION_MINUTES,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages the service speaks with sellers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    first_language = forms.ChoiceField(
        label=gettext_lazy("Language for sellers who have another one"),
    )
    plan = forms.CharField(label=gettext_lazy("Name of the plan"), max_length=rules.LONGEST_PLAN)
    plan_version = forms.CharField(
        label=pgettext_lazy("of the plan", "Version"), max_length=rules.LONGEST_VERSION
    )
    version = VersionField()

    def __init__(self, store: Store, data: Any = None) -> None:
        held = programme.settings_of(store)
        spoken = held["own_seller_languages"]
        self.known = list(dict.fromkeys([*spoken, *words.written_languages()]))
        super().__init__(data, initial=self._initial(store, held))
        choices = [(code, words.language(code)) for code in self.known]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        self.fields["first_language"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        for code in self.known:
            label = _("What it costs, in %(language)s") % {"language": words.language(code)}
            self.fields[f"price_{code}"] = forms.CharField(
                label=label,
                max_length=rules.LONGEST_PRICE,
                required=False,
                widget=forms.Textarea({"rows": 2, "lang": code}),
            )

    def _initial(self, store: Store, held: Mapping[str, Any]) -> dict[str, Any]:
        spoken = held["own_seller_languages"]
        prices = {f"price_{code}": held["plan_words"].get(code, "") for code in self.known}
        first = {"languages": spoken, "first_language": spoken[0], "version": store.version}
        return {**held, **first, **prices}

    @property
    def prices(self) -> list[BoundField]:
        return [self[f"price_{code}"] for code in self.known]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, spoken = given.get("first_language"), given.get("languages")
        if first and spoken and first not in spoken:
            self.add_error("first_language", _("Choose one of the languages above."))
        return given

    def place(self, steps: list[str]) -> str:
        if steps[0] == "plan_words":
            return f"price_{steps[-1]}"
        return super().place(steps)

    def settings(self) -> dict[str, Any]:
        """As the programme is asked to keep them."""
        given = self.cleaned_data
        first = given["first_language"]
        others = [code for code in given["languages"] if code != first]
        return {
            "mode": given["mode"],
            "trial_days": given["trial_days"],
            "activation_minutes": given["activation_minutes"],
            "own_seller_languages": [first, *others],
            "plan": given["plan"],
            "plan_version": given["plan_version"],
            "plan_words": {
                code: given[f"price_{code}"] for code in self.known if given[f"price_{code}"]
            },
        }


class HandOverForm(Refusable):
    """One address for everybody else, and one for each country that has its own."""

    elsewhere = forms.CharField(
        label=gettext_lazy("All other countries"), max_length=320, widget=forms.EmailInput
    )
    version = VersionField()

    def __init__(self, store: Store, data: Any = None) -> None:
        held = dict(store.hand_over)
        elsewhere = held.pop(rules.ELSEWHERE, "")
        initial = {"elsewhere": elsewhere, "version": store.version}
        self.rows = min(_rows_in(data), MOST_ROWS) if data else len(held) + EMPTY_ROWS
        for number, (country, address) in enumerate(sorted(held.items())):
            initial |= {f"country_{number}": country, f"address_{number}": address}
        super().__init__(data, initial=initial, auto_id="hand_%s")
        for number in range(self.rows):
            self._add_row(number)

    def _add_row(self, number: int) -> None:
        code = forms.TextInput({"list": "countries", "autocomplete": "off", "size": 4})
        self.fields[f"country_{number}"] = forms.CharField(
            label=_("Country"), max_length=2, required=False, widget=code
        )
        self.fields[f"address_{number}"] = forms.CharField(
            label=_("Address"), max_length=320, required=False, widget=forms.EmailInput()
        )

    @property
    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        for number in range(self.rows):
            yield self[f"country_{number}"], self[f"address_{number}"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for number in range(self.rows):
            country = (given.get(f"country_{number}") or "").upper()
            address = given.get(f"address_{number}") or ""
            if bool(country) != bool(address):
                self.add_error(f"address_{number}", _("Give a country and an address, or neither."))
            elif country in seen:
                self.add_error(f"country_{number}", _("This country is here twice."))
            seen |= {country} - {""}
        return given

    def place(self, steps: list[str]) -> str:
        if steps[-1] == rules.ELSEWHERE:
            return "elsewhere"
        for number in range(self.rows):
            if self.cleaned_data.get(f"country_{number}", "").upper() == steps[-1]:
                wrong_country = "country" if not COUNTRY.fullmatch(steps[-1]) else "address"
                return f"{wrong_country}_{number}"
        return ""

    def settings(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = {
            given[f"country_{number}"].upper(): given[f"address_{number}"]
            for number in range(self.rows)
            if given[f"country_{number}"]
        }
        return {"own_hand_over": {**found, rules.ELSEWHERE: given["elsewhere"]}}


class TermsForm(Refusable):
    """A new version of the terms, begun with the words of the last one."""

    places: ClassVar[Mapping[str, str]] = {"version": "terms_version"}

    terms_version = forms.CharField(
        label=pgettext_lazy("of the terms", "New version"), max_length=rules.LONGEST_VERSION
    )

    def __init__(self, store: Store, last: Terms | None, data: Any = None) -> None:
        self.languages = list(store.seller_languages)
        before = last.texts if last else {}
        initial = {f"text_{code}": before.get(code, "") for code in self.languages}
        super().__init__(data, initial=initial)
        for code in self.languages:
            label = _("Terms in %(language)s") % {"language": words.language(code)}
            self.fields[f"text_{code}"] = forms.CharField(
                label=label,
                max_length=rules.LONGEST_TERMS,
                widget=forms.Textarea({"rows": 14, "lang": code}),
            )

    def place(self, steps: list[str]) -> str:
        return f"text_{steps[-1]}" if steps[0] == "texts" else super().place(steps)

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in self.languages}


def _rows_in(data: Mapping[str, Any]) -> int:
    """How many rows were sent: the last one that has a number."""
    told = [name.rpartition("_")[2] for name in data if name.startswith(("country_", "address_"))]
    numbers = [int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 4]
    return max(numbers, default=-1) + 1
