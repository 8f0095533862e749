from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(apps.get_model("improvement", "Item"), spoken=("unit_name", "name", "clause", "measures", "responsible"))


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0001_improvement_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
