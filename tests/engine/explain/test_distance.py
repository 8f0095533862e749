"""How far the next grade is, who has the seat, and which single change would have done."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.explain.account import account_of
from tests.engine.explain.telling import row, scored

GRADES = "等次: {优秀: {不低于: 90}, 良好: {不低于: 75}, 一般: 其余}\n"
TEXT = (
    "指标:\n"
    "  财政: {分值: 40, 计分: 按完成比例折算, 单位: 万元, 范围: 1..2000}\n"
    "  信访: {分值: 20}\n"
    "  治理: {分值: 40}\n"
) + GRADES


def distance(made, name="甲"):
    subject = next(one for one in made.result.subjects if one.subject == name)
    account = account_of(made, subject=subject, node="总分", period=made.run.period)
    return account.distance


def sentences(made, name="甲"):
    return list(distance(made, name).sentences)


def facts(money, calls, order, name="甲"):
    return (
        row(name, "财政", money, 目标="1000"), row(name, "信访", calls), row(name, "治理", order)
    )  # fmt: skip


def test_points_to_the_next_grade_and_each_single_change_that_gets_there():
    # 40 × 0.8 + 18 + 35 = 85: 5 points short of 90, 10 above 75. 财政 may rise to 37 = 40 × 0.925;
    # 信访 has 2 points left and cannot do it; 治理 may rise to 40.
    made = scored(TEXT, *facts("800", "18", "35"))
    assert sentences(made) == [
        "「优秀」要不低于 90 分，现在是 85 分，差 5 分。",
        (
            "其他不变，下列任何一项单独就能评为「优秀」：「财政」由 32 分提高到 37 分"
            "（数值由 800 万元 改为 925 万元）；「治理」由 35 分提高到 40 分。"
        ),
        "比「良好」的线 75 分 高 10 分。",
    ]
    levers = {one.name: one for one in distance(made).levers}
    assert levers["财政"].fact.after == Fraction(925)


def test_a_change_is_told_only_where_judging_with_it_gives_the_grade():
    # With a veto that caps at 良好 no points help, and it is the veto that is told.
    veto = "否决: {事故: {机关: 安委会, 依据: 十, 效果: [{封顶: 良好}]}}\n"
    made = scored(TEXT + veto, *facts("800", "18", "35"), row("甲", "事故", 日期="2025-01-02"))
    found = distance(made)
    assert found.levers == ()
    assert found.up.distance == 5


def test_nothing_is_told_that_could_not_be_reported():
    # 治理 is full; 财政 would need 40 × 1.0 with 2100 of 2100, beyond the range of 2000.
    money = row("甲", "财政", "1575", 目标="2100")
    made = scored(TEXT, money, row("甲", "信访", "10"), row("甲", "治理", "40"))
    assert sentences(made)[0] == "「优秀」要不低于 90 分，现在是 80 分，差 10 分。"
    assert [one.name for one in distance(made).levers] == ["信访"]


def test_on_the_line_and_at_the_top():
    made = scored(TEXT, *facts("1000", "10", "40"))
    assert sentences(made) == ["正好在「优秀」的线 90 分 上，再少一点就不够。"]


def test_a_line_that_must_be_passed():
    grades = "等次: {优秀: {高于: 90}, 一般: 其余}\n"
    made = scored("指标: {一: {分值: 100}}\n" + grades, row("甲", "一", "90"))
    assert sentences(made) == ["「优秀」要高于 90 分，正好在线上，再多一点就够。"]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (("95", "92"), "「优秀」最后一个名额由 甲 占，它的「总分」是 95，相差 3。"),
        (("95", "85"), "「优秀」要不低于 90 分，现在是 85 分，差 5 分，够了还要按顺序占得名额。"),
    ],
)
def test_who_stands_in_the_seat(marks, told):
    grades = "等次: {优秀: {不低于: 90, 名额: 1, 并列: 同进}, 一般: 其余}\n"
    made = scored(
        "指标: {一: {分值: 100}}\n" + grades,
        *(row(name, "一", mark) for name, mark in zip("甲乙", marks, strict=True)),
    )
    assert sentences(made, "乙")[0] == told


def test_points_that_win_no_seat_are_not_offered():
    # 乙 reaches 90 with 5 points more, but 甲 keeps the only seat.
    grades = "等次: {优秀: {不低于: 90, 名额: 1, 并列: 同进}, 一般: 其余}\n"
    made = scored(
        "指标: {一: {分值: 100}}\n" + grades, row("甲", "一", "95"), row("乙", "一", "85")
    )
    assert distance(made, "乙").levers == ()


def test_an_open_result_has_no_distance():
    made = scored(TEXT, row("甲", "信访", "18"))
    assert distance(made) is None


def test_as_json():
    shape = distance(scored(TEXT, *facts("800", "18", "35"))).as_json()
    assert shape["up"] == {"grade": "优秀", "line": "90", "strict": False, "distance": "5"}
    assert shape["levers"][0]["fact"] == {"before": "800", "after": "925"}
    assert len(shape["sentences"]) == 3


def test_a_grade_that_is_open_beside_a_known_total_has_no_distance():
    text = (
        "事实: {奖: {类型: 是否}}\n指标: {一: {分值: 100}}\n"
        "等次: {优: {不低于: 90, 条件: [{条件: 奖, 说明: 获过奖}]}, 差: 其余}\n"
    )
    made = scored(text, row("甲", "一", "95"))
    assert made.result.subjects[0].total == 95
    assert distance(made) is None
