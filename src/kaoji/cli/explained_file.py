"""`kaoji explain -o`: a page to print, a workbook of live formulas, or a folder for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kaoji.cli.output import check_target, page_problems, say_problems, usage_fault, write_page
from kaoji.cli.printing import note
from kaoji.cli.progress import working
from kaoji.cli.scoring import files_read, scored
from kaoji.cli.shell import DONE, FAULTY, Call
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.explain.account import Account
    from kaoji.engine.runs.job import Outcome
    from kaoji.engine.score.result import SubjectResult
    from kaoji.engine.score.session import Scored

    SubjectOf: TypeAlias = Callable[[Call, Outcome], SubjectResult | int]

_WRITTEN = Words(
    "已写出 {path}：公式 {live} 格，以精确值为准的 {exact} 格",
    "{path} written: cells with formulas {live}, with their exact text {exact}",
)
_REPLACED = Words("替换了原来的 {path}", "{path} is replaced")
_WHOLE = Words(
    "--node 和 --json 不能与 -o 一起写：写到文件的总是从总分算起",
    "--node and --json do not go with -o: what is written begins with the total",
)
_WHO = Words(
    "一页是一个对象的：写明 --subject，或用 -o 文件夹 写全部对象的",
    "a page is of one subject: name it by --subject, or write those of all by -o FOLDER",
)
_SUFFIX = Words(
    "-o {path}：文件名以 .html .xlsx 结尾，或写一个文件夹",
    "-o {path}: the name ends with .html or .xlsx, or is that of a folder",
)
_FOLDER = Words(
    "已写出 {path}：得分表、对账单和 {count} 张计分表",
    "{path} written: the sheet of all, the statements, accounts: {count}",
)
_PARTS = Words(
    "对象多于一个工作簿放得下的，分成了 {count} 个文件",
    "there are more subjects than one workbook takes: they are in {count} files",
)
_UNFINISHED = Words(
    "没有写全：只写出了 {paths}，其余对象不在里面",
    "not complete: only {paths} was written, the other subjects are not in there",
)
_STALE = Words(
    "这次没有写，仍是以前的：{names}{more}；不要了就自己删去",
    "not written now, and still there from before: {names}{more}; remove what is of no use",
)
_NOT_WRITTEN = Words(
    "{folder}：{count} 个文件没有写出：{names}{more}",
    "{folder}: not written: {names}{more} ({count})",
)
_MORE = Words(" 等 {count} 个", " and more, {count} in all")
_NO_FOLDER = Words("-o {path}：不能用这个文件夹（{why}）", "-o {path}: no such folder ({why})")
_WRITING = Words("写出", "writing")
_SHEET = Words("得分表.html", "sheet.html")
_STATEMENTS = Words("对账单.html", "statements.html")
_ACCOUNT = Words("计分表-{name}.html", "account-{name}.html")
#: What no file system takes in a name, and what makes a name too long for one.
_UNFIT = re.compile(r'[\x00-\x1f/\\\\:*?"<>|]')
_LONGEST = 40
#: So many names are told one by one, and so many faults in full.
_MOST_NAMES, _MOST_FAULTS = 12, 3


def explain_to_file(call: Call, *, subject_of: SubjectOf) -> int:
    """Write by the suffix of the name; `subject_of` finds the one that is asked for."""
    target: Path = call["output"]
    if call["node"] is not None or call["as_json"]:
        return usage_fault(call, _WHOLE)
    suffix = target.suffix.lower()
    if suffix == ".html" and call["subject"] is None:
        return usage_fault(call, _WHO)
    try:
        is_folder = not suffix or target.is_dir()
    except OSError as error:  # such as a name that is too long
        return usage_fault(call, _NO_FOLDER, path=target, why=error.strerror or error)
    if not is_folder and suffix not in (".html", ".xlsx"):
        return usage_fault(call, _SUFFIX, path=target)
    code = DONE if is_folder else check_target(call, target, inputs=files_read(call), pages=True)
    if code:
        return code
    outcome = scored(call, tracing=True)
    if isinstance(outcome, int):
        return outcome
    if outcome.scored is None:
        say_problems(outcome.all_problems)
        return FAULTY
    chosen = _chosen(call, outcome, subject_of=subject_of)
    if isinstance(chosen, int):
        return chosen
    if is_folder:
        return _folder(call, outcome, subjects=chosen) or outcome.exit_code
    write = _page if suffix == ".html" else _workbook
    return write(call, outcome.scored, subjects=chosen) or outcome.exit_code


def _chosen(
    call: Call, outcome: Outcome, *, subject_of: SubjectOf
) -> tuple[SubjectResult, ...] | int:
    """The one that is asked for, else all; their problems are told."""
    if call["subject"] is None:
        say_problems(outcome.all_problems)
        return outcome.result.subjects
    found = subject_of(call, outcome)
    if isinstance(found, int):
        return found
    say_problems(outcome.problems_concerning(found))
    return (found,)


def _workbook(call: Call, made: Scored, *, subjects: tuple[SubjectResult, ...]) -> int:
    from kaoji.engine.explain.formulas.workbook import part_paths, write_formulas

    target: Path = call["output"]
    there = {one for one in (target, *part_paths(target)) if one.exists()}
    inputs = [one for one in files_read(call) if one is not None]
    written = write_formulas(target, scored=made, subjects=subjects, spared=inputs)
    for path in written.paths:
        if path in there:
            note(_REPLACED.spoken(path=path))
    say_problems(written.problems)
    paths = " ".join(map(str, written.paths))
    if written.problems:
        if written.paths:
            note(_UNFINISHED.spoken(paths=paths))
        return FAULTY
    exact = sum(written.tally.exact.values())
    note(_WRITTEN.spoken(path=paths, live=written.tally.live, exact=exact))
    if written.paths[1:]:
        note(_PARTS.spoken(count=len(written.paths)))
    _tell_stale(sorted(there - {*written.paths}))
    return DONE


def _page(call: Call, made: Scored, *, subjects: tuple[SubjectResult, ...]) -> int:
    from kaoji.engine.explain.pages.unit_page import unit_page

    (account,) = _accounts(made, subjects)
    return write_page(call["output"], text=unit_page(account))


def _folder(call: Call, outcome: Outcome, *, subjects: tuple[SubjectResult, ...]) -> int:
    """The sheet of all, the statements in one file, an account for each subject."""
    from kaoji.engine.explain.pages.sheet_page import sheet_page
    from kaoji.engine.explain.pages.statement import dates_of, statements_page
    from kaoji.engine.explain.pages.unit_page import unit_page

    folder, made, basis = call["output"], outcome.scored, outcome.basis
    if made is None or basis is None:  # pragma: no cover - the caller has asked
        return FAULTY
    after = basis.tables.as_of or made.run.period.last_day
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return usage_fault(call, _NO_FOLDER, path=folder, why=error.strerror or error)
    with working(call.told(_WRITING)):
        accounts = tuple(_accounts(made, subjects))
        names = _file_names(subjects)
        pages = {
            _SHEET.spoken(): partial(sheet_page, made, digest=outcome.digest, as_of=after),
            _STATEMENTS.spoken(): partial(
                statements_page, accounts, dates=dates_of(made.run, after=after)
            ),
            **{names[one.subject.subject]: partial(unit_page, one) for one in accounts},
        }
        failed = _write_all(folder, pages=pages)
    if not failed:
        note(_FOLDER.spoken(path=folder, count=len(accounts)))
    _tell_stale(_stale(folder, pages=pages))
    return FAULTY if failed else DONE


def _write_all(folder: Path, *, pages: Mapping[str, Callable[[], str]]) -> int:
    """Write every page that can be written, then say which could not; how many they are."""
    problems = {name: page_problems(folder / name, text=make()) for name, make in pages.items()}
    failed = [name for name, found in problems.items() if found]
    for name in failed[:_MOST_FAULTS]:
        say_problems(problems[name])
    if failed:
        told = _some(failed)
        note(_NOT_WRITTEN.spoken(folder=folder, count=len(failed), **told))
    return len(failed)


def _some(names: Sequence[str]) -> dict[str, object]:
    """The first of many names, and how many there are."""
    more = _MORE.spoken(count=len(names)) if len(names) > _MOST_NAMES else ""
    return {"names": list(names[:_MOST_NAMES]), "more": more}


def _stale(folder: Path, *, pages: Iterable[str]) -> list[str]:
    """Accounts in the folder that are not of this run."""
    pattern = _ACCOUNT.spoken(name="*")
    known = {name.casefold() for name in pages}
    return sorted(one.name for one in folder.glob(pattern) if one.name.casefold() not in known)


def _tell_stale(names: Sequence[Path | str]) -> None:
    """What an earlier run has left is told, not removed: somebody may have signed it."""
    if names:
        note(_STALE.spoken(**_some(list(map(str, names)))))


def _accounts(made: Scored, subjects: tuple[SubjectResult, ...]) -> Iterator[Account]:
    from kaoji.engine.explain.account import account_of

    run = made.run
    for one in subjects:
        yield account_of(made, subject=one, node=run.plan.root, period=run.period)


def _file_names(subjects: tuple[SubjectResult, ...]) -> dict[str, str]:
    """A name for the account of each subject, whatever signs it is called by; no two alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, one in enumerate(subjects, start=1):
        plain = _UNFIT.sub("_", one.name)[:_LONGEST].strip(". ") or str(number)
        while plain.casefold() in taken:
            plain = f"{plain}-{number}"
        taken.add(plain.casefold())
        names[one.subject] = _ACCOUNT.spoken(name=plain)
    return names
