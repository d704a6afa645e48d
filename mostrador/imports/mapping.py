"""How a table becomes records, as data: which column is which field, and how its cells are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from mostrador.imports.cells import ORDERS, READERS, CellError, Manner
from mostrador.imports.fields import FIELDS, PART_OF_ORDER, record_of
from mostrador.imports.tables import BREAKS, ENCODINGS, SEPARATORS, Shape
from mostrador.rules.bodies import Reason, RefusedError

# A column that belongs to no field and is kept as it stands, under its own name.
KEPT = "+"
LEFT_OUT = ""
MOST = 500
LONGEST = 2000
DECIMALS = ("", ",", ".")
DATES = ("", *ORDERS)
KEYS = {
    "kind", "encoding", "separator", "heading", "line_break", "decimal", "dates", "zone", "columns",
    "constants", "values",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableMapping:
    kind: str
    shape: Shape = field(default_factory=Shape)
    # "," or "."; empty: no number of the table has either.
    decimal: str = "."
    # "ymd", "dmy" or "mdy"; empty: nobody has said yet, and dates of digits alone are refused.
    dates: str = "ymd"
    # Whose clock a time without an offset is; empty: nobody has said.
    zone: str = ""
    # The name of a column → a field of the kind, KEPT or LEFT_OUT.
    columns: Mapping[str, str] = field(default_factory=dict)
    # What a field is where no column says otherwise.
    constants: Mapping[str, str] = field(default_factory=dict)
    # Of a field: a word of the table → our word for it.
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def record(self) -> str:
        """The type of record that a row is a part of."""
        return record_of(self.kind)

    @property
    def known_zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.zone) if self.zone else None

    def needed(self) -> list[str]:
        """Fields without which a record is not whole, and which nothing here gives.

        Of a part, such as an order's lines, only if the table has something of it. In a table of
        lines the order itself is known already, by a table of its own.
        """
        given = {*self.columns.values(), *self.constants}
        parts = {name.partition(".")[0] for name in self.columns.values() if "." in name}
        about = PART_OF_ORDER.get(self.kind)
        missing = [
            name
            for name, each in FIELDS[self.kind].items()
            if each.needed and name not in given and _concerns(name, parts, about)
        ]
        by_another_name = {"lines.sku", "lines.product"} & given
        return [name for name in missing if name != "lines.id" or not by_another_name]

    def as_dict(self) -> dict[str, Any]:
        shape = self.shape
        return {
            "kind": self.kind,
            "encoding": shape.encoding,
            "separator": shape.separator,
            "heading": shape.heading,
            "line_break": shape.line_break,
            "decimal": self.decimal,
            "dates": self.dates,
            "zone": self.zone,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "values": {name: dict(each) for name, each in self.values.items()},
        }

    @classmethod
    def of(cls, given: object) -> Self:
        """The mapping that this JSON object says, or RefusedError with every reason."""
        told = _Told(given)
        kind = told.one_of("kind", tuple(FIELDS), "")
        shape = Shape(
            told.one_of("encoding", ENCODINGS, "utf-8"),
            told.one_of("separator", tuple(SEPARATORS), ","),
            told.flag("heading"),
            told.one_of("line_break", tuple(BREAKS), "\n"),
        )
        found = cls(
            kind,
            shape,
            told.one_of("decimal", DECIMALS, "."),
            told.one_of("dates", DATES, "ymd"),
            told.zone(),
            told.columns(kind),
            told.constants(kind),
            told.values(kind),
        )
        told.settle()
        told.readable(found)
        told.settle()
        return found

    def encoded(self, encoding: str) -> Self:
        return replace(self, shape=replace(self.shape, encoding=encoding))

    def shaped(self, shape: Shape) -> Self:
        return replace(self, shape=shape)

    def with_columns(self, columns: Mapping[str, str]) -> Self:
        return replace(self, columns=columns)


def _concerns(name: str, parts: Collection[str], about: str | None) -> bool:
    first, point, _rest = name.partition(".")
    if about:
        return name == "id" or first == about
    return not point or first == "buyer" or first in parts


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


class _Told:
    """A JSON object that should be a mapping, and what is wrong with it."""

    def __init__(self, given: object) -> None:
        self.reasons: list[Reason] = []
        if not isinstance(given, dict):
            raise RefusedError([Reason("WRONG_TYPE", "A mapping must be a JSON object.", "")])
        self.given: dict[str, Any] = given
        for name in sorted(given.keys() - KEYS, key=str):
            self.refuse("UNKNOWN", f"{name} is nothing that a mapping says.", f"/{name}")

    def settle(self) -> None:
        if self.reasons:
            raise RefusedError(self.reasons)

    def refuse(self, code: str, sentence: str, pointer: str) -> None:
        self.reasons.append(Reason(code, sentence, pointer))

    def one_of(self, name: str, allowed: Sequence[str], default: str) -> str:
        value = self.given.get(name, default)
        if not isinstance(value, str) or value not in allowed:
            said = ", ".join(repr(one) for one in allowed)
            self.refuse("NOT_ONE_OF", f"{name} must be one of {said}.", f"/{name}")
            return default
        return value

    def flag(self, name: str) -> bool:
        value = self.given.get(name, True)
        if not isinstance(value, bool):
            self.refuse("WRONG_TYPE", f"{name} must be true or false.", f"/{name}")
        return value is not False

    def zone(self) -> str:
        value = self.given.get("zone", "")
        if value and (not isinstance(value, str) or value not in zones()):
            self.refuse("NO_SUCH_ZONE", "zone must be one such as Europe/Berlin.", "/zone")
            return ""
        return str(value)

    def columns(self, kind: str) -> dict[str, str]:
        found = self._texts("columns", self.given.get("columns", {}))
        for name, to in found.items():
            if to not in (KEPT, LEFT_OUT):
                self._field(kind, to, f"/columns/{name}")
        taken = [to for to in found.values() if to not in (KEPT, LEFT_OUT)]
        for to in sorted({one for one in taken if taken.count(one) > 1}):
            self.refuse("TWICE", f"Two columns are {to}; only one can be.", "/columns")
        return found

    def constants(self, kind: str) -> dict[str, str]:
        found = self._texts("constants", self.given.get("constants", {}))
        for name in found:
            self._field(kind, name, f"/constants/{name}")
            self._one_of_ours(kind, name, found[name].strip(), f"/constants/{name}")
        return {name: value for name, value in found.items() if value.strip()}

    def readable(self, found: TableMapping) -> None:
        """Constants are read as cells are."""
        manner = Manner(found.decimal, found.dates, found.known_zone)
        for name, value in found.constants.items():
            try:
                READERS[FIELDS[found.kind][name].how](value, manner)
            except CellError as error:
                self.refuse(error.code, f"{name}: {error}", f"/constants/{name}")

    def values(self, kind: str) -> dict[str, dict[str, str]]:
        given = self.given.get("values", {})
        if not isinstance(given, dict):
            self.refuse("WRONG_TYPE", "values must be an object.", "/values")
            return {}
        for name in given:
            self._field(kind, name, f"/values/{name}")
        found = {str(name): self._texts(f"values/{name}", each) for name, each in given.items()}
        for name, words in found.items():
            for word, ours in words.items():
                self._one_of_ours(kind, name, ours, f"/values/{name}", word)
        return found

    def _field(self, kind: str, name: str, pointer: str) -> None:
        if kind and name not in FIELDS[kind]:
            self.refuse("NO_SUCH_FIELD", f"{name} is no field of {kind}.", pointer)

    def _one_of_ours(self, kind: str, name: str, ours: str, pointer: str, word: str = "") -> None:
        """A word that only few are understood for must be one of those."""
        field = FIELDS[kind].get(name) if kind else None
        if field and field.one_of and ours not in field.one_of and (ours or word):
            said = f"{word} is led to {ours or 'nothing'}" if word else f"{ours} is given"
            few = ", ".join(field.one_of)
            self.refuse("NOT_ONE_OF", f"{name}: {said}; it must be one of {few}.", pointer)

    def _texts(self, name: str, given: Any) -> dict[str, str]:
        if not isinstance(given, dict) or len(given) > MOST:
            self.refuse("WRONG_TYPE", f"{name} must be an object of at most {MOST}.", f"/{name}")
            return {}
        wrong = [one for one in given.values() if not isinstance(one, str) or len(one) > LONGEST]
        if wrong:
            self.refuse("WRONG_TYPE", f"Each of {name} must be a short text.", f"/{name}")
            return {}
        return dict(given)
