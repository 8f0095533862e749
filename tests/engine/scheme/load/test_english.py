"""A scheme with English keys is told in English what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.catalogue import find_scheme
from kaoji.engine.scheme.checks.codes import CODES, SECTIONS
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.load.overlay import overlay_of, overlay_of_settings, with_overlay
from kaoji.engine.scheme.source import read_document

HEAD = "scheme: Trial\nid: trial\nversion: 2016.1\nsubjects: town\n"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]")

#: Codes of reading a file, its expressions too.
READING = {code.code for section in SECTIONS[:3] for code in section.codes}

FAULTS = {
    "items: {a: {ful: 10, points: 5}}": (
        'indicator: there is no key "ful" here',
        'did you mean "full" or "formula"?',
    ),
    "items: {a: {zzz: 10}}": (
        'indicator: there is no key "zzz" here',
        (
            "write one of: name, aliases, full, combine, rounding, cap, floor, missing, undefined,"
            " requirements, key, formerly …"
        ),
    ),
    "items: {a: {missing: never}}": (
        'missing: the word "never" is not known here',
        "write one of: zero, full, remove, available, whole_zero, no_rank",
    ),
    "items: {a: {points: [1, 2]}}": (
        '"points" should be a single value, but here it is a list',
        "write a single value",
    ),
    "items: {a: {points: }}": (
        'nothing stands behind "points"',
        "write a value, or delete the key",
    ),
    "items: {a: {points: 10kg}}": (
        '"10kg" ends in "kg", which is not read here; the number alone is in points',
        "write the number alone, in points",
    ),
    "items: {a: {weight: 10kg}}": (
        '"10kg" ends in "kg", but the number has no unit here',
        'write the number alone, or state the "unit" first',
    ),
    "items: {a: {points: 5-10}}": (
        '"5-10" is a span and not an amount',
        (
            'state which amount is taken and give the "reading", or write open to leave it to those'
            " who use the scheme; write a subtraction with spaces and round brackets"
        ),
    ),
    "items: {a: {range: ten}}": (
        "the range does not say from where to where",
        "write [0, 100], 0..100, or 0.. where one end is open",
    ),
    "items: {a: {rounding: some}}": (
        '"some" does not say how many decimals are kept',
        "write 2 places, or 1 place half_up (down, up, half_even)",
    ),
    "items: {a: {scoring: proportion}}": (
        'there is no rule kind "proportion"',
        'did you mean "proportional"? (or write a "formula" of your own)',
    ),
    "items: {a: {scoring: {meets: {way: higher}}}}": (
        '"meets" has no argument "way"',
        "write one of: direction",
    ),
    "items: {a: {scoring: {meets: {direction: up}}}}": (
        '"direction" does not know the word "up"',
        "write one of: higher, lower",
    ),
    "items: {a: {scoring: judged, formula: value}}": (
        '"formula" and "scoring" both give the value of this indicator',
        "keep one of them",
    ),
    "items: {a: {combine: sum}}": (
        'there are no indicators below, so "combine" has no effect',
        'write the indicators below, or use "formula"',
    ),
    "items: {a: {formula: 1, items: {b: {}}}}": (
        'with indicators below, "formula" cannot stand here',
        'move it to an indicator below, or say with "combine" how the value comes from those below',
    ),
    "items: {25%: {}}": (
        (
            '"25%" cannot be a key: a key has only letters, digits and underscores,'
            " and does not begin with a digit"
        ),
        'write below it key: item_25 and name: "25%"',
    ),
    "items: {target: {}}": (
        '"target" is a word of the language and cannot be a key',
        'choose another name, or add a "key" and keep this as the "name"',
    ),
    "items: [{points: 5}]": (
        'an indicator in a list has neither "key" nor "name"',
        "write name: … (and key: … where needed)",
    ),
    "effective: soon": ('"soon" is not a date', "write it like 2016-01-01"),
    "total: some": ('total: the word "some" is not known here', "write one of: none"),
    "requirements: [{text: a}]": ('"condition" is missing', "write condition: …"),
    "items: {a: {use: b}}": (
        'there is no template "b"',
        'write it under the outermost "templates"',
    ),
    "extends: a@1": (
        'the base "a@1" is not found, neither beside the file nor among the shipped schemes',
        "write id@version, and put that file beside this one",
    ),
    "changes: {}": (
        '"changes" without "extends" do not say which scheme they change',
        "write extends: id@version, or edit the text itself",
    ),
}


def told_of(text):
    _, problems = load_scheme_text(text)
    return [(one.message, one.remedy) for one in problems]


@pytest.mark.parametrize("below", FAULTS)
def test_what_is_wrong_is_told_in_english(below):
    assert FAULTS[below] in told_of(f"{HEAD}{below}\n")


def test_the_path_of_a_problem_has_the_keys_of_the_file():
    _, problems = load_scheme_text(HEAD + "parameters: {a: {dated: {soon: 1}}}\n")
    assert [one.path for one in problems] == ["parameters/a/dated/soon"]
    _, problems = load_scheme_text(
        "方案: 试\n编号: a\n版本: 1\n对象: 乡\n参数: {a: {分期: {明天: 1}}}\n"
    )
    assert [one.path for one in problems] == ["参数/a/分期/明天"]


def test_one_language_in_both_spellings_is_one_key():
    (told,) = told_of(HEAD + "items: {a: {points: 1, 分值: 2}}\n")
    assert told == (
        '"分值" and "points" on line 5 are two spellings of one key',
        "keep one of them",
    )


def test_words_are_suggested_in_the_language_of_the_file():
    (told,) = told_of(HEAD + "items: {a: {combine: 平平}}\n")[:1]
    assert told[1] == "write one of: sum, weighted, highest, lowest, mean, geometric"


def test_overlays_speak_the_language_of_their_keys():
    document, _ = read_document("parameters: {}\nextra: {a: 1}\n", file="o")
    (problem,) = overlay_of(document, file="o").problems
    assert problem.message == '"extra" cannot stand in an overlay file'
    assert problem.remedy == "write one of: parameters, known"
    document, _ = read_document("parameters: all\n", file="o")
    (problem,) = overlay_of(document, file="o").problems
    assert problem.message == 'an overlay file has two parts, "parameters" and "known"'


def test_settings_of_a_scheme_speak_its_language():
    scheme, problems = load_scheme_text(
        HEAD + "parameters: {line: open}\nitems: {a: {points: line}}\n"
    )
    assert problems == ()
    _, (problem,) = with_overlay(scheme, overlay=overlay_of_settings(("lime=5",)))
    assert problem.message == 'the scheme has no parameter "lime"'
    assert problem.remedy == 'did you mean "line"?'


def test_a_setting_and_a_scheme_that_is_not_there_speak_the_language_around():
    with speaking("en"):
        (problem,) = overlay_of_settings(("line",)).problems
        missing = find_scheme("nothing-there")
    assert problem.message == '"line" is not "name=value"'
    assert missing.message == '"nothing-there" is neither a file nor a shipped scheme'


CHANGES = [
    (
        "set: {items/b/points: 1}",
        'the base has nothing at "items/b"',
        "these stand here: a",
    ),
    (
        "set: {items/a/cap: 1}",
        'the base has nothing at "items/a/cap"',
        'these stand here: points (to add something new, write it under "add")',
    ),
    (
        "add: {items/a/points: 1}",
        '"items/a/points" exists already and cannot be added',
        'to change it, write it under "set"',
    ),
    ("put: {}", 'changes: there is no key "put" here', "write one of: set, add, drop"),
    (
        "drop: {a: 1}",
        "in changes, a path should stand here",
        "write changes: {set: {path: value}, add: {path: value}, drop: [path]}",
    ),
]


@pytest.mark.parametrize(("change", "message", "remedy"), CHANGES)
def test_what_is_wrong_with_changes_is_told_in_english(tmp_path, change, message, remedy):
    base = HEAD.replace("trial", "base") + "items: {a: {points: 5}}\n"
    (tmp_path / "base.yaml").write_text(base, encoding="utf-8")
    text = f"scheme: Other\nid: other\nextends: base@2016.1\nchanges: {{{change}}}\n"
    _, problems = load_scheme_text(text, folder=tmp_path)
    (problem,) = (one for one in problems if one.path == "changes")
    assert (problem.message, problem.remedy) == (message, remedy)


def test_a_base_in_another_version_is_told_in_english(tmp_path):
    (tmp_path / "base.yaml").write_text(HEAD.replace("trial", "base"), encoding="utf-8")
    text = "scheme: Other\nid: other\nextends: base@2017\n"
    _, problems = load_scheme_text(text, folder=tmp_path)
    (problem,) = (one for one in problems if one.path == "extends")
    assert problem.message == '"base" has no version "base@2017"'
    assert problem.remedy == "there are these versions: base@2016.1"


TEMPLATES = HEAD + "templates: {half: {arguments: [name], body: {points: $name}}}\n"


def test_what_is_wrong_with_templates_is_told_in_english():
    text = TEMPLATES + "items: {a: {use: half, with: {nam: 5}}}\n"
    assert told_of(text)[:2] == [
        ('the use of "half" does not give the argument "name"', 'write name: … under "with"'),
        ('the template "half" has no argument "nam"', "its arguments: name"),
    ]
    text = TEMPLATES + "items: {a: {use: hal}}\n"
    assert ('there is no template "hal"', "there are: half") in told_of(text)


def test_a_fault_of_a_template_names_the_line_that_uses_it():
    text = HEAD + "templates: {odd: {body: {pints: 5}}}\nitems: {a: {use: odd}}\n"
    _, (problem, *_) = load_scheme_text(text)
    with speaking("en"):
        told = problem.told
    assert told == 'indicator: there is no key "pints" here (used by line 6)'


# --- everything at once -------------------------------------------------------------------------

TWIN = (Path(__file__).parents[1] / "twins/en.yaml").read_text(encoding="utf-8")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def latin(text):
    """The text with each Chinese name as a Latin one."""
    names = {}
    return _HAN.sub(lambda found: names.setdefault(found[0], f"w{len(names)}"), text)


STRIDE = 12
BREAKS = {
    "other-shape": (re.compile(r"(?<=: )[^\s,{}\[\]][^,{}\[\]\n]*"), "[[], 1]"),
    "word": (re.compile(r"(?<=: )[^\s,{}\[\]][^,{}\[\]\n]*"), "9 odd"),
    "nothing": (re.compile(r"(?<=: )[^\s,{}\[\]][^,{}\[\]\n]*"), ""),
    "key": (re.compile(r"\b[a-z_]+(?=: )"), "odd"),
    "no-colon": (re.compile(r": "), " "),
}


def broken_twins(way):
    """The twin scheme with some lines broken: each line once, every so many at a time."""
    shape, stand_in = BREAKS[way]
    head, *lines = latin(TWIN).split("\n")
    for turn in range(STRIDE):
        broken = (
            shape.sub(stand_in, line) if number % STRIDE == turn else line
            for number, line in enumerate(lines)
        )
        yield "\n".join((head, *broken))


@pytest.mark.parametrize("way", BREAKS)
def test_no_chinese_is_left_in_what_is_told(way):
    told = [one for text in broken_twins(way) for one in load_scheme_text(text)[1]]
    found = {f"{one.message} / {one.remedy}" for one in told if one.code in READING}
    assert len(found) >= 5
    assert [one for one in sorted(found) if CHINESE.search(one)] == []
    assert all(one.code in CODES for one in told)
