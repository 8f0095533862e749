"""All units × indicators on A3 (考核得分表): one sheet a group, ranked, with the line of the seats.

Who is incomplete stands below a second line, never inside the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaoji.engine.explain.overview import (
    Line,
    incomplete_lines,
    rankings,
)
from kaoji.engine.explain.pages.columns import Column, Head, columns_of, heads_of
from kaoji.engine.explain.pages.printing import MINUS, printed, taken_off
from kaoji.engine.explain.pages.rows import rank_shown, total_shown
from kaoji.engine.explain.prose import told
from kaoji.engine.explain.telling import decision_line, names_in
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.values import Null
from kaoji.engine.score.outcome import State
from kaoji.engine.score.result import NodeResult, Status, SubjectResult
from kaoji.engine.score.session import Scored
from kaoji.engine.score.verdict import Decision

SIGNERS = (
    marked("考核组组长（签字）"), marked("绩效办主任（签字）"), marked("分管领导（签字）"),
    marked("绩效办（印章）"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the sheet."""

    text: str
    is_full: bool = False
    is_missing: bool = False
    is_subtotal: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or a line of words across the sheet."""

    rank: str = ""
    name: str = ""
    cells: tuple[Cell, ...] = ()
    total: str = ""
    grade: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one group."""

    group: str
    columns: tuple[Column, ...]
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    about: str  # version, unit, how many


def sheet_page(scored: Scored, *, digest: str = "") -> str:
    """Every unit and indicator, A3 landscape; `digest` is printed at the foot of each page."""
    result = scored.result
    return printed(
        "sheet",
        paper="a3",
        result=result,
        sheets=tuple(_sheets(scored)),
        digest=digest,
        signers=tuple(map(speak, SIGNERS)),
        words=_words(),
    )


def _sheets(scored: Scored) -> Iterator[Sheet]:
    run, result = scored.run, scored.result
    for ranking in rankings(result, scheme=run.plan.scheme):
        members = tuple(line.subject.subject for line in ranking.lines)
        columns = columns_of(run, subjects=members)
        rows = tuple(_rows(scored, ranking.lines, columns=columns, group=ranking.group))
        about = speak(
            "按 {version} 版计算　单位：分　共 {count} 家",
            version=result.version, count=len(ranking.lines),
        )  # fmt: skip
        yield Sheet(ranking.group, columns, heads_of(columns), rows, about)


def _rows(
    scored: Scored, lines: tuple[Line, ...], *, columns: tuple[Column, ...], group: str
) -> Iterator[Row]:
    """Those who have a rank, with a line below the last seat; then the others."""
    settled = [line.subject for line in lines if line.status is Status.FINAL]
    rationed = [one for one in scored.result.decisions if _is_here(one, group=group)]
    for place, subject in enumerate(settled):
        yield _row(subject, columns=columns)
        rest = {one.subject for one in settled[place + 1 :]}
        for decision in rationed:
            seated = {*decision.proposed, *decision.tied}
            if subject.subject in seated and not seated & rest:
                yield Row(words=decision_line(decision, names=names_in(scored.result)))
    open_ones = [line.subject for line in lines if line.status is not Status.FINAL]
    told = {text.partition(speak("未完成"))[0]: text for text in incomplete_lines(scored.result)}
    for subject in open_ones:
        if subject.name in told:
            yield Row(words=told[subject.name])
        yield _row(subject, columns=columns)


def _is_here(decision: Decision, *, group: str) -> bool:
    return decision.group in (group, None) and bool(decision.proposed or decision.tied)


def _row(subject: SubjectResult, *, columns: tuple[Column, ...]) -> Row:
    verdict = subject.verdict
    is_tied = verdict.grade is None and subject.status is Status.FINAL
    proposed = (
        speak("待议")
        if is_tied
        else speak("拟{grade}", grade=verdict.grade)
        if verdict.grade
        else speak("或").join(verdict.grades_possible)
    )
    return Row(
        rank_shown(subject),
        subject.name,
        tuple(_cell(subject, column) for column in columns),
        total_shown(subject),
        proposed,
    )


def _cell(subject: SubjectResult, column: Column) -> Cell:
    node = _node(subject, column)
    if node is None or subject.status is Status.REFUSED:
        return Cell("—", is_subtotal=column.is_subtotal)
    value = node.outcome.value
    if node.published is None:
        is_out = isinstance(value, Null) and node.outcome.state is not State.MISSING
        word = told(value) if is_out else speak("缺")
        return Cell(word, is_missing=not is_out, is_subtotal=column.is_subtotal)
    text = node.published.replace("-", MINUS)
    return Cell(
        taken_off(text) if column.is_deduction else text,
        is_full=column.full is not None and value == column.full and not column.is_subtotal,
        is_subtotal=column.is_subtotal,
    )


def _node(subject: SubjectResult, column: Column) -> NodeResult | None:
    return subject.nodes.get(f"{column.path}@{column.period}") or subject.nodes.get(column.path)


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "title": speak("考核得分表"), "rank": speak("名次"), "unit": speak("单位"),
        "total": speak("综合得分"), "grade": speak("拟定等次"), "date": speak("年　　月　　日"),
        "draft": speak("草稿，尚未审定"),
        "digest": speak("校验"),
        "notes": speak(
            "说明：◎ 为满分；斜线格为缺数，未按零分处理；名次写作「3～4」的随缺数而定；"
            "分数按方案规定的位数公布，计算全用精确值。"
        ),
    }  # fmt: skip
