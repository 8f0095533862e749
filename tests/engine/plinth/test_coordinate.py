"""Coordinates: read, printed, and matched to full paths by their tails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.coordinate import (
    Coordinate,
    matches_tail,
    parse_coordinate,
    resolve_tail,
)
from kaoji.engine.plinth.periods import Grain, Period

YEAR = Period(Grain.YEAR, 2016)
QUARTER = Period(Grain.QUARTER, 2016, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政收入", Coordinate(None, "财政收入", None, None)),
        (
            "甲乡:经济发展/财政收入@2016Q2",
            Coordinate("甲乡", "经济发展/财政收入", QUARTER, None),
        ),
        ("财政收入.目标@2016", Coordinate(None, "财政收入", YEAR, "目标")),
        ("组:一组:经济发展/财政收入", Coordinate("组:一组", "经济发展/财政收入", None, None)),
        ("组:一组:财政收入.权重@2016", Coordinate("组:一组", "财政收入", YEAR, "权重")),
        ("*:财政收入", Coordinate("*", "财政收入", None, None)),
        ("a_1:b/c@2016-06-30", Coordinate("a_1", "b/c", Period(Grain.DAY, 2016, 6, 30), None)),
        (
            "财政收入@2013..2015",
            Coordinate(None, "财政收入", Period(Grain.SPAN, 2013, last_year=2015), None),
        ),
        (
            "财政收入@2016中期评估",
            Coordinate(None, "财政收入", Period(Grain.PART, 2016, part="中期评估"), None),
        ),
        ("甲乡(镇):财政", Coordinate("甲乡(镇)", "财政", None, None)),
        ("甲.乙 公司:财政", Coordinate("甲.乙 公司", "财政", None, None)),
        ("组织部:财政", Coordinate("组织部", "财政", None, None)),
    ],
)
def test_a_coordinate_is_read_and_printed(text, expected):
    assert parse_coordinate(text) == expected
    assert str(expected) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲乡：经济发展／财政收入＠2016Q2", "甲乡:经济发展/财政收入@2016Q2"),
        ("  甲乡: 财政收入 @ 2016年 ", "甲乡:财政收入@2016"),
        ("甲乡:财政收入@2016Q2.目标", "甲乡:财政收入.目标@2016Q2"),
        ("财政收入@2013..2015.目标", "财政收入.目标@2013..2015"),
        ("财政收入@2016年上半年", "财政收入@2016H1"),
    ],
)
def test_other_spellings_come_out_as_one(text, printed):
    assert str(parse_coordinate(text)) == printed


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ":", "甲乡:", ":财政", "@2016", "财政@", "财政@甲", "财政@2016-13", "/财政"),
        *("财政/", "财政//收入", "财政.", ".目标", "财政.目标.数值", "财政.目标@2016.数值"),
        *("财政@2016.", "财政@2016..", "财政@甲.目标", "组:一组", "组:一组:", "甲:乙:财政", "*"),
        *("财政@2016@2017", "甲@2016:财政", "财政\n收入", "甲.乙/丙", "财政=1", "*/财政"),
    ],
)
def test_anything_else_is_none(text):
    assert parse_coordinate(text) is None


plain = st.text(st.sampled_from("甲乙财政abZ09_·（）(-"), min_size=1, max_size=6)
segments = st.builds(" ".join, st.lists(plain, min_size=1, max_size=2))
names = segments.filter(lambda name: name != "组")
subjects = st.none() | st.just("*") | names | names.map("组:{}".format)
periods = st.one_of(
    st.none(),
    st.builds(Period, st.just(Grain.YEAR), st.integers(1000, 9998)),
    st.builds(Period, st.just(Grain.HALF), st.integers(1000, 9998), st.integers(1, 2)),
    st.builds(Period, st.just(Grain.QUARTER), st.integers(1000, 9998), st.integers(1, 4)),
    st.builds(Period, st.just(Grain.MONTH), st.integers(1000, 9998), st.integers(1, 12)),
    st.builds(
        Period, st.just(Grain.DAY), st.integers(1000, 9998), st.integers(1, 12), st.integers(1, 28)
    ),
    st.builds(Period, st.just(Grain.PART), st.just(2016), part=st.sampled_from(["年终", "中期"])),
    st.builds(Period, st.just(Grain.SPAN), st.just(2013), last_year=st.integers(2013, 9998)),
)


@given(
    st.builds(
        Coordinate,
        subjects,
        st.lists(segments, min_size=1, max_size=4).map("/".join),
        periods,
        st.none() | segments,
    )
)
def test_what_is_printed_reads_back(coordinate):
    assert parse_coordinate(str(coordinate)) == coordinate


@given(st.text(st.one_of(st.sampled_from("组:*/.@ 2016Q甲"), st.characters()), max_size=30))
def test_whatever_is_read_is_printed_stably(text):
    coordinate = parse_coordinate(text)
    assert coordinate is None or parse_coordinate(str(coordinate)) == coordinate


@pytest.mark.parametrize(
    ("path", "tail", "expected"),
    [
        ("经济发展/财政收入", "财政收入", True),
        ("经济发展/财政收入", "经济发展/财政收入", True),
        ("经济发展/财政收入", "政收入", False),
        ("经济发展/财政收入", "展/财政收入", False),
        ("经济发展/财政收入", "经济发展", False),
        ("财政收入", "经济发展/财政收入", False),
    ],
)
def test_tails_are_matched_by_whole_segments(path, tail, expected):
    assert matches_tail(path, tail=tail) is expected


PATHS = ("经济/财政收入", "经济/税收/财政收入", "民生", "民生/就业", "经济/民生", "经济/就业")
ALIASES = {"经济/国税": "经济/税收/财政收入", "财政": "经济/财政收入", "旧/民生": "民生/就业"}


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("税收/财政收入", ("经济/税收/财政收入",)),
        ("财政收入", ("经济/财政收入", "经济/税收/财政收入")),
        # A whole path means itself, although it is another's tail as well.
        ("民生", ("民生",)),
        ("就业", ("民生/就业", "经济/就业")),
        ("国税", ("经济/税收/财政收入",)),
        ("财政", ("经济/财政收入",)),
        # The present names come first: 民生 is not looked for among the old ones.
        ("旧/民生", ("民生/就业",)),
        ("没有", ()),
        ("", ()),
    ],
)
def test_a_tail_means_these_paths(tail, expected):
    assert resolve_tail(tail, paths=(*PATHS, "民生"), aliases=ALIASES) == expected


def test_a_whole_old_path_means_itself_too():
    aliases = {"旧": "甲", "丙/旧": "乙"}
    assert resolve_tail("旧", paths=("甲", "乙"), aliases=aliases) == ("甲",)
    assert resolve_tail("旧", paths=("甲",), aliases={"丙/旧": "甲", "丁/旧": "甲"}) == ("甲",)
