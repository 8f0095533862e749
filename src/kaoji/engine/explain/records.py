"""The derivation as frozen records, and as JSON from which it can be drawn again."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath

from kaoji.engine.explain.spoken import expression_word, name_word
from kaoji.engine.facts.table import FactRow
from kaoji.engine.plinth.exact import ONE, ZERO, exact_text
from kaoji.engine.plinth.names import spoken_path
from kaoji.engine.plinth.periods import Period
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.units import unit_json
from kaoji.engine.plinth.values import Value
from kaoji.engine.score.outcome import State
from kaoji.engine.score.result import interval_json, word_of

#: The way of the top of a scheme that has no total.
NO_TOTAL = "none"


def exact_of(value: Value | None) -> str | None:
    """The exact text of a number."""
    return exact_text(value) if isinstance(value, Fraction) else None


def value_json(value: Value | None) -> dict[str, object]:
    """A value of any sort: exact for numbers, else word, interval or list."""
    if isinstance(value, tuple):
        return {"exact": None, "value": [value_json(one) for one in value], "interval": None}
    return {
        "exact": exact_of(value),
        "value": None if value is None else word_of(value),
        "interval": None if value is None else interval_json(value),
    }


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts row behind a figure: what it names as its proof, and where it stands."""

    id: str = ""
    document: str = ""
    issuer: str = ""
    date: str = ""
    evidence: str = ""
    source: str = ""
    note: str = ""
    scope: str = ""
    file: str | None = None
    sheet: str | None = None
    row: int | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id or None,
            "document": self.document or None,
            "issuer": self.issuer or None,
            "date": self.date or None,
            "evidence": self.evidence or None,
            "source": self.source or None,
            "note": self.note or None,
            "scope": self.scope or None,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
        }

    @property
    def stands_in(self) -> str:
        """The row itself: the name of its file, its sheet and number."""
        if self.row is None:
            return ""
        name = PurePath(self.file or "").name
        if self.sheet:
            return speak(
                "{file}「{sheet}」表 第 {row} 行", file=name, sheet=self.sheet, row=self.row
            )
        return speak("{file} 第 {row} 行", file=name, row=self.row).strip()


def evidence_of(row: object, *, scope: str = "") -> Evidence | None:
    """What a facts row says of its proof; nothing where there is no row."""
    if not isinstance(row, FactRow):
        return None
    place = row.place
    return Evidence(
        id=row.text("id"),
        document=row.text("document"),
        issuer=row.text("issuer"),
        date=row.text("date"),
        evidence=row.text("evidence"),
        source=row.text("source"),
        note=row.text("note"),
        scope=scope,
        file=place.file,
        sheet=place.sheet,
        row=place.row if place.row is not None else place.line,
    )


@dataclass(frozen=True, slots=True)
class Member:
    """One of several values that a form read: whose or when, and where it comes from."""

    name: str  # the subject, or the period of an earlier value
    value: Value
    coordinate: str
    evidence: Evidence | None = None
    remark: str = ""  # of an earlier value: the version that it was worked out under

    def as_json(self) -> dict[str, object]:
        return {
            "subject": self.name,
            **value_json(self.value),
            "coordinate": self.coordinate,
            "evidence": None if self.evidence is None else self.evidence.as_json(),
            "remark": self.remark or None,
        }


@dataclass(frozen=True, slots=True)
class FigureNote:
    """One figure that a formula read: by its name there, with its origin."""

    name: str
    value: Value
    kind: str  # own | node | fact | derived | parameter | row | form | group | past | table
    unit: str | None = None
    coordinate: str | None = None
    clause: str | None = None
    evidence: Evidence | None = None
    members: tuple[Member, ...] = ()

    @property
    def told_name(self) -> str:
        """The name in the language spoken; what the author has called so stays as it is."""
        return name_word(self.name)

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.told_name,
            "kind": self.kind,
            **value_json(self.value),
            "unit": unit_json(self.unit),
            "coordinate": self.coordinate,
            "clause": self.clause,
            "evidence": None if self.evidence is None else self.evidence.as_json(),
            "members": [member.as_json() for member in self.members],
        }


@dataclass(frozen=True, slots=True)
class StepNote:
    """One step, in figures and in one sentence."""

    kind: str
    label: str
    value: Value | None
    sentence: str
    figures: tuple[FigureNote, ...] = ()
    text: str = ""
    evidence: Evidence | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "label": self.label,
            **value_json(self.value),
            "figures": [figure.as_json() for figure in self.figures],
            "text": expression_word(self.text),
            "evidence": None if self.evidence is None else self.evidence.as_json(),
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """What a node is to the one above it: its points or weight there, and what it brings in."""

    relation: str = (
        "whole"  # whole | child | part | bonus | deduction | reads | below | feed | past
    )
    points: Value | None = None
    weight: Value | None = None
    brings: Value | None = None
    evidence: Evidence | None = None  # of points or a weight that a facts row sets


@dataclass(frozen=True, slots=True)
class RuleNote:
    """The rule in words: its kind, one sentence, the formula as lowered and as written."""

    kind: str
    wording: str
    formula: str
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """What a node is worth in the total: worth = earned + lost + open.

    What comes on top is worth nothing: a bonus is earned and lost by nobody, a deduction is lost.
    """

    factor: Fraction  # points of the total for each of the node's own
    worth: Fraction
    earned: Fraction
    lost: Fraction
    open: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "worth": exact_text(self.worth),
            "earned": exact_text(self.earned),
            "lost": exact_text(self.lost),
            "open": exact_text(self.open),
        }


@dataclass(frozen=True, slots=True)
class Derivation:
    """One node of one subject in one period, and everything it came from."""

    path: str
    name: str
    subject: str
    period: Period
    way: str
    state: State
    value: Value
    published: str | None
    unit: str | None
    role: str
    full: Value | None
    share: Share
    rule: RuleNote | None = None
    clause: str | None = None
    reading: str | None = None
    tables: tuple[tuple[str, str | None, str | None], ...] = ()
    steps: tuple[StepNote, ...] = ()
    children: tuple[Derivation, ...] = ()
    is_scored: bool = True
    scheme: str | None = None  # of a feeder's node
    version: str | None = None  # of a node that another version of the scheme worked out
    limit: Value | None = None  # the most that a bonus or deduction may be
    see: str = ""  # above | below: told in full there
    sentences: tuple[str, ...] = field(default=())
    combine: str = ""  # of a group: how its children are put together
    turns: tuple[tuple[str, bool], ...] = ()  # conditions that chose how, and whether they hold
    branch: str = ""  # what they chose
    out: Fraction = ZERO  # the share of its full points that is out, for a node above to take up
    is_out_unknown: bool = False  # whether, or how much of it, counts is not known yet
    stake: Stake | None = None  # in the total, where that is shared out down to here
    refused: tuple[str, ...] = ()  # why its facts, or those that it rests on, were refused

    @property
    def coordinate(self) -> str:
        """Where it stands."""
        return f"{self.subject}:{self.path}@{self.period}"

    @property
    def points_out(self) -> Fraction | None:
        """Of the full points those that do not apply and are taken up by a node above."""
        return self.full * self.out if self.out and isinstance(self.full, Fraction) else None

    @property
    def lost(self) -> Fraction | None:
        """Points lost against the full ones; what does not apply cannot be lost."""
        if self.role != "scored" or not self.is_scored or self.is_out_unknown:
            return None
        if not isinstance(self.full, Fraction) or not isinstance(self.value, Fraction):
            return None
        most = self.full * (ONE - self.out)
        return most - self.value if self.value < most else None

    def as_json(self) -> dict[str, object]:
        """The whole tree below this node."""
        rule = self.rule
        return {
            "coordinate": self.coordinate,
            "scheme": self.scheme,
            "version": self.version,
            "path": self.path,
            "name": spoken_path(self.name),
            "period": str(self.period),
            "relation": self.share.relation,
            "way": self.way,
            "state": "refused" if self.refused else self.state.value,
            "refused": list(self.refused),
            **value_json(self.value),
            "published": self.published,
            "unit": unit_json(self.unit),
            "role": self.role,
            "full": exact_of(self.full),
            "points": exact_of(self.share.points),
            "weight": exact_of(self.share.weight),
            "brings": exact_of(self.share.brings),
            "share_evidence": None
            if self.share.evidence is None
            else self.share.evidence.as_json(),
            "lost": exact_of(self.lost),
            "out": exact_of(self.points_out),
            "in_total": None if self.stake is None else self.stake.as_json(),
            "limit": exact_of(self.limit),
            "see": self.see or None,
            "clause": self.clause,
            "reading": self.reading,
            "rule": None
            if rule is None
            else {
                "kind": rule.kind,
                "wording": rule.wording,
                "formula": rule.formula,
                "written": rule.written,
            },
            "tables": [
                {"name": name, "clause": clause, "reading": reading}
                for name, clause, reading in self.tables
            ],
            "steps": [step.as_json() for step in self.steps],
            "sentences": list(self.sentences),
            "children": [child.as_json() for child in self.children],
        }
