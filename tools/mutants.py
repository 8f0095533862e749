"""Change a module in one small way at a time and see whether its tests notice.

`make mutants MODULE=src/kaoji/engine/plinth/exact.py` prints every change that no test minded:
each is a missing test or a needless line. Tests default to the module's own file under tests/, or
to those of its room; others may be named after the module.
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
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest

from tools.source import ROOT
from tools.trials import Trials, Verdicts

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
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield partial(setattr, node, "value", ast.Constant(None))
        case _:
            return


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    line: int
    statement: str
    tree: ast.Module


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """Every changed module."""
    count = sum(1 for _ in _spots(tree))
    for number in range(count):
        spoiled = copy.deepcopy(tree)
        node, change = next(islice(_spots(spoiled), number, None))
        change()
        ast.fix_missing_locations(spoiled)
        statement = ast.unparse(node).splitlines()[0]
        yield Mutant(getattr(node, "lineno", 0), statement, spoiled)


def _spots(tree: ast.Module) -> Iterator[tuple[ast.AST, Change]]:
    for node in ast.walk(tree):
        for change in changes_of(node):
            yield node, change


def tests_of(module: Path) -> Path:
    """The test file that mirrors a module; without one, the tests of its room."""
    inside = module.resolve().relative_to(ROOT / "src" / "kaoji")
    own = ROOT / "tests" / inside.with_name(f"test_{inside.name}")
    return own if own.exists() else ROOT.joinpath("tests", *inside.parts[:2])


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


def tried_in_copies(module: Path, *, mutants: list[Mutant], tests: list[Path]) -> Verdicts:
    """What becomes of the changes within functions, each in a copy of one test process."""
    trials = Trials(module, changed=[mutant.tree for mutant in mutants])
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    if pytest.main([*options, *map(str, tests)], plugins=[trials]):
        sys.exit("the tests fail before anything was changed")
    return trials.verdicts


def tried_apart(module: Path, *, mutants: list[Mutant], tests: list[Path]) -> Iterator[bool]:
    """Try changes outside of functions: the tests are started anew for each."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "src"
        shutil.copytree(ROOT / "src", sources, ignore=shutil.ignore_patterns("__pycache__"))
        spoiled = sources / module.resolve().relative_to(ROOT / "src")
        begun = perf_counter()
        if is_noticed(sources, tests=tests, patience=None):
            sys.exit("the tests fail before anything was changed")
        patience = 10 + 10 * (perf_counter() - begun)
        for mutant in mutants:
            spoiled.write_text(ast.unparse(mutant.tree), encoding="utf-8")
            yield is_noticed(sources, tests=tests, patience=patience)


def unnoticed(module: Path, *, mutants: list[Mutant], tests: list[Path]) -> Iterator[Mutant]:
    """The changes that no test minds."""
    verdicts = tried_in_copies(module, mutants=mutants, tests=tests)
    yield from (mutants[at] for at, verdict in verdicts.items() if verdict is False)
    apart = [mutants[at] for at, verdict in verdicts.items() if verdict is None]
    if apart:
        noticed = tried_apart(module, mutants=apart, tests=tests)
        yield from (one for one, is_minded in zip(apart, noticed, strict=True) if not is_minded)


def main() -> int:
    """Print the changes that nobody noticed; exit 1 when there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", type=Path, nargs="*")
    parser.add_argument("--every", type=int, default=1, help="try each Nth change only")
    chosen = parser.parse_args()
    tree = ast.parse(chosen.module.read_text("utf-8"))
    mutants = list(islice(mutants_of(tree), 0, None, chosen.every))
    tests = chosen.tests or [tests_of(chosen.module)]
    missed = 0
    for one in unnoticed(chosen.module, mutants=mutants, tests=tests):
        missed += 1
        print(f"{chosen.module}:{one.line}: unnoticed: {one.statement}", flush=True)
    print(f"{chosen.module}: {len(mutants)} changes, {missed} unnoticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
