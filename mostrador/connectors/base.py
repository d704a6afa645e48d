"""What a connector is: a small program that speaks one marketplace's language.

It says what it needs to know (`settings`, `tables`), what it reads (`streams`), and, where the
marketplace allows it, how an instruction is carried out (`carry_out`, `find`) and how a reply of
ours gets into the marketplace's own threads (`say`). It keeps nothing and waits for nothing: the
base remembers cursors, waits, tries again, writes, and shows what went wrong.

A connector reads as it likes through `Access.caller`, whose errors (`calling`) it lets pass. What
it reads twice changes nothing, so it need not know what it has read before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from mostrador.connectors.calling import PATIENCE, Caller
from mostrador.connectors.exchanged import (
    UNMAPPED,
    Body,
    Cursor,
    Done,
    File,
    Finding,
    Json,
    Later,
    Outcome,
    Page,
    Refused,
    Reply,
    Said,
    Words,
    mapped,
)  # fmt: skip

__all__ = [
    "UNMAPPED", "Access", "Body", "Connector", "Cursor", "Done", "File", "Finding", "Json", "Later",
    "Outcome", "Page", "Refused", "Reply", "Said", "Setting", "Stream", "Table", "Words", "mapped",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that the operator types in before it can begin."""

    name: str
    # As its reader knows it; translated.
    label: Words
    # Never shown again, and blotted out wherever it might appear.
    secret: bool = False
    required: bool = True
    # An address is checked when it is typed: https, or http on this machine.
    address: bool = False
    hint: Words = ""
    default: str = ""
    # If it is one of a few: value → words.
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Their words → ours, such as AFN → operator: the operator may change and add to it."""

    name: str
    label: Words
    known: Mapping[str, str] = field(default_factory=dict)
    # What may stand on our side; empty: anything.
    allowed: Sequence[str] = ()
    # For a word that is not in the table; None: the word itself.
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One kind of thing to read, again and again."""

    name: str
    # As the operator knows it; translated.
    label: Words
    read: Callable[[Cursor], Page]
    every: timedelta = timedelta(minutes=5)
    # Each round begins this long before the end of the last one, for a clock that was moved back
    # and for what was committed late.
    overlap: timedelta = timedelta(hours=1)
    # Once a day a round begins this long before, for a clock that was moved further.
    look_back: timedelta = timedelta(days=2)
    # How far the very first round goes back.
    begin: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Access:
    """What a connector is given: its settings, secrets among them, and the way out."""

    store: str
    settings: Mapping[str, str] = field(repr=False)
    # The machine's time, when this turn began.
    now: datetime
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    secrets: Sequence[str] = field(default=(), repr=False)
    # Every way out that was taken this turn.
    callers: list[Caller] = field(default_factory=list, repr=False)

    def caller(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
        secrets: Sequence[str] = (),
        patience: timedelta = PATIENCE,
    ) -> Caller:
        """The way to one address, the marketplace's; `headers` and `login` go with each call.

        `secrets`: what is to be blotted out besides the settings' own, such as a token got with
        them.
        """
        made = Caller(
            address,
            now=self.now,
            headers=headers,
            login=login,
            secrets=(*self.secrets, *secrets),
            patience=patience,
        )
        self.callers.append(made)
        return made


class Connector:
    """One marketplace's. It is made anew for each turn, so nothing that it keeps is remembered."""

    # As commands and the database name it: small letters, digits, underscores.
    kind: ClassVar[str]
    # As people know it; translated.
    label: ClassVar[Words]
    settings: ClassVar[Sequence[Setting]] = ()
    tables: ClassVar[Sequence[Table]] = ()
    # The instructions that `carry_out` knows (decisions.models.Instruction.Kind); others stay
    # with the store's webhook, or with a person.
    carries: ClassVar[frozenset[str]] = frozenset()
    # Whether it can `say`.
    speaks: ClassVar[bool] = False
    # Written from the public documentation alone and not tried on the live service.
    tried: ClassVar[bool] = False

    def __init__(self, access: Access) -> None:
        self.access = access

    def streams(self) -> Sequence[Stream]:
        """What it reads. No call is made here."""
        raise NotImplementedError

    def test(self) -> Sequence[Finding]:
        """Try the key and each thing that it must be allowed to do; change nothing there.

        An error of `calling` that is let pass becomes a finding of its own.
        """
        raise NotImplementedError

    def carry_out(self, instruction: Body, key: str) -> Outcome:
        """Do it once, however often it is asked with this key: the instruction's id.

        `instruction` is what the API says of one (docs/api.md); `order_id` is the order's id as it
        is now, and `taken` are the references of what was done for the order's other
        instructions. Give the key to the marketplace, as its idempotency key if it knows such a
        thing and as a reference that `find` can look for in any case. An error of `calling` means
        that nobody knows whether it was done: `find` is asked before it is tried again.
        """
        raise NotImplementedError

    def find(self, instruction: Body, key: str) -> Done | None:
        """What the marketplace did with this key, if anything: asked before a second try."""
        raise NotImplementedError

    def say(self, reply: Reply) -> str:
        """Put a reply of ours into the thread; the marketplace's id of the message, if it has one.

        Raises `calling.AnswerError` when the marketplace will not take it.
        """
        raise NotImplementedError

    def find_said(self, reply: Reply) -> str | None:
        """The marketplace's id of this reply if it arrived, asked before a second try."""
        raise NotImplementedError

    def ours(self, table: str, theirs: str) -> str:
        """Our word for theirs."""
        own = {each.name: each for each in self.tables}[table]
        words = {**own.known, **self.access.tables.get(table, {})}
        return words.get(theirs, theirs if own.otherwise is None else own.otherwise)
