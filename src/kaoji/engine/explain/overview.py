"""A whole result at a glance: the ranking, what is incomplete, what has to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kaoji.engine.explain.prose import PLACES, lies, outward, told
from kaoji.engine.explain.spoken import bracketed, header_words, listed
from kaoji.engine.explain.telling import consequence_line, decision_line, flag_line, names_in
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import spoken_coordinate, spoken_path
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null
from kaoji.engine.scheme.model import ROOT, Scheme
from kaoji.engine.score.outcome import State
from kaoji.engine.score.result import NodeResult, Result, Status, SubjectResult
from kaoji.engine.score.verdict import count_as_json

CSV_HEADERS = (
    "subject", "group", "status", "total_exact", "total_published", "grade", "rank",
)  # fmt: skip
_FACT_HEADERS = ("对象", "周期", "指标", "数值", "来源", "方案")
#: Beyond this many first-level parts a row no longer fits a page.
MOST_PARTS = 8
#: How many missing facts one line names before it says how many there are.
MOST_NAMED = 3

STATUS_WORDS = MappingProxyType(
    {
        Status.FINAL: marked("已定"), Status.INCOMPLETE: marked("未完成"),
        Status.EXCLUDED: marked("不参加"), Status.REFUSED: marked("数据有误"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One subject's line of the ranking."""

    subject: SubjectResult
    cells: tuple[str, ...]

    @property
    def status(self) -> Status:
        """How far the subject's result has come."""
        return self.subject.status


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of one group, with the first-level parts, and what else judges, as columns."""

    group: str
    parts: tuple[str, ...]
    places: tuple[str, ...]  # the rankings beyond the first
    lines: tuple[Line, ...]


def rankings(result: Result, *, scheme: Scheme) -> tuple[Ranking, ...]:
    """One ranking a group, in the order of the groups' first subjects."""
    groups: dict[str, list[SubjectResult]] = {}
    for subject in result.subjects:
        groups.setdefault(subject.group, []).append(subject)
    parts = tuple(child for child in scheme.root.children)[:MOST_PARTS]
    judged = _judged_by(result, scheme=scheme, known=tuple(child.path for child in parts))
    names = (*(spoken_path(child.name or child.key) for child in parts), *map(spoken_path, judged))
    paths = (*(child.path for child in parts), *judged)
    places = tuple(one.name for one in scheme.rankings[1:])
    return tuple(
        Ranking(
            group,
            names,
            places,
            tuple(
                Line(one, _cells(one, paths=paths, places=places))
                for one in sorted(members, key=_place_in_list)
            ),
        )
        for group, members in groups.items()
    )


def _judged_by(result: Result, *, scheme: Scheme, known: tuple[str, ...]) -> tuple[str, ...]:
    """What else grades or ranks than the total: a derived value, shown beside the parts."""
    values = [] if scheme.grading is None else [scheme.grading.value]
    values += [one.order[0].path for one in scheme.rankings[:1] if one.order]
    # Whoever takes no part has no nodes, and a class may have nodes that others have not.
    nodes = dict.fromkeys(path for one in result.subjects for path in one.nodes)
    found = (path for value in values for path in nodes if f"/{path}".endswith(f"/{value}"))
    return tuple(path for path in dict.fromkeys(found) if path not in (ROOT, *known))


def _place_in_list(one: SubjectResult) -> tuple[int, Fraction]:
    """Ranked ones first, by rank; then those whose rank is open, by the best they may reach."""
    verdict = one.verdict
    if verdict.rank is not None:
        return 0, verdict.rank
    if verdict.rank_range is not None:
        return 1, verdict.rank_range[0]
    return 2, Fraction(0)


def _cells(
    one: SubjectResult, *, paths: tuple[str, ...], places: tuple[str, ...]
) -> tuple[str, ...]:
    verdict = one.verdict
    before = verdict.grade_before
    is_changed = verdict.grade and before and before != verdict.grade
    changed = speak("（原{grade}）", grade=before) if is_changed else ""
    return (
        rank_text(one),
        one.name,
        *(
            part_text(one.nodes.get(path), is_refused=one.status is Status.REFUSED)
            for path in paths
        ),
        total_text(one),
        *(further_rank(one, name=name) for name in places),
        (verdict.grade or open_grades(verdict.grades_possible)) + changed,
        speak(STATUS_WORDS[one.status]),
    )


def further_rank(one: SubjectResult, *, name: str) -> str:
    """The place in a further ranking; open while facts of its group are missing."""
    if name not in one.verdict.ranks:
        return ""
    rank = count_as_json(one.verdict.ranks[name])
    return speak("待定") if rank is None else str(rank)


def open_grades(possible: tuple[str, ...]) -> str:
    """The grades that are still possible."""
    return f"{speak('待定')}{bracketed(listed(possible))}" if possible else ""


def rank_text(one: SubjectResult) -> str:
    """The rank, or its range while it is open."""
    verdict = one.verdict
    if verdict.rank is not None:
        return str(count_as_json(verdict.rank))
    if verdict.rank_range is None:
        return ""
    least, most = (count_as_json(end) for end in verdict.rank_range)
    return speak("暂{rank}", rank=least) if least == most else f"{least}-{most}"


def total_text(one: SubjectResult) -> str:
    """The total as shown, or its bounds."""
    if one.status in (Status.REFUSED, Status.EXCLUDED):
        return ""
    if one.total is not None:
        return one.shown or one.published or ""
    if one.interval is None:
        return ""
    low, high = one.interval.low, one.interval.high
    if low is not None and low == high:
        return f"[{exact_text(low)}]"
    return f"[{outward(low, up=False, places=PLACES)}..{outward(high, up=True, places=PLACES)}]"


def part_text(node: NodeResult | None, *, is_refused: bool) -> str:
    """A part as published; a word where it has no points."""
    if node is None:
        return ""
    if is_refused:
        return "—"  # what is at fault comes to nothing that may be read as a result
    value = node.outcome.value
    if node.published is not None:
        return node.published
    is_word = isinstance(value, Null | str) and node.outcome.state is not State.MISSING
    return told(value) if is_word else speak("缺")


# --- below the ranking ----------------------------------------------------------------------------


def remarks(result: Result) -> Iterator[str]:
    """Incomplete subjects, decisions, flags and consequences, one line each."""
    yield from incomplete_lines(result)
    yield from decision_lines(result)
    for one in result.subjects:
        for flag in one.verdict.flags:
            yield speak("{name}：{text}", name=one.name, text=flag_line(flag))
        for honour in one.verdict.honours:
            if honour.state.value == "barred":
                yield speak(
                    "{name}：荣誉「{honour}」已取消资格。", name=one.name, honour=honour.code
                )
        for consequence in one.verdict.consequences:
            text = consequence_line(consequence)
            yield speak("{name}：{text}", name=one.name, text=text)


def decision_lines(result: Result) -> Iterator[str]:
    """What was rationed, to whom, and what a body has to decide."""
    names = names_in(result)
    for decision in result.decisions:
        if decision.base != 0:  # among nobody there is nothing to ration
            yield decision_line(decision, names=names)


def incomplete_lines(result: Result) -> Iterator[str]:
    """What keeps each incomplete subject open."""
    for one in result.subjects:
        if one.status is not Status.INCOMPLETE:
            continue
        facts = missing_facts(one, most=MOST_NAMED)
        span = one.interval
        if span is None or not span.is_bounded:
            yield speak("{name}未完成：缺 {facts}。", name=one.name, facts=facts)
        elif span.low == span.high:
            yield speak(
                "{name}未完成：得分{lies}，但仍缺 {facts}。",
                name=one.name, lies=lies(span), facts=facts,
            )  # fmt: skip
        else:
            yield speak(
                "{name}未完成：得分{lies}，缺 {facts}。",
                name=one.name,
                lies=lies(span),
                facts=facts,
            )


def missing_facts(one: SubjectResult, *, most: int) -> str:
    """The first facts that a subject waits for; how many there are, where there are more."""
    own = f"{one.subject}:"
    named = listed(spoken_coordinate(fact.removeprefix(own)) for fact in one.blocking[:most])
    if len(one.blocking) <= most:
        return named
    return speak("{names} 等 {count} 项", names=named, count=len(one.blocking))


# --- as tables ------------------------------------------------------------------------------------


def csv_rows(result: Result) -> Iterator[tuple[str, ...]]:
    """One row a subject under `CSV_HEADERS`."""
    for one in result.subjects:
        verdict = one.verdict
        stands = one.status not in (Status.REFUSED, Status.EXCLUDED)
        total = exact_text(one.total) if one.total is not None and stands else ""
        rank = count_as_json(verdict.rank)
        yield (
            one.subject,
            one.group,
            one.status.value,
            total,
            (one.published or "") if total else "",
            verdict.grade or "",
            "" if rank is None else str(rank),
        )


def fact_headers() -> tuple[str, ...]:
    """The headers of results as facts, in the language spoken."""
    return header_words(_FACT_HEADERS)


def fact_rows(result: Result, *, scheme: Scheme) -> Iterator[tuple[str, ...]]:
    """The results as facts under `fact_headers`: totals, or first-level parts where there is none.

    Only what is settled is a fact; an incomplete subject has no row.
    """
    source = f"kaoji {result.scheme}@{result.version}"
    paths = (ROOT,) if scheme.has_total else tuple(one.path for one in scheme.root.children)
    for one in result.subjects:
        if one.status is not Status.FINAL:
            continue
        for path in paths:
            value = _settled(one.nodes, path)
            if value is not None:
                yield (
                    one.subject,
                    str(result.period),
                    spoken_path(path),
                    value,
                    source,
                    result.scheme,
                )


def _settled(nodes: Mapping[str, NodeResult], path: str) -> str | None:
    node = nodes.get(path)
    value = None if node is None else node.outcome.value
    return exact_text(value) if isinstance(value, Fraction) else None
