"""What a disk holds after the power has gone, from the trace of what a program told it to write.

Until a file is synced, any of what was written to it since may be there or not, in any order, and
torn between sectors of 512 bytes. Files that appear are taken to be there: SQLite syncs the folder.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
CALLS = "openat,close,pwrite64,write,ftruncate,fsync,fdatasync,unlink"

_OPEN = re.compile(r'openat\(\w+, "([^"]*)",.*\) = (\d+)')
_WRITE = re.compile(r'p?write(?:64)?\((\d+), "([^"]*)", (\d+)(?:, (\d+))?\) = (\d+)')
_CUT = re.compile(r"ftruncate\((\d+), (\d+)\)")
_SYNC = re.compile(r"f(?:data)?sync\((\d+)\)")
_CLOSE = re.compile(r"close\((\d+)\)")
_UNLINK = re.compile(r'unlink\("([^"]*)"\)')
_HELD = re.compile(r"held (\d+)")


class Event(NamedTuple):
    """Something that was told the disk (`write`, `cut`, `sync`), or the world (`held`)."""

    kind: str
    name: str = ""
    at: int = 0
    what: bytes = b""


def events(trace: Path, *, base: Path) -> Iterator[Event]:
    """What happened to the files of a database, in order; and what was said to be held."""
    named: dict[str, str] = {}
    for line in trace.read_text("ascii").splitlines():
        if found := _OPEN.search(line):
            named[found[2]] = _text(found[1]).decode()
        elif found := _WRITE.search(line):
            what = _text(found[2])
            assert len(what) == int(found[5]), "the trace cuts what was written"
            if found[1] == "1":
                yield from (Event("held", at=int(one)) for one in _HELD.findall(what.decode()))
            elif _is_ours(named.get(found[1], ""), base=base):
                assert found[4] is not None, "written without a place"
                yield Event("write", named[found[1]], int(found[4]), what)
        elif (found := _CUT.search(line)) and _is_ours(named.get(found[1], ""), base=base):
            yield Event("cut", named[found[1]], int(found[2]))
        elif (found := _SYNC.search(line)) and _is_ours(named.get(found[1], ""), base=base):
            yield Event("sync", named[found[1]])
        elif found := _UNLINK.search(line):
            assert not _is_ours(_text(found[1]).decode(), base=base), "the log was taken away"
        elif found := _CLOSE.search(line):
            named.pop(found[1], None)


def _text(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def _is_ours(name: str, *, base: Path) -> bool:
    """The file and its log; what lies in shared memory is built anew after a fall."""
    return name in (str(base), f"{base}-wal")


@dataclass
class File:
    """What is on the disk for sure, and what has been told since."""

    sure: bytearray = field(default_factory=bytearray)
    told: list[Event] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if event.kind != "sync":
            self.told.append(event)
            return
        for one in self.told:
            _do(one, self.sure)
        self.told.clear()

    def after_a_fall(self, chance: random.Random) -> bytes:
        """One of the many things that the disk may hold."""
        image, share = bytearray(self.sure), chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        kept = [one for one in self.told if chance.random() < share]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        is_torn = chance.random() < 0.5
        for one in kept:
            for piece in _sectors(one) if is_torn else (one,):
                if not is_torn or chance.random() < 0.8:
                    _do(piece, image)
        return bytes(image)


def _do(event: Event, image: bytearray) -> None:
    if event.kind == "cut":
        del image[event.at :]
        image.extend(bytes(event.at - len(image)))
        return
    image.extend(bytes(max(0, event.at - len(image))))
    image[event.at : event.at + len(event.what)] = event.what


def _sectors(event: Event) -> Iterator[Event]:
    if event.kind == "cut":
        yield event
        return
    end, at = event.at + len(event.what), event.at
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        yield event._replace(at=at, what=event.what[at - event.at : stop - event.at])
        at = stop


class Fall(NamedTuple):
    """What had been said to be held when the power went, and what the disk holds then."""

    held: int
    files: dict[str, bytes]


def falls(told: list[Event], *, base: Path, count: int, chance: random.Random) -> Iterator[Fall]:
    """So many falls at moments of chance, in the order of time."""
    files = {str(base): File(bytearray(base.read_bytes())), f"{base}-wal": File()}
    moments = sorted(chance.randrange(len(told) + 1) for _ in range(count))
    held = done = 0
    for moment in moments:
        for event in told[done:moment]:
            if event.kind == "held":
                held = event.at
            else:
                files[event.name].take(event)
        done = moment
        yield Fall(held, {name: one.after_a_fall(chance) for name, one in files.items()})
