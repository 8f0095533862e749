"""A scheme's text as pages show it: its tree, its problems, its cases. Reads, and keeps nothing.

A text with faults has as much of a tree as can be built; nothing here raises on a bad text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kaoji.engine.plan.index import walk
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Node as PlanNode
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.summary import Summary, summary_of
from kaoji.engine.plan.text import amount_text, way_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem, has_errors
from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.load import load_scheme_text
from kaoji.engine.scheme.model import ROOT, Item, Scheme
from kaoji.engine.scheme.source import Block, Listing, Node, Scalar, read_document
from kaoji.engine.score.check import check_scheme
from kaoji.engine.score.examples import CaseResult, run_examples
from kaoji.engine.score.feeders import feeders_of

#: What problems call a text that is no file.
UNFILED = "方案"
#: Keys under which a clause stands.
CLAUSE_KEYS = ("依据", "clause")


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree beside the text: its points, how it is scored, its clause, its line."""

    path: str
    name: str
    depth: int
    line: int
    share: str
    way: str
    clause: str
    is_group: bool
    worst: str = ""

    @property
    def anchor(self) -> str:
        """Where the text has it."""
        return f"L{self.line}"


@dataclass(frozen=True, slots=True)
class Study:
    """What became of reading a text."""

    text: str
    file: str
    scheme: Scheme | None
    problems: tuple[Problem, ...]
    branches: tuple[Branch, ...] = ()
    full: str = ""
    clauses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    cases: tuple[CaseResult, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Whether it may be scored with."""
        return self.scheme is not None and not has_errors(self.problems)

    @property
    def error_count(self) -> int:
        return sum(one.severity == "error" for one in self.problems)

    @property
    def warning_count(self) -> int:
        return sum(one.severity == "warning" for one in self.problems)

    @property
    def leaf_count(self) -> int:
        """How many indicators are scored by themselves."""
        return sum(not one.is_group for one in self.branches)

    @property
    def case_count(self) -> int:
        return 0 if self.scheme is None else len(self.scheme.examples)

    @property
    def passed_count(self) -> int:
        return sum(one.passed for one in self.cases)

    @property
    def summary(self) -> Summary | None:
        """Whom it scores and by what."""
        return None if self.scheme is None else summary_of(self.scheme)

    def item(self, path: str) -> Item | None:
        """The node of a path."""
        items = () if self.scheme is None else walk(self.scheme.root)
        return next((one for one in items if one.path == path), None)


def study(
    text: str, *, file: str = UNFILED, folder: Path | None = None, with_cases: bool = False
) -> Study:
    """Read and check a text; with its worked cases where asked and where it has no errors."""
    scheme, loaded = load_scheme_text(text, file=file, folder=folder)
    clauses, remarks = _clauses_of(text, file=file), _remarks_of(text)
    if scheme is None:
        return Study(text, file, None, loaded, clauses=clauses, remarks=remarks)
    problems = tuple(dict.fromkeys((*loaded, *check_scheme(scheme, loaded=loaded))))
    cases: tuple[CaseResult, ...] = ()
    if with_cases and not has_errors(problems):
        cases = run_examples(scheme, feeders=feeders_of(scheme).schemes)
        problems = (*problems, *(each for one in cases for each in one.as_problems()))
    with speaking(scheme.language):
        plan, _more = make_plan(scheme)
        branches = tuple(_branches(plan, problems=problems, file=file))
        top = plan.nodes.get(ROOT)
        full = _share(top) if top is not None else ""
    return Study(text, file, scheme, problems, branches, full, clauses, remarks, cases)


@lru_cache(maxsize=128)
def study_of_settled(text: str, *, file: str, folder: Path, with_cases: bool = False) -> Study:
    """The same of a text that will not change: kept for the next page."""
    return study(text, file=file, folder=folder, with_cases=with_cases)


def line_of(place: Place, *, file: str) -> int:
    """The line of the text for a place; what a template brings stands where it is used."""
    spot = place
    while spot.via is not None:
        spot = spot.via
    return spot.line or 1 if spot.file == file else 1


def _branches(plan: Plan, *, problems: tuple[Problem, ...], file: str) -> Iterator[Branch]:
    worst = _worst_by_path(problems)
    for item in walk(plan.scheme.root):
        if item.path == ROOT and item.children:
            continue
        node = plan.nodes.get(item.path)
        yield Branch(
            path=item.path,
            name=item.name or spoken_path(item.key),
            depth=item.path.count("/"),
            line=line_of(item.place, file=file),
            share=_share_of(item, node=node),
            way="" if node is None else way_text(node),
            clause=item.clause or "",
            is_group=bool(item.children),
            worst=worst.get(item.path, ""),
        )


def _worst_by_path(problems: tuple[Problem, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in sorted(problems, key=lambda one: one.severity != "warning"):
        if problem.path and problem.severity != "note":
            found[problem.path] = (
                problem.severity if found.get(problem.path) != "error" else "error"
            )
    return found


def _share_of(item: Item, *, node: PlanNode | None) -> str:
    """Points or weight as the text has them."""
    if item.points is not None:
        return item.points.text
    if item.weight is not None:
        return item.weight.text
    return _share(node) if node is not None else ""


def _share(node: PlanNode) -> str:
    amount = node.points or node.full
    return "" if amount is None else amount_text(amount)


def _clauses_of(text: str, *, file: str) -> tuple[str, ...]:
    """Every clause that the text names below its head, each once."""
    document, _problems = read_document(text, file=file)
    found: dict[str, None] = {}
    if isinstance(document, Block):
        for entry in document.entries:
            if not isinstance(entry.value, Scalar):
                found.update(dict.fromkeys(_clauses_in(entry.value)))
    return tuple(found)


def _clauses_in(node: Node) -> Iterator[str]:
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, Listing):
            left += one.items
        elif isinstance(one, Block):
            for entry in one.entries:
                if entry.key.text in CLAUSE_KEYS and isinstance(entry.value, Scalar):
                    yield entry.value.text
                left.append(entry.value)


def _remarks_of(text: str) -> tuple[str, ...]:
    """The comments at the head of the text: what its author wants read first."""
    found = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            if line.strip():
                break
            continue
        told = line.lstrip("#").strip()
        if told:
            found.append(told)
    return tuple(found)
