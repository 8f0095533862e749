"""Secrets of code devices: what the database alone is worth to whoever takes it."""

from __future__ import annotations

import time
from base64 import b32decode, b64decode
from binascii import Error, unhexlify
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from kaoji.apps.accounts.models import CodeDevice
from kaoji.site import backup, tables
from kaoji.web.refusals import Refused
from tests import factories

SECRET = bytes(range(20))


@pytest.fixture
def device(db, settings, tmp_path):
    settings.DATA = tmp_path
    user = factories.make_user(organisation=factories.make_organisation())
    return CodeDevice.objects.create(user=user, name="x", confirmed=True, key=SECRET.hex())


def readings(text):
    """A text as whoever finds it may try to read it."""
    texts = (text, text.partition(":")[2])
    for one in texts:
        for read in (unhexlify, b64decode, b32decode, str.encode):
            try:
                yield read(one)
            except (Error, ValueError):
                continue


def test_the_database_alone_gives_no_code(device):
    models = tables.models_at(tables.applied_steps())
    assert list(tables.lines_of(models["otp_totp.totpdevice"])), "the device is in the backup"
    dump = [line for model in models.values() for line in tables.lines_of(model)]
    assert not any(SECRET.hex().encode() in line for line in dump)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM otp_totp_totpdevice")
        (stored,) = cursor.fetchone()
    now = time.time()
    right = {TOTP(SECRET, drift=step).token() for step in range(-2, 3)}
    for key in readings(stored):
        guess = TOTP(key)
        guess.time = now
        assert guess.token() not in right


def test_with_the_key_beside_it_the_phone_shows_the_right_code(device):
    row = CodeDevice.objects.get()
    assert row.bin_key == SECRET
    assert row.verify_token(TOTP(SECRET).token())
    assert CodeDevice.objects.get().bin_key == SECRET


def test_two_of_one_secret_do_not_look_alike(device):
    other = factories.make_user(organisation=device.user.organisation, username="other")
    second = CodeDevice.objects.create(user=other, name="x", key=SECRET.hex())
    assert second.key != device.key


def test_a_secret_moved_to_another_person_opens_no_longer(device):
    other = factories.make_user(organisation=device.user.organisation, username="other")
    TOTPDevice.objects.filter(pk=device.pk).update(user=other)
    with pytest.raises(Refused, match="打不开"):
        assert CodeDevice.objects.get().bin_key


def test_without_its_key_it_is_said_what_is_missing(device, settings):
    (settings.DATA / "code-key").unlink()
    with pytest.raises(Refused) as told:
        assert CodeDevice.objects.get().bin_key
    assert "code-key" in told.value.remedy


def test_what_stood_open_is_sealed_by_the_upgrade(device):
    TOTPDevice.objects.update(key=SECRET.hex())
    upgrade = import_module(
        "kaoji.apps.accounts.migrations.0004_secrets_of_code_devices_are_sealed"
    )
    upgrade.seal(apps, None)
    upgrade.seal(apps, None)
    row = CodeDevice.objects.get()
    assert row.key.startswith("sealed:")
    assert row.bin_key == SECRET


def test_the_key_is_drawn_for_us_alone_and_goes_into_the_backup(device, settings):
    path = settings.DATA / "code-key"
    assert path.stat().st_mode & 0o077 == 0
    assert "code-key" in backup.KEYS
