"""`packs`, `check`, `test`, `plan`, `sheet`, `schema`, `due`: every exit code and every shape."""

from __future__ import annotations

import csv
import io

import pytest

from kaoji.cli.schemas import SCHEMAS, schema_of
from kaoji.engine.facts.load import load_facts
from kaoji.engine.scheme.catalogue import shipped_schemes
from tests.cli.county import SCHEME, call
from tests.cli.validate import faults

BROKEN = SCHEME.replace("分值: 60", "分值: 70")


class TestPacks:
    def test_one_line_a_scheme_with_its_classes(self):
        told = call("packs")
        assert (told.code, told.err) == (0, "")
        lines = told.out.splitlines()
        classes = {one["name"]: one["classes"] for one in call("packs", "--json").json}
        assert len(lines) == sum(map(len, classes.values())) > len(shipped_schemes())
        units = [line.split()[:3] for line in lines if line.startswith("bureau-units ")]
        assert units == [["bureau-units", "2008.1", "处室"], ["bureau-units", "2008.1", "单位"]]
        (towns,) = [line for line in lines if line.startswith("zhengding-towns ")]
        assert towns.split() == ["zhengding-towns", "2016.1", "乡镇", "正定县乡镇政府绩效管理"]

    def test_the_shape(self):
        told = call("packs", "--json")
        assert faults(told.json, schema=schema_of("packs")) == []
        towns = next(one for one in told.json if one["name"] == "zhengding-towns")
        assert towns["periods"] == ["年", "中期评估", "年终评估"]
        assert towns["grades"] == ["先进", "合格", "不合格"]
        assert towns["groups"] == ["组别"]
        assert {"指标评估", "领导评估", "加分", "减分"} <= set(towns["nodes"])
        weight = {"name": "主要领导权重", "type": "number", "required": True, "clause": "五(一)2"}
        assert weight in towns["parameters"]


class TestCheck:
    def test_a_sound_scheme(self, county):
        assert call("check", county.scheme) == (0, "1 个方案，没有问题\n", "")
        assert call("check", county.scheme, "--json").json == {"problems": []}

    def test_problems_are_the_result_one_a_line(self, county):
        scheme = county.write("bad.yaml", BROKEN)
        told = call("check", scheme)
        assert (told.code, told.err) == (1, "")
        assert all(line.startswith(f"{scheme}:") for line in told.out.splitlines())
        shape = call("check", scheme, "--json")
        assert shape.code == 1
        assert faults(shape.json, schema=schema_of("check")) == []

    def test_a_failing_case_is_a_problem_at_its_place(self, county):
        scheme = county.write("case.yaml", SCHEME.replace("财政收入: 34", "财政收入: 35"))
        (line,) = call("check", scheme).out.splitlines()
        number = SCHEME[: SCHEME.index("- 编号: 折算")].count("\n") + 1
        assert line.startswith(f"{scheme}:{number}:5: example-fails ")
        assert "财政收入 应得 35，算得 34" in line

    def test_a_missing_file_and_an_unknown_name(self):
        told = call("check", "no.yaml", "zhengding-twons")
        assert told.code == 1
        assert told.out.count("scheme-not-found") == 2

    @pytest.mark.parametrize("entry", shipped_schemes(), ids=lambda entry: entry.reference)
    def test_shipped_schemes_have_no_errors(self, entry):
        told = call("check", entry.reference, "--json")
        assert [p for p in told.json["problems"] if p["severity"] == "error"] == []


class TestTest:
    def test_cases_that_hold(self, county):
        assert call("test", county.scheme) == (0, "1 个算例，全部成立\n", "")

    def test_the_shape(self, county):
        told = call("test", county.scheme, "--json")
        assert faults(told.json, schema=schema_of("test")) == []
        (case,) = told.json["cases"]
        assert case["expected"] == {"财政收入": "34", "总分": "34..94"}
        assert case["actual"] == {"财政收入": "34", "总分": "缺:34..94"}
        assert case["passed"] is True

    def test_a_case_that_fails(self, county):
        scheme = county.write("case.yaml", SCHEME.replace("财政收入: 34", "财政收入: 35"))
        told = call("test", scheme)
        assert told.code == 1
        assert told.out.splitlines() == [
            "✗ cloud-towns · 折算", "  财政收入：应得 35，算得 34", "1 个算例，1 个不成立",
        ]  # fmt: skip
        assert call("test", scheme, "--json").json["cases"][0]["passed"] is False

    def test_a_faulty_scheme(self, county):
        scheme = county.write("bad.yaml", BROKEN)
        told = call("test", scheme, "--json")
        assert told.code == 1
        assert told.json["cases"] == []
        assert told.json["problems"]

    def test_cases_that_errors_keep_from_running_do_not_hold(self, county):
        scheme = county.write("bad.yaml", BROKEN)
        told = call("test", scheme)
        assert (told.code, told.out) == (1, "方案有错误，算例没有运行\n")
        told = call("test", scheme, county.scheme)
        assert (told.code, told.out) == (1, "1 个算例成立；另有错误，见上\n")

    def test_without_arguments_the_shipped_ones(self):
        told = call("test", "--json")
        assert told.code == 0, [case for case in told.json["cases"] if not case["passed"]]
        assert {case["scheme"] for case in told.json["cases"]} >= {"zhengding-towns"}


class TestPlan:
    def test_what_is_printed_is_the_same_scheme_again(self, county):
        first = call("plan", county.scheme)
        assert first.code == 0
        again = county.write("again.yaml", first.out)
        assert call("plan", again).out == first.out
        assert (
            call("plan", again, "--json").json["nodes"]
            == (call("plan", county.scheme, "--json").json["nodes"])
        )

    def test_nodes_stand_behind_as_comments(self, county):
        lines = call("plan", county.scheme).out.splitlines()
        assert lines[0] == "方案: 云县乡镇考核"
        at = lines.index("# 经济/财政收入 = 满分 * 夹(数值 / 目标, 0, 1)")
        assert lines[at + 1] == "#     满分 40 · 列式"
        assert "# 评价 = 评分 县领导 60%（最少 1 票）、部门 40%（最少 1 票），均值" in lines
        assert "# 加分 = 每条 查表(加分表, 级别)，逐项累加" in lines

    def test_the_shape(self, county):
        told = call("plan", county.scheme, "--json")
        assert faults(told.json, schema=schema_of("plan")) == []

    def test_a_faulty_scheme(self, county):
        scheme = county.write("bad.yaml", BROKEN)
        told = call("plan", scheme, "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("plan")) == []
        assert call("plan", scheme).code == 1


class TestSheet:
    def test_a_row_for_each_subject_and_a_pattern_for_the_rest(self, county):
        told = call("sheet", county.scheme, "--subjects", county.subjects)
        assert (told.code, told.err) == (0, "周期取 2025；要别的周期请用 --period\n")
        rows = list(csv.DictReader(io.StringIO(told.out)))
        kept = [(row["对象"], row["周期"], row["指标"], row["数值"]) for row in rows]
        assert kept == [
            *((who, "2025", "经济/财政收入", "") for who in ("甲乡", "乙乡", "丙乡")),
            *((who, "2025", "经济/信访", "") for who in ("甲乡", "乙乡", "丙乡")),
            ("", "2025", "评价", ""),
            ("", "", "加分", "无"),
            ("", "", "重大事故", "无"),
        ]
        assert (rows[0]["单位"], rows[0]["来源"]) == ("万元", "财政局")

    def test_sent_back_unfilled_it_scores_nobody_and_is_no_fault(self, county):
        empty = county.folder / "empty.xlsx"
        call("sheet", county.scheme, "--subjects", county.subjects, "-o", str(empty))
        assert load_facts(empty).problems == ()
        told = call("score", county.scheme, "--facts", str(empty), "--json")
        assert told.code == 0
        assert {one["status"] for one in told.json["subjects"]} == {"incomplete"}
        assert {problem["severity"] for problem in told.json["problems"]} <= {"note"}

    def test_a_sheet_that_is_there_is_not_overwritten(self, county):
        path = county.folder / "sheet.csv"
        path.write_text("filled in", encoding="utf-8")
        told = call("sheet", county.scheme, "-o", str(path))
        assert (told.code, told.out) == (2, "")
        assert "已经有这个文件" in told.err
        assert path.read_text(encoding="utf-8") == "filled in"
        path.write_bytes(b"")
        assert call("sheet", county.scheme, "-o", str(path)).code == 0
        assert path.stat().st_size

    def test_the_shape(self, county):
        told = call("sheet", county.scheme, "--period", "2026", "--json")
        assert faults(told.json, schema=schema_of("sheet")) == []
        inputs = {one["key"]: one for one in told.json["inputs"]}
        fiscal = inputs["经济/财政收入"]
        assert (fiscal["row_kind"], fiscal["unit"], fiscal["periods"]) == (
            "quantity", "万元", ["2026"],
        )  # fmt: skip
        assert fiscal["range"] == {"low": "1", "high": "100000"}
        assert [column["name"] for column in fiscal["columns"]] == ["数值", "目标"]
        assert inputs["评价"]["columns"][0]["values"] == ["县领导", "部门"]
        assert inputs["加分"]["columns"][0] == {
            "name": "级别", "type": "text", "values": ["市", "省"], "unit": None,
        }  # fmt: skip
        assert inputs["奖励标准"]["row_kind"] == "parameter"
        assert inputs["奖励标准"]["required"] is False

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("--period", "2025Q9"), 2),
            (("-o", "x.html"), 2),
            (("-o", "x.docx"), 2),
            (("--subjects", "no.csv"), 1),
        ],
    )
    def test_wrong_calls(self, county, words, code):
        told = call("sheet", county.scheme, *words)
        assert (told.code, told.out) == (code, "")
        assert told.err

    def test_a_faulty_scheme(self, county):
        scheme = county.write("bad.yaml", BROKEN)
        told = call("sheet", scheme, "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("sheet")) == []
        assert told.json["inputs"] == []
        assert call("sheet", scheme).code == 1


class TestSchema:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_each_name_prints_its_schema(self, name):
        told = call("schema", name)
        assert told.code == 0
        assert told.json == schema_of(name)
        assert told.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    def test_the_grammar_has_every_key_in_both_spellings(self):
        text = call("schema", "scheme").out
        lines = text.splitlines()
        assert "  方案/scheme — 方案的标题" in lines
        assert "[grade] 等次" in lines
        assert "  扣分/deduct — 从满分中扣，扣完为止" in lines
        shape = call("schema", "scheme", "--json").json
        assert {"zh": "方案", "en": "scheme", "also": [], "meaning": "方案的标题"} in (
            shape["keys"]["scheme"]
        )
        assert {rule["en"] for rule in shape["rules"]} >= {"proportional", "bands"}

    def test_without_a_name_the_names(self):
        assert "score" in call("schema").out
        assert call("schema", "--json").json == ["scheme", *SCHEMAS]

    def test_an_unknown_name(self):
        told = call("schema", "nothing")
        assert (told.code, told.out) == (2, "")
        assert "score" in told.err


class TestDue:
    def test_text_and_json(self):
        # 15 January 2024 and ten working days: 29 January.
        assert call("due", "2024-01-15", "--workdays", "10").out.startswith("到期：2024-01-29")
        told = call("due", "2024-01-15", "--workdays", "10", "--submitted", "2024-01-31", "--json")
        assert told.code == 0
        assert faults(told.json, schema=schema_of("due")) == []
        assert (told.json["due"], told.json["late_days"]) == ("2024-01-29", 2)

    def test_english(self):
        assert call("--lang", "en", "due", "2024-01-15", "--days", "3").out.startswith("due: ")

    def test_wrong_calls(self):
        assert call("due", "2024-01-15").code == 2
        told = call("due", "2024-01-15", "--days", "x", "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("due")) == []
        assert call("due", "2024-01-15", "--days", "x").code == 1
