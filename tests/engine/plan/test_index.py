"""Entries by path or unambiguous tail, by any word that names a step."""

from __future__ import annotations

import pytest

from tests.engine.worlds import plan_of

TEXT = """
指标:
  经济:
    又名: [发展]
    分值: 60
    指标: {产值: {分值: 30, 名称: 地区生产总值, 曾用: [产量]}, 规模: {分值: 30}}
  作风: {分值: 40, 指标: {规模: {分值: 40}}}
"""


@pytest.mark.parametrize(
    ("tail", "paths"),
    [
        ("经济/产值", ["经济/产值"]),
        ("产值", ["经济/产值"]),
        ("地区生产总值", ["经济/产值"]),
        ("发展/产量", ["经济/产值"]),
        ("规模", ["经济/规模", "作风/规模"]),
        ("作风/规模", ["作风/规模"]),
        ("作风/产值", []),
        ("全县/经济/产值", []),  # longer than any path
        ("值", []),
    ],
)
def test_tails(tail, paths):
    assert [one.path for one in plan_of(TEXT).index.find(tail)] == paths


def test_ancestors():
    index = plan_of(TEXT).index
    assert index.ancestor("经济/产值", named="发展") == "经济"
    assert index.ancestor("经济/产值", named="总分") == "总分"
    assert index.ancestor("经济/产值", named="作风") is None
