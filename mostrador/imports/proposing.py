"""The mapping that a table proposes for itself, from what its columns are called."""

from collections.abc import Collection, Mapping

from mostrador.imports.fields import FIELDS, LISTS, PART_OF_ORDER, called, plain
from mostrador.imports.guessing import Guess
from mostrador.imports.mapping import TableMapping

# Words of other programs for ours, proposed where they stand in the table.
WORDS: Mapping[str, Mapping[str, str]] = {
    "lines.fulfilment": {
        "mfn": "seller", "fbm": "seller", "merchant": "seller", "händler": "seller",
        "verkäufer": "seller", "afn": "operator", "fba": "operator", "amazon": "operator",
        "marketplace": "operator", "marktplatz": "operator",
    },
    "kind": {
        "a-z": "a_to_z", "a-to-z": "a_to_z", "a to z": "a_to_z", "guarantee": "a_to_z",
        "garantie": "a_to_z", "charge back": "chargeback", "rückbuchung": "chargeback",
    },
    "messages.from": {
        "customer": "buyer", "kunde": "buyer", "käufer": "buyer", "end-user": "buyer",
        "agent": "service", "support": "service", "händler": "seller", "verkäufer": "seller",
    },
}  # fmt: skip
OURS = ("line", "reasons")
# What a row is about where it has no number of its own.
KEY_OF = {"enrolment": "seller", "feedback": "order", "claim": "order"}
COUNTRIES = {
    "deutschland": "DE", "germany": "DE", "österreich": "AT", "austria": "AT", "schweiz": "CH",
    "switzerland": "CH", "frankreich": "FR", "france": "FR", "italien": "IT", "italy": "IT",
    "spanien": "ES", "spain": "ES", "china": "CN", "niederlande": "NL", "netherlands": "NL",
    "polen": "PL", "poland": "PL",
}  # fmt: skip


def propose(kind: str, guess: Guess, *, constants: Mapping[str, str] | None = None) -> TableMapping:
    """A first mapping of this table; `constants` hold for fields that no column gives."""
    columns = _columns(kind, guess.columns)
    free = {
        name: value
        for name, value in (constants or {}).items()
        if name in FIELDS[kind] and name not in columns.values()
        and _concerns(name, columns.values())
    }  # fmt: skip
    return TableMapping(
        kind,
        guess.shape,
        guess.decimal,
        guess.dates,
        columns=columns,
        constants=free,
        values=_values(kind, guess, columns),
    )


def kind_of(guess: Guess) -> str:
    """The kind of table whose fields the columns are called by most."""
    return max(FIELDS, key=lambda kind: _fits(kind, guess))


def is_sure(guess: Guess) -> bool:
    """Do the columns really tell the kind: what a row is about, something of it, and no other?"""
    kind = kind_of(guess)
    found = {to for to in _columns(kind, guess.columns).values() if to}
    about = PART_OF_ORDER.get(kind)
    says_something = (
        any(name.startswith(f"{about}.") for name in found) if about else len(found) > 1
    )
    best = _fits(kind, guess)
    alone = all(_fits(other, guess) != best for other in FIELDS if other != kind)
    return KEY_OF.get(kind, "id") in found and says_something and alone


def _fits(kind: str, guess: Guess) -> tuple[int, int]:
    found = {to for to in _columns(kind, guess.columns).values() if to}
    about = PART_OF_ORDER.get(kind, "")
    own = {name for name in found if name.startswith(about)}
    lacks = [name for name in _needed(kind, about) if name not in found]
    return len(found), len(own) - 3 * len(lacks)


def _needed(kind: str, about: str) -> list[str]:
    """An order may have no lines, and a table of lines has little else."""
    others = LISTS - {about}
    return [
        name
        for name, each in FIELDS[kind].items()
        if each.needed and name.partition(".")[0] not in others and name.startswith(about)
    ]


def _columns(kind: str, names: Collection[str]) -> dict[str, str]:
    """No two columns become one field: the first that is called so does."""
    by_name = called(kind)
    found: dict[str, str] = {}
    # Rejected rows that come back bring two columns of ours along.
    ours = OURS if set(OURS) <= set(names) else ()
    for name in names:
        to = "" if name in ours else by_name.get(plain(name), "")
        found[name] = to if to not in found.values() else ""
    return found


def _concerns(name: str, given: Collection[str]) -> bool:
    """A constant of a part, such as the currency of lines, only where the table has the part."""
    first, point, _rest = name.partition(".")
    return not point or any(one.startswith(f"{first}.") for one in given)


def _values(kind: str, guess: Guess, columns: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for at, name in enumerate(guess.columns):
        to = columns.get(name, "")
        known = COUNTRIES if to.rpartition(".")[2] == "country" else WORDS.get(to, {})
        words = {row[at].strip() for row in guess.sample if at < len(row)} if known else set()
        told = {word: known[word.casefold()] for word in sorted(words) if word.casefold() in known}
        if told and FIELDS[kind].get(to):
            found[to] = told
    return found
