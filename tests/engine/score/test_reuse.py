"""What differs between two scorings, and what is taken over: the refusals to say too much."""

from __future__ import annotations

import pytest

from kaoji.engine.facts.bind.again import copied
from kaoji.engine.facts.book import FactBook
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.score.changed import below, changed_names, changed_rows, paths_of
from tests.engine.worlds import facts_of, scheme_of

TEXT = """
参数:
  标准: {默认: 5, 依据: 试行}
指标:
  经济:
    指标:
      收入: {分值: 40, 计分: 按完成比例折算, 范围: 0..1000}
      就业: {分值: 20, 计分: 按完成比例折算, 范围: 0..1000}
  民生: {分值: 40, 计分: 按完成比例折算, 范围: 0..1000}
"""


def plan_of(text=TEXT):
    return make_plan(scheme_of(text))[0]


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("分值: 40, 计分: 按完成比例折算, 范围: 0..1000}\n      就业", "", ()),
        ("收入: {分值: 40", "收入: {分值: 41", ("经济/收入",)),
        ("民生: {分值: 40", "民生: {上限: 30, 分值: 40", ("民生",)),
        ("默认: 5", "默认: 6", ("标准",)),
        # More than numbers: nothing is said of it.
        ("收入: {分值: 40", "收入: {分值: 标准", None),
        ("{分值: 20, 计分: 按完成比例折算, 范围: 0..1000", "{分值: 20, 计分: 按完成比例折算", None),
        ("  民生: {分值", "  生活: {分值", None),
        ("  标准: {", "  标杆: {", None),
        ("参数:", "序: {优劣: [差, 好]}\n参数:", None),
    ],
)  # fmt: skip
def test_numbers_and_parameters_are_told_apart_and_nothing_else(was, now, found):
    text = TEXT.replace(was, now) if now else TEXT
    assert not now or text != TEXT
    names = changed_names(plan_of(), plan=plan_of(text))
    assert names == (None if found is None else frozenset(found))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("甲,收入,1", ("经济/收入",)),
        ("甲,收入.目标,1", ("经济/收入",)),
        ("甲,无此项,1", None),
        ("甲,标准,1", None),
        ("*,收入,1", None),
        ("组:山区,收入,1", None),
    ],
)
def test_rows_name_nodes_of_one_subject_or_nothing_is_said(row, found):
    rows = facts_of(f"对象,指标,数值\n{row}\n").rows
    paths = paths_of(rows, plan=plan_of())
    assert paths == (None if found is None else frozenset(found))


def test_the_same_table_has_no_changed_rows_and_another_has_all():
    one, other = (facts_of("对象,指标,数值\n甲,收入,1\n") for _ in range(2))
    assert changed_rows(one, after=one) == ()
    assert changed_rows(one, after=other) == (*one.rows, *other.rows)


def test_what_stands_below():
    plan = plan_of()
    assert set(below({"经济"}, plan=plan)) == {"经济/收入", "经济/就业"}
    assert set(below({"总分"}, plan=plan)) == set(plan.nodes)


def test_a_copied_book_says_the_same_and_is_refused_by_itself():
    book = FactBook()
    book.report.add(Problem("outside-period", "某行没有计入", severity="note"))
    again = copied(book)
    assert again.problems == book.problems
    again.refuse("甲", problem=Problem("bad-number", "不是数"))
    assert (set(again.refused), book.refused) == ({"甲"}, {})
    assert len(book.problems) == 1
