"""The slip that goes into the parcel, and the address that goes onto it."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mostrador.decisions import return_facts
from mostrador.decisions.models import Return
from mostrador.helpcentre import own
from mostrador.pages import moments
from mostrador.rules.calendar import start_of_day

# Letters that differ between these languages are drawn as the address's country draws them.
SCRIPTS = {"CN": "zh-Hans", "TW": "zh-Hant", "HK": "zh-Hant", "JP": "ja", "KR": "ko"}


@dataclass(frozen=True, slots=True)
class Slip:
    key: str
    order: str
    store: str
    seller: str
    address: Sequence[str]
    country: str
    script: str
    goods: Sequence[str]
    send_by: str
    square: SafeString


def slip(row: Return) -> Slip:
    """Everything in the active language; the address as its owner writes it."""
    store = return_facts.store_of(row.decision)
    lines = [str(one) for one in row.address.get("lines", ())]
    country = str(row.address.get("country", ""))
    last = start_of_day(row.send_by, store.zone) if row.send_by else None
    return Slip(
        key=row.pk,
        order=row.order_id,
        store=str(store),
        seller=_named(row, lines),
        address=lines,
        country=moments.reader().territories.get(country, country),
        script=SCRIPTS.get(country, ""),
        goods=goods(row),
        send_by=moments.date(last, store.time_zone) if last else "",
        square=square([row.pk, str(row.seller or ""), *lines, country]),
    )


def _named(row: Return, lines: Sequence[str]) -> str:
    """Who it is for, unless his address says so itself."""
    name = str(row.seller or "")
    return "" if any(name.lower() in line.lower() for line in lines) else name


def goods(row: Return) -> list[str]:
    titles = {line.ref: own.title_of(line) for line in row.order.lines.all()}
    return [
        _("%(quantity)s × %(title)s")
        % {"quantity": one["quantity"], "title": titles.get(one["line"], one["line"])}
        for one in row.lines
    ]


def square(lines: Sequence[str]) -> SafeString:
    """A QR code of these lines, drawn in the page itself: nothing is loaded for it."""
    code = segno.make("\n".join(filter(None, lines)), error="m", micro=False, encoding="utf-8")
    drawn = code.svg_inline(scale=4, border=2, omitsize=True)
    # Black and white squares: nothing that anybody wrote stands in it as it is.
    return mark_safe(drawn)
