"""医院: what is refused, what is owed each month, and what a trial month is worth."""

from __future__ import annotations

import pytest

from tests.oracles import hospital
from tests.regulations.scoring import score_rows
from tests.regulations.translate_hospital import FUNCTIONAL, NO_SHEET, PACK
from tests.regulations.translate_hospital import _open as open_to_the_hospital
from tests.regulations.translated import row

ONE, MONTH = "设备科", "2016-05"
SHEET = hospital.SHEETS["行政"]
ONE_SHEET = NO_SHEET | {"行政": "100%"}
BALLOT = row(ONE, key="临床满意度评价", value="90", at=MONTH, 评分人类别="临床科室")
CLEAN = [BALLOT, *(row(ONE, key=item, value="无", at=MONTH) for item in SHEET)]


def scored(rows, *, folder, weights=ONE_SHEET, kind=FUNCTIONAL, **parameters):
    result = score_rows(
        PACK,
        rows=rows,
        subjects=[{"对象": ONE, "类": kind}],
        parameters=open_to_the_hospital(weights) | parameters,
        period=MONTH,
        folder=folder,
    )
    return result["subjects"][0]


def finding(item="岗位职责", **cells):
    return row(ONE, key=item, value="4") | {"日期": "2016-05-09"} | cells


def without(item):
    return [one for one in CLEAN if one["指标"] != item]


def codes(found):
    return [one["code"] for one in found["problems"]]


def test_a_month_without_findings_is_full_and_says_so(tmp_path):
    found = scored(CLEAN, folder=tmp_path)
    assert (found["status"], found["total"]["exact"]) == ("final", "99")


@pytest.mark.parametrize("item", SHEET)
def test_an_assessor_who_reports_nothing_is_owed(item, tmp_path):
    found = scored(without(item), folder=tmp_path)
    assert (found["status"], found["rank"]) == ("incomplete", None)
    assert any(item in one for one in found["blocking"])


def test_a_finding_of_the_year_belongs_to_its_month(tmp_path):
    rows = [*without("岗位职责"), finding(事项="迟报")]
    assert scored(rows, folder=tmp_path)["total"]["exact"] == "95.4"  # (46 + 50) × 90 % + 9
    june = [*CLEAN, finding(事项="迟报", 日期="2016-06-01")]
    assert scored(june, folder=tmp_path)["total"]["exact"] == "99"


def test_a_finding_that_says_nothing_is_refused(tmp_path):
    found = scored([*without("岗位职责"), finding()], folder=tmp_path)
    assert (found["status"], codes(found)) == ("refused", ["requirement-failed"])


@pytest.mark.parametrize("sheet", ["90%", "110%"])
def test_weights_of_sheets_beside_a_hundred_are_refused(sheet, tmp_path):
    found = scored(CLEAN, weights=NO_SHEET | {"行政": sheet}, folder=tmp_path)
    assert (found["status"], codes(found)) == (
        "refused",
        ["unit-weights-sum", "requirement-failed"],
    )


SHARES = ("质量与安全", "关键指标", "重点单项", "临床满意度")


@pytest.mark.parametrize(
    ("percents", "status"),
    [
        (("90%", "0%", "0%", "10%"), "final"),
        (("80%", "0%", "0%", "10%"), "refused"),
        (("90%", None, "0%", "10%"), "refused"),
    ],
)
def test_nursing_is_scored_when_all_its_parts_are_set(percents, status, tmp_path):
    nursing = "临床科室护理"
    pairs = zip(SHARES, percents, strict=True)
    given = {f"{part}比重": {nursing: percent} for part, percent in pairs if percent}
    weights = {"考核表权重": {"值": {nursing: ONE_SHEET}}}
    found = scored(CLEAN, kind=nursing, folder=tmp_path, **given, **weights)
    assert found["status"] == status


@pytest.mark.parametrize(
    ("trial", "code"), [("是", "trial-result"), ("否", "performance-indicator")]
)
def test_a_trial_month_is_no_indicator_of_performance(trial, code, tmp_path):
    found = scored(CLEAN, 试运行=trial, folder=tmp_path)
    assert [one["code"] for one in found["consequences"]] == [code]
    assert found["grades_possible"] == []
