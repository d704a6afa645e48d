"""Making an empty folder or database ready, once, however many processes start together."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Any number that nobody else takes for an advisory lock in the same database.
LOCK = 7_263_549


def is_ready() -> bool:
    return not pending()


def pending() -> list[str]:
    """The migrations that are still to be applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def make_ready() -> None:
    if is_ready():
        return
    with _alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    with (settings.DATA / "migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
