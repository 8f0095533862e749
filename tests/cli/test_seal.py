"""`kaoji seal` and `kaoji verify` as an officer calls them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kaoji.cli.schemas import schema_of
from tests.cli.county import FACTS, call
from tests.cli.validate import faults


@pytest.fixture
def sealed(county):
    """The small county's seal."""
    path = county.folder / "一年.kaoji"
    assert county.run("seal", "-o", str(path)).code == 0
    return path


class TestSealing:
    def test_it_says_what_it_wrote(self, county, sealed):
        told = county.run("seal", "-o", str(sealed))
        assert (told.code, told.out) == (0, "")
        digest = sealed.read_bytes().splitlines()[-1].decode()[11:-2]
        assert f"摘要 {digest}" in told.err
        assert "已写出" in told.err

    def test_twice_the_same_bytes(self, county, sealed):
        before = sealed.read_bytes()
        county.run("seal", "-o", str(county.folder / "again.kaoji"))
        assert (county.folder / "again.kaoji").read_bytes() == before

    @pytest.mark.parametrize("more", [(), ("--public",)])
    def test_json_keeps_its_promise(self, county, more):
        path = county.folder / "a.kaoji"
        told = county.run("seal", "-o", str(path), "--json", *more)
        assert told.code == 0
        assert faults(told.json, schema=schema_of("seal")) == []
        assert told.json["file"] == str(path)
        assert told.json["kind"] == ("public" if more else "internal")
        assert told.json["withheld"] == (["甲乡", "乙乡", "丙乡"] if more else [])

    def test_a_public_one_names_whom_it_withholds(self, county):
        told = county.run("seal", "-o", str(county.folder / "a.kaoji"), "--public")
        assert "3 个对象的票不足 5 张，分项没有公开：甲乡、乙乡、丙乡" in told.err

    def test_errors_are_sealed_with_it_and_told(self, county):
        facts = county.write("bad.csv", FACTS.replace("甲乡,2025,信访,1", "甲乡,2025,信访,多"))
        path = county.folder / "a.kaoji"
        words = ("--subjects", county.subjects, "-o", str(path))
        told = call("seal", county.scheme, "--facts", facts, *words)
        assert told.code == 1
        assert "处错误，一并封存" in told.err
        assert call("verify", str(path)).code == 0

    def test_errors_are_not_published(self, county):
        facts = county.write("bad.csv", FACTS.replace("甲乡,2025,信访,1", "甲乡,2025,信访,多"))
        path = county.folder / "a.kaoji"
        words = ("--subjects", county.subjects, "-o", str(path), "--public", "--json")
        told = call("seal", county.scheme, "--facts", facts, *words)
        assert told.code == 1
        assert "没有公开封存" in told.err
        assert faults(told.json, schema=schema_of("seal")) == []
        assert told.json["file"] is None
        assert not path.exists()

    def test_a_faulty_scheme_seals_nothing(self, county):
        scheme = county.write("bad.yaml", "方案: 试\n")
        path = county.folder / "a.kaoji"
        told = call("seal", scheme, "--facts", county.facts, "-o", str(path), "--json")
        assert told.code == 1
        assert told.json["digest"] is None
        assert told.json["problems"]
        assert not path.exists()

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("a.csv", "以 .kaoji 结尾"),
            ("folder.kaoji", "这是文件夹"),
            ("x" * 300 + ".kaoji", "不能写这个文件"),
        ],
    )
    def test_a_wrong_target_is_a_wrong_call(self, county, name, expected):
        (county.folder / "folder.kaoji").mkdir()
        told = county.run("seal", "-o", str(county.folder / name))
        assert told.code == 2
        assert expected in told.err

    def test_the_target_must_be_named(self, county):
        told = county.run("seal")
        assert told.code == 2
        assert "缺少 -o" in told.err

    def test_without_facts_it_is_a_wrong_call(self, county):
        assert call("seal", county.scheme, "-o", str(county.folder / "a.kaoji")).code == 2

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_a_disk_that_fills_leaves_nothing_behind(self, county, sealed, monkeypatch, number):
        """Neither half a file under the name, nor the file that was there before harmed."""
        before = sealed.read_bytes()

        def full(_descriptor):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", full)
        names = sorted(county.folder.iterdir())
        for path in (sealed, county.folder / "new.kaoji"):
            told = county.run("seal", "-o", str(path), "--set", "奖励标准=2000", "--json")
            assert told.code == 1
            assert "cannot-write" in told.err
            assert told.json["file"] is None
        assert sorted(county.folder.iterdir()) == names
        assert sealed.read_bytes() == before

    def test_a_folder_that_is_not_there_is_told(self, county):
        told = county.run("seal", "-o", str(county.folder / "nowhere" / "a.kaoji"))
        assert told.code == 1
        assert "写不了这个文件" in told.err


class TestVerifying:
    def test_a_sealed_file_passes_whatever_it_is_called(self, county, sealed):
        for path in (sealed, sealed.rename(county.folder / "改过名.txt")):
            if path.exists():
                told = call("verify", str(path))
                assert told.code == 0
                assert "核验通过。云县乡镇考核 2025.1 · 2025 · 3 个对象" in told.out
                assert "内部封存，第 1 版格式" in told.out

    def test_it_needs_no_other_file(self, county, sealed):
        for name in (county.scheme, county.facts, county.subjects):
            Path(name).unlink()
        assert call("verify", str(sealed)).code == 0

    def test_json_keeps_its_promise(self, county, sealed):
        told = call("verify", str(sealed), "--json")
        assert told.code == 0
        assert faults(told.json, schema=schema_of("verify")) == []
        assert (told.json["passed"], told.json["intact"], told.json["recomputed"]) == (True,) * 3
        sealed.write_bytes(sealed.read_bytes().replace("乙乡".encode(), "己乡".encode()))
        told = call("verify", str(sealed), "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("verify")) == []
        assert (told.json["intact"], told.json["section"]) == (False, "subjects")
        assert told.json["recomputed"] is None

    def test_it_speaks_the_language_of_the_scheme_else_that_of_the_call(self, county, sealed):
        assert "核验通过" in call("--lang", "en", "verify", str(sealed)).out
        sealed.write_bytes(sealed.read_bytes()[:-3])
        told = call("--lang", "en", "verify", str(sealed))
        assert "the sealed file is not whole" in told.err

    def test_a_public_seal_says_what_is_only_stated(self, county):
        path = county.folder / "p.kaoji"
        county.run("seal", "-o", str(path), "--public")
        told = call("verify", str(path))
        assert told.code == 0
        assert "公开封存" in told.out
        assert "个对象有的结果只是照录" in told.out

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda _path: None, "file-missing"),
            (lambda path: path.mkdir(), "file-is-folder"),
            (lambda path: path.write_bytes(b""), "empty-file"),
            (lambda path: path.write_bytes(b"PK\x03\x04"), "not-sealed"),
        ],
    )
    def test_what_is_no_sealed_file_is_told(self, tmp_path, make, code):
        path = tmp_path / "a.kaoji"
        make(path)
        told = call("verify", str(path), "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("verify")) == []
        assert [one["code"] for one in told.json["problems"]] == [code]

    def test_differences_are_listed(self, county, sealed):
        from tests.engine.seal.test_verify import changed

        def more(values):
            for one in values:
                if "subject" in one:
                    one["subject"]["nodes"] = {}
            return values

        sealed.write_bytes(changed(sealed.read_bytes(), "results", more))
        told = call("verify", str(sealed))
        assert told.code == 1
        assert "seal-differs" in told.err
        assert "  甲乡:nodes/" in told.out
        assert "另有" not in told.out
        assert told.out.count("封存 没有") == len(told.out.splitlines())
