"""Formulas as readers see them: in English with the English names of fields and functions.

Rule kinds stand for formulas in Chinese, whatever language their scheme is written in.
"""

from __future__ import annotations

from dataclasses import replace

from kaoji.engine.feel.ast import Access, Call, Expression, Name
from kaoji.engine.feel.functions import find_function
from kaoji.engine.feel.names import children, rebuilt
from kaoji.engine.feel.unparse import unparse
from kaoji.engine.plan.forms import field_word
from kaoji.engine.plan.reaches import REACH, form_word
from kaoji.engine.plinth.speech import ENGLISH, spoken_language


def formula_text(expression: Expression) -> str:
    """The canonical text in the language now spoken; it reads back to the same formula."""
    return unparse(_english(expression) if spoken_language() == ENGLISH else expression)


def _english(expression: Expression) -> Expression:
    parts = tuple(_english(part) for part in children(expression))
    match rebuilt(expression, parts=parts):
        case Name(parts=(*above, last)) as name:
            return replace(name, parts=(*above, field_word(last)))
        case Access(name=word) as access:
            return replace(access, name=field_word(word))
        case Call(function=word) as call:
            return replace(call, function=_function_word(word))
        case other:
            return other


def _function_word(word: str) -> str:
    if word in REACH:
        return form_word(word)
    builtin = find_function(word)
    return word if builtin is None or not builtin.aliases else builtin.aliases[0]
