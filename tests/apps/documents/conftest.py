"""The county with a series, with the clock stopped at noon of the cast's day."""

from __future__ import annotations

from functools import cache

import pytest

from kaoji.apps.documents import rendering
from kaoji.web import clock
from tests import cast
from tests.apps.documents import stage as stages

_as_pdf, _as_docx = cache(rendering.as_pdf), cache(rendering.docx_bytes)


@pytest.fixture(autouse=True)
def _at_noon(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    with clock.stopped_at(cast.NOON):
        yield


@pytest.fixture(autouse=True)
def _laid_out_once(monkeypatch):
    """The same paper gives the same bytes: tests of numbers need not lay it out anew."""
    monkeypatch.setattr(rendering, "as_pdf", _as_pdf)
    monkeypatch.setattr(rendering, "docx_bytes", _as_docx)


@pytest.fixture
def stage(db):
    return stages.made()
