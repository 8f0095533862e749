"""Gaps, overlaps and idle bands against brute force over a grid that no edge escapes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.feel.ast import Number
from kaoji.engine.feel.parse import parse_test
from kaoji.engine.scheme.checks.bands import check_bands
from kaoji.engine.scheme.checks.coverage import Domain, Stretch, axis_of, told
from kaoji.engine.scheme.model import Band, Formula, Table

HALF = Fraction(1, 2)
#: Edges are whole, so whole numbers and the halves between them are every kind of place.
GRID = [Fraction(step, 2) for step in range(-2, 23)]

ENDS = st.integers(0, 10)
TWO_ENDED = st.tuples(ENDS, ENDS, st.booleans(), st.booleans()).map(
    lambda each: (
        f"{'[' if each[2] else '('}{min(each[:2])}..{max(each[:2])}{']' if each[3] else ')'}"
    )
)
TESTS = st.one_of(
    TWO_ENDED,
    ENDS.map(str),
    st.tuples(st.sampled_from([">=", ">", "<=", "<"]), ENDS).map(
        lambda each: f"{each[0]} {each[1]}"
    ),
    st.just("-"),
)
VALUE = Formula("1", Number(Fraction(1)))


def holds(test, number):
    """What a test says of a number, read by hand."""
    if test == "-":
        return True
    if test[0] in "[(":
        low, high = map(int, test[1:-1].split(".."))
        above = number >= low if test[0] == "[" else number > low
        return above and (number <= high if test[-1] == "]" else number < high)
    sign, _, edge = test.rpartition(" ")
    edge = int(edge)
    return {">=": number >= edge, ">": number > edge, "<=": number <= edge, "<": number < edge,
            "": number == edge}[sign]  # fmt: skip


def table(tests, *, keys=("数",), otherwise=None):
    lines = [one if isinstance(one, tuple) else (one,) for one in tests]
    return Table(
        "表一", keys, bands=tuple(Band(line, VALUE) for line in lines), otherwise=otherwise
    )


def codes(tests, *, domains=(), **more):
    return [one.code for one in check_bands(table(tests, **more), domains=domains)]


def idle(tests):
    """Bands of which nothing in 0..10 is left, those that clash told apart."""
    left = {number for number in GRID if 0 <= number <= 10}
    clashing = clashes(tests)
    found = 0
    for place, test in enumerate(tests):
        own = {number for number in left if holds(test, number)}
        found += not own and place not in clashing
        left -= own
    return found, bool(left)


def clashes(tests):
    closed = [test[0] in "[(" or test.isdigit() for test in tests]
    return {
        place
        for place, test in enumerate(tests)
        for earlier in range(place)
        if closed[place] and closed[earlier]
        and any(holds(test, number) and holds(tests[earlier], number) for number in GRID)
    }  # fmt: skip


@given(st.lists(TESTS, min_size=1, max_size=5))
def test_bands_are_judged_as_by_trying_every_number(tests):
    found = codes(tests, domains=(Domain(Fraction(0), Fraction(10)),))
    idle_count, is_open = idle(tests)
    assert found.count("band-gap") == is_open
    assert found.count("band-overlap") == len(clashes(tests))
    assert found.count("band-unreachable") == idle_count


def test_without_a_range_only_holes_count():
    assert codes([">= 90", "[60..80)"]) == ["band-gap"]
    assert codes([">= 90", "[60..90)"]) == []
    assert codes(["3", "2", "1"]) == ["band-gap"]
    assert codes(["3", "2", "1"], domains=(Domain(is_whole=True),)) == []


def test_an_otherwise_takes_what_is_left():
    assert codes([">= 90"], otherwise=VALUE, domains=(Domain(Fraction(0)),)) == []


def test_a_known_end_is_asked_for():
    assert codes([">= 60"], domains=(Domain(Fraction(0)),)) == ["band-gap"]
    assert codes(["<= 60"], domains=(Domain(high=Fraction(100)),)) == ["band-gap"]


def test_words_of_a_column():
    words = (Domain(words=("市", "省")),)
    assert codes(['"市"', '"省"'], domains=words) == []
    assert codes(['"市"'], domains=words) == ["band-gap"]
    assert codes(['"市"', '"市"'], domains=words) == ["band-unreachable", "band-gap"]
    assert codes(['"市"', '"省"']) == []


def test_truths():
    assert codes(["= true", "= false"]) == []
    assert codes(["= true"]) == ["band-gap"]


def test_several_keys():
    keys = ("数", "真")
    full = [(">= 60", "= true"), (">= 60", "= false"), ("< 60", "-")]
    assert codes(full, keys=keys) == []
    assert codes(full[1:], keys=keys) == ["band-gap"]
    assert codes([*full, ("-", "-")], keys=keys) == ["band-unreachable"]


def test_nothing_is_told_in_no_words():
    assert told((True, False), places=frozenset()) == ()
    assert told((True, False), places=frozenset({1})) == ("否",)


def test_a_gap_of_several_keys_names_one_case():
    found = list(check_bands(table([(">= 60", "= true")], keys=("数", "真"))))
    assert [one.code for one in found] == ["band-gap"]
    assert "数" in found[0].message
    assert "真" in found[0].message


@pytest.mark.parametrize("tests", [["> 甲"], ['"市"', "60"], [('"市"', ">= 1")]])
def test_what_is_not_plain_is_not_judged(tests):
    assert codes(tests) == []


def test_too_many_cells_are_not_tried():
    lines = [tuple(str(place) for _ in range(3)) for place in range(40)]
    assert codes(lines, keys=("甲", "乙", "丙")) == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 1, False), (0, 2, True), (HALF, 1, False), (1, 1, True), (HALF, HALF, False),
     (None, 0, True), (5, None, True)],
)  # fmt: skip
def test_whole_numbers_between(low, high, expected):
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    assert Stretch(*ends).has_whole() is expected


def test_pieces_in_words():
    axis = axis_of([parse_test("[60..90)")[0]], domain=Domain(Fraction(0), Fraction(100)))
    everything = frozenset(range(len(axis.pieces)))
    assert told(axis.pieces, places=everything - axis.covers[0]) == ("小于 60", "从 90")
    assert told(axis.pieces, places=everything) == ("任何数",)
    assert told(("市", True, False), places=frozenset({0, 1, 2})) == ("「市」", "是", "否")


def test_signs_and_negations():
    below, above = "[-10..-5)", ">= -5"
    assert codes([below, above], domains=(Domain(Fraction(-10)),)) == []
    assert codes([below, above], domains=(Domain(Fraction(-11)),)) == ["band-gap"]


def test_a_table_with_nothing_but_anything():
    assert codes(["-"]) == []
    assert codes(["-", ">= 1"]) == ["band-unreachable"]


def test_a_line_of_another_width_is_not_judged():
    assert codes([(">= 1", "-")]) == []


def test_a_sliver_between_two_bands_is_told():
    """89.5 is between 80—89 and 90 以上; a third band takes it, whole numbers have none."""
    tests = ["[80..89]", ">= 90"]
    (problem,) = check_bands(table(tests, otherwise=VALUE))
    assert (problem.code, problem.severity) == ("band-sliver", "warning")
    assert problem.message == "表「表一」的 大于 89 小于 90 夹在两档中间，会落到「其余」"
    assert codes([*tests, "(89..90)"], otherwise=VALUE) == []
    assert codes(tests, otherwise=VALUE, domains=(Domain(is_whole=True),)) == []
    assert codes(["[80..88]", ">= 90"], otherwise=VALUE) == []  # 89 is a value of its own


def test_a_line_outside_of_the_range_is_told_from_one_that_is_taken():
    domain = (Domain(Fraction(0), Fraction(10)),)
    (outside,) = check_bands(table([">= 0", "< 0"]), domains=domain)
    assert outside.message == "表「表一」的「< 0」永远轮不到：它在范围之外"
    (taken,) = check_bands(table([">= 0", "> 5"]), domains=domain)
    assert taken.message == "表「表一」的「> 5」永远轮不到：前面的各档已经占满"


def test_the_only_case_that_is_left_is_named_and_several_are_counted():
    words = (Domain(words=("甲", "乙")), Domain(words=("丙", "丁")))
    full = [('"甲"', '"丙"'), ('"甲"', '"丁"'), ('"乙"', '"丙"')]
    (one,) = check_bands(table(full, keys=("级", "类")), domains=words)
    assert one.message == "表「表一」没有覆盖「级 「乙」、类 「丁」」"
    (two,) = check_bands(table(full[1:], keys=("级", "类")), domains=words)
    assert two.message == "表「表一」没有覆盖「级 「甲」、类 「丙」」等 2 种情形"
