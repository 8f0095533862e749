"""`kaoji whatif`: change figures, the scheme or its parameters, and see what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaoji.cli.output import check_forms, check_page, say_problems, usage_fault, write_page
from kaoji.cli.paths import FILE
from kaoji.cli.printing import coloured, say, say_json
from kaoji.cli.progress import working
from kaoji.cli.scoring import files_read, job_of, json_flag, scoring_options
from kaoji.cli.shell import Call, Command, Option
from kaoji.cli.table import table, terminal_width, wrapped
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.runs.trying import Tried
    from kaoji.engine.whatif.telling import Sheet
    from kaoji.engine.whatif.trial import Trial

_WORKING = Words("计分", "scoring")
_NOTHING = Words(
    "写明改什么：--change '坐标=值'，或 --draft 草案.yaml",
    "say what to change: --change 'COORDINATE=VALUE', or --draft DRAFT.yaml",
)
_NO_FACTS = Words("缺少 --facts(数据表)", "--facts is missing")
_GROUP = Words("【{group}】", "[{group}]")
_LONGEST = 60
_COLOURS = {"gains": "green", "loses": "red", "open": "yellow"}


def whatif(call: Call) -> int:
    """Score twice and print what differs."""
    if not call["changes"] and call["draft"] is None:
        return usage_fault(call, _NOTHING)
    if not call["facts"] and not call["given"]:
        return usage_fault(call, _NO_FACTS)
    read = (*files_read(call), call["draft"])
    code = check_forms(call) or check_page(call, call["output"], inputs=read)
    if code:
        return code
    tried = _tried(call)
    if isinstance(tried, int):
        return tried
    if call["as_json"]:
        say_json(tried.as_json(), command="whatif")
        return tried.exit_code
    say_problems(tried.problems)
    return _print(call, tried) or tried.exit_code


def _tried(call: Call) -> Tried | int:
    from kaoji.engine.runs.job import UsageError
    from kaoji.engine.runs.trying import run_whatif

    draft = None if call["draft"] is None else str(call["draft"])
    try:
        with working(call.told(_WORKING)):
            return run_whatif(job_of(call), changes=call["changes"], draft=draft)
    except UsageError as wrong:
        return usage_fault(call, wrong.words, **wrong.figures)


def _print(call: Call, tried: Tried) -> int:
    trial = tried.trial
    if trial is None:
        return 0  # the problems have said why
    if call["output"] is not None:
        from kaoji.engine.whatif.page import trial_page

        return write_page(call["output"], text=trial_page(trial))
    for line in trial_lines(trial):
        say(line)
    return 0


def trial_lines(trial: Trial) -> Iterator[str]:
    """The trial as text, fitting the terminal."""
    from kaoji.engine.whatif.telling import sheets

    width = terminal_width()
    for text, indent in _head(trial):
        yield from wrapped(text, width=width, indent=indent, hang=2)
    for sheet in sheets(trial):
        yield from _sheet_lines(sheet, width=width)
    yield from _consequence_lines(trial, width=width)
    for texts in _rest(trial):
        yield ""
        for text in texts:
            yield from wrapped(text, width=width, hang=2)


def _head(trial: Trial) -> Iterator[tuple[str, int]]:
    from kaoji.engine.whatif.telling import draft_line, head_line, made_line, summary_line

    yield head_line(trial.before), 0
    if trial.draft is not None:
        yield draft_line(trial), 2
    yield from ((made_line(one), 2) for one in trial.made)
    yield summary_line(trial), 0


def _sheet_lines(sheet: Sheet, *, width: int | None) -> Iterator[str]:
    from kaoji.engine.whatif.telling import same_line, subject_heads

    if not sheet.rows:
        return
    yield ""
    if sheet.group:
        yield _GROUP.spoken(group=sheet.group)
    colours = [None, *(_COLOURS.get(fate.value) for fate in sheet.fates)]
    yield from table(
        subject_heads(),
        rows=sheet.rows,
        width=width,
        right=frozenset({0, 2, 3}),
        longest=_LONGEST,
        paint=lambda at, line: coloured(line, colour=colours[at]),
    )
    if sheet.same:
        yield same_line(sheet)


def _consequence_lines(trial: Trial, *, width: int | None) -> Iterator[str]:
    from kaoji.engine.whatif.telling import consequence_heads, consequence_rows, sum_line

    rows = list(consequence_rows(trial))
    if not rows:
        return
    yield ""
    yield from table(
        consequence_heads(), rows=rows, width=width, right=frozenset({2, 3, 4}), longest=_LONGEST
    )
    for one in trial.differences.sums:
        yield from wrapped(sum_line(one), width=width, hang=2)


def _rest(trial: Trial) -> Iterator[list[str]]:
    """Seats, what is still missing, indicators that tell nobody apart, panels: a paragraph each."""
    from kaoji.engine.explain.overview import incomplete_lines
    from kaoji.engine.whatif.telling import full_lines, panel_head, panel_line, seat_lines

    panels = [panel_line(one) for one in trial.panels]
    if panels:
        panels.insert(0, panel_head())
    yield from (texts for texts in (list(seat_lines(trial)), list(incomplete_lines(trial.after)),
                                list(full_lines(trial)), panels)
                if texts)  # fmt: skip


COMMANDS = {
    "whatif": Command(
        "whatif",
        words=Words(
            "试算：改几个数、方案的几个值或参数，看得分、名次、等次、名额和金额怎样变。"
            "几个 --change 合成一个方案。文件都不动。\n"
            "数据 甲乡:财政收入@2016=120(全体 *: ，一组 组：山区: ，别的栏 财政收入.目标@2016)；"
            "方案 财政收入.分值=16、等次:先进.不低于=88、表:加分表.值.市=2（等号后空着就是删去）；"
            "参数 参数:名称=值、参数:名称.类=值。\n"
            "--draft 让同样的数据按一份草案再算一遍。",
            "A trial: change facts, values of the scheme or parameters, and see what becomes of "
            "points, ranks, grades, seats and money. Several --change make one variant. No file "
            "is touched.\n"
            "A fact: Qingxi:revenue@2016=120, for all *:revenue@2016=120, another field "
            "Qingxi:revenue.target@2016=130. The scheme: revenue.points=16, grades:first.floor=88, "
            "tables:awards.cells.city=2 (nothing behind the sign drops it). A parameter: "
            "parameters:NAME=VALUE, parameters:NAME.CLASS=VALUE.\n"
            "--draft scores the same facts under a draft of the scheme.",
        ),
        run=whatif,
        examples=Words(
            "kaoji whatif towns.yaml --facts a.csv --change '青溪乡:财政收入@2016=120'\n"
            "kaoji whatif towns.yaml --facts a.csv --change 财政收入.分值=16 教育.分值=6\n"
            "kaoji whatif towns.yaml --facts a.csv --draft 草案.yaml -o 上会.html",
            "kaoji whatif towns.yaml --facts a.csv --change 'Qingxi:revenue@2016=120'\n"
            "kaoji whatif towns.yaml --facts a.csv --change a.points=16 b.points=6\n"
            "kaoji whatif towns.yaml --facts a.csv --draft new.yaml -o meeting.html",
        ),
        params=(
            *scoring_options(),
            Option("--change", "changes", metavar="TARGET=VALUE", many=True,
                   words=Words("改一处（写法见上）", "one change (see above)")),
            Option("--draft", type=FILE, metavar="FILE",
                   words=Words("按这份草案再算一遍", "score under this draft of the scheme")),
            json_flag(),
            Option("-o", "output", type=FILE, metavar="FILE",
                   words=Words("一页上会材料：.html", "one page for the meeting: .html")),
        ),
    )
}  # fmt: skip
