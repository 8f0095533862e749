"""The derivation of every way in which a value comes about, sentence by sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.explain.telling import HEAD, derived, loaded, row, scored, told
from tests.engine.worlds import scheme_of, world

PARTS = """\
指标:
  一: {分值: 60, 周期: {上半年: 40%, 下半年: 60%}, 指标: {子: {分值: 60}}}
  二: {分值: 40}
"""


class TestGroups:
    def test_points_are_added_and_parts_weighted(self):
        made = scored(
            PARTS, row("甲", "子", "50", 周期="2025H1"), row("甲", "子", "60", 周期="2025H2"),
            row("甲", "二", "30"),
        )  # fmt: skip
        # 50 × 40% + 60 × 60% = 56.
        assert told(made) == [
            "「总分」得 86 分（满分 100 分，失 14 分）。", "由 2 项合成：一 56 + 二 30。",
        ]  # fmt: skip
        assert told(made, "一") == [
            "「一」得 56 分（满分 60 分，失 4 分）。",
            "由 2 项合成：2025H1 50 × 40% + 2025H2 60 × 60%。",
            "各期合成，得 56 分。",
        ]
        tree = derived(made)
        first, second = tree.children[0].children
        assert [str(one.period) for one in (first, second)] == ["2025H1", "2025H2"]
        assert (first.share.weight, first.share.brings) == (Fraction(2, 5), 20)
        assert first.sentences[0] == "「一」2025H1 得 50 分（满分 60 分，失 10 分）。"

    def test_weights_times_rates(self):
        made = scored(
            "指标: {一: {权重: 70%, 满分: 50}, 二: {权重: 30%}}\n",
            row("甲", "一", "40"), row("甲", "二", "90"),
        )  # fmt: skip
        # 70% × 40/50 × 100 + 30% × 90 = 56 + 27.
        assert told(made)[1] == "由 2 项合成：一 40/50 × 70% + 二 90 × 30%。"
        tree = derived(made)
        assert [one.share.brings for one in tree.children] == [56, 27]
        assert tree.value == 83

    def test_what_does_not_apply_is_moved_out_and_the_rest_rescaled(self):
        made = scored(
            "指标: {一: {分值: 60}, 二: {分值: 40, 不适用: 移出并折合}}\n",
            row("甲", "一", "30"), row("甲", "二", "不适用"),
        )  # fmt: skip
        # 30 of 60 is 50 of 100.
        assert told(made) == [
            "「总分」得 50 分（满分 100 分，失 50 分）。",
            "由 2 项合成：一 30 + 二（不适用）。",
            "「二」不适用，移出，空出的份额 40。",
            "按留存份额 60% 折合：30 折为 50。",
        ]
        assert told(made, "二")[0] == "「二」不适用。"
        assert told(made, "二")[-1] == "移出，其余按比例折合。"

    def test_the_best_of_the_children(self):
        made = scored(
            "指标: {组: {分值: 100, 合成: 最高, 指标: {一: {满分: 50}, 二: {满分: 100}}}}\n",
            row("甲", "一", "45"), row("甲", "二", "80"),
        )  # fmt: skip
        assert told(made, "组")[-1] == "按「最高」合成，得 90 分。"
        assert all(one.share.brings is None for one in derived(made, "组").children)

    def test_a_free_combination_names_its_figures(self):
        made = scored(
            "指标: {组: {分值: 100, 合成: '最小(一 + 二, 100)',"
            " 指标: {一: {满分: 70}, 二: {满分: 70}}}}\n",
            row("甲", "一", "60"), row("甲", "二", "60"),
        )  # fmt: skip
        assert told(made, "组")[-1] == (
            "按「最小(一 + 二, 100)」合成，其中 一 60 分，二 60 分，得 100 分。"
        )

    def test_bonus_deduction_cap_and_rounding(self):
        made = scored(
            "上限: 100\n取整: 0位 去尾\n指标: {一: {分值: 100}}\n"
            "加分: {分值: 10}\n减分: {分值: 10}\n",
            row("甲", "一", "97.5"), row("甲", "加分", "9"), row("甲", "减分", "1"),
        )  # fmt: skip
        # 97.5 + 9 - 1 = 105.5, at most 100.
        assert told(made) == [
            "「总分」得 100 分（满分 100 分）。",
            "由 1 项合成：一 97.5。",
            "加上「加分」9 分。",
            "减去「减分」1 分。",
            "105.5 超过上限 100，按 100 计。",
            "取整（去尾，0 位）：100 取为 100。",
        ]
        relations = [one.share.relation for one in derived(made).children]
        assert relations == ["child", "bonus", "deduction"]
        assert told(made, "减分")[0] == "「减分」扣 1 分（上限 10 分）。"
        assert derived(made, "减分").lost is None

    def test_a_floor(self):
        made = scored("下限: 0\n指标: {一: {分值: 100}}\n减分: {分值: 10}\n",
                      row("甲", "一", "2"), row("甲", "减分", "5"))  # fmt: skip
        assert told(made)[-1] == "-3 低于下限 0，按 0 计。"


class TestLeaves:
    def test_a_rule_in_words_with_figures_documents_and_points_lost(self):
        made = scored(
            "指标: {财政: {分值: 20, 计分: 按完成比例折算, 单位: 万元, 依据: 一1}}\n",
            row("甲", "财政", "850", 目标="1000", 文号="云财〔2025〕1号", 备注="快报数"),
        )
        proof = "（云财〔2025〕1号，备注：快报数）"
        assert told(made, "财政") == [
            "「财政」得 17 分（满分 20 分，失 3 分）【一1】。",
            "按完成比例折算：满分 × 完成比例（数值 / 目标，最低按 0，最高按 100%）。",
            f"其中 满分 20 分，数值 850 万元{proof}，目标 1000 万元{proof}，算得 17 分。",
        ]

    def test_an_endless_number_is_told_rounded_with_the_exact_one(self):
        made = scored("指标: {一: {分值: 10, 计分: 按完成比例折算}}\n",
                      row("甲", "一", "2", 目标="3"))  # fmt: skip
        # 10 × 2/3 = 20/3, lost 10/3.
        assert told(made, "一")[0] == (
            "「一」得约 6.6667 分（精确值 20/3）（满分 10 分，失约 3.3333 分）。"
        )

    def test_a_chosen_reading_is_told_as_such(self):
        made = scored("指标: {一: {分值: 10, 读法: 按满分十分}}\n", row("甲", "一", "5"))
        assert "读法【本单位确定的读法，非原文】：按满分十分" in told(made, "一")

    def test_a_table_brings_its_clause_and_reading(self):
        made = scored(
            "指标: {一: {分值: 10, 计分: {分档: 档次}}}\n"
            '表: {档次: {档: {">=90": 10, 其余: 5}, 单位: 分, 依据: 二3, 读法: 含九十}}\n',
            row("甲", "一", "90"),
        )
        assert derived(made, "一").tables == (("档次", "二3", "含九十"),)
        assert "表「档次」的读法【本单位确定的读法，非原文】：含九十" in told(made, "一")

    def test_values_that_a_formula_names_are_branches(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: 比例 * 10 + 加数}, 二: {分值: 90}}\n"
            "派生: {比例: {算式: 甲数 / 2, 依据: 三}}\n事实: {甲数: {单位: 件}}\n"
            "参数: {加数: {默认: 1, 单位: 分, 依据: 四}}\n",
            row("甲", "甲数", "1", 来源="台账"), row("甲", "二", "3"),
        )  # fmt: skip
        tree = derived(made, "一")
        assert tree.sentences[-1] == "其中 比例 0.5，加数 1 分[四]，算得 6 分。"
        (ratio,) = tree.children
        assert (ratio.share.relation, ratio.way, ratio.clause) == ("reads", "formula", "三")
        assert ratio.sentences[0] == "「比例」= 0.5【三】。"
        (fact,) = ratio.children
        assert fact.sentences == ("「甲数」= 1 件。", "填报：数值 1 件（来源：台账）。")

    def test_another_scored_node_is_told_once(self):
        text = "指标: {一: {分值: 50, 算式: 组 / 2}, 组: {分值: 50, 指标: {二: {分值: 50}}}}\n"
        made = scored(text, row("甲", "二", "40"))
        (other,) = derived(made, "一").children
        assert [one.path for one in other.children] == ["组/二"]
        first, second = derived(made).children
        (short,) = first.children
        assert (short.see, short.children) == ("below", ())
        assert short.sentences == ("「组」得 40 分（满分 50 分，失 10 分），推导见下。",)
        assert [one.path for one in second.children] == ["组/二"]

    def test_a_fact_for_all_or_for_a_group_says_so(self):
        subjects = ({"对象": "甲", "类": "单位", "组别": "山区"},)
        text = "指标: {一: {分值: 10, 算式: 系数一 * 系数二}}\n事实: {系数一: {}, 系数二: {}}\n"
        rows = (row("", "系数一", "2"), row("组:山区", "系数二", "3"))
        made = scored(text, *rows, subjects=subjects)
        assert told(made, "一")[-1] == (
            "其中 系数一 2（对全部对象，facts 第 1 行），"
            "系数二 3（取自组:山区，facts 第 2 行），算得 6 分。"
        )

    def test_a_parameter_set_by_a_row_names_the_row(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: 加数}}\n参数: {加数: {单位: 分}}\n",
            row("", "加数", "4", 文号="云办〔2025〕9号"), row("甲", "一.系数", "1"),
        )  # fmt: skip
        (step,) = derived(made, "一").steps
        (figure,) = step.figures
        assert (figure.kind, figure.evidence.document) == ("parameter", "云办〔2025〕9号")


class TestPeersAndHistory:
    def test_the_values_of_the_group_are_named(self):
        made = scored(
            '指标: {一: {分值: 10, 算式: "10 - (名次(量, 同组(量), \\"竞争\\", \\"降\\")'
            ' - 1) * 2"}}\n'
            "事实: {量: {}}\n",
            row("甲", "量", "5"), row("乙", "量", "8"),
        )  # fmt: skip
        assert told(made, "一")[-1] == (
            "其中 量 5（facts 第 1 行），名次 2，同组(量)：甲 5、乙 8，算得 8 分。"
        )

    def test_everyone_and_subordinates(self):
        subjects = (
            {"对象": "甲", "类": "单位"},
            {"对象": "子", "类": "单位", "上级": "甲"},
        )
        made = scored(
            "指标: {一: {分值: 10, 算式: 最大(全体(量)) - 合计(下级(量))}}\n事实: {量: {}}\n",
            row("甲", "量", "5"), row("子", "量", "2"), subjects=subjects,
        )  # fmt: skip
        assert told(made, "一")[-1] == "其中 全体(量)：甲 5、子 2，下级(量)：子 2，算得 3 分。"

    def test_a_value_of_last_year(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: 量 - 上年(量)}}\n事实: {量: {首期: 0}}\n",
            row("甲", "量", "5", 周期="2025"), row("甲", "量", "2", 周期="2024"),
        )  # fmt: skip
        assert told(made, "一")[-1] == (
            "其中 量 5（facts 第 1 行），上年(量) 为 2（2024，facts 第 2 行），算得 3 分。"
        )


LIST = """\
指标: {一: {分值: 100}}
加分:
  条目: {级别: [市, 省]}
  每条: 'if 级别 = "省" then 2 else 1'
  每事项: 最高
  计入: 级别 != "县"
"""


class TestLists:
    def test_rows_with_their_documents_works_and_the_sum(self):
        made = scored(
            LIST, row("甲", "一", "1"),
            row("甲", "加分", 级别="省", 事项="创建", 文号="省发〔2025〕1号", 编号="奖一"),
            row("甲", "加分", 级别="市", 事项="创建", 编号="奖二"),
            row("甲", "加分", 级别="市", 件数="2", 编号="奖三"),
        )  # fmt: skip
        # 创建: the highest, 2; 奖三: 1 × 2.
        assert told(made, "加分") == [
            "「加分」加 4 分。",
            "创建（级别 省）（省发〔2025〕1号）：2 分。",
            "创建（级别 市）（facts 第 3 行）：1 分。",
            "奖三（级别 市）（facts 第 4 行）：1 × 2 件 = 2 分。",
            "事项「创建」只计最高的 2，其余 1 不再计。",
            "逐项累加，得 4 分。",
        ]

    def test_a_row_that_is_not_counted(self):
        made = scored(
            LIST.replace("[市, 省]", "[市, 省, 县]"), row("甲", "一", "1"),
            row("甲", "加分", 级别="县", 编号="奖一"),
        )  # fmt: skip
        assert told(made, "加分")[1] == "奖一（级别 县）（facts 第 2 行）：不符合计入条件，不计。"

    def test_a_rule_over_the_sum_of_a_list(self):
        made = scored(
            "指标: {一: {分值: 10, 条目: {}, 每条: 1, 汇总: 逐项累加, 计分: {扣分: 2}}}\n",
            row("甲", "一", 编号="错一"), row("甲", "一", 编号="错二"),
        )  # fmt: skip
        # 10 - 2 × 2.
        assert told(made, "一")[-2] == "逐项累加，得 2 分。"
        assert told(made, "一")[-1] == "其中 满分 10 分，数值 2，算得 6 分。"


class TestTables:
    TEXT = (
        "表:\n  线: {键: [地形, 档], 值: {平原: {及格: 2, 良好: 6}, 其余: {及格: 1, 良好: 4}}}\n"
        "  限: {键: [人口], 单位: 分, 档: {50000以上: 8, '[20000..50000)': 5, 其余: 3}}\n"
        "事实: {人口: {范围: 0以上}, 地形: 文字}\n"
        "指标: {甲: {分值: 100, 范围: 0..9, 算式: '数值 * 查表(线, 地形, \"及格\") * 10'}}\n"
        "加分: {条目: {}, 每条: 2, 上限: '查表(限, 人口)'}\n"
    )

    @pytest.mark.parametrize(
        ("terrain", "row_found", "points"),
        [("平原", "平原、及格", 2), ("丘陵", "其余、及格", 1)],
    )
    def test_the_row_that_was_found_is_named(self, terrain, row_found, points):
        made = scored(
            self.TEXT, row("甲", "甲", "3"), row("甲", "地形", terrain), row("甲", "人口", "9")
        )
        assert (
            f"查「线」表「{row_found}」得 {points}，算得 {points * 30} 分。" in told(made, "甲")[-1]
        )

    @pytest.mark.parametrize(
        ("people", "cap", "band"), [("60000", 8, ">= 50000"), ("20000", 5, "[20000..50000)")]
    )
    def test_the_row_that_a_cap_was_looked_up_in_is_named(self, people, cap, band):
        prizes = [row("甲", "加分", 事项=f"奖{one}") for one in range(5)]
        made = scored(
            self.TEXT, row("甲", "甲", "3"), row("甲", "地形", "平原"), row("甲", "人口", people),
            *prizes,
        )  # fmt: skip
        assert told(made, "加分")[-1] == f"10 超过上限 {cap}（「限」表「{band}」），按 {cap} 计。"


class TestAbsences:
    def test_why_a_value_is_undefined_is_told_with_what_it_was_made_of(self):
        made = scored(
            "指标: {一: {分值: 60}, 二: {分值: 40, 算式: '10 * 办 / 收', 无定义: 移出并折合}}\n"
            "事实: {办: {范围: 0..9}, 收: {范围: 0..9}}\n",
            row("甲", "一", "30"), row("甲", "办", "0"), row("甲", "收", "0"),
        )  # fmt: skip
        assert told(made, "二")[-2:] == [
            "其中 办 0（facts 第 2 行），收 0（facts 第 3 行），算得 无定义。",
            "无定义（分母为零）：移出，其余按比例折合。",
        ]

    def test_what_is_left_out_without_a_share_rescales_nothing(self):
        text = "指标: {一: {分值: 60}, 二: {分值: 40}, 三: {分值: %s, 不适用: 移出并折合}}\n"
        rows = (row("甲", "一", "30"), row("甲", "二", "20"), row("甲", "三", "不适用"))
        made = scored("参数: {份: 0}\n" + text % "份", *rows)
        assert not any("折合" in one for one in told(made, "总分"))

    def test_the_whole_is_zero_for_what_is_missing_below(self):
        made = scored(
            "指标: {一: {分值: 60}, 二: {分值: 40, 缺: 全案为零}}\n", row("甲", "一", "30")
        )
        assert told(made, "总分")[-1] == "其下有缺数据而按规定全案为零的，总分计零。"

    def test_a_late_child_of_a_mean_is_told_as_late(self):
        made = scored(
            "指标: {组: {分值: 100, 合成: 均值, 指标: {一: {}, 二: {缺: 移出}}}}\n",
            row("甲", "一", "30"),
        )
        assert told(made, "组")[1:] == [
            "合成的各项：一 30、二（缺）。", "「二」缺数据，移出。", "按「均值」合成，得 30 分。",
        ]  # fmt: skip

    def test_a_geometric_mean_tells_its_rates_and_weights(self):
        made = scored(
            "指标: {组: {分值: 100, 合成: 几何, 取整: 2位, 指标:"
            " {一: {满分: 50, 权重: 75%}, 二: {权重: 25%}}}}\n",
            row("甲", "一", "40"), row("甲", "二", "5"),
        )  # fmt: skip
        # 80^(3/4) × 5^(1/4) = 40.
        assert told(made, "组")[1:3] == [
            "合成的各项：一 40/50（权重 75%）、二 5（权重 25%）。",
            "按「几何平均」合成，得 40 分。",
        ]


class TestOtherWays:
    def test_ballots_of_weighted_classes(self):
        made = scored(
            "指标:\n  评:\n    分值: 20\n    评分:\n"
            "      评分人: {领导: {权重: 60%, 最少: 2}, 群众: {权重: 40%}}\n"
            "      量表: {好: 100, 中: 80, 不了解: 不计}\n",
            row("甲", "评", "好", 评分人类别="领导"), row("甲", "评", "中", 评分人类别="领导"),
            row("甲", "评", "好", 评分人类别="群众"), row("甲", "评", "不了解", 评分人类别="群众"),
        )  # fmt: skip
        # (90 × 60% + 100 × 40%) × 20/100 = 18.8.
        assert told(made, "评")[1:] == [
            "「领导」有效票 2 张（好 1、中 1），汇集为 90，权重 60%。",
            "「群众」有效票 1 张（好 1），汇集为 100，权重 40%，另有 1 张不计入（不了解 1）。",
            "各类评分人按权重合成，折算到满分，得 18.8 分。",
        ]

    def test_too_few_ballots_leave_it_open(self):
        made = scored(
            "指标: {评: {分值: 20, 评分: {评分人: {领导: {权重: 100%, 最少: 2}}}}}\n",
            row("甲", "评", "90", 评分人类别="领导"),
        )
        assert told(made, "评")[:2] == [
            "「评」尚缺数据，在 0 至 20 分之间（满分 20 分）。",
            "「领导」有效票 1 张，不足 2 张，先按 0 至 100 估计。",
        ]

    def test_plan_items(self):
        made = scored(
            "指标: {任务: {分值: 10, 计划: {计分: 按完成比例折算, 分值合计: 100}}}\n",
            row("甲", "任务", "5", 事项="修路", 分值="60", 目标="10", 佐证="台账"),
            row("甲", "任务", "9", 事项="种树", 分值="40", 目标="9"),
        )
        # (60 × 5/10 + 40) × 10/100 = 7.
        assert told(made, "任务") == [
            "「任务」得 7 分（满分 10 分，失 3 分）。",
            "按完成比例折算：满分 × 完成比例（数值 / 目标，最低按 0，最高按 100%）。",
            "计划事项「修路」（数值 5，目标 10）（佐证：台账）：满分 60 分，得 30 分。",
            "计划事项「种树」（数值 9，目标 9）（facts 第 2 行）：满分 40 分，得 40 分。",
        ]

    def test_a_result_of_another_scheme(self):
        other = loaded("指标: {进度: {分值: 100, 依据: 五}}\n",
                       head=HEAD.replace("trial", "other").replace("单位", "项目"))  # fmt: skip
        text = (
            "指标: {一: {分值: 100, 引用: {方案: other, 关系: 承担, 取: 总分}}}\n"
            "事实: {承担: {条目: {}, 类型: 对象}}\n"
        )
        made = scored(
            text, row("甲", "承担", "桥"), row("桥", "进度", "80"), feeders={"other": other},
            subjects=({"对象": "甲", "类": "单位"}, {"对象": "桥", "类": "项目"}),
        )  # fmt: skip
        tree = derived(made, "一")
        assert tree.sentences[-1] == "取自方案「试」的「总分」，得 80 分。"
        (fed,) = tree.children
        assert (fed.scheme, fed.share.relation) == ("试", "feed")
        assert fed.sentences[0] == "方案「试」里 桥 的「总分」得 80 分（满分 100 分，失 20 分）。"

    def test_a_given_node_ends_there(self):
        made = scored(PARTS, row("甲", "一", "55", 周期="2025", 来源="考核办"))
        tree = derived(made, "一")
        assert tree.children == ()
        assert tree.sentences[1] == "直接给定为 55 分（来源：考核办），其下不再计算。"

    @pytest.mark.parametrize(
        ("policy", "sentence"),
        [
            ("零分", "缺数据，按规定计零分。"), ("满分", "缺数据，按规定计满分。"),
            ("移出", "缺数据，按规定移出。"), ("全案为零", "缺数据，按规定全案为零。"),
        ],
    )  # fmt: skip
    def test_a_settled_absence(self, policy, sentence):
        made = scored(f"指标: {{一: {{分值: 60, 缺: {policy}}}, 二: {{分值: 40}}}}\n",
                      row("甲", "二", "40"))  # fmt: skip
        assert told(made, "一")[-1] == sentence

    def test_an_undefined_value_as_the_scheme_says(self):
        made = scored("指标: {一: {分值: 10, 计分: 按完成比例折算, 无定义: 4}}\n",
                      row("甲", "一", "0", 目标="0"))  # fmt: skip
        assert told(made, "一")[0] == "「一」得 4 分（满分 10 分，失 6 分）。"
        assert told(made, "一")[-1] == "算式没有定义，按规定取值。"


class TestOrigins:
    def test_a_field_of_another_key(self):
        made = scored(
            "指标:\n  一: {分值: 10, 算式: 财政.目标 / 二.满分}\n"
            "  二: {分值: 20, 计分: 按完成比例折算}\n"
            "事实: {财政: {字段: {目标: {单位: 万元}}, 依据: 三}}\n",
            row("甲", "财政", "1", 目标="40", 文号="一号"), row("甲", "二", "1", 目标="2"),
        )  # fmt: skip
        (step,) = derived(made, "一").steps
        target, full = step.figures
        assert (target.coordinate, target.unit, target.clause) == (
            "甲:财政.目标@2025",
            "万元",
            "三",
        )
        assert target.evidence.document == "一号"
        assert (full.kind, full.value) == ("node", 20)
        assert step.sentence == "其中 财政.目标 40 万元（一号），二.满分 20 分，算得 2 分。"

    def test_a_fact_gathered_from_finer_periods_names_every_row(self):
        made = scored(
            "指标: {一: {分值: 100, 算式: 量}}\n事实: {量: {汇总期: 是}}\n",
            row("甲", "量", "2", 周期="2025Q1", 文号="一号"), row("甲", "量", "3", 周期="2025Q2"),
            row("甲", "量", "3", 周期="2025Q3"), row("甲", "量", "3", 周期="2025Q4"),
        )  # fmt: skip
        assert told(made, "一")[-1] == (
            "其中 量 11（由 2025Q1 2（一号）、2025Q2 3（facts 第 2 行）、"
            "2025Q3 3（facts 第 3 行）、2025Q4 3（facts 第 4 行） 汇总），算得 11 分。"
        )

    def test_whether_a_list_has_a_row_names_the_first(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: if 事故 then 0 else 10}}\n事实: {事故: {条目: {}}}\n",
            row("甲", "事故", 日期="2025-02-01", 文号="云安〔2025〕2号"),
        )
        assert told(made, "一")[-1] == "其中 事故 是（云安〔2025〕2号，2025-02-01），算得 0 分。"

    def test_a_group_by_a_named_column_and_several_years(self):
        made = scored(
            '指标: {一: {分值: 100, 算式: \'最大(同组(量, "片区")) + 合计(近年(量, 2))\'}}\n'
            "事实: {量: {首期: 0}}\n",
            row("甲", "量", "5"), row("乙", "量", "9"), row("丙", "量", "7"),
            row("甲", "量", "2", 周期="2024"), row("甲", "量", "1", 周期="2023"),
            subjects=tuple(
                {"对象": name, "类": "单位", "片区": area}
                for name, area in (("甲", "东"), ("乙", "西"), ("丙", "东"))
            ),
        )  # fmt: skip
        (step,) = derived(made, "一").steps
        assert step.sentence == (
            '其中 同组(量, "片区")：甲 5、丙 7，'
            "近年(量, 2) 为 1（2023，facts 第 5 行）、2（2024，facts 第 4 行），"
            "算得 10 分。"
        )
        years = next(one for one in step.figures if one.name == "近年(量, 2)")
        assert [one["exact"] for one in years.as_json()["value"]] == ["1", "2"]

    def test_an_open_parameter_leaves_the_scale_untold(self):
        made = scored(
            "指标: {一: {分值: 10, 算式: 5, 满分: 加数}, 二: {分值: 90}}\n"
            "参数: {加数: {单位: 分}}\n",
            row("甲", "二", "1"),
        )
        assert derived(made, "一").full is None
        assert derived(made, "一").lost is None
        assert any(one.code == "open-parameter" for one in made.result.subjects[0].problems)

    def test_a_feed_without_relation_and_one_that_is_not_there(self):
        other = loaded("指标: {进度: {分值: 100}}\n", head=HEAD.replace("trial", "other"))
        text = "指标: {一: {分值: 100, 引用: {方案: other, 取: 进度}}}\n"
        made = scored(text, row("甲", "进度", "80"), feeders={"other": other},
                      subjects=({"对象": "甲", "类": "单位"},))  # fmt: skip
        (fed,) = derived(made, "一").children
        assert (fed.path, fed.subject) == ("进度", "甲")
        alone = scored(text, row("甲", "总分.得分", "1"), subjects=({"对象": "甲", "类": "单位"},))
        assert derived(alone, "一").children == ()


class TestFigures:
    """Where each figure of a formula comes from, with its unit, coordinate and clause."""

    def figures(self, text, *rows, path="一", **more):
        (step,) = [
            one for one in derived(scored(text, *rows, **more), path).steps
            if one.kind in ("formula", "combine")
        ]  # fmt: skip
        return {one.name: one for one in step.figures}

    def test_nodes_derived_values_parameters_and_fields(self):
        found = self.figures(
            "参数: {线: {默认: 3, 单位: 件, 依据: 二}}\n"
            "事实: {量: {单位: 件, 依据: 三, 首期: 0}}\n"
            "派生: {增: {算式: 量 - 上年(量), 单位: 件}}\n"
            "指标: {一: {分值: 60, 算式: 增 + 线 + 二.得分 + 二.满分 + 量.目标 + 满分},"
            " 二: {分值: 40, 依据: 四}}\n",
            row("甲", "量", "9", 目标="2"), row("甲", "量", "4", 周期="2024"),
            row("甲", "二", "30"),
        )  # fmt: skip
        told = {
            label: (one.kind, one.unit, one.coordinate, one.clause) for label, one in found.items()
        }
        assert told == {
            "增": ("derived", "件", "甲:增@2025", None),
            "线": ("parameter", "件", "参数:线", "二"),
            "二.得分": ("node", "分", "甲:二@2025", "四"),
            "二.满分": ("node", "分", "甲:二@2025", "四"),
            "量.目标": ("fact", None, "甲:量.目标@2025", "三"),
            "满分": ("own", "分", None, None),
        }

    def test_a_target_of_a_node_without_facts(self):
        found = self.figures(
            "指标: {组: {分值: 60, 指标: {二: {分值: 60}}}, 一: {分值: 40, 算式: 组.系数 * 10}}\n",
            row("甲", "组.系数", "2"), row("甲", "二", "30"),
        )  # fmt: skip
        assert (found["组.系数"].kind, found["组.系数"].unit) == ("fact", None)

    def test_a_history_that_fails_is_left_to_who_tells_it(self):
        made = scored(
            "事实: {量: {首期: 0}, 数: {}}\n"
            "指标: {一: {分值: 100, 算式: '往年(量, 数) + 往年(量, 1)'}}\n",
            row("甲", "量", "9"), row("甲", "数", "0.5"),
        )  # fmt: skip
        assert [one.code for one in made.result.subjects[0].problems] == ["bad-steps"]
        assert derived(made, "一").value is not None

    def test_a_branch_that_was_not_taken_may_not_be_computable(self):
        found = self.figures(
            "事实: {量: {首期: 0}, 数: {}}\n"
            "指标: {一: {分值: 100, 算式: 'if 数 >= 1 then 往年(量, 数) else 上年(量)'}}\n",
            row("甲", "量", "9"), row("甲", "数", "0.5"), row("甲", "量", "4", 周期="2024"),
        )  # fmt: skip
        assert {name: one.value for name, one in found.items()} == {
            "数": Fraction(1, 2), "上年(量)": 4,
        }  # fmt: skip

    def test_own_target_and_coefficient_are_facts(self):
        found = self.figures(
            "指标: {一: {分值: 100, 范围: 0..99, 算式: 数值 / 目标 * 系数}}\n",
            row("甲", "一", "9", 目标="3", 来源="统计局"), row("甲", "一.系数", "2", 来源="考核办"),
        )  # fmt: skip
        assert {name: (one.kind, one.coordinate) for name, one in found.items()} == {
            "数值": ("fact", "甲:一@2025"),
            "目标": ("fact", "甲:一.目标@2025"),
            "系数": ("fact", "甲:一.系数@2025"),
        }
        assert found["系数"].evidence.source == "考核办"

    def test_the_coefficient_of_a_group_is_its_own(self):
        found = self.figures(
            "指标: {一: {分值: 100, 合成: 二 * 系数, 指标: {二: {分值: 100}}}}\n",
            row("甲", "二", "9"), row("甲", "一.系数", "2"),
        )  # fmt: skip
        assert (found["系数"].kind, found["系数"].value) == ("own", 2)

    def test_a_child_without_points_brings_nothing(self):
        made = scored(
            "指标: {一: {分值: 100}, 二: {分值: 0}}\n", row("甲", "一", "40"), row("甲", "二", "0")
        )
        assert [one.share.brings for one in derived(made).children] == [40, None]


PINNED = """
各期版本: {中期: 按 2020}
指标:
  甲: {分值: 100, 周期: {中期: 50%, 年终: 50%}, 指标: {一: {分值: 60}, 二: {分值: 40}}}
"""
THEN = PINNED.replace("各期版本: {中期: 按 2020}\n", "").replace("二", "三").replace("60", "70")
MARKS = """
对象,周期,指标,数值
局,2025中期,一,70
局,2025中期,三,10
局,2025年终,一,50
局,2025年终,二,40
"""


def test_a_part_that_is_pinned_to_a_version_is_told_by_that_version():
    old = scheme_of(
        THEN.replace("40}", "30}"), head=HEAD.replace('"1"', '"2020"').replace("2025-", "2020-")
    )
    made = world(scheme_of(PINNED, head=HEAD), MARKS, versions=(old,), tracing=True)
    middle, end = derived(made.scored, "甲", subject="局").children
    # The old version has 一 70 and 三 30: 70 + 10; ours has 一 60 and 二 40: 50 + 40.
    assert middle.sentences == (
        "「甲」2025中期得 80 分（满分 100 分，失 20 分）。",
        "按 2020 版计分。",
        "由 2 项合成：一 70 + 三 10。",
    )
    assert [one.name for one in middle.children] == ["一", "三"]
    assert end.sentences == (
        "「甲」2025年终得 90 分（满分 100 分，失 10 分）。",
        "由 2 项合成：一 50 + 二 40。",
    )
