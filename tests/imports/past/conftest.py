"""A marketplace that came from another program, and loading what that one exports."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mostrador.contacts.models import Contact, Message
from mostrador.imports import past
from mostrador.imports.loading import load
from mostrador.imports.past import Options
from tests.given import LINE, needed
from tests.imports.past.exports import ANNA

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
SERVICE = "service@lichtmarkt.example"


@pytest.fixture
def marketplace(db) -> None:
    import json

    buyer = {"id": "B-KELLER", "email": ANNA["email"], "language": "de"}
    bodies = [
        needed("store", name="Lichtmarkt", mail={"service": SERVICE}),
        needed("seller", email="zhou@zhou-lighting.example"),
        needed("order", seller="S-ZHOU", buyer=buyer, lines=[LINE]),
    ]
    assert load([json.dumps(body).encode() for body in bodies], now=NOON).rejected == 0


@pytest.fixture
def took() -> Callable[..., dict[str, Any]]:
    """Load an export; what became of it, without the kinds that had nothing."""

    def take(path: Path, name: str, **how: Any) -> dict[str, Any]:
        report = past.load(path, name, Options(**how), now=NOON)
        counts = {word: count for word, count in report.counts["contact"].items() if count}
        reasons = [
            (one["line"], reason["detail"])
            for one in report.rejections()
            for reason in one["reasons"]
        ]
        unknown = report.counts["unknown"]["rejected"]
        return {**counts, **({"unknown": unknown} if unknown else {}), "reasons": reasons,
                "notes": report.notes}  # fmt: skip

    return take


def said(contact: str) -> Sequence[tuple[str, str, str, str]]:
    """Who, by which name, in which words, with how many bytes beside them."""
    rows = Message.objects.filter(contact=contact).order_by("pk").select_related("text")
    return [
        (
            row.author,
            str(row.name_text or ""),
            row.text.body.strip(),
            ",".join(f"{one.file.name}:{one.file.size}" for one in row.attachments.order_by("pk")),
        )
        for row in rows
    ]


def about(contact: str) -> tuple[str | None, str | None, bool, str, str]:
    row = Contact.objects.get(pk=contact)
    return row.order_id, row.buyer_id, row.verified, row.topic, str(row.subject_text or "")
