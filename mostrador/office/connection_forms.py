"""What the operator fills in about a connection: each connector asks for other things."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.connectors.base import Connector, Setting, Table
from mostrador.connectors.connections import LONGEST, MOST_ROWS, Wanted
from mostrador.connectors.models import Connection, Reading
from mostrador.office.forms import Refusable, VersionField
from mostrador.stores.models import Store

SETTING, TABLE = "setting-", "table-"


class SettingsForm(Refusable):
    """The settings and word tables of one connector."""

    def __init__(
        self, made: type[Connector], known: Connection | None = None, data: Any = None
    ) -> None:
        super().__init__(data)
        self.made = made
        for setting in made.settings:
            self.fields[f"{SETTING}{setting.name}"] = _field(setting, known)
        for table in made.tables:
            self.fields[f"{TABLE}{table.name}"] = _words(table, known)
        if known is not None:
            self.fields["version"] = VersionField()
            self.initial["version"] = known.version

    def place(self, steps: list[str]) -> str:
        """A reason about a setting or a table stands beside it."""
        name = steps[-1]
        found = [
            each for each in (f"{SETTING}{name}", f"{TABLE}{name}", name) if each in self.fields
        ]
        return found[0] if found else ""

    def wanted(self) -> Wanted:
        """An empty secret stays as it is."""
        given = self.cleaned_data
        secret = {each.name for each in self.made.settings if each.secret}
        settings = {each.name: given[f"{SETTING}{each.name}"] for each in self.made.settings}
        tables = {each.name: _pairs(given[f"{TABLE}{each.name}"]) for each in self.made.tables}
        return Wanted(
            {name: value for name, value in settings.items() if value or name not in secret},
            tables,
        )

    def of_settings(self) -> Iterator[BoundField]:
        return (self[f"{SETTING}{each.name}"] for each in self.made.settings)

    def of_tables(self) -> Iterator[BoundField]:
        return (self[f"{TABLE}{each.name}"] for each in self.made.tables)


class NewForm(SettingsForm):
    """A connection that is not there yet."""

    def __init__(self, made: type[Connector], data: Any = None) -> None:
        super().__init__(made, None, data)
        self.fields["name"] = forms.CharField(
            label=_("Name"),
            help_text=_("Such as the marketplace's; small letters, digits, - and _."),
            max_length=60,
            initial=made.kind,
        )
        stores = Store.objects.order_by("name", "pk")
        self.fields["store"] = forms.ModelChoiceField(
            stores, label=_("Store"), empty_label=None, initial=stores.first()
        )
        self.order_fields(["name", "store"])


class ReadingForm(forms.Form):
    """From when on a stream is read once more."""

    stream = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    since = forms.DateField(
        label=gettext_lazy("What was changed since"), widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, connection: Connection, data: Any = None, *, now: datetime) -> None:
        super().__init__(data)
        self.readings = {each.stream: each for each in connection.readings.order_by("stream")}
        every = [("", _("Everything"))]
        names = [(name, name) for name in self.readings]
        self.fields["stream"].choices = [*every, *names]  # type: ignore[attr-defined]  # a choice field's
        self.now = now

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day > self.now.date():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def chosen(self) -> list[Reading]:
        wanted = self.cleaned_data["stream"]
        return [each for name, each in self.readings.items() if wanted in ("", name)]


def _field(setting: Setting, known: Connection | None) -> forms.Field:
    has_one = known is not None and bool(known.secrets.get(setting.name))
    hint = _("Leave it empty to keep the one there is.") if has_one else str(setting.hint)
    # What is missing after all is the act's to say.
    field = _typed(setting, required=setting.required and not has_one)
    field.label, field.help_text = str(setting.label), hint
    if not setting.secret:
        own = known.settings if known else {}
        field.initial = own.get(setting.name, setting.default)
    return field


def _typed(setting: Setting, *, required: bool) -> forms.Field:
    if setting.choices:
        return forms.ChoiceField(choices=[*setting.choices.items()], required=required)
    if setting.secret:
        hidden = forms.PasswordInput({"autocomplete": "off"})
        return forms.CharField(max_length=LONGEST, widget=hidden, required=required)
    shown = forms.URLInput() if setting.address else forms.TextInput()
    return forms.CharField(max_length=LONGEST, widget=shown, required=required)


def _words(table: Table, known: Connection | None) -> forms.Field:
    words = {**table.known, **(known.tables.get(table.name, {}) if known else {})}
    allowed = ", ".join(table.allowed)
    hint = _("One a line: theirs = ours.")
    return forms.CharField(
        label=str(table.label),
        help_text=f"{hint} {_('Ours: %(words)s.') % {'words': allowed}}" if allowed else hint,
        required=False,
        widget=forms.Textarea({"rows": min(len(words) + 2, 10), "spellcheck": "false"}),
        initial="\n".join(f"{theirs} = {ours}" for theirs, ours in words.items()),
    )  # fmt: skip


def _pairs(text: str) -> dict[str, str]:
    lines = [line.partition("=") for line in text.splitlines()[:MOST_ROWS] if "=" in line]
    return {theirs.strip(): ours.strip() for theirs, _sign, ours in lines if theirs.strip()}
