"""The workbook: legend, results, grades, computing, data, written subject by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from kaoji.engine.explain.formulas import ledger as data
from kaoji.engine.explain.formulas import lines as computing
from kaoji.engine.explain.formulas import verdicts
from kaoji.engine.explain.formulas.ledger import Entry, Ledger
from kaoji.engine.explain.formulas.legend import SHEET as LEGEND
from kaoji.engine.explain.formulas.legend import Tally, legend, note_of
from kaoji.engine.explain.formulas.lines import Line, Lines
from kaoji.engine.explain.formulas.terms import ALL_DIGITS, Held, NoFormulaError, Why, written
from kaoji.engine.explain.formulas.verdicts import Cell, Court, Peers, Row, figure_of, peers_of
from kaoji.engine.explain.formulas.walk import Walk
from kaoji.engine.explain.overview import STATUS_WORDS
from kaoji.engine.explain.worksheet.workbook import Page, Style, is_held, letter, write_pages
from kaoji.engine.facts.write import MOST_SHEET_ROWS
from kaoji.engine.plinth.exact import exact_text, fixed_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak, speaking
from kaoji.engine.plinth.units import unit_word
from kaoji.engine.score.result import Status, SubjectResult
from kaoji.engine.score.session import Scored

#: More subjects go into several workbooks, and so do more rows than leave room for one more.
MOST_SUBJECTS = 10_000
MOST_ROWS = MOST_SHEET_ROWS - 100_000
_STANDS = frozenset({Status.FINAL, Status.INCOMPLETE})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and how much of it is live."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    tally: Tally


def write_formulas(
    path: Path,
    *,
    scored: Scored,
    subjects: Sequence[SubjectResult],
    most: int = MOST_SUBJECTS,
    spared: Iterable[Path] = (),
) -> Written:
    """Write the workbook of some or all subjects; of very many, several: FILE, FILE-2, FILE-3.

    A workbook that cannot be written is not tried again under another name, and none is written
    over a file that is `spared`.
    """
    kept = {one.resolve() for one in spared}
    with speaking(scored.run.plan.scheme.language):
        court = Court.of(scored.run)
        paths: list[Path] = []
        problems: tuple[Problem, ...] = ()
        whole, rest = Tally(), tuple(subjects)
        while not problems and (rest or not paths):
            book = Book(scored, court, rest[:most])
            part = _part_path(path, number=len(paths) + 1)
            problems = (_is_read(part),) if part.resolve() in kept else book.write(part)
            if not problems:
                paths.append(part)
                whole.add(book.tally)
                rest = rest[max(book.told, 1) :]
        return Written(tuple(paths), problems, whole)


def _is_read(path: Path) -> Problem:
    return Problem(
        "cannot-write",
        speak("对象太多，要分成几个文件，其中这一个是要读的文件，没有写在它上面"),
        speak("-o 换一个文件名"),
        place=Place(str(path)),
    )


def part_paths(path: Path) -> Iterator[Path]:
    """The names of further workbooks that are there."""
    number = 2
    while (part := _part_path(path, number=number)).exists():
        yield part
        number += 1


def _part_path(path: Path, *, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


@dataclass(slots=True)
class Book:
    """One workbook in the making."""

    scored: Scored
    court: Court
    subjects: tuple[SubjectResult, ...]
    tally: Tally = field(default_factory=Tally)
    told: int = 0  # how many of the subjects found room
    ledger: Ledger = field(default_factory=Ledger)
    lines: Lines = field(default_factory=Lines)

    def write(self, path: Path) -> tuple[Problem, ...]:
        """Write everything; nothing where some text is longer than any cell."""
        names = (LEGEND, verdicts.SHEET, verdicts.GRADES, computing.SHEET, data.SHEET)
        return write_pages(path, names=[speak(name) for name in names], fill=self._fill)

    def _fill(self, pages: Sequence[Page]) -> None:
        first, results, grades, lines, facts = pages
        title = f"{self.scored.result.title} · {self.scored.result.period}"
        for page, headers in ((lines, _lines_headers()), (facts, _facts_headers())):
            page.put(0, column=0, text=title, style=Style.TITLE)
            page.put_row(1, texts=headers, style=Style.HEADER)
        rows = list(self._told(lines, facts))
        rows += self._others(rows)
        self._results(results, rows=rows, title=title)
        self._grades(grades, title=title)
        for at, text in enumerate(legend(self.scored.result, tally=self.tally)):
            first.stretch(at, texts=[text] if at else ())
            first.put(at, column=0, text=text, style=Style.PLAIN if at else Style.TITLE)
        first.finish(frozen_rows=1, frozen_columns=0, footer=_footer())
        for page in (results, grades, lines, facts):
            printed = self._printed(rows) if page is results else None
            page.finish(frozen_rows=2, frozen_columns=2, footer=_footer(), printed=printed)

    def _told(self, lines: Page, facts: Page) -> Iterator[Row]:
        """The rows of the subjects for whom there is room."""
        for at, one in enumerate(self.subjects):
            if max(self.lines.next_row, self.ledger.next_row) > MOST_ROWS:
                return
            self.told += 1
            yield self._subject(one, at, lines, facts)

    # -- one subject -------------------------------------------------------------------------------

    def _subject(self, one: SubjectResult, at: int, lines: Page, facts: Page) -> Row:
        row = Row(verdicts.FIRST_ROW + at, one)
        if one.status not in _STANDS:
            return row
        run = self.scored.run
        walk = Walk(run, one.subject, self.ledger, self.lines)
        found = {}
        for path in self._asked():
            found[path] = walk.line(path, period=run.period)
        total = found.get(run.plan.root)
        if total is not None:
            row.figure, row.published = _total_cells(total)
        grading = run.plan.scheme.grading
        graded = None if grading is None else self._line_named(grading.value, found)
        row.grade = self.court.grade(row, line=graded)
        own = {path: line for (key, path, when), line in walk.known.items()
               if key == id(run) and when == run.period}  # fmt: skip
        self.court.compares(row, lines=own)
        self._put_lines(lines, rows=self.lines.taken())
        entries = self.ledger.taken()
        self.tally.made += sum(entry.is_made for entry in entries)
        _put_entries(facts, rows=entries, first=self.ledger.next_row)
        return row

    def _asked(self) -> tuple[str, ...]:
        """The total, and where there is none the values that stand for themselves."""
        plan = self.scored.run.plan
        if plan.scheme.has_total:
            return (plan.root,)
        derived = tuple(one.key for one in plan.scheme.derived if one.key in plan.nodes)
        return (*(child.path for child in plan.scheme.root.children), *derived)

    def _line_named(self, name: str, found: dict[str, Line]) -> Line | None:
        entries = self.scored.run.plan.index.find(name)
        return found.get(entries[0].path) if len(entries) == 1 else None

    def _others(self, rows: Sequence[Row]) -> list[Row]:
        """Those who are not told of here, but whose figures a rank is counted by: without names."""
        told = {row.result.subject for row in rows}
        pools = {(name, pool) for row in rows for name, pool in row.pools.items()}
        found: list[Row] = []
        for one in self.scored.result.subjects:
            if one.subject in told or not self.court.is_in(one.subject, pools=pools):
                continue
            row = Row(verdicts.FIRST_ROW + len(rows) + len(found), one, is_named=False)
            self.court.compares(row, lines={})
            row.pools = {name: at for name, at in row.pools.items() if (name, at) in pools}
            if row.pools:
                found.append(row)
        return found

    # -- the sheet of computing --------------------------------------------------------------------

    def _put_lines(self, page: Page, *, rows: Iterable[Line]) -> None:
        for line in rows:
            at = line.row - 1
            name = speak("　") * line.depth + line.name
            texts = (line.subject, name, line.period, line.clause, line.how)
            page.stretch(at, texts=texts)
            page.put_row(at, texts=texts)
            put_input(page, row=at, column=5, value=line.full)
            put_input(page, row=at, column=6, value=line.share)
            cell = Cell(line.term, line.text, line.why)
            self._put(page, at, column=7, cell=cell)
            published = Cell(line.published, line.published_text, line.why_published)
            self._put(page, at, column=8, cell=published, places=self._places)
            page.put(at, column=9, text=line.exact, style=Style.EXACT)
            page.put(at, column=10, text=_note(("", line.why), ("", line.why_published)))

    @property
    def _places(self) -> int:
        return self.scored.run.plan.scheme.places

    def _put(
        self, page: Page, row: int, *, column: int, cell: Cell, places: int | None = None
    ) -> None:
        """A formula with what it shows, or the exact text."""
        if cell.term is not None and cell.why is None:
            self.tally.count(None)
            formula, shown = cell.term.text, shown_of(cell.term.value, places=places)
            page.put_formula(row, column=column, formula=formula, shown=shown, places=places)
            return
        if cell.why is not None:
            self.tally.count(cell.why)
        style = Style.FIXED if cell.text else Style.PLAIN
        page.put(row, column=column, text=cell.text, style=style)

    # -- results and grades ------------------------------------------------------------------------

    def _results(self, page: Page, *, rows: Sequence[Row], title: str) -> None:
        rankings = self.court.rankings
        names = [
            speak("名次") if at == 0 else spoken_path(one.name) for at, one in enumerate(rankings)
        ]
        headers = [
            *map(speak, _RESULT_HEADERS), *names, speak("精确值"), speak("说明"),
            *(speak("{name}比较的数", name=name) for name in names),
            *(speak("{name}的组号", name=name) for name in names),
        ]  # fmt: skip
        page.put(0, column=0, text=title, style=Style.TITLE)
        page.put_row(1, texts=headers, style=Style.HEADER)
        together = peers_of(rows)
        for row in rows:
            if row.is_named:
                self._put_result(page, row=row, peers=together, names=names)
            else:
                page.put(row.row - 1, column=0, text=speak("（同组其他对象）"))
            self._put_keys(page, row=row)

    @property
    def _helpers(self) -> tuple[int, int]:
        """Where the columns begin that ranks are counted by: figures, numbers of pools."""
        count = len(self.court.rankings)
        first = len(_RESULT_HEADERS) + count + 2
        return first, first + count

    def _printed(self, rows: Sequence[Row]) -> tuple[int, int]:
        """The rows and columns that people read: not those that ranks are only counted by."""
        named = sum(row.is_named for row in rows)
        return verdicts.FIRST_ROW - 1 + named, self._helpers[0]

    def _put_keys(self, page: Page, *, row: Row) -> None:
        keys, pools = self._helpers
        for place, ranking in enumerate(self.court.rankings):
            key = row.keys.get(ranking.name)
            if key is not None and ranking.name in row.pools:
                shown, number = shown_of(key.value), str(row.pools[ranking.name])
                at = row.row - 1
                page.put_formula(at, column=keys + place, formula=key.text, shown=shown)
                page.put_number(at, column=pools + place, text=number, style=Style.PLAIN)

    def _put_result(self, page: Page, *, row: Row, peers: Peers, names: Sequence[str]) -> None:
        at, one, first = row.row - 1, row.result, len(_RESULT_HEADERS)
        page.put_row(at, texts=(one.subject, one.name, one.group, speak(STATUS_WORDS[one.status])))
        self._put(page, at, column=4, cell=row.figure)
        self._put(page, at, column=5, cell=row.published, places=self._places)
        self._put(page, at, column=6, cell=row.grade)
        ranks = [
            self.court.rank(row, ranking=ranking, peers=peers, columns=self._columns(place))
            for place, ranking in enumerate(self.court.rankings)
        ]
        for place, cell in enumerate(ranks):
            self._put(page, at, column=first + place, cell=cell)
        is_known = one.total is not None and one.status in _STANDS
        exact = exact_text(one.total) if one.total is not None and is_known else ""
        page.put(at, column=first + len(ranks), text=exact, style=Style.EXACT)
        told = ((speak("得分"), row.figure), (speak("公布"), row.published),
                (speak("等次"), row.grade), *zip(names, ranks, strict=True))  # fmt: skip
        note = _note(*((name, cell.why) for name, cell in told))
        page.put(at, column=first + len(ranks) + 1, text=note)

    def _columns(self, place: int) -> tuple[str, str]:
        keys, pools = self._helpers
        return letter(keys + place), letter(pools + place)

    def _grades(self, page: Page, *, title: str) -> None:
        page.put(0, column=0, text=title, style=Style.TITLE)
        page.put_row(1, texts=[speak(one) for one in _GRADE_HEADERS], style=Style.HEADER)
        for place, grade in enumerate(self.court.grades):
            row = verdicts.FIRST_ROW + place - 1
            page.put(row, column=0, text=grade.name)
            for column, letter_of in ((1, "B"), (2, "C")):
                put_input(
                    page, row=row, column=column, value=self.court.edges.get((place, letter_of))
                )
            told = speak("另有名额") if grade.quota is not None else ""
            page.put(row, column=3, text=told)


_RESULT_HEADERS = (
    marked("对象"), marked("名称"), marked("组别"), marked("状态"), marked("得分"), marked("公布"),
    marked("等次"),
)  # fmt: skip
_GRADE_HEADERS = (marked("等次"), marked("不低于"), marked("高于"), marked("说明"))


def _lines_headers() -> list[str]:
    return [
        speak("对象"), speak("指标"), speak("周期"), speak("条款"), speak("算法"), speak("满分"),
        speak("分值、权重或件数"), speak("得数"), speak("公布"), speak("精确值"), speak("说明"),
    ]  # fmt: skip


def _facts_headers() -> list[str]:
    return [
        speak("对象"), speak("名称"), speak("数值"), speak("件数"), speak("单位"), speak("精确值"),
        speak("坐标"), speak("依据"), speak("键"),
    ]  # fmt: skip


def _footer() -> str:
    return speak("&C第 &P 页，共 &N 页")


def _total_cells(line: Line) -> tuple[Cell, Cell]:
    """The total and its published figure in the sheet of results."""
    cells = []
    for is_published in (False, True):
        text = line.published_text if is_published else line.text
        why = line.why_published if is_published else line.why
        try:
            cells.append(Cell(figure_of(line, is_published=is_published), text))
        except NoFormulaError:
            cells.append(Cell(text=text, why=why))
    return cells[0], cells[1]


def _note(*cells: tuple[str, Why | None]) -> str:
    """What is to be said of a row: which of its cells stand as they are."""
    found: dict[Why, list[str]] = {}
    for name, why in cells:
        if why is not None:
            found.setdefault(why, []).append(name)
    told = []
    for why, names in found.items():
        of = speak("、").join(dict.fromkeys(name for name in names if name))
        text = note_of(why)
        told.append(speak("{cells}：{note}", cells=of, note=text) if of else text)
    return speak("；").join(told)


def _put_entries(page: Page, *, rows: Sequence[Entry], first: int) -> None:
    start = first - len(rows)
    for at, entry in enumerate(rows, start=start - 1):
        page.stretch(at, texts=(entry.name, entry.coordinate, entry.proof))
        page.put_row(at, texts=(entry.subject, entry.name))
        _put_held(page, at, value=entry.value)
        put_input(page, row=at, column=3, value=entry.count)
        exact = exact_text(entry.value) if isinstance(entry.value, Fraction) else ""
        page.put(at, column=4, text=unit_word(entry.unit))
        page.put(at, column=5, text=exact, style=Style.EXACT)
        for column, text in enumerate((entry.coordinate, entry.proof, *entry.keys), start=6):
            page.put(at, column=column, text=text)


def _put_held(page: Page, row: int, *, value: Fraction | str | bool) -> None:
    if isinstance(value, bool):
        page.put_truth(row, column=2, truth=value, style=Style.FILL)
    elif isinstance(value, str):
        page.put(row, column=2, text=value, style=Style.FILL_TEXT)
    else:
        put_input(page, row=row, column=2, value=value)


def put_input(page: Page, *, row: int, column: int, value: Fraction | None) -> None:
    """A number that may be changed; a fraction that no decimal says is written as a division."""
    if value is None:
        page.put(row, column=column, text="")
        return
    text = written(value)[0]
    if is_held(text):
        page.put_number(row, column=column, text=text, style=Style.FILL)
    else:
        page.put_formula(row, column=column, formula=text, shown=shown_of(value), style=Style.FILL)


def shown_of(value: Held, *, places: int | None = None) -> Decimal | str | bool:
    """What a formula shows until a spreadsheet computes it."""
    if not isinstance(value, Fraction):
        return "" if value is None else value
    if places is not None:
        return Decimal(fixed_text(value, places=places))
    text = exact_text(value)
    if "/" in text or len(text) > ALL_DIGITS:
        text = fixed_text(value, places=max(ALL_DIGITS - len(str(int(abs(value)))), 0))
    return Decimal(text)
