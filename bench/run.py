"""How fast, on this machine, in one run: `./dev bench` writes docs/performance.md.

Each database runs in a process of its own, on a fresh folder; PostgreSQL is a throw-away cluster
that keeps its promises (fsync on).
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
SMALL, LARGE = 1_000, 100_000
HEAD = """# How fast

Written by `./dev bench`; the figures belong to the machine and the minute they were taken in.
Pages are measured without the network, as the 95th percentile of 60 calls by a signed-in agent;
mails in one stream, each read, judged, acted on and committed.
"""


def main() -> int:
    found = [measure("SQLite", "", SMALL)]
    postgres.FAST = ("max_connections=100",)
    with postgres.running() as url:
        found.append(measure("PostgreSQL", url, SMALL))
        found.append(measure("PostgreSQL", url, LARGE))
    PAGE.write_text(HEAD + machine() + table(found))
    print(table(found))
    return 0


def measure(name: str, url: str, contacts: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as folder:
        environment = {**os.environ, "MOSTRADOR_DATA": folder, "DATABASE_URL": url}
        command = [sys.executable, "-m", "bench.one", str(contacts)]
        run = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
    return {"database": name, "contacts": contacts, **json.loads(run.stdout)}


def machine() -> str:
    processor = next(
        (line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), platform.machine(),
    )  # fmt: skip
    return f"\n{os.cpu_count()} cores ({processor.strip()}), Python {platform.python_version()}.\n"


def table(found: list[dict[str, object]]) -> str:
    columns = {
        "database": "database", "contacts": "contacts", "mails": "mails/s", "cpu": "CPU ms a mail",
        "commits": "bare commits/s", "list": "list p95 ms", "contact": "contact p95 ms",
        "bare": "bare page p95 ms",
    }  # fmt: skip
    head = "| " + " | ".join(columns.values()) + " |"
    line = "| " + " | ".join("---" for _ in columns) + " |"
    rows = ["| " + " | ".join(str(one[key]) for key in columns) + " |" for one in found]
    return "\n" + "\n".join([head, line, *rows]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
