"""The acts that the log knows: each room declares its own in `audit_types.py`."""

from __future__ import annotations

from dataclasses import dataclass

#: The law asks for six months; nothing through the product deletes sooner.
LEAST_MONTHS = 6
USUAL_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: a key that never changes, its Chinese verb, how many months it is kept.

    `is_reading`: nothing is changed, but that somebody looked is remembered.
    """

    key: str
    verb: str
    kept_months: int = USUAL_MONTHS
    is_reading: bool = False


_KNOWN: dict[str, Act] = {}


def declare(*acts: Act) -> None:
    """Make acts known. A key stands for one act; none is kept for less than the law asks."""
    for act in acts:
        if act.kept_months < LEAST_MONTHS:
            raise ValueError(f"{act.key} is kept for less than {LEAST_MONTHS} months")
        if _KNOWN.setdefault(act.key, act) != act:
            raise ValueError(f"{act.key} is declared twice")


def act_of(key: str) -> Act:
    """The act of a key; one that no room declares any more is told by its key."""
    return _KNOWN.get(key, Act(key, key))


def known_acts() -> tuple[Act, ...]:
    """Every declared act, by key."""
    return tuple(_KNOWN[key] for key in sorted(_KNOWN))
