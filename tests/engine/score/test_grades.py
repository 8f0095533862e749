"""What a vetoed subject leaves behind where seats are rationed."""

from __future__ import annotations

from kaoji.engine.score import grades
from tests.engine.worlds import world

TEXT = """
指标: {作风: {分值: 100}}
等次:
  优秀: {不低于: 90, 名额: 1}
  良好: {不低于: 80}
  合格: {不低于: 60, 名额: 3}
  不合格: 其余
否决: {事故: {机关: 安委会, 依据: 十, 效果: [{定为: 不合格}]}}
"""
FACTS = "对象,指标,数值,日期\n甲,作风,95,\n乙,作风,92,\n丙,作风,70,\n"


def routes(facts, monkeypatch):
    """Who comes by which ways in the descent after vetoes."""
    seen = []
    descend = grades.descend

    def noting(rungs, *, routes):
        seen.append(routes)
        return descend(rungs, routes=routes)

    monkeypatch.setattr(grades, "descend", noting)
    return world(TEXT, facts), seen


def test_a_vetoed_subject_holds_its_place_where_seats_are_rationed_and_only_there(monkeypatch):
    """甲 stood at 优秀 and won its seat: at 良好, which is not rationed, and at 合格, which it did
    not come down to, it holds nothing.
    """
    here, (before, after) = routes(f"{FACTS}甲,事故,,2025-03-01\n", monkeypatch)
    assert {one: ways[0].ghost for one, ways in before.items()} == dict.fromkeys("甲乙丙", ())
    (way,) = after["甲"]
    assert (way.entry, way.is_put, way.ghost) == (3, True, (True, False, False, False))
    assert [here.one(one).verdict.grade for one in "甲乙丙"] == ["不合格", "优秀", "合格"]


def test_without_vetoes_nobody_goes_down_twice(monkeypatch):
    here, seen = routes(FACTS, monkeypatch)
    assert len(seen) == 1
    # 乙 has no seat at 优秀: its 92 points make 良好.
    assert [here.one(one).verdict.grade for one in "甲乙丙"] == ["优秀", "良好", "合格"]
