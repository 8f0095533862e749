"""The entry point: `kaoji COMMAND`. Nothing of the engine is imported before a command runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

NOT_BUILT = (
    "test",
    "plan",
    "sheet",
    "explain",
    "whatif",
    "seal",
    "verify",
    "diff",
    "schema",
)
HELP = "考绩 Kaoji:考核办法就是程序 · the regulation is the program"


@click.group(help=HELP)
def kaoji() -> None:
    """Every command hangs here."""


def say_problems(problems: Any, *, to_stderr: bool = True) -> None:  # noqa: ANN401
    """Print problems, one a line."""
    for problem in problems:
        click.echo(problem.as_text(), err=to_stderr)


@kaoji.command(help="检查方案,列出全部问题 · all problems of schemes")
@click.argument("schemes", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
def check(schemes: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Check schemes."""
    from kaoji.cli.api import open_scheme
    from kaoji.engine.plinth.problem import has_errors

    found = [problem for name in schemes for problem in open_scheme(name)[1]]
    if as_json:
        click.echo(json.dumps({"problems": [one.as_json() for one in found]}, ensure_ascii=False))
    else:
        say_problems(found, to_stderr=False)
    sys.exit(1 if has_errors(found) else 0)


@kaoji.command(help="按方案计分 · score every unit")
@click.argument("scheme")
@click.option("--facts", multiple=True, required=True, type=click.Path(path_type=Path))
@click.option("--subjects", type=click.Path(path_type=Path))
@click.option("--period")
@click.option("--as-of")
@click.option("--given", multiple=True, type=click.Path(path_type=Path))
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE")
@click.option("--open", "open_paths", multiple=True, metavar="PATH")
@click.option("--engine", default="auto", type=click.Choice(["auto", "plain", "columns", "spark"]))
@click.option("--json", "as_json", is_flag=True)
@click.option("--csv", "as_csv", is_flag=True)
def score(scheme: str, engine: str, as_json: bool, as_csv: bool, **asked: Any) -> None:  # noqa: ANN401, FBT001
    """Score a table of facts."""
    from kaoji.cli.api import Job, UsageError, run_job

    if engine in ("columns", "spark"):
        raise click.UsageError(f"--engine {engine}:尚未建成 · not built yet")
    job = Job(
        scheme,
        facts=asked["facts"],
        subjects=asked["subjects"],
        period=asked["period"],
        as_of=asked["as_of"],
        given=asked["given"],
        settings=asked["settings"],
        open_paths=asked["open_paths"],
    )
    try:
        outcome = run_job(job)
    except UsageError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if as_json:
        click.echo(json.dumps(outcome.result.as_json(), ensure_ascii=False, indent=1))
    else:
        say_problems(outcome.all_problems)
        click.echo(table_of(outcome.result, comma=as_csv), nl=False)
    sys.exit(outcome.exit_code)


def table_of(result: Any, *, comma: bool) -> str:  # noqa: ANN401
    """One line a subject: subject, group, status, total_exact, total_published, grade, rank."""
    import csv
    import io

    from kaoji.engine.plinth.exact import exact_text

    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if comma else "\t", lineterminator="\n")
    writer.writerow(
        ("subject", "group", "status", "total_exact", "total_published", "grade", "rank")
    )
    for one in result.subjects:
        verdict = one.verdict
        total = "" if one.total is None else exact_text(one.total)
        rank = "" if verdict.rank is None else exact_text(verdict.rank)
        writer.writerow(
            (one.subject, one.group, one.status.value, total, one.published or "",
             verdict.grade or "", rank)
        )  # fmt: skip
    return out.getvalue()


@kaoji.command(help="列出自带的方案 · shipped schemes")
def packs() -> None:
    """One line a scheme."""
    from kaoji.engine.scheme.catalogue import shipped_schemes

    for entry in shipped_schemes():
        click.echo(f"{entry.reference}\t{entry.title}")


@kaoji.command(help="期限到哪天,迟了几天 · due dates")
@click.argument("start")
@click.option("--workdays")
@click.option("--days")
@click.option("--months")
@click.option("--on")
@click.option("--submitted")
@click.option("--calendar")
@click.option("--duration", is_flag=True)
@click.option("--stays", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def due(**asked: Any) -> None:  # noqa: ANN401
    """Answer when a limit ends."""
    from kaoji.cli.due import run_due

    code, text = run_due(**asked)
    click.echo(text, err=code == 2, nl=not text.endswith("\n"))  # noqa: PLR2004, RUF100
    sys.exit(code)


@kaoji.command(help="演示:一个虚构县的年度考核 · an invented county's year")
def demo() -> None:
    """Show what there is."""
    from kaoji.cli.demo import show_demo

    sys.exit(show_demo())


def not_built(name: str) -> click.Command:
    """A command that is not built yet says so."""

    @click.pass_context
    def say(context: click.Context) -> None:
        click.echo(f"kaoji {name}:尚未建成 · not built yet", err=True)
        context.exit(2)

    rest = click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)

    @click.pass_context
    def command(context: click.Context, rest: tuple[str, ...]) -> None:  # noqa: ARG001
        context.invoke(say)

    return click.Command(
        name,
        params=[rest],
        callback=command,
        help="尚未建成 · not built yet",
        context_settings={"ignore_unknown_options": True},
    )


for _name in NOT_BUILT:
    kaoji.add_command(not_built(_name))


def run() -> None:
    """The console script."""
    kaoji(prog_name="kaoji")
