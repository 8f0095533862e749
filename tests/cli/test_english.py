"""A scheme with English keys: everything that a command prints about it is English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.county import call
from tests.cli.english_county import FACTS, SCHEME, SUBJECTS

#: What is printed, as an officer reads it.
PRINTED = {
    one.stem: one.read_text("utf-8") for one in (Path(__file__).parent / "english").iterdir()
}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture
def files(tmp_path):
    """The scheme, and tables with the township that lacks a figure and without it."""
    without = {
        name: "".join(line for line in text.splitlines(keepends=True) if "Denby" not in line)
        for name, text in (("facts.csv", FACTS), ("subjects.csv", SUBJECTS))
    }
    texts = {
        "townships.yaml": SCHEME, "all.csv": FACTS, "everyone.csv": SUBJECTS, **without
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(files, command, *words, everyone=False):
    facts, subjects = ("all.csv", "everyone.csv") if everyone else ("facts.csv", "subjects.csv")
    told = call(
        command, str(files / "townships.yaml"), "--facts", str(files / facts),
        "--subjects", str(files / subjects), *words,
    )  # fmt: skip
    assert told.code == 0, told.err
    return told


def test_the_ranking(files):
    assert run(files, "score").out == PRINTED["ranking"]


def test_a_tie_at_the_quota_with_the_whole_derivation(files):
    assert run(files, "explain", "--subject", "Ashby").out == PRINTED["tied"]


def test_a_veto_with_what_it_rests_on(files):
    told = run(files, "explain", "--subject", "Corley").out
    assert told.partition("\nDerivation:")[0] == PRINTED["vetoed"]


def test_a_fact_that_is_missing(files):
    assert run(files, "explain", "--subject", "Denby", everyone=True).out == PRINTED["missing"]


@pytest.mark.parametrize("subject", ["Ashby", "Barton", "Corley", "Denby"])
def test_nothing_of_it_is_chinese(files, subject):
    told = run(files, "explain", "--subject", subject, everyone=True)
    assert not CHINESE.search(told.out + told.err)


def test_the_language_of_the_call_is_that_of_wrong_calls_alone(files):
    scheme, facts = str(files / "townships.yaml"), str(files / "facts.csv")
    told = call("explain", scheme, "--facts", facts, "--subject", "Nobody")
    assert told.code == 2
    assert told.err.splitlines()[-1] == "kaoji: 没有叫「Nobody」的对象；有：Ashby、Barton、Corley"


def test_a_check_a_case_and_the_list_of_what_is_owed(files):
    scheme = files / "townships.yaml"
    assert call("check", str(scheme)).out == "schemes: 1, no problems\n"
    assert call("test", str(scheme)).out == "cases: 1, all hold\n"
    scheme.write_text(SCHEME.replace("{Revenue: 34}", "{Revenue: 35}"), encoding="utf-8")
    told = call("test", str(scheme))
    assert told.out.splitlines() == [
        "✗ townships · ratio",
        "  Revenue: expected 35, got 34",
        "cases: 1, of which fail: 1",
    ]


def test_an_empty_table_has_english_headers(files):
    scheme, path = str(files / "townships.yaml"), files / "empty.csv"
    words = ("--subjects", str(files / "subjects.csv"), "--period", "2025")
    told = call("sheet", scheme, *words).out.splitlines()[0].split(",")
    assert told[:7] == ["subject", "period", "key", "value", "unit", "how to fill in", "target"]
    assert call("sheet", scheme, *words, "--json").json["table"]["columns"] == told
    assert call("sheet", scheme, *words, "-o", str(path)).code == 0
    assert call("score", scheme, "--facts", str(path), *words).code == 0


def test_results_as_facts_have_english_headers(files):
    told = run(files, "score", "--as-facts")
    head, first, *_rest = told.out.splitlines()
    assert head == "subject,period,key,value,source,scheme"
    assert first == "Ashby,2025,total,94.4,kaoji townships@2025.1,townships"
