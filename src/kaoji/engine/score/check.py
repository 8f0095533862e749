"""Everything that is wrong with a scheme: records, plan, feeds, reach of figures, worked cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaoji.engine.plan.binder import NameBinder
from kaoji.engine.plan.forms import field_fault
from kaoji.engine.plan.lookups import table_problems
from kaoji.engine.plan.lower import make_plan
from kaoji.engine.plan.nodes import Plan
from kaoji.engine.plan.order import chain_problems, circle_problems
from kaoji.engine.plan.orders import Sought, sought
from kaoji.engine.plan.typing import Wanted, type_problems
from kaoji.engine.plan.unused import unused_problems
from kaoji.engine.plan.verdicts import Verdicts, verdicts_of
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem, has_errors
from kaoji.engine.plinth.speech import speak, speaking
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.catalogue import heads_in
from kaoji.engine.scheme.checks import check_records
from kaoji.engine.scheme.model import ROOT, Formula, Scheme, SortKey
from kaoji.engine.scheme.words.spoken import spoken_value
from kaoji.engine.score.examples import run_examples
from kaoji.engine.score.feeders import Feeders, feeders_of
from kaoji.engine.score.pins import pin_problems
from kaoji.engine.score.reach import reach_problems

#: Where a fault of the graded value stands.
GRADING = "定等"


def check_scheme(
    scheme: Scheme, *, loaded: Iterable[Problem] = (), with_examples: bool = False
) -> tuple[Problem, ...]:
    """Every problem of a scheme beside those that reading it has found (`loaded`).

    What could not be read is not judged: nothing is said of a node or section below which reading
    has failed. Worked cases are scored only when asked for.
    """
    with speaking(scheme.language):
        return _problems_of(scheme, loaded=loaded, with_examples=with_examples)


def _problems_of(
    scheme: Scheme, *, loaded: Iterable[Problem], with_examples: bool
) -> tuple[Problem, ...]:
    plan, problems = make_plan(scheme)
    verdicts = verdicts_of(plan)
    feeders = feeders_of(scheme)
    found = [
        *check_records(plan.scheme),
        *problems,
        *verdicts.problems,
        *table_problems(plan),
        *circle_problems(plan),
        *chain_problems(plan),
        *path_problems(plan),
        *history_problems(plan, verdicts=verdicts),
        *pin_problems(scheme, known_versions=_versions_beside(scheme)),
        *feeders.problems,
    ]
    errors = [problem for problem in loaded if problem.severity == "error"]
    if not has_errors((*found, *errors)):
        found += reach_problems(plan)
        found += unused_problems(plan, used=verdicts.used)
    if with_examples and not has_errors((*found, *errors)):
        found += example_problems(scheme, feeders=feeders)
    unread = [_steps(problem.path or "") for problem in errors]
    told = (one for one in found if not _is_unread(one, unread=unread))
    return tuple(sorted(dict.fromkeys(told), key=lambda one: _position(one, file=scheme.file)))


def _versions_beside(scheme: Scheme) -> tuple[str, ...] | None:
    """The versions of the same regulation in the folder; `None`: the scheme is no file."""
    path = Path(scheme.file or "")
    if not scheme.pins or not path.is_file():
        return None
    return tuple(one.version for one in heads_in(path.parent) if one.id == scheme.id)


def _position(problem: Problem, *, file: str | None) -> tuple[bool, str, int, int]:
    """The order of the text; what stands in another file comes behind."""
    place = problem.place
    return place.file != file, place.file or "", place.line or 0, place.column or 0


def _is_unread(problem: Problem, *, unread: list[tuple[str, ...]]) -> bool:
    """Tell whether the problem speaks of something that reading has not understood."""
    own = _steps(problem.path or ROOT)
    if own == (ROOT,):
        return bool(unread)
    if problem.code in _BY_PARENT and _is_group_unread(own[:-1], unread=unread):
        return True
    return any(_contains(steps, own) for steps in unread)


#: Faults of a node that hang on how the group above it combines.
_BY_PARENT = frozenset({"share-missing", "mixed-shares"})


def _is_group_unread(group: tuple[str, ...], *, unread: list[tuple[str, ...]]) -> bool:
    """Tell whether reading failed at a group itself or at its 合成; the whole has no path."""
    places = {group or ("",), (*group, "合成"), (*group, "combine")}
    return not places.isdisjoint(unread)


def _steps(path: str) -> tuple[str, ...]:
    """A path, or the dotted name of what stands there without a name of its own."""
    return tuple(path.replace(".", "/").split("/"))


def _contains(steps: tuple[str, ...], own: tuple[str, ...]) -> bool:
    width = len(own)
    return any(steps[at : at + width] == own for at in range(len(steps) - width + 1))


# --- paths ----------------------------------------------------------------------------------------


def path_problems(plan: Plan) -> Iterator[Problem]:
    """Paths outside formulas: what is graded, and what seats and ranks are ordered by."""
    scheme = plan.scheme
    if scheme.grading is not None:
        first = scheme.grading.grades[0].place if scheme.grading.grades else scheme.root.place
        asked = _Path(scheme.grading.value, first, speak("定等的值"), GRADING, Wanted.NUMBER)
        yield from _path_problems(asked, plan=plan)
    for name, key in _sort_keys(scheme):
        asked = _Path(
            key.path, key.place, speak("「{name}」的顺序", name=name), name, Wanted.ORDERED
        )
        yield from _path_problems(asked, plan=plan)


def _sort_keys(scheme: Scheme) -> Iterator[tuple[str, SortKey]]:
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        for key in grade.quota.order if grade.quota is not None else ():
            yield grade.name, key
    for honour in scheme.honours:
        for key in honour.quota.order:
            yield honour.name, key
    for ranking in scheme.rankings:
        for key in ranking.order:
            yield ranking.name, key


@dataclass(frozen=True, slots=True)
class _Path:
    """A path as it is written, what it is for, and what its value has to be."""

    tail: str
    place: Place
    what: str
    path: str
    wanted: Wanted

    def problem(self, code: str, *, message: str, remedy: str) -> Problem:
        """A problem at the path."""
        return Problem(code, message, remedy, place=self.place, path=self.path)


def _path_problems(asked: _Path, *, plan: Plan) -> Iterator[Problem]:
    """What is wrong with a path: it names nothing, two things, no total, no field, no number."""
    found = sought(asked.tail, index=plan.index)
    entry = found.entry
    is_total = entry is not None and entry.path == ROOT and not plan.scheme.has_total
    if entry is None or (is_total and asked.path != GRADING):
        yield _not_found(asked, found=found, plan=plan, is_total=is_total)
        return
    fault = field_fault(entry, field=found.field, at=found.name) if found.field else None
    if fault is not None:
        yield asked.problem(fault.code, message=fault.message, remedy=fault.remedy)
        return
    formula = Formula(asked.tail, found.name, asked.place)
    binder = NameBinder(plan.index, "")
    for slip in type_problems(formula, binder=binder, scheme=plan.scheme, wanted=asked.wanted):
        yield slip.at(asked.place, path=asked.path)


def _not_found(asked: _Path, *, found: Sought, plan: Plan, is_total: bool) -> Problem:
    if len(found.entries) > 1:
        message = speak(
            "{what}「{name}」可以指 {count} 处：{paths}",
            what=asked.what,
            name=asked.tail,
            count=len(found.entries),
            paths=speak("、").join(entry.path for entry in found.entries),
        )
        remedy = speak("写足以区分的路径")
        return asked.problem("ambiguous-name", message=message, remedy=remedy)
    near = nearest(asked.tail, known=tuple(plan.index.entries))
    remedy = speak("写一个指标的路径")
    if near and not is_total:
        remedy = speak("是不是「{near}」？", near=spoken_path(near[0]))
    message = _said_of_unknown(asked, is_total=is_total)
    return asked.problem("unknown-name", message=message, remedy=remedy)


def _said_of_unknown(asked: _Path, *, is_total: bool) -> str:
    tail = spoken_value(asked.tail, kind="outcome")
    if is_total:
        return speak("{what}写了「{name}」，方案没有总分", what=asked.what, name=tail)
    return speak("{what}写了「{name}」，没有这个指标、派生或事实", what=asked.what, name=tail)


def history_problems(plan: Plan, *, verdicts: Verdicts | None = None) -> Iterator[Problem]:
    """A reference to an earlier period needs a first value; verdicts are merely undecided then."""
    for edge in plan.edges:
        node = plan.nodes.get(edge.target)
        if edge.reach == "earlier" and node is not None and node.first is None:
            yield Problem(
                "history-open",
                speak(
                    "「{source}」要用「{target}」以前的值，没有写第一期用什么",
                    source=spoken_path(edge.source),
                    target=spoken_path(edge.target),
                ),
                speak("写 首期: 一个值"),
                place=edge.place,
                path=edge.source,
            )
    for edge in verdicts.edges if verdicts is not None else ():
        node = plan.nodes.get(edge.target)
        if edge.reach == "earlier" and node is not None and node.first is None:
            yield Problem(
                "history-open",
                speak(
                    "这里要用「{target}」以前的值；第一期没有以前的值，不能判断",
                    target=spoken_path(edge.target),
                ),
                speak("可在它下面写 首期: 一个值"),
                "note",
                place=edge.place,
                path=edge.target,
            )


# --- worked cases ---------------------------------------------------------------------------------


def example_problems(scheme: Scheme, *, feeders: Feeders | None = None) -> Iterator[Problem]:
    """Each worked case that does not come out as it says."""
    fed = feeders.schemes if feeders is not None else {}
    for result in run_examples(scheme, feeders=fed):
        yield from result.as_problems()
