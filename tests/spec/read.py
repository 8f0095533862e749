"""Chapters of the language manual: Markdown whose fenced blocks are runnable examples.

A fence says what it holds behind its language: `yaml scheme`, `csv facts`, `csv subjects`,
`yaml given`, `sh run`, `yaml expect`; a further word is the file's name. The blocks under one
heading are one example.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kaoji.engine.runs.job import Job

CHAPTERS = Path(__file__).parent / "chapters"

#: What a block can be, and the file that it is when it names none.
FILES = {
    "scheme": "scheme.yaml",
    "facts": "facts.csv",
    "subjects": "subjects.csv",
    "given": "given.yaml",
}
ROLES = (*FILES, "run", "expect")

#: Examples without a command of their own are scored for this year.
YEAR = "2025"

_FENCE = re.compile(r"^```(?P<info>.*)$")
_HEADING = re.compile(r"^#{1,4} (?P<title>.+)$")
_TITLE = re.compile(r"(?P<zh>.+?) · (?P<en>.+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: what it holds, the file it stands for, its lines."""

    role: str
    file: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """The blocks under one heading."""

    chapter: str
    title: str
    line: int
    blocks: tuple[Block, ...]

    @property
    def expected(self) -> Mapping[str, Mapping[str, object]]:
        """Subject → what is expected of it; every figure as it is written."""
        texts = [block.text for block in self.blocks if block.role == "expect"]
        return yaml.load(texts[0], Loader=yaml.BaseLoader) or {}

    @property
    def command(self) -> str:
        """The command line, as written or as the blocks imply it."""
        written = [block.text for block in self.blocks if block.role == "run"]
        return written[0].strip() if written else implied_command(self.blocks)


def implied_command(blocks: tuple[Block, ...]) -> str:
    """The plain command over the blocks that are there."""
    first = {block.role: block.file for block in reversed(blocks)}
    options = "".join(
        f" --{role} {first[role]}" for role in ("facts", "subjects", "given") if role in first
    )
    return f"kaoji score {first['scheme']}{options} --period {YEAR}"


def job_of(example: Example, *, folder: Path) -> Job:
    """Write the example's files into a folder and read its command."""
    for block in example.blocks:
        if block.role in FILES:
            (folder / block.file).write_text(block.text, encoding="utf-8")
    words = shlex.split(example.command)
    assert words[:2] == ["kaoji", "score"], example.command
    options = _options(words[3:])

    def paths(name: str) -> tuple[Path, ...]:
        return tuple(folder / one for one in options.pop(name, ()))

    def one(name: str) -> str | None:
        return next(iter(options.pop(name, ())), None)

    subjects = paths("--subjects")
    job = Job(
        str(folder / words[2]),
        facts=paths("--facts"),
        subjects=subjects[0] if subjects else None,
        period=one("--period"),
        as_of=one("--as-of"),
        given=paths("--given"),
        settings=tuple(options.pop("--set", ())),
        open_paths=tuple(options.pop("--open", ())),
    )
    assert not options, example.command
    return job


def _options(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in zip(words[::2], words[1::2], strict=True):
        found.setdefault(name, []).append(value)
    return found


def chapters() -> tuple[Path, ...]:
    """The chapter files, in order."""
    return tuple(sorted(CHAPTERS.glob("[0-9][0-9]-*.md")))


def title_of(path: Path) -> tuple[str, str]:
    """A chapter's title in Chinese and English."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    found = _TITLE.fullmatch(first.removeprefix("# "))
    assert found, f"{path.name}: the first line is `# 中文 · English`"
    return found["zh"], found["en"]


def examples(path: Path) -> Iterator[Example]:
    """Every example of a chapter."""
    title, at = "", 1
    blocks: list[Block] = []
    for kind, number, text in parts(path.read_text(encoding="utf-8")):
        if kind == "heading":
            if blocks:
                yield _sound(Example(path.stem, title, at, tuple(blocks)))
            title, at, blocks = text, number, []
        elif kind.startswith("block "):
            block = block_of(kind.removeprefix("block "), text=text, line=number)
            if block is not None:
                blocks.append(block)
    if blocks:
        yield _sound(Example(path.stem, title, at, tuple(blocks)))


def _sound(example: Example) -> Example:
    roles = [block.role for block in example.blocks]
    where = f"{example.chapter}:{example.line} {example.title}"
    assert roles.count("expect") == 1, f"{where}: one block `yaml expect`"
    assert "scheme" in roles, f"{where}: a block `yaml scheme`"
    assert roles.count("run") <= 1, f"{where}: one command"
    return example


def block_of(info: str, *, text: str, line: int) -> Block | None:
    """A block by its fence; `None` for text that is only read."""
    words = info.split()
    if len(words) < 2:
        assert words in ([], ["text"], ["sh"]), f"line {line}: what does ```{info} hold?"
        return None
    role = words[1]
    assert role in ROLES, f"line {line}: unknown block `{role}`"
    return Block(role, words[2] if len(words) > 2 else FILES.get(role, ""), text, line)


def parts(text: str) -> Iterator[tuple[str, int, str]]:
    """A chapter as headings, blocks and lines of text: (kind, line number, text)."""
    lines = iter(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        fence = _FENCE.match(line)
        heading = _HEADING.match(line)
        if fence:
            inside = []
            for _number, inner in lines:
                if inner == "```":
                    break
                inside.append(inner)
            yield f"block {fence['info'].strip()}", number, "\n".join(inside) + "\n"
        elif heading:
            yield "heading", number, heading["title"]
        else:
            yield "text", number, line
