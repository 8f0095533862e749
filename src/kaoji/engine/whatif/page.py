"""A trial as one A4 page for the meeting that decides: what is changed, who gains, who loses.

What does not fit is counted; the whole of it is in the command's text and JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaoji.engine.explain.overview import incomplete_lines
from kaoji.engine.explain.pages.printing import MINUS, printed
from kaoji.engine.plinth.speech import speak
from kaoji.engine.whatif.compare import Fate
from kaoji.engine.whatif.telling import (
    Sheet,
    consequence_heads,
    consequence_rows,
    draft_line,
    full_lines,
    head_line,
    made_line,
    panel_head,
    panel_line,
    same_line,
    seat_lines,
    sheets,
    subject_heads,
    sum_line,
    summary_line,
)
from kaoji.engine.whatif.trial import Trial

LAYOUT = Path(__file__).parent / "layout"
#: So much fits one page.
MOST_CHANGES, MOST_ROWS, MOST_CONSEQUENCES = 6, 12, 3
MOST_LINES, MOST_NAMES = 3, 3
#: A state is a shape, then a word.
_SHAPES = {Fate.GAINS: "▲ ", Fate.LOSES: "▽ "}


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a group that the page has room for, and a line about the others."""

    group: str
    rows: tuple[tuple[str, ...], ...]
    rest: str


def trial_page(trial: Trial) -> str:
    """The page, in the language that is spoken."""
    made = [made_line(one) for one in trial.made]
    consequences = list(consequence_rows(trial))
    is_short = len(consequences) <= MOST_CONSEQUENCES
    return printed(
        "whatif",
        paper="a4",
        folder=LAYOUT,
        result=trial.before,
        head=head_line(trial.before),
        draft=draft_line(trial),
        changes=made[:MOST_CHANGES],
        more_changes=_more(made, MOST_CHANGES),
        summary=summary_line(trial, most=MOST_NAMES),
        heads=subject_heads(),
        classes=("kj-num", "kj-subject", "kj-num", "kj-num", "kj-grade", "kj-fate"),
        sheets=tuple(_groups(sheets(trial))),
        seats=_cut(list(seat_lines(trial))),
        money_heads=consequence_heads(),
        consequences=[tuple(map(_print, row)) for row in consequences if is_short],
        more_consequences="" if is_short else speak("有变化 {count} 处。", count=len(consequences)),
        sums=_cut([_print(sum_line(one)) for one in trial.differences.sums]),
        missing=_cut(list(incomplete_lines(trial.after))),
        full=_cut(list(full_lines(trial))),
        panels=_cut([panel_line(one) for one in trial.panels]),
        words=_words(),
    )


def _print(text: str) -> str:
    return text.replace("-", MINUS)


def _more(items: Sequence[object], most: int) -> str:
    left = len(items) - most
    return speak("另有 {count} 处。", count=left) if left > 0 else ""


def _cut(lines: list[str]) -> list[str]:
    more = _more(lines, MOST_LINES)
    return [*lines[:MOST_LINES], *([more] if more else [])]


def _groups(found: tuple[Sheet, ...]) -> Iterator[Group]:
    """Every group has its share of the page; whose grade or rank moves comes before the others."""
    changed = [one for one in found if one.rows]
    most = max(1, MOST_ROWS // max(1, len(changed)))
    for sheet in changed:
        order = sorted(range(len(sheet.rows)), key=lambda at: sheet.fates[at] not in _SHAPES)
        kept = sorted(order[:most])
        rows = tuple(_row(sheet.rows[at], fate=sheet.fates[at]) for at in kept)
        left = len(sheet.rows) - len(rows)
        more = speak("另有 {count} 个对象有变化，没有列出。", count=left) if left else ""
        yield Group(sheet.group, rows, f"{more}{same_line(sheet)}")


def _row(cells: tuple[str, ...], *, fate: Fate) -> tuple[str, ...]:
    rank, name, points, difference, grade, word = cells
    to = speak("～")
    rank, points = (text.replace("-", to).replace("..", to) for text in (rank, points))
    points = points.replace("[", "").replace("]", "")
    return rank, name, points, _print(difference), grade, f"{_SHAPES.get(fate, '')}{word}"


def _words() -> dict[str, str]:
    """The headings."""
    return {
        "title": speak("试算"),
        "seal": speak("草稿"),
        "version": speak("版"),
        "changes": speak("改动"),
        "seats": speak("名额"),
        "money": speak("结果运用和金额"),
        "missing": speak("还缺数据"),
        "full": speak("区分度"),
        "panels": panel_head(),
        "end": speak("只是试算：没有改动任何文件，也没有改动已有的结果。"),
    }
