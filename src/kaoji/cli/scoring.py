"""What every scoring command takes, and the job that comes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoji.cli.paths import FILE
from kaoji.cli.progress import working
from kaoji.cli.shell import Argument, Call, Option, flag
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.runs.job import Job, Outcome

_WORKING = Words("计分", "scoring")


def scheme_argument() -> Argument:
    """SCHEME."""
    return Argument(
        "scheme",
        words=Words(
            "自带方案的编号（kaoji packs 列出）或方案文件的路径",
            "a shipped scheme (kaoji packs lists them) or the path of a file",
        ),
    )


def json_flag() -> Option:
    """`--json`."""
    return flag("--json", to="as_json", words=Words("结果写成 JSON", "the result as JSON"))


def subjects_option() -> Option:
    """`--subjects`."""
    return Option(
        "--subjects", type=FILE, metavar="FILE",
        words=Words("对象表：谁参加考核、类、组别、上级", "the subjects: kind, group, superior"),
    )  # fmt: skip


def period_option() -> Option:
    """`--period`."""
    return Option(
        "--period",
        metavar="PERIOD",
        words=Words(
            "算哪一期：2016、2016H1、2016Q2、2016-06；数据只说到一期时可不写",
            "which period: 2016, 2016H1, 2016Q2, 2016-06; left out where there is one choice",
        ),
    )


def output_option(*, more: str = "") -> Option:
    """`-o` of a table; `more` suffixes beside those of tables."""
    suffixes = f".csv .xlsx .parquet{more}"
    words = Words(f"写到文件：{suffixes}", f"write a file: {suffixes}")
    return Option("-o", "output", type=FILE, metavar="FILE", words=words)


def scoring_options() -> tuple[click.Parameter, ...]:
    """SCHEME and the options of every scoring command."""
    return (
        scheme_argument(),
        Option("--facts", type=FILE, metavar="FILE", many=True,
               words=Words("数据表：CSV、XLSX、XLS、ET、Parquet、JSON lines", "tables of facts")),
        subjects_option(),
        period_option(),
        Option("--as-of", metavar="DATE",
               words=Words("算到哪天（默认这一期的最后一天）：更晚的数据不计",
                           "as of a day (the period's last): later facts are left out")),
        Option("--given", type=FILE, metavar="FILE", many=True,
               words=Words("补充文件（YAML）：参数、已知的结果",
                           "overlays (YAML): parameters and known results")),
        Option("--set", "settings", metavar="NAME=VALUE", many=True,
               words=Words("设一个参数：主要领导权重=60%", "set a parameter: weight=60%")),
        Option("--open", "open_paths", metavar="PATH", many=True,
               words=Words("还没有截止的清单：它还会增加", "a list that may still grow")),
    )  # fmt: skip


def scored(call: Call, *, tracing: bool = False) -> Outcome | int:
    """Run the job of a call; a wrong call is told and gives the exit code."""
    from kaoji.cli.output import usage_fault
    from kaoji.engine.runs.job import UsageError, run_job

    if not call["facts"] and not call["given"]:
        return usage_fault(call, Words("缺少 --facts(数据表)", "--facts is missing"))
    try:
        with working(call.told(_WORKING)):
            return run_job(replace(job_of(call), tracing=tracing))
    except UsageError as wrong:
        return usage_fault(call, wrong.words, **wrong.figures)


def files_read(call: Call) -> tuple[Path | None, ...]:
    """The files that a scoring call reads."""
    return (Path(call["scheme"]), *call["facts"], call["subjects"], *call["given"])


def job_of(call: Call) -> Job:
    """The job that a call asks for."""
    from kaoji.engine.runs.job import Job

    return Job(
        scheme=call["scheme"],
        facts=call["facts"],
        subjects=call["subjects"],
        period=call["period"],
        as_of=call["as_of"],
        given=call["given"],
        settings=call["settings"],
        open_paths=call["open_paths"],
    )
