"""A store as the marketplace gives it: its check, and the only writer of what it decides."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from mostrador.rules.bodies import Given
from mostrador.stores import copies
from mostrador.stores.copies import Outcome
from mostrador.stores.models import Store

# What else a store has, such as its programme's mode, is the operator's here.
COLUMNS = (
    "name", "country", "languages", "currency", "time_zone", "body", "source_updated_at",
)  # fmt: skip
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")


def store(body: object) -> Store:
    """The row that this body asks for, unsaved; RefusedError with every reason if it is wrong."""
    given = Given.of(body, "store")
    _mail(given.part("mail"))
    if given.has("seller_languages") and not given.languages("seller_languages"):
        given.refuse("seller_languages", "EMPTY", "seller_languages must name one or more.")
    row = Store(
        id=given.id("id"),
        name=given.text("name")[:200] or str(given.body.get("id"))[:200],
        country=given.country("country", required=True),
        languages=_languages(given),
        currency=given.currency("currency", required=True),
        time_zone=_time_zone(given),
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)


def upsert_many(
    rows: Sequence[Store],
    *,
    now: datetime,  # noqa: ARG001  every writer of records is called alike
    by: str = "",  # noqa: ARG001  every writer of records is called alike
) -> list[Outcome]:
    """Create or replace; what became of each, in order."""
    return copies.settled(lambda: copies.taken(Store, rows, *COLUMNS))


def _languages(given: Given) -> list[str]:
    found = given.languages("languages")
    if not given.has("languages"):
        given.refuse("languages", "MISSING", "languages is required.")
    elif given.body["languages"] == []:
        given.refuse("languages", "EMPTY", "languages must name one or more.")
    return found


def _time_zone(given: Given) -> str:
    name = given.required_text("time_zone")
    if name not in _zones() and isinstance(given.body.get("time_zone"), str):
        given.refuse("time_zone", "NO_SUCH_ZONE", "time_zone must be one such as Europe/Berlin.")
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _mail(given: Given) -> None:
    """Addresses that we write from and listen to, so they must be addresses."""
    given.shaped("service", ADDRESS, "a mail address")
    hand_over = given.part("hand_over")
    for country in hand_over.body:
        hand_over.shaped(country, ADDRESS, "a mail address")
