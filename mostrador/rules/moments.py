"""Instants as programs write them: ISO 8601 with an offset, or a bare date where one may stand."""

import re
from datetime import UTC, date, datetime

A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EXAMPLE = "2026-11-01T10:00:00+01:00"


def moment(text: str) -> datetime:
    """The instant in UTC. ValueError, as a sentence, without an offset: whose clock is unknown."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a moment such as {EXAMPLE}") from None
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no offset; write it such as {EXAMPLE}")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} is outside the calendar") from None


def bare_date(text: str) -> date | None:
    """The day, if the text is a date and nothing more (E16a)."""
    try:
        # A week such as 2026-W45-2 is read by Python as a date, too, and is none here.
        return date.fromisoformat(text) if A_DATE.fullmatch(text) else None
    except ValueError:
        return None
