"""`kaoji demo`: every promised thing is shown, and its commands can be copied."""

from __future__ import annotations

import errno
import shlex
from itertools import count
from pathlib import Path

from kaoji.cli.commands.demo import near, own_name, quoted
from tests.cli.county import call


def test_four_schemes_one_explained_one_open_one_tied(monkeypatch):
    monkeypatch.setenv("ONCE", "1")
    told = call("demo")
    assert (told.code, told.err) == (0, "")
    for part in (
        "—— 1. 项目", "—— 2. 部门", "—— 3. 乡镇", "—— 4. 一个局的工作人员",
        "—— 青溪乡的分数怎样得来", "—— 建设局还没有定，为什么",
        "缺 建设局:重点考核/年度目标任务[保障性租赁住房]@2025年终总评",
        "云岭县白石镇、云岭县云台镇 并列，余 1 个名额，提请县绩效管理工作领导小组研究决定",
    ):  # fmt: skip
        assert part in told.out


def test_the_commands_it_names_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = call("demo").out.splitlines()
    commands = [line.strip() for line in lines if line.startswith("  kaoji ")]
    assert len(commands) == 6
    for command in commands:
        told = call(*shlex.split(command)[1:])
        assert told.code == 0, (command, told.err)
    assert (tmp_path / "填报表.xlsx").is_file()


def test_the_data_can_be_copied_and_then_the_commands_are_short(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = call("demo", "--to", "云岭县")
    assert told.code == 0
    (score,) = [line for line in told.out.splitlines() if line.startswith("  kaoji score ")]
    assert score == (
        "  kaoji score zhengding-towns --facts 云岭县/towns.csv --subjects 云岭县/subjects.csv"
        " --period 2025 --given 云岭县/towns-given.yaml"
    )
    assert call(*shlex.split(score)[1:]).code == 0
    assert "--to" not in told.out


def test_nothing_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "towns.csv").write_text("mine", encoding="utf-8")
    told = call("demo", "--to", ".")
    assert (told.code, told.out) == (2, "")
    assert "已经有 towns.csv" in told.err
    assert (tmp_path / "towns.csv").read_text(encoding="utf-8") == "mine"
    told = call("demo", "--to", "towns.csv/below")
    assert (told.code, told.out) == (2, "")
    assert "写不进去" in told.err


def test_a_disk_that_fills_leaves_nothing_behind(tmp_path, monkeypatch):
    calls = count()

    def fills(_descriptor):
        if next(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fills)
    told = call("demo", "--to", str(tmp_path))
    assert (told.code, told.out) == (1, "")
    assert "磁盘满了" in told.err
    assert next(calls) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_told_from_here_where_that_is_shorter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert near(tmp_path / "a.csv") == "a.csv"
    assert near(Path("/a.csv")) == "/a.csv"


def test_a_demonstration_with_faulty_files_fails(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.resources.files", lambda _name: tmp_path)
    told = call("demo")
    assert told.code == 1
    assert told.err


def test_english_headings():
    assert "—— 3. townships ——" in call("--lang", "en", "demo").out


def test_words_with_blanks_are_quoted():
    assert quoted("主要领导权重=60%") == "主要领导权重=60%"
    assert quoted("/my files/a.csv") == '"/my files/a.csv"'


def test_the_command_is_named_as_a_shell_finds_it(tmp_path, monkeypatch):
    script = tmp_path / ".venv" / "bin" / "kaoji"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", [str(script), "demo"])
    told = call("demo")
    commands = [line for line in told.out.splitlines() if line.startswith("  .venv/bin/kaoji ")]
    assert len(commands) == 6
    assert "试算：.venv/bin/kaoji demo --to" in told.out
    monkeypatch.chdir(script.parent)
    assert own_name() == "./kaoji"
    monkeypatch.setenv("PATH", str(script.parent))
    assert own_name() == "kaoji"
    monkeypatch.setattr("sys.argv", ["somewhere/main.py"])
    assert own_name() == "kaoji"
