"""名次计分 with a table: who shares places shares the points of these places."""

from __future__ import annotations

import pytest

from tests.engine.score.small import codes, exact, scored

TABLE = '{"1": 10, "2": 8, "3": 6, 其余: 4}'


def points(figures, *, method, direction="越高越好", table=TABLE):
    """The points of 甲, 乙 … for their figures."""
    body = (
        "满分: 10\n指标:\n  产值: {分值: 10, 计分: {名次计分: "
        f"{{名次表: {table}, 方式: {method}, 方向: {direction}}}}}}}\n"
    )
    rows = "".join(
        f"{name},产值,{figure}\n" for name, figure in zip("甲乙丙丁戊", figures, strict=False)
    )
    found = scored(body, facts=f"对象,指标,数值\n{rows}")
    return [exact(one, "产值") for one in found.values()]


@pytest.mark.parametrize(
    ("method", "figures", "expected"),
    [
        ("竞争", (90, 80, 80, 70), ["10", "8", "8", "4"]),
        ("密集", (90, 80, 80, 70), ["10", "8", "8", "6"]),
        ("平均", (90, 80, 80, 70), ["10", "7", "7", "4"]),  # (8 + 6) / 2
        ("平均", (90, 90, 90, 70), ["8", "8", "8", "4"]),  # (10 + 8 + 6) / 3
        ("平均", (80, 80, 80, 80), ["7", "7", "7", "7"]),  # (10 + 8 + 6 + 4) / 4
        ("平均", (90, 80, 70, 70), ["10", "8", "5", "5"]),  # (6 + 4) / 2
        ("平均", (90, 80, 70, 60), ["10", "8", "6", "4"]),
    ],
)
def test_points_of_places(method, figures, expected):
    assert points(figures, method=method) == expected
    turned = tuple(200 - figure for figure in figures)
    assert points(turned, method=method, direction="越低越好") == expected


def test_what_is_given_out_in_all_does_not_depend_on_ties():
    apart = [int(one) for one in points((90, 80, 70, 60), method="平均")]
    level = [int(one) for one in points((90, 80, 80, 60), method="平均")]
    assert sum(apart) == sum(level) == 28


def test_a_missing_figure_leaves_the_points_of_the_places_that_may_be():
    # 甲 is first, or shares the first two places, or is second: 10, 9 or 8.
    assert points((90, 80, ""), method="平均") == [("8", "10"), ("6", "8"), ("6", "10")]


def test_a_unit_that_it_does_not_apply_to_takes_no_place():
    assert points((90, 80, 80, "不适用"), method="平均")[:3] == ["10", "7", "7"]


def test_a_table_of_places_need_not_say_anything_between_two():
    assert codes(
        "满分: 10\n指标:\n  产值: {分值: 10, 范围: 0以上, 计分: {名次计分: "
        '{名次表: {"1": 10, "2": 8, ">=3": 6}, 方式: 平均}}}\n'
    ) == []  # fmt: skip


def test_a_mean_of_a_table_needs_a_stretch_of_whole_numbers():
    body = (
        "满分: 10\n表: {名次表: {档: {'1': 10, '2': 8, 其余: 4}}}\n"
        "指标: {甲项: {分值: 10, 算式: '查表均值(名次表, 数值, 2)'}}\n"
    )
    facts = "对象,指标,数值\n甲,甲项,1\n乙,甲项,2\n丙,甲项,3\n丁,甲项,\n"
    found = scored(body, facts=facts)
    assert [exact(found[name], "甲项") for name in "甲乙"] == ["9", "8"]
    assert "outside-domain" in {one["code"] for one in found["丙"]["problems"]}


def test_a_mean_is_taken_of_tables_with_one_key_only():
    body = (
        "表: {两键: {键: [甲, 乙], 规则: [['>=1', '>=1', 1], ['-', '-', 0]]}}\n"
        "指标: {工作: {分值: 100, 算式: '查表均值(两键, 1, 2)'}}\n"
    )
    assert codes(body) == ["table-key-count"]
