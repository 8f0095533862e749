"""Rule kinds in English: what is wrong with a call, and the sentences that tell what they do."""

from __future__ import annotations

import re

import pytest

from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.rules import RULES

HEAD = 'scheme: Trial\nid: trial\nversion: "1"\neffective: 2025-01-01\nsubjects: town\n'


@pytest.mark.parametrize(
    ("scoring", "message", "remedy"),
    [
        (
            "{proportional: {direction: lower}}",
            (
                "where lower is better, documents work out completion in several ways, "
                "and one has to be stated"
            ),
            "write ratio: target/value, or ratio: 2-value/target",
        ),
        (
            "rank_points",
            "how a rank becomes points has to be stated: by a table, or by step; one of the two",
            "write table: and the name of a table; or write first, step and least",
        ),
    ],
)
def test_faults_of_calls(scoring, message, remedy):
    text = f"items: {{jobs: {{points: 100, scoring: {scoring}}}}}\n"
    _scheme, problems = load_scheme_text(HEAD + text)
    assert [(one.message, one.remedy) for one in problems] == [(message, remedy)]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.kind)
def test_sentences_have_the_same_places_to_fill_in(rule):
    with speaking("en"):
        english = speak(rule.wording)
    assert english != rule.wording
    for place in (r"\{(\w+)\}", r"\[[^\[\]]*\{(\w+)\}[^\[\]]*\]"):
        assert sorted(re.findall(place, english)) == sorted(re.findall(place, rule.wording))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.kind)
def test_arguments_say_what_they_mean(rule):
    with speaking("en"):
        assert all(speak(one.meaning).isascii() for one in rule.arguments)
