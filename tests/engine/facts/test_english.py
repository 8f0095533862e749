"""Tables of facts speak the language of the scheme that they are scored by."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pytest

from kaoji.engine.facts.bind import bind_facts
from kaoji.engine.facts.bind.keys import FIELD_TWINS
from kaoji.engine.facts.cells import CELL_FAULTS, cell_problem
from kaoji.engine.facts.load import load_facts, load_subjects
from kaoji.engine.facts.numbers import read_date, read_number
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.readers import archive, grid
from kaoji.engine.facts.readers.parquet import parquet_missing
from kaoji.engine.facts.told import field_told
from kaoji.engine.facts.write import write_table
from kaoji.engine.plan.expect import expectations_of
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plinth.problem import NOWHERE, Place
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.runs.job import Job, run_job
from tests.engine.worlds import facts_of, period_of, scheme_of

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

HEAD = """\
scheme: Towns
id: towns
version: "1"
effective: 2020-01-01
basis: A trial
subjects: town
"""
ITEMS = """
full: 100
scales: {marks: [poor, fair, good]}
items:
  Economy:
    points: 40
    items:
      Output: {points: 20, unit: 万元, range: 0..1000, scoring: proportional}
      Quality: {points: 20, unit: "%", range: 0..100, scoring: proportional}
  Conduct: {points: 20}
  Survey: {points: 20, panel: {raters: {Leaders: 60%, People: 40%}, scale: {good: 100, bad: 0}}}
  Works: {points: 10, plan: {scoring: proportional}}
  Visits: {points: 10, periods: {Q1: 50%, Q2: 50%}}
  Praise: {role: bonus, rows: {level: [county, city]}, per_row: 2, cap: 4}
  Losses:
    role: deduction
    rows: {dead: {type: number, required: true}}
    per_row: dead
    must_confirm: true
    cap: 9
facts:
  Rating: {scale: marks}
  Open: truth
  Taxes: {gather_periods: true}
parameters:
  Prices: {type: table, keys: [level]}
"""

#: One table each: what is wrong with it, in place, reason and remedy.
BOUND = {
    "A,Outpt,5": (
        'the scheme has no "Outpt"',
        'did you mean "Output"? kaoji sheet lists everything that has to be filled in',
    ),
    "A,,5": (
        'this row has no "key"',
        "write the name of an indicator, a fact or a parameter",
    ),
    "A,Output,1001": (
        '"value" says 1001, above the upper end 1000 of its range',
        'check number and unit; if the number is right, change the "range" in the scheme',
    ),
    "A,Output,5kg": (
        'the unit of "5kg" is "kg", but should be "10k yuan"',
        'convert it to "10k yuan" and write the number alone',
    ),
    "A,Output.points,5kg": (
        'the unit of "5kg" is "kg", but should be "points"',
        'convert it to "points" and write the number alone',
    ),
    "A,Output.taget,5": (
        '"Economy/Output" has no field "taget"',
        'did you mean "target"? fields: target, points, full, weight, factor, applies, score',
    ),
    "A,Output,none": (
        '"none" is not a number',
        "write the number alone, such as 85, 85%, 3/4 or -1.5; put words into the note",
    ),
    "A,Output,无": (
        '"Economy/Output" asks for no nil return, so "无" cannot stand for a figure',
        "write 0 for zero, nothing where there is no figure, n/a where it does not apply",
    ),
    "A,Output,5\nA,Output,6": (
        '"value" says "6" here and "5" in row 2',
        (
            "check and keep one; for a correction give the old row an id, and put that id"
            ' into the column "replaces" of the new row'
        ),
    ),
    "A,Open,true\nA,Open,no": (
        '"value" says "no" here and "true" in row 2',
        (
            "check and keep one; for a correction give the old row an id, and put that id"
            ' into the column "replaces" of the new row'
        ),
    ),
    "A,Open,perhaps": (
        '"value" says "perhaps", which is not one of its words',
        "choose one of: true, false",
    ),
    "A,Rating,goood": (
        '"value" says "goood", which is not one of its words',
        'did you mean "good"? choose one of: poor, fair, good',
    ),
    "A,Quality,0.95": (
        '"value" says 0.95 and is taken as 0.95%; should 0.95% be 95%?',
        "write 95 for 95%, or 0.95% if that is meant",
    ),
    "A,Conduct,5,draft": (
        '"draft" is not a state',
        "write confirmed, proposed or withdrawn",
    ),
    "A,Conduct,5,proposed": (
        'this figure of "Conduct" has the state "proposed" and was left out',
        (
            "once it is confirmed write confirmed or leave the state empty; to change the"
            ' figure, put the id of the old row into the column "replaces"'
        ),
    ),
    "A,Conduct,21": (
        '"value" says 21, above the upper end 20 of its range',
        'check number and unit; if the number is right, change the "range" in the scheme',
    ),
    "A,Economy,41": (
        '"Economy" is given as 41, which is not between 0 and the full points 40',
        "check what the figure is measured in (points of the item, or points out of 100)",
    ),
    "A,总分,70\nA,Output,5": (
        (
            'the result of "total" is given in row 2, yet facts that go into it are there'
            " too: Economy/Output (row 3)"
        ),
        "a given result takes the place of the computation: delete one of the two",
    ),
    "A,Visits,5": (
        '"Visits" is reported for 2025Q1, 2025Q2, but this row has no period',
        'write it into the column "period"',
    ),
    "A,Visits,5,,soon": (
        '"soon" is not a period',
        (
            "write 2016, 2016H1, 2016Q2 or 2016-06, or the year with a part's name behind"
            " it, such as 2016final"
        ),
    ),
    "A,Visits,5,,2025-05": (
        '"Visits" is reported for 2025Q1, 2025Q2, but this row says 2025-05',
        (
            "change the period; if figures are to carry over or add up, say so in the "
            'scheme with "carry" or "gather_periods"'
        ),
    ),
    "A,Taxes,5,,2025\nA,Taxes,1,,2025Q1": (
        '"Taxes" has figures for 2025 and for 2025Q1 inside it: 2025 goes by its own figure',
        "check whether the two agree, and keep one of them",
    ),
    "A,Prices,5": (
        '"Prices" is a table, which no row can hold',
        (
            "delete the row and write the table into a --given file: parameters: {Prices:"
            " {cells: {some level: 1}}}; or by bands of a figure, parameters: {Prices: "
            '{bands: {">=90": 1, otherwise: 0}}}'
        ),
    ),
    "A,Survey,maybe,,,,Leaders": (
        'the ballot says "maybe", which is not on the scale',
        "write one of: good, bad",
    ),
    "A,Survey,good,,,,Leadrs": (
        '"Survey" has no class of raters called "Leadrs"',
        'did you mean "Leaders"? write one of: Leaders, People',
    ),
    "A,Praise,,,,,,city,1.5": (
        'the count "1.5" is not 0 or a whole number above it',
        "write a whole number; leave the row out if nothing happened",
    ),
    "A,Praise,,,,x,,city\nA,Praise,,,,x,,city": (
        'id "x" of this subject already stands in row 2',
        'one id for each event; if this is a correction, put the id into the column "replaces"',
    ),
    "A,Losses,,confirmed,,x": (
        'every row of "Losses" needs "dead"',
        'fill in "dead"',
    ),
    "A,Losses,,,,x": (
        'rows of "Losses" must be confirmed, but this row has no state',
        "write confirmed, proposed or withdrawn",
    ),
    "A,Losses,无\nA,Losses,,confirmed,,,,,,3": (
        '"Losses" has a nil return for 2025, yet row 3 is an entry',
        (
            "check and keep one of them: withdraw that row if there was nothing, else "
            "delete the nil return"
        ),
    ),
    "B,Conduct,5": (
        'the subjects table has no "B": its facts were not used (rows: 1)',
        "check the name, or add it to the subjects table",
    ),
    "组:G,Conduct,5": (
        'the subjects table has no group "G": its facts were not used (rows: 1)',
        "check the name, or add it to the subjects table",
    ),
}


def bound(rows):
    headers = "subject,key,value,state,period,id,rater_class,level,count,dead"
    plan, _ = make_plan(scheme_of(ITEMS, head=HEAD))
    return bind_facts(
        facts_of(f"{headers}\n{rows}"),
        expectations=expectations_of(plan, period=period_of("2025")),
        groups={},
        known_subjects=frozenset("A"),
    ).problems


@pytest.mark.parametrize("rows", BOUND)
def test_what_does_not_fit_the_scheme(rows):
    with speaking("en"):
        (problem,) = bound(rows)
    assert (problem.message, problem.remedy) == BOUND[rows]


NUMBERS = {
    ("NaN", None): '"NaN" is not a definite number',
    ("1e5", None): '"1e5" is in scientific notation and may have lost digits',
    (
        "99、57",
        None,
    ): 'the mark in "99、57" is neither a decimal point nor a separator of thousands',
    ("1,23,456", None): 'the commas in "1,23,456" do not mark thousands',
    ("12km", None): '"12km" has the unit "km", but no unit is declared here',
    ("12万", "万元"): 'the unit of "12万" is "万", which is not complete',
    ("3%", "百分点"): 'the unit of "3%" is "%": per cent and percentage points are not the same',
    ("(5)", None): '"(5)" stands in brackets',
    ("1 234", None): '"1 234" has a blank inside',
    ("--", None): '"--" may mean missing, not applicable or zero',
    ("3/0", None): '"3/0" has zero below the line',
    ("#REF!", None): '"#REF!" is the error of a formula',
}


@pytest.mark.parametrize(("text", "unit"), NUMBERS)
def test_what_is_no_number_whoever_asked_before(text, unit):
    before = read_number(text, unit=unit).message
    with speaking("en"):
        assert read_number(text, unit=unit).message == NUMBERS[text, unit]
    assert read_number(text, unit=unit).message == before
    assert CHINESE.search(before)


def test_what_is_no_date():
    with speaking("en"):
        told = [read_date(text).message for text in ("soon", "2025-02-30")]
        hints = [read_date(text).remedy for text in ("42000", "2025-02", "2025-02-03 10:00Z")]
    assert told == ['"soon" is not a date', '"2025-02-30": the calendar has no such day']
    assert [hint.split()[0] for hint in hints] == ["this", "a", "the"]


@pytest.mark.parametrize("code", CELL_FAULTS)
def test_what_is_wrong_with_a_cell(code):
    with speaking("en"):
        problem = cell_problem(code, text="x", place=NOWHERE)
    assert not CHINESE.search(problem.message + problem.remedy)


FILES = {
    "subject,key,value,vaule\nA,b,1,2": ('header "vaule" is one letter away from "value"'),
    "subject,key,value,note,note\nA,b,1,x,y": (
        'header "note" stands twice: in column 4 and in column 5'
    ),
    "subject,key,value\nA,b,1\nsubject,key,value": (
        "this row is the header again and was not taken for data"
    ),
    "subject,key,value\nA,b,1,2": ('this row has more cells than the header, among them "2"'),
    "subject,key,value\n说明:由各局填写": (
        "this row has one cell and looks like a footnote; it was not taken for data"
    ),
    "a,b\n1,2": (
        "the first 30 rows do not have two known headers (such as subject, key, value), "
        "so the whole file was not read"
    ),
    'subject,key,value\n"A,b,1': (
        "the quote that begins in this row is never closed; nothing was read from this row on"
    ),
    'subject,key,value\n"A"x,b,1': (
        "in this row text follows a closing quote; nothing was read from this row on"
    ),
    '{"subject": }': "this line is not JSON at character 13",
    "%PDF-1.7": "by its content this is a PDF file, not a table",
    "PK": "the file is incomplete or damaged and cannot be opened",
    "": "the file is empty",
}


@pytest.mark.parametrize("text", FILES)
def test_what_cannot_be_read(tmp_path, text):
    path = tmp_path / "facts.csv"
    path.write_bytes(text.encode())
    with speaking("en"):
        told = [one.message for one in load_facts(path).problems]
        hints = [one.remedy for one in load_facts(path).problems]
    assert FILES[text] in told
    assert not any(CHINESE.search(one) for one in (*told, *hints))


def test_files_that_are_given_wrongly(tmp_path):
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (one, other):
        path.write_text("subject,key,value\nA,b,1")
    with speaking("en"):
        table = load_facts(one, one, other, tmp_path / "c.csv", tmp_path)
        (unknown,) = write_table(tmp_path / "a.doc", headers=("a",), rows=())
    assert {problem.message for problem in table.problems} == {
        "the same file was given twice and read once",
        'the content is exactly that of "a.csv"; both were read',
        "there is no such file",
        "this is a folder, not a file",
    }
    assert unknown.message == '".doc" is not a known format'


LIMITS = (
    archive.too_large, archive.damaged, archive.protected, parquet_missing,
    *(partial(said, NOWHERE) for said in (
        grid.too_many_rows, grid.too_many_cells, grid.beyond_sheet, grid.too_many_repeats,
    )),
)  # fmt: skip


@pytest.mark.parametrize("said", LIMITS)
def test_limits_and_damage(said):
    with speaking("en"):
        problem = said()
    assert problem.message
    assert not CHINESE.search(problem.message + problem.remedy)
    assert CHINESE.search(said().message)


def test_other_rows_are_named_by_file_and_sheet():
    here, there = Place("a.xlsx", sheet="S", row=9), Place("b.xlsx", sheet="T", row=3)
    with speaking("en"):
        assert row_seen(replace(here, row=3), here=here) == "row 3"
        assert row_seen(replace(there, file="a.xlsx"), here=here) == 'sheet "T", row 3'
        assert row_seen(there, here=here) == 'b.xlsx, sheet "T", row 3'
        assert row_seen(replace(here, row=None), here=here) == "an earlier row"


def test_subjects(tmp_path):
    path = tmp_path / "subjects.csv"
    path.write_text(
        "subject,parent,from,to\nA,A,,\nB,X,2025-02-01,2025-01-01\nC,D,,\nD,C,,\nC,D,,\n,C,,\n*,,,"
    )
    with speaking("en"):
        _, problems = load_subjects(path)
    assert [problem.message for problem in problems] == [
        'the parent of "A" is itself',
        '"from" (2025-02-01) of "B" is later than "to" (2025-01-01)',
        'this row has no "subject" and was not read',
        '"*" cannot be the name of a subject: facts tables use it for all subjects or for a group',
        '"C" already stands in row 4, and the two rows overlap in time',
        '"X", the parent of "B", is not in the subjects table',
        "the parents form a circle: C → D → C",
    ]
    assert not any(CHINESE.search(problem.remedy) for problem in problems)


def test_more_than_are_listed():
    with speaking("en"):
        *_, rest = bound("A,nothing,1\n" * 1002)
    assert (
        rest.message == "problems beyond the first 1000 are not listed (more: 2): unknown-key (2)"
    )


def test_own_fields_have_their_english():
    with speaking("en"):
        assert {field_told(name) for name in FIELD_TWINS.values()} <= FIELD_TWINS.keys()
        assert field_told("人口") == "人口"
    assert field_told("目标") == "目标"


@pytest.mark.parametrize(
    ("head", "told"),
    [("scheme: Towns", '"many" is not a number'), ("方案: 乡镇", "「many」不是数")],
)
def test_the_scheme_sets_the_language_of_its_tables(tmp_path, head, told):
    scheme, facts = tmp_path / "scheme.yaml", tmp_path / "facts.csv"
    english = "\n".join(HEAD.splitlines()[1:]) + "\nfull: 20\nitems: {Conduct: {points: 20}}"
    scheme.write_text(f"{head}\n{english}", encoding="utf-8")
    facts.write_text("subject,key,value\nA,Conduct,many")
    with speaking("zh"):
        outcome = run_job(Job(str(scheme), (facts,), period="2025"))
    assert told in [problem.message for problem in outcome.all_problems]
