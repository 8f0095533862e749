"""Hard stops of size, and arguments by keyword. Sizes short of them are reported, not judged."""

from __future__ import annotations

import ast

import pytest

from tools.sizes import percentile
from tools.source import ENGINE, ROOT, SOURCE, functions_below, functions_of, python_files, shown

LONGEST_FUNCTION = 60
LONGEST_FILE = 600

CODE = (*python_files(SOURCE), *python_files(ROOT / "tools"))

#: Public functions whose second positional argument reads better than a keyword: `part_of(2016,
#: "年终")`. The list may shrink; a new entry needs as good a reason.
PAIRS = {
    ("src/kaoji/engine/plinth/exact.py", "round_quotient"),
    ("src/kaoji/engine/plinth/periods.py", "part_of"),
    ("src/kaoji/engine/feel/arithmetic.py", "add"),
    ("src/kaoji/engine/feel/arithmetic.py", "clamp"),
    ("src/kaoji/engine/feel/arithmetic.py", "divide"),
    ("src/kaoji/engine/feel/arithmetic.py", "monotone"),
    ("src/kaoji/engine/feel/arithmetic.py", "multiply"),
    ("src/kaoji/engine/feel/arithmetic.py", "power"),
    ("src/kaoji/engine/feel/arithmetic.py", "subtract"),
    ("src/kaoji/engine/feel/arithmetic.py", "clamp_number"),
    ("src/kaoji/engine/feel/comparison.py", "compare"),
    ("src/kaoji/engine/feel/comparison.py", "equal"),
    ("src/kaoji/engine/plan/expect.py", "inside_periods"),
    ("src/kaoji/engine/plinth/quick.py", "coprime"),
    ("src/kaoji/engine/plinth/quick.py", "equals"),
    ("src/kaoji/engine/plinth/quick.py", "is_below"),
    ("src/kaoji/engine/plinth/quick.py", "minus"),
    ("src/kaoji/engine/plinth/quick.py", "over"),
    ("src/kaoji/engine/plinth/quick.py", "plus"),
    ("src/kaoji/engine/plinth/quick.py", "times"),
    ("src/kaoji/engine/scheme/rules/base.py", "needs_target"),
}


@pytest.mark.parametrize("path", CODE, ids=shown)
def test_no_file_is_too_long(path):
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("folder", [SOURCE, ROOT / "tools", ROOT / "tests"], ids=shown)
def test_no_function_is_too_long(folder):
    long = [
        f"{function.module} {function.name}: {function.line_count}"
        for function in functions_below(folder)
        if function.line_count > LONGEST_FUNCTION
    ]
    assert not long


def is_crowded(function):
    return function.is_public and len(function.positional) > 1


def test_public_functions_take_one_positional_argument():
    crowded = {
        (function.module, function.name)
        for function in functions_below(ENGINE)
        if is_crowded(function)
    }
    assert crowded <= PAIRS, "make the further arguments keyword-only: put a * before them"


def only_function(text):
    (function,) = functions_of(ast.parse(text), module="planted")
    return function


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def add(a, b): ...", True),
        ("def add(a, /, b): ...", True),
        ("async def add(a, b): ...", True),
        ("class Sum:\n    def add(self, a, b): ...", True),
        ("class Sum:\n    @staticmethod\n    def add(a, b): ...", True),
        ("def add(a, *, b): ...", False),
        ("def add(a, *more, b): ...", False),
        ("def _add(a, b): ...", False),
        ("class Sum:\n    def add(self, a, *, b): ...", False),
        ("class Sum:\n    @classmethod\n    def add(cls, a): ...", False),
        ("class Sum:\n    class _Inner:\n        def add(self, a, b): ...", False),
        ("class Sum:\n    def __setitem__(self, a, b): ...", False),
    ],
)
def test_crowded_functions_are_told_from_others(text, expected):
    assert is_crowded(only_function(text)) is expected


def test_a_function_is_measured_without_its_docstring():
    text = 'def add(a):\n    """One.\n\n    Two.\n    """\n    b = a\n    return b\n'
    assert only_function(text).line_count == 3


def test_inner_functions_are_seen():
    text = "def outer():\n    if True:\n        def inner(): ...\n"
    names = [function.name for function in functions_of(ast.parse(text), module="planted")]
    assert names == ["outer", "outer.inner"]


def test_an_inner_function_is_nobody_elses():
    outer, inner = functions_of(ast.parse("def outer():\n    def inner(a, b): ...\n"), module="p")
    assert (outer.is_public, inner.is_public) == (True, False)


@pytest.mark.parametrize(
    ("sizes", "percent", "expected"),
    [([7], 50, 7), ([1, 2, 3, 4], 50, 2), ([1, 2, 3, 4], 90, 4), ([], 50, 0), ([5, 1, 3], 50, 3)],
)
def test_percentiles_are_nearest_ranks(sizes, percent, expected):
    assert percentile(sizes, percent=percent) == expected
