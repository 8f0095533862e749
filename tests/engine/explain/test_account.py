"""The account of a subject: verdict in words, what is missing, decisions that concern it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.explain.account import (
    Missing,
    NotFound,
    account_of,
    missing_fact,
    node_named,
)
from kaoji.engine.explain.telling import consequence_line, decision_line, headline, verdict_lines
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.score.verdict import Decision, DecisionKind, Proposal
from tests.engine.explain.telling import HEAD, loaded, row, scored

GRADED = """\
指标: {一: {分值: 60, 单位: 万元, 范围: 0..60, 责任单位: 财政局, 依据: 一}, 二: {分值: 40}}
等次:
  优秀: {不低于: 90, 名额: 1, 分组: 组别, 并列: 提请 领导小组, 取消评先情形: [重大事故]}
  合格: {不低于: 60}
  不合格: 其余
否决: {警告: {机关: 监察机关, 依据: 五, 效果: [{降: 1等}]}}
荣誉: {先进: {范围: [优秀, 合格], 名额: 1, 取消情形: [重大事故], 机关: 县委, 依据: 第九条}}
"""
SUBJECTS = tuple(
    {"对象": name, "类": "单位", "组别": group}
    for name, group in (("甲", "山区"), ("乙", "山区"), ("丙", "平原"))
)


def account(made, name):
    subject = next(one for one in made.result.subjects if one.subject == name)
    return account_of(made, subject=subject, node="总分", period=made.run.period)


def texts(one):
    return [text for _depth, text in verdict_lines(one)]


def marks(name, one, two):
    return [row(name, "一", one), row(name, "二", two)]


class TestVerdict:
    def test_a_sealed_grade_with_its_moves(self):
        made = scored(
            GRADED, *marks("甲", "58", "40"), *marks("乙", "50", "40"), *marks("丙", "30", "10"),
            row("甲", "警告", 日期="2025-03-01"), subjects=SUBJECTS,
        )  # fmt: skip
        lines = [*headline(account(made, "甲")), *texts(account(made, "甲"))]
        assert lines[0] == "试 1 · 2025 · 甲"
        assert lines[1].startswith("得分 98.00，等次 合格（原为优秀），名次 1")
        assert any(
            line.startswith(
                "否决事项「警告」成立，降 1 等（依据 五，机关 监察机关）：等次 优秀 → 合格"
            )
            for line in lines
        )

    def test_every_ranking_is_told(self):
        ranks = "{名次: {顺序: [总分 降]}, 片内名次: {顺序: [总分 降], 分组: 组别}}"
        rows = [row(name, "一", mark) for name, mark in (("甲", "60"), ("乙", "50"), ("丙", "40"))]
        made = scored(f"指标: {{一: {{分值: 100}}}}\n排名: {ranks}\n", *rows, subjects=SUBJECTS)
        assert list(headline(account(made, "丙")))[1] == "得分 40.00，名次 3，片内名次 1。"

    def test_only_decisions_of_the_own_group_are_told(self):
        made = scored(GRADED, *marks("甲", "58", "40"), *marks("丙", "58", "40"), subjects=SUBJECTS)
        groups = [one.group for one in account(made, "丙").decisions if one.what == "优秀"]
        assert groups == ["平原"]

    def test_flags_and_barred_honours(self):
        made = scored(
            GRADED, *marks("甲", "58", "40"), row("甲", "重大事故", 日期="2025-03-01"),
            subjects=SUBJECTS[:1],
        )  # fmt: skip
        lines = texts(account(made, "甲"))
        assert any(line.startswith("标记：取消评先情形「重大事故」成立") for line in lines)
        assert "荣誉「先进」：已取消资格（依据 第九条，机关 县委）。" in lines

    def test_faulty_facts_are_told_first(self):
        made = scored(GRADED, row("甲", "一", "x"), row("甲", "二", "1"), subjects=SUBJECTS[:1])
        assert next(iter(list(headline(account(made, "甲")))[1:])).startswith(
            "数据有错误，没有计分"
        )

    def test_a_consequence_with_its_amount(self):
        proposal = Proposal("c", "奖励", clause="六", amount=Fraction(3, 2), unit="万元")
        assert consequence_line(proposal) == "结果运用（建议）：奖励，金额 1.5 万元（依据 六）。"

    def test_how_many_persons_it_concerns(self):
        amount = {"amount": Fraction(5), "unit": "万元", "persons": Fraction(17)}
        assert consequence_line(Proposal("c", "奖励", **amount)) == (
            "结果运用（建议）：奖励，金额 5 万元（17 人）。"
        )

    def test_an_amount_of_nothing_asks_for_a_look_at_the_facts(self):
        proposal = Proposal("c", "奖励", clause="六", amount=Fraction(0), unit="元")
        assert consequence_line(proposal) == (
            "结果运用（建议）：奖励，金额按现有数据为 0 元，请核对所依据的数据是否已填（依据 六）。"
        )

    def test_what_leaves_the_grade_is_told_without_an_arrow(self):
        made = scored(
            GRADED.replace("降: 1等", "封顶: 合格"), *marks("甲", "40", "30"),
            row("甲", "警告", 日期="2025-03-01"), subjects=SUBJECTS[:1],
        )  # fmt: skip
        lines = list(verdict_lines(account(made, "甲")))
        assert not any("合格 → 合格" in line for line in lines)


def test_without_any_bound_the_headline_gives_no_figure():
    made = scored(
        "事实: {量: {}}\n指标: {一: {分值: 100, 算式: 量 - 5}}\n"
        "等次: {优: {不低于: 90}, 差: 其余}\n",
        row("甲", "量"),
    )
    lines = list(headline(account(made, "甲")))
    assert lines[0] == "试 1 · 2025 · 甲"
    assert not any("得分" in line for line in lines)


class TestDecisions:
    def decision(self, **more):
        return Decision(
            **{
                "what": "优秀", "kind": DecisionKind.GRADE, "group": None, "body": None,
                "base": 4, "share": Fraction(1, 4), "raw": Fraction(1), "seats": 1,
                "derivation": "4 × 25% = 1",
            }
            | more
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ({}, "「优秀」名额：4 × 25% = 1。"),
            (
                {"group": "山区", "proposed": ("a",)},
                "「优秀」名额（山区）：4 × 25% = 1；拟列 甲乡。",
            ),
            (
                {"tied": ("a", "b"), "body": "领导小组"},
                "「优秀」名额：4 × 25% = 1；甲乡、b 并列，余 1 个名额，提请领导小组研究决定。",
            ),
            (
                {"tied": ("a",), "seats": None},
                "「优秀」名额：4 × 25% = 1；甲乡 并列，提请有权机关研究决定。",
            ),
            ({"warnings": ("4 × 25% = 1(暂定)",)}, "「优秀」名额：4 × 25% = 1(暂定)。"),
            ({"warnings": ("不足 3 个",)}, "「优秀」名额：4 × 25% = 1；不足 3 个。"),
        ],
    )
    def test_in_one_line(self, more, expected):
        assert decision_line(self.decision(**more), names={"a": "甲乡"}) == expected


class TestMissing:
    def test_each_blocking_fact_with_range_unit_and_owner(self):
        made = scored(GRADED, row("甲", "二", "30"), subjects=SUBJECTS[:1])
        (missing,) = account(made, "甲").missing
        bounds = Fraction(0), Fraction(60)
        wanted = Missing("甲:一@2025", *bounds, "万元", "财政局", "一", "一", "甲", "2025", "一")
        assert missing == wanted
        assert missing.sentence == "甲:一@2025，0 至 60 万元，由财政局填报"
        assert list(headline(account(made, "甲")))[1].startswith("得分在 30 至 90 之间，等次未定")

    @pytest.mark.parametrize(
        "coordinate",
        ["参数:加数", "甲:没有这个@2025", "甲:等次@2025", "不是坐标"],
    )
    def test_what_is_no_fact_of_ours_is_only_named(self, coordinate):
        made = scored(GRADED, row("甲", "二", "30"), subjects=SUBJECTS[:1])
        assert missing_fact(made.run, coordinate=coordinate) == Missing(coordinate)

    def test_an_open_list_has_no_range(self):
        text = "指标: {一: {分值: 100}}\n加分: {条目: {}, 每条: 1, 上限: 5, 依据: 三}\n"
        made = scored(text, row("甲", "一", "30"), open_paths=("加分",))
        (missing,) = account(made, "甲").missing
        assert missing.coordinate == "甲:加分@2025(未截止)"
        assert (missing.low, missing.high, missing.clause) == (None, None, "三")
        assert missing.sentence == "甲:加分@2025(未截止)"

    def test_one_node_names_only_its_own(self):
        made = scored(GRADED, row("甲", "二", "30"), subjects=SUBJECTS[:1])
        subject = made.result.subjects[0]
        found = account_of(made, subject=subject, node="二", period=made.run.period)
        assert found.missing == ()
        assert not found.is_whole


class TestNames:
    def test_a_node_by_any_tail_and_at_a_period(self):
        made = scored("指标: {组: {分值: 100, 指标: {一: {分值: 100}}}}\n", row("甲", "一", "1"))
        assert node_named(made.run, text="一") == ("组/一", made.run.period)
        assert node_named(made.run, text="组/一@2024") == ("组/一", parse_period("2024"))
        assert node_named(made.run, text="一@x") == NotFound("一@x")
        assert node_named(made.run, text="三") == NotFound("三")

    def test_an_ambiguous_tail(self):
        group = "{分值: 50, 指标: {一: {分值: 50}}}"
        text = f"指标: {{甲组: {group}, 乙组: {group}}}\n"
        made = scored(text, row("甲", "甲组/一", "1"))
        assert node_named(made.run, text="一") == NotFound("一", ("甲组/一", "乙组/一"))

    def test_a_fact_owed_by_a_feeding_scheme_is_described_by_it(self):
        head = HEAD.replace("trial", "other").replace("单位", "项目")
        other = loaded("指标: {进度: {分值: 100, 责任单位: 发改局}}\n", head=head)
        text = (
            "指标: {一: {分值: 100, 引用: {方案: other, 关系: 承担, 取: 总分}}}\n"
            "事实: {承担: {条目: {}, 类型: 对象}}\n"
        )
        made = scored(
            text, row("甲", "承担", "桥"), feeders={"other": other},
            subjects=({"对象": "甲", "类": "单位"}, {"对象": "桥", "类": "项目"}),
        )  # fmt: skip
        (missing,) = account(made, "甲").missing
        assert missing.sentence == "桥:进度@2025，0 至 100，由发改局填报"
