"""A row is a part of a record: what it says is merged into what is known under its id.

Columns are set, and an order's lines, shipments and payments are added or set by their own ids; so
orders, lines and shipments may be three tables, nothing has to be grouped, and a second time
changes nothing. What a merged record still lacks is a reason to reject the row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mostrador.imports import known, loading
from mostrador.imports.fields import LISTS, PART_OF_ORDER
from mostrador.imports.kinds import KINDS
from mostrador.imports.loading import Entry
from mostrador.imports.reading import Part, Reading
from mostrador.imports.tables import Row
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.moments import moment
from mostrador.rules.storable import same
from mostrador.stores.copies import CHANGED, CREATED, UNCHANGED, Outcome, rejected

Body = dict[str, Any]
NO_ID = Reason("MISSING", "id is required.", "/id")


def merged(was: Body | None, part: Body) -> Body:
    """The record once this part of it is known. Raises RefusedError if the two contradict."""
    if was is None:
        return part
    if _is_older(part, was):
        return was
    _not_a_second_half(part, was)
    found = dict(was)
    for name, value in part.items():
        if name in LISTS and _are_parts(value):
            found[name] = _with_parts(name, found.get(name) or [], value)
        elif isinstance(value, dict):
            found[name] = _inside(found.get(name), value)
        else:
            found[name] = value
    return found


def take(reading: Reading, rows: Sequence[Row], *, now: datetime, by: str) -> list[Outcome]:
    """Write what the rows say; what became of each, in order."""
    groups, outcomes = _weighed(reading, rows)
    told = [group for group in groups if group.row is not None]
    entries = [Entry(0, reading.record, row=group.row) for group in told]
    loading.write(entries, now=now, by=by)
    for group, entry in zip(told, entries, strict=True):
        group.settle(entry.outcome or rejected(), reading)
    for group in groups:
        outcomes.update(group.outcomes)
    return [outcomes[at] for at in range(len(rows))]


def foresee(reading: Reading, rows: Sequence[Row]) -> list[tuple[Part, Outcome]]:
    """What each row says and what would probably become of it; nothing is written."""
    parts = [reading.part(row) for row in rows]
    groups, outcomes = _weighed(reading, rows)
    for group in groups:
        group.settle(group.foreseen, reading)
        outcomes.update(group.outcomes)
    return [(part, outcomes[at]) for at, part in enumerate(parts)]


@dataclass(slots=True)
class _Group:
    """The rows that say something of one record, by their places in the batch."""

    parts: list[tuple[int, Part]] = field(default_factory=list)
    # The record that they make together, checked.
    row: Any = None
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    foreseen: Outcome = UNCHANGED

    def fold(self, was: Body | None, check: Callable[[object], Any], reading: Reading) -> None:
        """All at once; or one after the other if something in them is wrong."""
        try:
            body = was
            for at, part in self.parts:
                before, body = body, merged(body, part.body)
                self.outcomes[at] = _word(before, body)
            self.row = check(_complete(body))
        except RefusedError:
            self._fold_singly(was, check, reading)
        self.foreseen = CREATED if was is None else CHANGED

    def _fold_singly(
        self, was: Body | None, check: Callable[[object], Any], reading: Reading
    ) -> None:
        body = was
        for at, part in self.parts:
            try:
                trial = merged(body, part.body)
                self.row = check(_complete(trial))
                self.outcomes[at], body = _word(body, trial), trial
            except RefusedError as error:
                reasons = error.reasons if body else _of_no_order(part, error.reasons, reading)
                self.outcomes[at] = rejected(*reading.explained(reasons))

    def settle(self, outcome: Outcome, reading: Reading) -> None:
        """What the writer says of the record holds for its rows that were not refused before."""
        if outcome.word == "rejected":
            outcome = rejected(*reading.explained(outcome.reasons))
        good = [at for at, found in self.outcomes.items() if found.word != "rejected"]
        telling = [at for at in good if self.outcomes[at].says_something]
        if not outcome.says_something:
            self.outcomes |= dict.fromkeys(good, outcome)
        elif telling:
            self.outcomes |= dict.fromkeys(telling, CHANGED) | {telling[0]: outcome}


def _weighed(reading: Reading, rows: Sequence[Row]) -> tuple[list[_Group], dict[int, Outcome]]:
    """The rows by record, merged into what is known; and those that can be no part of any."""
    parts = [reading.part(row) for row in rows]
    outcomes = {at: rejected(*part.reasons) for at, part in enumerate(parts) if part.reasons}
    groups: dict[str | int, _Group] = {}
    in_parts = reading.record in known.IN_PARTS
    for at, part in enumerate(parts):
        if at in outcomes:
            continue
        if in_parts and not part.key:
            outcomes[at] = rejected(*reading.explained([NO_ID]))
            continue
        groups.setdefault(part.key if in_parts else at, _Group()).parts.append((at, part))
    was = known.of(reading.record, {key for key in groups if isinstance(key, str)})
    for key, group in groups.items():
        group.fold(was.get(str(key)), KINDS[reading.record].check, reading)
    return list(groups.values()), outcomes


def _of_no_order(part: Part, reasons: Sequence[Reason], reading: Reading) -> Sequence[Reason]:
    """A part of an order that is not known: that is what is wrong, not what the order lacks."""
    about = PART_OF_ORDER.get(reading.mapping.kind)
    its_own = [each for each in reasons if each.pointer.startswith(f"/{about}/")]
    if about is None or len(its_own) == len(reasons):
        return reasons
    said = f"Order {part.key} is not known. Load the orders first."
    return [Reason("NO_SUCH_ORDER", said, ""), *its_own]


def _word(before: Body | None, after: Body) -> Outcome:
    if before is None:
        return CREATED
    return UNCHANGED if same({**before, "type": ""}, {**after, "type": ""}) else CHANGED


def _complete(body: Body | None) -> Body:
    """A contact begins with its first message, if nobody says otherwise."""
    if body is None or body.get("type") != "contact" or not body.get("messages"):
        return body or {}
    messages = sorted(body["messages"], key=lambda each: _instant(each.get("at")))
    told = [{name: each[name] for name in each if name != known.ERASED} for each in messages]
    return {"opened_at": told[0].get("at"), **body, "messages": told}


def _is_older(part: Body, was: Body) -> bool:
    said, held = part.get("updated_at"), was.get("updated_at")
    return bool(said and held) and _instant(said) < _instant(held)


def _instant(text: object) -> float:
    try:
        return moment(str(text)).timestamp()
    except ValueError:
        return 0


def _not_a_second_half(part: Body, was: Body) -> None:
    """An amount is the whole refund's: a row a line would leave the last line's alone."""
    if part.get("type") != "refund" or not {"amount", "lines"} <= part.keys() & was.keys():
        return
    if part["amount"] != was["amount"] and not set(was["lines"]) <= set(part["lines"]):
        sentence = (
            "Another row gives this refund for other lines with another amount; write one row a "
            "refund, with all its lines and its whole amount."
        )
        raise RefusedError([Reason("SECOND_HALF", sentence, "/amount")])


def _are_parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _inside(was: Any, part: Body) -> Body:
    """Another buyer is somebody else, and nothing of the one before is his."""
    if not isinstance(was, dict) or ("id" in part and was.get("id", part["id"]) != part["id"]):
        return part
    return {**was, **part}


def _with_parts(name: str, was: Sequence[Body], more: Sequence[Body]) -> list[Body]:
    found = list(was)
    for part in more:
        at = next((at for at, each in enumerate(found) if _IS_SAME[name](each, part)), None)
        if at is None:
            found.append(part)
        else:
            lines = _together(found[at].get("lines"), part.get("lines"))
            found[at] = {**found[at], **part, **lines}
    return found


def _together(was: Any, more: Any) -> Body:
    """A parcel that stands in several rows has the lines of them all."""
    if not isinstance(was, list) or not isinstance(more, list):
        return {}
    return {"lines": was + [each for each in more if each not in was]}


def _same_id(was: Body, part: Body) -> bool:
    return was.get("id") == part.get("id")


def _same_parcel(was: Body, part: Body) -> bool:
    if was.get("id") and part.get("id"):
        return _same_id(was, part)
    return bool(part.get("tracking")) and was.get("tracking") == part.get("tracking")


def _same_payment(was: Body, part: Body) -> bool:
    """Without an id two payments are one if the row says nothing that the known one does not."""
    if was.get("id") and part.get("id"):
        return _same_id(was, part)
    return "id" not in part and all(was.get(name) == value for name, value in part.items())


def _same_message(was: Body, part: Body) -> bool:
    same_words = was.get(known.ERASED) or was.get("text") == part.get("text")
    at_once = _instant(was.get("at")) == _instant(part.get("at"))
    return bool(at_once and was.get("from") == part.get("from") and same_words)


_IS_SAME: Mapping[str, Callable[[Body, Body], bool]] = {
    "lines": _same_id,
    "shipments": _same_parcel,
    "payments": _same_payment,
    "messages": _same_message,
}
