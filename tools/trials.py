"""Runs tests against changed functions, each change in a forked copy of one test process.

The tests are collected and run once; what is learnt is which of them call which function of the
module. A change is then tried only on those, in a copy of the process in which the function's
code has been replaced: nothing is started or imported again.
"""

from __future__ import annotations

import ast
import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from time import perf_counter
from types import CodeType, FrameType, FunctionType

import pytest

#: Where a function begins, with its full name.
Spot = tuple[int, str]
#: A function, and the code that takes the place of its own.
Replaced = tuple[FunctionType, CodeType]
#: Of each change, by its number: does a test notice it? `None`: it cannot be tried this way.
Verdicts = dict[int, bool | None]


class Trials:
    """A pytest plugin that tries every change after a clean run."""

    def __init__(self, module: Path, *, changed: list[ast.Module]) -> None:
        """Of a module, and the trees of it that have one change each."""
        self.file = str(module.resolve())
        self.changed = changed
        self.verdicts: Verdicts = {}
        self.callers: dict[Spot, set[str]] = {}
        self.seconds: dict[str, float] = {}
        self.is_trial = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note which functions of the module a test calls, and how long it takes."""
        if self.is_trial:
            return (yield)
        begun = perf_counter()

        def noting(frame: FrameType, event: str, _argument: object) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename == self.file:
                self.callers.setdefault(_spot(code), set()).add(item.nodeid)

        sys.settrace(noting)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = perf_counter() - begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """The clean run, then every change in a copy of the process."""
        done = yield
        if not self.is_trial and not session.testsfailed:
            live = _live(self.file)
            original = _functions_in(compile(_tree(self.file), self.file, "exec"))
            for number, tree in enumerate(self.changed):
                fresh = _functions_in(compile(tree, self.file, "exec"))
                differing = {spot for spot, code in fresh.items() if original.get(spot) != code}
                replaced = [(one, fresh[at]) for at in differing for one in live.get(at, ())]
                names = {name for at in differing for name in self.callers.get(at, ())}
                self.verdicts[number] = self._tried(session, replaced=replaced, names=names)
        return done

    def _tried(
        self, session: pytest.Session, *, replaced: list[Replaced], names: set[str]
    ) -> bool | None:
        if not replaced or any(a.__code__.co_freevars != b.co_freevars for a, b in replaced):
            return None
        items = [item for item in session.items if item.nodeid in names]
        patience = 10 + int(10 * sum(self.seconds[name] for name in names))
        return _is_noticed_in_copy(lambda: self._trial(session, items, replaced), patience=patience)

    def _trial(
        self,
        session: pytest.Session,
        items: list[pytest.Item],
        replaced: list[Replaced],
    ) -> bool:
        """In the copy: replace the code, run the tests, tell whether one fails."""
        self.is_trial = True
        for function, code in replaced:
            function.__code__ = code
        session.items[:] = sorted(items, key=lambda item: self.seconds[item.nodeid])
        session.config.hook.pytest_runtestloop(session=session)
        return bool(session.testsfailed)


def _is_noticed_in_copy(trial: Callable[[], bool], *, patience: int) -> bool:
    """Whether a trial fails, hangs or breaks down, told by how its process ends."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    ended = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(patience)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        ended = int(trial())
    finally:
        # The copy must not go on to what only the first process may do, whatever happened in it.
        os._exit(ended)


def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text("utf-8"))


def _spot(code: CodeType) -> Spot:
    return code.co_firstlineno, code.co_qualname


def _functions_in(code: CodeType) -> dict[Spot, CodeType]:
    """The functions and methods of a module; those within a function belong to it."""
    return {_spot(one): one for one in _outermost(code)}


def _outermost(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            # Only a function's code keeps its locals in fast slots; a class's body does not.
            if one.co_flags & 0x2:
                yield one
            else:
                yield from _outermost(one)


def _live(file: str) -> dict[Spot, list[FunctionType]]:
    """The function objects that were made from each piece of the module's code."""
    found: dict[Spot, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == file:
            found.setdefault(_spot(one.__code__), []).append(one)
    return found
