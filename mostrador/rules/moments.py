"""Instants as programs write them: ISO 8601 with an offset, or a bare date where one may stand."""

from datetime import UTC, date, datetime

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
        return date.fromisoformat(text) if len(text) == len("2026-11-01") else None
    except ValueError:
        return None
