"""武乡: rules of process that check; nothing is scored, and everybody is told why."""

from __future__ import annotations

import json

import pytest

from kaoji.engine.runs.job import open_scheme
from kaoji.engine.score.examples import run_examples
from tests.cli.county import call
from tests.regulations.scoring import score_rows, write_lines
from tests.regulations.translated import row

PACK = "wuxiang-process"
FORMS = ("指标考核", "民主测评", "现场评价", "公众评议", "察访核验")
RATERS = (
    "本单位",
    "上级领导",
    "考评职能部门",
    "同级单位",
    "管理相对人和服务对象",
    "人大代表和政协委员",
)
INTERVALS = ("月", "季度", "半年")


def listed(key, column, words, **more):
    return [
        row("甲局", key=key, 日期="2014-12-20", 编号=f"{key}{word}", **{column: word}, **more)
        for word in words
    ]


def all_steps():
    work = row("甲局", key="试点工作", 日期="2014-09-15", 编号="一", 阶段="试点启动", 工作="动员")
    return {
        "工作": [work],
        "形式": listed("考评形式", "形式", FORMS),
        "评价人": listed("评价人", "来自", RATERS),
        "评估": listed("定期评估", "间隔", INTERVALS, 反馈="是", 整改="是"),
        "清理": listed("检查考核事项", "处理", ["合并"]),
    }


def told(steps, *, folder, kind="部门"):
    result = score_rows(
        PACK,
        rows=[one for rows in steps.values() for one in rows],
        subjects=[{"对象": "甲局", "类": kind}],
        parameters={},
        period="2014",
        folder=folder,
    )
    [found] = result["subjects"]
    return found


def test_the_pack_is_without_faults():
    scheme, problems = open_scheme(PACK)
    assert problems == ()
    assert not scheme.root.children
    assert (scheme.grading, scheme.honours, scheme.consequences) == (None, (), ())
    assert all(one.passed for one in run_examples(scheme, feeders={}))


@pytest.mark.parametrize("kind", ["县政府", "乡镇", "部门", "条管单位", "科室站所", "工作人员"])
def test_nobody_is_scored_and_is_told_why(kind, tmp_path):
    found = told(all_steps(), folder=tmp_path, kind=kind)
    assert (found["status"], found["total"], found["grade"]) == ("refused", None, None)
    [problem] = found["problems"]
    assert (problem["code"], problem["severity"]) == ("requirement-failed", "error")
    assert "没有指标、分值、权重和等次，不能计分" in problem["message"]
    assert "五(一)" in problem["message"]


WORK = {"工作": [row("甲局", key="试点工作", 日期="2014-09-16", 编号="一", 阶段="试点启动")]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"形式": listed("考评形式", "形式", FORMS[:4])}, "五种考评形式"),
        ({"评价人": listed("评价人", "来自", RATERS[1:])}, "评价人没有都请到"),
        ({"评估": listed("定期评估", "间隔", INTERVALS[:2], 反馈="是", 整改="是")}, "半年的评估"),
        ({"评估": listed("定期评估", "间隔", INTERVALS, 整改="是")}, "没有都反馈"),
        ({"评估": listed("定期评估", "间隔", INTERVALS, 反馈="是", 整改="否")}, "督促整改"),
        ({"清理": [row("甲局", key="检查考核事项", 日期="2014-12-20", 编号="一")]}, "保留、合并"),
        (WORK, "不在它那个阶段"),
    ],
)
def test_a_step_that_is_left_out_is_told(change, words, tmp_path):
    found = told(all_steps() | change, folder=tmp_path)
    warnings = [one["message"] for one in found["problems"] if one["severity"] == "warning"]
    assert len(warnings) == 1
    assert words in warnings[0]


def test_check_passes_and_score_ends_with_one(tmp_path):
    assert call("check", PACK).code == 0
    facts = write_lines(tmp_path / "facts.jsonl", rows=all_steps()["工作"])
    run = call("score", PACK, "--facts", str(facts), "--json")
    assert run.code == 1
    [found] = json.loads(run.out)["subjects"]
    assert found["status"] == "refused"
