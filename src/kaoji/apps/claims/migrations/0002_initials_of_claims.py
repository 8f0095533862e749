from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(apps.get_model("claims", "Claim"), spoken=("unit_name", "key", "paper", "proof"))


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0001_claims_and_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='claim',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
