"""Making an empty folder or database ready, once, however many processes start together.

An empty one is made from the models as they are; an older one by the migrations since. Both end
the same, and a test compares them (docs/decisions/0017).
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

# Any number that nobody else takes for an advisory lock in the same database.
LOCK = 7_263_549
# What no model says: the triggers that keep the lanes apart.
LANES = import_module("mostrador.contacts.migrations.0003_lanes")


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
        if connection.introspection.table_names():
            call_command("migrate", verbosity=0, interactive=False)
        else:
            make_from_the_models()


def make_from_the_models() -> None:
    """Every table at once, in one transaction, as if each migration had been applied."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        with _without_migrations():
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
        with connection.schema_editor() as editor:
            LANES.install(None, editor)
        call_command("migrate", fake=True, verbosity=0, interactive=False)


@contextmanager
def _without_migrations() -> Iterator[None]:
    theirs = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = theirs


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
