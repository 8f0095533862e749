"""What commands print: JSON alone on standard output, problems one a line, files by suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.printing import coloured, note, say, say_data
from kaoji.cli.shell import DONE, FAULTY, USAGE, Call
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.engine.plinth.problem import Problem

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_NOT_BUILT = Words("{what}：尚未建成", "{what}: not built yet")
_BAD_SUFFIX = Words(
    "-o {path}：文件名以 .csv .xlsx .parquet .jsonl{page} 结尾",
    "-o {path}: the name ends with .csv .xlsx .parquet .jsonl{page}",
)
_BAD_PAGE = Words("-o {path}：文件名以 .html 结尾", "-o {path}: the name ends with .html")
_NO_NAME = Words(
    "-o {path}：不能写这个文件（{why}）；换一个较短的文件名或别的文件夹",
    "-o {path}: cannot be written ({why}); choose a shorter name or another folder",
)
_IS_FOLDER = Words(
    "-o {path}：这是一个文件夹；写明里面的文件名", "-o {path}: this is a folder; name a file in it"
)
_TWO_FORMS = Words(
    "{names} 不能一起写：结果只有一种写法，请留一个", "{names}: keep one, the result has one form"
)
_IS_INPUT = Words(
    "-o {path}：这是要读的文件，不能写在它上面；换一个文件名",
    "-o {path}: this file is read, and is not written over; choose another name",
)
_IS_THERE = Words(
    "-o {path}：已经有这个文件，可能已有人填报，没有覆盖；换一个文件名，或先移开它",
    "-o {path}: there is such a file, perhaps filled in; choose another name, or move it",
)
_WRITTEN = Words("已写出 {path}（{count} 行）", "{path} written ({count} {count:row|rows})")
_PAGE_WRITTEN = Words("已写出 {path}", "{path} written")
#: So many problems alike are told one by one.
_MOST_ALIKE = 3
_ALIKE = Words("{first} 等 {count} 处", "{first} and more, {count} in all")
_REPLACED = Words(
    "已写出 {path}（{count} 行），替换了原来的文件",
    "{path} written ({count} {count:row|rows}), the old file replaced",
)
_TABLES = frozenset({".csv", ".xlsx", ".parquet", ".jsonl", ".ndjson"})


def say_problems(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Problems, one a line, coloured on a terminal only."""
    for problem in gathered(problems):
        say(coloured(problem.as_text(), colour=_COLOURS[problem.severity]), err=err)


def gathered(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems; what many coordinates have alike is told once, with how many they are.

    The JSON names each.
    """
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, coordinate=None), []).append(problem)
    for one, them in alike.items():
        if len(them) <= _MOST_ALIKE:
            yield from them
        else:
            yield replace(one, coordinate=_ALIKE.spoken(first=them[0].coordinate, count=len(them)))


def usage_fault(call: Call, words: Words, **figures: object) -> int:
    """Say what is wrong with the call."""
    note(f"kaoji: {call.told(words, **figures)}")
    return USAGE


def not_built(call: Call, what: str) -> int:
    """Say that something is not there yet."""
    return usage_fault(call, _NOT_BUILT, what=what)


def check_forms(call: Call) -> int:
    """Whether one form of output is asked for; the code after saying that there are more."""
    asked = {
        "--json": call["as_json"],
        "--csv": call.values.get("as_csv"),
        "-o": call["output"],
        "--as-facts": call.values.get("as_facts") and call["as_json"],  # elsewhere it says of what
    }
    names = [name for name, value in asked.items() if value]
    return usage_fault(call, _TWO_FORMS, names=" ".join(names)) if names[1:] else DONE


def check_target(
    call: Call, path: Path | None, *, inputs: Iterable[Path | None] = (), pages: bool = False
) -> int:
    """Whether a table (or a page) can be written to a path: 0, or the code after saying why not.

    What the run reads is never written over.
    """
    if path is None:
        return DONE
    code = _check_folder(call, path)
    if code:
        return code
    if path.suffix.lower() not in _TABLES | ({".html"} if pages else set()):
        return usage_fault(call, _BAD_SUFFIX, path=path, page=" .html" if pages else "")
    own = [one for one in inputs if one is not None and _are_one(one, path)]
    return usage_fault(call, _IS_INPUT, path=path) if own else DONE


def _check_folder(call: Call, path: Path) -> int:
    """A file is asked for, and a folder is none."""
    try:
        is_folder = path.is_dir()
    except OSError as error:  # such as a name that is too long
        return usage_fault(call, _NO_NAME, path=path, why=error.strerror or error)
    return usage_fault(call, _IS_FOLDER, path=path) if is_folder else DONE


def check_page(call: Call, path: Path | None, *, inputs: Iterable[Path | None] = ()) -> int:
    """Whether a page can be written to a path: 0, or the exit code after saying why not."""
    if path is None:
        return DONE
    code = _check_folder(call, path)
    if code:
        return code
    if path.suffix.lower() != ".html":
        return usage_fault(call, _BAD_PAGE, path=path)
    own = [one for one in inputs if one is not None and _are_one(one, path)]
    return usage_fault(call, _IS_INPUT, path=path) if own else DONE


def write_page(path: Path, *, text: str) -> int:
    """Write a page and tell so, or why not."""
    problems = page_problems(path, text=text)
    say_problems(problems)
    if problems:
        return FAULTY
    note(_PAGE_WRITTEN.spoken(path=path))
    return DONE


def page_problems(path: Path, *, text: str) -> tuple[Problem, ...]:
    """Write a page, whole or not at all; why it could not be."""
    from kaoji.engine.facts.write import write_whole

    def fill(one: Path) -> None:
        one.write_text(text, encoding="utf-8", errors="backslashreplace")

    return write_whole(path, fill=fill)


def _are_one(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def write_rows(
    call: Call,
    path: Path,
    *,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    keeps: bool = False,
) -> int:
    """Write a table by the suffix of its name; `keeps` spares a file that is there already."""
    from kaoji.engine.facts.write import write_table

    lines = list(rows)
    return write_file(
        call,
        path,
        write=lambda one: write_table(one, headers=headers, rows=lines),
        count=len(lines),
        keeps=keeps,
    )


def write_file(
    call: Call,
    path: Path,
    *,
    write: Callable[[Path], tuple[Problem, ...]],
    count: int,
    keeps: bool = False,
) -> int:
    """Have a file written and tell so, or why not; `keeps` spares one that is there already."""
    is_there = path.is_file() and path.stat().st_size > 0
    if keeps and is_there:
        return usage_fault(call, _IS_THERE, path=path)
    problems = write(path)
    say_problems(problems)
    if problems:
        return FAULTY
    note((_REPLACED if is_there else _WRITTEN).spoken(path=path, count=count))
    return DONE


def say_csv(headers: Sequence[str], *, rows: Iterable[Sequence[str]]) -> None:
    """A table as CSV on standard output."""
    from kaoji.engine.facts.write import csv_lines

    for line in csv_lines(headers, rows=rows):
        say_data(line.rstrip("\r\n"))
