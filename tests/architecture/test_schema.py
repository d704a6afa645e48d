"""The migrations build what the models say."""

from pathlib import Path

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.architecture import tree


def test_no_model_waits_for_a_migration():
    ours = {app.label for app in apps.get_app_configs() if tree.PACKAGE in Path(app.path).parents}
    loader = MigrationLoader(None)
    wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    missing = wanted.changes(graph=loader.graph, trim_to_apps=ours)

    assert "contacts" in ours
    assert {
        app: [step.describe() for migration in migrations for step in migration.operations]
        for app, migrations in missing.items()
    } == {}


def test_every_apps_migrations_have_one_end():
    loader = MigrationLoader(None)

    assert loader.detect_conflicts() == {}
