"""Contacts of other programs, as those export them: read, looked up and loaded like any record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.imports import kinds, loading
from mostrador.imports.loading import Kinds, Line, Progress
from mostrador.imports.past import linking, mbox, zammad, zendesk
from mostrador.imports.past.beside import NoExportError
from mostrador.imports.past.telling import Export, Options
from mostrador.imports.report import Report
from mostrador.stores.models import Store

__all__ = ["FORMATS", "Format", "NoExportError", "Options", "load", "opened"]


@dataclass(frozen=True, slots=True)
class Format:
    label: str | Promise
    takes: str | Promise
    open: Callable[[Path, Options], Export]
    # Whether it cannot be told who is who without the service's own addresses.
    needs_service: bool = False


FORMATS: Mapping[str, Format] = {
    "zendesk": Format(
        "Zendesk",
        _("The JSON export of tickets, or a folder with tickets, users and attachments."),
        zendesk.Export,
    ),
    "zammad": Format(
        "Zammad",
        _("Tickets with their articles as the API gives them: JSON Lines, or a folder."),
        zammad.Export,
    ),
    "mbox": Format(
        _("Mailbox (mbox)"),
        _("A mailbox as mail programs keep and export it, or a folder of several."),
        mbox.Export,
        needs_service=True,
    ),
}


def load(
    path: Path,
    name: str,
    options: Options,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> Report:
    """Take in all that is over there; a second time changes nothing.

    Raises NoExportError, with a sentence, where there is nothing that this format could be.
    """
    lines, how = opened(path, name, options)
    report = loading.load(lines, now=now, dry_run=dry_run, progress=progress, kinds=how)
    report.notes += options.notes()
    return report


def opened(path: Path, name: str, options: Options) -> tuple[Iterator[Line], Kinds]:
    """Its lines, the same in the same order each time, and how they are loaded."""
    options.service = options.service or _service_addresses()
    export = FORMATS[name].open(path, options)
    how = {"contact": kinds.with_files(export.file)["contact"]}
    return linking.lines(export.told(), options), how


def _service_addresses() -> frozenset[str]:
    """Those that the stores name; what is written from them was the service's answer."""
    named = (store.mail.get("service") for store in Store.objects.all())
    return frozenset(str(address).lower() for address in named if address)
