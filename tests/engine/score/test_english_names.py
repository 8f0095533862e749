"""A file with English keys calls the total, the bonus and points by English words everywhere."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.runs.job import check_scheme
from kaoji.engine.scheme.load import load_scheme_text
from tests.engine.worlds import scheme_of, world

SCHEME = """\
scheme: Test
id: test
version: "1"
effective: 2025-01-01
subjects: {kinds: unit}
items:
  manner: {points: 40 points, scoring: judged}
bonus: {rows: {}, per_row: value, gather: sum, unit: points, range: 0..10, cap: 5}
deduction: {rows: {}, per_row: value, gather: sum, unit: points, range: 0..10, cap: 5}
derived:
  whole: {formula: total + bonus - deduction, unit: points}
"""
FACTS = "subject,key,value\n甲,manner,30\n甲,bonus,3\n甲,deduction,1"


@pytest.mark.parametrize(
    ("path", "value"), [("total", 32), ("总分", 32), ("bonus", 3), ("deduction", 1), ("whole", 34)]
)
def test_english_names_are_read_in_facts_and_expressions(path, value):
    made = world(scheme_of(SCHEME, head=""), FACTS)
    assert made.problems == ()
    assert made.value(path) == Fraction(value)


def test_points_are_points():
    made = world(scheme_of(SCHEME, head=""), FACTS)
    assert made.one().nodes["manner"].unit == "分"


POOLED = """\
scheme: Pools
id: pools
version: "1"
effective: 2025-01-01
subjects: town
items: {A: {points: 100, scoring: judged}}
derived: {best: {formula: "max(peers(A, group))"}}
rankings: {place: {order: [total desc], pool: group}}
grades:
  Top: {floor: 90, quota: 1..1, pool: group, ties: refer the board}
  Low: otherwise
"""
TOWNS = "subject,name,kind,group\nX,X,town,n\nY,Y,town,n\nZ,Z,town,s"


def test_columns_of_the_subjects_table_are_named_in_english():
    made = world(
        scheme_of(POOLED, head=""), "subject,key,value\nX,A,95\nY,A,94\nZ,A,93", subjects=TOWNS
    )
    assert {one.subject: one.verdict.grade for one in made.scored.result.subjects} == {
        "X": "Top", "Y": "Low", "Z": "Top",
    }  # fmt: skip
    assert made.value("best", "Z") == Fraction(93)
    assert [made.one(name).verdict.ranks["place"] for name in "XYZ"] == [1, 2, 1]


FIELDS = """\
scheme: Fields
id: fields
version: "1"
effective: 2025-01-01
subjects: town
scales: {{levels: [county, city]}}
facts:
  awards: {{rows: {{level: levels, people: number}}}}
items:
  A: {{points: 10, formula: "{formula}"{fields}}}
derived:
  worth: {derived}
"""
AWARD = (
    "subject,key,value,target,work,level,count,date,document,issuer,id,note,evidence,people\n"
    "X,A,4,8,,,,,,,,,,\n"
    "X,A.factor,3,,,,,,,,,,,\n"
    "X,awards,,,w,city,3,2025-03-01,d,i,7,n,e,5\n"
    "X,awards,,,v,county,1,2025-04-01,c,j,8,m,f,2\n"
)


def field_world(formula="value", *, fields="", derived="1", facts=AWARD):
    text = FIELDS.format(formula=formula, fields=fields, derived=repr(derived))
    return world(scheme_of(text, head=""), facts)


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        ("value", 4), ("points * value / target", 5), ("full * value / target", 5),
        ("value * factor", 12), ("target - value", 4),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fields", ["", ", fields: {target: {range: 1..100}}"])
def test_own_fields_are_read_in_english(formula, points, fields):
    made = field_world(formula, fields=fields)
    assert [one for one in made.problems if one.code != "unused-target"] == []
    assert made.value("A", "X") == points


@pytest.mark.parametrize(
    "facts",
    [
        "subject,key,value\nX,A,4\nX,A.target,8\n",
        "subject,key,value,目标\nX,A,4,8\n",
    ],
)
def test_a_target_comes_by_its_row_and_by_either_column(facts):
    made = field_world("points * value / target", derived="A.target", facts=facts)
    assert (made.value("A", "X"), made.value("worth", "X"), made.problems) == (5, 8, ())


@pytest.mark.parametrize(
    "test",
    ['work = "w"', 'level = "city"', "count = 3", 'date = date("2025-03-01")', 'document = "d"',
     'issuer = "i"', 'id = "7"', 'note = "n"', 'evidence = "e"', "people = 5"],
)  # fmt: skip
def test_fields_of_rows_are_read_in_english(test):
    word = test.split(" ")[0]
    kept = field_world(derived=f"count(rows(awards)[{test}])")
    item = field_world(derived=f"count(rows(awards)[item.{test}])")
    looped = field_world(
        derived=f"count((for x in rows(awards) return x.{word})[{test.replace(word, 'item', 1)}])"
    )
    assert [one.value("worth", "X") for one in (kept, item, looped)] == [1, 1, 1]


def test_a_field_stands_once_in_either_language():
    text = FIELDS.format(formula="value", fields=", fields: {target: {}, 目标: {}}", derived="1")
    _scheme, problems = load_scheme_text(text)
    assert [one.code for one in problems] == ["duplicate-key"]


LISTED = """\
scheme: Lists
id: lists
version: "1"
effective: 2025-01-01
subjects: town
items:
  A: {points: 50, rows: {target: number, note: text}, per_row: target}
  B: {points: 50, fields: {level: {range: 0..9}, mine: {range: 0..9}}, formula: level + mine}
derived:
  again: B.level + B.mine
  most: max(everyone(B.level)) + max(everyone(B.mine))
"""


def test_declared_columns_are_read_by_rows_by_the_node_and_from_afar():
    facts = "subject,key,work,target\nX,A,w,7\nX,B.level,,\nX,B.mine,,\n".replace(
        "B.level,,", "B.level,,,4"
    ).replace("B.mine,,", "B.mine,,,5")
    made = world(scheme_of(LISTED, head=""), facts.replace("target\n", "target,value\n"))
    assert made.problems == ()
    assert [made.value(one, "X") for one in ("A", "B", "again", "most")] == [7, 9, 9, 9]


@pytest.mark.parametrize("column", ["id", "note", "evidence", "source", "rater", "level"])
def test_a_declared_column_of_the_table_is_read_by_its_english_name(column):
    text = FIELDS.format(
        formula="value", fields="", derived=f"'count(rows(awards)[{column} = \"x\"])'"
    ).replace("level: levels, people: number", f"{column}: text")
    facts = f"subject,key,value,work,{column}\nX,A,4,,\nX,awards,,v,x\nX,awards,,w,y\n"
    made = world(scheme_of(text, head=""), facts)
    assert (made.problems, made.value("worth", "X")) == ((), 1)


BONUS_AT_A_NODE = SCHEME.replace(
    "scoring: judged}", "items: {a: {points: 40 points}}, bonus: {rows: {}, per_row: value}}"
)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (SCHEME, "derived:\n", "facts: {bonus: {unit: points, range: 0..3}}\nderived:\n"),
        (SCHEME, "derived:\n", "derived:\n  deduction: {formula: total, unit: points}\n"),
        (SCHEME, "derived:\n", "parameters: {bonus: {type: number}}\nderived:\n"),
        (SCHEME, "  manner: {points: 40 points, ", "  bonus: {points: 40 points, "),
        (BONUS_AT_A_NODE, "{a: {", "{bonus: {"),
    ],
)
def test_a_name_that_sheets_would_print_for_two_is_refused(text, old, new):
    assert "duplicate-name" not in _codes(text)
    assert "duplicate-name" in _codes(text.replace(old, new, 1))


def _codes(text):
    scheme, problems = load_scheme_text(text, file="t.yaml")
    return {one.code for one in (*problems, *(check_scheme(scheme) if scheme else ()))}
