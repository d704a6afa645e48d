"""Mailboxes in the mbox format, as mail programs keep and export them: one thread, one contact.

Mails are put together by Message-ID, References and In-Reply-To alone. Where what was received and
what was sent lie in two files, hand in their folder.
"""

import mailbox
import os
import re
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from pathlib import Path
from typing import Any, NamedTuple

from mostrador.contacts.past_files import LARGEST, MOST, UnreadableFileError
from mostrador.imports.past import reading, threads
from mostrador.imports.past.beside import NoExportError
from mostrador.imports.past.telling import Options, Said, Told, attachment
from mostrador.imports.past.threads import Mail
from mostrador.intake.letter import Letter
from mostrador.rules.bodies import Reason
from mostrador.rules.storable import printable

FIRST = b"From "
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
LARGEST_MAIL = 100 * 2**20
WHOSE = "Say which addresses are the service's own: --service-address, or in the store's settings."


class Dated(NamedTuple):
    at: datetime
    number: int
    mail: Mail
    letter: Letter
    said: Said


class Export:
    def __init__(self, path: Path, options: Options) -> None:
        if not options.service:
            raise NoExportError(WHOSE)
        self.options = options
        self.boxes = [mailbox.mbox(one, create=False) for one in _mailboxes(path)]
        for box in self.boxes:
            weakref.finalize(self, box.close)
        self._latest: tuple[int, Letter] | None = None

    def told(self) -> Iterator[Told | Reason]:
        for thread in threads.together(self._mails()):
            said: list[Dated] = []
            for mail in self._each_once(thread):
                found = self._dated(mail)
                if isinstance(found, Reason):
                    yield found
                elif found:
                    said.append(found)
            if said:
                yield _told(sorted(said, key=lambda one: one[:2]))

    def file(self, name: str) -> bytes:
        number, _, at = name.partition("/")
        try:
            return self._letter(int(number)).attachments[int(at)].content
        except (ValueError, IndexError):
            raise UnreadableFileError(f"There is no file {name[:100]} in these mails.") from None

    def _mails(self) -> Iterator[Mail]:
        """Every mail's place; the numbers of a box begin where the one before ends."""
        for number in range(sum(map(len, self.boxes))):
            box, key = self._place(number)
            yield threads.mail_of(number, box.get_file(key).read(threads.LONGEST_HEAD))

    def _each_once(self, thread: list[Mail]) -> Iterator[Mail]:
        once = {mail.own: mail for mail in reversed(thread)}
        self.options.left_out["twice"] += len(thread) - len(once)
        yield from reversed(once.values())

    def _dated(self, mail: Mail) -> Dated | Reason | None:
        if self._size(mail.number) > LARGEST_MAIL:
            return _unreadable(mail, f"it is larger than {LARGEST_MAIL} bytes")
        letter = self._letter(mail.number)
        if not letter.readable:
            return _unreadable(mail, "nothing in it is a mail")
        if letter.automatic or letter.report or letter.spam:
            self.options.left_out["automatic"] += 1
            return None
        at = letter.sent_at or self._posted_at(mail.number)
        if at is None:
            return _unreadable(mail, "it says nowhere when it was written")
        # Only words, and where the rest lies: a thread may be long and its pictures large.
        said = self._said(mail, letter, at)
        bare = Letter(
            digest="", body_digest="", subject=letter.subject, whole_text=letter.whole_text
        )
        return Dated(at, mail.number, mail, bare, said)

    def _said(self, mail: Mail, letter: Letter, at: datetime) -> Said:
        text = letter.whole_text if letter.forwarded else letter.text or letter.whole_text
        return Said(
            who="service" if letter.sender in self.options.service else "buyer",
            at=at.isoformat(),
            text=text,
            channel="mail",
            name=letter.sender_name,
            address=letter.sender,
            attachments=tuple(self._attachments(mail, letter)),
        )

    def _attachments(self, mail: Mail, letter: Letter) -> Iterator[dict[str, str]]:
        for at, one in enumerate(letter.attachments[:MOST]):
            if one.size > LARGEST:
                self.options.left_out["large"] += 1
            else:
                yield attachment(one.name, one.media_type, file=f"{mail.number}/{at}")

    def _letter(self, number: int) -> Letter:
        """The one before is still at hand: a mail's attachments are asked for one by one."""
        if self._latest is None or self._latest[0] != number:
            box, key = self._place(number)
            self._latest = number, reading.letter(QUOTED.sub(rb"\1", box.get_bytes(key)))
        return self._latest[1]

    def _size(self, number: int) -> int:
        box, key = self._place(number)
        file = box.get_file(key)
        file.seek(0, os.SEEK_END)
        return file.tell()

    def _posted_at(self, number: int) -> datetime | None:
        """What the mailbox itself says, which is in UTC by custom."""
        box, key = self._place(number)
        line = box.get_bytes(key, from_=True).partition(b"\n")[0].decode("ascii", "replace")
        found = parsedate_tz(line.removeprefix("From ").partition(" ")[2])
        try:
            return datetime(*found[:6], tzinfo=UTC) - timedelta(0, found[9] or 0) if found else None
        except (ValueError, OverflowError):
            return None

    def _place(self, number: int) -> tuple[mailbox.mbox, Any]:
        """Any: the library counts its mails and says that it names them."""
        for box in self.boxes:
            if number < len(box):
                return box, number
            number -= len(box)
        raise UnreadableFileError("There is no such mail.")


def _told(said: list[Dated]) -> Told:
    first = said[0]
    words = [one.said for one in said]
    if first.mail.answers:
        # What it answers lies elsewhere, so what it quotes is all that there is of it.
        words[0] = replace(first.said, text=first.letter.whole_text or first.said.text)
    buyers = (one.address for one in words if one.who == "buyer" and one.address)
    return Told(
        key=f"mbox-{first.mail.origin:016x}",
        said=tuple(words),
        opened_at=words[0].at,
        subject=first.letter.subject,
        address=next(buyers, ""),
    )


def _mailboxes(path: Path) -> list[Path]:
    """The file itself; in a folder, whatever begins as a mailbox does, whatever it is called."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    boxes = [one for one in found if one.is_file() and _begins_as_mailbox(one)]
    if not boxes:
        raise NoExportError(f"{path} is no mailbox: it does not begin with “From ”.")
    return boxes


def _begins_as_mailbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(FIRST)) == FIRST


def _unreadable(mail: Mail, why: str) -> Reason:
    return Reason("UNREADABLE", printable(f"Mail {mail.number + 1} cannot be read: {why}."), "")
