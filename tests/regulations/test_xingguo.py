"""兴国: a person from the leaves, duties by post and term, classes without points, refusals."""

from __future__ import annotations

import pytest

from tests.regulations.scoring import score_rows
from tests.regulations.translated import row

ONE, YEAR = "某", "2008"
POINTS = {"刊登分值表": {"值": {"省级": "3", "市级": "1"}}}


def event(key, number=1, *, month=5, **cells):
    return row(ONE, key=key, 日期=f"{YEAR}-{month:02d}-01", 编号=f"{key}{number}", **cells)


def weeks(*counts):
    return [
        event("信息上报", week, 第几周=week, 件数=count)
        for week, count in enumerate(counts, start=1)
        if count
    ]


def articles(number):
    return event("调研发表", 刊登类别="省级", 考核刊物="是", 件数=number)


def published(number, *, month=5):
    return event("信息刊登", month, month=month, 刊登类别="市级", 件数=number)


def scored(rows, *, folder, kind="政务人员", **parameters):
    result = score_rows(
        "xingguo-staff",
        rows=rows,
        subjects=[{"对象": ONE, "类": kind}],
        parameters=POINTS | {"周数": "3"} | parameters,
        period=YEAR,
        folder=folder,
    )
    return result["subjects"][0]


def states(found):
    return {one["code"]: one["state"] for one in found["consequences"]}


def test_a_person_from_the_leaves(tmp_path):
    # 2 × 1 + 2 × 3 = 8; every week, the duty of two, two articles.
    found = scored([*weeks(3, 4, 3), published(2), articles(2)], folder=tmp_path)
    assert (found["status"], found["problems"], found["grade"]) == ("final", [], None)
    assert found["total"]["exact"] == "8"
    assert states(found) == {"preferred": "proposed", "reward": "awaiting_basis"}


def test_what_nobody_reported_is_owed(tmp_path):
    found = scored([*weeks(3, 4, 3), published(2)], folder=tmp_path)
    assert (found["status"], found["total"]) == ("incomplete", None)
    nil = row(ONE, key="调研发表", value="无", at=YEAR)
    found = scored([*weeks(3, 4, 3), published(2), nil], folder=tmp_path)
    assert (found["status"], found["total"]["exact"]) == ("final", "2")


def test_a_week_too_many_does_not_heal_a_gap(tmp_path):
    found = scored([*weeks(3, 0, 9), published(2), articles(2)], folder=tmp_path)
    assert found["nodes"]["上报不足周数"]["exact"] == "1"
    short = {"submission-short": "proposed", "measures": "awaiting_ruling"}
    assert states(found) == short | {"pay-cut": "not_executable"}


@pytest.mark.parametrize(("kind", "short"), [("政务人员", "0"), ("副科长", "1"), ("信息科长", "1")])
def test_a_duty_is_that_of_the_post(kind, short, tmp_path):
    found = scored([published(5)], folder=tmp_path, kind=kind)
    assert found["nodes"]["刊登不足期数"]["exact"] == short


@pytest.mark.parametrize(("terms", "short"), [("1", "0"), ("2", "1"), ("12", "11")])
def test_the_term_of_a_duty_is_open(terms, short, tmp_path):
    found = scored([published(2, month=6)], folder=tmp_path, 刊登期数=terms)
    assert found["nodes"]["刊登不足期数"]["exact"] == short


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (event("信息上报", 第几周=4), "不超过全年的周数"),
        (row(ONE, key="信息刊登", at=YEAR, 编号="一", 刊登类别="市级"), "哪一天"),
        (event("信息刊登", 刊登类别="乡级"), "乡级"),
    ],
)
def test_what_does_not_fit_is_refused(more, words, tmp_path):
    found = scored([more], folder=tmp_path)
    assert found["status"] == "refused"
    assert any(words in one["message"] for one in found["problems"])
