"""The small county's files, and a language that does not depend on the machine."""

from __future__ import annotations

import pytest

from tests.cli.county import office


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def county(tmp_path):
    return office(tmp_path)
