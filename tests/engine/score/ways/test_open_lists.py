"""Lists of which something is open: no completion by further rows or figures leaves the bounds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.values import UNDEFINED, OneOf, Span, is_unknown
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.result import Status
from kaoji.engine.score.ways.lists import fold
from tests.engine.worlds import HEAD, world

SCHEME = """
事实: {{门: {{范围: 0..10}}}}
指标:
  表彰:
    分值: 100
    条目: {{类: [特, 普]}}
    范围: 0..9
    每条: '{each}'
    {counted}
    每事项: {works}
    汇总: {way}
    无定义: 7
    {limits}
"""
HEADER = "对象,指标,数值,事项,件数,类"


def listed(*rows, gate=None, opened=True, each="数值", works="累加", way="逐项累加", **more):
    """The list over rows (数值, 事项, 件数, 类); of 门 nothing is here unless it is given."""
    lines = [f"甲,表彰,{row}" for row in rows]
    if gate is not None:
        lines.append(f"甲,门,{gate},,,")
    counted = f"计入: '{more['counted']}'" if more.get("counted") else ""
    text = SCHEME.format(
        each=each, counted=counted, works=works, way=way, limits=more.get("limits", "")
    )
    facts = "\n".join((f"{HEADER}", "甲,表彰.系数,1,,,", *lines))
    return world(text, facts, opened=("表彰",) if opened else ())


GATED = '类 = "普" or 门 > 5'
LOSS = {"each": "0 - 数值"}
ONCE = {"works": "最高"}


@pytest.mark.parametrize(
    ("rows", "options", "ends"),
    [
        # A row of 件数 0 is no row: of a mean none is left, and of others nothing to exceed.
        (("4,,0,普",), {"way": "均值"}, (0, 9)),
        (("4,,0,普",), {"way": "最低"}, (0, 9)),
        # With 门 at 5 the row does not count: the list is without a row, and gets another one.
        (("3,,1,特",), {"way": "最低", "counted": GATED}, (0, 9)),
        # A further row of the same work takes its place: 0 - 0 at best.
        (("5,W,1,普",), {**LOSS, **ONCE}, (None, 0)),
        (("5,,1,普",), {**LOSS, **ONCE}, (None, -5)),
        (("5,W,1,普", "2,,1,普"), {**LOSS, **ONCE}, (None, -2)),
        (("1,W,1,普",), {**ONCE, "way": "最低"}, (0, 9)),
        (("1,,1,普",), {**ONCE, "way": "最低"}, (0, 1)),
        (("1,W,1,普", "2,,1,普"), {**ONCE, "way": "最低"}, (0, 2)),
        (("1,W,1,普", "2,,1,普"), {**ONCE, "way": "均值"}, (0, 9)),
        (("1,W,1,普", "2,V,1,普"), {**ONCE, "way": "计数"}, (2, None)),
        # A better row takes the only place; of two places one is free: 0 - 5 - 9 to 0.
        (("5,W,1,普",), {**LOSS, "way": "最高1项"}, (-5, 0)),
        (("5,W,1,普",), {**LOSS, "way": "最高2项"}, (-14, 0)),
        (("5,W,1,普",), {"way": "最高2项"}, (5, 18)),
        (("5,W,2,普", "3,V,1,普"), {"way": "最高3项"}, (13, 27)),
        (("5,W,1,普",), {"way": "最高2项", "each": "数值 - 4"}, (-3, 10)),
        # Whether a row takes away hangs on 门 too: no direction is claimed.
        (("5,W,1,普",), {"each": "数值 - 门"}, (None, None)),
    ],
)
def test_what_an_open_list_may_come_to(rows, options, ends):
    assert listed(*rows, **options).ends("表彰") == ends


def test_an_open_list_without_a_counted_row_is_not_final():
    here = listed("4,,0,普", way="均值")
    assert here.one().status is Status.INCOMPLETE
    assert here.one().blocking == ("甲:表彰@2025(未截止)",)


@pytest.mark.parametrize(
    ("way", "ends"),
    # Without 门 the row of 3 may not count; with it the work is worth 3, once.
    [
        ("最低", (2, 3)),
        ("均值", (2, 3)),
        ("逐项累加", (2, 3)),
        ("最高2项", (2, 3)),
        ("计数", (1, 1)),
    ],
)
def test_a_work_is_merged_in_every_case_of_its_rows(way, ends):
    here = listed("3,奖,1,特", "2,奖,1,普", opened=False, way=way, counted=GATED, works="最高")
    assert here.ends("表彰") == ends


def test_a_condition_that_may_have_no_definition_is_a_case_of_its_own():
    here = listed("3,,1,特", opened=False, counted="数值 / 门 > 1", each="1")
    assert here.ends("表彰") == (0, 7)  # 门 = 0: 无定义, which counts 7


def test_a_further_row_may_have_no_definition():
    assert listed("3,,1,普", each="3 / 数值", way="最低").ends("表彰") == (Fraction(1, 3), 7)
    assert listed("3,,1,普", each="3 / 数值", way="计数").ends("表彰") == (1, None)


def test_rows_of_a_work_named_like_a_number_are_not_mixed_with_rows_without_one():
    here = listed("3,,1,普", "5,#0,1,普", opened=False, works="最高")
    assert here.value("表彰") == 8


def test_sums_of_rows_that_go_either_way_pull_no_way():
    value = listed("3,,1,普", each="数值 - 4").value("表彰")
    assert value.ways == {"甲:表彰@2025(未截止)": 0}


def test_a_figure_that_further_rows_read_is_waited_for():
    value = listed("3,,1,普", each="门 + 数值").value("表彰")
    assert value.ways == {"甲:门@2025": 1, "甲:表彰@2025(未截止)": 1}
    value = listed("3,,1,普", each='if 类 = "普" then 门 else 10 - 门').value("表彰")
    assert value.ways == {"甲:门@2025": 0, "甲:表彰@2025(未截止)": 1}
    assert not value.tight


# --- the law --------------------------------------------------------------------------------------

#: Each formula beside what it means; None: no definition.
EACH = {
    "数值": lambda row, gate: row.figure,
    "0 - 数值": lambda row, gate: -row.figure,
    "数值 - 4": lambda row, gate: row.figure - 4,
    "夹(数值 - 4, 0, 3)": lambda row, gate: min(max(row.figure - 4, 0), 3),
    "数值 * 门 / 5": lambda row, gate: row.figure * gate / 5,
    "数值 - 门": lambda row, gate: row.figure - gate,
    'if 类 = "特" then 门 else 0 - 数值': lambda row, gate: (
        gate if row.kind == "特" else -row.figure
    ),
    "数值 / 门": lambda row, gate: row.figure / gate if gate else None,
}
COUNTED = {
    "": lambda row, gate: True,
    '类 = "普" or 门 > 5': lambda row, gate: row.kind == "普" or gate > 5,
    "数值 > 2": lambda row, gate: row.figure > 2,
    "数值 > 门": lambda row, gate: row.figure > gate,
    "数值 / 门 > 1": lambda row, gate: row.figure / gate > 1 if gate else None,
}
LIMITS = {"": (None, None), "上限: 9": (None, 9), "上限: 9\n    下限: -9": (-9, 9)}
GATHER = {
    "逐项累加": sum,
    "最高": lambda ones: max(ones, default=0),
    "最低": lambda ones: min(ones, default=0),
    "均值": lambda ones: sum(ones) / Fraction(len(ones)) if ones else None,
    "计数": len,
    "最高1项": lambda ones: sum(sorted(ones)[-1:]),
    "最高3项": lambda ones: sum(sorted(ones)[-3:]),
}


@dataclass(frozen=True)
class Told:
    """One row as it is told to both."""

    figure: Fraction
    work: str
    count: int
    kind: str

    def __str__(self):
        return f"{self.figure},{self.work},{self.count},{self.kind}"


def opinion(rows, gate, *, each, counted, works, way, limits):
    """What a closed list comes to, by the words of the manual: row by row, once per 件数."""
    answers = [(row, COUNTED[counted](row, gate)) for row in rows]
    kept = [(row, answer) for row, answer in answers if answer is not False]
    ones = [(row, EACH[each](row, gate) if answer else None) for row, answer in kept if row.count]
    if any(one is None for _, one in ones) and way != "计数":
        return 7
    if works == "最高":
        best = {}
        for row, one in ones:
            if row.work:
                best[row.work] = one if way == "计数" else max(best.get(row.work, one), one)
        ones = [(row, one) for row, one in ones if not row.work]
        repeated = [one for row, one in ones for _ in range(row.count)] + list(best.values())
    else:
        repeated = [one for row, one in ones for _ in range(row.count)]
    value = GATHER[way](repeated)
    low, high = LIMITS[limits]
    if value is None:
        return 7
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def told(figures, counts):
    return [
        Told(Fraction(figure), work, count, kind)
        for figure, work, count, kind in product(figures, ("W", ""), counts, "特普")
    ]


ROWS = st.lists(st.sampled_from(told((0, 1, 3, 5, 9), (0, 1, 2))), max_size=3)
FURTHER = told((0, 4, 9), (1, 40))
MORE_ROWS = [(), *((row,) for row in FURTHER), *combinations_with_replacement(FURTHER, 2)]
GATES = (0, 3, 5, 6, 10)


@pytest.mark.parametrize("way", GATHER)
@given(
    rows=ROWS,
    gate=st.sampled_from((None, None, *GATES)),
    opened=st.booleans(),
    each=st.sampled_from(sorted(EACH)),
    counted=st.sampled_from(sorted(COUNTED)),
    works=st.sampled_from(("累加", "最高")),
    limits=st.sampled_from(sorted(LIMITS)),
)
def test_every_completion_lies_within_the_bounds(way, rows, gate, opened, **options):
    options["way"] = way
    here = listed(*rows, gate=gate, opened=opened, **options)
    value = here.value("表彰")
    gates = GATES if gate is None else (gate,)
    further = MORE_ROWS if opened else [()]
    found = {opinion([*rows, *more], one, **options) for one in gates for more in further}
    if len(found) > 1:
        assert is_unknown(value)
        assert here.one().status is Status.INCOMPLETE
    if isinstance(value, Span):
        assert value.low is None or value.low <= min(found)
        assert value.high is None or max(found) <= value.high
    else:
        assert found == {value}


@pytest.mark.parametrize(("rows", "known"), [(10, True), (11, False)])
def test_a_mean_of_more_open_rows_than_can_be_tried_may_be_without_a_value(rows, known):
    """Each row counts only if 门 is above 5: of ten rows every case is tried, of eleven none."""
    text = """
    事实: {门: {范围: 0..10}}
    指标:
      表彰: {分值: 100, 条目: {}, 范围: 0..9, 计入: 门 > 5, 每条: 数值, 汇总: 均值}
    """
    lines = "\n".join(f"甲,表彰,{1 + at % 2},事{at}" for at in range(rows))
    scheme, _ = load_scheme_text(HEAD + dedent(text))
    run = world(scheme, f"对象,指标,数值,事项\n{lines}").scored.run
    spot = run.spot("表彰", subject="甲", period=run.period)
    value = fold(run, node=run.plan.nodes["表彰"], spot=spot).value
    assert isinstance(value, OneOf)
    assert UNDEFINED in value.options
    (number,) = (one for one in value.options if isinstance(one, Span))
    # Half of the rows are 1, half are 2: no mean of some of them leaves 1 … 2.
    assert (number.low, number.high) == ((1, 2) if known else (None, None))
