"""The roster: who is scored, their classes and superiors, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kaoji.engine.facts.columns import SUBJECT_COLUMNS
from kaoji.engine.facts.table import SubjectRow
from kaoji.engine.scheme.model import Subjects

#: The columns whose words name groups of subjects, the nearer first.
CLASSES = ("组别", "类")
_NO_CLASSES = frozenset({"对象", "名称", "自", "至", "group", "kind", "parent"})
_TWINS = {one.key: one.chinese for one in SUBJECT_COLUMNS if one.key in ("kind", "group", "parent")}


@dataclass(frozen=True, slots=True)
class Member:
    """One subject with its columns."""

    id: str
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """组别, else 类."""
        return self.columns.get("组别") or self.columns.get("类") or ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Every known subject, and those that the scheme scores, in the order of the table."""

    members: Mapping[str, Member]
    scored: tuple[str, ...]
    is_from_table: bool
    excluded: tuple[str, ...] = ()  # of the right class, but the scheme's condition fails

    @property
    def listed(self) -> tuple[str, ...]:
        """The scored and the excluded, in the order of the table."""
        known = {*self.scored, *self.excluded}
        return tuple(one for one in self.members if one in known)

    def column(self, subject: str, *, name: str) -> str:
        """A column of a subject; empty when the table has none."""
        member = self.members.get(subject)
        return member.columns.get(name, "") if member is not None else ""

    def has_column(self, name: str) -> bool:
        """Whether the table has the column, filled in for anyone."""
        return any(member.columns.get(name) for member in self.members.values())

    def is_divided_by(self, column: str) -> bool:
        """Whether any scored subject has a word in the column; true when nobody is scored."""
        scored = [self.members[one].columns for one in self.scored]
        return not scored or any(columns.get(column) for columns in scored)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns by which the scored subjects can be divided, in the order of the table."""
        found = (
            name for one in self.scored for name, word in self.members[one].columns.items() if word
        )
        return tuple(name for name in dict.fromkeys(found) if name not in _NO_CLASSES)

    def groups_of(self, subject: str) -> tuple[str, ...]:
        """The scopes `组:…` whose facts serve the subject: its group, then its class."""
        member = self.members.get(subject)
        if member is None:
            return ()
        words = (member.columns.get(name, "") for name in CLASSES)
        return tuple(dict.fromkeys(f"组:{word}" for word in words if word))


def roster_of(rows: Iterable[SubjectRow], *, day: date, subjects: Subjects) -> Roster:
    """The subjects in force on the day; the scheme scores the classes it names."""
    members = {
        row.id: Member(row.id, row.name or row.id, _by_both_names(row.attributes))
        for row in rows
        if row.holds_on(day)
    }
    kinds = subjects.kinds
    scored = tuple(
        member.id
        for member in members.values()
        if not kinds or not member.columns.get("类") or member.columns["类"] in kinds
    )
    return Roster(members, scored, is_from_table=True)


def _by_both_names(columns: Mapping[str, str]) -> Mapping[str, str]:
    """The columns that the contract names answer to their English names too, as in `pool: group`;
    a column that an office calls so itself comes first.
    """
    twins = {english: columns[own] for english, own in _TWINS.items() if own in columns}
    return {**twins, **columns}


def roster_of_names(names: Iterable[str]) -> Roster:
    """Without a subjects table: those whom the facts name."""
    members = {name: Member(name, name) for name in names}
    return Roster(members, tuple(members), is_from_table=False)
