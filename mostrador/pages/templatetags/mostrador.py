"""What the templates of every door may say: `{% load mostrador %}`."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.numbers import format_currency, get_currency_precision
from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from mostrador.pages import clocks, icons, moments, sheet
from mostrador.pages.shapes import BERLIN, ClockFace

register = template.Library()

BLANK_LINES = re.compile(r"\n\s*\n")
STYLES = {
    "hour": moments.hour,
    "day": moments.day,
    "date": moments.date,
    "moment": moments.day_and_hour,
    "full": moments.full,
}


class Amount(Protocol):
    @property
    def currency(self) -> str: ...
    @property
    def minor(self) -> int: ...


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A lucide icon that the ear does not hear; the word beside it says what it means."""
    return mark_safe(icons.drawn(str(name), size))


@register.simple_tag
def leaf(name: str, **parameters: str | int) -> SafeString:
    """`{% leaf "channel" channel=row.channel %}`: an include of what looks the same in many rows.

    Only for parameters of few values, never for what a person wrote: it is kept.
    """
    return _leaf(name, get_language() or "", tuple(parameters.items()))


# An include costs as much as ten values; fifty rows repeat the same five marks.
@lru_cache(maxsize=256)
def _leaf(name: str, _language: str, parameters: tuple[tuple[str, str | int], ...]) -> SafeString:
    return render_to_string(f"components/{name}.html", dict(parameters))


@register.simple_block_tag
def fold(content: str, title: str, note: str = "", *, closed: bool = False) -> SafeString:
    """`{% fold "Order" note="LM-1007" %}…{% endfold %}`: one part of the right column."""
    words = {"title": title, "note": note, "closed": closed, "content": content}
    return render_to_string("components/section.html", words)


@register.simple_tag
def moment(at: datetime, zone: str = BERLIN, style: str = "moment") -> SafeString:
    """An instant as a <time>, with the zone in its title."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"),
        moments.full(at, zone),
        STYLES[style](at, zone),
    )


@register.filter
def in_zone(at: datetime, zone: str) -> str:
    return moments.full(at, zone)


@register.filter
def duration_words(span: timedelta) -> str:
    return moments.duration(span)


@register.filter
def ago(at: datetime, now: datetime) -> str:
    return moments.ago(now - at)


@register.simple_tag
def clock_face(started_at: datetime, due_at: datetime, now: datetime, **options: Any) -> ClockFace:
    """`{% clock_face start due now label=… zones=… as c %}`, for components/clock.html."""
    zones = tuple(options.pop("zones", BERLIN).split())
    return clocks.face(started_at, due_at, now=now, zones=zones, **options)


@register.filter
def money(amount: Amount) -> str:
    digits = get_currency_precision(amount.currency)
    value = Decimal(amount.minor).scaleb(-digits)
    return format_currency(value, amount.currency, locale=moments.reader())


@register.filter
def paragraphs(text: str) -> SafeString:
    """Plain text as people wrote it; an address in it stays text, for nobody vouches for it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    blocks = (escape(block).replace("\n", mark_safe("<br>")) for block in BLANK_LINES.split(lines))
    return mark_safe("".join(f"<p>{block}</p>" for block in blocks if block.strip()))


@register.filter
def initials(name: str) -> str:
    """AK for Anna Keller; the first sign alone where a name is written without spaces."""
    parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isalnum()]
    if not parts or parts[0][0].upper() == parts[0][0].lower():
        return parts[0][0] if parts else "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


@register.filter
def at(things: Sequence[Any], place: int) -> Any:
    return things[place]


@register.simple_tag
def clock_formats() -> dict[str, str]:
    """The server's own patterns, so that countdown.js writes as the server does."""
    return {
        "days": gettext("%(days)d d %(hours)d h"),
        "hours": gettext("%(hours)d h %(minutes)d min"),
        "minutes": gettext("%(minutes)d min"),
    }


@register.simple_tag
def sheet_digest(which: str = sheet.WHOLE) -> str:
    return sheet.digest(which)
