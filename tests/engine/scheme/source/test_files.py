"""Files: their bytes are read once, as UTF-8, or it is said why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.scheme.source import read, read_file, to_plain


def written(folder, content):
    path = folder / "方案.yaml"
    path.write_bytes(content)
    return path


def gb18030(text):
    return text.encode("gb18030")


def refusal(path):
    tree, problems = read_file(path)
    assert tree is None
    (problem,) = problems
    assert problem.place.file == str(path)
    return problem


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_or_without_byte_order_mark(tmp_path, mark):
    path = written(tmp_path, mark + "方案: 甲\r\n".encode())
    tree, problems = read_file(path)
    assert problems == ()
    assert to_plain(tree) == {"方案": "甲"}
    assert tree.place.file == str(path)


def test_another_encoding_is_named_and_never_guessed(tmp_path):
    problem = refusal(written(tmp_path, "a: 1\nb: 财政\n".encode("gb18030")))
    assert problem.code == "not-utf8"
    assert (problem.place.line, problem.place.column) == (2, 4)
    assert "第 9 个字节" in problem.message
    assert "GB 18030" in problem.message
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16(tmp_path, encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    problem = refusal(written(tmp_path, mark + "方案: 甲\n".encode(encoding)))
    assert problem.code == "not-utf8"
    assert "看来是 UTF-16" in problem.message


def test_bytes_that_are_no_text_at_all(tmp_path):
    problem = refusal(written(tmp_path, "方案: 甲\n乙: 财".encode() + b"\xff\xff"))
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert "看来是" not in problem.message


def test_utf16_without_a_mark_shows_its_nul_bytes(tmp_path):
    problem = refusal(written(tmp_path, "a: 1\n".encode("utf-16-le")))
    assert problem.code == "control-character"
    assert "UTF-8" in problem.remedy


def test_a_missing_file(tmp_path):
    problem = refusal(tmp_path / "没有.yaml")
    assert problem.code == "file-unreadable"
    assert "没有这个文件" in problem.message


def test_a_folder_is_no_file(tmp_path):
    assert "不是一个普通文件" in refusal(tmp_path).message


def test_a_name_that_no_file_can_have(tmp_path):
    assert refusal(tmp_path / "a\0b").code == "file-unreadable"
    assert refusal(tmp_path / ("长" * 300)).code == "file-unreadable"


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = written(tmp_path, b"a: 1\n")

    def refuse(*_arguments, **_named):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "权限" in refusal(path).message


def test_ten_megabytes_are_refused_unread(tmp_path, monkeypatch):
    path = written(tmp_path, b"")
    os.truncate(path, 10_000_000)
    monkeypatch.setattr(Path, "open", None)
    assert refusal(path).code == "file-too-large"


@pytest.mark.parametrize(
    "change",
    [
        lambda path: os.truncate(path, 9),
        lambda path: os.truncate(path, 1),
        lambda path: os.utime(path, ns=(1, 1)),
    ],
    ids=["grown", "cut", "written again"],
)
def test_a_file_that_changes_while_it_is_read(tmp_path, monkeypatch, change):
    path = written(tmp_path, b"a: 1\n")
    opened = Path.open

    def change_and_open(self, mode):
        change(self)
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", change_and_open)
    assert refusal(path).code == "file-changed"


def test_a_file_that_changes_behind_our_back(tmp_path, monkeypatch):
    path = written(tmp_path, b"a: 1\n")
    looked = read.os.fstat

    def append_and_look(number):
        with open(path, "ab") as handle:  # noqa: PTH123 - Path.open is not what is tested
            handle.write(b"b: 2\n")
        return looked(number)

    monkeypatch.setattr(read.os, "fstat", append_and_look)
    assert refusal(path).code == "file-changed"


def test_an_empty_file(tmp_path):
    assert refusal(written(tmp_path, b"")).code == "empty-file"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bytes")


@given(content=st.binary(max_size=40) | st.text("甲:[ \n财政", max_size=20).map(gb18030))
def test_any_bytes_are_read_or_refused(folder, content):
    tree, problems = read_file(written(folder, content))
    assert tree is not None or problems
    assert all(problem.place.file == str(folder / "方案.yaml") for problem in problems)
