"""Change a module in one small way at a time and see whether its tests notice.

`make mutants MODULE=src/kaoji/engine/plinth/exact.py` prints every change that no test minded:
each is a missing test or a needless line. Tests default to the module's own file under tests/.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from tools.source import ROOT

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REPLACED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}

Change = Callable[[], object]


def changes_of(node: ast.AST) -> Iterator[Change]:
    """The ways to spoil one node in place."""
    match node:
        case ast.Compare(ops=ops):
            for place, compared in enumerate(ops):
                yield partial(ops.__setitem__, place, COMPARED[type(compared)]())
        case ast.BinOp(op=computed) | ast.AugAssign(op=computed) if type(computed) in REPLACED:
            yield partial(setattr, node, "op", REPLACED[type(computed)]())
        case ast.BoolOp(op=joined):
            yield partial(
                setattr, node, "op", ast.And() if isinstance(joined, ast.Or) else ast.Or()
            )
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            # To say it twice is to take it away.
            yield partial(setattr, node, "operand", ast.UnaryOp(ast.Not(), operand))
        case ast.Constant(value=bool() as truth):
            yield partial(setattr, node, "value", not truth)
        case ast.Constant(value=int() as number):
            yield partial(setattr, node, "value", number + 1)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield partial(setattr, node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=ast.expr()):
            yield partial(setattr, node, "value", ast.Constant(None))
        case _:
            return


def mutants_of(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Every changed module: line, the changed statement, the whole source."""
    count = sum(1 for _ in _spots(tree))
    for number in range(count):
        spoiled = copy.deepcopy(tree)
        for place, (node, change) in enumerate(_spots(spoiled)):
            if place == number:
                change()
                ast.fix_missing_locations(spoiled)
                line = getattr(node, "lineno", 0)
                yield line, ast.unparse(node).splitlines()[0], ast.unparse(spoiled)
                break


def _spots(tree: ast.Module) -> Iterator[tuple[ast.AST, Change]]:
    for node in ast.walk(tree):
        for change in changes_of(node):
            yield node, change


def tests_of(module: Path) -> Path:
    """The test file that mirrors a module."""
    inside = module.resolve().relative_to(ROOT / "src" / "kaoji")
    return ROOT / "tests" / inside.with_name(f"test_{inside.name}")


def is_noticed(sources: Path, *, tests: list[Path], patience: float | None) -> bool:
    """Run the tests against the sources in another folder; tell whether one fails or hangs."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
        *("-o", f"pythonpath={sources} {ROOT}"),
        *(str(path) for path in tests),
    ]
    variables = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=variables, check=False, capture_output=True, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return True
    return ended.returncode != 0


def unnoticed(module: Path, *, tests: list[Path]) -> Iterator[tuple[int, str, bool]]:
    """Try every change: its line, the changed statement, and whether nobody minded."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "src"
        shutil.copytree(ROOT / "src", sources, ignore=shutil.ignore_patterns("__pycache__"))
        spoiled = sources / module.resolve().relative_to(ROOT / "src")
        begun = perf_counter()
        if is_noticed(sources, tests=tests, patience=None):
            sys.exit("the tests fail before anything was changed")
        patience = 10 + 10 * (perf_counter() - begun)
        for line, statement, text in mutants_of(ast.parse(module.read_text("utf-8"))):
            spoiled.write_text(text, encoding="utf-8")
            yield line, statement, not is_noticed(sources, tests=tests, patience=patience)


def main() -> int:
    """Print the changes that nobody noticed; exit 1 when there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", type=Path, nargs="*")
    chosen = parser.parse_args()
    made = missed = 0
    for line, statement, is_missed in unnoticed(
        chosen.module, tests=chosen.tests or [tests_of(chosen.module)]
    ):
        made += 1
        if is_missed:
            missed += 1
            print(f"{chosen.module}:{line}: unnoticed: {statement}", flush=True)
    print(f"{made} changes, {missed} unnoticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
