from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_versions_and_first_run"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="is_demo",
            field=models.BooleanField(default=False),
        ),
    ]
