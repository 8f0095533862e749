"""Nothing lies open: neither in the log of the program nor in the folder of an installation."""

from __future__ import annotations

import io
import logging
import os

import pytest
from django.test import Client

from kaoji.apps.accounts.actions.common import make_invitation
from kaoji.site import running, surroundings
from kaoji.web import clock
from tests import factories
from tests.cast import NOON


@pytest.fixture
def written():
    """What the handler of the settings writes."""
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "stream")
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def test_a_code_that_still_works_is_not_written_down(db, written):
    with clock.stopped_at(NOON):
        code = make_invitation(factories.make_user(organisation=factories.make_organisation()))
        told = {"password": "short", "again": "short"}
        assert Client().post(f"/invitation/{code}/", told).status_code == 422
    assert "/invitation/…/" in written.getvalue()
    assert code not in written.getvalue()


def test_an_event_is_one_line(written):
    logging.getLogger("kaoji.requests").error("%s", "/x\n2026-01-01 ERROR forged\u202e")
    assert written.getvalue().count("\n") == 1
    assert "/x\\u000a2026" in written.getvalue()
    assert "\u202e" not in written.getvalue()


def test_only_we_look_into_a_folder_that_we_have_made(tmp_path):
    before = os.umask(0o022)
    try:
        surroundings.secret_key(tmp_path / "by-key")
        with running.running(tmp_path / "by-lock"):
            pass
    finally:
        os.umask(before)
    for name in ("by-key", "by-lock"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name
