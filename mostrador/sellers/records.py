"""Sellers, products, enrolments and policies as the marketplace gives them.

Their checks, and the only writer of what it decides about them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from mostrador.rules.bodies import Given
from mostrador.sellers import falling_short, intervals, suspension
from mostrador.sellers.models import Enrolment, Policy, Product, Seller
from mostrador.stores import copies
from mostrador.stores.copies import Known, Outcome

SELLER_COLUMNS = (
    "store", "name", "country", "plan", "standing", "language", "email", "body",
    "source_updated_at",
)  # fmt: skip
PRODUCT_COLUMNS = ("seller", "title", "body", "source_updated_at")
# A page links to it, and not every address is safe to follow.
WEB_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)


def seller(body: object) -> Seller:
    given = Given.of(body, "seller")
    for address in given.parts("return_addresses"):
        address.text("country")
        address.texts("lines")
    row = Seller(
        id=given.id("id"),
        store_id=given.id("store"),
        name=given.text("name")[:200],
        country=given.country("country"),
        plan=given.text("plan", at_most=40),
        standing=given.text("standing", at_most=40),
        language=given.language("language"),
        email=given.address("email"),
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)


def product(body: object) -> Product:
    given = Given.of(body, "product")
    given.text("category")
    given.language("language")
    given.shaped("url", WEB_ADDRESS, "a web address such as https://market.example/lamp")
    page = given.part("page")
    page.texts("bullets")
    page.text("description")
    page.part("attributes")
    row = Product(
        id=given.id("id"),
        seller_id=given.id("seller"),
        title=given.text("title")[:500],
        body=given.body,
        source_updated_at=given.maybe_moment("updated_at"),
    )
    return given.settled(row)


def enrolment(body: object) -> Enrolment:
    """A fact that the marketplace tells: nobody asks whether the seller was eligible."""
    given = Given.of(body, "enrolment")
    given.maybe_moment("updated_at")
    from_at, until_at = given.moment("from"), given.maybe_moment("until", ever=True)
    if given.has("from") and until_at and until_at < from_at:
        given.refuse("until", "BEFORE_FROM", "until must not be before from.")
    row = Enrolment(
        seller_id=given.id("seller"),
        store_id=given.id("store"),
        from_at=from_at,
        active_at=from_at,
        activated_at=from_at,
        until_at=until_at,
        terms=given.text("terms", at_most=40),
        accepted_by=given.text("accepted_by", at_most=240),
        body=given.body,
    )
    return given.settled(row)


def policy(body: object) -> Policy:
    given = Given.of(body, "policy")
    given.maybe_moment("updated_at")
    row = Policy(
        seller_id=given.id("seller"),
        store_id=given.id("store"),
        from_at=given.moment("from"),
        body=given.body,
    )
    return given.settled(row)


def upsert_many(rows: Sequence[Any], *, now: datetime, by: str) -> list[Outcome]:
    """Create or replace records of one kind; what became of each, in order.

    `by` is who says so in the history of an enrolment, or of its suspension.
    """
    writers: dict[type, Callable[[], list[Outcome]]] = {
        Seller: lambda: _sellers(rows, now=now, by=by),
        Product: lambda: copies.taken(Product, rows, *PRODUCT_COLUMNS),
        Enrolment: lambda: intervals.taken(rows, now=now, by=by),
        Policy: lambda: _policies(rows, now=now),
    }
    return copies.settled(writers[type(rows[0])]) if rows else []


def _sellers(rows: Sequence[Seller], *, now: datetime, by: str) -> list[Outcome]:
    before = suspension.accounts(rows)
    outcomes = copies.taken(Seller, rows, *SELLER_COLUMNS)
    told = copies.effective(rows, outcomes).values()
    suspension.follow(before, told, by=by, now=now)
    return outcomes


def _policies(rows: Sequence[Policy], *, now: datetime) -> list[Outcome]:
    found = Policy.objects.filter(seller__in={row.seller_id for row in rows})
    stored = found.select_for_update().values_list("seller_id", "store_id", "from_at", "body")
    known = {tuple(key): Known(body, copies.updated_at_of(body)) for *key, body in stored}
    outcomes, told = [], {}
    for row in rows:
        key = (row.seller_id, row.store_id, row.from_at)
        updated_at = copies.updated_at_of(row.body)
        outcome = copies.judged(known.get(key), row.body, updated_at)
        if outcome is not copies.UNCHANGED:
            known[key], told[key] = Known(row.body, updated_at), row
        outcomes.append(outcome)
    Policy.objects.bulk_create(
        [told[key] for key in sorted(told)],
        update_conflicts=True,
        unique_fields=["seller", "store", "from_at"],
        update_fields=["body"],
    )
    falling_short.wake({seller for seller, _store, _from in told}, now=now)
    return outcomes
