from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Now


def wake_what_is_to_come(apps, schema_editor):
    """What is in force already is looked at by the sellers' own migration."""
    rows = apps.get_model("stores", "StandardPolicy").objects
    rows.filter(from_at__gt=Now()).update(wakes_at=F("from_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("stores", "0003_remedies"),
    ]

    operations = [
        migrations.AddField(
            model_name="standardpolicy",
            name="wakes_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(wake_what_is_to_come, migrations.RunPython.noop),
    ]
