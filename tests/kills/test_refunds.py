"""kill -9 between an instruction and its acknowledgement: one refund a unit, one entry of it."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from mostrador.site.demo import cast
from tests.journeys import marketplace
from tests.kills.crowd import Reaper
from tests.kills.installation import Installation, until
from tests.kills.payer import PATIENCE_SECONDS, SECRET, Payer, paying
from tests.kills.test_kills import A_FEW, at_once, forget_leases, of

pytestmark = pytest.mark.both

SEED = 60
ORDER = "KILL-{number:04}"
PLACED_AT = "2026-11-20T10:00:00+01:00"
ALL_DONE = "SELECT count(*) FROM decisions_instruction WHERE state = 'done'"


@pytest.mark.parametrize(
    ("orders", "kills"),
    [
        pytest.param(12, A_FEW, id="a few"),
        pytest.param(300, 40, id="many", marks=pytest.mark.long),
    ],
)
def test_E60_whoever_is_killed_each_unit_is_paid_back_once(tmp_path, orders, kills):
    ids = [ORDER.format(number=number) for number in range(orders)]
    with (
        marketplace.opened(tmp_path / "data", "--empty") as market,
        paying(market) as payer,
    ):
        here = told_of(market, tmp_path / "data", ids, payer)
        reaper = Reaper(market, Random(SEED), ("worker", "serve", "worker"), kills)
        at_once(reaper, lambda: cancelled(payer, ids[::2]), lambda: cancelled(payer, ids[1::2]))
        if kills == A_FEW:
            until(lambda: len(set(payer.paid)) >= 1, within=PATIENCE_SECONDS)
            forget_leases(here)
        until(lambda: here.one(ALL_DONE) == orders, within=PATIENCE_SECONDS * 2)

        assert Counter(payer.paid.values()) == Counter(ids)
        assert_the_ledger_says_each_once(here, ids)
        assert_each_order_shows_one_refund(here, ids)
        assert here.run("verify").returncode == 0


def told_of(
    market: marketplace.Marketplace, folder: Path, ids: list[str], payer: Payer
) -> Installation:
    """The cast's marketplace with orders that are still to be shipped, and its webhook."""
    here = Installation(folder, market.environment["DATABASE_URL"])
    bodies = [*cast.BODIES, *(an_order(key) for key in ids)]
    lines = "\n".join(json.dumps(one) for one in bodies).encode()
    assert here.run("load", "-", given=lines).returncode == 0
    address = f"http://127.0.0.1:{payer.port}/"
    here.change(f"UPDATE stores_store SET webhook_url = '{address}', webhook_secret = '{SECRET}'")
    return here


def an_order(key: str) -> dict:
    known = next(one for one in cast.BODIES if one.get("id") == "LM-1007")
    return {
        **{name: known[name] for name in ("type", "store", "seller", "buyer", "lines")},
        "id": key,
        "status": "pending",
        "placed_at": PLACED_AT,
        "payments": [{"method": "card", "kind": "payment", "amount": "39.90", "currency": "EUR"}],
    }


def cancelled(payer: Payer, ids: list[str]) -> None:
    """As a program does: what was not answered is asked again with the same key."""
    for key in ids:
        opened = {"order": key, "topic": "cancellation", "channel": "api", "text": "Stornieren."}
        contact = posted(payer, "contacts", opened, f"open-{key}")["id"]
        body = {"remedy": "cancel", "ground": "standard_policy", "reason": "Not shipped yet."}
        posted(payer, f"contacts/{contact}/decisions", body, f"cancel-{key}")


def posted(payer: Payer, path: str, body: dict, key: str) -> dict:
    return until(lambda: payer.post(path, body, key), within=PATIENCE_SECONDS)


def assert_the_ledger_says_each_once(here: Installation, ids: list[str]) -> None:
    rows = here.rows("SELECT order_id, kind FROM decisions_ledgerentry")
    assert Counter(rows) == Counter((key, "concession") for key in ids)
    assert here.rows("SELECT DISTINCT sum(minor) FROM decisions_posting GROUP BY entry_id") == [
        (0,)
    ]


def assert_each_order_shows_one_refund(here: Installation, ids: list[str]) -> None:
    rows = here.rows("SELECT id, body FROM orders_order WHERE id LIKE 'KILL-%'")
    found = {
        key: [one["amount"] for one in of(body)["payments"] if one["kind"] == "refund"]
        for key, body in rows
    }
    assert found == {key: ["39.90"] for key in ids}
