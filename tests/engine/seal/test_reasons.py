"""One thing is made otherwise; whoever moves is told with that reason and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaoji.engine.seal.compare import compare
from kaoji.engine.seal.reasons import Why
from tests.engine.seal import office
from tests.engine.seal.office import edited, run
from tests.engine.seal.test_compare import side

#: 甲 counts 60%, 乙 40% of what each comes to of 100; 乙 is value × 标准.
SCHEME = """\
方案: 试
编号: reasons
版本: "1"
施行: 2025-01-01
依据: 办法
对象: 乡镇
指标:
  甲: {权重: 60%, 满分: 100, 依据: 第一条, 校验: []}
  乙: {权重: 40%, 满分: 100, 算式: 基数 * 标准, 依据: 第二条}
事实:
  数目: {单位: 个, 范围: 0..100}
派生:
  基数: 数目 * 2
参数:
  标准: {类型: 数, 默认: 1, 范围: 0..2, 依据: 第三条}
等次:
  优: {不低于: 80, 依据: 第四条}
  良: {不低于: 60, 依据: 第四条}
  差: 其余
""".replace(", 校验: []", "")
TABLE = """\
对象,周期,指标,数值
一乡,2025,甲,90
一乡,2025,数目,40
二乡,2025,甲,70
二乡,2025,数目,35
三乡,2025,甲,50
三乡,2025,数目,20
"""
#: 54 + 32 = 86 优; 42 + 28 = 70 良; 30 + 16 = 46 差.
TOTALS = {"一乡": "86", "二乡": "70", "三乡": "46"}
SUBJECTS = "对象,类,组别,电话\n一乡,乡镇,山区,1\n二乡,乡镇,山区,2\n三乡,乡镇,山区,3\n"


def made(folder, *, scheme=SCHEME, table=TABLE, subjects=SUBJECTS, **more):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "SUBJECTS", subjects)
        outcome = run(folder, scheme=scheme, table=table, **{"settings": (), **more})
    assert [one.message for one in outcome.all_problems if one.severity == "error"] == []
    return side(outcome)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    found = made(tmp_path_factory.mktemp("reasons"))
    told = {one["subject"]: one["total"]["exact"] for one in found.sealed.results.subjects}
    assert told == TOTALS
    return found


def moved(before, after):
    """Who moved: what stands behind the nodes, else behind the subject itself."""
    return {
        one.subject: {node.path: node.why for node in one.nodes} or one.why
        for one in compare(before, after=after).moves
    }


def test_a_fact(before, tmp_path):
    after = made(tmp_path, table=edited(TABLE, "二乡,2025,甲,70", "二乡,2025,甲,75"))
    assert moved(before, after) == {"二乡": {"甲": Why(facts=("二乡:甲@2025",))}}


def test_a_fact_that_overtakes_moves_the_rank_of_another(before, tmp_path):
    """二乡 60 + 28 = 88: before 一乡, whose own figures are as they were."""
    after = made(tmp_path, table=edited(TABLE, "二乡,2025,甲,70", "二乡,2025,甲,100"))
    assert moved(before, after) == {"二乡": {"甲": Why(facts=("二乡:甲@2025",))}, "一乡": Why()}


def test_a_fact_behind_a_derived_value(before, tmp_path):
    after = made(tmp_path, table=edited(TABLE, "二乡,2025,数目,35", "二乡,2025,数目,36"))
    why = Why(facts=("二乡:数目@2025",))
    assert moved(before, after) == {"二乡": dict.fromkeys(("乙", "基数", "数目"), why)}


def test_a_derived_value(before, tmp_path):
    after = made(tmp_path, scheme=edited(SCHEME, "数目 * 2", "数目"))
    why = Why(rules=("派生/基数",))
    assert moved(before, after) == dict.fromkeys(TOTALS, dict.fromkeys(("乙", "基数"), why))


def test_a_weight_moves_what_stands_above(before, tmp_path):
    """甲 and 乙 are as they were; the total is weighted otherwise: 甲 half, 乙 half."""
    scheme = edited(edited(SCHEME, "权重: 60%", "权重: 50%"), "权重: 40%", "权重: 50%")
    scheme = edited(edited(scheme, '版本: "1"', '版本: "2"'), "第四条", "第九条")
    why = Why(rules=("指标/甲/权重", "指标/乙/权重"))
    # 45 + 40 = 85; 35 + 35 = 70 as before; 25 + 20 = 45.
    found = moved(before, made(tmp_path, scheme=scheme))
    assert found == {"一乡": {"总分": why}, "三乡": {"总分": why}}


def test_a_subject_more(before, tmp_path):
    """四乡 60 + 32 = 92 is first: the others fall a rank by that."""
    after = made(
        tmp_path,
        table=TABLE + "四乡,2025,甲,100\n四乡,2025,数目,40\n",
        subjects=SUBJECTS + "四乡,乡镇,山区,4\n",
    )
    assert moved(before, after) == {
        "四乡": Why(facts=("四乡:甲@2025", "四乡:数目@2025"), subjects=("四乡",)),
        **dict.fromkeys(TOTALS, Why()),
    }
    assert moved(after, before)["四乡"] == moved(before, after)["四乡"]


def test_a_subject_gone(before, tmp_path):
    """Only those behind 二乡 move."""
    lines = [one for one in TABLE.splitlines(keepends=True) if "二乡" not in one]
    after = made(
        tmp_path, table="".join(lines), subjects=SUBJECTS.replace("二乡,乡镇,山区,2\n", "")
    )
    assert moved(before, after) == {
        "二乡": Why(facts=("二乡:甲@2025", "二乡:数目@2025"), subjects=("二乡",)),
        "三乡": Why(),
    }


def test_an_edge_moves_whom_it_is_of(before, tmp_path):
    scheme = edited(edited(SCHEME, "优: {不低于: 80", "优: {不低于: 90"), '版本: "1"', '版本: "2"')
    assert moved(before, made(tmp_path, scheme=scheme)) == {"一乡": Why(rules=("等次/优/不低于",))}


def test_a_parameter(before, tmp_path):
    after = made(tmp_path, settings=("标准=0.5",))
    found = moved(before, after)
    assert set(found) == set(TOTALS)
    for own in found.values():
        ((path, why),) = own.items()
        assert path == "乙"
        assert why.parameters or why.rules
        assert {*why.parameters, *why.rules} <= {"标准", "参数/标准/默认"}
        assert (why.facts, why.subjects, why.run) == ((), (), ())


def test_another_group(before, tmp_path):
    """三乡 is the first of its own group; the telephone has nothing to do with it."""
    table = SUBJECTS.replace("三乡,乡镇,山区,3", "三乡,乡镇,平原,9")
    after = made(tmp_path, subjects=table)
    found = moved(before, after)
    assert set(found) <= {"三乡"}
    assert all(why == Why(subjects=("组别",)) for why in found.values())


def test_another_engine_alone(before):
    """The same inputs under another engine that scores otherwise."""
    results = before.sealed.results
    first = results.subjects[0]
    node = {**first["nodes"]["甲"], "exact": "91"}
    told = {**first, "nodes": {**first["nodes"], "甲": node}, "grade": "良"}
    sealed = replace(
        before.sealed,
        run={**before.sealed.run, "engine": "9.9"},
        results=replace(results, subjects=(told, *results.subjects[1:])),
    )
    after = replace(before, sealed=sealed)
    assert moved(before, after) == {"一乡": {"甲": Why(run=("engine",))}}
    assert compare(before, after=after).only_the_run
    told = {**first, "grade": "良"}
    sealed = replace(sealed, results=replace(results, subjects=(told, *results.subjects[1:])))
    assert moved(before, replace(before, sealed=sealed)) == {"一乡": Why(run=("engine",))}


def test_what_is_said_for_the_reader_moves_nobody(before, tmp_path):
    scheme = edited(edited(SCHEME, "第一条", "第八条"), '版本: "1"', '版本: "2"')
    found = compare(before, after=made(tmp_path, scheme=scheme))
    assert len(found.rules) == 2
    assert found.moves == ()
