"""No float comes near a score: the syntax trees of the engine are read and searched.

One function may touch one: it reads a spreadsheet's double as its shortest decimal.
"""

from __future__ import annotations

import ast

import pytest

from tools.source import ENGINE, parsed, python_files, shown

#: Module and function that may call `float` and friends, and nothing else may.
DOOR = ("src/kaoji/engine/facts/numbers.py", "double_as_decimal")

LOSSY_CALLS = {"float", "round", "complex"}
#: Of `math` only what maps whole or exact numbers to whole or exact numbers.
EXACT_MATH = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}
#: `statistics` and `cmath` compute in floats; `random` makes a run unrepeatable.
LOSSY_MODULES = {"cmath", "random", "statistics"}
LOSSY_METHODS = {"limit_denominator", "from_float"}


def faults(tree, *, door=""):
    """All places where a float could enter, as (line, what)."""
    return sorted(_faults(tree, door=door))


def _faults(node, *, door):
    if isinstance(node, ast.FunctionDef) and node.name == door:
        return
    yield from _fault_of(node)
    for child in ast.iter_child_nodes(node):
        yield from _faults(child, door=door)


def _fault_of(node):
    match node:
        case ast.Constant(value=float() | complex()):
            yield node.lineno, f"literal {node.value}"
        case ast.Call(func=ast.Name(id=name)) if name in LOSSY_CALLS:
            yield node.lineno, f"{name}()"
        case ast.Call(args=arguments):
            # map(float, cells) calls it just as well; isinstance(cell, float) only asks.
            passed = {one.id for one in arguments if isinstance(one, ast.Name)} & LOSSY_CALLS
            asks = isinstance(node.func, ast.Name) and node.func.id == "isinstance"
            if passed and not asks:
                yield node.lineno, f"{passed.pop()} handed on"
            yield from _method_fault(node)
        case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in EXACT_MATH:
            yield node.lineno, f"math.{name}"
        case ast.ImportFrom(module="math", names=names):
            yield from ((node.lineno, f"math.{n.name}") for n in names if n.name not in EXACT_MATH)
        case ast.ImportFrom(module=module) if module in LOSSY_MODULES:
            yield node.lineno, f"import {module}"
        case ast.Import(names=names):
            yield from ((node.lineno, f"import {n.name}") for n in names if n.name in LOSSY_MODULES)


def _method_fault(call):
    if isinstance(call.func, ast.Attribute) and call.func.attr in LOSSY_METHODS:
        yield call.lineno, f".{call.func.attr}()"


@pytest.mark.parametrize("path", python_files(ENGINE), ids=shown)
def test_no_float_near_a_score(path):
    door = DOOR[1] if shown(path) == DOOR[0] else ""
    assert not faults(parsed(path), door=door)


@pytest.mark.parametrize(
    "text",
    [
        "x = 0.5",
        "x = 1e3",
        "x = 2j",
        "x = float(y)",
        "x = round(y, 2)",
        "x = map(float, y)",
        "x = sorted(y, key=len) + list(map(round, y))",
        "import math\nx = math.sqrt(2)",
        "import math\nx = math.inf",
        "from math import log",
        "import statistics",
        "from random import choice",
        "x = y.limit_denominator(100)",
        "x = Fraction.from_float(y)",
        "def double_as_decimal(x):\n    return x * 0.5",
    ],
)
def test_a_planted_float_is_found(text):
    assert faults(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "x = 5",
        "x = '0.5'",
        "def read(x: float) -> int: return 1",
        "x = isinstance(y, float)",
        "x = isinstance(y, int | float)",
        "from math import gcd, isqrt",
        "import math\nx = math.floor(y)",
    ],
)
def test_what_touches_no_float_is_left_alone(text):
    assert not faults(ast.parse(text))


def test_the_door_is_one_function_only():
    tree = ast.parse("def double_as_decimal(x):\n    return float(x)\n\ny = float(1)\n")
    assert faults(tree, door="double_as_decimal") == [(4, "float()")]
