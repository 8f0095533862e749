from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(
        apps.get_model("organisation", "Post"), spoken=("name",)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_versions_and_hand_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='initials',
            field=models.CharField(blank=True, db_index=True, max_length=100),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
