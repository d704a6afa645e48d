"""What every connector has to keep, tried against a marketplace or a fake of one.

`check` tries all that changes nothing over there; with an instruction to carry out, and a way to
make the marketplace busy, it tries the rest too, so give those for a fake or a sandbox alone. From
a test: `contract.hold(Trial(MyConnector, settings, store="de", now=…, …))`. By command, without
money: `mostrador connect NAME --contract`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from mostrador.connectors import opening, registry
from mostrador.connectors.base import (
    UNMAPPED,
    Access,
    Body,
    Connector,
    Cursor,
    Done,
    Finding,
    Page,
    Said,
    Stream,
)
from mostrador.connectors.failures import CallError, KeyRefusedError, TryLaterError
from mostrador.connectors.models import Connection
from mostrador.decisions.models import Instruction
from mostrador.imports.kinds import KINDS
from mostrador.rules.bodies import RefusedError

KIND = re.compile(r"[a-z][a-z0-9_]*")
SECRET = re.compile(r"(^|_)(key|secret|token|password)(_|$)")
WRONG = "wrong-0000-key"
OTHER_KEY = "I-0THERKEY"
SPEAKERS = {"buyer", "seller", "operator", "service"}
# A round of a live marketplace may have thousands.
MOST_PAGES = 20
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """A connector, what it is connected with, and what may be tried besides reading."""

    made: type[Connector]
    settings: Mapping[str, str] = field(repr=False)
    store: str
    now: datetime
    # Where reading begins; by default as far back as each stream's first round.
    since: datetime | None = None
    # An instruction as the API says it, with `order_id`: it is really carried out.
    instruction: Body | None = None
    # How many times money was moved for it, as the fake counts.
    moved: Callable[[], int] | None = None
    # From now on the fake answers 429 once.
    make_busy: Callable[[], None] | None = None

    def connector(self, **other: str) -> Connector:
        given = {each.name: each.default for each in self.made.settings}
        given |= {**self.settings, **other}
        hidden = tuple(given[each.name] for each in self.made.settings if each.secret)
        return self.made(Access(self.store, given, self.now, secrets=hidden))


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a stream, read to its end or until it is enough."""

    pages: Sequence[Page]

    @property
    def bodies(self) -> list[Body]:
        return [body for page in self.pages for body in page.bodies]

    @property
    def messages(self) -> list[Said]:
        return [said for page in self.pages for said in page.messages]

    @property
    def newest(self) -> datetime | None:
        return max((page.newest for page in self.pages if page.newest), default=None)


def check(connection: Connection, *, machine_now: datetime) -> list[Finding]:
    """All that may be tried on a live connection."""
    try:
        opened = opening.opened(connection, machine_now=machine_now)
    except CallError as error:
        return [_bad(error.sentence)]
    made, settings = registry.find(connection.kind), opened.access.settings
    return findings(Trial(made, settings, connection.store_id, machine_now))


def hold(trial: Trial) -> None:
    """For a test: AssertionError with every sentence of what is not kept."""
    broken = [str(each.sentence) for each in findings(trial) if not each.fine]
    if broken:
        raise AssertionError("; ".join(broken))


def findings(trial: Trial) -> list[Finding]:
    """One sentence for each thing that was tried."""
    tries = [_declared, _test, _wrong_key, _streams, _busy, _money]
    return [each for one in tries for each in _heard(one, trial)]


def _heard(one: Callable[[Trial], Iterator[Finding]], trial: Trial) -> list[Finding]:
    try:
        return list(one(trial))
    except CallError as error:
        return [_bad(f"{one.__name__.strip('_')}: {error.sentence}")]
    except Exception as error:  # noqa: BLE001  whatever a connector fails with is a finding
        return [_bad(f"{one.__name__.strip('_')}: {type(error).__name__}: {error}")]


def _declared(trial: Trial) -> Iterator[Finding]:
    made = trial.made
    yield _judged(bool(KIND.fullmatch(made.kind)), f"its kind is a plain word: {made.kind}")
    names = [each.name for each in made.settings]
    yield _judged(len(names) == len(set(names)), "each setting has a name of its own")
    loose = [each.name for each in made.settings if SECRET.search(each.name) and not each.secret]
    yield _judged(not loose, f"what opens the marketplace is a secret{_such(loose)}")
    streams = [each.name for each in trial.connector().streams()]
    yield _judged(len(streams) == len(set(streams)) > 0, "it has streams, each with its name")
    unknown = sorted(made.carries - set(Instruction.Kind.values))
    yield _judged(not unknown, f"it carries out instructions that there are{_such(unknown)}")


def _test(trial: Trial) -> Iterator[Finding]:
    said = trial.connector().test()
    wrong = [str(each.sentence) for each in said if not each.fine]
    yield _judged(bool(said) and not wrong, f"its test finds everything in order{_such(wrong)}")


def _wrong_key(trial: Trial) -> Iterator[Finding]:
    secrets = [each.name for each in trial.made.settings if each.secret and each.required]
    if not secrets:
        return
    connector = trial.connector(**dict.fromkeys(secrets, WRONG))
    try:
        said = [str(each.sentence) for each in connector.test() if not each.fine]
    except KeyRefusedError as error:
        said = [error.sentence]
    yield _judged(bool(said), "its test says so when the key is wrong")
    yield _judged(WRONG not in " ".join(said), "and does not say the key")


def _streams(trial: Trial) -> Iterator[Finding]:
    for stream in trial.connector().streams():
        first, second = _round(trial, stream.name), _round(trial, stream.name)
        yield from _reads_alike(stream, first, second)
        yield from _goes_on(trial, stream, first)
        yield from _is_understood(stream, first)
        yield from _is_said(stream, first)


def _reads_alike(stream: Stream, first: Round, second: Round) -> Iterator[Finding]:
    ids = [body.get("id") for body in first.bodies]
    again = [body.get("id") for body in second.bodies]
    yield _judged(ids == again, f"{stream.name}: read twice, the same ids come in the same order")
    alike = _written(first.bodies) == _written(second.bodies)
    said = [each.id for each in first.messages] == [each.id for each in second.messages]
    yield _judged(alike and said, f"{stream.name}: read twice, the same is said")


def _goes_on(trial: Trial, stream: Stream, first: Round) -> Iterator[Finding]:
    turns = [page.next for page in first.pages if page.next is not None]
    moved = all(one != other for one, other in pairwise(turns))
    yield _judged(moved, f"{stream.name}: each page names another one as the next")
    kept = all(_is_json(page.next) and _is_json(page.mark) for page in first.pages)
    yield _judged(kept, f"{stream.name}: where it goes on can be kept as JSON")
    if not first.bodies and not first.messages:
        return
    if all(page.mark is None for page in first.pages):
        dated = first.newest is not None and first.newest.tzinfo is not None
        yield _judged(dated, f"{stream.name}: it says how new the newest is, with its time zone")
    if first.newest is not None and first.newest.tzinfo is not None:
        later = _round(trial, stream.name, since=first.newest)
        fewer = len(later.bodies) + len(later.messages)
        less = fewer <= len(first.bodies) + len(first.messages)
        yield _judged(less, f"{stream.name}: asked for what is newer, it gives no more than before")


def _is_understood(stream: Stream, first: Round) -> Iterator[Finding]:
    wrong = [why for body in first.bodies for why in _refusals(body)]
    count = len(first.bodies)
    yield _judged(
        not wrong, f"{stream.name}: all {count} bodies are of the load format{_such(wrong)}"
    )


def _is_said(stream: Stream, first: Round) -> Iterator[Finding]:
    if not first.messages:
        return
    said = [(each.thread, each.id) for each in first.messages]
    yield _judged(len(said) == len(set(said)), f"{stream.name}: each message has an id of its own")
    strange = [each.by for each in first.messages if each.by not in SPEAKERS]
    yield _judged(not strange, f"{stream.name}: it is known who speaks{_such(strange)}")
    naive = [each.id for each in first.messages if each.at.tzinfo is None]
    yield _judged(not naive, f"{stream.name}: each message has a moment with a time zone")


def _busy(trial: Trial) -> Iterator[Finding]:
    if trial.make_busy is None:
        return
    for name in [stream.name for stream in trial.connector().streams()]:
        trial.make_busy()
        try:
            _round(trial, name)
        except TryLaterError:
            waits = True
        else:
            waits = False
        yield _judged(waits, f"{name}: a 429 is let pass, so that the base waits")


def _money(trial: Trial) -> Iterator[Finding]:
    if trial.instruction is None:
        return
    said, key = trial.instruction, str(trial.instruction["id"])
    yield _judged(trial.connector().find(said, key) is None, "what was never done is not found")
    done = trial.connector().carry_out(said, key)
    yield _judged(isinstance(done, Done), f"it carries out a {said['kind']}: {done}")
    found = trial.connector().find(said, key)
    same = isinstance(done, Done) and found is not None and found.reference == done.reference
    yield _judged(same, "what was done is found again by its key, under the same reference")
    # As the base asks: where the marketplace knows no keys, by what another one stands for already.
    taken = [done.reference] if isinstance(done, Done) else []
    other = trial.connector().find({**said, "id": OTHER_KEY, "taken": taken}, OTHER_KEY)
    yield _judged(other is None, "and not by another key")
    if trial.moved is not None:
        yield _judged(trial.moved() == 1, f"money moved once, not {trial.moved()} times")


def _round(trial: Trial, name: str, *, since: datetime | None = None) -> Round:
    connector = trial.connector()
    stream = opening.stream_of(connector.streams(), name)
    begin = since or trial.since or trial.now - stream.begin
    pages: list[Page] = []
    mark: Any = None
    while not pages or (pages[-1].next is not None and len(pages) < MOST_PAGES):
        # As the base does it: what is kept has been JSON, and the connector is made anew.
        stream = opening.stream_of(trial.connector().streams(), name)
        page = stream.read(Cursor(begin, _kept(pages[-1].next) if pages else None, _kept(mark)))
        mark = mark if page.mark is None else page.mark
        pages.append(page)
    return Round(pages)


def _refusals(body: Any) -> list[str]:
    kind = body.get("type") if isinstance(body, Mapping) else None
    if kind == UNMAPPED:
        return [f"{body['id']}: {body['why']}"]
    if kind not in KINDS:
        return [f"{kind} is no type"]
    try:
        KINDS[str(kind)].check(json.loads(_written(body)))
    except RefusedError as error:
        return [f"{kind} {body.get('id')}: {error}"]
    return []


def _written(bodies: Any) -> str:
    return json.dumps(bodies, sort_keys=True, default=str)


def _is_json(value: Any) -> bool:
    try:
        return bool(_kept(value) == value)
    except (TypeError, ValueError):
        return False


def _kept(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _judged(fine: bool, sentence: str) -> Finding:  # noqa: FBT001  read aloud it is clear
    return Finding(fine=fine, sentence=f"{sentence}.")


def _bad(sentence: str) -> Finding:
    return Finding(fine=False, sentence=sentence)


def _such(found: Sequence[str]) -> str:
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return f": {', '.join(found[:SHOWN])}{more}" if found else ""
