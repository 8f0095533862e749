"""The ranking and the derivation say what the engine says; where things lie is exact."""

from __future__ import annotations

import io
import json
import re
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from kaoji.apps.appraisals import changes
from kaoji.apps.appraisals.figures import between
from kaoji.apps.appraisals.lines import Cut, Lines, lines_of
from kaoji.apps.appraisals.ranking import groups_of, indicator_of
from kaoji.engine.seal.changes import InputChange
from kaoji.engine.seal.verify import verify
from tests.apps.appraisals import scored
from tests.apps.appraisals.test_pages import page, text_of, words_of

pytestmark = pytest.mark.django_db
LEADERS = "芸窗镇,2025年终评估,领导评估"


@pytest.fixture
def whole(stage):
    return scored.cycle_in(stage.cast, scheme=stage.scheme)


def without(*starts):
    lines = scored.renamed("towns.csv").splitlines()
    return "\n".join(one for one in lines if not one.startswith(starts)) + "\n"


def group_in(run):
    told = json.loads(run.result)
    (group,) = groups_of(told, standings=run.standings.all(), lines=lines_of(run))
    return group


def test_rows_in_order_with_possible_ranks_and_proposed_grades(whole):
    """By hand from the demonstration's README: two towns are level on third place."""
    group = group_in(scored.run_in(whole))
    found = [(row.standing.name, row.points, row.place, row.grade) for row in group.rows]
    assert found == [
        ("鹤汀镇", "99.42", "1", "拟先进"),
        ("谷雨镇", "99.14", "2", "拟合格"),
        ("澄湾镇", "93.90", "3～4", "待议"),
        ("云砚镇", "93.90", "3～4", "待议"),
        ("松墩镇", "89.05", "5", "拟合格"),
        ("芸窗镇", "84.84", "6", "拟合格"),
        ("苇渡乡", "54.00", "7", "拟不合格"),
    ]
    assert group.apart == ()
    assert [one.after for one in group.quotas] == [4], "the line is below the last who may get one"
    assert group.quotas[0].text.startswith("2 席：7 × 25% = 1.75，四舍五入为 2")
    assert [one["tied"] for one in group.decisions] == [["澄湾镇", "云砚镇"]]


def test_the_axis_is_exact(whole):
    group = group_in(scored.run_in(whole))
    assert group.cut.line == 90
    assert group.cut.grade == "先进"
    points = ("99.42", "99.14", "93.9", "93.9", "89.05", "84.84", "54")
    assert group.mean == sum(map(Fraction, points)) / 7
    assert (group.scale.lowest, group.scale.highest) == (50, 100)
    assert group.scale.at(Fraction("99.42")) == "98.84%"


def test_who_is_incomplete_has_no_place_in_the_order(whole):
    group = group_in(scored.run_in(whole, facts=without(LEADERS)))
    (row,) = group.apart
    assert row.standing.name == "芸窗镇"
    assert (row.points, row.grade) == ("80.7～85.7", "暂无")
    assert row.missing.startswith("缺：领导评估")
    assert group.zone == (Fraction("80.7"), Fraction("85.7"))
    assert [one.place for one in group.rows] == ["1", "2", "3～4", "3～4", "5", "7"]


def test_the_year_before_is_told_as_a_change_only_where_the_rank_is_certain(stage, whole):
    run = scored.run_in(whole)
    run.standings.filter(name="鹤汀镇").update(last_rank=2)
    run.standings.filter(name="谷雨镇").update(last_rank=1)
    run.standings.filter(name="澄湾镇").update(last_rank=4)
    run.standings.filter(name="松墩镇").update(last_rank=5)
    changes = {row.standing.name: row.change for row in group_in(run).rows}
    assert changes["鹤汀镇"] == ("up", "1")
    assert changes["谷雨镇"] == ("down", "1")
    assert changes["澄湾镇"] == ("open", "上年 4")
    assert changes["松墩镇"] == ("same", "—")
    assert changes["苇渡乡"] == ("", "")


@pytest.mark.parametrize(
    ("line", "near", "edge"),
    [
        ("89.05", "", "高 0，“先进”线 89.05"),
        ("89.1", "差 0.05 到 89.1", "差 0.05，“先进”线 89.1"),
        ("89.15", "差 0.1 到 89.15", "差 0.1，“先进”线 89.15"),
        ("88.95", "", "高 0.1，“先进”线 88.95"),
        ("89.1501", "", None),
        ("88.9499", "", None),
    ],
)
def test_within_a_tenth_of_a_line_a_unit_is_named(whole, line, near, edge):
    """松墩镇 has 89.05 points."""
    run = scored.run_in(whole)
    lines = Lines((Cut("先进", Fraction(line)),), lines_of(run).parts)
    (group,) = groups_of(json.loads(run.result), standings=run.standings.all(), lines=lines)
    row = next(one for one in group.rows if one.standing.name == "松墩镇")
    assert row.near == near
    assert [told for _row, told in group.edges] == ([] if edge is None else [edge])


def test_the_page_shows_all_of_it(stage, whole):
    scored.run_in(whole, facts=without(LEADERS))
    answer = page(stage, "clerk", "run", whole.number, 1)
    text = words_of(answer)
    for said in (
        "位次与名额都是暂定", "80.7～85.7", "先进 名额线".replace(" ", ""), "暂不能定位",
        "并列，提请研究", "取消评先情形", "等会议决定的事", "边缘名单", "图例", "第 1 次计分",
    ):  # fmt: skip
        assert said in text, said
    assert "style=" not in answer.content.decode()
    keys = set(re.findall(r"/appraisals/standings/(\d+)/", text_of(answer)))
    assert len(keys) == 7, "every number leads to its derivation"


def test_the_workbook_holds_every_part_and_the_exact_points(stage, whole):
    scored.run_in(whole)
    answer = page(stage, "clerk", "run", whole.number, 1, export="xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    head, first = list(rows[0]), list(rows[1])
    told = dict(zip(head, first, strict=True))
    assert (told["位次"], told["单位"], told["精确得分"]) == ("1", "鹤汀镇", "99.42")
    assert str(told["得分"]) == "99.42"
    assert {"指标评估", "领导评估", "加分", "减分"} <= set(head)
    assert len(rows) == 8


def test_a_trial_says_so_in_its_workbook(stage):
    trial = scored.cycle_in(stage.cast, scheme=stage.scheme, is_trial=True)
    scored.run_in(trial)
    answer = page(stage, "clerk", "run", trial.number, 1, export="xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {"试运行"}


def test_every_node_of_the_account_is_one_click_away(stage, whole):
    run = scored.run_in(whole)
    key = run.standings.get(name="鹤汀镇").pk
    answer = page(stage, "clerk", "standing", key, node="指标评估/经济发展/财政收入@2025中期评估")
    text = words_of(answer)
    for said in (
        "99.42", "改变等次的最小变化", "比「先进」的线 90 分 高 9.42 分", "2652 万元",
        "云财函〔2025〕3号", "来源：财政局", "组均", "在 7 家中第",
    ):  # fmt: skip
        assert said in text, said
    assert page(stage, "clerk", "standing", key, node="没有这项@2025").status_code == 404


def test_losses_add_up_and_the_greatest_fills_the_bar(stage, whole):
    run = scored.run_in(whole)
    answer = page(stage, "clerk", "standing", run.standings.get(name="鹤汀镇").pk)
    ledger = answer.context["ledger"]
    loss = {one.key: one.loss for one in ledger.rows}
    assert loss["指标评估@2025"] == Fraction("1.94") == ledger.most
    assert loss["指标评估@2025中期评估"] + loss["指标评估@2025年终评估"] == Fraction("1.94")
    assert 'width="100.00%"' in answer.content.decode()


def test_the_sealed_file_that_is_downloaded_verifies(stage, whole):
    run = scored.run_in(whole)
    content = page(stage, "clerk", "seal", whole.number, 1).content
    assert verify(content, file="x").passed
    assert run.digest.encode() in content


def test_the_engines_sheet_and_account_are_those_of_the_run(stage, whole):
    run = scored.run_in(whole)
    sheet = page(stage, "clerk", "sheet", whole.number, 1).content.decode()
    assert all(town in sheet for town in scored.TOWNS.values())
    assert run.digest[:4] in sheet
    key = run.standings.get(name="鹤汀镇").pk
    assert "99.42" in page(stage, "clerk", "account", key).content.decode()


def test_two_runs_are_compared_with_the_reasons(stage, whole):
    scored.run_in(whole, reason="第一次")
    changed = scored.renamed("towns.csv").replace(
        "鹤汀镇,2025中期评估,教育,96,", "鹤汀镇,2025中期评估,教育,98,"
    )
    scored.run_in(whole, facts=changed, reason="教育局更正")
    text = words_of(page(stage, "clerk", "compare", whole.number, 2))
    assert "变动的单位 1 家" in text
    assert "99.42 → 99.5" in text
    assert "教育" in text
    assert "数值 96 → 98" in text
    same = scored.run_in(whole, facts=changed, reason="再算一次")
    again = words_of(page(stage, "clerk", "compare", whole.number, same.number, other="2"))
    assert "两次完全相同" in again


@pytest.mark.parametrize(
    ("coordinate", "name"),
    [
        ("鹤汀镇:经济发展/财政收入.目标@2026", "财政收入"),
        ("鹤汀镇:领导评估@2026", "领导评估"),
        ("领导评估", "领导评估"),
    ],
)
def test_what_is_missing_is_called_by_its_indicator(coordinate, name):
    assert indicator_of(coordinate) == name


@pytest.mark.parametrize(
    ("worst", "best", "told"),
    [
        ("7", "100", "7～100"),
        ("253/3", "290/3", "84.33～96.67"),
        ("-1/3", "1/3", "−0.34～0.34"),
        ("-1/3", "-1/6", "−0.34～−0.16"),
    ],
)
def test_a_range_is_rounded_outwards(worst, best, told):
    assert between(worst, best=best) == told


def test_figures_of_two_runs_have_commas_as_everywhere_and_days_stay_days():
    told = (
        ("value", "12800", "-13500.5"),
        ("target", None, "9000"),
        ("period", "2025", "2026"),
        ("source", "2026-06-12", "2026-06-13"),
    )
    text = changes._values([InputChange("facts", *one) for one in told])
    assert "12,800 → −13,500.5" in text
    assert "— → 9,000" in text
    assert "2025 → 2026" in text
    assert "2026-06-12 → 2026-06-13" in text
    assert changes._figure("1200..13400.25") == "1,200～13,400.25"
    assert changes._figure(None) == "—"
