"""A ballot as a page shows it and as it comes back: works without script, and with 同上."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from kaoji.apps.ratings.rules import Whom
from kaoji.apps.ratings.scale import Filled, Scale
from kaoji.engine.facts.clean import clean

MARK, ABSTAIN, SAME = "m-", "a-", "same-"


@dataclass(frozen=True, slots=True)
class Line:
    """A unit on the ballot."""

    key: int
    name: str
    mark: str = ""
    why: str = ""
    barred: str = ""
    fault: str = ""
    is_first: bool = False


def lines_of(filled: Filled, *, concerning: Whom, scale: Scale) -> tuple[Line, ...]:
    """Every unit with what stands for it."""
    first = next(iter(concerning.owed), None)
    return tuple(
        Line(
            key,
            name,
            mark=filled.marks.get(str(key), ""),
            why=filled.abstained.get(str(key), ""),
            barred=concerning.barred.get(key, ""),
            fault=_fault(filled.marks.get(str(key), ""), scale=scale),
            is_first=key == first,
        )
        for key, name in concerning.units.items()
    )


def _fault(mark: str, *, scale: Scale) -> str:
    return scale.fault(mark) if mark else ""


def filled_in(sent: QueryDict) -> Filled:
    """What was sent; what is empty is left out."""
    marks, abstained = {}, {}
    for name, text in sent.items():
        said = clean(str(text))
        if said and name.startswith(MARK) and name[len(MARK) :].isdigit():
            marks[name[len(MARK) :]] = said
        elif said and name.startswith(ABSTAIN) and name[len(ABSTAIN) :].isdigit():
            abstained[name[len(ABSTAIN) :]] = said
    return Filled(marks, abstained)


def with_same(filled: Filled, *, act: str, concerning: Whom) -> Filled:
    """同上: the mark of the nearest unit above that has one; `same-rest`: in all that are blank."""
    keys = [str(key) for key in concerning.owed]
    marks = dict(filled.marks)
    if act == f"{SAME}rest":
        blank = {key for key in keys if key not in marks and key not in filled.abstained}
    else:
        blank = {act.removeprefix(SAME)} & set(keys)
    above = ""
    for key in keys:
        if key in blank and above:
            marks[key] = above
        above = marks.get(key, above)
    kept = {key: why for key, why in filled.abstained.items() if key not in blank or not above}
    return Filled(marks, kept)
