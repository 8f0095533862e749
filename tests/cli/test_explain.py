"""`kaoji explain`: one subject, one node, what is missing, in words and as JSON."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.cli.schemas import schema_of
from tests.cli.county import FACTS, SCHEME, call
from tests.cli.validate import faults

FIRST = """\
云县乡镇考核 2025.1 · 2025 · 甲乡
得分 94.40，等次 优秀，名次暂为第 1。
结果运用（建议）：通报表扬，金额 1000 元（依据 第六条，机关 县政府）。
「优秀」名额：3 × 50% = 1.5，去尾为 1（若四舍五入为 2，进一为 2）；拟列 甲乡。
比「优秀」的线 90 分 高 4.4 分。

推导：
「总分」得 94.4 分（满分 100 分，失 5.6 分）。
  由 2 项合成：经济 58 + 评价 34.4。
  加上「加分」2 分。
  「经济」得 58 分（满分 60 分，失 2 分）【第一条】。
    由 2 项合成：财政收入 40 + 信访 18。
    「财政收入」得 40 分（满分 40 分）【第一条第一项】。
      按完成比例折算：满分 × 完成比例（数值 / 目标，最低按 0，最高按 100%）。
      其中 满分 40 分，数值 1200 万元{proof}，目标 1000 万元{proof}，算得 40 分。
    「信访」得 18 分（满分 20 分，失 2 分）【第一条第二项】。
      从满分中扣，每件扣 2 分，最多扣满分。
      其中 满分 20 分，数值 1（facts.csv 第 3 行），算得 18 分。
  「评价」得 34.4 分（满分 40 分，失 5.6 分）【第二条】。
    读法【本单位确定的读法，非原文】：每位领导按 0—100 分打分。
    「县领导」有效票 1 张，汇集为 90，权重 60%。
    「部门」有效票 1 张，汇集为 80，权重 40%。
    各类评分人按权重合成，折算到满分，得 34.4 分。
  「加分」加 2 分（上限 3 分）【第三条】。
    奖一（级别 省）（云发〔2025〕1号，省政府，2025-05-01）：2 分。
    逐项累加，得 2 分。
""".replace("{proof}", "（云财〔2026〕1号，财政局，佐证：决算报表）")


def test_a_total_down_to_its_documents(county):
    told = county.run("explain", "--subject", "甲乡")
    assert (told.code, told.err) == (0, "")
    assert told.out == FIRST


def test_problems_of_others_are_not_told(county):
    facts = county.write("bad.csv", FACTS.replace("乙乡,2025,信访,0", "乙乡,2025,信访,x"))
    own = call("explain", county.scheme, "--facts", facts, "--subject", "乙乡")
    assert (own.code, own.err.count("not-a-number")) == (1, 1)
    others = call("explain", county.scheme, "--facts", facts, "--subject", "甲乡", "--json")
    assert others.code == 1
    # What is open in 乙乡 keeps a consequence of 甲乡 open; that is told, the fault is not.
    assert {one["coordinate"] for one in others.json["problems"]} == {"甲乡"}


def test_one_node(county):
    told = county.run("explain", "--subject", "甲乡", "--node", "信访")
    assert told.out.splitlines()[-3:] == [
        "「信访」得 18 分（满分 20 分，失 2 分）【第一条第二项】。",
        "  从满分中扣，每件扣 2 分，最多扣满分。",
        "  其中 满分 20 分，数值 1（facts.csv 第 3 行），算得 18 分。",
    ]


def test_what_is_missing_is_named_with_its_range_and_its_owner(county):
    lines = county.run("explain", "--subject", "丙乡").out.splitlines()
    assert (
        lines[1] == "得分在 50 至 90 之间，等次未定，可能是合格或不合格，名次在第 2 至第 3 之间。"
    )
    start = lines.index("缺 2 项数据：")
    assert lines[start + 2] == "  丙乡:经济/财政收入@2025，1 至 100000 万元，由财政局填报"
    told = "「财政收入」尚缺数据，在 0 至 40 分之间"
    assert any(line.strip().startswith(told) for line in lines)


def test_a_bar_moves_the_grade_and_is_told(county):
    # 甲乡 94.4 is barred; its seat passes on, to 乙乡 or to 丙乡, which may still reach 90 as well.
    accident = "甲乡,,重大事故,,,,,,2025-06-01,云安〔2025〕3号,,事一,\n"
    facts = county.write("bar.csv", FACTS + accident)
    told = call("explain", county.scheme, "--facts", facts, "--subject", "甲乡")
    cited = "（依据 第四条第二款，机关 安监机关）。"
    assert f"等次 优秀 → 合格：因「重大事故」不得评为「优秀」{cited}" in told.out
    assert "拟列 甲乡" not in told.out
    assert f"标记：取消评先情形「重大事故」成立{cited}" in told.out


def test_a_given_node_ends_the_derivation(county):
    facts = county.write("given.csv", "对象,周期,指标,数值,来源\n甲乡,2025,总分,95,县绩效办\n")
    told = call("explain", county.scheme, "--facts", facts, "--subject", "甲乡")
    assert told.out.splitlines()[-2:] == [
        "「总分」得 95 分（满分 100 分，失 5 分）。",
        "  直接给定为 95 分（来源：县绩效办），其下不再计算。",
    ]


class TestJson:
    @pytest.mark.parametrize("subject", ["甲乡", "乙乡", "丙乡"])
    def test_it_has_the_promised_shape(self, county, subject):
        told = county.run("explain", "--subject", subject, "--json")
        assert (told.code, told.err) == (0, "")
        assert faults(told.json, schema=schema_of("explain")) == []

    def test_every_group_can_be_added_up_again(self, county):
        tree = county.run("explain", "--subject", "甲乡", "--json").json["derivation"]

        def check(node):
            inner = [one for one in node["children"] if one["relation"] in ("child", "part")]
            if inner:
                extra = {"bonus": 1, "deduction": -1}
                whole = sum(Fraction(one["brings"]) for one in inner) + sum(
                    extra[one["relation"]] * Fraction(one["brings"])
                    for one in node["children"]
                    if one["relation"] in extra
                )
                assert whole == Fraction(node["exact"])
            for one in node["children"]:
                check(one)

        check(tree)

    def test_a_figure_names_its_document(self, county):
        told = county.run("explain", "--subject", "甲乡", "--node", "财政收入", "--json")
        derivation = told.json["derivation"]
        (step,) = derivation["steps"]
        value = next(one for one in step["figures"] if one["name"] == "数值")
        assert value["exact"] == "1200"
        assert value["coordinate"] == "甲乡:经济/财政收入@2025"
        assert value["evidence"]["document"] == "云财〔2026〕1号"
        assert value["evidence"]["evidence"] == "决算报表"
        assert value["evidence"]["row"] == 2
        assert derivation["lost"] is None

    def test_a_faulty_scheme_explains_nothing(self, county):
        scheme = county.write("bad.yaml", SCHEME + "错: 1\n")
        told = call("explain", scheme, "--facts", county.facts, "--subject", "甲乡", "--json")
        assert told.code == 1
        assert faults(told.json, schema=schema_of("explain")) == []
        assert told.json["derivation"] is None
        assert told.json["problems"]
        text = call("explain", scheme, "--facts", county.facts, "--subject", "甲乡")
        assert (text.code, text.out) == (1, "")
        assert "unknown-key" in text.err


class TestWrongCalls:
    def test_without_facts_nothing_is_explained(self, county):
        told = call("explain", county.scheme, "--subject", "甲乡")
        assert (told.code, told.out) == (2, "")
        assert "缺少 --facts" in told.err

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("--subject", "甲镇"), "是不是「甲乡」？"),
            (("--subject", "某某开发区"), "有：甲乡、乙乡、丙乡"),
            (("--subject", "甲乡", "--node", "财政收人"), "是不是「经济/财政收入」？"),
            (("--subject", "甲乡", "--node", "不相干的词"), "kaoji plan 列出全部指标"),
            (("--subject", "甲乡", "--node", "信访@某期"), "没有叫「信访@某期」的指标"),
        ],
    )
    def test_they_exit_2_with_a_suggestion(self, county, words, expected):
        told = county.run("explain", *words)
        assert (told.code, told.out) == (2, "")
        assert expected in told.err

    def test_an_ambiguous_tail_lists_what_it_may_mean(self, county):
        social = "  社会: {分值: 40, 依据: 二, 指标: {走访: {分值: 40, 依据: 二}}}\n"
        twice = SCHEME.replace("信访: {分值: 20", "走访: {分值: 20", 1)
        twice = twice.replace("  评价:\n", f"{social}  评价:\n")
        twice = twice.replace("分值: 40\n    依据: 第二条", "分值: 0\n    依据: 第二条")
        scheme = county.write("twice.yaml", twice.split("等次:")[0])
        facts = county.write("few.csv", "对象,周期,指标,数值\n甲乡,2025,社会/走访,1\n")
        words = ("--subject", "甲乡", "--node", "走访")
        told = call("explain", scheme, "--facts", facts, *words)
        assert told.code == 2
        assert "经济/走访、社会/走访" in told.err
