"""A worked case as the product reads it: rows, parameters, and where its results stand.

A translation carries names over and copies figures; it computes nothing. Rows that name an inner
node with the figure that the worked case itself states stand apart as `given`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Translated:
    """One run of one pack for one worked case."""

    case: str
    pack: str
    period: str
    facts: tuple[Row, ...] = ()
    given: tuple[Row, ...] = ()
    subjects: tuple[Row, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)  # scheme path → value, for `check`
    expected: Mapping[str, object] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The facts table of the run: what is reported, and what is given."""
        return self.facts + self.given


#: Units that fill a group up to the size that a case names; far below every threshold.
PADDING_TOTAL = "60"


def row(subject: str, *, key: str, value: object = None, at: str = "", **more: object) -> Row:
    """One row of the facts table; empty cells are left out."""
    cells = {"对象": subject, "周期": at, "指标": key, "数值": value} | more
    return {name: str(cell) for name, cell in cells.items() if cell not in (None, "")}


def totals(pairs: list, *, at: str, size: int = 0) -> tuple[Row, ...]:
    """Given totals of named subjects, and of as many unnamed ones as the group still needs."""
    rows = [row(name, key="总分", value=total, at=at) for name, total in pairs]
    places = range(len(pairs) + 1, size + 1)
    rows += [row(f"陪{place}", key="总分", value=PADDING_TOTAL, at=at) for place in places]
    return tuple(rows)


def subjects_of(rows: tuple[Row, ...], *, kind: str, group: str = "") -> tuple[Row, ...]:
    """The subjects table that goes with the rows."""
    names = dict.fromkeys(one["对象"] for one in rows)
    own = {"类": kind} | ({"组别": group} if group else {})
    return tuple({"对象": name} | own for name in names)


def exact(text: str) -> dict[str, str]:
    return {"exact": text}


def published(text: str) -> dict[str, str]:
    return {"published": text}
