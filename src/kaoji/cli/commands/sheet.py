"""`kaoji sheet`: the facts owed, as an empty facts table to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.output import (
    check_forms,
    check_target,
    say_csv,
    say_problems,
    usage_fault,
    write_file,
    write_rows,
)
from kaoji.cli.printing import note, say, say_json
from kaoji.cli.scoring import (
    json_flag,
    output_option,
    period_option,
    scheme_argument,
    subjects_option,
)
from kaoji.cli.shell import DONE, FAULTY, Call, Command, flag
from kaoji.cli.table import table, terminal_width
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.cli.library import Asked
    from kaoji.engine.plan.owed import Sheet

_HEADERS = (
    Words("指标", "key"), Words("怎样填", "rows"), Words("单位", "unit"), Words("周期", "periods"),
    Words("来源", "source"),
)  # fmt: skip
_KINDS = {
    "quantity": Words("一对象一期一行", "one a subject and period"),
    "event": Words("一件一行", "one an event"),
    "ballot": Words("一票一行", "one a ballot"),
    "plan": Words("一项一行", "one a plan item"),
    "parameter": Words("参数", "parameter"),
}
_PERIOD = Words(
    "周期取 {period}；要别的周期请用 --period", "period {period}; choose another by --period"
)


def sheet(call: Call) -> int:
    """Print the facts owed."""
    from kaoji.cli.library import facts_owed
    from kaoji.engine.plinth.problem import has_errors
    from kaoji.engine.runs.job import UsageError

    target: Path | None = call["output"]
    inputs = (Path(call["scheme"]), call["subjects"])
    code = check_forms(call) or check_target(call, target, inputs=inputs)
    if code:
        return code
    try:
        asked = facts_owed(call["scheme"], subjects=call["subjects"], period=call["period"])
    except UsageError as wrong:
        return usage_fault(call, wrong.words, **wrong.figures)
    if call["as_json"]:
        say_json(asked.as_json(), command="sheet")
        return FAULTY if has_errors(asked.problems) else DONE
    say_problems(problem for problem in asked.problems if problem.severity == "error")
    if asked.sheet is None:
        return FAULTY
    if call["period"] is None:
        note(_PERIOD.spoken(period=asked.period))
    code = _print(call, asked)
    return FAULTY if has_errors(asked.problems) else code


def _print(call: Call, asked: Asked) -> int:
    """To a file, as a list on a terminal, else as CSV."""
    from kaoji.engine.explain.spoken import header_words

    sheet_made, target = asked.sheet, call["output"]
    if sheet_made is None:  # pragma: no cover - the caller has asked
        return FAULTY
    if target is not None:
        return _write(call, target, sheet_made=sheet_made)
    width = terminal_width()
    if width is None or call["as_csv"]:
        say_csv(header_words(sheet_made.headers), rows=sheet_made.rows)
        return DONE
    rows = [
        (one.key, _KINDS[one.row_kind].spoken(), one.unit or "", " ".join(one.periods),
         one.supplier or "")
        for one in sheet_made.inputs
    ]  # fmt: skip
    for line in table([words.spoken() for words in _HEADERS], rows=rows, width=width):
        say(line)
    return DONE


def _write(call: Call, target: Path, *, sheet_made: Sheet) -> int:
    """A workbook that shows what to fill in, or a bare table."""
    from kaoji.engine.explain.spoken import header_words

    if target.suffix.lower() == ".xlsx":
        from kaoji.engine.explain.worksheet.form import write_form

        return write_file(
            call,
            target,
            write=lambda path: write_form(path, sheet=sheet_made),
            count=len(sheet_made.rows),
            keeps=True,
        )
    return write_rows(
        call, target, headers=header_words(sheet_made.headers), rows=sheet_made.rows, keeps=True
    )


COMMANDS = {
    "sheet": Command(
        "sheet",
        words=Words(
            "列出方案在一期里应填报的全部数据，印成一张空的数据表：谁、什么、哪一期、单位、来源。"
            "清单、评分、计划、参数各有一行样行。存成文件就能填，填好就能计分。",
            "Every fact that a scheme asks for in a period, as an empty facts table: who, what, "
            "when, unit, source; lists, ballots, plans and parameters have a pattern row each. "
            "Saved to a file it can be filled in and scored.",
        ),
        run=sheet,
        examples=Words(
            "kaoji sheet zhengding-towns --subjects units.csv --period 2025 -o a.xlsx",
            "kaoji sheet zhengding-towns --subjects units.csv --period 2025 -o a.xlsx",
        ),
        params=(
            scheme_argument(),
            subjects_option(),
            period_option(),
            json_flag(),
            flag("--csv", to="as_csv", words=Words("印成 CSV(不在终端上时就是)", "as CSV")),
            output_option(),
        ),
    )
}
