from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(apps.get_model("documents", "Paper"), spoken=("title", "addressee", "number_text"))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_papers_and_their_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='initials',
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
