"""Formulas beside the nodes: of grades, quotas, vetoes, consequences, requirements, parameters.

A run compiles them only when it needs them; here all are compiled at once, so that `check` knows
their slips, what they name, and which earlier periods they read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.feel import ast
from kaoji.engine.feel.names import children, names_in
from kaoji.engine.plan.binder import EVENT_FIELDS
from kaoji.engine.plan.index import walk
from kaoji.engine.plan.lower import Lowering, input_of, part_names
from kaoji.engine.plan.nodes import Edge, Join, Plan
from kaoji.engine.plan.typing import RANK_WORDS, Wanted, wanted_for
from kaoji.engine.plinth.names import TWINS
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import ENGLISH, marked, speak, spoken_language
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import (
    Bar,
    Formula,
    Grade,
    Honour,
    InputSpec,
    Parameter,
    Quota,
    Requirement,
    Scheme,
)

#: Names that nobody has before everyone is graded and ranked: for honours and consequences.
LATE_NAMES = frozenset({"等次", "原等次", "荣誉", *RANK_WORDS})
#: Of these the one that only consequences may read.
LAST_NAMES = frozenset({"荣誉"})
#: Where the condition on subjects stands.
_SUBJECTS = marked("对象")
GRADE_NAMES = frozenset({"等次", "原等次"})


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the formulas of verdicts name, where they look back, and what is wrong with them."""

    problems: tuple[Problem, ...] = ()
    used: frozenset[str] = frozenset()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One formula: what its place wants, and which names of verdicts are not known there yet."""

    formula: Formula
    wanted: Wanted
    path: str
    late: frozenset[str] = LATE_NAMES  # names that nobody has here yet


def verdicts_of(plan: Plan) -> Verdicts:
    """Compile everything that stands beside the nodes."""
    scheme = plan.scheme
    work = Lowering(scheme, plan.index, nodes=dict(plan.nodes), parts=part_names(scheme))
    found: list[Problem] = []
    for asked in _asked(scheme):
        work.amount(asked.formula, verdict=True, wanted=asked.wanted)
        found += _too_early(asked, rankings={one.name for one in scheme.rankings})
        found += _unknown_grades(asked, scheme=scheme)
    _compile_requirements(plan, work=work)
    _compile_ranges(scheme, work=work)
    used = frozenset(path for _node, path in work.reads)
    return Verdicts((*work.problems, *found), used, tuple(work.edges))


# --- what there is to compile ---------------------------------------------------------------------


def _asked(scheme: Scheme) -> Iterator[_Asked]:
    if scheme.subjects.condition is not None:
        yield _Asked(scheme.subjects.condition, Wanted.TRUTH, _SUBJECTS)
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        yield from _of_grade(grade)
    for honour in scheme.honours:
        yield from _of_honour(honour)
    for veto in scheme.vetoes:
        if veto.condition is not None:
            yield _Asked(veto.condition, Wanted.TRUTH, veto.name)
    for one in scheme.consequences:
        yield _Asked(one.condition, Wanted.TRUTH, one.code, late=frozenset())
        for amount in filter(None, (one.amount, one.persons)):
            yield _Asked(amount, Wanted.NUMBER, one.code, late=frozenset())
    for parameter in scheme.parameters:
        yield from _of_parameter(parameter)


def _of_grade(grade: Grade) -> Iterator[_Asked]:
    for edge in filter(None, (grade.floor, grade.above)):
        yield _Asked(edge, Wanted.POINTS, grade.name)
    if grade.condition is not None:
        yield _Asked(grade.condition, Wanted.TRUTH, grade.name)
    for one in grade.conditions:
        yield _Asked(one.condition, Wanted.TRUTH, grade.name)
    yield from _of_bars(grade.bars)
    if grade.quota is not None:
        yield from _of_quota(grade.quota, path=grade.name)


def _of_honour(honour: Honour) -> Iterator[_Asked]:
    if honour.condition is not None:
        yield _Asked(honour.condition, Wanted.TRUTH, honour.name, late=LAST_NAMES)
    yield from _of_bars(honour.bars)
    yield from _of_quota(honour.quota, path=honour.name)


def _of_bars(bars: tuple[Bar, ...]) -> Iterator[_Asked]:
    for bar in bars:
        if bar.condition is not None:
            yield _Asked(bar.condition, Wanted.TRUTH, bar.name)


def _of_quota(quota: Quota, *, path: str) -> Iterator[_Asked]:
    if quota.share is not None:
        yield _Asked(quota.share, Wanted.SHARE, path)
    for amount in filter(None, (quota.count, quota.least)):
        yield _Asked(amount, Wanted.SEATS, path)


def _of_parameter(parameter: Parameter) -> Iterator[_Asked]:
    wanted = wanted_for(parameter.type)
    for _which, value in parameter.values:
        yield _Asked(value, wanted, parameter.name)
    for edge in filter(None, (parameter.low, parameter.high)):
        yield _Asked(edge, Wanted.NUMBER, parameter.name)


def _compile_requirements(plan: Plan, *, work: Lowering) -> None:
    for path, one in requirements_in(plan.scheme):
        node = plan.nodes[path]
        work.amount(
            one.condition,
            node=path,
            spec=node.spec,
            row_words=EVENT_FIELDS if one.per_row else (),
            children=node.way.children if isinstance(node.way, Join) else (),
            wanted=Wanted.TRUTH,
        )


def requirements_in(scheme: Scheme) -> Iterator[tuple[str, Requirement]]:
    """Every requirement with the path of its node."""
    for one in scheme.requirements:
        yield scheme.root.path, one
    for item in walk(scheme.root):
        yield from ((item.path, one) for one in item.requirements)


def _compile_ranges(scheme: Scheme, *, work: Lowering) -> None:
    """Ranges may speak of the node's own 满分."""
    for path, spec in inputs_in(scheme):
        for field_spec in (spec.value, *spec.fields.values()):
            for edge in filter(None, (field_spec.low, field_spec.high)):
                work.amount(edge, node=path, spec=spec, wanted=Wanted.NUMBER)


def inputs_in(scheme: Scheme) -> Iterator[tuple[str, InputSpec]]:
    """What every leaf and every declared fact asks of the facts table."""
    for item in walk(scheme.root):
        if not item.children:
            yield item.path, input_of(item)
    for spec in scheme.facts:
        yield spec.path, spec


# --- what only verdicts can get wrong ------------------------------------------------------------


def _too_early(asked: _Asked, *, rankings: set[str]) -> Iterator[Problem]:
    """A grade or rank that is read where nobody is graded or ranked yet."""
    late = asked.late
    if asked.late == LATE_NAMES:
        late |= {one + word for one in rankings for word in RANK_WORDS}
    for name in names_in(asked.formula.expression):
        word = TWINS.get(name.parts[0], name.parts[0])
        if word in late:
            yield Problem(
                "name-too-early",
                speak(
                    "「{path}」用到了「{word}」，而定它的时候还没有{word}",
                    path=speak(asked.path) if asked.path == _SUBJECTS else asked.path,
                    word=name.parts[0] if spoken_language() == ENGLISH else word,
                ),
                _where_then(word),
                place=_shifted(asked.formula.place, by=name.at),
                path=asked.path,
            )


def _where_then(word: str) -> str:
    if word in LAST_NAMES:
        return speak("改用等次、名次、得分或事实来写；荣誉只能用在「结果运用」里")
    return speak(
        "取前几名写「名额」和「顺序」，达到多少分写「不低于」，别的改用得分或事实来写；"
        "等次和名次只能用在「荣誉」的情形和「结果运用」里"
    )


def _unknown_grades(asked: _Asked, *, scheme: Scheme) -> Iterator[Problem]:
    """等次 compared with a word that no grade has is a comparison that never holds."""
    if scheme.grading is None or asked.late == LATE_NAMES:
        return
    known = {word for one in scheme.grading.grades for word in (one.name, *one.aliases)}
    for text in _grade_words(asked.formula.expression):
        if text.value not in {one.name for one in scheme.grading.grades}:
            near = nearest(text.value, known=tuple(known))
            yield Problem(
                "unknown-grade",
                speak(
                    "「{path}」写了等次「{grade}」，等次里没有", path=asked.path, grade=text.value
                ),
                speak("是不是「{near}」？", near=near[0])
                if near
                else speak("可写：{words}", words=speak("、").join(sorted(known))),
                place=_shifted(asked.formula.place, by=text.at),
                path=asked.path,
            )


def _grade_words(expression: ast.Expression) -> Iterator[ast.Text]:
    match expression:
        case ast.Compare(left=left, right=right):
            sides: tuple[ast.Expression, ...] = (left, right)
        case ast.Membership(operand=operand, tests=tests):
            sides = (operand, *(item for test in tests for item in _items(test)))
        case _:
            sides = ()
    if any(_is_grade(side) for side in sides):
        yield from (side for side in sides if isinstance(side, ast.Text))
    for part in children(expression):
        yield from _grade_words(part)


def _items(test: ast.Expression) -> tuple[ast.Expression, ...]:
    return test.items if isinstance(test, ast.ListOf) else (test,)


def _is_grade(side: ast.Expression) -> bool:
    return isinstance(side, ast.Name) and TWINS.get(side.parts[0], side.parts[0]) in GRADE_NAMES


def _shifted(place: Place, *, by: int) -> Place:
    column = None if place.column is None else place.column + by
    return Place(place.file, place.line, column, via=place.via)
