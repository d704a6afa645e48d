"""What goes to and fro between a connector and the base; `base` has all of these names too."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

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
