"""How fast a large table comes in: `python -m bench.large_table [--gigabytes 2] [--minutes 4]`.

The file is made where the office keeps it and taken in as a worker does, batch by batch, on each
database in a process of its own. After so many minutes it stops and says how far it came.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
HEADING = (
    "Bestellnummer;Bestelldatum;Marktplatz;Händlernummer;Kundennummer;Kundenname;E-Mail;Ort;Land;"
    "Position;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Währung;Versand durch\r\n"
)
ROW = (
    "L-{block}{order:04};{day:02}.{month:02}.2026 {hour:02}:15;de;S-{seller:03};B-{block}{order:04}"
    ";Käufer Nr. {order};buyer-{block}{order:04}@mail.example;Musterstadt;DE;{line};"
    "SKU-{product:05};Leselampe Modell {product}, dimmbar, mit Netzteil;{quantity};{price},90;EUR;"
    "seller\r\n"
)
SELLERS, PRODUCTS = 300, 20_000
ORDERS_OF_A_BLOCK = 10_000
# Where the number of the block stands; its orders are otherwise those of the one before.
BLOCK = "@@@@@"


def rows() -> Iterator[str]:
    """A block of orders, each with a buyer of its own; every third has a second line."""
    for number in range(ORDERS_OF_A_BLOCK):
        for line in range(1, 3 if number % 3 == 0 else 2):
            yield ROW.format(
                block=BLOCK, order=number, day=1 + number % 28, month=1 + number % 11,
                hour=number % 24, seller=number % SELLERS, line=line,
                product=number * 31 % PRODUCTS, quantity=1 + number % 3, price=5 + number % 90,
            )  # fmt: skip


def pieces(size: int) -> Iterator[bytes]:
    heading, block = HEADING.encode("cp1252"), "".join(rows()).encode("cp1252")
    yield heading
    for number in range(max(1, size // len(block))):
        yield block.replace(BLOCK.encode(), b"%05d" % number)


def take_in(size: int, seconds: float) -> dict[str, Any]:
    """Set up, make the file, and let a worker take it in for so long."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mostrador.site.settings"
    import django

    django.setup()
    from mostrador.imports import running
    from mostrador.imports.models import Import
    from mostrador.site import database
    from mostrador.site.demo import keller

    now = keller.BEGINS_AT
    database.make_ready()
    _records(now)
    key, made = _received(size, now)
    before, began, cpu, marks = _peak(), perf_counter(), process_time(), []
    while (passed := perf_counter() - began) < seconds and running.sweep(now=now):
        marks.append(passed)
    took = perf_counter() - began
    found = Import.objects.get(pk=key)
    done = sum(found.counts["order"].values())
    early = sum(passed <= took / 2 for passed in marks) * running.A_BATCH
    return {
        "file MB": round(found.size / 2**20),
        "made in s": round(made),
        "minutes": round(took / 60, 1),
        "rows": done,
        "rows/s": round(done / took),
        "rows/s of its own CPU time": round(done / (process_time() - cpu)),
        "rows/s in the first half": round(early / (took / 2)),
        "MB of the file": round(found.offset / 2**20),
        "rejected": found.counts["order"]["rejected"],
        "peak MB": _peak(),
        "peak MB before": before,
        "hours for all": round(found.size / max(found.offset, 1) * took / 3600, 1),
    }


def _received(size: int, now: Any) -> tuple[str, float]:
    """The file, mapped and begun, and how long it took to make it."""
    from mostrador.imports import lifecycle
    from mostrador.imports.mapping import TableMapping

    by, began = "program:bench", perf_counter()
    one = lifecycle.receive("large.csv", pieces(size), form="table", kind="order", by=by, now=now)
    made = perf_counter() - began
    mapping = TableMapping.of(one.mapping | {"dates": "dmy", "zone": "Europe/Berlin"})
    lifecycle.read_as(one, mapping, by=by, now=now)
    lifecycle.begin(one, by=by, now=now)
    return one.pk, made


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _records(now: Any) -> None:
    from mostrador.imports.loading import load

    bodies: list[dict[str, Any]] = [
        {"type": "store", "id": "de", "country": "DE", "languages": ["de"], "currency": "EUR",
         "time_zone": "Europe/Berlin"},
        *({"type": "seller", "id": f"S-{at:03}", "store": "de"} for at in range(SELLERS)),
    ]  # fmt: skip
    load([json.dumps(body).encode() for body in bodies], now=now)


def measure(url: str, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as folder:
        environment = {**os.environ, "MOSTRADOR_DATA": folder, "DATABASE_URL": url}
        command = [sys.executable, "-m", "bench.large_table", "--one",
                   f"--gigabytes={options.gigabytes}", f"--minutes={options.minutes}"]  # fmt: skip
        run = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
    return json.loads(run.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.large_table", description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=2)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        found = take_in(int(options.gigabytes * 2**30), options.minutes * 60)
        print(json.dumps(found))
        return 0
    print("SQLite", measure("", options), flush=True)
    postgres.FAST = ("max_connections=100",)
    with postgres.running() as url:
        print("PostgreSQL", measure(url, options), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
