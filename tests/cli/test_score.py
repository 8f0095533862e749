"""`kaoji score`: text, JSON, CSV, facts, files; every exit code."""

from __future__ import annotations

import csv
import io
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from kaoji.cli.schemas import schema_of
from kaoji.engine.facts.load import load_facts
from tests.cli.county import FACTS, SCHEME, call
from tests.cli.validate import faults
from tools.source import ROOT

#: 甲乡 40 + 18 + 34.4 + 2 = 94.4, 乙乡 34 + 20 + 36 = 90, 丙乡 18 + 32 + 0..40.
TEXT = """\
云县乡镇考核 2025.1 · 2025 · 3 个对象

【山区】
名次  对象   经济   评价  加分      得分  等次                  状态
 暂1  甲乡  58.00  34.40  2.00     94.40  优秀                  已定
 暂2  乙乡  54.00  36.00  0.00     90.00  合格                  已定
 2-3  丙乡     缺  32.00  0.00  [50..90]  待定（合格、不合格）  未完成

丙乡未完成：得分在 50 至 90 之间，缺 经济/财政收入.目标@2025、经济/财政收入@2025。
「优秀」名额（山区）：3 × 50% = 1.5，去尾为 1（若四舍五入为 2，进一为 2）；拟列 甲乡。
甲乡：结果运用（建议）：通报表扬，金额 1000 元（依据 第六条，机关 县政府）。
"""


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


class TestText:
    def test_ranking_and_what_is_open(self, county):
        told = county.run("score")
        assert (told.code, told.err) == (0, "")
        assert told.out.replace("「优秀」名额：", "「优秀」名额（山区）：") == TEXT

    def test_the_period_is_found_in_the_facts(self, county):
        assert county.run("score").out == county.run("score", "--period", "2025").out

    def test_a_further_ranking_is_a_column(self, county):
        ranked = "排名: {名次: {顺序: [总分 降]}, 收入名次: {顺序: [财政收入 降]}}\n"
        scheme = county.write("ranked.yaml", SCHEME.replace("等次:\n", ranked + "等次:\n", 1))
        told = call("score", scheme, "--facts", county.facts, "--subjects", county.subjects)
        head, first = told.out.splitlines()[3:5]
        assert head.split()[-4:] == ["得分", "收入名次", "等次", "状态"]
        assert first.split()[-4:] == ["94.40", "待定", "优秀", "已定"]

    def test_the_language_is_that_of_the_scheme_whatever_the_call_speaks(self, county):
        assert county.run("score", "--lang", "en").out == county.run("score").out

    def test_without_a_subjects_table_those_whom_the_facts_name(self, county):
        told = call("score", county.scheme, "--facts", county.facts)
        assert told.code == 0
        assert "3 个对象" in told.out
        assert "【" not in told.out

    def test_a_parameter_is_set(self, county):
        assert "金额 2000 元" in county.run("score", "--set", "奖励标准=2000").out

    @pytest.mark.parametrize(
        ("setting", "expected"),
        [
            ("奖励标准=abc", "bad-setting [奖励标准] 参数「奖励标准」不能是「abc」"),
            ("奖励标准=9999", "default-outside-range [奖励标准] 参数「奖励标准」的值 9999"),
            ("奖励标准=-1", "default-outside-range"),
            ("奖励标准", "bad-setting 「奖励标准」不是「名称=值」"),
            ("奖励=1", "unknown-parameter"),
        ],
    )
    def test_a_parameter_is_set_to_what_it_can_be(self, county, setting, expected):
        told = county.run("score", "--set", setting)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"--set: {expected}")

    def test_a_parameter_is_not_set_in_two_ways(self, county):
        rows = FACTS + ",,奖励标准,300,,,,,,,,,\n"
        facts = county.write("both.csv", rows)
        words = ("score", county.scheme, "--facts", facts, "--period", "2025")
        told = call(*words, "--set", "奖励标准=400")
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(
            f"{facts}:14:4: conflicting-facts [奖励标准] "
            "参数「奖励标准」由 --set 或补充文件设为 400，这一行填的是 300(只留一处)"
        )
        assert call(*words, "--set", "奖励标准=300").code == 0
        assert call(*words).code == 0
        own = county.write("own.csv", FACTS + "甲乡,,奖励标准,300,,,,,,,,,\n")
        told = call("score", county.scheme, "--facts", own, "--set", "奖励标准=400")
        assert (told.code, "金额 300 元" in told.out) == (0, True)

    def test_several_files_behind_one_name(self, county):
        lines = FACTS.splitlines(keepends=True)
        one = county.write("one.csv", "".join(lines[:6]))
        two = county.write("two.csv", "".join(lines[:1] + lines[6:]))
        told = call("score", county.scheme, "--facts", one, two, "--subjects", county.subjects)
        assert told.out == county.run("score").out

    def test_a_list_may_still_be_open(self, county):
        told = county.run("score", "--open", "加分")
        assert "甲乡未完成：得分在 94.4 至 95.4 之间" in told.out

    def test_what_is_no_list_cannot_be_open(self, county):
        told = county.run("score", "--open", "信访")
        assert told.code == 1
        assert "--open: unknown-open-path --open 写的「信访」不是清单" in told.err

    def test_nobody_to_score_is_told(self, county):
        facts = county.write("head.csv", FACTS.splitlines()[0] + "\n")
        told = call("score", county.scheme, "--facts", facts, "--period", "2025")
        assert (told.code, told.out) == (0, "")
        assert told.err.startswith("-: nobody-scored warning 没有可以计分的对象")


class TestJson:
    def test_nothing_but_the_result_in_the_promised_shape(self, county):
        told = county.run("score", "--json")
        assert (told.code, told.err) == (0, "")
        assert faults(told.json, schema=schema_of("score")) == []
        first, second, third = told.json["subjects"]
        assert first["total"] == {"exact": "94.4", "published": "94.40", "shown": "94.40"}
        assert (first["status"], first["grade"]) == ("final", "优秀")
        assert second["nodes"]["经济/财政收入"]["exact"] == "34"
        assert third["interval"] == {"worst": "50", "best": "90", "tight": False}
        assert third["nodes"]["经济/财政收入"]["interval"] == {
            "worst": "0", "best": "40", "tight": False,
        }  # fmt: skip

    def test_faulty_facts_refuse_only_whom_they_touch(self, county):
        facts = county.write("bad.csv", FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,x"))
        told = call("score", county.scheme, "--facts", facts, "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("score")) == []
        status = {one["subject"]: one["status"] for one in told.json["subjects"]}
        assert status == {"甲乡": "final", "乙乡": "refused", "丙乡": "incomplete"}

    def test_a_faulty_scheme_has_no_subjects(self, county):
        scheme = county.write("bad.yaml", SCHEME.replace("财政收入:", "财政收人:", 1) + "错: 1\n")
        told = call("score", scheme, "--facts", county.facts, "--json")
        assert told.code == 1
        assert told.json["subjects"] == []
        assert "unknown-key" in {one["code"] for one in told.json["problems"]}
        assert faults(told.json, schema=schema_of("score")) == []

    def test_alike_problems_of_many_are_one_line_of_text(self, county):
        text = SCHEME.replace("默认: 1000, ", "").replace("单位: 元, ", "单位: 分, ")
        text = text.replace("每条: 查表(加分表, 级别)", "每条: 奖励标准")
        names = "".join(f"{name}乡,,加分,,,,,省,2025-05-01,,,{name},\n" for name in "乙丙丁戊")
        facts = county.write("more.csv", FACTS + names)
        scheme = county.write("open.yaml", text)
        told = call("score", scheme, "--facts", facts, "--period", "2025")
        assert told.code == 1
        assert told.err.count("open-parameter") == 1
        assert "[甲乡:加分@2025 等 5 处] 参数「奖励标准」没有填（依据 第六条）" in told.err
        problems = call("score", scheme, "--facts", facts, "--period", "2025", "--json").json
        of_each = [one["problems"] for one in problems["subjects"]]
        assert sum(p["code"] == "open-parameter" for each in of_each for p in each) == 5
        (town,) = [line for line in told.out.splitlines() if " 甲乡 " in line]
        assert town.split() == ["甲乡", "—", "—", "—", "数据有误"]

    def test_an_unknown_pack_is_suggested_another(self, county):
        told = call("score", "zhengding-twons", "--facts", county.facts, "--json")
        assert told.code == 1
        (problem,) = told.json["problems"]
        assert problem["code"] == "scheme-not-found"
        assert "zhengding-towns" in problem["remedy"]

    def test_as_text_the_problems_stand_on_standard_error(self, county):
        told = call("score", "no-such-pack", "--facts", county.facts)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("-: scheme-not-found ")
        scheme = county.write("bad.yaml", SCHEME + "错: 1\n")
        told = call("score", scheme, "--facts", county.facts)
        assert told.code == 1
        assert f"{scheme}:" in told.err

    def test_a_missing_facts_file_is_a_problem(self, county):
        told = call("score", county.scheme, "--facts", "no.csv", "--period", "2025", "--json")
        assert told.code == 1
        errors = [one["code"] for one in told.json["problems"] if one["severity"] == "error"]
        assert errors == ["file-missing"]


class TestWrongCalls:
    def test_an_open_period_lists_the_choices(self, county):
        facts = county.write("more.csv", FACTS + "甲乡,2024,财政收入,1,1,,,,,,,,\n")
        told = call("score", county.scheme, "--facts", facts)
        assert (told.code, told.out) == (2, "")
        assert "2 个周期" in told.err
        assert "2024、2025" in told.err

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ((), "choose one by --period: 2024, 2025"),
            (("--period", "2025Q9"), "2025Q9 is no period"),
            (("--period", "2025", "--as-of", "2025-02-30"), "--as-of 2025-02-30 is no day"),
        ],
    )
    def test_they_are_told_in_english_when_asked(self, county, words, expected):
        facts = county.write("more.csv", FACTS + "甲乡,2024,财政收入,1,1,,,,,,,,\n")
        told = call("--lang", "en", "score", county.scheme, "--facts", facts, *words)
        assert (told.code, told.out) == (2, "")
        assert expected in told.err

    @pytest.mark.parametrize("option", ["--period=2025Q9", "--as-of=2025-02-30"])
    def test_what_cannot_be_read_exits_2(self, county, option):
        told = county.run("score", option, "--json")
        assert (told.code, told.out) == (2, "")

    @pytest.mark.parametrize(
        "words",
        [("--engine", "columns"), ("--engine", "spark")],
    )
    def test_what_is_not_built_exits_2(self, county, words):
        told = county.run("score", *words)
        assert (told.code, told.out) == (2, "")
        assert "尚未建成" in told.err

    @pytest.mark.parametrize("engine", ["plain", "auto"])
    def test_the_engine_that_is_built(self, county, engine):
        assert county.run("score", "--engine", engine).out == county.run("score").out

    @pytest.mark.parametrize(
        "words", ["--json --csv", "--json -o x.csv", "--csv -o x.csv", "--json --as-facts"]
    )
    def test_two_forms_of_output_are_one_too_many(self, county, words):
        told = county.run("score", *words.split())
        assert (told.code, told.out) == (2, "")
        assert "不能一起写" in told.err
        assert not (county.folder / "x.csv").exists()

    def test_a_file_of_unknown_sort(self, county):
        told = county.run("score", "-o", "x.docx")
        assert told.code == 2
        assert ".xlsx" in told.err


class TestTables:
    def test_csv_has_the_promised_columns(self, county):
        told = county.run("score", "--csv")
        assert (told.code, told.err) == (0, "")
        assert rows_of(told.out) == [
            ["subject", "group", "status", "total_exact", "total_published", "grade", "rank"],
            ["甲乡", "山区", "final", "94.4", "94.40", "优秀", ""],
            ["乙乡", "山区", "final", "90", "90.00", "合格", ""],
            ["丙乡", "山区", "incomplete", "", "", "", ""],
        ]

    def test_results_as_facts_score_the_same_again(self, county):
        told = county.run("score", "--as-facts")
        assert told.err == "1 个对象还没有定，没有写成数据\n"
        assert rows_of(told.out)[1][:4] == ["甲乡", "2025", "总分", "94.4"]
        facts = county.write("results.csv", told.out)
        again = call("score", county.scheme, "--facts", facts, "--json").json
        assert [(one["subject"], one["total"]["exact"]) for one in again["subjects"]] == [
            ("甲乡", "94.4"), ("乙乡", "90"),
        ]  # fmt: skip

    @pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
    def test_files_by_suffix(self, county, suffix):
        path = county.folder / f"result{suffix}"
        told = county.run("score", "--as-facts", "-o", str(path))
        assert (told.code, told.out) == (0, "")
        assert told.err.splitlines()[-1] == f"已写出 {path}（2 行）"
        told = county.run("score", "--as-facts", "-o", str(path))
        assert told.err.splitlines()[-1] == f"已写出 {path}（2 行），替换了原来的文件"
        table = load_facts(path)
        assert table.problems == ()
        assert [(row.text("subject"), row.text("value")) for row in table.rows] == [
            ("甲乡", "94.4"), ("乙乡", "90"),
        ]  # fmt: skip

    @pytest.mark.parametrize("own", ["facts", "subjects"])
    def test_what_is_read_is_not_written_over(self, county, own):
        path = getattr(county, own)
        before = Path(path).read_bytes()
        told = county.run("score", "-o", path)
        assert (told.code, told.out) == (2, "")
        assert "这是要读的文件" in told.err
        assert Path(path).read_bytes() == before

    def test_a_file_that_cannot_be_written(self, county):
        told = county.run("score", "-o", str(county.folder / "no" / "x.csv"))
        assert told.code == 1
        assert "cannot-write" in told.err

    def test_without_a_total_the_first_parts_are_the_facts(self, county):
        text = SCHEME.replace("指标:\n  经济", "总分: 无\n指标:\n  经济", 1).split("等次:")[0]
        scheme = county.write("none.yaml", text)
        told = call("score", scheme, "--facts", county.facts, "--as-facts")
        assert ["甲乡", "2025", "经济", "58"] in [row[:4] for row in rows_of(told.out)]


def on_a_terminal(*words, columns):
    """What a command prints on a terminal of a width."""
    master, slave = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "PYTHONPATH": str(ROOT / "src")}
    code = "from kaoji.cli.main import run; run()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=slave, stderr=slave, env=environment
    ):
        os.close(slave)
        shown = b""
        while select.select([master], [], [], 60)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(master)
    return shown.decode()


class TestTerminal:
    def test_it_fits_and_is_coloured(self, county):
        import re

        from kaoji.cli.table import width_of

        shown = on_a_terminal(
            "score", county.scheme, "--facts", county.facts, "--subjects", county.subjects,
            columns=60,
        )  # fmt: skip
        assert "\x1b[33m" in shown  # the incomplete unit in yellow
        plain = re.sub(r"\x1b\[[0-9;]*[mK]", "", shown).replace("\r", "\n")
        assert all(width_of(line) <= 60 for line in plain.splitlines())
        squeezed = "".join(plain.split())
        for text in ("94.40", "丙乡未完成", "经济/财政收入.目标@2025", "机关县政府）。"):
            assert text in squeezed

    def test_parts_stand_below_where_the_table_is_too_wide(self, county):
        import re

        words = ("score", county.scheme, "--facts", county.facts, "--subjects", county.subjects)
        shown = on_a_terminal(*words, columns=60)
        plain = re.sub(r"\x1b\[[0-9;]*[mK]", "", shown).replace("\r\n", "\n")
        lines = [line.split() for line in plain.splitlines()]
        assert ["暂1", "甲乡", "94.40", "优秀", "已定"] in lines
        assert lines[lines.index(["对象", "经济", "评价", "加分"]) + 1] == [
            "甲乡", "58.00", "34.40", "2.00",
        ]  # fmt: skip
        wide = on_a_terminal(*words, columns=100)
        assert "对象   经济   评价  加分" in wide

    def test_the_facts_owed_are_listed_for_reading(self, county):
        shown = on_a_terminal("sheet", county.scheme, "--period", "2025", columns=80)
        assert "一对象一期一行" in shown
        assert "对象,周期" not in shown
        as_csv = on_a_terminal("sheet", county.scheme, "--period", "2025", "--csv", columns=80)
        assert "对象,周期,指标" in as_csv

    def test_no_colour_when_none_is_wanted(self, county, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        shown = on_a_terminal("score", county.scheme, "--facts", county.facts, columns=80)
        assert "\x1b[3" not in shown


def test_facts_without_a_period_are_told_what_to_type(county):
    facts = county.write("plain.csv", "对象,指标,数值,目标\n甲乡,财政收入,850,1000\n")
    for words in (("score",), ("explain", "--subject", "甲乡")):
        told = call(words[0], county.scheme, "--facts", facts, *words[1:])
        assert (told.code, told.out) == (2, "")
        assert "加 --period 2025" in told.err


class TestPeriodOfTheScheme:
    """A monthly scheme is scored by the month; a year of it would only look incomplete."""

    def _monthly(self, county):
        return county.write("monthly.yaml", SCHEME.replace("指标:\n", "周期: 月\n指标:\n", 1))

    @pytest.mark.parametrize("period", ["2025", "2025Q1", "2025-01-31"])
    @pytest.mark.parametrize("command", ["score", "sheet"])
    def test_a_longer_one_is_refused_with_what_may_be_written(self, county, command, period):
        more = ("--facts", county.facts) if command == "score" else ()
        told = call(command, self._monthly(county), *more, "--period", period)
        assert told.code == 2
        assert f"「{period}」不是这个方案计分的周期：写成 2025-01、…、2025-12" in told.err

    def test_a_month_is_scored(self, county):
        told = call("sheet", self._monthly(county), "--period", "2025-03")
        assert told.code == 0

    def test_a_worked_case_is_of_such_a_period_too(self, county):
        text = SCHEME.replace("指标:\n", "周期: 月\n指标:\n", 1)
        text = text.replace("  - 编号: 折算\n", "  - 编号: 折算\n    周期: 2025\n")
        told = call("test", county.write("monthly.yaml", text))
        assert told.code == 1
        assert "算例「折算」的周期「2025」不是这个方案计分的周期" in told.out + told.err
