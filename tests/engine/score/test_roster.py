"""The roster: who is scored, their classes, as of a day."""

from __future__ import annotations

from datetime import date

from kaoji.engine.scheme.model import Subjects
from kaoji.engine.score.roster import roster_of, roster_of_names
from tests.engine.worlds import subjects_of

ROWS = """
对象,名称,类,组别,区域
甲,甲镇,乡镇,一组,山区
乙,乙局,部门,,
丙,,,二组,
"""


def roster(kinds=("乡镇",)):
    return roster_of(subjects_of(ROWS), day=date(2025, 12, 31), subjects=Subjects(kinds=kinds))


def test_the_scheme_scores_the_classes_it_names_and_those_without_one():
    assert roster().scored == ("甲", "丙")
    assert roster(()).scored == ("甲", "乙", "丙")
    assert tuple(roster().members) == ("甲", "乙", "丙")


def test_the_nearer_group_comes_first():
    assert roster().groups_of("甲") == ("组:一组", "组:乡镇")
    assert roster().groups_of("乙") == ("组:部门",)
    assert roster().groups_of("外人") == ()
    assert [one.group for one in roster().members.values()] == ["一组", "部门", "二组"]


def test_names_and_columns():
    found = roster()
    assert [one.name for one in found.members.values()] == ["甲镇", "乙局", "丙"]
    assert (found.column("甲", name="区域"), found.column("丙", name="区域")) == ("山区", "")
    assert found.column("外人", name="区域") == ""
    assert found.has_column("区域")
    assert not found.has_column("海拔")


def test_without_a_table_those_count_whom_the_facts_name():
    found = roster_of_names(["甲", "乙"])
    assert found.scored == ("甲", "乙")
    assert found.listed == ("甲", "乙")
    assert found.groups_of("甲") == ()
    assert not found.is_from_table
