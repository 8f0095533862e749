"""`-o` of `explain` and `score`: pages to print, a folder for all, and what cannot be written."""

from __future__ import annotations

import errno
import re

import pytest

from tests.cli import english_county
from tests.cli.county import SCHEME, call
from tests.engine.explain.pages.reader import read


def page(path):
    return read(path.read_text(encoding="utf-8"))


def test_the_account_of_a_subject(county, tmp_path):
    target = tmp_path / "甲.html"
    told = county.run("explain", "--subject", "甲乡", "-o", str(target))
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines()[-1] == f"已写出 {target}"
    found = page(target)
    assert "甲乡计分表" in found.words
    assert "被考核单位（签字盖章）" in found.words
    assert [row[2] for row in found.tables[0] if "财政收入" in row[0]] == ["40.00"]


def test_a_folder_has_the_sheet_the_statements_and_every_account(county, tmp_path):
    folder = tmp_path / "结果" / "2025"
    told = county.run("explain", "-o", str(folder))
    assert told.code == 0
    assert told.err.splitlines()[-1] == f"已写出 {folder}：得分表、对账单和 3 张计分表"
    names = {one.name for one in folder.iterdir()}
    assert names == {
        "得分表.html", "对账单.html", "计分表-甲乡.html", "计分表-乙乡.html", "计分表-丙乡.html",
    }  # fmt: skip
    assert all(page(one).words for one in folder.iterdir())
    assert page(folder / "对账单.html").words.count("得分对账单") == 4


def test_the_sheet_of_all(county, tmp_path):
    target = tmp_path / "表.html"
    assert county.run("score", "-o", str(target)).code == 0
    found = page(target)
    assert "考核组组长（签字）" in found.words
    assert {row[1] for row in found.tables[0] if len(row) > 5} >= {"甲乡", "乙乡", "丙乡"}


def test_names_that_no_file_can_have_or_that_are_alike(county, tmp_path):
    subjects = county.write(
        "names.csv",
        "对象,名称,类,组别\n甲乡,甲/乡?,乡镇,山区\n乙乡,甲/乡?,乡镇,山区\n丙乡,..,乡镇,山区\n",
    )
    folder = tmp_path / "out"
    told = call(
        "explain", county.scheme, "--facts", county.facts, "--subjects", subjects, "-o", str(folder)
    )
    assert told.code == 0
    names = {one.name for one in folder.iterdir() if one.name.startswith("计分表")}
    assert names == {"计分表-甲_乡_.html", "计分表-甲_乡_-2.html", "计分表-3.html"}


def test_no_account_takes_the_name_of_another(county, tmp_path):
    subjects = county.write(
        "names.csv", "对象,名称,类,组别\n甲乡,a-3,乡镇,山区\n乙乡,a,乡镇,山区\n丙乡,a.,乡镇,山区\n"
    )
    folder = tmp_path / "out"
    told = call(
        *("explain", county.scheme, "--facts", county.facts, "--subjects", subjects),
        *("-o", str(folder)),
    )
    assert told.code == 0
    assert len([one for one in folder.iterdir() if one.name.startswith("计分表")]) == 3


def test_a_name_too_long_is_told(county):
    told = county.run("explain", "--subject", "甲乡", "-o", "a" * 300 + ".html")
    assert told.code == 2
    assert "Traceback" not in told.err


def test_an_english_scheme_has_english_pages(tmp_path):
    texts = {"a.yaml": english_county.SCHEME, "f.csv": english_county.FACTS,
             "s.csv": english_county.SUBJECTS}  # fmt: skip
    scheme, facts, subjects = (tmp_path / name for name in texts)
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "out"
    told = call(
        "explain", *map(str, (scheme, "--facts", facts, "--subjects", subjects)), "-o", str(folder)
    )
    assert told.code == 0
    names = {one.name for one in folder.iterdir()}
    assert {"sheet.html", "statements.html"} <= names
    for one in folder.iterdir():
        html = one.read_text(encoding="utf-8")
        assert 'lang="en"' in html
        assert re.findall(r"[\u4e00-\u9fff]+", read(html).words) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-o", "{}/x.html"), "写明 --subject"),
        (("-o", "{}/x.csv"), "以 .html .xlsx 结尾"),
        (("--subject", "甲乡", "-o", "{}/x.pdf"), "以 .html .xlsx 结尾"),
        (("--subject", "甲乡", "--json", "-o", "{}/x.html"), "不能与 -o 一起写"),
        (("--subject", "甲乡", "--node", "经济", "-o", "{}/x.html"), "不能与 -o 一起写"),
        (("--subject", "丁丁", "-o", "{}/x.html"), "没有叫「丁丁」的对象"),
    ],
)
def test_wrong_calls_write_nothing(county, tmp_path, options, expected):
    told = county.run("explain", *(one.format(tmp_path / "new") for one in options))
    assert told.code == 2
    assert expected in told.err
    assert not (tmp_path / "new").exists()


def test_what_is_read_is_not_written_over(county):
    told = county.run("score", "-o", county.subjects.replace(".csv", ".html"))
    assert told.code == 0
    told = county.run("score", "-o", county.subjects)
    assert told.code == 2


def test_a_folder_that_cannot_be(county, tmp_path):
    (tmp_path / "file").write_text("x")
    told = county.run("explain", "-o", str(tmp_path / "file" / "out"))
    assert told.code == 2
    assert "不能用这个文件夹" in told.err


def test_a_faulty_scheme_writes_nothing(county, tmp_path):
    scheme = county.write("bad.yaml", SCHEME.replace("分值: 40", "分值: 41"))
    told = call("explain", scheme, "--facts", county.facts, "-o", str(tmp_path / "out"))
    assert told.code == 1
    assert not (tmp_path / "out").exists()


# --- what a folder holds --------------------------------------------------------------------------


def test_the_sheet_carries_the_digest_of_the_seal(county, tmp_path):
    """Whoever holds the paper can find the sealed run that it shows."""
    sealed = tmp_path / "a.kaoji"
    assert county.run("seal", "-o", str(sealed)).code == 0
    digest = sealed.read_bytes().splitlines()[-1].decode()[11:27]
    shown = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
    folder, target = tmp_path / "out", tmp_path / "表.html"
    assert county.run("explain", "-o", str(folder)).code == 0
    assert county.run("score", "-o", str(target)).code == 0
    for one in (folder / "得分表.html", target):
        assert f"校验 {shown}" in one.read_text(encoding="utf-8")
    again = county.run(
        "score", "-o", str(target), "--set", "奖励标准=2000", "--as-of", "2025-11-30"
    )
    assert again.code == 0
    html = target.read_text(encoding="utf-8")
    assert shown not in html
    assert "数据截至 2025-11-30" in html


def test_accounts_of_an_earlier_run_are_told_and_stay(county, tmp_path):
    folder = tmp_path / "out"
    assert county.run("explain", "-o", str(folder)).code == 0
    own = folder / "计分表-自己的.txt"
    own.write_text("mine")
    told = county.run("explain", "--subject", "甲乡", "-o", str(folder))
    assert told.code == 0
    assert "这次没有写，仍是以前的：计分表-丙乡.html、计分表-乙乡.html；" in told.err
    assert "自己的" not in told.err
    assert len(list(folder.iterdir())) == 6
    assert "这次没有写" not in county.run("explain", "-o", str(folder)).err


def test_many_names_are_told_by_their_number(county, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for number in range(20):
        (folder / f"计分表-旧{number:02}.html").write_text("old")
    told = county.run("explain", "-o", str(folder))
    assert "计分表-旧11.html 等 20 个；" in told.err
    assert "旧12" not in told.err


def test_one_page_that_cannot_be_written_does_not_stop_the_others(county, tmp_path):
    folder = tmp_path / "out"
    (folder / "计分表-甲乡.html").mkdir(parents=True)
    told = county.run("explain", "-o", str(folder))
    assert told.code == 1
    lines = told.err.splitlines()
    assert "cannot-write" in lines[-2]
    assert lines[-1] == f"{folder}：1 个文件没有写出：计分表-甲乡.html"
    assert (folder / "计分表-乙乡.html").is_file()
    assert (folder / "得分表.html").is_file()


def test_a_disk_that_fills_is_told_once_and_leaves_nothing(county, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    folder = tmp_path / "out"
    told = county.run("explain", "-o", str(folder))
    assert told.code == 1
    assert told.err.count("磁盘满了") == 3  # so many of the five in full
    assert "5 个文件没有写出：得分表.html、对账单.html" in told.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", ["explain", "score"])
def test_an_empty_name_is_told(county, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    told = county.run(command, "-o", "")
    assert told.code == 2
    assert "-o 后面的文件名是空的" in told.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_trial_is_no_folder(county, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    told = county.run("whatif", "--change", "财政收入.分值=41", "-o", str(folder))
    assert told.code == 2
    assert "这是一个文件夹" in told.err
