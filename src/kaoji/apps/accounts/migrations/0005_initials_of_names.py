from typing import Any

from django.db import migrations, models

from kaoji.web.sounds import LONGEST, initials

BATCH = 1000


def fill(apps: Any, _schema_editor: Any) -> None:
    """The letters of names that stand here already."""
    users, found = apps.get_model("accounts", "User").objects, []
    for user in users.only("pk", "name").iterator(chunk_size=BATCH):
        user.initials = initials(user.name)[:LONGEST]
        found.append(user)
        if len(found) == BATCH:
            users.bulk_update(found, ("initials",))
            found = []
    users.bulk_update(found, ("initials",))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_secrets_of_code_devices_are_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="initials",
            field=models.CharField(blank=True, db_index=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
