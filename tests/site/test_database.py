"""A database made from the models is the one that the migrations make (docs/decisions/0017)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.kills.installation import Installation

pytestmark = pytest.mark.both
BY_MIGRATIONS = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""
FROM_THE_MODELS = """
import django
django.setup()
from mostrador.site import database
database.make_ready()
"""
ON_SQLITE = {
    "columns": """SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m
                  JOIN pragma_table_info(m.name) c WHERE m.type = 'table'""",
    "references": """SELECT m.name, f."table", f."from", f."to" FROM sqlite_master m
                     JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'""",
    "indexes": "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'",
    "triggers": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "applied": "SELECT app, name FROM django_migrations",
}
ON_POSTGRES = {
    "columns": """SELECT table_name, column_name, data_type, is_nullable
                  FROM information_schema.columns WHERE table_schema = 'public'
                  -- Django's own, of which nothing is used: its number is wider by the one way.
                  AND (table_name, column_name) <> ('auth_group_permissions', 'id')""",
    "constraints": """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
                      WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "applied": "SELECT app, name FROM django_migrations",
}


@contextmanager
def made_by(code: str, folder: Path) -> Iterator[Installation]:
    folder.mkdir()
    with _empty(folder.name) as url:
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "mostrador.site.settings",
                "MOSTRADOR_DATA": str(folder),
                "DATABASE_URL": url,
            },
            check=True,
        )
        yield Installation(folder, url)


@contextmanager
def _empty(name: str) -> Iterator[str]:
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    with psycopg.connect(server, autocommit=True) as connection:
        # template1 has the tests' blank in it.
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def shape(made: Installation) -> dict[str, list[Any]]:
    questions = ON_POSTGRES if made.url else ON_SQLITE
    found = {name: sorted(made.rows(question)) for name, question in questions.items()}
    if not made.url:
        tables = made.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        found["constraints"] = sorted(
            (table, constraint)
            for table, sql in tables
            for constraint in re.findall(r'CONSTRAINT "(\w+)"', sql)
        )
    return found


def test_both_ways_end_the_same(tmp_path: Path):
    with (
        made_by(FROM_THE_MODELS, tmp_path / "models") as ours,
        made_by(BY_MIGRATIONS, tmp_path / "migrated") as theirs,
    ):
        made, migrated = shape(ours), shape(theirs)

    assert all(made.values())
    for name, found in made.items():
        assert set(found) ^ set(migrated[name]) == set(), name
