"""The types of expressions and their checker: the public face of `kinds` and `checker`."""

from __future__ import annotations

from kaoji.engine.feel.checker import check_types
from kaoji.engine.feel.kinds import (
    ANY,
    DATE,
    NULL,
    NUMBER,
    RATIO,
    TEXT,
    TRUTH,
    BasicType,
    ChoiceType,
    ListType,
    NamingScope,
    NumberType,
    RecordType,
    Type,
    TypeScope,
    type_word,
)

__all__ = [
    "ANY", "DATE", "NULL", "NUMBER", "RATIO", "TEXT", "TRUTH", "BasicType", "ChoiceType",
    "ListType", "NamingScope", "NumberType", "RecordType", "Type", "TypeScope", "check_types",
    "type_word",
]  # fmt: skip
