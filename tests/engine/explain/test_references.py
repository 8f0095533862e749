"""What a formula reads: told once, only what was read, and from where."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.derivation import derive
from kaoji.engine.explain.telling import derivation_lines
from kaoji.engine.facts.given_rows import facts_of_rows, subjects_of_rows
from kaoji.engine.plinth.periods import parse_period
from kaoji.engine.score.session import Tables, score
from tests.engine.explain.telling import HEAD, derived, loaded, row, scored, told


class TestJudgedAndBonus:
    def test_points_entered_directly(self):
        made = scored("指标: {一: {分值: 100}}\n", row("甲", "一", "70", 来源="考核办"))
        assert told(made, "一")[1:] == [
            "由评分者直接给分。", "填报：数值 70 分（来源：考核办）。",
        ]  # fmt: skip

    def test_a_list_below_a_bonus_has_a_limit_and_no_full_points(self):
        made = scored(
            "指标: {一: {分值: 100}}\n"
            "加分: {上限: 5, 指标: {表彰: {条目: {}, 每条: 2, 上限: 3}}}\n",
            row("甲", "一", "1"), row("甲", "表彰", 编号="奖一"),
        )  # fmt: skip
        assert told(made, "加分/表彰")[0] == "「表彰」加 2 分（上限 3 分）。"
        below = derived(made, "加分/表彰")
        assert (below.role, below.limit, below.lost) == ("bonus", 3, None)

    def test_a_rank_is_called_a_rank(self):
        made = scored(
            '指标: {一: {分值: 10, 计分: {名次计分: {名次表: {"1": 10, "2": 8, 其余: 5}}}}}\n',
            row("甲", "一", "70"), row("乙", "一", "90"),
        )  # fmt: skip
        # 90 stands before 70: second, 8 points.
        assert told(made, "一")[-1] == (
            "其中 数值 70（facts 第 1 行），名次 2，同组(一.数值)：甲 70、乙 90，算得 8 分。"
        )

    def test_what_a_table_is_asked_for(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: '查表(档次, 量 * 2)'}}\n事实: {量: {}}\n"
            '表: {档次: {档: {">=90": 10, 其余: 5}, 单位: 分}}\n',
            row("甲", "量", "45"),
        )
        assert told(made, "一")[-1].endswith(
            "量 * 2 为 90，查「档次」表「>=90」得 10 分，算得 10 分。"
        )


def test_an_endless_derived_value_is_about_so_much():
    made = scored(
        "指标: {一: {分值: 10, 算式: 比}}\n派生: {比: {算式: 量 / 3, 单位: '%'}}\n事实: {量: {}}\n",
        row("甲", "量", "2"),
    )
    assert derived(made, "一").children[0].sentences[0] == "「比」约 0.6667%（精确值 2/3）。"


class TestOnce:
    TEXT = (
        "指标: {一: {分值: 50}, 二: {分值: 50, 算式: 'if 甲数 > 1 then 甲数 else 乙数'}}\n"
        "派生: {甲数: {算式: 一 / 10}, 乙数: {算式: 一}, 和: {算式: 一 + 二}}\n"
        "加分: {分值: 5, 算式: 和 / 100}\n"
    )

    def test_only_what_was_read_is_told(self):
        made = scored(self.TEXT, row("甲", "一", "40"))
        assert [one.path for one in derived(made, "二").children] == ["甲数"]

    def test_a_node_is_told_in_full_once_and_then_referred_to(self):
        made = scored(self.TEXT, row("甲", "一", "40"))
        lines = [text for _depth, text in derivation_lines(derived(made))]
        assert lines.count("填报：数值 40 分（facts 第 1 行）。") == 1
        assert "「一」得 40 分（满分 50 分，失 10 分），推导见上。" in lines

    def test_the_same_group_is_listed_once(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: 量 - 最小(全体(量)) + 最大(全体(量))}}\n事实: {量: {}}\n",
            row("甲", "量", "5"), row("乙", "量", "8"),
        )  # fmt: skip
        assert told(made, "一")[-1].count("全体(量)：") == 1


class TestLists:
    def test_rows_that_a_loop_reads_are_told(self):
        made = scored(
            "指标: {一: {分值: 100, 算式: 件}}\n事实: {报送: {条目: {情况: [按时, 迟报]}}}\n"
            "派生: {件: '合计(for x in 条(报送) return x.件数)'}\n",
            row("甲", "报送", 情况="按时", 件数="20", 文号="一号"),
            row("甲", "报送", 情况="迟报", 事项="月报"),
        )  # fmt: skip
        assert told(made, "件")[-1] == "其中 条(报送) 为 2 条，算得 21。"
        (rows,) = derived(made, "件").children
        assert rows.sentences == (
            "「报送」登记 2 条，共 21 件。",
            "本条（情况 按时）（一号）：20 件。",
            "月报（情况 迟报）（facts 第 2 行）：1 件。",
        )

    def test_a_list_without_rows(self):
        made = scored(
            "指标: {一: {分值: 100, 算式: if 试点 then 1 else 2}}\n事实: {试点: {条目: {}}}\n",
            row("甲", "一.系数", "1"),
        )
        (empty,) = derived(made, "一").children
        assert empty.sentences == ("「试点」= 否。", "没有登记。")


class TestFeeds:
    def test_a_fact_from_another_scheme_names_it_and_leads_on(self):
        head = HEAD.replace("trial", "other").replace("方案: 试", "方案: 镇考")
        other = loaded("指标: {进度: {分值: 100}}\n", head=head)
        text = (
            "指标: {一: {分值: 100, 算式: 'if 数 > 0 then 镇分 else 局分'}}\n"
            "事实:\n  数: {}\n  镇分: {引用: {方案: other, 取: 总分}}\n"
            "  局分: {引用: {方案: other, 取: 总分}}\n"
        )
        made = scored(
            text, row("甲", "数", "1"), row("甲", "进度", "80", 来源="台账"),
            feeders={"other": other},
        )  # fmt: skip
        _number, fed = derived(made, "一").children
        assert fed.path == "镇分"
        assert fed.sentences == ("「镇分」= 80。", "取自方案「镇考」的「总分」，得 80。")
        lines = [text for _depth, text in derivation_lines(fed)]
        assert "方案「镇考」里 甲 的「总分」得 80 分（满分 100 分，失 20 分）。" in lines
        assert "填报：数值 80 分（来源：台账）。" in lines

    def test_a_leaf_whose_figure_is_fed(self):
        other = loaded("指标: {进度: {分值: 100}}\n", head=HEAD.replace("trial", "other"))
        made = scored(
            "指标: {一: {分值: 20, 引用: {方案: other, 取: 总分}, 计分: 比重折算}}\n",
            row("甲", "进度", "80", 来源="台账"), feeders={"other": other},
        )  # fmt: skip
        assert told(made, "一")[-1] == (
            "其中 满分 20 分，数值 80（来源：方案「试」的「总分」），算得 16 分。"
        )
        (fed,) = derived(made, "一").children
        assert (fed.share.relation, fed.value) == ("feed", 80)


def test_a_group_of_nobody():
    made = scored(
        "指标: {一: {分值: 10, 算式: 合计(下级(量)) + 量}}\n事实: {量: {}}\n", row("甲", "量", "5")
    )
    assert "下级(量)：无" in told(made, "一")[-1]


def test_subordinates_that_nobody_scores_are_told_here():
    made = scored(
        "指标: {一: {分值: 100, 算式: '合计(下级(达标, 承担))'}}\n"
        "派生: {达标: 'if 投资 > 10 then 5 else 0'}\n"
        "事实: {投资: {单位: 万元}, 承担: {条目: {}, 类型: 对象}}\n",
        row("甲", "承担", "桥"), row("桥", "投资", "20", 来源="台账"),
        subjects=({"对象": "甲", "类": "单位"}, {"对象": "桥", "类": "项目"}),
    )  # fmt: skip
    below = next(one for one in derived(made, "一").children if one.share.relation == "below")
    assert below.sentences == (
        "桥 的「达标」= 5。", "按算式计算：若 投资 > 10，则 5，否则 0。",
        "其中 投资 20 万元（来源：台账），算得 5。",
    )  # fmt: skip


class TestHistory:
    def test_a_value_of_an_earlier_version_names_it_and_leads_to_its_facts(self):
        text = "总分: {首期: 0}\n指标: {一: {分值: 100, 算式: 量 - 上年(总分)}}\n事实: {量: {}}\n"
        new = loaded(text, head=HEAD.replace('"1"', '"2"'))
        old = loaded("指标: {旧: {分值: 100}}\n", head=HEAD.replace("2025-01-01", "2020-01-01"))
        rows = (row("甲", "量", "90", 周期="2025"), row("甲", "旧", "60", 周期="2024", 来源="档案"))
        tables = Tables(
            facts_of_rows(rows, file="facts"), subjects_of_rows((), file="subjects")[0],
            period=parse_period("2025"), tracing=True, versions=(old,),
        )  # fmt: skip
        made = score(new, tables=tables)
        assert told(made, "一")[-1] == (
            "其中 量 90（facts 第 1 行），上年(总分) 为 60 分（2024，按 1 版计算），算得 30 分。"
        )
        past = next(one for one in derived(made, "一").children if one.share.relation == "past")
        assert (past.version, past.value) == ("1", Fraction(60))
        assert past.sentences[0] == "2024（1 版）的「总分」得 60 分（满分 100 分，失 40 分）。"
        assert past.children[0].sentences[-1] == "填报：数值 60 分（来源：档案）。"

    def test_a_first_value_says_so(self):
        made = scored(
            "指标: {一: {分值: 100, 算式: 量 - 上年(量)}}\n事实: {量: {首期: 3}}\n",
            row("甲", "量", "5", 周期="2025"),
        )
        assert told(made, "一")[-1] == (
            "其中 量 5（facts 第 1 行），上年(量) 为 3（2024，方案写明的首期值），算得 2 分。"
        )


def test_a_weight_of_its_own_names_its_row():
    made = scored(
        "指标: {一: {权重: 60%}, 二: {权重: 40%}}\n",
        row("甲", "一", "50"), row("甲", "二", "50"), row("甲", "一.权重", "70%"),
        row("甲", "二.权重", "30%", 文号="一号"),
    )  # fmt: skip
    assert told(made)[1] == ("由 2 项合成：一 50 × 70%（facts 第 3 行） + 二 50 × 30%（一号）。")


def test_ballots_are_there_row_by_row():
    made = scored(
        "指标: {评: {分值: 20, 评分: {评分人: {领导: {权重: 100%, 最少: 1}}}}}\n",
        row("甲", "评", "90", 评分人类别="领导"), row("甲", "评", "80", 评分人类别="领导"),
    )  # fmt: skip
    (step, _panel) = derived(made, "评").steps
    cast = next(one for one in step.figures if one.name == "票")
    assert [(one.value, one.evidence.row) for one in cast.members] == [(90, 1), (80, 2)]


def test_one_node_outside_its_group_is_told_in_full():
    made = scored(TestOnce.TEXT, row("甲", "一", "40"))
    subject = made.result.subjects[0]
    found = account_of(made, subject=subject, node="加分", period=made.run.period)
    paths = [one.path for one in found.derivation.children[0].children]
    assert paths == ["一", "二"]
    assert found.derivation.children[0].children[0].steps
    assert replace(found.derivation) == derive(
        made.run, path="加分", subject="甲", period=made.run.period
    )
