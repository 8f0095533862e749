"""The text of a paper: as JSON and as lines it is what it was."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kaoji.apps.documents.content import as_lines, from_lines, read_back, told
from kaoji.engine.paper.elements import Boxes, Column, Heading, PageBreak, Paragraph, Table
from tests.apps.documents.stage import BLOCKS, SCORES

OPENED = Paragraph("后文。", lead="（一）前文。", level=2)
ALL = (*BLOCKS, OPENED, Boxes(("甲方", "乙方")), PageBreak())
WRITTEN = """
一、总体情况
（一）进度。各乡镇按期完成。
1.有序推进
1.5万元已到位。
（1）抽查

表：得分
|单位|得分|
|鹤汀镇|91.5|
【签字：甲方|乙方】
【分页】
完。
"""


def test_as_json_and_back():
    assert read_back(told(ALL)) == ALL


def test_lines_that_nobody_changed_are_what_they_were():
    assert from_lines(as_lines(ALL).replace("\n", "\r\n"), before=ALL) == ALL


def test_what_lines_mean():
    rows = (("鹤汀镇", "91.5"),)
    assert from_lines(WRITTEN) == (
        Heading("一、总体情况", 1),
        Paragraph("各乡镇按期完成。", lead="（一）进度。", level=2),
        Heading("1.有序推进", 3),
        Paragraph("1.5万元已到位。"),
        Heading("（1）抽查", 4),
        Table((Column("单位", 3), Column("得分", 4, is_number=True)), rows, "得分"),
        Boxes(("甲方", "乙方")),
        PageBreak(),
        Paragraph("完。"),
    )


def test_a_table_pasted_from_a_spreadsheet():
    (table,) = from_lines("单位\t得分\n鹤汀镇\t91.5\n澄湾镇\t90")
    assert table.rows == (("鹤汀镇", "91.5"), ("澄湾镇", "90"))


def test_a_table_keeps_its_widths_while_its_heads_stay():
    (table,) = from_lines("|单位|得分|\n|云砚镇|88|", before=(SCORES,))
    assert table.columns == SCORES.columns
    assert table.rows == (("云砚镇", "88"),)


def test_a_short_row_gets_empty_cells_and_a_title_without_table_stays_text():
    (table,) = from_lines("|a|b|\n|1|")
    assert table.rows == (("1", ""),)
    assert from_lines("|a|b|\n|1|2")[0].rows == (("1", "2"),)
    assert from_lines("表：没有了") == (Paragraph("表：没有了"),)


CELLS = st.text("禾a|\\\n ", max_size=6).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=3))
def test_no_cell_is_lost_or_altered(rows):
    """Even with other lines before it, so that it is read and not remembered."""
    table = Table((Column("甲"), Column("乙")), tuple(map(tuple, rows)))
    found = from_lines("先说。\n" + as_lines((table,)), before=())
    assert found[0] == Paragraph("先说。")
    assert found[1].rows == table.rows


@example("表：")
@example("表：\n|禾|禾|")
@example("禾\n表：\n禾")
@given(st.text("一、（）1.。禾表：|\\t ", max_size=20))
def test_no_word_of_a_line_is_lost(text):
    shown = "".join(as_lines(from_lines(text)).split())
    kept = "".join(text.split())
    assert all(shown.count(sign) >= kept.count(sign) for sign in set(kept) - set("|\\"))
