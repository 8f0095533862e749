from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import fill_letters


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of what stands here already."""
    fill_letters(
        apps.get_model("facts", "CollectionTask"), spoken=("title", "supplier_name", "period", "plan_paper")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('facts', '0003_guarded_revisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='collectiontask',
            name='initials',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
