"""The sign of life: only on a terminal, only when something takes long, and gone afterwards."""

from __future__ import annotations

import io
import time

from kaoji.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_off_a_terminal_nothing_is_said(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.working("计分"):
        pass
    assert stream.getvalue() == ""


def test_quick_work_says_nothing(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.working("计分"):
        pass
    assert stream.getvalue() == ""


def test_long_work_counts_and_leaves_an_empty_line(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0.001)
    with progress.working("计分"):
        while not stream.getvalue():
            time.sleep(0.001)
    assert stream.getvalue().startswith("\r计分 … 0 s")
    assert stream.getvalue().endswith("\r\033[K")
