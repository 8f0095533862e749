"""Opening a file: once, whole, and with a word on whatever is in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaoji.engine.facts import source
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.source import read_source


def opened(path):
    report = Report()
    found = read_source(path, report=report)
    return found, [problem.code for problem in report.problems()], report


def test_a_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    found, codes, _ = opened(path)
    assert (found.data, found.name, found.file) == (b"abc", "a.csv", str(path))
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert codes == []


def test_an_empty_file(tmp_path):
    (tmp_path / "a.csv").touch()
    assert opened(tmp_path / "a.csv")[:2] == (None, ["empty-file"])


def test_no_file(tmp_path):
    assert opened(tmp_path / "a.csv")[:2] == (None, ["file-missing"])
    (tmp_path / "b").touch()
    assert opened(tmp_path / "b" / "a.csv")[:2] == (None, ["file-missing"])


def test_a_folder(tmp_path):
    assert opened(tmp_path)[:2] == (None, ["file-is-folder"])


def test_a_name_that_no_file_can_have():
    assert opened(Path("a\0b.csv"))[:2] == (None, ["file-unreadable"])
    assert opened(Path("长" * 5000))[:2] == (None, ["file-unreadable"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    assert opened(tmp_path / "a.csv")[:2] == (None, ["not-a-file"])


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")

    def refuse(_):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found, codes, report = opened(path)
    assert (found, codes) == (None, ["file-unreadable"])
    assert "权限" in report.problems()[0].message


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", 2)
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert opened(path)[:2] == (None, ["file-too-large"])


def change_after_reading(monkeypatch, path, content, *, later=False):
    read = Path.read_bytes

    def read_then_change(self):
        data = read(self)
        path.write_bytes(content)
        if later:
            os.utime(path, ns=(0, 10**18))
        return data

    monkeypatch.setattr(Path, "read_bytes", read_then_change)


def test_a_file_that_grows_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    change_after_reading(monkeypatch, path, b"abcd")
    found, codes, report = opened(path)
    assert found.data == b"abc"
    assert codes == ["file-changed"]
    assert report.has_errors


def test_a_file_that_is_rewritten_at_the_same_size(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    change_after_reading(monkeypatch, path, b"xyz", later=True)
    assert opened(path)[1] == ["file-changed"]


def test_the_problem_names_the_file(tmp_path):
    report = opened(tmp_path / "a.csv")[2]
    assert report.problems()[0].place.file == str(tmp_path / "a.csv")
