"""Imports as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.imports import past
from mostrador.imports.fields import PART_OF_ORDER
from mostrador.imports.lifecycle import TABLE
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.imports.reading import columns_reason
from mostrador.imports.report import WORDS as REPORTED
from mostrador.office import histories, names
from mostrador.office import import_words as words
from mostrador.pages.shapes import Action, Column, Fact
from mostrador.stores.models import Store

SHOWN_REJECTED = 20
# What came back first: it is what there is something to do about.
WORDS = tuple(sorted(REPORTED, key=lambda word: word != "rejected"))
STANDS = (Import.State.STOPPED, Import.State.FAILED)


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    name: str
    state: str
    kind: str
    at: datetime
    zone: str
    about: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that came back: the line, and each reason."""

    line: int
    reasons: list[str]


def zone() -> str:
    return Store.objects.order_by("pk").values_list("time_zone", flat=True).first() or "UTC"


def rows(found: Iterable[Import]) -> list[Row]:
    where = zone()
    return [_row(one, where) for one in found]


def _row(one: Import, where: str) -> Row:
    state, kind = words.state(one)
    told = [what_is_in(one), *_totals(one.counts)]
    return Row(
        reverse("office:import", args=[one.pk]), one.name, state, kind, one.received_at, where,
        " · ".join(told),
    )  # fmt: skip


def what_is_in(one: Import) -> str:
    if one.form == TABLE:
        return words.kind(str(one.mapping.get("kind", "")))
    known = past.FORMATS.get(one.form)
    return str(known.label) if known else "JSON Lines"


def mappings(kind: str = "") -> list[dict[str, str]]:
    found = Saved.objects.filter(removed_at=None).order_by("name", "pk")
    if kind:
        found = found.filter(kind=kind)
    return [{"key": each.pk, "name": each.name, "kind": words.kind(each.kind)} for each in found]


def page(one: Import) -> dict[str, Any]:
    """Everything on an import's own page."""
    state, kind = words.state(one)
    if one.is_trial and one.state == Import.State.RUNNING:
        state = _("Being tried")
    return {
        "one": one,
        "zone": zone(),
        "state": {"words": state, "kind": kind},
        "why": words.why(one) if one.state == Import.State.FAILED else "",
        "facts": _facts(one),
        "columns": [Column(_("Kind")), *(_counted(word) for word in WORDS)],
        "counts": _table(one, one.counts),
        "trial": _trial(one),
        "rejected": _rejected(one),
        "download": _download(one),
        "actions": _actions(one),
        "away": _away(one),
        "mapping": _mapping(one),
        "next": _next(one),
        "corrected": bool(_download(one)) and one.form == TABLE and not one.is_hopeless,
        "history": histories.lines(histories.of([one.subject])[:50]),
    }  # fmt: skip


def _counted(word: str) -> Column:
    return Column(words.became(word)[0], number=True)


def lacks_columns(one: Import) -> bool:
    """Its mapping names columns that it does not have, so that it cannot be read so."""
    if one.form != TABLE:
        return False
    return columns_reason(TableMapping.of(one.mapping), one.columns) is not None


def size(bytes_: int) -> str:
    if bytes_ < 1024 * 1024:
        return _("%(n)s kB") % {"n": max(1, bytes_ // 1024)}
    return _("%(n)s MB") % {"n": bytes_ // (1024 * 1024)}


def _facts(one: Import) -> list[Fact]:
    who = names.known([one.by]).of(one.by)
    return [
        Fact(_("What is in it"), what_is_in(one)),
        Fact(_("Size"), size(one.size)),
        Fact(_("Handed in by"), who),
    ]


def _totals(counts: Mapping[str, Any]) -> list[str]:
    totals = {word: sum(each[word] for each in counts.values()) for word in WORDS}
    return [f"{words.became(word)[0]}: {count}" for word, count in totals.items() if count]


def _table(one: Import, counts: Mapping[str, Any]) -> list[list[Any]]:
    """By kind of row: a table of lines is counted in lines, although each is a part of an order."""
    whole = what_is_in(one) if one.form == TABLE else ""
    return [
        [whole or words.kind(kind), *(each[word] for word in WORDS)]
        for kind, each in counts.items()
    ]


def _trial(one: Import) -> dict[str, Any] | None:
    if not one.trial:
        return None
    whole = one.trial["whole"]
    lines = one.trial["lines"]
    said = _("This would happen; nothing was kept.")
    if not whole:
        part = ngettext(
            "Only the beginning was tried, up to line %(n)s.",
            "Only the beginning was tried, up to line %(n)s.",
            lines,
        )
        said = f"{said} {part % {'n': lines}}"
    return {
        "words": said,
        "counts": _table(one, one.trial["counts"]),
        "rejected": [Rejected(line, reasons) for line, reasons in one.trial["rejected"]],
    }


def _rejected(one: Import) -> list[Rejected]:
    found: list[Rejected] = []
    for batch in one.rejects.order_by("pk")[:SHOWN_REJECTED]:
        found += [
            Rejected(line, [detail for _code, detail, _pointer in reasons])
            for line, _at, _size, reasons in batch.rows
        ]
        if len(found) >= SHOWN_REJECTED:
            break
    return found[:SHOWN_REJECTED]


def _download(one: Import) -> str:
    there = one.total("rejected") and not one.file_gone_at
    return reverse("office:import_rejected", args=[one.pk]) if there else ""


def _mapping(one: Import) -> Action | None:
    """Where one says how it is read: the next thing to do if no row was good."""
    if one.form != TABLE or one.file_gone_at or one.state not in (*STANDS, "waiting"):
        return None
    first = one.state == Import.State.WAITING
    said = _("How it is read") if first else _("Correct how it is read")
    look = "main" if one.is_hopeless else "plain"
    href = reverse("office:import_mapping", args=[one.pk])
    return Action(said, href=href, icon="table-properties", look=look)


def _next(one: Import) -> Action | None:
    """The table that one hands in after this one, unless this one held it, too."""
    if one.form != TABLE or one.state != Import.State.DONE:
        return None
    held = {name.partition(".")[0] for name in one.mapping["columns"].values() if "." in name}
    after = words.NEXT.get(one.mapping["kind"])
    while after and PART_OF_ORDER.get(after) in held:
        after = words.NEXT.get(after)
    if not after:
        return None
    said = _("Next: %(kind)s") % {"kind": words.kind(after)}
    href = f"{reverse('office:imports')}?kind={TABLE}:{after}#hand-in"
    return Action(said, href=href, icon="arrow-right")


def _act(one: Import, do: str, said: str, icon: str, look: str = "plain") -> Action:
    post = reverse("office:import_course", args=[one.pk])
    return Action(said, name="do", value=do, icon=icon, look=look, post=post)


def _away(one: Import) -> Action | None:
    if one.file_gone_at or one.state == Import.State.RUNNING:
        return None
    return _act(one, "throw_away", _("Throw the file away"), "trash-2", "quiet")


def _actions(one: Import) -> list[Action]:
    if one.file_gone_at or one.state == Import.State.DONE:
        return []
    if one.state == Import.State.RUNNING:
        return [] if one.is_trial else [_act(one, "stop", _("Stop"), "circle-pause")]
    if one.state == Import.State.WAITING:
        trial = _("Try it without keeping anything")
        return [
            _act(one, "begin", _("Begin the import"), "play", "main"),
            _act(one, "try", trial, "flask-conical"),
        ]
    if one.is_hopeless:
        look = "plain" if one.form == TABLE else "main"
        return [_act(one, "go_on", _("Begin again"), "rotate-ccw", look)]
    return [_act(one, "go_on", _("Go on"), "play", "main")]
