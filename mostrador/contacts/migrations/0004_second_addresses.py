from importlib import import_module

from django.db import migrations, models

lanes = import_module('mostrador.contacts.migrations.0003_lanes')


def guard_again(apps, schema_editor):
    """SQLite makes the table anew for a column, and its triggers go with the old one."""
    if schema_editor.connection.vendor == 'sqlite':
        lanes.install(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_lanes'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='second',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
