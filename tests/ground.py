"""What every process of a test run stands on; a plugin, since settings are read before conftest.

Each process has a data folder of its own, and with it a SQLite file of its own.
"""

import gc
import os
import tempfile
from pathlib import Path

import pytest

from tests import blank

THEIR_OWN = tempfile.TemporaryDirectory(prefix="mostrador-test-", ignore_cleanup_errors=True)
os.environ["MOSTRADOR_DATA"] = THEIR_OWN.name
SQLITE = Path(THEIR_OWN.name, "test.sqlite3")
os.environ["MOSTRADOR_TEST_SQLITE"] = str(SQLITE)
blank.laid(SQLITE)
# Playwright keeps a loop running in the tests' thread, where Django sees danger and there is none.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# A tenth of a run would go into looking for garbage that a test hardly makes.
gc.set_threshold(100_000, 50, 100)

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked long")
    parser.addoption(
        "--only-database", action="store_true", help="only what touches the database or is for both"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not _wanted(item, config)]
    items[:] = [item for item in items if _wanted(item, config)]
    # Once a browser has started, its loop blocks every later asyncio.run in the same process.
    items.sort(key=lambda item: "page" in _fixtures(item) or "browser" in _fixtures(item))
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_unconfigure() -> None:
    THEIR_OWN.cleanup()


def _wanted(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("long") and not config.getoption("--long"):
        return False
    return not config.getoption("--only-database") or _is_for_both(item)


def _is_for_both(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marked = item.get_closest_marker("both") or item.get_closest_marker("django_db")
    return bool(marked) or not DATABASE_FIXTURES.isdisjoint(_fixtures(item))


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])
