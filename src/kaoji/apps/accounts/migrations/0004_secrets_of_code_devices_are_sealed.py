from typing import Any

from django.db import migrations

from kaoji.apps.accounts.sealing import is_sealed, sealed


def seal(apps: Any, _schema_editor: Any) -> None:
    """What stands open is sealed; what is sealed already stays."""
    devices = apps.get_model("otp_totp", "TOTPDevice").objects
    for row in devices.all().iterator():
        if not is_sealed(row.key):
            row.key = sealed(bytes.fromhex(row.key), user_key=row.user_id)
            row.save(update_fields=("key",))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_demo"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeDevice",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("otp_totp.totpdevice",),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
