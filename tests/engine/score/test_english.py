"""Messages of scoring, judging and checking in English, for schemes with English keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.load import load_scheme
from kaoji.engine.score.absences import is_open_list
from kaoji.engine.score.check import check_scheme
from kaoji.engine.score.examples import run_examples
from kaoji.engine.score.expecting import plain_text
from tests.engine.scheme.test_broken import FOLDER
from tests.engine.worlds import scheme_of, world

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
HEAD = 'scheme: Trial\nid: trial\nversion: "1"\neffective: 2020-01-01\nsubjects: unit\n'
COLUMNS = "subject,key,value\n"


def english(text):
    return scheme_of(text, head=HEAD)


def told(text, facts, **more):
    """Code → message and remedy of everything said of a scoring."""
    here = world(english(text), facts, **more)
    return {one.code: (one.message, one.remedy) for one in here.problems}


def checked(text):
    """Code → message and remedy of everything that a check says."""
    return {one.code: (one.message, one.remedy) for one in check_scheme(english(text))}


JUDGED = """
items:
  Work: {points: 100}
facts:
  Accident: {rows: {}}
  Complaint: {rows: {}}
  Old: {rows: {}}
grades:
  Good:
    floor: 80
    quota: 25%
    quota_rounding: half_up
    order: [Work desc]
    bars: [Complaint]
  Fair: {floor: 60}
  Poor: otherwise
honours: {Model: {grades: [Good], quota: 1, order: [Work], ties: refer}}
vetoes:
  Accident: {effects: [{cap: Fair}, {down: 1 step}, {bar: [unit, head]}], note: as reported}
  Old: {effects: [{down: 1 step}], to: 2021-12-31}
rankings: {By work: {order: [Work]}}
consequences: [{id: A, text: praise, condition: 名次 = 1, standing: proposed}]
"""


def judged(*rows):
    header = "subject,key,value,work,state\n"
    figures = {"A": 95, "B": 90, "C": 85, "D": 85, "E": 70}
    lines = [f"{one},Work,{value},," for one, value in figures.items()]
    cases = [f"{who},{key},,case,已认定" for who, key in rows]
    return world(english(JUDGED), header + "\n".join([*lines, *cases]))


def test_a_quota_is_derived_in_english():
    grade, honour = judged().json["decisions"]
    (decision, _) = judged().scored.result.decisions
    assert decision.derivation == "5 × 25% = 1.25, rounded half up to 1"
    assert grade["warnings"] == [
        "5 × 25% = 1.25, rounded half up to 1 (otherwise rounded down to 1, rounded up to 2)"
    ]
    assert honour["warnings"] == []


def test_moves_are_told_in_english():
    here = judged(("A", "Accident"), ("B", "Complaint"))
    assert [one.text for one in here.one("A").verdict.moves] == [
        'veto "Accident": the grade is at best "Fair"',
        'veto "Accident": grades down: 1',
        'veto "Accident": barred from honours: unit, head',
    ]
    assert [one.text for one in here.one("B").verdict.moves] == [
        'may not be graded "Good" because of "Complaint"'
    ]
    assert [one.text for one in here.one("C").verdict.moves] == [
        'tied at the last seat of "Good"; referred for decision to the competent body'
    ]


def test_who_is_without_a_seat_is_told():
    (move,) = judged().one("B").verdict.moves
    assert move.text == ('the seats of "Good" are full (5 × 25% = 1.25, rounded half up to 1)')


def test_flags_and_honours_are_told_in_english():
    here = judged(("A", "Accident"), ("B", "Complaint"), ("E", "Old"))
    flags = {one.code: one.text for one in here.one("A").verdict.flags}
    assert flags == {
        "Accident": 'the veto "Accident" holds (as reported)',
        "Accident:bar:unit": 'barred from honours for "Accident": unit',
        "Accident:bar:head": 'barred from honours for "Accident": head',
    }
    assert [one.text for one in here.one("B").verdict.flags] == ['the bar "Complaint" holds']
    assert [one.text for one in here.one("E").verdict.flags] == [
        'the veto "Old" is not in force; it is on record only and has no effect'
    ]
    (honour,) = judged().one("A").verdict.honours
    assert honour.text == 'proposed for "Model"'


def test_the_lowest_grade_is_told():
    text = JUDGED.replace("cap: Fair", "set: Poor").replace("note:", "at_lowest: watch, note:")
    header = "subject,key,value,work,state\nA,Work,95,,\nA,Accident,,case,已认定"
    verdict = world(english(text), header).one("A").verdict
    expected = 'veto "Accident": the grade is the lowest already; listed instead: watch'
    assert expected in [one.text for one in verdict.moves]
    assert verdict.flags[-1].text == 'the grade is the lowest already; listed for "Accident": watch'
    assert verdict.consequences[0].text == 'listed for "Accident": watch'


LEAF = "items: {Work: {points: 100}}\n"


@pytest.mark.parametrize(
    ("text", "facts", "code", "expected"),
    [
        (
            "items: {Work: {points: 100, applies: 1 > 2}}",
            "A,Work,1",
            "not-applicable-unstated",
            (
                '"Work" does not apply, and the scheme does not say what then',
                "write under this node not_applicable: share_out, rescale, full or zero",
            ),
        ),
        (
            (
                "items: {Work: {points: 100, requirements: "
                "[{condition: Work <= 90, text: at most 90, clause: Art. 4}]}}"
            ),
            "A,Work,91",
            "requirement-failed",
            (
                "at most 90 (under Art. 4)",
                "check the facts reported, or let the competent body explain",
            ),
        ),
        (
            LEAF + "grades: {Good: 90, Fair: 60}",
            "A,Work,10",
            "no-grade-fits",
            (
                "no grade fits A: it meets neither the line nor the condition of any",
                "write otherwise for the last grade",
            ),
        ),
        (
            LEAF + "derived: {Rate: {formula: Work / (Work - Work)}}\n"
            "rankings: {By rate: {order: [Rate]}}",
            "A,Work,90",
            "rank-without-value",
            (
                (
                    'A has no value of "Rate" (not applicable or undefined) '
                    'and is not in the ranking "By rate"'
                ),
                (
                    "say what the node counts as when not_applicable or undefined, "
                    "or that such subjects are not ranked"
                ),
            ),
        ),
        (
            LEAF + "grades: {Good: {floor: 9, quota: 25%, quota_rounding: floor}, Poor: otherwise}",
            "A,Work,90",
            "no-seats",
            (
                '"Good" has 0 seats, nobody can get it: 1 × 25% = 0.25, rounded down to 0',
                "refer it to whoever may decide, or check quota_rounding and base",
            ),
        ),
    ],
)
def test_problems_of_a_scoring(text, facts, code, expected):
    assert told(text, COLUMNS + facts).get(code) == expected


def test_an_open_parameter():
    text = (
        "parameters: {Limit: {required: true, clause: Art. 3}}\n"
        "items: {Work: {points: 100, formula: Hours * Limit, cap: 100, floor: 0}}\n"
        "facts: {Hours: {type: number, range: 0..9}}"
    )
    assert told(text, COLUMNS + "A,Hours,1")["open-parameter"] == (
        'the parameter "Limit" is not filled in (under Art. 3)',
        "fill it in with --set Limit=... or --given",
    )


def test_a_ballot_for_the_own_unit():
    text = "items: {Poll: {points: 100, panel: {raters: {Peers: {weight: 100%, minimum: 1}}}}}"
    found = told(
        text,
        "subject,key,rater,value\nA,Poll,Li,80\nB,Poll,Li,80",
        subjects="subject,kind,parent\nA,unit,\nB,unit,\nLi,person,B",
    )
    assert found["own-unit-ballot"] == (
        '"Li" rated his own unit "B"',
        "remove the ballot; if raters may rate their own unit, write own_unit: true in the scheme",
    )


def test_shares_of_a_unit_that_do_not_add_up():
    text = "combine: weighted\nitems: {Work: {weight: 50%}, Order: {weight: 50%}}"
    rows = "A,Work.weight,70%\nA,Order.weight,20%\nA,Work,90\nA,Order,90"
    assert told(text, COLUMNS + rows)["unit-weights-sum"] == (
        'the weights of "total" for "A" add up to 90% instead of 100%: Work 70%, Order 20%',
        "check the weight of each item of this subject",
    )


def test_a_row_without_a_value():
    text = "items: {Prize: {points: 100, rows: {target: number}, per_row: target, gather: sum}}"
    rows = "subject,key,work,target\nA,Prize,one,"
    message = told(text, rows).get("row-without-value", ("", ""))
    assert message == (
        'this row of "Prize" comes to no value (empty: "target"), so the whole list is undefined',
        'fill in "target"',
    )


def test_the_items_of_a_plan():
    text = "items: {Goals: {points: 100, plan: {scoring: proportional, number: 2..3}}}"
    rows = "subject,key,work,value,target,Goals.points\nA,Goals,one,5,10,"
    assert told(text, rows)["plan-item-count"] == (
        '"Goals": items listed: 1, at least 2 are needed',
        "correct the plan of targets",
    )


def test_a_ballot_above_the_scale():
    text = """
    full: 100
    items:
      Poll:
        points: Size
        panel: {raters: {Peers: {weight: 100%, minimum: 1}}, scale_full: own}
      Work: {points: 100 - Size}
    facts: {Size: {range: 1..20}}
    """
    found = told(text, "subject,key,rater,value\nA,Poll,Li,10.5\nA,Size,,10\nA,Work,,80")
    assert found["beyond-scale"] == (
        "the ballot says 10.5, more than the full points of the scale, 10",
        "check the ballot; if the scale is longer, change scale_full in the scheme",
    )


def test_what_no_table_has():
    text = (
        "tables: {Marks: {keys: [Kind], cells: {town: 1}}}\n"
        'items: {Work: {points: 100, formula: "look up(Marks, Kind)", cap: 100, floor: 0}}\n'
        "facts: {Kind: text}"
    )
    assert told(text, COLUMNS + "A,Kind,village")["no-table-match"] == (
        'the table "Marks" has no entry "village"',
        "check the word, or add the entry or otherwise to the table",
    )


def test_another_version_was_in_force():
    ours = english(LEAF)
    later = replace(ours, version="2", effective=ours.effective.replace(year=2024))
    found = world(ours, COLUMNS + "A,Work,1", versions=[later]).problems
    assert [one.message for one in found] == [
        "on 2025-12-31 version 2 (-) was in force; this run scores by version 1"
    ]


def test_nobody_to_score():
    assert told(LEAF, "")["nobody-scored"] == (
        "there is nobody to score: neither the facts nor the subjects table names a subject",
        (
            "check the facts, the subjects table and the period; "
            "the column kind of the subjects table should say unit"
        ),
    )


def test_what_cannot_wait():
    found = told(LEAF, COLUMNS + "A,Work,1", opened=("Work", "Nothing"))
    assert found["unknown-open-path"][0] in {
        '--open says "Nothing", which is no node of this scheme',
        (
            '--open says "Work", which is no list and states nothing under missing: '
            "there is nothing to wait for"
        ),
    }


def test_an_open_list_is_named_in_english():
    text = "items: {Work: {points: 60}, Prize: {points: 40, rows: {}, per_row: 2, gather: sum}}"
    here = world(english(text), COLUMNS + "A,Work,1", opened=("Prize",))
    blocking = here.one("A").blocking
    assert blocking == ("A:Prize@2025(open)",)
    assert not is_open_list(blocking[0])
    with speaking("en"):
        assert is_open_list(blocking[0])


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        (
            "items: {Work: {points: 100, formula: Hours * 2}}\nfacts: {Hours: number}",
            "range-missing",
            (
                (
                    '"Hours" has no range, '
                    'so the interval of "Work" cannot be told while it is missing'
                ),
                "write range: [least, greatest], or give the node a cap and a floor",
            ),
        ),
        (
            "items: {Work: {points: 100, cap: 120}}",
            "idle-limit",
            (
                'the cap of "Work" is never reached: it comes to 100 at most',
                "check the cap, or remove it",
            ),
        ),
        (
            LEAF + "grades: {Top: 120, Fair: otherwise}",
            "unreachable-grade",
            (
                'the grade "Top" can never be reached: "total" comes to 100 at most',
                "check the lines of the grades and the points of the nodes",
            ),
        ),
        (
            LEAF + "deduction: {rows: {}, per_row: 1}\ngrades: {Good: 90, Fair: 0}",
            "grades-gap",
            (
                '"total" has no lower end, and there is no grade below 0',
                "write otherwise for the last grade",
            ),
        ),
        (
            (
                "items: {Work: {points: 100, formula: last year(Hours), cap: 100, floor: 0}}\n"
                "facts: {Hours: {type: number, range: 0..9}}"
            ),
            "history-open",
            (
                (
                    '"Work" reads earlier values of "Hours", '
                    "and nothing says what the first period uses"
                ),
                "write first: a value",
            ),
        ),
        (
            (
                "items: {Work: {points: 100, formula: previous(Awards), cap: 100, floor: 0}}\n"
                "bonus: {points: 5, items: {Awards: {points: 5, range: 0..5}}}"
            ),
            "history-open",
            (
                (
                    '"Work" reads earlier values of "bonus/Awards", '
                    "and nothing says what the first period uses"
                ),
                "write first: a value",
            ),
        ),
        (
            LEAF + "rankings: {By work: {order: [Wrok]}}",
            "unknown-name",
            (
                (
                    'the order of "By work" is "Wrok", '
                    "but there is no such item, derived value or fact"
                ),
                'did you mean "Work"?',
            ),
        ),
        (
            (
                "items: {Work: {points: 100, formula: 60 / Hours, cap: 100, floor: 0}}\n"
                "facts: {Hours: {type: number, range: 0..9}}"
            ),
            "undefined-open",
            (
                (
                    'the formula of "Work" may have no value (a zero denominator, an empty list), '
                    "and nothing says what then"
                ),
                (
                    "write undefined: a number, or share_out, rescale, full or zero; "
                    "or write a range without zero"
                ),
            ),
        ),
    ],
)
def test_problems_of_a_check(text, code, expected):
    assert checked(text).get(code) == expected


# --- worked cases ---------------------------------------------------------------------------------

CASE = """
items: {Work: {points: 60}, Order: {points: 40}}
grades: {Good: 90, Fair: otherwise}
examples:
  - id: one
    given: [{对象: A, 指标: Work, 数值: 50}, {对象: A, 指标: Order, 数值: 39}]
    period: 2025
    expected: {EXPECTED}
"""


def run(expected):
    (result,) = run_examples(english(CASE.replace("{EXPECTED}", expected)))
    return result


def test_a_case_that_fails_is_told_in_english():
    (problem,) = run("{Work: 51, grade: Good, rank: none}").as_problems()
    assert problem.message == (
        'the example "one" does not hold: Work should be 51 and is 50; '
        "grade should be Good and is Fair; rank should be none and is 1"
    )


def test_what_is_missing_is_told_in_english():
    text = CASE.replace(", {对象: A, 指标: Order, 数值: 39}", "")
    (result,) = run_examples(english(text.replace("{EXPECTED}", "{总分: 89, Else: 1, 荣誉: 无}")))
    assert result.actual == {
        "总分": "missing: 50..90",
        "Else": 'there is no node "Else"',
        "荣誉": "{}",
    }


@pytest.mark.parametrize("word", ["无", "none"])
def test_none_is_met_by_either_word(word):
    assert run(f"{{incomplete: false, interval: {word}, 问题: {word}}}").passed


def test_none_is_shown_in_the_language_spoken():
    assert plain_text((None, "x")) == "[无, x]"
    with speaking("en"):
        assert plain_text((None, "x")) == "[none, x]"


# --- nothing is left in Chinese ------------------------------------------------------------------

#: Broken schemes of which the check itself tells, in sentences of this room.
OWN = frozenset(
    {
        "ambiguous-name--order", "cell-missing", "cell-unreachable", "circular-feed",
        "example-fails", "feed-faulty", "feed-path-unknown", "feed-type", "grades-gap--reach",
        "history-open", "idle-limit", "parts-in-vain", "pinned-version", "range-missing",
        "undefined-open", "unknown-part--pin", "unreachable-grade--reach",
    }
)  # fmt: skip


def left_over(texts, *, own):
    """Chinese of the texts that the author has not written."""
    found = (words for text in texts for words in CHINESE.findall(text))
    return [words for words in found if words not in own]


@pytest.mark.parametrize("name", sorted(OWN))
def test_nothing_chinese_is_said_of_a_broken_scheme(name):
    path = FOLDER / f"{name}.yaml"
    scheme, problems = load_scheme(path)
    found = check_scheme(replace(scheme, language="en"), loaded=problems, with_examples=True)
    code = name.partition("--")[0]
    texts = [text for one in found if one.code == code for text in (one.message, one.remedy)]
    assert texts
    own = "".join(one.read_text(encoding="utf-8") for one in (path, *path.parent.glob("_*")))
    assert left_over(texts, own=own) == []


def texts_in(value):
    """Every text of a part of the contract, its keys left aside."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str):
        yield value


def test_nothing_chinese_is_said_of_a_judged_scheme():
    found = judged(("A", "Accident"), ("B", "Complaint"), ("E", "Old")).json
    told_of = ("flags", "honours", "consequences", "problems", "blocking")
    parts = [{key: one[key] for key in told_of} for one in found["subjects"]]
    texts = tuple(texts_in([parts, found["decisions"], found["problems"]]))
    assert len(texts) > 20
    assert left_over(texts, own="") == []
