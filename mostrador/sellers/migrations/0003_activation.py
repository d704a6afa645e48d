from django.db import migrations, models
from django.db.models import F


def activate_what_is_active(apps, schema_editor):
    """Until now every enrolment was active on its first moment."""
    rows = apps.get_model("sellers", "Enrolment").objects
    rows.filter(activated_at=None, wakes_at=None).update(activated_at=F("active_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("sellers", "0002_programme"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="plan",
            field=models.CharField(default="", max_length=100),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="plan_version",
            field=models.CharField(default="", max_length=40),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="trial_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(activate_what_is_active, migrations.RunPython.noop),
    ]
