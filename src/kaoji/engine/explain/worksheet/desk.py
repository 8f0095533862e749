"""The result as a workbook for the desk: the ranking with its parts, quotas, problems.

What is published stands as a number at its own places, beside it the exact value as text. An
incomplete subject has its bounds and what it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PureWindowsPath
from types import MappingProxyType

from kaoji.engine.explain.overview import (
    CSV_HEADERS,
    STATUS_WORDS,
    csv_rows,
    further_rank,
    missing_facts,
    open_grades,
    part_text,
    rank_text,
    rankings,
)
from kaoji.engine.explain.prose import PLACES, outward
from kaoji.engine.explain.spoken import joined, listed
from kaoji.engine.explain.telling import body_of, flag_line, names_in, why_empty
from kaoji.engine.explain.worksheet.workbook import Page, Style, letter, write_workbook
from kaoji.engine.facts import write
from kaoji.engine.plinth.exact import exact_text
from kaoji.engine.plinth.names import is_english, spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.scheme.checks.codes import CODES
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.result import Result, Status, SubjectResult
from kaoji.engine.score.verdict import Decision

#: How many missing facts a cell names before it says how many there are.
MOST_NAMED = 30
_TITLE_ROW, _HEADER_ROW, _FIRST_ROW = 0, 1, 2
_UNPLACED = frozenset({Status.REFUSED, Status.EXCLUDED})
_SEVERITIES = MappingProxyType(
    {"error": marked("错误"), "warning": marked("警告"), "note": marked("提示")}
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its header, and what it says of a subject."""

    header: str
    tell: Callable[[SubjectResult], str]
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What is laid on the desk; its headers speak as its sentences do."""

    result: Result
    scheme: Scheme
    problems: tuple[Problem, ...] = ()

    def title(self) -> str:
        """Scheme, version, period."""
        result = self.result
        version = speak("{version} 版", version=result.version)
        return f"{result.title} · {version} · {result.period}"


def write_desk(path: Path, *, desk: Desk) -> tuple[Problem, ...]:
    """Write the workbook; what no worksheet can hold is written as the bare table."""
    longest = max(len(desk.result.subjects), len(desk.result.decisions), len(desk.problems))
    if longest > write.MOST_SHEET_ROWS - _FIRST_ROW:
        return write.write_table(path, headers=CSV_HEADERS, rows=csv_rows(desk.result))
    pages: dict[str, Callable[[Page], None]] = {
        speak("结果"): lambda page: _subjects(page, desk),
        speak("名额"): lambda page: _decisions(page, desk),
        speak("问题"): lambda page: _problems(page, desk),
    }
    return write_workbook(path, pages=pages)


def _head(page: Page, desk: Desk, *, headers: Sequence[str]) -> None:
    page.put(_TITLE_ROW, column=0, text=desk.title(), style=Style.TITLE)
    page.put_row(_HEADER_ROW, texts=headers, style=Style.HEADER)


def _finish(page: Page, *, frozen_columns: int) -> None:
    footer = speak("&C第 &P 页，共 &N 页")
    page.finish(frozen_rows=_FIRST_ROW, frozen_columns=frozen_columns, footer=footer)


# --- the ranking ----------------------------------------------------------------------------------


def _subjects(page: Page, desk: Desk) -> None:
    columns = _columns(desk)
    _head(page, desk, headers=[speak(one.header) for one in columns])
    lines = (
        line for ranking in rankings(desk.result, scheme=desk.scheme) for line in ranking.lines
    )
    figures = frozenset(at for at, one in enumerate(columns) if one.is_figure)
    for row, line in enumerate(lines, start=_FIRST_ROW):
        told = [one.tell(line.subject) for one in columns]
        page.stretch(row, texts=told)
        _put_mixed(page, row, texts=told, figures=figures)
    _finish(page, frozen_columns=2)


def _columns(desk: Desk) -> list[_Column]:
    return [
        _Column(marked("对象"), lambda one: one.subject),
        _Column(marked("名称"), lambda one: one.name),
        _Column(marked("组别"), lambda one: one.group),
        _Column(marked("状态"), lambda one: speak(STATUS_WORDS[one.status])),
        *_parts(desk.scheme),
        _Column(marked("得分（公布）"), _published, is_figure=True),
        _Column(marked("得分（精确）"), _exact),
        _Column(marked("等次"), _grade),
        _Column(marked("原等次"), _grade_before),
        _Column(marked("名次"), rank_text, is_figure=True),
        *_further(desk.scheme),
        _Column(marked("区间下限"), lambda one: _bound(one, is_high=False), is_figure=True),
        _Column(marked("上限"), lambda one: _bound(one, is_high=True), is_figure=True),
        _Column(marked("尚缺"), lambda one: missing_facts(one, most=MOST_NAMED)),
        _Column(marked("备注"), _remarks),
    ]  # fmt: skip


def _parts(scheme: Scheme) -> Iterable[_Column]:
    """The parts of the first level, additions and deductions among them."""
    for child in scheme.root.children:
        name = spoken_path(child.name or child.key)

        def tell(one: SubjectResult, path: str = child.path) -> str:
            return part_text(one.nodes.get(path), is_refused=one.status is Status.REFUSED)

        yield _Column(name, tell, is_figure=True)


def _further(scheme: Scheme) -> Iterable[_Column]:
    """The rankings beyond the first."""
    for ranking in scheme.rankings[1:]:

        def tell(one: SubjectResult, name: str = ranking.name) -> str:
            return further_rank(one, name=name)

        yield _Column(ranking.name, tell, is_figure=True)


def _published(one: SubjectResult) -> str:
    return "" if one.total is None or one.status in _UNPLACED else one.published or ""


def _exact(one: SubjectResult) -> str:
    return "" if one.total is None or one.status in _UNPLACED else exact_text(one.total)


def _grade(one: SubjectResult) -> str:
    return one.verdict.grade or open_grades(one.verdict.grades_possible)


def _remarks(one: SubjectResult) -> str:
    blank = " " if is_english() else ""
    return blank.join(map(flag_line, one.verdict.flags))


def _grade_before(one: SubjectResult) -> str:
    before = one.verdict.grade_before
    return before if before and before != one.verdict.grade else ""


def _bound(one: SubjectResult, *, is_high: bool) -> str:
    """An end of what an incomplete subject may still reach, rounded so that it stays sound."""
    if one.status is not Status.INCOMPLETE or one.interval is None:
        return ""
    end: Fraction | None = one.interval.high if is_high else one.interval.low
    return speak("未知") if end is None else outward(end, up=is_high, places=PLACES)


# --- quotas and problems --------------------------------------------------------------------------

_DECISION_HEADERS = (
    marked("事项"), marked("组别"), marked("基数"), marked("名额"),
    marked("推算"), marked("拟列"), marked("并列"), marked("提请"),
    marked("空出名额"), marked("说明"),
)  # fmt: skip
_DECISION_FIGURES = frozenset({2, 3, 8})  # 基数 名额 空出名额


def _decisions(page: Page, desk: Desk) -> None:
    _head(page, desk, headers=tuple(map(speak, _DECISION_HEADERS)))
    names = names_in(desk.result)

    def named(subjects: tuple[str, ...]) -> str:
        return listed(names.get(subject, subject) for subject in subjects)

    rationed = (one for one in desk.result.decisions if one.base != 0)
    for row, one in enumerate(rationed, start=_FIRST_ROW):
        longer = [text for text in one.warnings if text.startswith(one.derivation)]
        rest = [text for text in one.warnings if text not in longer]
        why = [why_empty(one, who=named(one.vacated_by))] if one.vacancy is not None else []
        told = [
            one.what, one.group or "", _count(one.base), _count(one.seats),
            (longer or [one.derivation])[0], named(one.proposed), named(one.tied), _body(one),
            _count(one.seats_open), joined((*why, *rest), by=marked("；")),
        ]  # fmt: skip
        page.stretch(row, texts=told)
        _put_mixed(page, row, texts=told, figures=_DECISION_FIGURES)
    _finish(page, frozen_columns=1)


def _put_mixed(page: Page, row: int, *, texts: Sequence[str], figures: frozenset[int]) -> None:
    for column, text in enumerate(texts):
        write_cell = page.put_figure if column in figures else page.put
        write_cell(row, column=column, text=text)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _body(one: Decision) -> str:
    return body_of(one) if one.tied else ""


_PROBLEM_HEADERS = (
    marked("级别"), marked("问题"), marked("何处"), marked("文件"), marked("工作表"),
    marked("哪一格"), marked("说明"), marked("怎么办"), marked("编码"),
)  # fmt: skip


def _problems(page: Page, desk: Desk) -> None:
    """In words; the code stands last, for whoever looks it up in the manual."""
    _head(page, desk, headers=tuple(map(speak, _PROBLEM_HEADERS)))
    for row, one in enumerate(desk.problems, start=_FIRST_ROW):
        place = one.place
        told = (
            speak(_SEVERITIES[one.severity]), _meaning(one.code), one.coordinate or one.path or "",
            file_name(place.file), place.sheet or "", where_in_file(place), one.told, one.remedy,
            one.code,
        )  # fmt: skip
        page.stretch(row, texts=told)
        page.put_row(row, texts=told)
    _finish(page, frozen_columns=2)


def _meaning(code: str) -> str:
    """What a code means in a few words."""
    known = CODES.get(code)
    if known is None:
        return ""
    return known.meaning_en if is_english() else known.meaning_zh


def file_name(path: str | None) -> str:
    """A file without its folder: who reads the workbook has other folders than who made it."""
    return PureWindowsPath(path or "").name


def where_in_file(place: Place) -> str:
    """The cell of a worksheet, else row or line, and the column there."""
    line = place.line if place.line is not None else place.row
    if line is None:
        return ""
    if place.sheet and place.column is not None:
        return f"{letter(place.column - 1)}{line}"
    if place.column is None:
        return speak("第 {line} 行", line=line)
    if place.row is not None:
        return speak("第 {line} 行第 {column} 列", line=line, column=place.column)
    return speak("第 {line} 行第 {column} 字", line=line, column=place.column)
