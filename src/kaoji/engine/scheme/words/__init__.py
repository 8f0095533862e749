"""The one table that pairs every Chinese word of a scheme with its English twin.

Both spellings are read everywhere; GLOSSARY.md is printed from here.
"""

from kaoji.engine.scheme.words.keys import KEYS, TITLES
from kaoji.engine.scheme.words.page import glossary_page
from kaoji.engine.scheme.words.search import (
    RESERVED,
    are_twins,
    chinese_key,
    chinese_value,
    english_value,
    key_word,
    spelled,
    spellings_of,
    takes_english,
    value_word,
)
from kaoji.engine.scheme.words.terms import TERMS, Term
from kaoji.engine.scheme.words.values import VALUE_TITLES, VALUES
from kaoji.engine.scheme.words.word import Word

__all__ = [
    "KEYS",
    "RESERVED",
    "TERMS",
    "TITLES",
    "VALUES",
    "VALUE_TITLES",
    "Term",
    "Word",
    "are_twins",
    "chinese_key",
    "chinese_value",
    "english_value",
    "glossary_page",
    "key_word",
    "spelled",
    "spellings_of",
    "takes_english",
    "value_word",
]
