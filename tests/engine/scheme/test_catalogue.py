"""Which schemes are there, and how one is found by name, version or path."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme import catalogue
from kaoji.engine.scheme.catalogue import find_scheme, heads_in, packs_folder, shipped_schemes

HEAD = "方案: {title}\n编号: {id}\n版本: {version}\n施行: {effective}\n对象: 乡镇\n"


@pytest.fixture
def packs(tmp_path, monkeypatch):
    folder = tmp_path / "packs"
    (folder / "deep").mkdir(parents=True)

    def write(name, **words):
        path = folder / name
        path.write_text(HEAD.format(**words), encoding="utf-8")
        return path

    write("a.yaml", title="甲", id="towns", version='"2016.1"  # 初版', effective="2016-01-01")
    write("deep/b.yml", title="乙", id="towns", version="2017.1", effective="2017-01-01")
    write("c.yaml", title="丙", id="units", version="1", effective="2016-01-01")
    (folder / "readme.txt").write_text("编号: x", encoding="utf-8")
    (folder / "broken.yaml").write_bytes(b"\xff\xfe")
    (folder / "nameless.yaml").write_text("方案: 丁", encoding="utf-8")
    monkeypatch.setattr(catalogue, "packs_folder", lambda: folder)
    return folder


def test_every_scheme_is_listed(packs):
    found = [(one.reference, one.title) for one in shipped_schemes()]
    assert found == [("towns@2016.1", "甲"), ("units@1", "丙"), ("towns@2017.1", "乙")]


def test_a_folder_is_listed_without_those_below(packs):
    assert [one.id for one in heads_in(packs)] == ["towns", "units"]
    assert heads_in(packs / "none") == ()


def test_english_heads_are_read_too(tmp_path):
    (tmp_path / "a.yaml").write_text('scheme: "Towns: all"\nid: towns\nversion: 1\n', "utf-8")
    (entry,) = heads_in(tmp_path)
    assert (entry.title, entry.reference, entry.effective) == ("Towns: all", "towns@1", "")


@pytest.mark.parametrize("version", ["'2020'", '"2020"', "2020", "'2020'  # 试行"])
def test_a_head_is_read_however_it_is_quoted(tmp_path, version):
    text = HEAD.format(title="'试'", id="'towns'", version=version, effective="2020-01-01")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (entry,) = heads_in(tmp_path)
    assert (entry.reference, entry.title) == ("towns@2020", "试")


def test_a_huge_file_is_no_scheme(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "_ENDLESS", 10)
    (tmp_path / "a.yaml").write_text("编号: towns\n版本: 1\n", "utf-8")
    assert heads_in(tmp_path) == ()


@pytest.mark.parametrize(
    ("name", "file"),
    [("towns", "deep/b.yml"), ("towns@2016.1", "a.yaml"), ("units", "c.yaml")],
)
def test_packs_are_found_by_name(packs, name, file):
    assert find_scheme(name) == packs / file


def test_a_path_is_itself(packs):
    assert find_scheme(str(packs / "a.yaml")) == packs / "a.yaml"
    odd = packs / "readme.txt"
    assert find_scheme(str(odd)) == odd


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("none.yaml", "检查路径"), ("towns@2018", "towns@2017.1"), ("unit", "units"),
        ("完全不同", "文件的路径"),
    ],
)  # fmt: skip
def test_what_cannot_be_found(packs, name, hint):
    problem = find_scheme(name)
    assert isinstance(problem, Problem)
    assert problem.code == "scheme-not-found"
    assert hint in problem.remedy


def test_the_shipped_folder_is_part_of_the_package():
    assert packs_folder() == Path(catalogue.__file__).parents[2] / "packs" / "schemes"


def test_an_overlay_keeps_what_it_does_not_say(tmp_path):
    (tmp_path / "a.yaml").write_text("基于: towns@2016.1\n编号: villages\n", "utf-8")
    (tmp_path / "b.yaml").write_text('基于: towns@2016.1\n版本: "2017.1"\n', "utf-8")
    assert [one.reference for one in heads_in(tmp_path)] == ["villages@2016.1", "towns@2017.1"]
