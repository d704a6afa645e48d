"""What the operator says about a file: what it holds, and how it is read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.imports import past
from mostrador.imports.fields import FIELDS, PART_OF_ORDER
from mostrador.imports.lifecycle import LINES, TABLE
from mostrador.imports.mapping import KEPT, LEFT_OUT, LONGEST, TableMapping
from mostrador.imports.models import Import
from mostrador.office import import_words as words
from mostrador.office.forms import Refusable

SAMPLES = 3
# Fields that are often the same in a whole table; of these a fixed value is asked for.
OFTEN_FIXED = (
    "store", "seller", "lines.currency", "lines.fulfilment", "payments.currency", "payments.kind",
    "currency", "kind", "language", "buyer.language", "country", "topic", "messages.from",
    "messages.channel", "languages", "time_zone",
)  # fmt: skip


class ReceiveForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A table as CSV, whatever program saved it, or JSON Lines. Nothing is taken in before "
            "you have looked at it."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(f"{TABLE}:{code}", name) for code, name in words.KINDS.items()]
        exports = [(f"past:{name}", each.label) for name, each in past.FORMATS.items()]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (f"{TABLE}:", _("Find out from the names of its columns")),
            (_("A table (CSV)"), tables),
            (LINES, _("Records as JSON Lines")),
            (_("Past contacts of another program"), exports),
        ]

    @property
    def form_and_kind(self) -> tuple[str, str]:
        form, _colon, kind = (self.cleaned_data["kind"] or TABLE).partition(":")
        return (kind, "") if form == "past" else (form, kind)


class MappingForm(Refusable):
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"), choices=list(words.ENCODINGS.items())
    )
    separator = forms.ChoiceField(
        label=gettext_lazy("Separator"), choices=list(words.SEPARATORS.items())
    )
    heading = forms.BooleanField(
        label=gettext_lazy("The first row names the columns"), required=False
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Decimal sign"), choices=list(words.DECIMALS.items()), required=False
    )
    dates = forms.ChoiceField(
        label=gettext_lazy("Order of dates"), choices=list(words.DATES.items()), required=False
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone of times without an offset"),
        help_text=gettext_lazy("Such as Europe/Berlin. Empty: rows with such times come back."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Keep this mapping under a name"), max_length=80, required=False
    )
    replace = forms.BooleanField(label=gettext_lazy("Replace it"), required=False)
    # One of the same kind has this name, and may give way.
    taken = False

    def __init__(
        self,
        one: Import,
        mapping: TableMapping,
        samples: Sequence[Sequence[str]],
        data: Any = None,
    ) -> None:
        self.mapping_before, self.names = mapping, list(one.columns)
        super().__init__(data, initial=_initial(mapping))
        self._samples = samples
        choices = _choices(mapping.kind)
        for number, name in enumerate(self.names):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial=mapping.columns.get(name, LEFT_OUT),
                help_text=_samples_of(samples, number),
            )
        self._add_constants(mapping)
        self._add_values(mapping)

    def refuse_name(self, taken_by: str) -> None:
        """Another mapping has the name; one of the same kind may be replaced if so asked."""
        self.taken = taken_by == self.mapping_before.kind
        said = (
            _("There is a mapping of this name already. Replace it, or choose another name.")
            if self.taken
            else _("There is a mapping of this name for another kind already (%(kind)s); choose "
                   "another name.")
        )  # fmt: skip
        self.add_error("name", said % {"kind": words.kind(taken_by)})

    @property
    def refusals(self) -> list[str]:
        """Why nothing was kept, for the top of the page: the fields may be far below."""
        return [
            f"{self[name].label}: {sentence}" if name in self.fields else str(sentence)
            for name, told in self.errors.items()
            for sentence in told
        ]

    @property
    def columns(self) -> Iterator[BoundField]:
        return (self[f"column_{number}"] for number in range(len(self.names)))

    @property
    def constants(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("constant_")]

    @property
    def values(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("values_")]

    def mapping(self) -> TableMapping:
        """What was said; RefusedError with every reason. A column of another cut says nothing."""
        given = self.cleaned_data
        return TableMapping.of(
            {
                "kind": self.mapping_before.kind,
                "encoding": given["encoding"],
                "separator": given["separator"],
                "heading": given["heading"],
                "line_break": self.mapping_before.shape.line_break,
                "decimal": given["decimal"],
                "dates": given["dates"],
                "zone": given["zone"],
                "columns": {
                    name: given[f"column_{number}"] for number, name in enumerate(self.names)
                },
                "constants": {
                    name.removeprefix("constant_"): value
                    for name, value in given.items()
                    if name.startswith("constant_") and value
                },
                "values": {
                    name.removeprefix("values_"): _pairs(value)
                    for name, value in given.items()
                    if name.startswith("values_")
                },
            }
        )

    def place(self, steps: list[str]) -> str:
        if steps[0] == "columns" and len(steps) > 1 and steps[1] in self.names:
            return f"column_{self.names.index(steps[1])}"
        if steps[0] in ("constants", "values") and len(steps) > 1:
            return f"{steps[0].rstrip('s') if steps[0] == 'constants' else 'values'}_{steps[1]}"
        return steps[0]

    def _add_constants(self, mapping: TableMapping) -> None:
        fields = FIELDS[mapping.kind]
        wanted = [name for name in OFTEN_FIXED if name in fields and _concerns(name, mapping)]
        more = [name for name in mapping.constants if name not in wanted]
        for name in (*wanted, *more):
            allowed, said = fields[name].one_of, words.field(name, mapping.kind)
            choices = [("", "–"), *((word, word) for word in allowed)]
            self.fields[f"constant_{name}"] = (
                forms.ChoiceField(label=said, choices=choices, required=False)
                if allowed
                else forms.CharField(label=said, max_length=LONGEST, required=False)
            )
            self.fields[f"constant_{name}"].initial = mapping.constants.get(name, "")

    def _add_values(self, mapping: TableMapping) -> None:
        for number, column in enumerate(self.names):
            name = mapping.columns.get(column, "")
            allowed = FIELDS[mapping.kind][name].one_of if name in FIELDS[mapping.kind] else ()
            known = dict(mapping.values.get(name, {}))
            if not allowed and not known:
                continue
            found = {row[number].strip() for row in self._samples if number < len(row)} - {""}
            for word in sorted(found - set(known)) if allowed else ():
                known[word] = word if word in allowed else ""
            hint = _("One a line: the word in the file = our word.")
            told = f"{hint} {', '.join(allowed)}" if allowed else hint
            self.fields[f"values_{name}"] = forms.CharField(
                label=f"{column} → {words.field(name, mapping.kind)}",
                help_text=told,
                required=False,
                initial="\n".join(f"{word} = {ours}" for word, ours in known.items()),
                widget=forms.Textarea({"rows": max(2, min(8, len(known)))}),
            )


def _initial(mapping: TableMapping) -> dict[str, Any]:
    return {
        "encoding": mapping.shape.encoding,
        "separator": mapping.shape.separator,
        "heading": mapping.shape.heading,
        "decimal": mapping.decimal,
        "dates": mapping.dates,
        "zone": mapping.zone,
    }


def _choices(kind: str) -> list[Any]:
    """The fields by what they belong to; those without which nothing works come with a mark."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, each in FIELDS[kind].items():
        mark = " *" if each.needed else ""
        told = groups.setdefault(words.group(name, kind), [])
        told.append((name, words.field(name, kind) + mark))
    left = [(LEFT_OUT, _("Leave out")), (KEPT, _("Keep under its own name"))]
    return [*left, *groups.items()]


def _concerns(name: str, mapping: TableMapping) -> bool:
    """A fixed value of a part, such as the currency of lines, only where a row has that part."""
    part = _part(name)
    about = {PART_OF_ORDER.get(mapping.kind, ""), *map(_part, mapping.columns.values())}
    return part not in PART_OF_ORDER.values() or part in about


def _part(name: str) -> str:
    return name.partition(".")[0]


def _samples_of(samples: Sequence[Sequence[str]], number: int) -> str:
    found = dict.fromkeys(row[number].strip() for row in samples if number < len(row))
    return " · ".join([cell[:40] for cell in found if cell][:SAMPLES])


def _pairs(text: str) -> Mapping[str, str]:
    told = [line.rpartition("=") for line in text.splitlines() if "=" in line]
    return {word.strip(): ours.strip() for word, _sign, ours in told if ours.strip()}
