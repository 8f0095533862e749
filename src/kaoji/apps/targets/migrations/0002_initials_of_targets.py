from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(apps.get_model("targets", "Indicator"), spoken=("key", "period"))
    fill_letters(apps.get_model("targets", "Line"), spoken=("name",))


class Migration(migrations.Migration):

    dependencies = [
        ('targets', '0001_proposals_answers_and_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='indicator',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='line',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
