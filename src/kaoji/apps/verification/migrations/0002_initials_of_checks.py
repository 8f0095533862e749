from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(apps.get_model("verification", "Visit"), spoken=("unit_name",))
    fill_letters(apps.get_model("verification", "Check"), spoken=("unit_name", "title", "supplier_name", "verifier_name"))


class Migration(migrations.Migration):

    dependencies = [
        ('verification', '0001_checks_and_visits'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='check',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
