from django.db import migrations, models
from django.db.models.functions import Now


def look_at_everybody_once(apps, schema_editor):
    """Who falls short today has not been warned yet; whoever does not is left alone (E57)."""
    own = set()
    for name, known in (("Policy", {}), ("Submission", {"from_at__isnull": False})):
        rows = apps.get_model("sellers", name).objects.filter(**known)
        own |= set(rows.values_list("seller_id", flat=True))
    enrolments = apps.get_model("sellers", "Enrolment").objects
    running = enrolments.filter(until_at=None, suspended_at=None)
    for seller in sorted(own):
        running.filter(seller_id=seller).update(policy_wakes_at=Now())


class Migration(migrations.Migration):

    dependencies = [
        ("sellers", "0005_policy_until"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="policy_wakes_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="policy_warned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                condition=models.Q(("policy_wakes_at__isnull", False)),
                fields=["policy_wakes_at"],
                name="enrolment_policy_wakes",
            ),
        ),
        migrations.RunPython(look_at_everybody_once, migrations.RunPython.noop),
    ]
