"""A scheme with English keys is told its faults in English: place, reason and remedy."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.checks import check_records
from kaoji.engine.scheme.checks.settings import set_problems
from kaoji.engine.scheme.load import load_scheme, load_scheme_text
from kaoji.engine.scheme.words import KEYS
from tests.engine.scheme.checks.test_faulty import FAULTY
from tests.engine.scheme.checks.test_faulty import HEAD as CHINESE_HEAD
from tests.engine.scheme.test_broken import FILES

HEAD = 'scheme: Trial\nid: trial\nversion: "1"\neffective: 2025-01-01\nsubjects: [town, office]\n'
ONE = "items: {jobs: {points: 100}}\n"


def loaded(text, *, head=HEAD):
    scheme, _problems = load_scheme_text(head + dedent(text))
    assert scheme is not None
    assert scheme.language == "en"
    return scheme


def told(text, *, head=HEAD):
    """Everything that the records of a scheme with English keys show, in order."""
    scheme = loaded(text, head=head)
    with speaking(scheme.language):
        return [(one.message, one.remedy) for one in check_records(scheme)]


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "items: {jobs: {points: 60}, roads: {points: 30}}",
            'the points below "total" make 90 and should make 100',
            "correct the points; or state full for this level",
        ),
        (
            "items: {jobs: {weight: 60%}, roads: {weight: 30%}}",
            'the weights below "total" make 90%, not 100%',
            "correct the weights, so that they make 100%",
        ),
        (
            """
            items: {jobs: {points: 100}}
            parameters: {line: {default: 60, by_class: {town: 120}, range: [0, 100]}}
            """,
            'the value 120 (town) of the parameter "line" lies outside its own range or options',
            "check the value, or correct the range",
        ),
        (
            """
            items: {jobs: {points: share}, roads: {points: 40}}
            parameters: {share: {default: 60, by_class: {office: 50}}}
            """,
            'the points below "total" make 90 and should make 100 (classes: office)',
            "correct the points; or state full for this level",
        ),
        (
            "items: {jobs: {points: 110}, roads: {points: -10}}",
            'points of "roads" is -10',
            (
                "write a number above zero for points; "
                "for what only takes points away write role: deduction"
            ),
        ),
        (
            "items: {jobs: {points: 60}, roads: {weight: 40%}}",
            'below "total" some have points (jobs) and some have weight (roads)',
            "write points for all of one level, or weight for all of it",
        ),
        (
            """
            items:
              jobs: {points: 100, range: 0..120, scoring: {bands: bonus}}
            tables:
              bonus: {bands: {">=90": 100, "[60..80]": 60, "<60": 0}}
            """,
            'the table "bonus" does not cover this: above 80 and below 90',
            "add a band, or write otherwise",
        ),
        (
            """
            items:
              jobs: {points: 100, range: 0..100, scoring: {bands: bonus}}
            tables:
              bonus: {bands: {"[60..100]": 100, "[0..60]": 0}}
            """,
            'in the table "bonus" "[0..60]" and "[60..100]" overlap; in both of them: 60',
            "let each edge belong to one band, such as [80..90) and [90..100]",
        ),
        (
            ONE + "grades: {good: {floor: 60}}",
            "scores below 60 have no grade",
            "write otherwise for the last grade",
        ),
        (
            ONE + "grades: {good: {floor: 60, quota: 25%, ties: all_in}, other: otherwise}",
            'the quota of "good" is a share, and nothing says how seats are rounded',
            "write quota_rounding: half_up, floor or ceiling",
        ),
        (
            ONE + "grades: {good: {floor: 60, quota: 2.5, ties: all_in}, other: otherwise}",
            'in "good" a whole number is wanted for seats, and 2.5 is none',
            "write 0, 1, 2 …; write a share like 25%",
        ),
        (
            ONE + "vetoes: {fire: {authority: county, domain: safety, condition: jobs > 1}}",
            'the veto "fire" has no effects, so that nothing changes when it is met',
            (
                "write for example effects: [{cap: a grade}]; "
                "where the document is silent, state the reading that your office has chosen"
            ),
        ),
        (
            ONE + "facts: {jobs: {type: number, range: 0..9}}",
            '"jobs" stands for two things: indicator and fact',
            "rename one of them",
        ),
        (
            ONE + "derived: {mark: {formula: jobs, type: grading}}",
            (
                'the derived value "mark" has the type "grading", '
                "which is no scale of the scheme and no other type"
            ),
            (
                "write one of these: number, truth, date, text; "
                "list the words of a new scale under scales at the top first"
            ),
        ),
        (
            "items: {jobs: {points: 100, applies: roads > 1}}\nfacts: {roads: {range: 0..9}}",
            '"jobs" may be not applicable, and nothing says what happens then',
            "write not_applicable: share_out, rescale, full or zero",
        ),
        (
            "items: {jobs: {points: 100, rows: {}, per_row: count * 2}}",
            'per_row of "jobs" uses count, by which the sum is multiplied once more',
            "write in per_row what one is worth; gathering multiplies by count",
        ),
        (
            "bonus: {rows: {}, per_row: 1, gather: highest 2.5}\n" + ONE,
            (
                'in "bonus" a whole number is wanted for number of highest ones that count, '
                "and 2.5 is none"
            ),
            "write 0, 1, 2 …; write a share like 25%",
        ),
    ],
)
def test_faults_of_records(text, message, remedy):
    assert (message, remedy) in told(text)


def test_a_clause_that_is_not_cited():
    assert told(ONE, head=HEAD + "basis: Order 7\n") == [
        ('"jobs" cites no clause', "write clause: and its number")
    ]


def test_a_scheme_without_its_day():
    head = HEAD.replace("effective: 2025-01-01\n", "")
    assert told(ONE, head=head) == [
        (
            "the scheme does not say from which day it is in force",
            "write effective: 2016-01-01; versions with the same id are told apart by it",
        )
    ]


def test_a_parameter_set_to_another_type():
    text = "\nparameters: {line: {type: truth, default: %s}}\n"
    was, now = loaded(ONE + text % "true"), loaded(ONE + text % '"60"')
    with speaking("en"):
        (found,) = set_problems(now, was=was)
    assert found.message == 'the parameter "line" cannot be "60"'
    assert found.remedy == "write true or false"


# --- nothing but English --------------------------------------------------------------------------

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SIGNS = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
#: Words of the language, which English has to say otherwise.
WORDS = frozenset(word.zh for words in KEYS.values() for word in words)


def leftovers(text, *, source, words=WORDS):
    """Chinese outside quotes that the author has not written, or that is a key."""
    bare = re.sub(r'"[^"]*"|`[^`]*`', "", text)
    runs = [run for run in CHINESE.findall(bare) if run in words or run not in source]
    return [*runs, *SIGNS.findall(bare)]


def sources():
    for path in FILES:
        scheme, _problems = load_scheme(path)
        yield path.stem, scheme, path.read_text(encoding="utf-8", errors="replace")
    for name, (_codes, text) in FAULTY.items():
        whole = CHINESE_HEAD + dedent(text)
        yield name, load_scheme_text(whole)[0], whole


def test_english_is_left_without_chinese():
    count = 0
    for name, scheme, source in sources():
        with speaking("en"):
            for found in check_records(scheme) if scheme is not None else ():
                count += 1
                assert leftovers(found.message, source=source) == [], name
                assert leftovers(found.remedy, source=source) == [], name
    assert count > 60
