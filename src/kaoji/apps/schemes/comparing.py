"""What differs between two texts of a scheme: line by line, and node by node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from kaoji.apps.schemes.study import Branch, Study

#: Lines around a change that are shown with it.
AROUND = 3


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a comparison: `sign` is -, + or blank; a gap has no numbers."""

    sign: str
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class NodeChange:
    """What became of an indicator."""

    path: str
    what: str
    before: str
    after: str


def lines_between(before: str, after: str) -> tuple[DiffLine, ...]:
    """The changed lines with some around them; nothing where the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    found: list[DiffLine] = []
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            found.append(DiffLine("", None, None, "……"))
        for tag, old_at, old_end, new_at, new_end in group:
            found += _lines_of(tag, old[old_at:old_end], new[new_at:new_end], old_at, new_at)
    return tuple(found)


def _lines_of(
    tag: str, old: list[str], new: list[str], old_at: int, new_at: int
) -> Iterator[DiffLine]:
    if tag == "equal":
        for place, text in enumerate(old, start=1):
            yield DiffLine(" ", old_at + place, new_at + place, text)
        return
    for place, text in enumerate(old, start=1):
        yield DiffLine("-", old_at + place, None, text)
    for place, text in enumerate(new, start=1):
        yield DiffLine("+", None, new_at + place, text)


def nodes_between(before: Study, after: Study) -> tuple[NodeChange, ...]:
    """The indicators that came, went, or are scored otherwise."""
    old = {one.path: one for one in before.branches}
    new = {one.path: one for one in after.branches}
    gone = [
        NodeChange(path, _("删去"), one.share, "") for path, one in old.items() if path not in new
    ]
    found = [change for path, one in new.items() for change in _changes(old.get(path), one)]
    return (*found, *gone)


def _changes(old: Branch | None, new: Branch) -> Iterator[NodeChange]:
    if old is None:
        yield NodeChange(new.path, _("新增"), "", new.share)
        return
    for what, before, after in (
        (_("分值或权重"), old.share, new.share),
        (_("算法"), old.way, new.way),
        (_("依据"), old.clause, new.clause),
        (_("名称"), old.name, new.name),
    ):
        if before != after:
            yield NodeChange(new.path, what, before, after)
