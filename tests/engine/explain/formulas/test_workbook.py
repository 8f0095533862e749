"""What the workbook of formulas shows: what is live, what stands as it is, what is said of it."""

from __future__ import annotations

import re
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from kaoji.engine.explain.formulas.terms import Why
from kaoji.engine.explain.formulas.workbook import write_formulas
from kaoji.engine.explain.worksheet.workbook import letter
from tests.engine.explain.formulas.books import misses, table, worked_out, written
from tests.engine.explain.formulas.sheets import Book, Missing
from tests.engine.explain.telling import HEAD, loaded, row, scored

NOTE = "此格以精确值为准"

GRADED = """\
指标: {一: {分值: 60}, 二: {分值: 40}}
等次: {优秀: {不低于: 90}, 合格: {不低于: 60}, 不合格: 其余}
"""


def two(**marks):
    """The rows of subjects with the marks of two leaves."""
    return [
        row(who, key, mark)
        for who, both in marks.items()
        for key, mark in zip("一二", both, strict=True)
    ]


def made_of(made, path, *names):
    written(path / "made.xlsx", made, *names)
    return openpyxl.load_workbook(path / "made.xlsx")


def results(book):
    """The rows of the results, worked out, by subject."""
    reader = Book(book)
    rows = {}
    for cells in book["结果"].iter_rows(min_row=3):
        headers = [cell.value for cell in book["结果"][2]]
        values = [reader.cell("结果", cell.coordinate) for cell in cells]
        rows[cells[0].value] = dict(zip(headers, values, strict=True))
    return rows


def formula_of(book, subject, header):
    headers = [cell.value for cell in book["结果"][2]]
    line = next(one for one in book["结果"].iter_rows(min_row=3) if one[0].value == subject)
    return line[headers.index(header)].value


# --- grades and ranks -----------------------------------------------------------------------------


def test_thresholds_and_order_are_formulas(tmp_path):
    made = scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30"), 丙=("20", "10")))
    book = made_of(made, tmp_path)
    found = results(book)
    assert [(one["等次"], one["名次"]) for one in found.values()] == [
        ("优秀", 1), ("合格", 2), ("不合格", 3),
    ]  # fmt: skip
    for header in ("得分", "公布", "等次", "名次"):
        assert formula_of(book, "甲", header).startswith("="), header


def test_a_total_on_the_line_of_a_grade_has_its_grade_as_text(tmp_path):
    made = scored(GRADED, *two(甲=("55.5", "34.5"), 乙=("55.5", "34.499")))
    book = made_of(made, tmp_path)
    assert formula_of(book, "甲", "等次") == "优秀"
    assert formula_of(book, "甲", "说明") == f"等次：{NOTE}"
    assert formula_of(book, "乙", "等次").startswith("=IF(")
    assert results(book)["乙"]["等次"] == "合格"


def test_who_is_level_has_the_rank_as_text(tmp_path):
    made = scored(GRADED, *two(甲=("50", "30"), 乙=("40", "40"), 丙=("20", "10")))
    book = made_of(made, tmp_path)
    assert [formula_of(book, who, "名次") for who in "甲乙"] == ["1", "1"]
    assert formula_of(book, "甲", "说明") == f"名次：{NOTE}"
    assert formula_of(book, "丙", "名次").startswith("=")
    assert results(book)["丙"]["名次"] == 3


def test_a_published_figure_at_a_tie_is_text(tmp_path):
    text = "公布: 1位\n" + GRADED
    made = scored(text, *two(甲=("53.55", "35.7"), 乙=("53.55", "36.4")))
    book = made_of(made, tmp_path)
    assert [one.published for one in made.result.subjects] == ["89.3", "90.0"]
    assert formula_of(book, "甲", "公布") == "89.3"
    assert formula_of(book, "甲", "说明") == f"公布：{NOTE}"
    assert formula_of(book, "甲", "得分").startswith("=")
    assert formula_of(book, "甲", "精确值") == "89.25"
    assert misses(worked_out(tmp_path / "made.xlsx")[0], made) == []


def test_a_quota_and_a_veto_are_not_left_to_a_formula(tmp_path):
    text = """\
事实: {重大事故: {类型: 是否}}
指标: {一: {分值: 60}, 二: {分值: 40}}
等次:
  先进: {不低于: 80, 名额: 50%, 名额取整: 去尾, 并列: 提请}
  合格: {不低于: 60}
  不合格: 其余
否决: {重大事故: {效果: [{降: 1}], 机关: 应急局}}
"""
    made = scored(
        text,
        *two(甲=("58", "39"), 乙=("40", "30")),
        row("乙", "重大事故", "是"),
        row("甲", "重大事故", "否"),
    )
    book = made_of(made, tmp_path)
    assert formula_of(book, "甲", "等次") == "先进"
    assert formula_of(book, "乙", "等次") == "不合格"
    assert formula_of(book, "乙", "说明") == f"等次：{NOTE}（没有对应的公式）"


def test_a_reader_who_raises_a_total_to_a_quota_is_told_that_it_is_not_known(tmp_path):
    text = """\
指标: {一: {分值: 60}, 二: {分值: 40}}
等次:
  先进: {不低于: 80, 名额: 50%, 名额取整: 去尾, 并列: 提请}
  不合格: 其余
"""
    made = scored(text, *two(甲=("58", "39"), 乙=("30", "30")))
    book = made_of(made, tmp_path)
    assert results(book)["乙"]["等次"] == "不合格"
    change(book, subject="乙", name="一", value=55)
    with pytest.raises(Missing):
        Book(book).cell("结果", "G4")


NO_FORMULA = f"{NOTE}（没有对应的公式）"


def test_a_grade_by_a_condition_is_a_text(tmp_path):
    text = "指标: {一: {分值: 60}, 二: {分值: 40}}\n等次: {甲等: {情形: 一 >= 50}, 乙等: 其余}\n"
    book = made_of(scored(text, *two(甲=("58", "39"))), tmp_path)
    assert formula_of(book, "甲", "等次") == "甲等"
    assert formula_of(book, "甲", "说明") == f"等次：{NO_FORMULA}"


def test_a_threshold_of_the_unit_s_own_stands_in_its_own_formula(tmp_path):
    """乙 passes at its 60, 丙 at its 50; 甲 is above them all, its own line is not known yet."""
    text = """\
事实: {线: {范围: 0..100}}
指标: {一: {分值: 60}, 二: {分值: 40}}
等次: {优: {不低于: 90}, 合格: {不低于: 线}, 差: 其余}
"""
    rows = [*two(甲=("58", "39"), 乙=("40", "30"), 丙=("35", "20")), row("乙", "线", "60")]
    book = made_of(scored(text, *rows, row("丙", "线", "50")), tmp_path)
    assert formula_of(book, "甲", "等次") == "优"
    assert formula_of(book, "甲", "说明") == f"等次：{NO_FORMULA}"
    assert ">='等次'!$B$4" in formula_of(book, "乙", "等次")
    assert ">=50" in formula_of(book, "丙", "等次")
    assert [results(book)[who]["等次"] for who in "乙丙"] == ["合格", "合格"]


def test_a_formula_that_comes_to_another_rank_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr("kaoji.engine.explain.formulas.pools.Pool.before", lambda *_own, **_more: 7)
    book = made_of(scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30"))), tmp_path)
    assert [formula_of(book, who, "名次") for who in "甲乙"] == ["1", "2"]
    assert formula_of(book, "甲", "说明") == f"名次：{NO_FORMULA}"


def test_a_bonus_that_does_not_apply_is_shown_and_not_added(tmp_path):
    text = "指标: {一: {分值: 60}, 二: {分值: 40}}\n加分: {上限: 5, 不适用: 移出并折合}\n"
    made = scored(text, *two(甲=("58", "39"), 乙=("40", "30")), row("甲", "加分", "不适用"),
                  row("乙", "加分", "3"))  # fmt: skip
    book = made_of(made, tmp_path)
    assert {who: one["得分"] for who, one in results(book).items()} == {"甲": 97, "乙": 73}
    told = [(one["对象"], one["得数"]) for one in table(book, "计算") if "加分" in one["指标"]]
    assert told[0] == ("甲", "不适用")
    assert told[1][1].startswith("=")


def test_points_that_do_not_add_up_are_put_on_the_stated_scale(tmp_path):
    text = "总分: {满分: 200}\n" + GRADED
    made = scored(text, *two(甲=("30", "20")))
    assert made.result.subjects[0].total == 100  # 50 of 100, of 200
    book = made_of(made, tmp_path)
    assert book["计算"]["H3"].value == "=((($H$4+$H$5)*$F$3)/100)"
    assert results(book)["甲"]["得分"] == 100


def test_the_result_of_another_scheme_is_a_figure_with_its_place(tmp_path):
    other = loaded("指标: {进度: {分值: 100}}\n", head=HEAD.replace("trial", "other"))
    text = "指标: {一: {分值: 100, 引用: {方案: other, 取: 总分}}, 二: {分值: 20}}\n"
    rows = (row("甲", "进度", "80", 方案="other"), row("甲", "二", "15"))
    book = made_of(scored(text, *rows, feeders={"other": other}), tmp_path)
    (line, _own) = table(book, "数据")
    assert (line["数值"], line["坐标"]) == (80, "甲:一@2025")
    assert results(book)["甲"]["得分"] == 95


def test_a_sheet_that_is_full_holds_the_rest_as_texts(tmp_path, monkeypatch):
    """Three rows of computing and the two above them: the second leaf finds no room."""
    monkeypatch.setattr("kaoji.engine.explain.formulas.lines.MOST_SHEET_ROWS", 4)
    made = scored(GRADED, *two(甲=("58", "39")))
    book = made_of(made, tmp_path)
    assert [line["得数"] for line in table(book, "计算")] == ["97", "='数据'!$C$3"]
    assert formula_of(book, "甲", "说明") == f"得分、公布、等次：{NO_FORMULA}"


def test_data_that_finds_no_room_is_written_where_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("kaoji.engine.explain.formulas.ledger.MOST_SHEET_ROWS", 3)
    book = made_of(scored(GRADED, *two(甲=("58", "39"))), tmp_path)
    lines = list(table(book, "计算"))
    assert [line["得数"] for line in lines] == ["=($H$4+39)", "='数据'!$C$3", "39"]
    assert results(book)["甲"]["得分"] == 97


def test_subjects_that_find_no_room_stand_in_the_next_workbook(tmp_path, monkeypatch):
    monkeypatch.setattr("kaoji.engine.explain.formulas.workbook.MOST_ROWS", 5)
    made = scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30")))
    parts = write_formulas(tmp_path / "made.xlsx", scored=made, subjects=made.result.subjects)
    assert [one.name for one in parts.paths] == ["made.xlsx", "made-2.xlsx"]
    assert [next(iter(results(openpyxl.load_workbook(one)))) for one in parts.paths] == ["甲", "乙"]


def test_who_has_no_rank_is_not_among_those_ranks_are_counted_by(tmp_path):
    """To 乙 the first does not apply: among 甲 and 丙 it has no place, and no row."""
    text = """\
指标: {一: {分值: 60, 不适用: 移出并折合}, 二: {分值: 40}}
排名: {单项: {顺序: [一 降]}}
"""
    made = scored(text, *two(甲=("50", "39"), 乙=("不适用", "30"), 丙=("55", "10")))
    book = made_of(made, tmp_path, "甲")
    assert results(book)["甲"]["名次"] == 2
    assert [cell.value for (cell,) in book["结果"].iter_rows(min_row=3, max_col=1)] == [
        "甲", "（同组其他对象）",
    ]  # fmt: skip


# --- what is live ---------------------------------------------------------------------------------


def change(book, *, subject, name, value):
    """Change a figure in the sheet of data."""
    for cells in book["数据"].iter_rows(min_row=3):
        if cells[0].value == subject and name in str(cells[6].value) and cells[1].value != "目标":
            cells[2].value = value
            return
    raise AssertionError(name)


LIVE = r"""事实: {达标: {类型: 是否}}
指标:
  财政: {分值: 30, 计分: 按完成比例折算}
  招商: {分值: 30, 计分: {整步计分: {每: 10, 得: 2, 方式: 整步, 上限: 30}}}
  环保: {分值: 20, 计分: {分档: {">= 90": 20, "[60..90)": 12, "< 60": 0}}}
  安全: {分值: 20, 算式: "if 达标 then 夹(数值 / 5, 0, 20) else 取整(数值 / 9, 1, \"四舍五入\")"}
加分: {条目: {层级: [市, 省]}, 每条: "查表(加分表, 层级)", 汇总: 逐项累加, 上限: 4}
表: {加分表: {键: [层级], 单位: 分, 依据: 附表, 值: {市: 1, 省: 3}}}
"""


def live_rows(*, revenue="850", steps="57", air="88", safe="77", level="市", is_met="是"):
    return [
        row("甲", "财政", revenue, 目标="1000"), row("甲", "招商", steps), row("甲", "环保", air),
        row("甲", "安全", safe), row("甲", "达标", is_met), row("甲", "加分", 层级=level),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "cell", "given"),
    [
        ("财政", 910, {"revenue": "910"}),
        ("招商", 91, {"steps": "91"}),
        ("环保", 93, {"air": "93"}),
        ("安全", 40, {"safe": "40"}),
        ("达标", False, {"is_met": "否"}),
        ("加分.层级", "省", {"level": "省"}),
    ],
)
def test_a_changed_figure_gives_what_the_engine_would(name, cell, given, tmp_path):
    book = made_of(scored(LIVE, *live_rows()), tmp_path)
    want = scored(LIVE, *live_rows(**given)).result.subjects[0].total
    change(book, subject="甲", name=name, value=cell)
    assert abs(Fraction(Book(book).cell("结果", "E3")) - want) < Fraction(1, 10**9)


def test_a_weight_may_be_changed_too(tmp_path):
    made = scored("指标: {一: {权重: 60%}, 二: {权重: 40%}}\n", *two(甲=("80", "50")))
    book = made_of(made, tmp_path)
    sheet = book["计算"]
    assert [sheet.cell(at, 7).value for at in (4, 5)] == [0.6, 0.4]
    sheet.cell(4, 7).value, sheet.cell(5, 7).value = 0.5, 0.5
    assert Book(book).cell("计算", "H3") == 65


# --- what is said ---------------------------------------------------------------------------------


def test_the_legend_counts_what_is_not_live(tmp_path):
    made = scored(GRADED, *two(甲=("50", "30"), 乙=("40", "40")))
    tally = written(tmp_path / "made.xlsx", made).tally
    assert (tally.exact[Why.CLOSE], tally.exact[Why.WAY]) == (2, 0)
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    told = [cell.value for (cell,) in book["说明"].iter_rows(max_col=1)]
    formulas = sum(
        cell.data_type == "f"
        for sheet in ("结果", "计算")
        for cells in book[sheet].iter_rows(max_col=10)
        for cell in cells
    )
    assert f"公式 {tally.live} 格。" in told
    assert tally.live == formulas
    assert "因离界限太近而写精确值的 2 格。" in told


def test_the_exact_value_stands_beside_every_result(tmp_path):
    text = "指标: {一: {分值: 60, 计分: 按完成比例折算}}\n"
    made = scored(text, row("甲", "一", "1", 目标="7"))
    book = made_of(made, tmp_path)
    assert [line["精确值"] for line in table(book, "计算")] == ["60/7", "60/7"]
    assert formula_of(book, "甲", "精确值") == "60/7"


def test_missing_facts_are_told_and_nothing_is_computed_of_them(tmp_path):
    made = scored(GRADED, row("甲", "一", "50"), row("甲", "二"), *two(乙=("40", "30")))
    book = made_of(made, tmp_path)
    lines = [line for line in table(book, "计算") if line["对象"] == "甲"]
    assert [line["得数"] for line in lines] == ["50 至 90", "='数据'!$C$3", "0 至 40"]
    assert [line["说明"] for line in lines] == [None] * 3
    assert formula_of(book, "甲", "等次") == "优秀、合格、不合格"
    assert formula_of(book, "甲", "名次") is None


def test_one_subject_alone_has_its_rank_among_others_without_names(tmp_path):
    made = scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30"), 丙=("59", "40")))
    book = made_of(made, tmp_path, "甲")
    assert results(book)["甲"]["名次"] == 2
    texts = {str(cell.value) for sheet in book for cells in sheet.iter_rows() for cell in cells}
    assert not {"乙", "丙"} & texts
    assert "（同组其他对象）" in texts


@pytest.mark.parametrize(("names", "last"), [((), "J5"), (("甲",), "J3"), (("甲", "丙"), "J4")])
def test_what_ranks_are_counted_by_is_not_printed(names, last, tmp_path):
    """Columns to the right and rows of others below are there for the formulas alone."""
    made = scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30"), 丙=("59", "40")))
    book = made_of(made, tmp_path, *names)
    sheet = book["结果"]
    headers = [cell.value for cell in sheet[2]]
    assert headers[9:] == ["说明", "名次比较的数", "名次的组号"]
    assert sheet.max_row == 5
    assert sheet.print_area == f"'结果'!$A$1:${last[0]}${last[1:]}"
    assert not any(one.print_area for one in book if one is not sheet)


def test_more_subjects_than_a_workbook_takes_make_several(tmp_path):
    made = scored(GRADED, *two(甲=("58", "39"), 乙=("40", "30"), 丙=("59", "40")))
    path = tmp_path / "made.xlsx"
    parts = write_formulas(path, scored=made, subjects=made.result.subjects, most=2)
    assert [one.name for one in parts.paths] == ["made.xlsx", "made-2.xlsx"]
    books = [openpyxl.load_workbook(one) for one in parts.paths]
    assert [next(iter(results(one))) for one in books] == ["甲", "丙"]
    for one in parts.paths:
        assert misses(worked_out(one)[0], made) == []


def test_thousands_of_subjects_in_several_workbooks_and_none_lost(tmp_path):
    """Three thousand with a limit of a thousand: ten thousand take a minute to write."""
    rows = [row(f"单位{at}", "一", f"{at}") for at in range(3000)]
    made = scored("指标: {一: {分值: 3000, 计分: 直接评分}}\n总分: {满分: 3000}\n", *rows)
    parts = write_formulas(
        tmp_path / "made.xlsx", scored=made, subjects=made.result.subjects, most=1000
    )
    assert parts.problems == ()
    assert [one.name for one in parts.paths] == ["made.xlsx", "made-2.xlsx", "made-3.xlsx"]
    told = []
    for path in parts.paths:
        book = openpyxl.load_workbook(path, read_only=True)
        names = [one for (one,) in book["结果"].iter_rows(min_row=3, max_col=1, values_only=True)]
        book.close()
        own = [one for one in names if one.startswith("单位")]
        assert len(own) == 1000
        told += own
    assert told == [one.subject for one in made.result.subjects]
    assert len(set(told)) == 3000


def test_an_english_scheme_makes_an_english_workbook(tmp_path):
    head = 'scheme: Trial\nid: trial\nversion: "1"\neffective: 2020-01-01\nsubjects: unit\n'
    text = (
        "items: {one: {points: 60}, two: {points: 40, scoring: proportional}}\n"
        "grades: {good: {floor: 90}, poor: otherwise}\n"
    )
    made = scored(loaded(text, head=head), row("A", "one", "50"), row("A", "two", "1", 目标="2"))
    book = made_of(made, tmp_path)
    assert book.sheetnames == ["explanation", "result", "grade", "computation", "data"]
    chinese = re.compile(r"[\u3000-\u303f\u4e00-\u9fff]")
    found = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if chinese.search(str(cell.value).replace("\u3000", ""))
    ]
    assert found == []


# --- hostile texts --------------------------------------------------------------------------------


HOSTILE = '=HYPERLINK("http://x","y")&\'!A1'


def test_no_text_of_a_user_is_ever_a_formula(tmp_path):
    text = """\
指标: {一: {分值: 60}, 二: {分值: 40}}
加分: {条目: {层级: 文字}, 每条: "if 层级 = \\"=1+1\\" then 2 else 0", 汇总: 逐项累加}
"""
    rows = [
        row(HOSTILE, "一", "50"), row(HOSTILE, "二", "30"),
        row(HOSTILE, "加分", 层级="=1+1", 事项=HOSTILE, 文号="=2+2", 来源="@SUM(A1)"),
    ]  # fmt: skip
    made = scored(text, *rows)
    book = made_of(made, tmp_path)
    formulas = [
        cell.value
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.data_type == "f"
    ]
    assert formulas
    ours = re.compile(r"=(?:'(?:数据|计算|等次)'!|[A-Z0-9(),.:$+*/<>={}-])+|='等次'!.*")
    assert [one for one in formulas if not ours.fullmatch(one)] == []
    assert made.result.subjects[0].total == 82
    assert Book(book).cell("结果", "E3") == 82


def test_nothing_reaches_out_of_the_file(tmp_path):
    written(tmp_path / "made.xlsx", scored(GRADED, *two(甲=("58", "39"))))
    with zipfile.ZipFile(tmp_path / "made.xlsx") as archive:
        names = archive.namelist()
        data = b"".join(archive.read(name) for name in names)
    assert [one for one in names if "external" in one or "vba" in one.lower()] == []
    assert b'TargetMode="External"' not in data


def test_the_same_facts_make_the_same_file(tmp_path):
    made = scored(GRADED, *two(甲=("58", "39")))
    for name in ("a.xlsx", "b.xlsx"):
        written(tmp_path / name, made)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_cannot_be_written_is_said(tmp_path):
    made = scored(GRADED, *two(甲=("58", "39")))
    path = tmp_path / "nowhere" / "made.xlsx"
    found = write_formulas(path, scored=made, subjects=made.result.subjects)
    assert [one.code for one in found.problems] == ["cannot-write"]


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (52, "BA"), (702, "AAA"), (16383, "XFD")]
)
def test_names_of_columns(column, name):
    assert letter(column) == name
