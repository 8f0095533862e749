"""`kaoji demo`: an invented county's year under four schemes, scored and explained on the spot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.operating import telling_faults
from kaoji.cli.output import say_problems, usage_fault
from kaoji.cli.paths import FILE
from kaoji.cli.printing import say
from kaoji.cli.shell import DONE, FAULTY, Call, Command, Option, flag
from kaoji.cli.table import terminal_width, wrapped
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.explain.account import Account
    from kaoji.engine.runs.job import Job, Outcome

_NAME = "kaoji"
YEAR, SUBJECTS = "2025", "subjects.csv"
#: So deep goes the derivation that is shown; the whole of it is a command to copy.
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """One scheme of the county's year and its files."""

    scheme: str
    title: Words
    facts: tuple[str, ...]
    given: str | None = None

    def job(self, folder: Path) -> Job:
        """The stage as a job."""
        from kaoji.engine.runs.job import Job

        return Job(
            self.scheme,
            facts=tuple(folder / name for name in self.facts),
            subjects=folder / SUBJECTS,
            period=YEAR,
            given=() if self.given is None else (folder / self.given,),
            tracing=True,
        )

    def command(self, name: str, *, folder: Path, more: str = "") -> str:
        """The stage as a command to copy."""
        words = [own_name(), name, self.scheme, "--facts"]
        words += [near(folder / one) for one in self.facts]
        words += ["--subjects", near(folder / SUBJECTS), "--period", YEAR]
        words += [] if self.given is None else ["--given", near(folder / self.given)]
        return " ".join([*map(quoted, words), more] if more else map(quoted, words))


PROJECTS = Stage(
    "qitai-projects",
    Words("项目（结果计入牵头部门）", "projects (they feed departments)"),
    ("projects.csv",),
)
DEPARTMENTS = Stage(
    "qitai-departments",
    Words("部门", "departments"),
    ("departments.csv", "projects.csv"),
    "departments-given.yaml",
)
TOWNS = Stage("zhengding-towns", Words("乡镇", "townships"), ("towns.csv",), "towns-given.yaml")
STAFF = Stage(
    "bureau-persons",
    Words("一个局的工作人员（处室等次计入）", "the staff of one bureau (fed by its units)"),
    ("staff.csv",),
    "staff-given.yaml",
)
STAGES = (PROJECTS, DEPARTMENTS, TOWNS, STAFF)
EXPLAINED, OPEN = "青溪乡", "建设局"

_HEAD = Words(
    "云岭县（虚构）一年的考核：{count} 个方案，同一张对象表，全部数字精确计算。",
    "The invented county of Yunling, one year: {count} {count:scheme|schemes}, "
    "one table of subjects, all exact.",
)
_EXPLAINED = Words(
    "{name}的分数怎样得来（只到第二层）", "How {name} came to its points (two levels)"
)
_OPEN = Words("{name}还没有定，为什么", "Why {name} is still open")
_TIED = Words("并列的，机器不替人决定", "Ties: the machine does not decide them")
_NEXT = Words("接着看（可以照抄）", "Next (to copy)")
_HOW_TO_COPY = Words(
    "要改数据试算：{kaoji} demo --to 云岭县 把演示数据复制到那个文件夹，命令也随之变短。",
    "To change the data: {kaoji} demo --to yunling copies them into that folder.",
)
_THERE = Words(
    "--to {to}：里面已经有 {names}，没有覆盖；换一个文件夹",
    "--to {to}: {names} are there already and stay; choose another folder",
)
_NOT_COPIED = Words("--to {to}：写不进去（{why}）", "--to {to}: cannot be written ({why})")
#: The sorts of files that the demonstration is made of.
_COPIED = frozenset({".csv", ".yaml", ".md"})


def demo(call: Call) -> int:
    """Score the invented county and show what came out; then, if asked, the office around it."""
    if call["remove"] or call["codes"]:
        from kaoji.cli.commands import county

        return county.remove_county(call) if call["remove"] else county.show_codes()
    code = _score(call)
    if code or not call["county"]:
        return code
    from kaoji.cli.commands.county import show_county

    say("")
    return telling_faults(partial(show_county, address=call["address"]))(call)


def _score(call: Call) -> int:
    from importlib.resources import files

    from kaoji.engine.runs.job import run_job

    folder = Path(str(files("kaoji.packs.demo")))
    if call["to"] is not None:
        code = _copy(call, folder=folder, to=call["to"])
        if code:
            return code
        folder = call["to"]
    outcomes = {stage.scheme: run_job(stage.job(folder)) for stage in STAGES}
    faulty = False
    for outcome in outcomes.values():
        errors = [one for one in outcome.all_problems if one.severity == "error"]
        say_problems(errors)
        faulty = faulty or bool(errors) or outcome.scored is None
    if faulty:
        return FAULTY
    width = terminal_width()
    for text, indent in _story(call, outcomes):
        for line in wrapped(text, width=width, indent=indent, hang=2):
            say(line)
    for command in _commands(folder):  # never wrapped, so that they can be copied
        say(f"  {command}")
    if call["to"] is None:
        say(call.told(_HOW_TO_COPY, kaoji=quoted(own_name())))
    return DONE


def _copy(call: Call, *, folder: Path, to: Path) -> int:
    """The demonstration's files in a folder of one's own; nothing there is overwritten."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix in _COPIED)
    try:
        there = [name for name in names if (to / name).exists()]
        if there:
            return usage_fault(call, _THERE, to=to, names=there)
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return usage_fault(call, _NOT_COPIED, to=to, why=error.strerror or error)
    return _copied(names, folder=folder, to=to)


def _copied(names: list[str], *, folder: Path, to: Path) -> int:
    """All of the files, or none."""
    from kaoji.engine.facts.write import write_whole

    for number, name in enumerate(names):
        content = (folder / name).read_bytes()
        problems = write_whole(to / name, fill=partial(_fill, content=content))
        if problems:
            say_problems(problems)
            for done in names[:number]:
                (to / done).unlink(missing_ok=True)
            return FAULTY
    return DONE


def _fill(path: Path, *, content: bytes) -> None:
    path.write_bytes(content)


def own_name() -> str:
    """The command as it can be typed here: its path where a shell would not find the name."""
    from shutil import which

    called = Path(sys.argv[0])
    if called.stem != _NAME or not called.is_file() or which(_NAME):
        return _NAME
    path = near(called)
    return path if Path(path).parent != Path() else os.path.join(os.curdir, path)  # noqa: PTH118


def near(path: Path) -> str:
    """The path from here where that is shorter."""
    whole = path.absolute()
    try:
        here = os.path.relpath(whole)
    except ValueError:  # on another drive
        return str(whole)
    return here if len(here) < len(str(whole)) else str(whole)


def _story(call: Call, outcomes: dict[str, Outcome]) -> Iterator[tuple[str, int]]:
    """The paragraphs of the demonstration with their indentation."""
    yield call.told(_HEAD, count=len(STAGES)), 0
    for number, stage in enumerate(STAGES, start=1):
        yield "", 0
        yield f"—— {number}. {call.told(stage.title)} ——", 0
        yield from _ranking(outcomes[stage.scheme])
    yield from _explained(call, outcomes[TOWNS.scheme], name=EXPLAINED)
    yield from _open(call, outcomes[DEPARTMENTS.scheme], name=OPEN)
    yield "", 0
    yield f"—— {call.told(_TIED)} ——", 0
    yield from _ties(outcomes)
    yield "", 0
    yield f"—— {call.told(_NEXT)} ——", 0


def _ranking(outcome: Outcome) -> Iterator[tuple[str, int]]:
    from kaoji.cli.commands.score import ranking_lines
    from kaoji.engine.explain.overview import decision_lines, incomplete_lines

    yield from ((line, 0) for line in ranking_lines(outcome))
    result = outcome.result
    for text in (*incomplete_lines(result), *decision_lines(result)):
        yield text, 0


def _explained(call: Call, outcome: Outcome, *, name: str) -> Iterator[tuple[str, int]]:
    from kaoji.engine.explain.telling import derivation_lines, headline, verdict_lines

    account = _account(outcome, name=name)
    yield "", 0
    yield f"—— {call.told(_EXPLAINED, name=name)} ——", 0
    yield from ((text, 0) for text in headline(account))
    yield from ((text, 2 * depth) for depth, text in verdict_lines(account) if depth <= _DEPTH)
    for depth, text in derivation_lines(account.derivation):
        if depth <= _DEPTH:
            yield text, 2 * depth


def _open(call: Call, outcome: Outcome, *, name: str) -> Iterator[tuple[str, int]]:
    from kaoji.engine.explain.telling import headline

    account = _account(outcome, name=name)
    yield "", 0
    yield f"—— {call.told(_OPEN, name=name)} ——", 0
    yield from ((text, 0) for text in headline(account))
    yield from ((f"缺 {one.sentence}", 2) for one in account.missing)


def _account(outcome: Outcome, *, name: str) -> Account:
    from kaoji.engine.explain.account import account_of

    scored = outcome.scored
    if scored is None:  # pragma: no cover - the caller has looked
        raise ValueError(name)
    subject = next(one for one in scored.result.subjects if one.subject == name)
    run = scored.run
    return account_of(scored, subject=subject, node=run.plan.root, period=run.period)


def _ties(outcomes: dict[str, Outcome]) -> Iterator[tuple[str, int]]:
    from kaoji.engine.explain.telling import decision_line, names_in

    for outcome in outcomes.values():
        names = names_in(outcome.result)
        for decision in outcome.result.decisions:
            if decision.needs_decision:
                yield decision_line(decision, names=names), 0


def _commands(folder: Path) -> Iterator[str]:
    kaoji = quoted(own_name())
    yield f"{kaoji} packs"
    yield f"{kaoji} check {' '.join(stage.scheme for stage in STAGES)}"
    yield TOWNS.command("score", folder=folder)
    yield TOWNS.command("explain", folder=folder, more="--subject 金坪镇")
    yield DEPARTMENTS.command("explain", folder=folder, more=f"--subject {OPEN} --json")
    subjects = quoted(near(folder / SUBJECTS))
    yield f"{kaoji} sheet {TOWNS.scheme} --subjects {subjects} -o 填报表.xlsx"


def quoted(word: str) -> str:
    """A word of a command as a shell reads it; Chinese needs no quotes."""
    is_plain = all(sign.isalnum() or sign in "-_=./%:\\" for sign in word)
    return word if is_plain else f'"{word}"'


COMMANDS = {
    "demo": Command(
        "demo",
        words=Words(
            "一个虚构县的一年：项目、部门、乡镇、一个局的工作人员，四个方案一次算完；"
            "说明一个单位的分数，看一个还缺数据的单位和一处并列。",
            "An invented county's year: projects, departments, townships and one bureau's staff "
            "under four schemes; one unit explained, one incomplete, one tie.",
        ),
        run=demo,
        examples=Words(
            "kaoji demo\nkaoji demo --to 云岭县\nkaoji demo --county\nkaoji demo --remove",
            "kaoji demo\nkaoji demo --to yunling\nkaoji demo --county\nkaoji demo --remove",
        ),
        params=(
            Option(
                "--to",
                type=FILE,
                metavar="FOLDER",
                words=Words("把演示数据复制到一个文件夹", "copy the data into a folder"),
            ),
            flag(
                "--county",
                words=Words(
                    "再建一个演示县（禾安县），在浏览器里用", "also build a county, in the browser"
                ),
            ),
            flag(
                "--once",
                words=Words("与 --county 同用：试一遍就结束", "with --county: try it and end"),
            ),
            Option(
                "--address",
                default="127.0.0.1:8000",
                metavar="HOST:PORT",
                words=Words("演示县在哪里听候", "where the county listens"),
            ),
            flag("--codes", words=Words("管理员此刻的动态口令", "administrators' codes now")),
            flag("--remove", words=Words("删除演示县", "remove the county")),
        ),
    )
}
