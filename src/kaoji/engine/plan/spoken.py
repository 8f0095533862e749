"""Formulas as readers see them: in English with the English names of fields and functions.

Rule kinds stand for formulas in Chinese, whatever language their scheme is written in. What has no
English name in formulas keeps its own: fields of rows, and the names of verdicts.
"""

from __future__ import annotations

from dataclasses import replace

from kaoji.engine.feel.ast import Call, Expression, Filter, For, Name, Quantified, Text
from kaoji.engine.feel.functions import find_function, words_of
from kaoji.engine.feel.names import children, rebuilt
from kaoji.engine.feel.unparse import unparse
from kaoji.engine.plan.binder import VERDICT_NAMES
from kaoji.engine.plan.reaches import REACH, form_word
from kaoji.engine.plinth.names import spoken_field, spoken_path
from kaoji.engine.plinth.speech import ENGLISH, spoken_language
from kaoji.engine.scheme.model import ROOT


def formula_text(expression: Expression) -> str:
    """The canonical text in the language now spoken; it reads back to the same formula."""
    if spoken_language() != ENGLISH:
        return unparse(expression)
    return unparse(_english(expression, rows=False))


def _english(expression: Expression, *, rows: bool) -> Expression:
    """`rows`: names may be fields of rows here, as in filters and loops."""
    if isinstance(expression, Name):
        return expression if rows else _name(expression)
    inner = rows or isinstance(expression, Filter | For | Quantified)
    # Of filters and loops the first part, their source, is read outside them.
    parts = tuple(
        _english(part, rows=inner if at else rows) for at, part in enumerate(children(expression))
    )
    made = rebuilt(expression, parts=parts)
    return _call(made) if isinstance(made, Call) else made


def _call(call: Call) -> Call:
    """A call with the English words of its function and of its ways."""
    builtin = find_function(call.function)
    words = {} if builtin is None else words_of(builtin)
    arguments = tuple(
        replace(one, value=words.get(one.value, one.value)) if isinstance(one, Text) else one
        for one in call.arguments
    )
    return replace(call, function=_function_word(call.function), arguments=arguments)


def _name(name: Name) -> Name:
    *above, last = name.parts
    if not above and last in VERDICT_NAMES and last != ROOT:
        return name
    return replace(name, parts=(*map(spoken_path, above), spoken_field(spoken_path(last))))


def _function_word(word: str) -> str:
    if word in REACH:
        return form_word(word)
    builtin = find_function(word)
    return word if builtin is None or not builtin.aliases else builtin.aliases[0]
