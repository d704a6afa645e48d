"""Imports as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.imports import past
from mostrador.imports.lifecycle import TABLE
from mostrador.imports.models import Import
from mostrador.imports.models import Mapping as Saved
from mostrador.imports.report import WORDS
from mostrador.office import histories, names
from mostrador.office import import_words as words
from mostrador.pages.shapes import Action, Column, Fact
from mostrador.stores.models import Store

SHOWN_REJECTED = 20
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


def row(one: Import) -> Row:
    state, kind = words.state(one.state)
    told = [what_is_in(one), *_totals(one.counts)]
    return Row(
        reverse("office:import", args=[one.pk]), one.name, state, kind, one.received_at, zone(),
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
    state, kind = words.state(one.state)
    return {
        "one": one,
        "zone": zone(),
        "state": {"words": _("Being tried") if one.is_trial else state, "kind": kind},
        "why": words.why(one.why) if one.state == Import.State.FAILED else "",
        "facts": _facts(one),
        "columns": [Column(_("Kind")), *(_counted(word) for word in WORDS)],
        "counts": _table(one.counts),
        "trial": _trial(one),
        "rejected": _rejected(one),
        "download": _download(one),
        "actions": _actions(one),
        "mapping": reverse("office:import_mapping", args=[one.pk]) if _may_be_mapped(one) else "",
        "history": histories.lines(histories.of([one.subject])[:50]),
    }  # fmt: skip


def _counted(word: str) -> Column:
    return Column(words.became(word)[0], number=True)


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


def _table(counts: Mapping[str, Any]) -> list[list[Any]]:
    return [[words.kind(kind), *(each[word] for word in WORDS)] for kind, each in counts.items()]


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
        "counts": _table(one.trial["counts"]),
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


def _may_be_mapped(one: Import) -> bool:
    return one.form == TABLE and not one.file_gone_at and one.state in (*STANDS, "waiting")


def _actions(one: Import) -> list[Action]:
    post = reverse("office:import_course", args=[one.pk])

    def act(do: str, said: str, icon: str, look: str = "plain") -> Action:
        return Action(said, name="do", value=do, icon=icon, look=look, post=post)

    if one.file_gone_at:
        return []
    away = act("throw_away", _("Throw the file away"), "trash-2", "quiet")
    if one.state == Import.State.RUNNING:
        return [] if one.is_trial else [act("stop", _("Stop"), "circle-pause")]
    if one.state == Import.State.WAITING:
        main = act("begin", _("Begin the import"), "play", "main")
        return [main, act("try", _("Try it without keeping anything"), "flask-conical"), away]
    if one.state in STANDS:
        return [act("go_on", _("Go on"), "play", "main"), away]
    return [away]
