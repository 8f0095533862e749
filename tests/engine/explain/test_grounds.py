"""What a verdict rests on, and seats that stay empty."""

from __future__ import annotations

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.overview import decision_lines, rankings
from kaoji.engine.explain.telling import derivation_lines, headline, verdict_lines
from tests.engine.explain.telling import row, scored


def lines(made, name):
    subject = next(one for one in made.result.subjects if one.subject == name)
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    return [f"{'  ' * depth}{text}" for depth, text in verdict_lines(account)]


VETOES = """\
指标: {一: {分值: 50}, 二: {分值: 50}}
派生: {低项: '个数([一, 二][item < 20])'}
等次: {优秀: {不低于: 90}, 合格: {不低于: 40}, 不合格: 其余}
否决:
  低分项: {情形: 低项 >= 1, 机关: 督导室, 依据: 九, 效果: [{封顶: 合格}]}
  事故: {机关: 安委会, 依据: 十, 效果: [{降: 1等}, {取消评先: [单位]}]}
"""


class TestVetoes:
    def test_a_condition_comes_with_its_figures_and_a_case_with_its_rows(self):
        made = scored(
            VETOES, row("甲", "一", "50"), row("甲", "二", "10"),
            row("甲", "事故", 日期="2025-03-01", 文号="安〔2025〕1号", 事项="塌方"),
        )  # fmt: skip
        # 60 points are 合格; the cap changes nothing, the accident takes one grade.
        told = lines(made, "甲")
        assert told[0] == (
            "否决事项「低分项」成立（情形 低项 ≥ 1，其中 低项 1），等次最高为「合格」"
            "（依据 九，机关 督导室）：等次仍为 合格。"
        )
        assert "  「低项」= 1。" in told
        assert (
            "否决事项「事故」成立，降 1 等（依据 十，机关 安委会）：等次 合格 → 不合格。"
        ) in told
        assert "    塌方（安〔2025〕1号，2025-03-01）：1 件。" in told
        assert not any("→ 合格" in one or one.startswith("标记") for one in told)
        assert told[-1] == "不计否决事项，等次为「合格」。"

    def test_what_does_not_hold_is_not_told(self):
        made = scored(VETOES, row("甲", "一", "50"), row("甲", "二", "45"))
        assert lines(made, "甲") == ["比「优秀」的线 90 分 高 5 分。"]

    def test_the_condition_of_a_grade_that_is_not_met(self):
        made = scored(
            "指标: {一: {分值: 100}}\n等次: {甲等: {情形: 一 >= 90}, 乙等: 其余}\n",
            row("甲", "一", "70"),
        )
        assert "「甲等」的情形不成立：一 ≥ 90，其中 一 70 分。" in lines(made, "甲")


QUOTA = """\
指标: {{一: {{分值: 100}}}}
等次:
  优秀: {{名额: 2, 不低于: 60, {rule}}}
  良好: 其余
"""


MARKS = (("甲", "80"), ("乙", "95"), ("丙", "80"), ("丁", "70"))


def test_those_who_are_level_and_go_out_leave_a_seat_and_say_so():
    made = scored(
        QUOTA.format(rule="并列: 同出"),
        *(row(name, "一", mark) for name, mark in MARKS),
    )  # fmt: skip
    seats = "「优秀」名额：2；拟列 乙；空出 1 个名额，甲、丙 在最后名额处并列，按规定都不列入。"
    assert list(decision_lines(made.result)) == [seats]
    level = "等次 优秀 → 良好：在「优秀」最后名额处并列，按规定并列者都不列入（名额 2）。"
    assert lines(made, "甲")[0] == level
    behind = "等次 优秀 → 良好：排在并列而都不列入者之后，轮不到「优秀」（名额 2）。"
    assert lines(made, "丁")[0] == behind


def test_a_seat_that_nobody_is_fit_for():
    made = scored(QUOTA.format(rule="并列: 同进"), row("甲", "一", "80"), row("乙", "一", "50"))
    assert list(decision_lines(made.result)) == [
        "「优秀」名额：2；拟列 甲；空出 1 个名额，够条件的只有 1 个。"
    ]


def test_a_seat_that_a_barred_winner_leaves_empty():
    rule = "并列: 同进, 递补: 空缺, 取消评先情形: [事故]"
    made = scored(
        QUOTA.format(rule=rule).replace("名额: 2", "名额: 1"),
        row("甲", "一", "80"), row("乙", "一", "70"), row("甲", "事故", 日期="2025-01-02"),
    )  # fmt: skip
    assert list(decision_lines(made.result)) == [
        "「优秀」名额：1；空出 1 个名额，甲 不得列入，按规定不递补。"
    ]
    assert lines(made, "乙")[0] == (
        "等次 优秀 → 良好：「优秀」的名额已按顺序排定，空出的不递补（名额 1）。"
    )


def test_a_second_effect_of_a_veto_is_told_behind_the_first():
    made = scored(
        VETOES, row("甲", "一", "50"), row("甲", "二", "45"), row("甲", "事故", 日期="2025-01-02")
    )
    told = [one for one in lines(made, "甲") if one.startswith("否决事项")]
    assert told == [
        "否决事项「事故」成立，降 1 等（依据 十，机关 安委会）：等次 优秀 → 合格。",
        "否决事项「事故」另取消单位评先资格（依据 十，机关 安委会）。",
    ]


def test_a_barred_subject_is_not_told_of_a_full_quota():
    rule = "并列: 同进, 递补: 顺延, 取消评先情形: [事故]"
    made = scored(
        QUOTA.format(rule=rule).replace("名额: 2", "名额: 1"),
        row("甲", "一", "80"), row("乙", "一", "90"), row("甲", "事故", 日期="2025-01-02"),
    )  # fmt: skip
    assert not any("最后一个名额" in one for one in lines(made, "甲"))


def test_a_value_other_than_the_total_that_grades_is_told_with_its_derivation():
    made = scored(
        "指标:\n  甲: {分值: 60, 计分: 直接评分}\n  乙: {分值: 40, 计分: 直接评分}\n"
        "派生:\n  达标率: {算式: 甲 / 60 * 100, 单位: '%'}\n"
        "定等: {值: 达标率}\n等次:\n  好: {不低于: 80}\n  差: 其余\n",
        row("一", "甲", "54"), row("一", "乙", "30"),
    )  # fmt: skip
    (subject,) = made.result.subjects
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    told = [text for _depth, text in verdict_lines(account)]
    assert told[0] == "等次按「达标率」定：90%。"
    assert "「达标率」= 90%。" in [text.replace(" %", "%") for text in told]
    assert told[-1] == "比「好」的线 80% 高 10%。"


def test_who_is_out_by_a_veto_waits_for_no_decision():
    made = scored(
        "指标: {甲: {分值: 100, 计分: 直接评分}}\n事实: {事故: {类型: 是否}}\n"
        "等次:\n  优: {不低于: 90, 名额: 1, 并列: 提请 组, 递补: 顺延}\n  差: 其余\n"
        "否决: {事故: {效果: [{定为: 差}]}}\n",
        *(row(name, "甲", "95") for name in "一二"),
        row("一", "事故", "否"), row("二", "事故", "是"),
    )  # fmt: skip
    subject = next(one for one in made.result.subjects if one.subject == "二")
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    told = [text for _depth, text in verdict_lines(account)]
    assert told[0].startswith("若不计否决事项：等次 优 → 未定：在「优」最后名额处并列")
    assert told[-1] == "不计否决事项，达到「优」，但在名额末位并列，等次未定。"


def test_what_is_left_out_for_being_late_is_missing_and_the_parts_say_by_what_they_are_divided():
    made = scored(
        "指标:\n  甲: {分值: 60, 缺: 移出, 不适用: 重摊, 计分: 直接评分}\n"
        "  乙: {分值: 40, 周期: {季度: 25%}, 缺: 以已到者计, 计分: 直接评分}\n",
        row("一", "乙", "30", 周期="2025Q1"), period="2025",
    )  # fmt: skip
    (subject,) = made.result.subjects
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    lines = [text for _depth, text in derivation_lines(account.derivation)]
    assert any(text.startswith("「甲」缺数据") for text in lines)
    assert "由 1 项合成：（2025Q1 30 × 25%）÷ 25%。" in lines
    (ranking,) = rankings(made.result, scheme=made.run.plan.scheme)
    assert ranking.lines[0].cells[2] == "缺"


def head(made, name):
    subject = next(one for one in made.result.subjects if one.subject == name)
    return list(headline(account_of(made, subject=subject, node="总分", period=made.run.period)))


def test_the_only_grade_that_is_possible_is_told_as_open():
    """20 points, at most 60: 合格 whatever comes, and yet not given."""
    grades = "等次: {优秀: {不低于: 90}, 合格: 其余}\n"
    made = scored("指标: {一: {分值: 60}, 二: {分值: 40}}\n" + grades, row("甲", "一", "20"))
    assert head(made, "甲")[1] == ("得分在 20 至 60 之间，等次未定，只可能是合格，名次暂为第 1。")


def test_what_a_veto_does_to_a_grade_that_is_open():
    """50 to 100 points: down one grade from either, to which is not known yet."""
    made = scored(VETOES, row("甲", "一", "50"), row("甲", "事故", 日期="2025-01-02"))
    assert head(made, "甲")[1].startswith("得分在 50 至 100 之间，等次未定，可能是合格或不合格")
    told = lines(made, "甲")
    assert told[0] == "否决事项「事故」成立，降 1 等（依据 十，机关 安委会）：等次未定。"
    # 低项 counts those below 20: 一 is not, 二 may be.
    assert "「低分项」尚不能确定：情形 低项 ≥ 1，其中 低项 0 至 1。" in told
    assert "  「低项」尚缺数据，在 0 至 1 之间。" in told


def test_a_condition_that_asks_for_a_column_which_is_not_there_is_told_as_it_was_judged():
    made = scored(
        "指标: {一: {分值: 100}}\n"
        "等次: {甲等: {情形: 属性(试点) = null and 一 >= 90}, 乙等: 其余}\n",
        row("甲", "一", "95"),
    )
    assert made.result.subjects[0].verdict.grade == "甲等"
    (told,) = [one for one in lines(made, "甲") if one.startswith("「甲等」")]
    assert told.startswith("「甲等」的情形成立")


def test_a_side_condition_that_fails_or_is_not_known():
    text = (
        "指标: {一: {分值: 100}}\n事实: {奖: {类型: 是否}}\n"
        "等次: {甲等: {不低于: 90, 条件: [{条件: 奖, 说明: 获过奖}]}, 乙等: 其余}\n"
    )
    won = scored(text, row("甲", "一", "95"), row("甲", "奖", "是"))
    assert not any("获过奖" in one for one in lines(won, "甲"))
    lost = lines(scored(text, row("甲", "一", "95"), row("甲", "奖", "否")), "甲")
    assert lost[:2] == [
        "等次 甲等 → 乙等：未满足「甲等」的条件：获过奖，降一等。",
        "「获过奖」的情形不成立：奖，其中 奖 否（facts 第 2 行）。",
    ]


def test_a_ground_as_json():
    made = scored(VETOES, row("甲", "一", "50"), row("甲", "二", "10"))
    (subject,) = made.result.subjects
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    (ground,) = account.grounds
    shape = ground.as_json()
    assert {key: shape[key] for key in ("kind", "name", "holds", "condition", "note")} == {
        "kind": "veto", "name": "低分项", "holds": True, "condition": "低项 >= 1", "note": None,
    }  # fmt: skip
    assert [one["name"] for one in shape["figures"]] == ["低项"]


def test_a_case_of_another_issuer_is_no_ground():
    text = VETOES.replace("事故: {", "事故: {发文机关: [市安委办], ")
    rows = row("甲", "一", "50"), row("甲", "二", "45")
    cases = [
        row("甲", "事故", 日期="2025-03-01", 事项="塌方", 发文机关=issuer)
        for issuer in ("县安委办", "市安委办")
    ]
    found = []
    for count in (1, 2):
        made = scored(text, *rows, *cases[:count])
        (subject,) = made.result.subjects
        account = account_of(made, subject=subject, node="总分", period=made.run.period)
        found.append([(one.name, one.holds) for one in account.grounds if one.kind == "veto"])
    assert found == [[], [("事故", True)]]


TAIL = """\
指标: {组: {分值: 60, 指标: {一: {分值: 60, 计分: 按完成比例折算, 单位: 万元}}}, 二: {分值: 40}}
定等: {值: %s}
等次: {优: {不低于: 50}, 差: 其余}
"""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("一", ["等次按「一」定：54 分。", "比「优」的线 50 分 高 4 分。"]),
        ("一.得分", ["等次按「一」定：54 分。", "比「优」的线 50 分 高 4 分。"]),
        ("一.数值", ["比「优」的线 50 高 40。"]),  # a figure: neither points nor their derivation
    ],
)
def test_a_field_of_a_node_may_grade(value, told):
    made = scored(TAIL % value, row("甲", "一", "90", 目标="100"), row("甲", "二", "30"))
    found = lines(made, "甲")
    assert [one for one in found if not one.startswith(" ")] == told


def test_a_case_called_like_an_indicator_in_a_group_holds_nowhere():
    """The linter refuses such a scheme; judging and the account that tells of it still agree."""
    made = scored(
        "指标: {组: {分值: 100, 指标: {一: {分值: 100}}}}\n等次: {优: {不低于: 50}, 差: 其余}\n"
        "否决: {一: {效果: [{定为: 差}]}}\n",
        row("甲", "一", "55"),
    )
    assert made.result.subjects[0].verdict.grade == "优"
    assert lines(made, "甲") == ["比「优」的线 50 分 高 5 分。"]
