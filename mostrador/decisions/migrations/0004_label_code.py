from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_withheld"),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="label_code",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
    ]
