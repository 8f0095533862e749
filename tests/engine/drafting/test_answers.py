"""What each answer comes to in the scheme, and rows that are odd but common."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.drafting.asking import Answer
from kaoji.engine.drafting.draft import draft_of
from kaoji.engine.drafting.layout import propose
from kaoji.engine.drafting.sheet import MOST_ROWS, read_tables
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.drafting.books import workbook
from tests.engine.drafting.test_draft import HEADING

HEAD = ["指标", "分值", "计分办法"]
VAGUE = [HEAD, ["工作作风", 100, "视情况扣1-3分"]]


def drafted(rows, *, merges=(), answers=None):
    """The draft of rows as a workbook has them."""
    (read,) = read_tables(workbook(rows, merges), file="考核指标表.xlsx").tables
    return draft_of(read, layout=propose(read), answers=answers or {})


def written(rows, *, merges=(), answers=None):
    return drafted(rows, merges=merges, answers=answers).text(HEADING)


def codes(text):
    scheme, loaded = load_scheme_text(text, file="方案")
    return [one.code for one in check_scheme(scheme, loaded=loaded) if one.severity == "error"]


def left(found):
    return [one.address for one in found.unused]


# A sentence that nobody can read, and how somebody says it is scored ---------------------------

RULES = {
    "judged": (Answer("judged"), ["计分: 直接评分"]),
    "yes_no": (Answer("yes_no"), ["类型: 是否", "计分: 是否"]),
    "proportion": (Answer("proportion"), ["计分: 按完成比例折算"]),
    "each": (Answer("each", " 2.5 "), ["条目: {}", "每条: 2.5", "计分: 扣分"]),
}


@pytest.mark.parametrize("choice", RULES)
def test_a_rule_that_is_not_understood_is_scored_as_answered(choice):
    answer, expected = RULES[choice]
    more = {"cap:C2": Answer("full")} if choice == "proportion" else {}
    found = drafted(VAGUE, answers={"rule:C2": answer, **more})
    assert found.open_count == 0
    lines = [one.strip() for one in found.text(HEADING).splitlines()]
    assert "分值: 100" in lines
    assert [one for one in expected if one not in lines] == []
    assert codes(found.text(HEADING)) == []


def test_completion_that_was_chosen_is_asked_for_its_ceiling_like_one_that_was_written():
    """完成比例 without a word about more than all of it: nobody guesses a ceiling."""
    found = drafted(VAGUE, answers={"rule:C2": Answer("proportion")})
    assert [one.key for one in found.questions if not one.is_answered] == ["cap:C2"]


@pytest.mark.parametrize("sentence", [
    "完成率×分值，另行奖励", "完成率×分值，最高不超过满分，超额不加分", "完成率×分值，每低1%扣1分",
])  # fmt: skip
def test_a_sentence_of_completion_with_more_in_it_is_asked(sentence):
    """What stands behind the comma is no ceiling, or there are two: half is not understood."""
    found = drafted([HEAD, ["产值", 100, sentence]])
    assert [one.key for one in found.questions] == ["rule:C2"]


# Rows that are no indicators --------------------------------------------------------------------


def test_a_row_that_is_no_indicator_is_left_out_whole():
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["说明见附件二", "略", "另文通知"]]
    found = drafted(rows, answers={"points:A3": Answer("out")})
    assert [one.name for one in found.items] == ["产值"]
    assert left(found) == ["A3", "B3", "C3"]
    assert codes(found.text(HEADING)) == []


def test_a_bonus_that_is_not_written_in_is_listed():
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["加分项"], ["创新", None, "酌情加分"]]
    found = drafted(rows, merges=["A3:C3"], answers={"each:C4": Answer("out")})
    assert [one.name for one in found.items] == ["产值"]
    assert left(found) == ["A3", "A4", "C4"]
    assert "创新" not in found.text(HEADING).partition("# 表里未用到的内容")[0]


def test_a_veto_that_is_not_written_in_is_listed():
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["一票否决"], ["安全生产", None, "发生事故"]]
    found = drafted(rows, merges=["A3:C3"], answers={"veto:A4": Answer("out")})
    assert left(found) == ["A3", "A4", "C4"]
    assert "否决:" not in found.text(HEADING).splitlines()


def test_a_veto_whose_name_is_no_key_keeps_its_name():
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["一票否决"], ["安全、环保", None, "发生事故"]]
    answers = {"veto:A4": Answer("unit", "县安委会")}
    text = written(rows, merges=["A3:C3"], answers=answers)
    assert '    名称: "安全、环保"' in text.splitlines()
    assert "    效果: [{取消评先: [单位]}]" in text.splitlines()
    assert codes(text) == []


def test_bonuses_without_a_limit_when_the_office_says_so():
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["加分项"], ["获奖", None, "每获一项奖加2分"]]
    answers = {"most:C4": Answer("none")}
    text = written(rows, merges=["A3:C3"], answers=answers)
    assert "每条: 2" in text
    assert "上限" not in text
    assert codes(text) == []


def test_a_bonus_that_is_judged_is_asked_for_its_most():
    """What people give at their discretion has no bound of its own; 不设上限 is not offered."""
    rows = [HEAD, ["产值", 100, "由考核组评定"], ["加分项"], ["创新", None, "酌情加分"]]
    judged = {"each:C4": Answer("judged")}
    found = drafted(rows, merges=["A3:C3"], answers=judged)
    (asked,) = [one for one in found.questions if not one.is_answered]
    assert (asked.key, [one.key for one in asked.choices]) == ("most:C4", ["cap"])
    done = judged | {"most:C4": Answer("cap", "5")}
    text = written(rows, merges=["A3:C3"], answers=done)
    assert "        满分: 5" in text.splitlines()
    assert codes(text) == []


def test_rows_that_hold_nothing_of_their_own_say_nothing():
    """Blanks were typed beside cells that are merged down."""
    rows = [HEAD, ["产值", 100, "由考核组评定"], [None, None, "　 "]]
    found = drafted(rows, merges=["A2:A3", "B2:B3"])
    assert [(one.name, one.points) for one in found.items] == [("产值", 100)]
    assert left(found) == []


def test_a_rule_before_any_indicator_belongs_to_none():
    rows = [HEAD, [None, None, "本表各项按年度考核"], ["产值", 100, "由考核组评定"]]
    found = drafted(rows)
    assert [one.leaf.rule_text for one in found.items] == ["由考核组评定"]
    assert left(found) == ["C2"]


def test_points_below_an_indicator_are_one_more_of_the_same_name():
    """A name merged over two rows that each have points: two indicators, told apart by a number."""
    rows = [HEAD, ["服务", 60, "由考核组评定"], [None, 40, "由群众评价"]]
    found = drafted(rows, merges=["A2:A3"], answers={"twice:B3": Answer("apart")})
    assert [(one.name, one.points) for one in found.items] == [("服务", 60), ("服务之2", 40)]
    assert codes(found.text(HEADING)) == []


def test_points_below_a_name_that_is_not_merged_are_one_more_too():
    rows = [HEAD, ["服务", 60, "由考核组评定"], [None, 40, "由群众评价"]]
    found = drafted(rows, answers={})
    assert [(one.name, one.points) for one in found.items] == [("服务", 60), ("服务之2", 40)]


@pytest.mark.parametrize(
    ("name", "points", "expected", "amount"),
    [
        ("产值（60分）", None, "产值", 60),
        ("1.产值（满分60分）", "60分", "产值", 60),
        # The column counts; the brackets may be a limit of something, and stay.
        ("产值（20分）", 60, "产值（20分）", 60),
    ],
)
def test_points_in_the_brackets_of_a_name(name, points, expected, amount):
    rows = [HEAD, [name, points, "由考核组评定"], ["服务", 40, "由考核组评定"]]
    found = drafted(rows)
    assert (found.items[0].name, found.items[0].points) == (expected, amount)
    assert codes(found.text(HEADING)) == []


# Groups and their sums --------------------------------------------------------------------------

GROUPS = ["一级指标", "分值", "二级指标", "标准分", "考核办法"]


def test_points_of_a_group_that_are_no_number_are_listed():
    rows = [GROUPS, ["发展", "若干", "产值", 100, "由考核组评定"]]
    found = drafted(rows)
    assert found.outline.stated == []
    assert left(found) == ["B2"]


def grouped(stated):
    rows = [
        GROUPS,
        ["发展", stated, "产值", 40, "由考核组评定"],
        [None, None, "外贸", 20, "由考核组评定"],
        ["服务", 40, "窗口", 40, "由考核组评定"],
    ]
    return rows, ["A2:A3", "B2:B3"]


def test_a_group_that_is_believed_is_written_and_the_check_says_that_it_does_not_add_up():
    rows, merges = grouped(70)
    found = drafted(rows, merges=merges, answers={"sum:B2": Answer("stated")})
    assert found.sums.groups == {("发展",): Fraction(70)}
    lines = found.text(HEADING).splitlines()
    begun = lines.index("  发展:")
    assert "    分值: 70" in lines[begun : lines.index("    指标:", begun)]
    assert codes(found.text(HEADING)) != []


def test_a_group_whose_members_are_believed_has_no_points_of_its_own():
    rows, merges = grouped(70)
    found = drafted(rows, merges=merges, answers={"sum:B2": Answer("children")})
    assert found.sums.groups == {}
    assert "分值: 70" not in found.text(HEADING)
    assert codes(found.text(HEADING)) == []


def test_the_points_of_a_group_beside_the_sum_are_held_against_nothing_and_listed():
    """加分项（5分） is no part of 100: its figure is not added, and not lost."""
    rows = [
        GROUPS,
        ["发展", 100, "产值", 100, "由考核组评定"],
        ["加分", 5, "获奖", None, "每获一项奖加2分，最高3分"],
    ]
    found = drafted(rows)
    assert left(found) == ["B3"]
    assert found.sums.full == 100
    assert codes(found.text(HEADING)) == []


def test_names_that_come_to_the_same_key_get_a_number():
    """Signs are no part of a key: 办文、办会 and 办文办会 are told apart."""
    rows = [HEAD, ["办文、办会", 50, "由考核组评定"], ["办文/办会", 50, "由考核组评定"]]
    lines = written(rows).splitlines()
    keys = [one for one in lines if one.startswith("  ") and one.endswith(":")]
    assert len(set(keys)) == len(keys) == 2
    assert keys[1] == f"{keys[0][:-1]}_2:"
    assert {'    名称: "办文、办会"', '    名称: "办文/办会"'} <= set(lines)
    assert codes("\n".join(lines)) == []


# Files ------------------------------------------------------------------------------------------


def test_a_long_list_is_no_table_of_indicators():
    rows = [HEAD, *([f"第{number}项", 1, "由考核组评定"] for number in range(MOST_ROWS))]
    read = read_tables(workbook(rows), file="名单.xlsx")
    (problem,) = read.problems
    assert problem.code == "not-an-indicator-table"
    assert problem.message == "工作表「县直」有 2001 行、3 列，不像考核指标表"


def test_blanks_within_a_row_are_no_cells():
    read = read_tables(workbook([HEAD, ["产值", "　 ", "由考核组评定"]]), file="a.xlsx").tables[0]
    assert [one.address for one in read.row(2)] == ["A2", "C2"]
