"""What was handed in is there whole or not at all, and in the end it is gone, whoever is killed."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mostrador import wallclock
from mostrador.contacts.models import Attachment, Contact
from mostrador.imports import files, lifecycle, running
from mostrador.imports.models import Import
from mostrador.site import working
from tests.cast import NOON, the_marketplace
from tests.imports.handing_in import BY, HEADING, begun, orders, received, worked_off
from tests.imports.past.exports import a_comment, a_zendesk_file, a_zendesk_ticket, lines_in

pytestmark = [pytest.mark.django_db]
LATER = NOON + lifecycle.KEPT_FOR


class KilledError(BaseException):
    """As by kill -9: nothing that follows is done."""


@pytest.fixture
def folder(data_folder: Path) -> Path:
    return data_folder / "imports"


def pieces_of(error: BaseException) -> Iterator[bytes]:
    yield HEADING.encode()
    raise error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KilledError()])
def test_of_a_file_that_does_not_fit_nothing_is_left(folder, error):
    with pytest.raises(type(error)):
        lifecycle.receive("o.csv", pieces_of(error), form="table", kind="order", by=BY, now=NOON)

    assert list(folder.iterdir()) == []
    assert not Import.objects.exists()


def test_who_is_killed_when_he_throws_a_file_away_is_followed_by_another(folder, monkeypatch):
    one = worked_off(begun(HEADING + orders(1) + "x;x;x;x\n"))

    def die(_key: str) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(files, "throw_away", die)
        with pytest.raises(KilledError):
            running.sweep(now=LATER)
    running.sweep(now=LATER)

    assert list(folder.iterdir()) == []
    found = Import.objects.get(pk=one.pk)
    assert (found.file_gone_at, found.rejects.count()) == (LATER, 0)


def test_what_a_trial_has_quoted_goes_with_the_file(folder):
    one = begun(HEADING + "N-1;31.02.2026;B-1;de\n")
    lifecycle.stop(one, by=BY, now=NOON)
    Import.objects.filter(pk=one.pk).update(trial={"rejected": [[2, ["'31.02.2026' is no day"]]]})

    running.sweep(now=LATER)

    assert Import.objects.get(pk=one.pk).trial is None


def test_a_file_of_no_import_is_gone_a_day_later(folder):
    one = received(HEADING + orders(1))
    now = wallclock.machine_now()
    for key, age in (("IMold", timedelta(days=1, minutes=1)), ("IMnew", timedelta(hours=23))):
        files.keep(key, [b"x"])
        at = (now - age).timestamp()
        os.utime(files.place(key), (at, at))
    os.utime(files.place(one.pk), (0, 0))

    working._tidied()

    assert {path.name for path in folder.iterdir()} == {one.pk, "IMnew"}


def test_an_export_that_was_handed_in_has_no_files_beside_it(folder, tmp_path):
    the_marketplace()
    comments = [a_comment(11, 8, "Kaputt", attachments=[a_zendesk_file()])]
    ticket = lines_in(tmp_path / "tickets.json", a_zendesk_ticket(comments=comments))
    one = begun(ticket.read_bytes(), form="zendesk")
    (folder / "attachments").mkdir()
    (folder / "attachments" / "498").write_bytes(b"somebody else's")

    done = worked_off(one)
    assert (done.state, [what for what, *_words in done.seen]) == ("done", ["note"])
    assert Contact.objects.get().pk == "zendesk-35"
    assert not Attachment.objects.exists()
