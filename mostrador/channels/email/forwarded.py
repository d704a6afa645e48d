"""The letter that somebody passed on to us: who wrote it, when, and what (a seller's hand-over)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from mostrador.channels.email import addresses, dates, decode, marks, quotes
from mostrador.intake.letter import Forwarded

# Old programs head an answer and a forwarded letter alike; then the subject tells them apart.
_ANSWER = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|rif|rv re|res|回复|回覆|答复)\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)

_LOOKED_AT = 3_000


def inside(whole: str, *, subject: str, zone: tzinfo) -> Forwarded | None:
    """What the text passes on. A date without an offset is by the clock of who forwarded it."""
    lines = whole.split("\n")
    found = _first(lines)
    if found is None or (_ANSWER.match(subject) and not found.says_forwarded):
        return None
    body = lines[found.ends :]
    if marks.is_quoted(lines[found.ends - 1]):
        body = [_one_level_up(line) for line in body]
    return _forwarded(found, body, zone)


def _first(lines: Sequence[str]) -> marks.Announcement | None:
    candidates = (marks.announced(lines, at) for at in range(min(len(lines), _LOOKED_AT)))
    return next((found for found in candidates if found), None)


def _one_level_up(line: str) -> str:
    bare = line.lstrip(" ")
    return bare[1:].removeprefix(" ") if bare.startswith(">") else line


def _forwarded(found: marks.Announcement, body: Sequence[str], zone: tzinfo) -> Forwarded:
    sender = addresses.first(_plain_sender(found.fields.get("from", "")))
    text = "\n".join(body).strip("\n")
    return Forwarded(
        sender=sender.address,
        sender_name=sender.name,
        subject=decode.one_line(found.fields.get("subject", ""))[:998],
        sent_at=_moment(found.fields.get("sent", ""), zone),
        message_id=addresses.message_id(found.fields.get("id", "")),
        text=quotes.new_text(text) if text.strip() else "",
    )


def _plain_sender(words: str) -> str:
    """Outlook writes "[mailto:a@b.example]", and a page's link repeats the address in brackets."""
    words = words.replace("[mailto:", "<").replace("<mailto:", "<").replace("]", ">")
    return re.sub(r"<([^<>@\s]+@[^<>\s]+)\s*<[^<>]*>+", r"<\1>", words)


def _moment(words: str, zone: tzinfo) -> datetime | None:
    moment = dates.said(words, zone=zone)
    return moment.astimezone(UTC) if moment else None
