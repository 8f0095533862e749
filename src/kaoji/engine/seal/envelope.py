"""The envelope: sections of canonical lines, each with its digest, and a last line for the whole.

The envelope is the same for every format, so that a file from the future can still be told from
one that was changed. Nothing here knows what the sections say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.seal.canonical import canonical, digest_of, parsed

#: The format that is written, and those that can be read.
FORMAT = 1
READABLE = (1,)
INTERNAL, PUBLIC = "internal", "public"

HEAD, END = "head", "end"
#: What the sections are called in messages, by their names up to the colon.
TITLES = {
    HEAD: marked("首行"),
    "run": marked("计分概况"),
    "scheme": marked("方案全文"),
    "feeder": marked("引用的方案"),
    "version": marked("其他版本"),
    "parameters": marked("所设参数"),
    "subjects": marked("对象一览"),
    "facts": marked("数据各行"),
    "results": marked("计分结果"),
    END: marked("末行"),
}
#: Which sections may follow one, by format; the last of them must come.
NEXT = {
    1: {
        HEAD: ("run",),
        "run": ("scheme",),
        "scheme": ("feeder", "version", "parameters"),
        "feeder": ("feeder", "version", "parameters"),
        "version": ("version", "parameters"),
        "parameters": ("subjects",),
        "subjects": ("facts",),
        "facts": ("results",),
        "results": (END,),
    }
}
_BREAK = b"\n"
_LAST_BEGINS = b'{"sha256":'


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name and its lines, each one canonical JSON."""

    name: str
    lines: tuple[bytes, ...]

    def values(self) -> Iterator[Any]:
        """What the lines say. Raises ValueError where one is no JSON."""
        return map(parsed, self.lines)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An intact sealed file."""

    format: int
    kind: str
    sections: tuple[Section, ...]
    digest: str

    def section(self, name: str) -> Section:
        """The section of that name. Raises KeyError where there is none."""
        for one in self.sections:
            if one.name == name:
                return one
        raise KeyError(name)

    def sections_of(self, kind: str) -> Iterator[tuple[str, Section]]:
        """The sections `kind:NAME` with their names."""
        for one in self.sections:
            before, colon, name = one.name.partition(":")
            if colon and before == kind:
                yield name, one


def section(name: str, *, values: Iterable[object]) -> Section:
    """A section of values."""
    return Section(name, tuple(canonical(value).encode() for value in values))


def envelope_bytes(sections: Iterable[Section], *, kind: str) -> bytes:
    """The whole file."""
    lines = [_head(FORMAT, kind)]
    for one in sections:
        lines += [_header(one.name, lines=one.lines), *one.lines]
    return _closed(lines)


def _closed(lines: Sequence[bytes]) -> bytes:
    body = _BREAK.join([*lines, b""])
    return body + _last(digest_of([body])) + _BREAK


def _head(number: int, kind: str) -> bytes:
    return canonical({"format": number, "kind": kind, "seal": "kaoji"}).encode()


def _header(name: str, *, lines: Sequence[bytes]) -> bytes:
    """The line before a section; its digest is over the name and the count as well."""
    told = {"lines": len(lines), "section": name}
    whole = _BREAK.join((canonical(told).encode(), *lines, b""))
    return canonical({**told, "sha256": digest_of([whole])}).encode()


def _last(digest: str) -> bytes:
    return canonical({"sha256": digest}).encode()


def digest_told(data: bytes) -> str:
    """The digest that the last line of a sealed file names; nothing of a file without lines."""
    last = data.removesuffix(_BREAK).rpartition(_BREAK)[2]
    return str(parsed(last)["sha256"]) if last else ""


# --- opening --------------------------------------------------------------------------------------


def looks_sealed(data: bytes) -> bool:
    """Tell a sealed file, be it cut or changed, from any other."""
    first = data.partition(_BREAK)[0]
    return b'"seal":"kaoji"' in first or (b'"section":' in data and b'"sha256":' in data)


def open_envelope(data: bytes, *, file: str) -> Envelope | Problem:
    """The sections of an intact file of a known format, else the first thing that is wrong."""
    place = Place(file)
    if not looks_sealed(data):
        return _not_sealed().at(place)
    lines = data.removesuffix(_BREAK).split(_BREAK)
    head = _head_of(lines[0])
    if head is None:
        return _Fault(_lost(lines), HEAD).problem(lines[0], place=place)
    found = _sections(lines)
    if isinstance(found, _Fault):
        return found.problem(lines[0], place=place)
    fault = _last_fault(data, lines=lines, is_known=head[0] in READABLE)
    if fault is not None:
        return fault.problem(lines[0], place=place)
    if head[0] not in READABLE:
        return _from_the_future(head[0]).at(place, path=HEAD)
    return Envelope(*head, found, parsed(lines[-1])["sha256"])


def _last_fault(data: bytes, *, lines: Sequence[bytes], is_known: bool) -> _Fault | None:
    """What is wrong with the last line, or with a first line whose number nobody knows, while
    every section is as it was sealed.
    """
    whole = _closed(lines[:-1])
    if data == whole:
        return None
    if not is_known:
        return _Fault("changed", HEAD)
    return _Fault("cut" if whole.startswith(data) else "changed", END)


def _head_of(line: bytes) -> tuple[int, str] | None:
    """Format and kind, where the line is one that a sealing writes."""
    head = _object(line)
    number, kind = head.get("format"), head.get("kind")
    if (
        type(number) is not int
        or number < READABLE[0]
        or not isinstance(kind, str)
        or line != _head(number, kind)
    ):
        return None
    return (number, kind) if number not in READABLE or kind in (INTERNAL, PUBLIC) else None


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = parsed(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong first, and in which section."""

    what: str  # cut or changed
    section: str

    def problem(self, first_line: bytes, *, place: Place) -> Problem:
        """The fault in words."""
        title = title_of(self.section)
        if self.what == "cut":
            message = speak("封存文件不完整，到“{section}”一节断了", section=title)
            found = Problem("seal-cut", message, speak("重新取得整个文件，再核验一次"))
            return found.at(place, path=self.section)
        message = speak("封存文件被改动过：第一处在“{section}”", section=title)
        remedy = speak("用原来的文件核验；原件没有了，就不能再以它为凭")
        if first_line.endswith(b"\r"):
            remedy = speak("换行被改成了 CRLF，多半是传送时改的：按二进制重新传送")
        return Problem("seal-changed", message, remedy, place=place, path=self.section)


def title_of(name: str) -> str:
    """A section as messages call it."""
    kind, colon, rest = name.partition(":")
    title = speak(TITLES[kind]) if kind in TITLES else kind
    return f"{title} {rest}" if colon else title


def _sections(lines: Sequence[bytes]) -> tuple[Section, ...] | _Fault:
    """The sections, one after the other, or the first that is not as it was sealed."""
    found: list[Section] = []
    at, end = 1, len(lines) - 1
    while at < end:
        name, count = _announced(lines[at])
        if name is None:
            return _broken_header(lines, at=at, found=found)
        body = tuple(lines[at + 1 : at + 1 + count])
        if at + count >= end:
            return _Fault(_lost(lines), _meant(name, here=lines[at], found=found))
        if lines[at] != _header(name, lines=body):
            return _Fault("changed", _meant(name, here=lines[at], found=found))
        found.append(Section(name, body))
        at += 1 + count
    if not found or not _is_last(lines[-1]):
        return _broken_header(lines, at=at, found=found)
    return tuple(found)


def _announced(line: bytes) -> tuple[str | None, int]:
    header = _object(line)
    name, count = header.get("section"), header.get("lines")
    is_one = isinstance(name, str) and type(count) is int and count >= 0
    return (name, count) if is_one else (None, 0)  # type: ignore[return-value] # both are asked


def _broken_header(lines: Sequence[bytes], *, at: int, found: Sequence[Section]) -> _Fault:
    """A line that is no header: behind the last line, or of the section that should come here."""
    here = b"".join(lines[at : at + 1])
    if here.startswith(_LAST_BEGINS) and len(lines) - 1 != at:
        return _Fault("changed", END)
    if b"sha256" not in here:  # a byte may have become a line break
        here = b"".join(lines[at : at + 2])
    return _Fault(_lost(lines), _meant("", here=here, found=found))


def _meant(name: str, *, here: bytes, found: Sequence[Section]) -> str:
    """The name of a section; where a byte of its header was changed, the one that may come here
    and of whose name one half is left.
    """
    if name.partition(":")[0] in TITLES:
        return name
    candidates = NEXT[FORMAT].get(found[-1].name.partition(":")[0] if found else HEAD, (END,))
    for one in candidates:
        half = len(one) // 2
        if one[:half].encode() in here or one[half:].encode() in here:
            return one
    return candidates[-1]


def _is_last(line: bytes) -> bool:
    """Whether a line was the last one, be it cut or changed in a byte."""
    agreeing = sum(one == other for one, other in zip(line, _LAST_BEGINS, strict=False))
    return agreeing >= len(_LAST_BEGINS) - 1 or agreeing == len(line)


def _lost(lines: Sequence[bytes]) -> str:
    """Cut, where the file does not end as a sealed file does; else changed."""
    return "changed" if set(_object(lines[-1])) == {"sha256"} else "cut"


def _not_sealed() -> Problem:
    return Problem(
        "not-sealed",
        speak("这不是封存文件"),
        speak("给出 kaoji seal 写出的文件；改过的文件名不碍事"),
    )


def _from_the_future(number: int) -> Problem:
    return Problem(
        "seal-from-future",
        speak(
            "封存文件是第 {number} 版格式，这个版本的 Kaoji 只读到第 {newest} 版",
            number=number,
            newest=FORMAT,
        ),
        speak("装上更新的 Kaoji 再核验；文件本身是完整的"),
    )
