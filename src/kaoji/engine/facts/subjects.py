"""The subjects table: who is appraised, of which class and group, under whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from kaoji.engine.facts.cells import shown
from kaoji.engine.facts.columns import SUBJECT_COLUMNS
from kaoji.engine.facts.numbers import DateFault, read_date
from kaoji.engine.facts.places import row_seen
from kaoji.engine.facts.report import Report
from kaoji.engine.facts.table import Cell, FactRow, SubjectRow
from kaoji.engine.plinth.coordinate import GROUP, canonical_subject
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak

_CHINESE = {column.key: column.chinese for column in SUBJECT_COLUMNS}

#: How many members of a circle a message names.
_LONGEST_CHAIN = 10

ById = Mapping[str, list[SubjectRow]]


def read_subjects(records: Iterable[FactRow], *, report: Report) -> tuple[SubjectRow, ...]:
    """Turn records into subjects; report what contradicts itself.

    A row without 对象 is a problem and no subject.
    """
    subjects = tuple(row for record in records if (row := _subject(record, report=report)))
    by_id: dict[str, list[SubjectRow]] = {}
    for row in subjects:
        by_id.setdefault(row.id, []).append(row)
    for check in (_doubled, _lonely, _circular):
        for problem in check(by_id):
            report.add(problem)
    return subjects


def _subject(record: FactRow, *, report: Report) -> SubjectRow | None:
    cell = record.cell("subject")
    fault = _id_fault(cell.text)
    if fault is not None:
        report.add(fault.at(cell.place))
        return None
    starts, ends = (_day(record.cell(key), report=report) for key in ("from", "to"))
    if starts and ends and starts > ends:
        report.add(_backwards(cell.text, starts=starts, ends=ends).at(record.cell("from").place))
    if record.text("parent") == cell.text:
        report.add(_own_parent(cell.text).at(record.cell("parent").place))
    return SubjectRow(
        id=cell.text,
        name=record.text("name") or cell.text,
        kind=record.text("kind"),
        group=record.text("group"),
        parent=record.text("parent"),
        valid_from=starts,
        valid_to=ends,
        attributes=_attributes(record),
        place=record.place,
    )


def _attributes(record: FactRow) -> Mapping[str, str]:
    known = {_CHINESE[key]: cell.text for key, cell in record.cells.items()}
    return MappingProxyType(known | {name: cell.text for name, cell in record.extra.items()})


def _id_fault(text: str) -> Problem | None:
    if not text:
        return Problem(
            "empty-subject",
            speak("这一行没有写「对象」，没有读"),
            speak("写上对象，或删去这一行"),
        )
    if text == "*" or canonical_subject(text).startswith((GROUP, "组：")):
        return Problem(
            "reserved-subject",
            speak("「{name}」不能作对象的名字：数据表用它指全部对象或一组对象", name=shown(text)),
            speak("换一个名字"),
        )
    return None


def _day(cell: Cell, *, report: Report) -> date | None:
    if not cell.text:
        return None
    day = read_date(cell.text)
    if isinstance(day, DateFault):
        report.add(day.problem(cell.place))
        return None
    return day


def _backwards(subject: str, *, starts: date, ends: date) -> Problem:
    return Problem(
        "dates-reversed",
        speak(
            "「{subject}」的「自」（{starts}）晚于「至」（{ends}）",
            subject=subject,
            starts=starts,
            ends=ends,
        ),
        speak("核对两个日期"),
    )


def _own_parent(subject: str) -> Problem:
    return Problem(
        "own-parent",
        speak("「{subject}」的上级写成了它自己", subject=subject),
        speak("改成真正的上级；没有上级时留空"),
    )


def _doubled(by_id: ById) -> Iterator[Problem]:
    for rows in by_id.values():
        # In order of time only the row that holds longest so far can overlap the next one.
        in_time = sorted(enumerate(rows), key=lambda pair: pair[1].valid_from or date.min)
        longest = in_time[0]
        for pair in in_time[1:]:
            if (pair[1].valid_from or date.min) <= (longest[1].valid_to or date.max):
                earlier, later = sorted((longest, pair), key=lambda one: one[0])
                yield _duplicate(later[1], earlier=earlier[1])
            longest = max(longest, pair, key=lambda one: one[1].valid_to or date.max)


def _duplicate(row: SubjectRow, *, earlier: SubjectRow) -> Problem:
    return Problem(
        "duplicate-subject",
        speak(
            "「{subject}」在{row}已经有了，两行的有效期重叠",
            subject=row.id,
            row=row_seen(earlier.place, here=row.place),
        ),
        speak("只留一行；若先后归属不同，用「自」「至」写明各自的有效期"),
        place=row.place,
    )


def _lonely(by_id: ById) -> Iterator[Problem]:
    for rows in by_id.values():
        for row in rows:
            if row.parent and row.parent not in by_id:
                yield Problem(
                    "unknown-parent",
                    speak(
                        "「{subject}」的上级「{parent}」不在对象表里",
                        subject=row.id,
                        parent=row.parent,
                    ),
                    speak("核对名字；若上级也要考核或汇总，给它加一行"),
                    severity="warning",
                    place=row.place,
                )


def _circular(by_id: ById) -> Iterator[Problem]:
    """Circles of 上级 that hold on some one day; each is told once, with all its members."""
    suspects = _on_circles(by_id)
    days = {row.valid_from or date.min for rows in suspects.values() for row in rows}
    told: set[frozenset[str]] = set()
    for day in sorted(days):
        holding = {
            subject: row
            for subject, rows in suspects.items()
            if (row := next((one for one in rows if one.holds_on(day)), None))
        }
        for circle in _circles(holding):
            if frozenset(circle) not in told:
                told.add(frozenset(circle))
                yield _circle(circle, place=holding[circle[0]].place)


def _on_circles(by_id: ById) -> ById:
    """The subjects that reach a circle when dates are left aside; as good as always none."""
    above = {
        subject: {row.parent for row in rows if row.parent != subject and row.parent in by_id}
        for subject, rows in by_id.items()
    }
    below: dict[str, list[str]] = {}
    for subject, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(subject)
    free = [subject for subject, parents in above.items() if not parents]
    while free:
        top = free.pop()
        del above[top]
        for subject in below.get(top, ()):
            above[subject].discard(top)
            if not above[subject]:
                free.append(subject)
    return {subject: by_id[subject] for subject in above}


def _circles(holding: Mapping[str, SubjectRow]) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for start in holding:
        path: dict[str, None] = {}
        at = start
        while at in holding and at not in seen and at not in path:
            path[at] = None
            at = holding[at].parent
        if at in path:
            walked = list(path)
            yield tuple(walked[walked.index(at) :])
        seen.update(path)


def _circle(members: tuple[str, ...], *, place: Place) -> Problem:
    shown = members if len(members) <= _LONGEST_CHAIN else (*members[:_LONGEST_CHAIN], "…")
    chain = " → ".join((*shown, members[0]))
    return Problem(
        "circular-parents",
        speak("上级绕成了圈：{chain}", chain=chain),
        speak("改正其中一处上级"),
        place=place,
    )
