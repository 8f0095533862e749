"""Options with several values behind one name, and stopping by hand."""

from __future__ import annotations

import click
import pytest

from kaoji.cli.main import kaoji
from kaoji.cli.shell import Argument, Option, spread
from kaoji.cli.words import Words, chosen_language, language_of
from tests.cli.county import call

NO_WORDS = Words("", "")
PARAMS = (
    Argument("scheme", words=NO_WORDS),
    Option("--facts", many=True, words=NO_WORDS),
    Option("--period", words=NO_WORDS),
    Option("--json", is_flag=True, words=NO_WORDS),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("S --facts a b", "S --facts a --facts b"),
        ("S --facts a --facts b", "S --facts a --facts b"),
        ("S --facts a b --period 2016", "S --facts a --facts b --period 2016"),
        ("S --facts a --json", "S --facts a --json"),
        ("--facts a S", "--facts a S"),
        ("--facts a b S", "--facts a --facts b S"),
        ("--period 2016 --facts a S", "--period 2016 --facts a S"),
        ("--facts a S --json", "--facts a S --json"),
        ("S --facts", "S --facts"),
        ("S --facts a -- --b", "S --facts a -- --b"),
        ("S --facts - b", "S --facts - --facts b"),
    ],
)
def test_the_name_of_an_option_stands_before_each_value(given, expected):
    assert spread(given.split(), params=PARAMS) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("en_US.UTF-8", "en"), ("zh_CN", "zh"), ("C", ""), ("", ""), ("EN", "en")],
)
def test_languages_of_locales(text, expected):
    assert language_of(text) == expected


def test_what_stands_behind_two_dashes_is_no_option():
    assert chosen_language(["--", "--lang", "en"], environment={}) == "zh"


def test_stopping_by_hand_is_no_bug(monkeypatch):
    def stop(*_words, **_settings):
        raise click.Abort

    monkeypatch.setattr(kaoji, "main", stop)
    assert call("packs") == (1, "", "已中断\n")
