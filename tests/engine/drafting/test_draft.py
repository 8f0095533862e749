"""Tables of indicators: what each column means, what is asked, and what the scheme comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.drafting.asking import Answer
from kaoji.engine.drafting.draft import draft_of
from kaoji.engine.drafting.layout import Meaning, propose
from kaoji.engine.drafting.sheet import Cell, Table, letters_of, read_tables, table_of
from kaoji.engine.drafting.write import Heading
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.runs.job import Job, run_job
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.drafting.books import BOOKS, workbook

HEADING = Heading("考核方案", "test-table", "单位", 2026, "考核指标表", "县直")
WORDS = {
    "序": Meaning.SERIAL, "级": Meaning.LEVEL, "分": Meaning.POINTS, "重": Meaning.WEIGHT,
    "法": Meaning.RULE, "源": Meaning.SOURCE, "注": Meaning.REMARK,
}  # fmt: skip
#: What is answered to the questions of each workbook, in the order in which they are asked.
ANSWERS = {
    "county": {
        "cap:E5": Answer("full"), "step:E6": Answer("whole"), "rank:E8": Answer("higher"),
        "points:C11": Answer("points", "3"), "rule:E11": Answer("judged", is_open=True),
        "veto:C16": Answer("unit_head", "县安委会"), "sum:B5": Answer("children"),
        "sum:D12": Answer("children"),
    },
    "plain": {},
    "three": {
        "cap:F2": Answer("percent", "120"), "cap:F3": Answer("full"), "step:F4": Answer("share"),
    },
    "holes": {
        "points:B2": Answer("points", "10"), "points:B3": Answer("points", "20"),
        "points:B4": Answer("points", "40"), "points:B5": Answer("points", "30"),
    },
    "twice": {"twice:A3": Answer("apart"), "twice:A5": Answer("out")},
    "weights": {"cap:D3": Answer("full")},
    "running": {"rule:C4": Answer("judged")},
    "beside": {"each:C6": Answer("each", "1.5"), "most:C6": Answer("cap", "4")},
    "short": {
        "cap:C2": Answer("full"), "cap:C3": Answer("full"), "cap:C4": Answer("full"),
        "total:B4": Answer("children"),
    },
}  # fmt: skip
COLUMNS = {
    "county": "序级级分法源", "plain": "级分法", "three": "级分级级分法源注", "holes": "级级分法",
    "twice": "级分法", "weights": "级级重法", "running": "级分法", "beside": "级分法",
    "short": "级分法",
}  # fmt: skip
#: Cells that nothing was made of, worked out by hand.
UNUSED = {
    "county": ["A2", "A17"], "twice": ["A5", "B5", "C5"],
}  # fmt: skip


def table(name):
    return read_tables(workbook(*BOOKS[name]), file="考核指标表.xlsx").tables[0]


def draft(name, answers=None):
    read = table(name)
    wanted = ANSWERS[name] if answers is None else answers
    return draft_of(read, layout=propose(read), answers=wanted)


@pytest.mark.parametrize("name", BOOKS)
def test_columns_are_known_by_their_heads(name):
    meanings = propose(table(name)).meanings
    assert [meanings[at] for at in sorted(meanings)] == [WORDS[one] for one in COLUMNS[name]]


@pytest.mark.parametrize("name", BOOKS)
def test_every_unclear_point_is_asked_and_no_other(name):
    found = draft(name)
    assert sorted(one.key for one in found.questions) == sorted(ANSWERS[name])
    assert found.open_count == 0


@pytest.mark.parametrize("name", BOOKS)
def test_the_scheme_has_no_errors(name):
    text = draft(name).text(HEADING)
    scheme, loaded = load_scheme_text(text, file="方案")
    assert scheme is not None, loaded
    assert not has_errors(check_scheme(scheme, loaded=loaded))


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_not_used_is_listed(name):
    found = draft(name)
    assert [one.address for one in found.unused] == UNUSED.get(name, [])
    text = found.text(HEADING)
    assert all(f"# {one.address}：{one.text}" in text for one in found.unused)


SAYS = {
    ("county", "sum:B5"): "「经济发展」写的是 60 分，下面各项相加是 59.5 分，相差 0.5 分",
    ("county", "sum:D12"): "「合计」写的是 100 分，下面各项相加是 99.5 分，相差 0.5 分",
    ("short", "total:B4"): "各项分值相加是 99.9 分，不是 100 分，相差 0.1 分",
    ("holes", "points:B2"): "「台账」的分值写着「十分」（C2），看不出是几分",
    ("holes", "points:B5"): "「演练」和相邻几行合用一个分值「30」（合并单元格），它自己是几分？",
    ("twice", "twice:A3"): "「群众满意度」在同一组里有 2 个",
}


@pytest.mark.parametrize(("name", "key"), SAYS)
def test_questions_say_the_sums_exactly(name, key):
    asked = {one.key: one.text for one in draft(name).questions}
    assert asked[key] == SAYS[name, key]


def test_a_sum_tells_what_it_could_not_add():
    asked = {one.key: one.text for one in draft("county", answers={}).questions}
    assert asked["sum:D12"] == (
        "「合计」写的是 100 分，下面各项相加是 96.5 分，相差 3.5 分（C11 还没有分值，没有加进去）"
    )


FACTS = {
    # 20 × 900/1000; 10 − 3 whole steps × 0.5; 10 − 3 × 0.5; rank 1 of 1; 37 − 2 − 2 × 0.5;
    # judged; 2 × 2 to 3
    "county": (
        ("甲局,财政收入,900,1000,,\n甲局,优良天数比例,81.5,,,\n甲局,信访,,,3,\n甲局,招商引资,7,,,\n"
        "甲局,党建工作,,,1,未制定方案\n甲局,党建工作,,,2,每迟报一次\n甲局,改革创新,2,,,\n"
         "甲局,获奖加分,,,2,\n"),
        {"财政收入": "18", "优良天数比例": "8.5", "信访": "8.5", "招商引资": "19.5",
         "党建工作": "34", "改革创新": "2", "获奖加分": "3"},
        "93.5",
    ),
    # 50 × 1 (capped); 30 − at most 10; done
    "plain": (
        "甲局,产业发展,120,100,,\n甲局,村庄整治,,,7,\n甲局,机要值守,是,,,\n",
        {"产业发展": "50", "村庄整治": "20", "机要值守": "20"}, "90",
    ),
    # 40 × 120% (of 130%); 15 × 80%; 15 − 3/2 × 1; judged
    "three": (
        ("甲局,工业产值,130,100,,\n甲局,外贸出口,80,100,,\n甲局,水质达标,87,,,\n"
         "甲局,窗口服务,25,,,\n"),
        {"工业产值": "48", "外贸出口": "12", "水质达标": "13.5", "窗口服务": "25"}, "98.5",
    ),
    # 40 − 2 × 2; 35 × 1/2; judged
    "weights": (
        "甲局,办件时限,,,2,\n甲局,一次办成,50,100,,\n甲局,办件质量,20,,,\n",
        {"办件时限": "36", "一次办成": "17.5", "办件质量": "20"}, "73.5",
    ),
    # 40 − 1 − 2 × 2; judged
    "running": (
        "甲局,信息报送,,,1,每迟报一次\n甲局,信息报送,,,2,每漏报一次\n甲局,档案管理,55,,,\n",
        {"信息报送": "35", "档案管理": "55"}, "90",
    ),
    # 100; 3 × 3 to 6; 2 × 1.5
    "beside": (
        "甲局,重点工作,110,100,,\n甲局,通报批评,,,3,被省通报每次\n甲局,经验推广,,,2,\n",
        {"重点工作": "100", "通报批评": "6", "经验推广": "3"}, "97",
    ),
    "short": (
        "甲局,甲工作,100,100,,\n甲局,乙工作,50,100,,\n甲局,丙工作,0,100,,\n",
        {"甲工作": "33.3", "乙工作": "16.65", "丙工作": "0"}, "49.95",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_a_unit_gets_what_a_hand_works_out(name, tmp_path):
    rows, expected, total = FACTS[name]
    scheme, facts = tmp_path / "方案.yaml", tmp_path / "数据.csv"
    scheme.write_text(draft(name).text(HEADING), encoding="utf-8")
    veto = "甲局,安全生产一票否决,无,,,\n" if name == "county" else ""
    facts.write_text(f"对象,指标,数值,目标,件数,情形\n{rows}{veto}", encoding="utf-8")
    outcome = run_job(Job(str(scheme), (facts,), None, "2026"))
    told = outcome.result.subjects[0].as_json()
    nodes = {path.rpartition("/")[2]: one["exact"] for path, one in told["nodes"].items()}
    assert {key: nodes[key] for key in expected} == expected
    assert told["total"]["exact"] == total


@pytest.mark.parametrize("name", BOOKS)
def test_a_table_comes_back_from_json(name):
    read = table(name)
    assert table_of(read.as_json()) == read


def test_a_head_moved_by_hand_counts():
    read = table("plain")
    layout = replace(propose(read), last=4)
    found = draft_of(read, layout=layout, answers={})
    assert [one.name for one in found.items] == ["产业发展", "村庄整治"]
    assert [one.address for one in found.unused] == ["A5", "B5", "C5"]


def test_an_answer_that_may_not_be_given_counts_as_none():
    for answer in (
        Answer("points", "很多"),
        Answer("points", "0"),
        Answer("没有"),
        Answer("points"),
    ):
        asked = {one.key: one for one in draft("county", {"points:C11": answer}).questions}
        assert not asked["points:C11"].is_answered


def test_what_is_no_workbook_is_told():
    assert [one.code for one in read_tables(b"%PDF-1.7", file="a.xlsx").problems] == ["not-a-table"]
    assert [one.code for one in read_tables(workbook([]), file="a.xlsx").problems] == [
        "empty-table"
    ]


TEXTS = st.sampled_from(
    ["", "", "经济", "指标", "分值", "小计", "合计", "10", "5分", "每项扣1分", "一票否决", "加分项",
     "完成率×分值", "注：略", "一、综合（30分）", "备注", "财政局", "0.5"]
)  # fmt: skip


@given(
    rows=st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=9),
    filled=st.sets(st.tuples(st.integers(2, 9), st.integers(1, 4)), max_size=6),
)
def test_every_cell_is_used_or_listed(rows, filled):
    """Whatever stands in a table: a cell is in the text or in the list, wherever it came from."""
    cells = tuple(
        Cell(row, column, text, (row, column) in filled)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    )
    if not any(not one.is_filled for one in cells):
        return
    read = Table("表", cells)
    layout = propose(read)
    found = draft_of(read, layout=layout, answers={})
    text = found.text(HEADING)
    listed = {one.address for one in found.unused}
    for cell in read.own_cells:
        is_head = cell.row <= layout.head_last
        is_checked = any(one.cell == cell for one in found.outline.stated) or cell.text in (
            "小计", "合计",
        )  # fmt: skip
        assert cell.address in listed or is_head or is_checked or cell.address in text


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_have_letters(number, letters):
    assert letters_of(number) == letters
