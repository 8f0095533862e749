"""The table of codes against the code base, and the folder of broken schemes against both."""

from __future__ import annotations

import ast
import re

import pytest

from kaoji.engine.scheme.checks.codes import CODES, SECTIONS, problems_page
from tests.engine.scheme.test_broken import FILES, MADE, checked, headline
from tools.source import ENGINE, python_files

KEBAB = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
#: Codes of one word.
SHORT = frozenset({"tab", "undated", "unused"})
#: Rooms whose problems are of another making: cases, sealed runs, explanations.
ELSEWHERE = ("flow/", "ledger/", "paper/", "seal/", "explain/", "drafting/")
#: Texts of that shape which are no codes: encodings, attributes of XML.
NO_CODES = frozenset(
    {
        *("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "latin-1", "style-name", "string-value"),
        *("number-columns-repeated", "number-rows-repeated", "number-rows-spanned"),
        *("calc-value-type", "value-type", "boolean-value", "date-value", "time-value"),
        *("table-cell", "covered-table-cell", "table-row", "table-properties", "line-break"),
    }
)

#: What `check` runs, file by file or room by room.
REACHED = (
    *("scheme/source/", "scheme/load/", "scheme/rules/", "scheme/checks/"),
    *("scheme/extend.py", "scheme/templates.py", "feel/", "plan/"),
    *("score/check.py", "score/reach.py", "score/reach_tables.py", "score/feeders.py"),
)
NOT_REACHED = (*("scheme/checks/codes/", "scheme/checks/settings.py", "scheme/load/overlay.py"),)

#: Codes in those files that no scheme file alone can show, and why.
EXEMPT = {
    "yaml-syntax": "for complaints of a parser that no rule knows; none has been met",
    "argument-count": "the checker finds it before a formula runs",
    "choice-unknown": "the checker finds it before a formula runs",
    "no-such-field": "the checker finds it before a formula runs",
    "places-missing": "the checker finds it before a formula runs",
    "range-out-of-place": "the checker finds it before a formula runs",
    "no-table-match": "which entry a unit looks up is known with its facts",
}


def strings_in(tree):
    """String constants that stand in calls, tuples or sets, docstrings left out."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def is_code(text):
    is_class = text.startswith("kj-")  # of a printed page's styles
    return text in SHORT or (bool(KEBAB.fullmatch(text)) and text not in NO_CODES and not is_class)


def codes_by_file():
    found = {}
    for path in python_files(ENGINE):
        name = path.relative_to(ENGINE).as_posix()
        if not name.startswith((*ELSEWHERE, "scheme/checks/codes/")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found[name] = {text for text in strings_in(tree) if is_code(text)}
    return found


WRITTEN = codes_by_file()
ALL_WRITTEN = set().union(*WRITTEN.values())


def test_every_code_is_in_the_table():
    assert sorted(ALL_WRITTEN - set(CODES)) == []


#: Made of pieces where they are used, or written outside the engine.
COMPOSED = {
    "not-applicable-unstated", "undefined-unstated",
}  # fmt: skip


def test_the_table_has_no_code_that_nobody_writes():
    assert sorted(set(CODES) - ALL_WRITTEN) == sorted(COMPOSED)


def test_a_code_is_told_once():
    assert sum(len(section.codes) for section in SECTIONS) == len(CODES)


def reached():
    return {
        code
        for name, codes in WRITTEN.items()
        if name.startswith(REACHED) and not name.startswith(NOT_REACHED)
        for code in codes
    }


BROKEN = {headline(path)[0] for path in FILES} | set(MADE)


def test_every_code_that_check_can_emit_has_a_broken_scheme():
    assert sorted(reached() - BROKEN - set(EXEMPT)) == []


def test_exemptions_are_needed():
    assert set(EXEMPT) <= reached() - BROKEN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_problem_has_the_severity_of_its_code(path):
    (problem,) = (one for one in checked(path) if one.severity != "note")
    assert problem.severity in CODES[problem.code].severities


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_a_code_is_explained_in_both_languages(code):
    assert set(code.severities) <= {"error", "warning", "note"}
    assert code.severities
    for text in (code.meaning_zh, code.remedy_zh):
        assert re.search(r"[一-鿿]", text)
    for text in (code.meaning_en, code.remedy_en):
        assert re.search(r"[a-z]", text)


def test_the_page_tells_every_code():
    page = problems_page()
    assert all(f"`{code}`" in page for code in CODES)
    assert page.count("\n## ") == len(SECTIONS)
