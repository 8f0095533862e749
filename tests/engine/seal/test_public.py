"""The public seal: nothing of a single rater in it, and still recomputed as far as it goes."""

from __future__ import annotations

import pytest

from kaoji.engine.seal.restore import Sealed, open_seal
from kaoji.engine.seal.verify import verify
from tests.engine.seal.office import (
    FACTS,
    HEADERS,
    MARKS,
    RATERS,
    SCHEME,
    edited,
    facts,
    public,
    run,
)

#: What the office knows and the public does not: raters, marks, remarks, unread columns, drafts.
PLANTED = (*RATERS, *MARKS, "秘书", "记录员", "报表有改动", "拟-甲乡", "经手")


def opened(data):
    found = open_seal(data, file="x.kaoji")
    assert isinstance(found, Sealed)
    return found


def subject(data, name):
    return next(one for one in opened(data).results.subjects if one["subject"] == name)


def test_nothing_planted_is_in_it(public_data, data):
    text, whole = public_data.decode(), data.decode()
    assert [one for one in PLANTED if one in text] == []
    assert [one for one in PLANTED if one not in whole] == []


def test_it_verifies(public_data):
    found = verify(public_data, file="x")
    assert found.problems == ()
    assert found.passed
    assert opened(public_data).kind == "public"


def test_panels_stand_as_given_results(public_data, data):
    own, told = subject(data, "甲乡"), subject(public_data, "甲乡")
    assert told["total"] == own["total"]
    assert own["nodes"]["评价"]["state"] == "computed"
    assert told["nodes"]["评价"] == {**own["nodes"]["评价"], "state": "given"}
    assert {path: node["exact"] for path, node in told["nodes"].items()} == {
        path: node["exact"] for path, node in own["nodes"].items()
    }


def test_bounds_rest_on_published_facts_alone(public_data, data):
    """丙乡 has no leader's mark: with its four other ballots its panel lies in 9.6 … 33.6 or so,
    and the public sees the whole range of the panel only.
    """
    own, told = subject(data, "丙乡")["interval"], subject(public_data, "丙乡")["interval"]
    assert float(told["worst"]) < float(own["worst"]) < float(own["best"]) < float(told["best"])


def few(town, *, leaders):
    """A town whose panel has only its leaders and one delegate."""
    lines = facts(town, leaders=leaders).splitlines()
    delegates = [line for line in lines if ",代表," in line]
    return "".join(f"{line}\n" for line in lines if line not in delegates[1:])


FEW = f"{HEADERS}\n" + few("甲乡", leaders=2) + facts("乙乡", leaders=4)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return run(tmp_path_factory.mktemp("few"), table=FEW)


def test_of_a_small_panel_the_total_alone_is_told(small):
    data = public(small)
    told = subject(data, "甲乡")
    own = next(one for one in small.result.subjects if one.subject == "甲乡").as_json()
    assert told["nodes"] == {}
    assert (told["total"], told["grade"], told["rank"]) == (
        own["total"], own["grade"], own["rank"],
    )  # fmt: skip
    assert opened(data).run["withheld"] == [{"scheme": "cloud", "subject": "甲乡"}]
    keys = {
        row.text("key")
        for row in opened(data).inputs.tables.facts.rows
        if row.text("subject") == "甲乡" and row.text("period") != "2024"
    }
    assert "总分.得分" in keys
    assert keys.isdisjoint({"财政收入", "加分", "评价.得分"})
    assert verify(data, file="x").passed


def test_its_panel_cannot_be_had_by_subtraction(small):
    """Nor does any figure of the file hold what the panel came to."""
    own = next(one for one in small.result.subjects if one.subject == "甲乡").as_json()
    panel = own["nodes"]["评价"]["exact"]
    assert panel not in public(small).decode()


ONLY = """\
方案: 只有测评
编号: only
版本: "1"
施行: 2025-01-01
依据: 办法
对象: 乡镇
指标: {评价: {分值: 100, 评分: {评分人: {县领导: {权重: 100%, 最少: 1}}}, 依据: 第一条}}
等次: {好: {不低于: 60, 依据: 第二条}, 差: 其余}
"""


def test_where_there_is_nothing_but_a_few_marks_not_even_the_total_is_told(tmp_path):
    table = "对象,周期,指标,数值,评分人类别,评分人\n甲乡,2025,评价,91.37,县领导,赵县长\n"
    outcome = run(tmp_path, table=table, scheme=ONLY, settings=())
    assert outcome.result.subjects[0].as_json()["total"]["exact"] == "91.37"
    data = public(outcome)
    told = subject(data, "甲乡")
    assert (told["total"], told["nodes"], told["grade"]) == (None, {}, "好")
    assert "91.37" not in data.decode()
    assert "赵县长" not in data.decode()
    assert verify(data, file="x").passed


def test_points_that_a_named_rater_gave_are_a_mark_of_one(tmp_path):
    scheme = ONLY.replace("评分: {评分人: {县领导: {权重: 100%, 最少: 1}}}, 依据", "依据")
    table = "对象,周期,指标,数值,评分人\n甲乡,2025,评价,91.37,赵县长\n"
    outcome = run(tmp_path, table=table, scheme=scheme, settings=())
    assert outcome.result.subjects[0].as_json()["total"]["exact"] == "91.37"
    data = public(outcome)
    assert "赵县长" not in data.decode()


def test_a_rater_named_elsewhere_is_left_out(tmp_path):
    """孙主任 has voted, and stands in the document's number of a bonus too."""
    table = edited(FACTS, "奖-甲乡", "孙主任2")
    table = table.replace(",县领导,孙主任2", ",县领导,孙主任")
    assert "孙主任" in table
    data = public(run(tmp_path, table=table))
    assert "孙主任" not in data.decode()
    assert verify(data, file="x").passed


def test_the_scheme_is_there_whole(public_data, data):
    texts = [opened(each).inputs.scheme.text for each in (public_data, data)]
    assert texts[0] == texts[1]
    assert "县领导" in texts[0]
    assert SCHEME.splitlines()[0] in texts[0]


def test_every_kind_of_row_that_the_run_used_is_kept(tmp_path):
    """A given result, a nil return, a parameter set by a row."""
    gone = ("丁乡,2025,财政收入,", "丁乡,,加分,,,,,省")
    lines = [one for one in FACTS.splitlines() if not one.startswith(gone)]
    more = ("丁乡,2025,加分,无", "丁乡,2025,财政收入.得分,18", ",2025,倍数,1.5")
    lines += [row + "," * (HEADERS.count(",") - row.count(",")) for row in more]
    outcome = run(tmp_path, settings=(), table="\n".join(lines) + "\n")
    assert [one.code for one in outcome.all_problems if one.severity == "error"] == []
    data = public(outcome)
    told = subject(data, "丁乡")
    assert told["nodes"]["经济/财政收入"]["exact"] == "18"
    assert told["nodes"]["加分"]["exact"] == "0"
    assert verify(data, file="x").passed
    rows = opened(data).inputs.tables.facts.rows
    assert [row.text("value") for row in rows if row.text("key") == "倍数"] == ["1.5"]
    assert [row.text("value") for row in rows if row.text("subject") == "丁乡"].count("无") == 1


def test_of_a_small_panel_of_a_feeding_scheme_its_total_alone_is_told(tmp_path):
    """验收 of 甲乡 has two experts: the works of 甲乡 are told as a whole."""
    lines = FACTS.splitlines(keepends=True)
    few_experts = [line for line in lines if line.startswith("甲乡,2025,验收")][:3]
    data = public(run(tmp_path, table="".join(one for one in lines if one not in few_experts)))
    assert opened(data).run["withheld"] == [{"scheme": "works", "subject": "甲乡"}]
    keys = {
        (row.text("key"), row.text("scheme"))
        for row in opened(data).inputs.tables.facts.rows
        if row.text("subject") == "甲乡"
    }
    assert ("总分.得分", "works") in keys
    assert "质量" not in {key for key, _scheme in keys}
    told = subject(data, "甲乡")
    assert told["nodes"]["工程"]["exact"] is not None
    assert verify(data, file="x").passed


def test_superiors_are_kept_unless_they_are_raters(tmp_path, monkeypatch):
    table = (
        "对象,名称,类,组别,上级\n甲乡,,乡镇,山区,云县\n乙乡,,乡镇,山区,赵县长\n丙乡,,乡镇,山区,\n"
        "丁乡,,乡镇,山区,\n云县,,县,,\n赵县长,,领导,,\n闲人,,领导,,\n"
    )
    monkeypatch.setattr("tests.engine.seal.office.SUBJECTS", table)
    rows = FACTS.replace("赵县长1", "赵县长")
    rows = opened(public(run(tmp_path, table=rows))).inputs.tables.subjects
    assert {one.id: one.parent for one in rows} == {
        "甲乡": "云县", "乙乡": "略", "丙乡": "", "丁乡": "", "云县": "",
    }  # fmt: skip


PINNED = """\
方案: 试
编号: pinned
版本: "2025.2"
施行: 2025-07-01
依据: 办法
对象: 乡镇
各期版本: {上半年: 按 2025.1}
周期: {上半年: 50%, 下半年: 50%}
指标:
  工作: {分值: 60, 依据: 第一条}
  评价: {分值: 40, 评分: {评分人: {代表: {权重: 100%, 最少: 1}}}, 依据: 第二条}
"""


def test_ballots_of_a_part_under_another_version_are_aggregated_too(tmp_path):
    """各期版本: the first half is counted by the older version, ballots and all."""
    tmp_path.mkdir(exist_ok=True)
    old = PINNED.replace("2025.2", "2025.1").replace("2025-07-01", "2025-01-01")
    old = old.replace("各期版本: {上半年: 按 2025.1}\n", "")
    (tmp_path / "pinned-old.yaml").write_text(old, encoding="utf-8")
    halves = ("2025H1", "2025H2")
    rows = [f"甲乡,{half},工作,50,," for half in halves]
    rows += [f"甲乡,{half},评价,{n}1.5,代表,乡亲{n}" for half in halves for n in range(3, 9)]
    table = "对象,周期,指标,数值,评分人类别,评分人\n" + "\n".join(rows) + "\n"
    outcome = run(tmp_path, table=table, scheme=PINNED, settings=())
    assert [one.code for one in outcome.all_problems if one.severity == "error"] == []
    # 50 + (31.5 + … + 81.5)/6 × 40/100 in each half.
    assert outcome.result.subjects[0].as_json()["total"]["exact"] == "72.6"
    data = public(outcome)
    assert "乡亲" not in data.decode()
    assert [mark for mark in ("31.5", "81.5") if mark in data.decode()] == []
    assert subject(data, "甲乡")["total"]["exact"] == "72.6"
    assert verify(data, file="x").passed
