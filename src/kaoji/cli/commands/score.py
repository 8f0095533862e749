"""`kaoji score`: points, grades, ranks of every subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kaoji.cli.output import (
    check_forms,
    check_target,
    not_built,
    say_csv,
    say_problems,
    write_file,
    write_page,
    write_rows,
)
from kaoji.cli.printing import coloured, note, say, say_json
from kaoji.cli.scoring import files_read, json_flag, output_option, scored, scoring_options
from kaoji.cli.shell import FAULTY, Call, Command, Option, flag
from kaoji.cli.table import table, terminal_width, width_of, wrapped
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.explain.overview import Ranking
    from kaoji.engine.runs.job import Outcome

_RANK = (Words("名次", "rank"), Words("对象", "subject"))
_REST = (Words("得分", "total"), Words("等次", "grade"), Words("状态", "status"))
#: A name has so many columns in a table; JSON and CSV have the whole of it.
_LONGEST = 60
_COLOURS = {"incomplete": "yellow", "refused": "red"}
_COUNT = Words(
    "{title} {version} · {period} · {count} 个对象",
    "{title} {version} · {period} · subjects: {count}",
)
_GROUP = Words("【{group}】", "[{group}]")
_LEFT_OUT = Words("{count} 个对象还没有定，没有写成数据", "not settled and without a row: {count}")


def score(call: Call) -> int:
    """Score a table of facts."""
    if call["engine"] in ("columns", "spark"):
        return not_built(call, f"--engine {call['engine']}")
    target, inputs = call["output"], files_read(call)
    code = check_forms(call) or check_target(call, target, inputs=inputs, pages=True)
    if code:
        return code
    outcome = scored(call)
    if isinstance(outcome, int):
        return outcome
    if call["as_json"]:
        say_json(outcome.result.as_json(), command="score")
        return outcome.exit_code
    say_problems(outcome.all_problems)
    if outcome.scheme is None:
        return FAULTY
    return _print(call, outcome) or outcome.exit_code


def _print(call: Call, outcome: Outcome) -> int:
    """As facts, as CSV, to a file, or as text; the code of what went wrong in writing."""
    from kaoji.engine.explain.overview import CSV_HEADERS, csv_rows, fact_headers, fact_rows

    result, scheme, target = outcome.result, outcome.scheme, call["output"]
    if target is not None and target.suffix.lower() == ".xlsx" and not call["as_facts"]:
        return _lay_on_desk(call, outcome)
    if target is not None and target.suffix.lower() == ".html":
        return _lay_on_sheet(call, outcome)
    headers: tuple[str, ...] = CSV_HEADERS
    rows = list(csv_rows(result))
    if call["as_facts"] and scheme is not None:
        headers, rows = fact_headers(), list(fact_rows(result, scheme=scheme))
        left_out = len(result.subjects) - len({row[0] for row in rows})
        if left_out:
            note(_LEFT_OUT.spoken(count=left_out))
    if target is not None:
        return write_rows(call, target, headers=headers, rows=rows)
    if call["as_csv"] or call["as_facts"]:
        say_csv(headers, rows=rows)
        return 0
    if not result.subjects:  # the problems have said why
        return 0
    for line in overview_lines(outcome):
        say(line)
    return 0


def _lay_on_sheet(call: Call, outcome: Outcome) -> int:
    """All subjects and indicators on A3, to print."""
    from kaoji.engine.explain.pages.sheet_page import sheet_page

    if outcome.scored is None or outcome.basis is None:  # pragma: no cover - the caller has asked
        return FAULTY
    as_of = outcome.basis.tables.as_of
    page = sheet_page(outcome.scored, digest=outcome.digest, as_of=as_of)
    return write_page(call["output"], text=page)


def _lay_on_desk(call: Call, outcome: Outcome) -> int:
    """The workbook for people; programs read the CSV."""
    from kaoji.engine.explain.worksheet.desk import Desk, write_desk

    result, scheme = outcome.result, outcome.scheme
    if scheme is None:  # pragma: no cover - the caller has asked
        return FAULTY
    desk = Desk(result, scheme, outcome.all_problems)
    return write_file(
        call,
        call["output"],
        write=lambda path: write_desk(path, desk=desk),
        count=len(result.subjects),
    )


def overview_lines(outcome: Outcome) -> list[str]:
    """The rankings and what stands below them, fitting the terminal."""
    from kaoji.engine.explain.overview import remarks

    result, scheme = outcome.result, outcome.scheme
    if scheme is None:
        return []
    width = terminal_width()
    head = _COUNT.spoken(
        title=result.title, version=result.version, period=result.period,
        count=len(result.subjects),
    )  # fmt: skip
    lines = [*wrapped(head, width=width), *ranking_lines(outcome)]
    below = [line for text in remarks(result) for line in wrapped(text, width=width, hang=2)]
    return [*lines, "", *below] if below else lines


def ranking_lines(outcome: Outcome) -> Iterator[str]:
    """The ranking of each group."""
    from kaoji.engine.explain.overview import rankings

    if outcome.scheme is None:
        return
    for ranking in rankings(outcome.result, scheme=outcome.scheme):
        yield ""
        if ranking.group:
            yield _GROUP.spoken(group=ranking.group)
        yield from _ranking_lines(ranking, width=terminal_width())


def _ranking_lines(ranking: Ranking, *, width: int | None) -> Iterator[str]:
    """One table; where it is too wide, the points of the parts stand in one of their own."""
    headers = [words.spoken() for words in _RANK]
    total, *rest = (words.spoken() for words in _REST)
    headers += [*ranking.parts, total, *ranking.places, *rest]
    rows = [headers, *(one.cells for one in ranking.lines)]
    colours = [None, *(_COLOURS.get(one.status.value) for one in ranking.lines)]

    def shown(columns: Sequence[int], *, width: int | None) -> Iterator[str]:
        first, *others = [[row[at] for at in columns] for row in rows]
        figures = {0, *range(2, len(headers) - 2)}
        return table(
            first,
            rows=others,
            width=width,
            right=frozenset(place for place, at in enumerate(columns) if at in figures),
            longest=_LONGEST,
            paint=lambda at, line: coloured(line, colour=colours[at]),
        )

    whole, parts = range(len(headers)), range(2, 2 + len(ranking.parts))
    natural = table(headers, rows=rows[1:], width=None, longest=_LONGEST)
    if width is None or not parts or max(map(width_of, natural)) <= width:
        yield from shown(whole, width=width)
        return
    yield from shown([at for at in whole if at not in parts], width=width)
    yield ""
    yield from shown([1, *parts], width=width)


COMMANDS = {
    "score": Command(
        "score",
        words=Words(
            "按方案给每个对象计分、定等、排名。数据不全的对象不给等次和名次，"
            "给出得分的范围和所缺的数据。\n"
            "数据有误的对象不计分，其他的照算；有错误时退出码为 1。",
            "Score every subject by a scheme: points, grades, ranks. An incomplete subject has "
            "no grade and no rank but sound bounds and the facts it waits for.\n"
            "A subject whose facts are at fault is refused, the others are scored; exit 1 when "
            "there are errors.",
        ),
        run=score,
        examples=Words(
            "kaoji score zhengding-towns --facts facts.xlsx --subjects units.csv\n"
            "kaoji score towns.yaml --facts facts.csv events.csv --given given.yaml --json\n"
            "kaoji score towns.yaml --facts facts.csv --set 主要领导权重=60% -o result.xlsx",
            "kaoji score zhengding-towns --facts facts.xlsx --subjects units.csv\n"
            "kaoji score towns.yaml --facts facts.csv events.csv --given given.yaml --json\n"
            "kaoji score towns.yaml --facts facts.csv --set weight=60% -o result.xlsx",
        ),
        params=(
            *scoring_options(),
            json_flag(),
            flag("--csv", to="as_csv", words=Words("结果写成 CSV", "the result as CSV")),
            flag(
                "--as-facts",
                to="as_facts",
                words=Words("结果写成数据表，供别的方案或下一年用", "the result as a facts table"),
            ),
            output_option(more=" .html"),
            Option("--engine", type=click.Choice(["plain", "columns", "spark", "auto"]),
                   default="auto", metavar="NAME",
                   words=Words("计算引擎：plain 或 auto", "the engine: plain or auto")),
        ),
    )
}  # fmt: skip
