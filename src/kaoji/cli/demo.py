"""`kaoji demo`: an invented county's townships, scored from the shipped facts and shown in steps."""  # noqa: E501

from __future__ import annotations

from importlib.resources import as_file, files

import click

SETTINGS = ("主要领导权重=60%", "包乡领导权重=40%", "后三名范围=同类")


def show_demo() -> int:
    """Score the townships and print ranking, tie, interval and one derivation."""
    from kaoji.cli.api import Job, run_job
    from kaoji.engine.plinth.exact import exact_text

    folder = files("kaoji.packs.demo")
    with as_file(folder / "towns.csv") as facts, as_file(folder / "subjects.csv") as subjects:
        job = Job(
            "zhengding-towns",
            facts=(facts,),
            subjects=subjects,
            period="2025",
            settings=SETTINGS,
        )
        result = run_job(job).result
    click.echo("一个虚构县 2025 年的乡镇考核(方案:zhengding-towns)\n")
    for one in sorted(result.subjects, key=lambda one: (one.total is None, -(one.total or 0))):
        click.echo(f"  {one.name}  {one.shown or '未完成':>8}  {one.verdict.grade or '待定'}")
    for decision in result.decisions:
        click.echo(f"\n「{decision.what}」名额:{decision.derivation}")
        if decision.tied:
            click.echo(f"末位并列:{'、'.join(decision.tied)},提请{decision.body}研究决定")
    for one in result.subjects:
        span = one.interval
        if span is not None and span.low is not None and span.high is not None:
            click.echo(
                f"\n{one.name}缺数,得分在 {exact_text(span.low)} 与 {exact_text(span.high)} 之间;缺:"  # noqa: E501
            )
            click.echo("  " + "\n  ".join(one.blocking))
    first = result.subjects[0]
    click.echo(f"\n{first.name}的分数由来:")
    for path, node in first.nodes.items():
        if "@" not in path and node.published is not None:
            click.echo(f"  {path}  {node.published}  {node.clause or ''}")
    click.echo("\n接着看:kaoji packs · kaoji check zhengding-towns · kaoji score --help")
    return 0
