"""What compiling a scheme with English keys shows, the plan as text, the table of facts owed."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kaoji.engine.feel.functions import function_words
from kaoji.engine.feel.parse import parse
from kaoji.engine.plan.lookups import table_problems
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.order import chain_problems, circle_problems
from kaoji.engine.plan.owed import sheet_of
from kaoji.engine.plan.spoken import formula_text
from kaoji.engine.plan.summary import summary_of
from kaoji.engine.plan.text import plan_as_json, plan_as_text
from kaoji.engine.plan.typing import PLAIN_FIELDS
from kaoji.engine.plan.unused import unused_problems
from kaoji.engine.plan.verdicts import verdicts_of
from kaoji.engine.plinth.periods import Grain, Period
from kaoji.engine.plinth.problem import has_errors
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.load import load_scheme, load_scheme_text
from kaoji.engine.score.check import check_scheme
from tests.engine.scheme.checks.test_english import WORDS, leftovers, sources

HEAD = 'scheme: Trial\nid: trial\nversion: "1"\neffective: 2025-01-01\nsubjects: [town, office]\n'
FACTS = "facts: {roads: {unit: 件, range: 1..9}, notices: {rows: {}}, seat: {type: subject}}\n"
TABLES = "tables: {bonus: {keys: [level], unit: 分, cells: {a: 1, b: 2}}}\n"
GRADES = "grades: {good: {floor: 60, condition: %s}, other: otherwise}\n"


def told(text):
    """The message and the remedy of everything that is wrong with a scheme."""
    scheme, problems = load_scheme_text(HEAD + dedent(text))
    assert scheme is not None
    found = (*problems, *check_scheme(scheme, loaded=problems))
    return [(one.message, one.remedy) for one in found]


def one_leaf(formula):
    return FACTS + TABLES + f"items: {{jobs: {{points: 100, formula: '{formula}'}}}}\n"


@pytest.mark.parametrize(
    ("formula", "message", "remedy"),
    [
        (
            "bonus + 1",
            '"bonus" is a table and cannot be used as a number',
            "write look up(bonus, …)",
        ),
        (
            'look up(bonus, "a", "b")',
            'the table "bonus" is looked up by keys (1); written here: 2',
            "write look up(bonus, level)",
        ),
        (
            "last year(1 + 1)",
            'argument 1 of "last year" has to be a name and cannot be a formula',
            "for example last year(revenue)",
        ),
        (
            "last year()",
            (
                "the arguments of last year do not fit (written here: 0); "
                "write them in order and without names"
            ),
            "for example last year(revenue)",
        ),
        (
            "count(rows(roads))",
            'rows takes this: a list of rows; "roads" is another kind: fact',
            "for example rows(notices)",
        ),
        (
            "sum(peers(roads, 1))",
            'argument 2 of "peers" has to be a column of the subjects table',
            "for example peers(group)",
        ),
        (
            "sum(peers(road))",
            'there is no indicator, fact, parameter or table called "road"',
            'did you mean "roads"?',
        ),
        (
            "sum(peers(roads.tarmac))",
            '"roads" has no field "tarmac"',
            "there are these: points, score, value, weight, full, target, factor, applies",
        ),
        (
            "sum(children())",
            "children may only stand in combine of a node that has children",
            "write the names of the indicators that are meant",
        ),
        (
            "sum(subordinates(roads, 1))",
            'argument 2 of "subordinates" has to be a relation (a fact whose value is a subject)',
            "for example subordinates(revenue, in_charge)",
        ),
        (
            'at part(roads, "midtern")',
            'there is no part "midtern" among the periods of the scheme',
            "there are these: none",
        ),
        (
            "jobs.value + roads",
            '"jobs.value + roads" is measured in items, and points are wanted here',
            "convert it into points, for example full * value / target",
        ),
    ],
)
def test_faults_of_formulas(formula, message, remedy):
    assert (message, remedy) in told(one_leaf(formula))


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "items: {a: {points: 50, formula: b}, b: {points: 50, formula: a}}",
            "these refer to each other in a circle and cannot be worked out: a → b → a",
            (
                "take out one of the references; "
                "for an earlier value write last year(…) or previous(…)"
            ),
        ),
        (
            "items: {jobs: {points: 100, range: 0..100}}\nfacts: {roads: {range: 0..9}}",
            'nothing uses the fact "roads"',
            "use it in a formula, or delete it",
        ),
        (
            "items: {jobs: {points: 100, range: 0..100}}\nscales: {marks: [low, high]}",
            'nothing uses the scale "marks"',
            "use it in a formula, or delete it",
        ),
        (
            "items: {jobs: {points: 100, range: 0..100}}\n" + GRADES % "rank <= 3",
            '"good" reads "rank", and there is no rank yet when it is settled',
            (
                "for the first few write quota and order, for so many points write floor, "
                "and for all else use points or facts; grades and ranks may only be read in "
                "the condition of an honour and in consequences"
            ),
        ),
        (
            "items: {jobs: {points: 100, range: 0..100}}\n"
            + GRADES % "jobs > 1"
            + 'honours: {first: {condition: grade = "god", quota: 1, ties: all_in}}',
            '"first" speaks of the grade "god", and there is no such grade',
            'did you mean "good"?',
        ),
        (
            """
            items:
              jobs: {points: 50, range: 0..100, applies: roads > 1,
                not_applicable: {policy: share_out, to: streets}}
              parks: {points: 50, range: 0..100}
            facts: {roads: {range: 0..9}}
            """,
            '"streets" is no ancestor of "jobs"',
            "write the name of an ancestor, or nothing (the parent takes it up)",
        ),
        (
            """
            items: {jobs: {points: 100, range: 0..100}}
            grades: {good: {floor: 60, quota: seats + seats, ties: all_in}, other: otherwise}
            parameters: {seats: {default: 25, unit: "%"}}
            """,
            'quota is a number of seats, and "seats + seats" is measured in %',
            "where it is a share, write share in place of quota",
        ),
    ],
)
def test_faults_of_the_plan(text, message, remedy):
    assert (message, remedy) in told(text)


def test_a_place_that_takes_something_else():
    (_found,) = [one for one in told(one_leaf('"a"')) if one[0].startswith("this place takes: ")]
    assert _found[1] == "write it as: number; or check what it refers to"


# --- the plan as text -----------------------------------------------------------------------------

SCHEME = """
total: {rounding: 2 places half_up, name: Result}
periods: year
items:
  economy:
    points: 60
    items:
      jobs: {points: 40, unit: 人, scoring: {proportional: {cap: 120%}}, periods: {quarter: 25%}}
      roads: {points: 20, rows: {}, per_row: 2, counted_if: count > 1, per_work: highest,
        gather: highest 3, scoring: deduct}
  rating:
    points: 40
    panel:
      raters: {leaders: {weight: 60%, minimum: 3}, public: {weight: 40%, minimum: 5}}
      scale: {fine: 100, poor: 0}
bonus: {rows: {}, per_row: 1, cap: 4}
facts:
  met: {type: truth}
  rank_of_old: {range: 1..9, supplier: office}
parameters:
  line: {range: [60, 100], clause: Article 4}
"""


def plan():
    scheme, problems = load_scheme_text(HEAD + SCHEME)
    assert scheme is not None
    assert not has_errors(problems), [one.as_text() for one in problems]
    return make_plan(scheme)[0]


def test_the_plan_as_text():
    with speaking("en"):
        text = plan_as_text(plan())
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert comments[:13] == [
        "# --- plan, nodes: 8, of these scored: 6 ---",
        "# total = sum economy, rating",
        "#     rounding 2 half_up · children economy, rating, bonus · columnar",
        "# economy = sum jobs, roads",
        "#     full 60 · children economy/jobs, economy/roads · columnar",
        "# economy/jobs = full * clamp(value / target, 0, 120%)",
        "#     full 40 · periods each quarter 25% · columnar",
        (
            "# economy/roads = per row 2, counted if count > 1, the highest of each matter, "
            "the highest 3, then full - min(value, full)"
        ),
        "#     full 20 · one by one (only the highest ones)",
        (
            "# rating = panel leaders 60% (ballots at least: 3), "
            "public 40% (ballots at least: 5), mean"
        ),
        "#     full 40 · columnar",
        "# bonus = per row 1, sum",
        "#     bonus · cap 4 · columnar",
    ]


def test_the_plan_reads_back_to_the_same_plan():
    with speaking("en"):
        again, problems = load_scheme_text(plan_as_text(plan()))
        assert not has_errors(problems)
        assert plan_as_json(make_plan(again)[0]) == plan_as_json(plan())


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("满分 * 夹(数值 / 目标, 0, 1)", "full * clamp(value / target, 0, 1)"),
        ("财政.目标 + 最大([财政, 1])", "财政.target + max([财政, 1])"),
        ("查表(加分表, 层级)", "look up(加分表, level)"),
        ('条(通报)[层级 = "省"].件数', 'rows(通报)[层级 = "省"].件数'),
        (
            "合计(for x in 条(通报) return 最小(x.件数, 1))",
            "sum(for x in rows(通报) return min(x.件数, 1))",
        ),
        ("总分 + 加分.得分 + 名次", "total + bonus.score + 名次"),
        ("if 数值 then 满分 else 0", "if value then full else 0"),
        ("look up(bonus, value)", "look up(bonus, value)"),
    ],
)
def test_formulas_in_the_language_spoken(chinese, english):
    expression, problems = parse(chinese)
    assert not problems
    assert formula_text(expression) == chinese
    with speaking("en"):
        assert formula_text(expression) == english


def test_periods_of_a_summary():
    assert summary_of(plan().scheme).periods == ("year", "quarter")


# --- facts owed -----------------------------------------------------------------------------------


def test_hints_of_the_facts_owed():
    with speaking("en"):
        sheet = sheet_of(plan(), period=Period(Grain.YEAR, 2025), subjects=("town",))
    at_key, at_hint = sheet.headers.index("指标"), sheet.headers.index("填法")
    hints = {row[at_key]: row[at_hint] for row in sheet.rows}
    assert hints == {
        "economy/jobs": "fill in the target too",
        "economy/roads": 'sample row: one row for each case; leave "nil" where there is none',
        "rating": "sample row: one row for each ballot, "
        "with the class of its rater (one of leaders, public), one of (fine, poor)",
        "bonus": 'sample row: one row for each case; leave "nil" where there is none',
        "met": "one of (true, false)",
        "rank_of_old": "from 1 to 9",
        "line": "parameter: holds for all subjects, from 60 to 100, by Article 4",
    }


# --- nothing but English --------------------------------------------------------------------------


#: Without those that a formula of the author may say.
OTHER_WORDS = WORDS - {"荣誉", *function_words()}


def plan_problems(scheme):
    made, problems = make_plan(scheme)
    verdicts = verdicts_of(made)
    yield from (*problems, *verdicts.problems, *table_problems(made))
    yield from (*circle_problems(made), *chain_problems(made))
    yield from unused_problems(made, used=verdicts.used)


def chinese_left(problem, *, source):
    """What is left of the language's own words; fields of rows have no other name in formulas."""
    text = f"{problem.message} {problem.remedy}"
    found = leftovers(text, source=source, words=OTHER_WORDS)
    return [word for word in found if word not in PLAIN_FIELDS]


def test_english_is_left_without_chinese():
    count = 0
    for name, scheme, source in sources():
        with speaking("en"):
            for found in plan_problems(scheme) if scheme is not None else ():
                count += 1
                assert chinese_left(found, source=source) == [], name
    assert count > 60


def test_a_shipped_plan_is_told_without_chinese_signs():
    from kaoji.engine.scheme.catalogue import shipped_schemes

    for entry in shipped_schemes():
        scheme, _problems = load_scheme(entry.path)
        made = make_plan(scheme)[0]
        with speaking("en"):
            lines = plan_as_text(made).removeprefix(made.scheme.text.rstrip("\n"))
        assert leftovers(lines, source=made.scheme.text, words=frozenset()) == []
