"""Each row of the two catalogues stands once, and leads to a line that says what it promises."""

from __future__ import annotations

from functools import cache

import pytest
from django.urls import get_resolver

from kaoji.engine.scheme.source import read_document
from tools import catalogue
from tools.catalogue import (
    DATA,
    OFFICE,
    PACKS,
    ROWS,
    Row,
    Spot,
    catalogue_page,
    expanded,
    faults_of,
    is_of_office,
    read_parts,
    spot_of,
    spots_of,
)
from tools.pages import stale
from tools.source import ROOT

PAGE = ROOT / "docs" / "catalogue.md"
TEXT = DATA.read_text(encoding="utf-8")
PARTS, TOLD = read_parts(DATA)
ANCHORS = {(anchor, part.packs) for part in PARTS for row in part.rows for anchor in row.anchors}


def faults_after(old, new, *, folder):
    """What is found once a piece of the data reads otherwise."""
    assert TEXT.count(old) == 1, "the planted fault has lost its place"
    path = folder / "catalogue.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    parts, told = read_parts(path)
    return (*told, *faults_of(parts))


def test_nothing_is_wrong_with_the_data():
    assert (*TOLD, *faults_of(PARTS)) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  S7:\n", "  S9:\n", ("S7: stands 0 times", "S9: unknown")),
        ("  SC-14:\n", "  SC-15:\n", ("SC-14: stands 0 times", "SC-15: unknown")),
        ("流程: [B-193]", "流程: [B-193, B-030]", ("B-030: stands 2 times",)),
        ("流程: [B-193]", "流程: []", ("B-193: stands 0 times",)),
        ("流程: [B-193]", "流程: [B-193, B-309]", ("B-309: unknown",)),
        ("流程: [B-193]", "流水: [B-193]", ("流水: no such room",)),
        ("[基准加奖励减罚责, 总分]", "[基准加奖励减罚责, 总份]", ("B-030: dead anchor '总份'",)),
        (
            "[基准加奖励减罚责, 总分]",
            "[基准加奖励减罚责]",
            ("B-030: needs a term, and an anchor or what it lacks",),
        ),
        (
            "[基准加奖励减罚责, 总分]",
            "[基准加奖励减罚责, docs/language/10-grades.md 等次, 权重]",
            (
                "B-030: ambiguous anchor 'docs/language/10-grades.md 等次'",
                "B-030: dead anchor '权重'",
            ),
        ),
        ("packs: [sihong/units]", "packs: [sihong/unit]", ("sihong/unit: no such pack",)),
    ],
)
def test_a_planted_fault_is_found(old, new, expected, tmp_path):
    assert set(expected) <= set(faults_after(old, new, folder=tmp_path))


@pytest.mark.parametrize(
    "anchor",
    [
        "nowhere:list",  # no such room
        "workbench:list",  # the room has no such route
        "targets:adop",
        "docs/guide/nowhere.md 二、回避",
        "docs/guide/verification.md",  # a page is no heading
        "docs/guide/verification.md 二、回",
        "docs/guide/verification.md 没有这一节",
        "docs/guide/verification.md 核验人",  # stands in the text, heads nothing
    ],
)
def test_a_dead_way_into_the_office_stops_the_printing(anchor, tmp_path, monkeypatch):
    path = tmp_path / "catalogue.yaml"
    text = TEXT.replace("[基准加奖励减罚责, 总分]", f'[基准加奖励减罚责, "{anchor}"]')
    assert text != TEXT
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "DATA", path)
    with pytest.raises(SystemExit, match=f"B-030: dead anchor '{anchor}'"):
        catalogue_page()


def test_every_route_named_is_one_that_the_office_answers():
    """Read by Django and not from the text."""
    rooms = get_resolver().namespace_dict
    routes = {one for one, _ in ANCHORS if is_of_office(one) and not one.startswith("docs/")}
    assert len(routes) > 50
    for route in routes:
        room, _, name = route.partition(":")
        assert name in rooms[room][1].reverse_dict, route


@pytest.mark.parametrize(
    ("anchor", "file"),
    [
        ("targets:adopt", f"{OFFICE}/targets/urls.py"),
        ("appraisals:publish", f"{OFFICE}/appraisals/publishing_urls.py"),
        ("accounts:reset-password", f"{OFFICE}/accounts/urls.py"),  # broken over lines
        ("docs/guide/verification.md 二、回避", "docs/guide/verification.md"),
    ],
)
def test_a_way_into_the_office_leads_to_its_file(anchor, file):
    assert spot_of(anchor, packs=()) == Spot(file)


@pytest.mark.parametrize(
    ("anchors", "lack", "state"),
    [
        (("targets:adopt",), "", "已有"),
        (("总分", "docs/guide/verification.md 二、回避"), "", "已有"),
        (("总分",), "", "已建模"),
        (("targets:adopt",), "少一步", "部分"),
        (("总分",), "少一步", "部分"),
        ((), "原文没有写", "未建模"),
    ],
)
def test_what_a_row_has_and_lacks_says_where_it_stands(anchors, lack, state):
    assert Row("B-030", "分", anchors=anchors, lack=lack).state == state


def test_a_row_written_twice_under_one_scheme_is_found(tmp_path):
    found = faults_after("      B-030: [", "      B-029: [", folder=tmp_path)
    assert any("B-029" in one and one.startswith("catalogue.yaml:") for one in found)


def test_faulty_data_are_told_instead_of_printed(tmp_path, monkeypatch):
    path = tmp_path / "catalogue.yaml"
    path.write_text(TEXT.replace("  S7:\n", "  S9:\n"), encoding="utf-8")
    monkeypatch.setattr(catalogue, "DATA", path)
    with pytest.raises(SystemExit, match="S7: stands 0 times"):
        catalogue_page()


def test_the_page_is_what_the_data_and_the_packs_say():
    assert not stale({PAGE: catalogue_page()})


def test_a_line_moved_in_a_pack_makes_the_page_stale(monkeypatch):
    """One line more at the top of every pack, and no link is where it was."""

    @cache
    def moved(pack):
        text = (ROOT / PACKS / f"{pack}.yaml").read_text(encoding="utf-8")
        return read_document(f"# 新的一行\n{text}", file=pack)[0]

    monkeypatch.setattr(catalogue, "_tree", moved)
    assert stale({PAGE: catalogue_page()}) == (PAGE,)


def says(spot, *, name):
    """Read as plain text: the name stands in the line, or in the item of a list begun there."""
    first, *rest = (ROOT / spot.file).read_text(encoding="utf-8").splitlines()[spot.line - 1 :]
    if name in first or not first.lstrip().startswith("- "):
        return name in first
    ends = next(n for n, line in enumerate([*rest, "- "]) if line.lstrip().startswith("- "))
    return any(name in line for line in rest[:ends])


def test_each_line_says_what_its_anchor_names():
    spots = {(one, spot_of(one, packs=packs)) for one, packs in ANCHORS}
    inside = [(one.rpartition("/")[2].rpartition(" ")[2], spot) for one, spot in spots if spot.line]
    assert len(inside) > len(ROWS) / 2
    assert [(name, spot) for name, spot in inside if not says(spot, name=name)] == []


TREE = read_document(
    """
指标:
  甲:
    指标:
      子: {分值: 3}
      名: {分值: 4}
  乙:
    指标:
      名: {分值: 5}
校验:
  - {条件: a, 说明: 甲应大于乙}
  - {条件: b, 说明: 乙应大于丙}
结果运用:
  - 编号: prize
    内容: 奖
丙: {指标: {甲: {分值: 1}}, 甲: 1}
""",
    file="small.yaml",
)[0]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("指标/甲/子", 5),
        ("子/分值", 5),
        ("乙/名", 9),
        ("校验/甲应大于", 11),
        ("结果运用/prize", 14),
        ("名", None),  # there are two
        ("校验/应大于", None),
        ("甲/丙", None),
        ("结果运用/prize/金额", None),
    ],
)
def test_a_path_leads_to_one_line_or_nowhere(path, line, monkeypatch):
    monkeypatch.setattr(catalogue, "_tree", lambda _: TREE)
    spot = spot_of(path, packs=("small/small",))
    assert spot == (None if line is None else Spot(f"{PACKS}/small/small.yaml", line))


@pytest.mark.parametrize(
    ("path", "lines"),
    [("名", (6, 9)), ("校验/应大于", (11, 12)), ("丙/甲", (16, 16)), ("甲/丙", ()), ("甲", (3,))],
)
def test_a_path_that_may_mean_several_lines_has_them_all(path, lines, monkeypatch):
    monkeypatch.setattr(catalogue, "_tree", lambda _: TREE)
    spots = spots_of(path, packs=("small/small",))
    assert tuple(one.line for one in spots) == lines


@pytest.mark.parametrize(
    "anchor",
    ["总分", "nobody 总分", "docs/nowhere.md", "README.md", "docs/decisions.md 没有这几个字"],
)
def test_an_anchor_without_its_file_or_pack_leads_nowhere(anchor):
    assert spot_of(anchor, packs=("zhengding/towns", "zhengding/oldtown")) is None


def test_a_range_names_each_of_its_ids():
    assert expanded("A-009..A-012") == ("A-009", "A-010", "A-011", "A-012")
    assert expanded("A-009") == ("A-009",)
    assert expanded("A-009..B-012") == ("A-009..B-012",)
