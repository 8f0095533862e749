"""Words of the language as a message shows them: fields, truths, units, lists of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kaoji.engine.facts.columns import FACT_COLUMNS, Column
from kaoji.engine.plinth.speech import ENGLISH, speak, spoken_language
from kaoji.engine.scheme.model import ROOT
from kaoji.engine.scheme.words import VALUES, english_value

#: Fields and columns by their printed names; what a scheme's author has named is in neither.
_FIELDS: Mapping[str, str] = {
    **{column.chinese: column.english for column in FACT_COLUMNS},
    **{word.zh: word.en for word in VALUES["own_field"]},
    "系数": "factor",
    "得分": "score",
}
_TRUTHS = {word.en == "true": word for word in VALUES["truth"]}


def column_told(column: Column) -> str:
    """The header of a known column."""
    return column.english if spoken_language() == ENGLISH else column.chinese


def twin_told(column: Column) -> str:
    """Behind the Chinese header its English twin; English is not told what it cannot read."""
    return "" if spoken_language() == ENGLISH else f"({column.english})"


def field_told(name: str) -> str:
    """A field's name: an own one in the language spoken, another as its author wrote it."""
    return _FIELDS.get(name, name) if spoken_language() == ENGLISH else name


def path_told(path: str) -> str:
    """A path as its author wrote it; the scheme itself by its word."""
    is_total = path == ROOT and spoken_language() == ENGLISH
    return (is_total and english_value(path, kind="outcome")) or path


def truth_told(*, value: bool) -> str:
    """是 or 否."""
    word = _TRUTHS[value]
    return word.en if spoken_language() == ENGLISH else word.zh


def not_applicable_told() -> str:
    """What a cell says where a figure does not apply."""
    return "n/a" if spoken_language() == ENGLISH else "不适用"


def listed(names: Iterable[str]) -> str:
    """Names one behind the other."""
    return speak("、").join(names)


def hinted(rest: str = "", *, guess: Sequence[str]) -> str:
    """What to do, with the question before it whether the nearest name is meant."""
    if not guess:
        return rest
    if not rest:
        return speak("是不是「{word}」？", word=guess[0])
    return speak("是不是「{word}」？{rest}", word=guess[0], rest=rest)
