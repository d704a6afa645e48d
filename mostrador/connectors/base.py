"""What a connector is: a small program that speaks one marketplace's language.

It says what it needs to know (`settings`, `tables`), what it reads (`streams`), and, where the
marketplace allows it, how an instruction is carried out (`carry_out`, `find`) and how a reply of
ours gets into the marketplace's own threads (`say`). It keeps nothing and waits for nothing: the
base remembers cursors, waits, tries again, writes, and shows what went wrong.

A connector reads as it likes through `Access.caller`, whose errors (`calling`) it lets pass. What
it reads twice changes nothing, so it need not know what it has read before.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.utils.functional import Promise

from mostrador.connectors.calling import PATIENCE, Caller
from mostrador.connectors.failures import CallError
from mostrador.rules.money import Money

# A body of the load format (docs/load-format.md), with its `type`.
Body = Mapping[str, Any]
# What stands in a database as JSON.
Json = Any
# Words that may wait for their reader's language.
Words = str | Promise
# The type of a body that is none: see `mapped`.
UNMAPPED = "unmapped"


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
class Cursor:
    """How far a stream has been read.

    `since` is a moment by the marketplace's clock. It is handed out with the overlap taken off
    already: ask for what was changed at or after it. `page` is what the page before said of the
    next one; None at the beginning of a round. `mark` is for streams that count instead of
    telling the time: the last number or token, kept from round to round.
    """

    since: datetime
    page: Json = None
    mark: Json = None


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """One message in a thread of the marketplace's own; its `id` is taken in once only."""

    thread: str
    id: str
    # buyer, seller, operator, or service for what was written in our name.
    by: str
    at: datetime
    text: str
    subject: str = ""
    order: str | None = None
    lines: Sequence[str] = ()
    # id, name, email, language: as in an order of the load format.
    buyer: Mapping[str, Any] | None = None
    # Whose thread it is, where the order does not say; what it is about before there is an order.
    seller: str | None = None
    product: str | None = None
    # Who can read it there: buyer, seller, operator; empty for everyone.
    to: Sequence[str] = ()
    # The key of a reply of ours that this is the echo of (`Reply.key`), where the marketplace
    # gives it back.
    key: str = ""
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What one call of a stream found: small enough to be written in one transaction.

    Bodies that are refused are kept with the reasons, and do not stop the others.
    """

    bodies: Sequence[Body] = ()
    messages: Sequence[Said] = ()
    # The latest moment of change on this page, by the marketplace's clock.
    newest: datetime | None = None
    # What the next page of this round is asked for with; None: the round is over.
    next: Json = None
    # None: as it was.
    mark: Json = None
    # Ids of orders that the marketplace no longer has: they stay here, marked as deleted.
    gone: Sequence[str] = ()
    # Old id → new id, where the marketplace itself says that it is the same order.
    renamed: Mapping[str, str] = field(default_factory=dict)


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
class Done:
    """The marketplace did it. Without a sum it is the one that was ordered."""

    reference: str = ""
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The marketplace will not do it, now or later: a sentence for the agent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet, and nothing was done: such as an order that is still being packed."""

    why: str
    after: timedelta = timedelta(minutes=10)


Outcome = Done | Refused | Later


@dataclass(frozen=True, slots=True)
class Reply:
    """What we say in a thread. The key is the same whenever it is tried again."""

    thread: str
    text: str
    key: str
    # The last message of the thread that we know, where the marketplace wants to hear it.
    after: str = ""
    order: str | None = None
    files: Sequence[File] = ()
    # Ids of the thread's messages that are accounted for: `find_said` must not take one of them.
    known: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was really tried, and in one sentence how it went and what to do."""

    fine: bool
    sentence: Words


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


def mapped(
    items: Iterable[Any], how: Callable[[Any], Body | None], *, ref: str = "id"
) -> list[Body]:
    """Each item as a body; None leaves it out.

    One that `how` stumbles over becomes a rejected body with its reason, under its own id (the
    key `ref`), and the others go on: a page is never held up by a single order.
    """
    bodies = []
    for item in items:
        try:
            body = how(item)
        except CallError:
            raise
        except Exception as error:  # noqa: BLE001  whatever a marketplace puts into one order
            key = item.get(ref) if isinstance(item, Mapping) else None
            why = f"It was not understood ({type(error).__name__}: {error})."
            body = {"type": UNMAPPED, "id": str(key or ""), "why": why[:300], "theirs": item}
        if body is not None:
            bodies.append(body)
    return bodies
