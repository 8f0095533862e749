"""Comparing runs and versions: what is otherwise, who moved, at which nodes, and why."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.seal.compare import Side, compare
from kaoji.engine.seal.reasons import Why
from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.rules import node_of, node_texts, rule_changes, whole_texts
from tests.engine.seal.office import FACTS, SCHEME, SUBJECTS, edited, internal, public, run


def side(outcome, *, make=internal):
    found = open_seal(make(outcome), file="x.kaoji")
    assert isinstance(found, Sealed)
    return Side("x.kaoji", found.inputs.scheme, found)


@pytest.fixture(scope="module")
def before(outcome):
    return side(outcome)


def compared(before, folder, **more):
    return compare(before, after=side(run(folder, **more)))


def moved(comparison):
    """Subject → the nodes it moved at with what stands behind each."""
    return {
        one.subject: {
            node.path: (node.change, node.why.facts, node.why.rules) for node in one.nodes
        }
        for one in comparison.moves
    }


def test_the_same_run_is_the_same(before, tmp_path):
    found = compared(before, tmp_path)
    assert found.is_same
    assert found.as_json()["same"] is True
    assert found.as_json()["moves"] == []


def test_a_changed_fact_moves_whom_it_is_of(before, tmp_path):
    """20 × 950/1000 - 20 × 850/1000 = 2."""
    table = edited(FACTS, "甲乡,2025,财政收入,850", "甲乡,2025,财政收入,950")
    found = compared(before, tmp_path, table=table)
    (change,) = found.facts
    assert (change.coordinate, change.kind) == ("甲乡:财政收入@2025", "changed")
    assert [(one.field, one.before, one.after) for one in change.fields] == [
        ("value", "850", "950")
    ]
    assert moved(found) == {"甲乡": {"经济/财政收入": ("2", ("甲乡:财政收入@2025",), ())}}
    (move,) = found.moves
    assert [Fraction(text) for text in move.pair("total")] == [
        Fraction("82.78075"), Fraction("84.78075"),
    ]  # fmt: skip


def test_a_changed_ballot_moves_its_panel(before, tmp_path):
    table = edited(FACTS, "甲乡,2025,评价,91.37", "甲乡,2025,评价,81.37")
    found = compared(before, tmp_path, table=table)
    # 10 less from one of two leaders: 10/2 × 60% × 40/100.
    assert moved(found) == {"甲乡": {"评价": ("-1.2", ("甲乡:评价@2025",), ())}}


def test_a_row_more_and_a_row_less_are_told(before, tmp_path):
    line = "甲乡,,加分,,,,,省,2025-05-01,云发〔2025〕甲号,奖-甲乡,,孙主任经手,\n"
    found = compared(before, tmp_path, table=edited(FACTS, line, ""))
    assert [(one.kind, one.coordinate, one.document) for one in found.facts] == [
        ("removed", "甲乡:加分", "云发〔2025〕甲号")
    ]
    assert moved(found) == {"甲乡": {"加分": ("-3", ("甲乡:加分",), ())}}
    back = compare(found.after, after=before)
    assert [one.kind for one in back.facts] == ["added"]
    assert moved(back)["甲乡"]["加分"][0] == "3"


def test_a_rule_of_a_node_is_named_behind_it(before, tmp_path):
    scheme = edited(SCHEME, "上限: 3", "上限: 2")
    found = compared(before, tmp_path, scheme=scheme)
    assert [one.as_json() for one in found.rules] == [
        {"scheme": "cloud", "path": "加分/上限", "before": "3", "after": "2"}
    ]
    assert moved(found)["甲乡"] == {"加分": ("-1", (), ("加分/上限",))}


def test_a_table_is_named_behind_the_nodes_that_name_it(before, tmp_path):
    found = compared(before, tmp_path, scheme=edited(SCHEME, "省: 2}", "省: 1}"))
    assert moved(found)["乙乡"] == {"加分": ("-1", (), ("表/加分表/值/省",))}


def test_a_fact_that_a_formula_names_stands_behind_it(before, tmp_path):
    """(89 - 85)/4 = 1 more."""
    table = edited(FACTS, "乙乡,2025,评估数,85", "乙乡,2025,评估数,89")
    found = moved(compared(before, tmp_path, table=table))
    assert found["乙乡"]["经济/增收"] == ("1", ("乙乡:评估数@2025",), ())


def test_what_a_feeding_scheme_reads_stands_behind_the_feed(before, tmp_path):
    table = edited(FACTS, "乙乡,2025,质量,14.5", "乙乡,2025,质量,15")
    assert moved(compared(before, tmp_path, table=table)) == {
        "乙乡": {"工程": ("0.5", ("乙乡:质量@2025",), ())}
    }


def test_another_cut_moves_grades_without_nodes(tmp_path):
    only = (
        '方案: 试\n编号: t\n版本: "1"\n施行: 2025-01-01\n依据: 办法\n对象: 乡镇\n'
        "指标: {甲: {分值: 100, 依据: 一}}\n等次: {好: {不低于: 60, 依据: 二}, 差: 其余}\n"
    )
    table = "对象,周期,指标,数值\n甲乡,2025,甲,70\n"
    old = side(run(tmp_path / "a", table=table, scheme=only, settings=()))
    higher = only.replace("不低于: 60", "不低于: 80")
    new = side(run(tmp_path / "b", table=table, scheme=higher, settings=()))
    (move,) = compare(old, after=new).moves
    assert (move.pair("grade"), move.nodes) == (("好", "差"), ())
    assert move.why == Why(rules=("等次/好/不低于",))


def test_settings_and_the_way_of_asking_are_compared(before, tmp_path):
    found = compared(before, tmp_path, settings=("倍数=3",), as_of="2025-04-30")
    assert [one.as_json() for one in found.parameters] == [
        {"what": "parameter", "field": "倍数", "before": "2", "after": "3"}
    ]
    assert [(one.field, one.before, one.after) for one in found.run] == [
        ("as_of", None, "2025-04-30")
    ]
    assert moved(found)["甲乡"]["加分"][0] == "-3"


def test_subjects_that_come_go_and_change_are_told(before, tmp_path, monkeypatch):
    table = SUBJECTS.replace("乙乡,,乡镇,山区", "乙乡,,乡镇,平原").replace("丁乡", "戊乡")
    monkeypatch.setattr("tests.engine.seal.office.SUBJECTS", table)
    found = compared(before, tmp_path, table=FACTS.replace("丁乡", "戊乡"))
    told = {(one.what, one.field): (one.before, one.after) for one in found.subjects}
    assert told == {
        ("乙乡", "组别"): ("山区", "平原"),
        ("丁乡", ""): ("丁乡", None),
        ("戊乡", ""): (None, "戊乡"),
    }
    gone = next(one for one in found.moves if one.subject == "丁乡")
    assert gone.pair("status") == ("incomplete", None)


def test_two_years_are_compared_row_by_row(before, tmp_path):
    """A year later the same figures, but for one."""
    table = FACTS.replace("2025", "2026").replace("2024,", "2025,")
    table = edited(table, "甲乡,2026,财政收入,850", "甲乡,2026,财政收入,900")
    later = side(run(tmp_path, table=table, period="2026"))
    found = compare(before, after=later)
    changed = [one for one in found.facts if one.kind == "changed"]
    assert [one.coordinate for one in changed] == ["甲乡:财政收入@2026"]
    assert ("period", "2025", "2026") in [(one.field, one.before, one.after) for one in found.run]


def test_public_seals_are_compared_as_far_as_they_go(outcome, tmp_path):
    table = edited(FACTS, "甲乡,2025,财政收入,850", "甲乡,2025,财政收入,950")
    old = side(outcome, make=public)
    new = side(run(tmp_path, table=table), make=public)
    assert moved(compare(old, after=new)) == {
        "甲乡": {"经济/财政收入": ("2", ("甲乡:财政收入@2025",), ())}
    }


def test_a_run_and_a_scheme_are_compared_by_their_rules(before):
    scheme, _problems = load_scheme_text(SCHEME.replace("$分", "20"), file="t.yaml")
    other = Side("t.yaml", scheme)
    found = compare(before, after=other)
    assert (found.facts, found.moves) == ((), ())
    assert found.after.as_json()["kind"] == "scheme"
    assert found.after.as_json()["digest"] is None


HEAD = '方案: 试\n编号: t\n版本: "1"\n施行: 2025-01-01\n对象: 乡镇\n'


def rules(old, new):
    schemes = [load_scheme_text(HEAD + text, file="t.yaml")[0] for text in (old, new)]
    return [
        (one.where, one.before, one.after) for one in rule_changes(schemes[0], after=schemes[1])
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("指标: {甲: {分值: 1}}", "指标: {甲: {分值: 1}}", []),
        ("指标: {甲: {分值: 1}}", "指标: {甲: {分值: 2}}", [("指标/甲/分值", "1", "2")]),
        ("指标: {甲: {分值: 1}}", "指标: {}", [("指标/甲", "分值: 1", None)]),
        ("指标: {}", "指标: {甲: {分值: 1}}", [("指标/甲", None, "分值: 1")]),
        (
            "指标: {甲: {分值: 1}, 乙: {分值: 2}}",
            "指标: {乙: {分值: 2}, 甲: {分值: 1}}",
            [("指标", "甲、乙", "乙、甲")],
        ),
        (
            "结果运用: [{编号: a, 内容: 奖}, {编号: b, 内容: 罚}]",
            "结果运用: [{编号: a, 内容: 奖}, {编号: b, 内容: 约谈}]",
            [("结果运用/2/内容", "罚", "约谈")],
        ),
        ("序: {档: [差, 好]}", "序: {档: [差, 中, 好]}", [("序/档", "[差, 好]", "[差, 中, 好]")]),
        ("算例: [{编号: a}]", "算例: [{编号: b}]", []),
    ],
)
def test_rules_are_compared_key_by_key(old, new, told):
    assert rules(old, new) == told


def test_a_scheme_that_is_not_there_says_nothing():
    scheme, _problems = load_scheme_text(HEAD + "指标: {甲: {分值: 1}}", file="t.yaml")
    assert list(rule_changes(None, after=None)) == []
    (one,) = rule_changes(None, after=scheme)
    assert (one.before, one.path) == (None, ())
    assert "分值: 1" in one.after


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("指标/甲/分值", "甲"),
        ("指标/甲/指标/乙/计分/扣分", "甲/乙"),
        ("items/a/items/b/points", "a/b"),
        ("加分/上限", "加分"),
        ("指标", None),
        ("表/加分表/值", None),
        ("", None),
    ],
)
def test_the_node_of_a_place(path, node):
    assert node_of(path.split("/")) == node


def test_what_a_scheme_says_of_each_node():
    scheme, _problems = load_scheme_text(
        HEAD + "指标: {甲: {分值: 5, 指标: {乙: {分值: 5, 算式: 丙 + 1}}}}", file="t.yaml"
    )
    texts = node_texts(scheme)
    assert set(texts["甲"].split("\n")) == {"5"}
    assert set(texts["甲/乙"].split("\n")) == {"5", "丙 + 1"}


def test_what_a_scheme_says_of_a_node_holds_what_it_names_and_what_that_names():
    scheme, _problems = load_scheme_text(
        HEAD
        + """
指标: {甲: {分值: 7, 算式: 丙 + 1}, 丁: {分值: 5, 算式: 数据 * 2}}
派生: {丙: 数 * 乙, 乙: 丙 + 数}
事实: {数: {单位: 万元}, 数据: {单位: 亩}}
""",
        file="t.yaml",
    )
    texts = {path: set(text.split("\n")) for path, text in whole_texts(scheme).items()}
    assert texts["甲"] == {"7", "丙 + 1", "数 * 乙", "丙 + 数", "万元"}
    assert texts["丁"] == {"5", "数据 * 2", "亩"}
    assert texts["丙"] == {"丙", "数 * 乙", "丙 + 数", "万元"}


def test_a_rule_of_the_total_stands_behind_it(tmp_path):
    only = (
        '方案: 试\n编号: t\n版本: "1"\n施行: 2025-01-01\n依据: 办法\n对象: 乡镇\n'
        "指标: {甲: {分值: 100, 依据: 一}}\n"
    )
    table = "对象,周期,指标,数值\n甲乡,2025,甲,70.4\n"
    old = side(run(tmp_path / "a", table=table, scheme=only, settings=()))
    new = side(run(tmp_path / "b", table=table, scheme=only + "取整: 0位\n", settings=()))
    assert moved(compare(old, after=new)) == {"甲乡": {"总分": ("-0.4", (), ("取整",))}}
