"""The built-in functions: one registry, read by checker, compiler and manual alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaoji.engine.feel.functions import (
    curves,
    dates,
    folds,
    lists,
    roots,
    rounding,
    statistics,
    texts,
    truths,
)
from kaoji.engine.feel.functions.model import Builtin, arranged, gathered, invoke
from kaoji.engine.plinth.values import Value

__all__ = [
    "FUNCTIONS",
    "Builtin",
    "call_by_name",
    "call_function",
    "find_function",
    "function_words",
    "words_of",
]

#: Every function by its Chinese name, in the order of the manual.
FUNCTIONS: Mapping[str, Builtin] = MappingProxyType(
    {
        builtin.name: builtin
        for part in (folds, rounding, curves, statistics, roots, truths, lists, texts, dates)
        for builtin in part.BUILTINS
    }
)

_BY_WORD: Mapping[str, Builtin] = MappingProxyType(
    {word: builtin for builtin in FUNCTIONS.values() for word in (builtin.name, *builtin.aliases)}
)


def find_function(name: str) -> Builtin | None:
    """The function of a Chinese or FEEL name."""
    return _BY_WORD.get(name)


def function_words() -> tuple[str, ...]:
    """Every name that a function answers to."""
    return tuple(_BY_WORD)


def call_function(builtin: Builtin, *values: Value) -> Value:
    """Call with the arguments as they would be written, without names."""
    if builtin.is_variadic:
        return invoke(builtin, values=gathered(values))
    places = arranged(builtin, count=len(values), names=None)
    if places is None:
        raise TypeError(f"{builtin.name} takes no {len(values)} arguments")
    given = dict(zip(places, values, strict=True))
    defaults = (parameter.default for parameter in builtin.parameters)
    return invoke(
        builtin, values=tuple(given.get(at, default) for at, default in enumerate(defaults))
    )


def call_by_name(name: str, *values: Value) -> Value:
    """Call a function that is known to exist."""
    return call_function(_BY_WORD[name], *values)


def words_of(builtin: Builtin) -> Mapping[str, str]:
    """The words for the ways of a function, Chinese to English."""
    return {zh: en for one in builtin.parameters for zh, en in one.words.items()}
