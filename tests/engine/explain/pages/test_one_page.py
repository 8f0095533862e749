"""However much there is to tell, a statement is one page; what is left out is counted."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.pages.paper import Room, row_height, tall
from kaoji.engine.explain.pages.parts import Parts
from kaoji.engine.explain.pages.statement import statements_page
from tests.engine.explain.pages.height import PAGE, heights
from tests.engine.explain.pages.reader import read
from tests.engine.explain.telling import row, scored

LONG = "贯彻落实上级关于优化营商环境若干措施的实施意见并定期报告进展情况"
GRADES = "等次: {优秀: {不低于: 95}, 良好: {不低于: 85}, 合格: {不低于: 60}, 不合格: 其余}\n"


def account(made, name="甲"):
    (subject,) = [one for one in made.result.subjects if one.subject == name]
    return account_of(made, subject=subject, node=made.run.plan.root, period=made.run.period)


def page(made, *, dates=0):
    told = tuple((f"{LONG}{at}", date(2025, 1 + at % 12, 1)) for at in range(dates))
    return statements_page([account(made)], dates=told)


def flat(count, *, name="项{}", more="", marks=None):
    """A total of so many items of one point; half of each is earned, or of the first `marks`."""
    names = [name.format(at) for at in range(count)]
    items = ", ".join(f"{one}: {{分值: 1, 计分: 直接评分}}" for one in names)
    rows = [row("甲", one, "0.5") for one in (names if marks is None else names[:marks])]
    return scored(f"总分: {{满分: {count}}}\n指标: {{{items}}}\n{more}", *rows)


@pytest.mark.parametrize(
    ("count", "name", "marks"),
    list(product((1, 12, 30, 90), ("项{}", f"{LONG}{{}}", f"item_{'x' * 40}_{{}}"), (None, 1))),
)
def test_so_many_items_with_such_names_are_one_page(count, name, marks):
    (tallness,) = heights(page(flat(count, name=name, more=GRADES, marks=marks), dates=12))
    assert tallness <= PAGE


def test_what_there_is_no_room_for_is_one_line_and_still_adds_up():
    made = flat(90)
    found = read(page(made)).tables[0]
    folded = [line for line in found if "见计分表" in line[0]]
    (rest,) = folded
    count = int(re.search(r"其余 (\d+) 项", rest[0])[1])
    shown = [line for line in found[1:-1] if line not in folded]
    assert len(shown) + count == 90
    # Each is worth one point, of which half is earned.
    assert rest[1:] == [f"{count}.00", f"{count / 2:.2f}", f"−{count / 2:.2f}", "0.00"]
    assert found[-1] == ["总分", "90.00", "45.00", "−45.00", "0.00"]


def test_the_dearest_items_keep_their_lines():
    names = [f"项{at}" for at in range(60)]
    items = ", ".join(f"{one}: {{分值: 1, 计分: 直接评分}}" for one in names)
    rows = [row("甲", one, "0" if one == "项59" else "1") for one in names]
    made = scored(f"总分: {{满分: 60}}\n指标: {{{items}}}\n", *rows)
    lines = list(Parts.of(account(made).derivation).lines(most=3))
    assert [one.name for one in lines] == ["项0", "项1", "项59", "其余 57 项，见计分表", "总分"]


def test_very_many_bonuses_and_deductions_are_told_in_one_line():
    extras = ", ".join(f"奖{at}: {{分值: 1, 计分: 直接评分}}" for at in range(20))
    text = f"指标: {{一: {{分值: 100, 计分: 直接评分}}}}\n加分: {{指标: {{{extras}}}}}\n"
    rows = [row("甲", "一", "90"), *(row("甲", f"奖{at}", "1") for at in range(20))]
    (tallness,) = heights(page(scored(text, *rows), dates=12))
    assert tallness <= PAGE


def test_a_long_title_and_a_long_reason_leave_less_for_the_rest():
    unit = f"{LONG}办公室"
    made = scored(
        f"指标: {{一: {{分值: 100, 计分: 直接评分}}}}\n{GRADES}",
        row(unit, "一", "1", 来源=LONG * 30),
    )
    html = statements_page([account(made, unit)], dates=())
    assert heights(html)[0] <= PAGE
    assert "见计分表" in read(html).tables[1][1][-1]


class TestNoSum:
    def test_a_total_by_formula_is_a_line_of_its_own(self):
        text = "总分: {满分: 100, 合成: 一 * 2 + 二}\n指标: {一: {满分: 40}, 二: {满分: 20}}\n"
        made = scored(text, row("甲", "一", "30"), row("甲", "二", "10"))
        found = read(page(made))
        assert found.tables[0][1:] == [
            ["一", "40.00", "30.00", "−10.00", "0.00"],
            ["二", "20.00", "10.00", "−10.00", "0.00"],
            ["总分", "100.00", "70.00", "−30.00", "0.00"],
        ]
        assert "总分不是各项相加：各项按自己的分值列，加不成总分，总分另列一行。" in found.words

    def test_what_the_formula_does_not_read_is_no_part_and_no_loss(self):
        text = "总分: {满分: 100, 合成: 一}\n指标: {一: {满分: 100}, 旁: {满分: 100}}\n"
        made = scored(text, row("甲", "一", "90"), row("甲", "旁", "0"))
        found = read(page(made))
        assert [line[0] for line in found.tables[0][1:]] == ["一", "总分"]
        assert [line[0] for line in found.tables[1][1:]] == ["一"]

    def test_a_group_by_formula_is_one_line_of_a_total_that_adds_up(self):
        text = """\
指标:
  甲组: {分值: 60, 合成: 一 + 二 / 2, 指标: {一: {满分: 40}, 二: {满分: 40}}}
  乙组: {分值: 40, 指标: {三: {分值: 40}}}
"""
        made = scored(text, row("甲", "一", "30"), row("甲", "二", "20"), row("甲", "三", "40"))
        found = read(page(made))
        assert found.tables[0][1:] == [
            ["甲组", "60.00", "40.00", "−20.00", "0.00"],
            ["乙组", "40.00", "40.00", "0.00", "0.00"],
            ["总分", "100.00", "80.00", "−20.00", "0.00"],
        ]
        assert "「甲组」不是下级各项相加，只列它自己的得数。" in found.words
        assert "加不成总分" not in found.words

    def test_a_total_that_is_a_sum_has_no_such_note(self):
        found = read(page(flat(3))).words
        assert "相加" not in found


class TestPaper:
    def test_letters_take_six_tenths_of_a_sign(self):
        assert tall("", width=100) == 1
        assert tall("考" * 10, width=100) == 1
        assert tall("考" * 11, width=100) == 2
        assert tall("x" * 16, width=100) == 1
        assert tall("x" * 17, width=100) == 2

    def test_a_row_is_as_tall_as_its_tallest_cell(self):
        assert row_height(("一", "考" * 21), widths=(100, 100)) == row_height(
            ("一",), widths=(100,)
        ) + 2 * (tall("考" * 20, width=100) * 7)

    def test_what_does_not_fit_is_left_out_and_nothing_behind_it_comes_before_it(self):
        room = Room(30)
        assert room.some(("一", "考" * 200, "二"), most=3) == ("一",)
        assert Room(30).some(("一", "二", "三"), most=3) == ("一", "二")
        assert Room(30).some(("一", "二"), most=3, keep=10) == ("一",)


def test_of_many_bonuses_at_the_top_the_last_are_one_line():
    """Nine of one point: six lines, and three in one; 90 + 9."""
    extras = ", ".join(f"奖{at}: {{分值: 2, 作用: 加分}}" for at in range(9))
    rows = [row("甲", "一", "90"), *(row("甲", f"奖{at}", "1") for at in range(9))]
    made = scored(f"指标: {{一: {{分值: 100}}, {extras}}}\n", *rows)
    found = [one.cells for one in Parts.of(account(made).derivation).lines()]
    assert [one[0] for one in found[2:-1]] == [
        *(f"加：奖{at}" for at in range(6)), "加减分的其余 3 项，见计分表",
    ]  # fmt: skip
    assert found[-2][1:] == ("—", "+3.00", "+3.00", "0.00")
    assert found[-1] == ("总分", "100.00", "99.00", "−1.00", "0.00")


def test_what_has_no_end_before_the_cap_is_a_line_of_the_rest():
    """90 and any number of bonuses, to 110 at most: the 20 that are open are nobody's alone."""
    text = "指标: {一: {分值: 100}}\n加分: {条目: {}, 每条: 1}\n总分: {上限: 110}\n"
    made = scored(text, row("甲", "一", "90"), open_paths=("加分",))
    found = [one.cells for one in Parts.of(account(made).derivation).lines()]
    assert found == [
        ("一", "100.00", "90.00", "−10.00", "0.00"),
        ("各项合计", "100.00", "90.00", "−10.00", "0.00"),
        ("其他，见计分表", "—", "0.00", "+20.00", "20.00"),
        ("总分", "100.00", "90.00", "+10.00", "20.00"),
    ]
