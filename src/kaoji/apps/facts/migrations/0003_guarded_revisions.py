"""Revisions are guarded by the database itself."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kaoji.apps.facts.guards import install, lift


def _install(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    install(editor.connection)


def _lift(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    lift(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_demo"),
        ("facts", "0002_lists_and_settings"),
    ]

    operations = [
        migrations.RunPython(_install, _lift),
    ]
