"""Explanations of schemes with English keys: whole English sentences, nothing Chinese in them."""

from __future__ import annotations

import re

import pytest

from kaoji.engine.explain.account import account_of
from kaoji.engine.explain.overview import remarks
from kaoji.engine.explain.spoken import expression_word, name_word
from kaoji.engine.explain.telling import derivation_lines, headline, verdict_lines
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.plinth.units import unit_word
from tests.engine.explain.telling import loaded, row, scored

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
HEAD = """\
scheme: Trial
id: trial
version: "1"
effective: 2025-01-01
basis: Trial rules
subjects: {kinds: [unit]}
"""


def told(text, *rows, **more):
    """Everything that an explanation says of Ashby."""
    made = scored(loaded(text, head=HEAD), *rows, **more)
    with speaking("en"):
        one = next(one for one in made.result.subjects if one.subject == "Ashby")
        account = account_of(made, subject=one, node="总分", period=made.run.period)
        return [
            *headline(account),
            *(line for _depth, line in verdict_lines(account)),
            *(fact.sentence for fact in account.missing),
            *(line for _depth, line in derivation_lines(account.derivation)),
            *remarks(made.result),
        ]


GROUP = """
items:
  Group:
    points: 100
    rounding: 0 places half_up
    cap: 84
    combine: weighted
    items: {A: {weight: 40%, full: 100}, B: {weight: 60%, full: 100}}
"""
GRADED = """
items: {A: {points: 50, scoring: proportional, undefined: 0}, B: {points: 50}}
grades: {Good: {floor: 90}, Fair: {floor: 60}, Poor: otherwise}
"""
QUOTA = """
items: {A: {points: 100}}
grades: {Good: {floor: 60, quota: 1..1}, Fair: otherwise}
honours: {Model: {grades: [Good], quota: 1..1}}
"""
PANEL = """
items:
  A: {points: 100, panel: {raters: {leaders: {weight: 60%, minimum: 2}, staff: 40%}}}
"""
PRIZE = """
items: {A: {points: 100}}
parameters: {prize: {type: number, default: 1000}}
consequences:
  - {id: r, text: a prize, condition: total >= 80, amount: prize, unit: yuan, persons: 3,
     authority: Office, clause: Article 2}
"""
LEFT_OUT = """
items:
  G:
    points: 100
    not_applicable: share_out
    items: {A: {points: 50}, B: {points: 50, applies: people > 10, not_applicable: share_out}}
facts: {people: {}}
"""
HISTORY = """
items: {A: {points: 100, scoring: {formula: "full * min(value / last year(A.value), 1)"}}}
"""
PEERS = "items: {A: {points: 100, scoring: {formula: full * value / max(peers(A.value))}}}"
THIRD = "items: {A: {points: 100, scoring: {formula: full * value / 3}}}"
PARTS = "items: {A: {points: 100, periods: {mid: 40%, end: 60%}}}"
BANDS = "items: {A: {points: 100, scoring: {bands: {bands: {'>=90': 100, otherwise: 0}}}}}"
ZERO = "items: {A: {points: 50, missing: zero}, B: {points: 50}}"
GIVEN = "items: {A: {points: 60, items: {B: {points: 60}}}, C: {points: 40}}"
LIST = """
items: {A: {points: 100, rows: {what: text}, per_row: 5, gather: sum, counted_if: what != "x"}}
"""

A, B = row("Ashby", "A", "80"), row("Ashby", "B", "90")
CASES = {
    "group": (GROUP, A, B),
    "graded": (GRADED, {**A, "目标": "100"}, row("Ashby", "B", "45")),
    "quota": (QUOTA, A, row("Barton", "A", "85")),
    "panel": (
        PANEL, {**A, "评分人类别": "leaders"}, {**row("Ashby", "A", "90"), "评分人类别": "staff"}
    ),
    "prize": (PRIZE, A),
    "left out": (LEFT_OUT, row("Ashby", "A", "40"), row("Ashby", "people", "5")),
    "history": (
        HISTORY, {**A, "周期": "2025"}, row("Ashby", "A", "100", 周期="2024", 文号="Doc 1")
    ),
    "peers": (PEERS, A, row("Barton", "A", "100")),
    "third": (THIRD, row("Ashby", "A", "2")),
    "parts": (PARTS, {**A, "周期": "2025mid"}, row("Ashby", "A", "90", 周期="2025end")),
    "bands": (BANDS, row("Ashby", "A", "95")),
    "zero": (ZERO, row("Ashby", "B", "40")),
    "given": (GIVEN, row("Ashby", "A.得分", "55", 来源="Office"), row("Ashby", "C", "35")),
    "list": (
        LIST, row("Ashby", "A", 编号="no-1", what="y", 日期="2025-03-01"),
        row("Ashby", "A", 编号="no-2", what="x", 日期="2025-03-01"),
    ),
}  # fmt: skip

EXPECTED = [
    ("group", "Total 84.00, rank 1."),
    ("group", '"Group" scores 84 points (of 100, 16 lost).'),
    ("group", "Put together from 2: A 80 × 40% + B 90 × 60%."),
    ("group", "86 is above the cap of 84 and counts as 84."),
    ("group", "Rounded (half_up, places: 0): 84 becomes 84."),
    ("group", "Reported: value = 80 points (facts row 1)."),
    ("graded", '"Good" needs at least 90 points; it is now 85 points, short by 5 points.'),
    ("graded", 'It is 25 points above the line of "Fair", 60 points.'),
    (
        "graded",
        (
            'All else unchanged, any one of these alone would bring the grade "Good": "A" from 40 '
            'points up to 45 points (its value from 80 to 90); "B" from 45 points up to 50 points.'
        ),
    ),
    ("quota", "Total 80.00, grade Fair, rank 2."),
    ("quota", 'Grade Good → Fair: the seats of "Good" are full (1).'),
    ("quota", 'Seats of "Good": 1; proposed: Barton.'),
    (
        "quota",
        'The last seat of "Good" is held by Barton, whose "total" is 85, a difference of 5.',
    ),
    ("panel", "Total between 36 and 96, rank 1 for now."),
    (
        "panel",
        (
            '"leaders": valid ballots 1, fewer than the 2 that are needed; estimated as 0 to 100 '
            "for now."
        ),
    ),
    ("panel", '"staff": valid ballots 1, gathered to 90, weight 40%.'),
    ("panel", '"A" waits for facts: anywhere from 36 to 96 points (of 100).'),
    (
        "panel",
        "Ashby is incomplete: total between 36 and 96, missing A(leaders)@2025.",
    ),
    (
        "prize",
        (
            "Consequence (proposed): a prize, amount 1000 yuan (persons: 3) (under Article 2, body "
            "Office)."
        ),
    ),
    ("left out", '"B" is not applicable and is left out, which frees the share 50.'),
    ("left out", "Put together from 2: A 40 + B (not applicable)."),
    (
        "history",
        (
            "With full = 100 points, value = 80 (facts row 1), last year(A.value) = 100 (2024, Doc "
            "1), it comes to 80 points."
        ),
    ),
    ("history", "By the formula full * min(value / last year(A.value), 1)."),
    (
        "peers",
        (
            "With full = 100 points, value = 80 (facts row 1), peers(A.value): Ashby 80, Barton "
            "100, it comes to 80 points."
        ),
    ),
    ("third", '"A" scores about 66.6667 points (exactly 200/3) (of 100, about 33.3333 lost).'),
    ("parts", '"A" 2025mid scores 80 points (of 100, 20 lost).'),
    ("parts", "The periods together give 86 points."),
    ("bands", "Points by the band: as listed under the indicator."),
    ("zero", "Facts are missing; counts as zero points, as the scheme says."),
    (
        "given",
        "Given directly as 55 points (source: Office); nothing below it is worked out.",
    ),
    ("list", "no-1 (what = y) (2025-03-01): 5 points."),
    (
        "list",
        "no-2 (what = x) (2025-03-01): does not meet the condition for counting and is left out.",
    ),
    ("list", 'Gathered by "sum": 5 points.'),
]


@pytest.mark.parametrize(("case", "sentence"), EXPECTED)
def test_a_sentence(case, sentence):
    text, *rows = CASES[case]
    assert sentence in told(text, *rows)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_chinese(case):
    text, *rows = CASES[case]
    assert [line for line in told(text, *rows) if CHINESE.search(line)] == []


class TestWords:
    @pytest.mark.parametrize(
        ("spell", "word", "english"),
        [
            (unit_word, "分", "points"),
            (unit_word, "万元", "10k yuan"),
            (name_word, "每条", "each"),
            (name_word, "数值", "value"),
            (name_word, "财政.目标", "财政.target"),
            (expression_word, "最大(同组(数值)) - 满分", "max(peers(value)) - full"),
            (spoken_path, "总分", "total"),
            (spoken_path, "加分/Awards", "bonus/Awards"),
            (spoken_coordinate, "Ashby:加分/Awards.目标@2025", "Ashby:bonus/Awards.target@2025"),
            (spoken_coordinate, "parameter:prize", "parameter:prize"),
        ],
    )
    def test_a_word_of_the_engine_is_english_in_english_alone(self, spell, word, english):
        assert spell(word) == word
        with speaking("en"):
            assert spell(word) == english

    def test_one_of_them_is_a_single_one(self):
        with speaking("en"):
            assert unit_word("分", is_one=True) == "point"
