"""`kaoji explain`: from a number to its derivation, down to documents and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaoji.cli.explained_file import explain_to_file
from kaoji.cli.output import say_problems, usage_fault
from kaoji.cli.paths import FILE
from kaoji.cli.printing import say, say_json
from kaoji.cli.scoring import json_flag, scored, scoring_options
from kaoji.cli.shell import FAULTY, Call, Command, Option
from kaoji.cli.table import terminal_width, wrapped
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.explain.account import Account
    from kaoji.engine.runs.job import Outcome
    from kaoji.engine.score.result import SubjectResult

_WHO = Words(
    "缺少 --subject（哪个对象）；全体的只能写到文件：-o FILE.xlsx 或文件夹",
    "--subject is missing; all subjects go to a file only: -o FILE.xlsx or a folder",
)
_NO_SUBJECT = Words(
    "没有叫「{name}」的对象；有：{known}{more}", "no subject {name}; there are: {known}{more}"
)
_NEAR_SUBJECT = Words(
    "没有叫「{name}」的对象；是不是「{near}」？", "no subject {name}; did you mean {near}?"
)
_NO_NODE = Words("没有叫「{name}」的指标；{hint}", "no node {name}; {hint}")
_MANY_NODES = Words("「{name}」可以指：{fitting}", "{name} may mean: {fitting}")
_SEE_PLAN = Words("kaoji plan 列出全部指标", "kaoji plan lists them all")
_NEAR_NODE = Words("是不是「{near}」？", "did you mean {near}?")
_MISSING = Words("缺 {count} 项数据：", "Facts that are missing: {count}")
_DERIVATION = Words("推导：", "Derivation:")
_MOST_SUBJECTS = 12


def explain(call: Call) -> int:
    """Explain one subject's result, or one node of it."""
    if call["output"] is not None:
        return explain_to_file(call, subject_of=_subject)
    if call["subject"] is None:
        return usage_fault(call, _WHO)
    outcome = scored(call, tracing=True)
    if isinstance(outcome, int):
        return outcome
    if outcome.scored is None:
        return _faulty(call, outcome)
    account = _account(call, outcome)
    if isinstance(account, int):
        return account
    concerning = outcome.problems_concerning(account.subject)
    if call["as_json"]:
        problems = [problem.as_json() for problem in concerning]
        say_json({**account.as_json(), "problems": problems}, command="explain")
        return outcome.exit_code
    say_problems(concerning)
    for line in account_lines(account):
        say(line)
    return outcome.exit_code


def _faulty(call: Call, outcome: Outcome) -> int:
    """A faulty scheme explains nothing, and says why."""
    if call["as_json"]:
        say_json(outcome_without_derivation(outcome, subject=call["subject"]), command="explain")
    else:
        say_problems(outcome.all_problems)
    return FAULTY


def outcome_without_derivation(outcome: Outcome, *, subject: str) -> dict[str, object]:
    """The shape of an explanation with nothing in it but the problems."""
    result = outcome.result
    nothing: dict[str, object] = dict.fromkeys(
        ("group", "status", "total", "interval", "grade", "grade_before", "rank", "rank_range",
         "node", "node_period", "derivation", "distance")
    )  # fmt: skip
    empty: dict[str, object] = {
        key: [] for key in ("grades_possible", "flags", "honours", "consequences", "blocking",
                            "moves", "decisions", "missing", "grounds", "verdict")
    }  # fmt: skip
    head: dict[str, object] = {
        "scheme": result.scheme, "title": result.title, "version": result.version,
        "period": None if result.period is None else str(result.period),
        "subject": subject, "name": subject, "ranks": {},
    }  # fmt: skip
    problems = [problem.as_json() for problem in outcome.all_problems]
    return {**head, **nothing, **empty, "problems": problems}


def _account(call: Call, outcome: Outcome) -> Account | int:
    from kaoji.engine.explain.account import NotFound, account_of, node_named
    from kaoji.engine.plinth.spelling import nearest

    subject = _subject(call, outcome)
    if isinstance(subject, int):
        return subject
    scored_run = outcome.scored
    if scored_run is None:  # pragma: no cover - the caller has asked
        return FAULTY
    run = scored_run.run
    found = node_named(run, text=call["node"] or run.plan.root)
    if not isinstance(found, NotFound):
        node, period = found
        return account_of(scored_run, subject=subject, node=node, period=period)
    if found.fitting:
        return usage_fault(call, _MANY_NODES, name=found.name, fitting=found.fitting)
    known = {path.rpartition("/")[2]: path for path in run.plan.nodes}
    known |= {path: path for path in run.plan.nodes}
    near = nearest(found.name.partition("@")[0], known=known)
    hint = call.told(_NEAR_NODE, near=known[near[0]]) if near else call.told(_SEE_PLAN)
    return usage_fault(call, _NO_NODE, name=found.name, hint=hint)


def _subject(call: Call, outcome: Outcome) -> SubjectResult | int:
    from kaoji.engine.plinth.spelling import nearest

    asked = call["subject"]
    subjects = outcome.result.subjects
    for one in subjects:
        if asked in (one.subject, one.name):
            return one
    names = [one.subject for one in subjects]
    near = nearest(asked, known=names)
    if near:
        return usage_fault(call, _NEAR_SUBJECT, name=asked, near=near[0])
    more = f" … ({len(names)})" if len(names) > _MOST_SUBJECTS else ""
    return usage_fault(call, _NO_SUBJECT, name=asked, known=names[:_MOST_SUBJECTS], more=more)


def account_lines(account: Account) -> Iterator[str]:
    """The account as text: result, grade moves, decisions, what is missing, derivation."""
    from kaoji.engine.explain.telling import derivation_lines, headline, verdict_lines

    width = terminal_width()
    for text in headline(account):
        yield from wrapped(text, width=width)
    if account.is_whole:
        for depth, text in verdict_lines(account):
            yield from wrapped(text, width=width, indent=2 * depth, hang=2)
    if account.missing:
        yield ""
        yield _MISSING.spoken(count=len(account.missing))
        for one in account.missing:
            yield from wrapped(one.sentence, width=width, indent=2, hang=2)
    yield ""
    yield _DERIVATION.spoken()
    for depth, text in derivation_lines(account.derivation):
        yield from wrapped(text, width=width, indent=2 * depth, hang=2)


COMMANDS = {
    "explain": Command(
        "explain",
        words=Words(
            "一个对象的分数怎样得来：逐步的条款、算法、数字、文号和佐证，失了几分，等次怎样变动，"
            "还缺什么数据。",
            "How a subject's result came about: clause, rule, figures, documents and evidence "
            "step by step, points lost, moves of the grade, and what is missing.",
        ),
        run=explain,
        examples=Words(
            "kaoji explain towns.yaml --facts a.csv --subject 青溪乡\n"
            "kaoji explain towns.yaml --facts a.csv --subject 青溪乡 --node 财政收入\n"
            "kaoji explain towns.yaml --facts a.csv -o 公式.xlsx",
            "kaoji explain towns.yaml --facts a.csv --subject Qingxi\n"
            "kaoji explain towns.yaml --facts a.csv --subject Qingxi --node revenue\n"
            "kaoji explain towns.yaml --facts a.csv -o formulas.xlsx",
        ),
        params=(
            *scoring_options(),
            Option("--subject", metavar="NAME",
                   words=Words("哪个对象；写成文件时可不写，即全体",
                               "which subject; with a file it may be left out: all")),
            Option(
                "--node",
                metavar="PATH",
                words=Words("只说一个指标:财政收入@2016Q2", "one node only: PATH or PATH@PERIOD"),
            ),
            json_flag(),
            Option("-o", "output", type=FILE, metavar="FILE",
                   words=Words("写成可打印的计分表 .html、公式表 .xlsx，或写全部对象的文件夹",
                               "a page .html, live formulas .xlsx, or a folder for all")),
        ),
    )
}  # fmt: skip
