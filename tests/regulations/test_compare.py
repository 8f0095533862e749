"""The comparison finds every sort of difference: one result by hand, each expectation turned."""

from __future__ import annotations

import pytest

from tests.regulations.compare import differences

RESULT = {
    "subjects": [
        {
            "subject": "甲",
            "status": "final",
            "total": {"exact": "89.996", "published": "90.00"},
            "grade": "合格",
            "grade_before": "合格",
            "grades_possible": ["合格"],
            "rank": 1,
            "nodes": {
                "所处阶段": {"exact": None, "value": "自查整改"},
                "公众评估": {"exact": None, "published": None, "shown": None},
                "指标评估/经济发展/财政收入@2016中期评估": {"exact": "5.1", "published": "5.10"},
                "指标评估/经济发展/财政收入@2016年终评估": {"exact": "6", "published": "6.00"},
                "总分": {"exact": "89.996", "published": "90.00", "shown": "89.996"},
            },
            "honours": [{"code": "先进单位", "text": "先进单位", "state": "tied"}],
            "consequences": [
                {"code": "award", "state": "awaiting_basis", "amount": {"exact": "98000"}},
                {"code": "talk", "state": "proposed", "amount": None},
            ],
            "flags": [{"code": "社会稳定:取消评先:单位"}],
            "problems": [
                {"path": "重点工作", "coordinate": None, "message": "列了 4 项,应为 1 至 3 项"}
            ],
        }
    ],
    "decisions": [
        {
            "what": "先进",
            "kind": "grade",
            "group": "一组",
            "share": {"exact": "0.25", "raw": "1.75"},
            "seats": 2,
            "proposed": ["乙"],
            "tied": ["丙", "丁"],
            "seats_open": 1,
            "needs_decision": True,
            "warnings": [],
        }
    ],
    "problems": [],
}


def of_one(**wanted):
    return {"subjects": {"甲": wanted}}


def decision(**wanted):
    return {"decisions": [{"what": "先进"} | wanted]}


@pytest.mark.parametrize(
    "expected",
    [
        of_one(total={"exact": "89.9960", "published": "90"}, grade="合格", rank=1, status="final"),
        of_one(grades_possible=["合格"]),
        of_one(nodes={"财政收入@2016中期评估": {"published": "5.1"}, "总分": {"shown": "89.996"}}),
        of_one(not_honoured=["优秀个人"]),
        of_one(consequences={"award": {"amount": "98000.00"}, "talk": {"state": "proposed"}}),
        of_one(no_consequences=["fine"], problems_about=["重点工作"], no_problems_about=["年度"]),
        decision(group="一组", raw="7/4", seats=2, proposed=["乙"], tied=["丙", "丁"]),
        decision(seats_open=1, needs_decision=True, proposed_count=1, warned=False, kind="grade"),
        {"absent_nodes": ["加分"]},
        of_one(open_nodes=["公众评估"]),
        of_one(nodes={"所处阶段": {"value": "自查整改"}}),
        {"seats": {"先进": 2}},
        of_one(flags=["社会稳定:取消评先:单位"]),
        {"amounts": {"codes": ["award"], "sum": "98000.00"}},
    ],
)
def test_what_holds_is_silent(expected):
    assert differences(expected, result=RESULT) == []


@pytest.mark.parametrize(
    "expected",
    [
        {"subjects": {"乙": {}}},
        of_one(total={"exact": "90"}),
        of_one(total={"shown": "90"}),
        of_one(grade="先进"),
        of_one(grade_before=None),
        of_one(grades_possible=["合格", "先进"]),
        of_one(nodes={"财政收入@*": {"published": "5.10"}}),
        of_one(nodes={"财政收入": {"published": "5.10"}}),
        of_one(nodes={"政收入@2016中期评估": {"published": "5.10"}}),
        of_one(not_honoured=["先进单位"]),
        of_one(consequences={"fine": {}}),
        of_one(consequences={"award": {"state": "proposed"}}),
        of_one(consequences={"talk": {"amount": "1"}}),
        of_one(no_consequences=["talk"]),
        of_one(problems_about=["年度目标"]),
        of_one(no_problems_about=["重点工作"]),
        of_one(colour="red"),
        decision(group="二组"),
        decision(raw="2"),
        decision(seats=3),
        decision(tied=[]),
        decision(proposed_count=2),
        decision(warned=True),
        decision(colour="red"),
        {"decisions": [{"what": "优秀"}]},
        {"absent_nodes": ["财政收入"]},
        of_one(open_nodes=["总分"]),
        of_one(open_nodes=["加分"]),
        of_one(nodes={"所处阶段": {"value": "思想动员"}}),
        of_one(nodes={"总分": {"value": "思想动员"}}),
        {"seats": {"先进": 3}},
        {"seats": {"优秀": 2}},
        of_one(flags=["社会稳定:取消评先:主要负责人"]),
        {"amounts": {"codes": ["award"], "sum": "98001"}},
        {"amounts": {"codes": ["fine"], "sum": "98000"}},
        {"scheme": {"valid": True}},
    ],
)
def test_what_differs_is_told(expected):
    assert len(differences(expected, result=RESULT)) == 1
