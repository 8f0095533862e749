"""The shipped schemes: what the gallery tells of each, from its own text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from kaoji.apps.schemes.study import Study, study_of_settled
from kaoji.engine.scheme.catalogue import PackEntry, shipped_schemes

#: A pack's first remark begins with its family: `正定 · 乡镇(7 个)`.
_MARK = " · "
#: Words of a remark by which a pack says that its matter is no longer in force.
_ENDED = ("已停用", "已经停用")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped scheme as the gallery shows it."""

    entry: PackEntry
    family: str
    indicators: int
    cases: int
    clauses: int
    state: str

    @property
    def reference(self) -> str:
        return self.entry.reference

    @property
    def title(self) -> str:
        return self.entry.title or self.entry.id


def shipped() -> tuple[Shipped, ...]:
    """All of them, by family and title."""
    return tuple(sorted(map(_told, _entries()), key=lambda one: (one.family, one.title)))


def entry_of(reference: str) -> PackEntry | None:
    """The shipped scheme of a reference."""
    return next((one for one in _entries() if one.reference == reference), None)


def study_of_pack(entry: PackEntry, *, with_cases: bool = False) -> Study:
    """A shipped scheme, read."""
    path = entry.path
    text = path.read_text(encoding="utf-8-sig")
    return study_of_settled(text, file=str(path), folder=path.parent, with_cases=with_cases)


@lru_cache(maxsize=1)
def _entries() -> tuple[PackEntry, ...]:
    """What is shipped does not change while the office runs."""
    return shipped_schemes()


def _told(entry: PackEntry) -> Shipped:
    found = study_of_pack(entry)
    first = found.remarks[0] if found.remarks else ""
    family = first.partition(_MARK)[0] if _MARK in first else entry.path.parent.name
    return Shipped(
        entry, family, found.leaf_count, found.case_count, len(found.clauses), _state(found)
    )


def _state(found: Study) -> str:
    if found.scheme is not None and found.scheme.repealed is not None:
        return _("已废止 {day}").format(day=found.scheme.repealed.isoformat())
    if any(word in remark for remark in found.remarks for word in _ENDED):
        return _("已停用，只作样本")
    return _("可用") if found.is_sound else _("有错误")
