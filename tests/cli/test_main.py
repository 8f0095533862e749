"""The group of commands: help in two languages, wrong calls, nothing imported too early."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kaoji.cli.main import ENTRIES
from tests.cli.county import call
from tools.source import ROOT

COMMANDS = ["packs", "check", "test", "plan", "sheet", "score", "explain", "due", "schema", "demo"]
COMMANDS += ["whatif", "seal", "verify", "diff"]
COMMANDS += ["serve", "backup", "verify-backup", "restore", "upgrade", "appoint"]


def in_a_process(*words, code="from kaoji.cli.main import run; run()"):
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=ROOT,
    )


class TestStarting:
    def test_nothing_heavy_is_imported_before_a_command_runs(self):
        code = (
            "import sys, kaoji.cli.main\n"
            "heavy = ('kaoji.engine.', 'yaml', 'xlsxwriter', 'python_calamine', 'pyarrow')\n"
            "light = {'kaoji.engine.plinth', 'kaoji.engine.plinth.bilingual'}\n"
            "print([m for m in sys.modules if m.startswith(heavy) and m not in light])"
        )
        assert in_a_process(code=code).stdout.strip() == "[]"

    def test_the_list_of_commands_imports_none_of_them(self):
        code = (
            "import sys, kaoji.cli.main as m\n"
            "try:\n    m.kaoji.run(['--help'])\nexcept SystemExit:\n    pass\n"
            "early = ('kaoji.engine.', 'kaoji.cli.commands')\n"
            "light = {'kaoji.engine.plinth', 'kaoji.engine.plinth.bilingual'}\n"
            "print([m for m in sys.modules if m.startswith(early) and m not in light])"
        )
        assert in_a_process(code=code).stdout.splitlines()[-1] == "[]"

    def test_the_console_prints_chinese_whatever_the_locale(self):
        told = in_a_process("--help")
        assert told.returncode == 0
        assert "用法: kaoji" in told.stdout


class TestWriting:
    @pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
    def test_a_reader_that_has_had_enough_is_no_fault(self):
        code = "from kaoji.cli.main import run; run()"
        with subprocess.Popen(
            [sys.executable, "-c", code, "plan", "zhengding-towns", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        ) as process:  # fmt: skip
            assert process.stdout.readline() == b"{\n"
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
    def test_a_full_disk_is_told(self):
        code = "from kaoji.cli.main import run; run()"
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-c", code, "schema", "scheme"],
                check=False, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"},
            )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == "kaoji: 磁盘已满，结果没有写完；腾出空间再来一次\n"


class TestHelp:
    def test_every_command_is_listed_in_order(self):
        told = call("--help")
        assert told.code == 0
        assert [line.split()[0] for line in told.out.splitlines() if line.startswith("  ")] == (
            COMMANDS
        )

    def test_without_a_command_the_list_is_shown(self):
        assert call() == call("--help")

    def test_what_is_not_built_is_listed_as_such(self):
        lines = {line.split()[0]: line for line in call("--help").out.splitlines() if line.strip()}
        for name in COMMANDS:
            assert ("尚未建成" in lines[name]) is False

    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_command_has_help_in_both_languages(self, command):
        chinese, english = call(command, "--help"), call("--lang", "en", command, "--help")
        assert chinese.code == english.code == 0
        assert chinese.out.startswith(f"用法: kaoji {command}")
        assert english.out.startswith(f"Usage: kaoji {command}")
        assert english.out.isascii()

    @pytest.mark.parametrize("command", sorted(COMMANDS))
    def test_each_command_shows_how_it_is_called(self, command):
        for language, heading in (("zh", "例如:"), ("en", "Examples:")):
            lines = call("--lang", language, command, "--help").out.splitlines()
            examples = lines[lines.index(heading) + 1 :]
            assert examples
            assert all(line.startswith(f"  kaoji {command}") for line in examples)

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_the_list_fits_the_page_and_tells_the_exit_codes(self, language):
        from kaoji.cli.table import width_of

        lines = call("--lang", language, "--help").out.splitlines()
        assert max(map(width_of, lines)) <= 80
        assert any(line.startswith(("退出码：0", "Exit code: 0")) for line in lines)

    def test_what_must_be_given_stands_in_the_first_line(self):
        first = call("explain", "--help").out.splitlines()[0]
        assert first == "用法: kaoji explain SCHEME [选项]"
        assert call("packs", "--help").out.splitlines()[0] == "用法: kaoji packs [选项]"

    @pytest.mark.parametrize("name", ENTRIES)
    def test_a_line_of_help_fits_the_page(self, name):
        from kaoji.cli.table import width_of

        for language in ("zh", "en"):
            lines = call("--lang", language, name, "--help").out.splitlines()
            assert max(map(width_of, lines)) <= 80


class TestLanguage:
    @pytest.mark.parametrize(
        ("words", "locale", "expected"),
        [
            (("--help",), "zh_CN.UTF-8", "用法"),
            (("--help",), "C.UTF-8", "用法"),
            (("--help",), "en_GB.UTF-8", "Usage"),
            (("--lang", "zh", "--help"), "en_GB.UTF-8", "用法"),
            (("--help", "--lang=en"), "zh_CN.UTF-8", "Usage"),
            (("score", "--help", "--lang", "en"), "zh_CN.UTF-8", "Usage"),
        ],
    )
    def test_it_is_asked_for_then_that_of_the_machine(self, monkeypatch, words, locale, expected):
        monkeypatch.setenv("LANG", locale)
        assert call(*words).out.startswith(expected)


class TestWrongCalls:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("scor",), "没有命令「scor」；是不是 score？"),
            (("xyzxyz",), "没有命令「xyzxyz」"),
            (("score",), "缺少 SCHEME"),
            (("score", "x", "--fact", "y"), "没有选项 --fact；是不是 --facts？"),
            (("score", "x", "--zzzz"), "没有选项 --zzzz"),
            (("score", "x", "--facts"), "选项 --facts 后面要写值"),
            (("score", "x", "--facts", "y", "--engine", "z"), "--engine 只能写其中之一：plain"),
            (("score", "x", "y", "--facts", "z"), "多出了参数：y"),
            (("score", "x"), "缺少 --facts"),
            (("explain", "x", "--facts", "y"), "缺少 --subject"),
            (("--lang",), "--lang"),
            (("--lang", "fr", "packs"), "--lang 只能写其中之一：zh, en"),
        ],
    )
    def test_they_say_what_is_wrong_and_exit_2(self, words, expected):
        told = call(*words)
        assert told.code == 2
        assert told.out == ""
        assert expected in told.err

    def test_they_speak_english_when_asked(self):
        told = call("--lang", "en", "score", "x", "--fact", "y")
        assert told.err.splitlines()[0] == "kaoji: no option --fact; did you mean --facts?"
        assert told.err.splitlines()[1] == "see: kaoji score --help"
