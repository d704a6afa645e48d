"""kill -9 while a marketplace is read and paid through: every order once, and one refund."""

import signal
import subprocess
from dataclasses import dataclass, field
from typing import Any

import pytest

from examples.small_shop.shop import Shop, open_shop
from tests.kills.installation import ROOT, Installation, installed

pytestmark = pytest.mark.both
KIND = "examples.small_shop.connector:SmallShop"
ORDERS = 7
STATE = "SELECT state FROM decisions_instruction"
READ = "SELECT count(*) FROM orders_order WHERE id LIKE 'P-%'"
LEASES = (
    "UPDATE outbox_owed SET leased_until = NULL, retry_at = NULL WHERE done_at IS NULL",
    "UPDATE connectors_carriage SET leased_until = NULL",
    "UPDATE connectors_reading SET leased_until = NULL",
)


@dataclass
class Deadly(Shop):
    """Does what it is asked, and kills whoever asked before he hears of it."""

    # The first time that each of these is asked.
    kills: set[str] = field(default_factory=set)
    victim: "subprocess.Popen[bytes] | None" = None

    def answer(self, method: str, path: str, asked: dict[str, str], body: Any) -> Any:
        said = super().answer(method, path, asked, body)
        if self.victim is not None and f"{method} {path}" in self.kills:
            self.kills.remove(f"{method} {path}")
            self.victim.send_signal(signal.SIGKILL)
            self.victim.wait()
        return said


def worked(here: Installation, shop: Deadly) -> None:
    """A worker until nothing is left to do, or until it is killed."""
    shop.victim = here.start("worker", "--once")
    shop.victim.wait(120)
    for statement in LEASES:
        here.change(statement)


def test_whoever_is_killed_while_he_reads_and_pays_does_both_once(tmp_path):
    shop = Deadly(kills={"GET /orders", "POST /refunds", "GET /refunds", "GET /messages"})
    shop.put("LM-1007", "2026-11-04T12:00:00+01:00")
    for number in range(ORDERS):
        shop.put(f"P-{number}", f"2026-11-{number + 3:02}T12:00:00+01:00")
    with installed(tmp_path / "data") as here, open_shop(shop):
        here.environment |= {
            "MOSTRADOR_CONNECTORS": KIND, "SHOP": shop.url, "SHOP_KEY": shop.key,
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        staged = here.stage("tests.kills.a_connection")
        assert staged.returncode == 0, staged.stderr.decode()

        for _ in range(6):
            worked(here, shop)

        assert shop.kills == set()
        assert (here.one(STATE), len(shop.refunds)) == ("done", 1)
        assert here.one(READ) == ORDERS
        assert here.run("verify").returncode == 0
