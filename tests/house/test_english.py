"""Every sentence that the engine speaks has its English, with the same names to fill in."""

from __future__ import annotations

import ast
import re
from string import Formatter

import polib
import pytest

from tools.source import ROOT

ENGINE = ROOT / "src" / "kaoji" / "engine"
CATALOGUES = sorted((ENGINE / "english").glob("*.po"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

#: Words of the language itself that are put together, in each file, and how many.
PASTED = {
    # A scheme that is written, what its source says, and a name with a number.
    "drafting/regulation.py": 1,
    "drafting/sentences.py": 6,
    "drafting/settle.py": 1,
    "drafting/write.py": 45,
    "feel/manual.py": 1,  # the page is in both languages
    "feel/parse.py": 4,  # patterns of what an author writes
    "plinth/periods.py": 1,  # 1月 … 12月
    "score/roster.py": 1,  # 组:…, a subject of a facts table
    "score/scales.py": 1,  # ….权重@…, a coordinate
    "scheme/calendars/read.py": 1,  # how a span of days is written
    "scheme/load/band_tests.py": 8,  # how the conditions of bands are written
    # The formulas that rule kinds stand for.
    "scheme/rules/bands.py": 1,
    "scheme/rules/deduct.py": 2,
    "scheme/rules/gap.py": 2,
    "scheme/rules/meets.py": 1,
    "scheme/rules/over_fulfilment.py": 2,
    "scheme/rules/piecewise.py": 1,
    "scheme/rules/proportional.py": 1,
    "scheme/rules/quota_count.py": 2,
    "scheme/rules/rank_points.py": 5,
    "scheme/rules/rate.py": 2,
    "scheme/rules/scaled.py": 1,
    "scheme/rules/steps.py": 3,
    "scheme/rules/yes_no.py": 1,
    "scheme/words/grammar.py": 1,  # printed in both languages
    "scheme/words/page.py": 2,  # printed in both languages
}


def calls_in(room):
    for path in sorted((ENGINE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in ("speak", "marked"):
                yield path, node


def spoken_in(room):
    """The sentences of a room and the places where they are spoken."""
    found = {}
    for path, node in calls_in(room):
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant):
            found.setdefault(first.value, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def names_in(text):
    return sorted({name for _, name, *_ in Formatter().parse(text) if name is not None})


def catalogue(path):
    return polib.pofile(str(path), encoding="utf-8")


ROOMS = sorted(path.name for path in ENGINE.iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("room", ROOMS)
def test_catalogue_holds_what_is_spoken(room):
    spoken = spoken_in(room)
    path = ENGINE / "english" / f"{room}.po"
    known = {entry.msgid for entry in catalogue(path)} if path.exists() else set()
    missing = [f"{where}: {text}" for text, where in spoken.items() if text not in known]
    stale = sorted(known - set(spoken))
    assert (missing, stale) == ([], [])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_english_is_english(path):
    entries = catalogue(path)
    assert len({entry.msgid for entry in entries}) == len(entries)
    faulty = [entry.msgid for entry in entries if not entry.msgstr or CHINESE.search(entry.msgstr)]
    assert faulty == []


@pytest.mark.parametrize("room", ROOMS)
def test_names_to_fill_in_agree(room):
    path = ENGINE / "english" / f"{room}.po"
    english = {entry.msgid: entry.msgstr for entry in catalogue(path)} if path.exists() else {}
    faulty = []
    for path, node in calls_in(room):
        text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        given = sorted(keyword.arg or "**" for keyword in node.keywords)
        if text is None or "**" in given or node.func.id == "marked":
            continue
        if given and not given == names_in(text) == names_in(english.get(text, text)):
            faulty.append(f"{path.relative_to(ROOT)}:{node.lineno}: {text}")
    assert faulty == []


def test_one_sentence_has_one_english_everywhere():
    known = {}
    for path in CATALOGUES:
        for entry in catalogue(path):
            known.setdefault(entry.msgid, set()).add(entry.msgstr)
    assert {text: told for text, told in known.items() if len(told) > 1} == {}


def literals(node):
    return [one for one in node.values if isinstance(one, ast.Constant)]


def unspoken_in(room):
    """Files with Chinese texts put together in the code without being spoken, and how many."""
    for path in sorted((ENGINE / room).rglob("*.py")):
        pasted = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.JoinedStr)
            and any(
                isinstance(one, ast.Constant) and CHINESE.search(str(one.value))
                for one in node.values
            )
        ]
        if pasted:
            yield path.relative_to(ENGINE).as_posix(), len(pasted)


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_is_spoken_not_pasted(room):
    assert {file: count for file, count in unspoken_in(room) if PASTED.get(file) != count} == {}


#: A comma or semicolon of half width between Chinese signs; in code a blank follows it.
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff」）])[,;](?=[\u4e00-\u9fff「（{])")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_chinese_has_its_own_signs(path):
    assert [entry.msgid for entry in catalogue(path) if HALF_WIDTH.search(entry.msgid)] == []
