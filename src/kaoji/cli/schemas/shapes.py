"""What schemas are made of: records, lists, texts, exact numbers; a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record(
    required: Mapping[str, Schema], *, optional: Mapping[str, Schema] | None = None
) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: Schema) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": items}


def mapped(values: Schema, *, by: Schema | None = None) -> Schema:
    """An object whose keys are names, or what else `by` says."""
    names = {} if by is None else {"propertyNames": by}
    return {"type": "object", "additionalProperties": values, **names}


def maybe(schema: Schema) -> Schema:
    """Such a thing, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(*words: str) -> Schema:
    """One of these words."""
    return {"enum": list(words)}


TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
#: A decimal where it ends, else p/q in lowest terms.
EXACT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]*[1-9]|/[0-9]+)?$"}
FIXED: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
#: A rank is whole, except where equal ones share the mean.
RANK: Schema = {"anyOf": [WHOLE, EXACT]}
WORD: Schema = maybe({"type": ["string", "boolean"]})
TEXTS = listed(TEXT)
ANY: Schema = {}
#: Texts with names of the language in them; `spoken.py` puts these into the language spoken.
PATH: Schema = {"type": "string", "description": "path of a node, in the language spoken"}
COORDINATE: Schema = {
    "type": "string",
    "description": "subject:path.field@period, in the language spoken",
}
UNIT: Schema = {"type": "string", "description": "unit, in the language spoken"}

PROBLEM = record({
    "code": TEXT,
    "severity": one_of("error", "warning", "note"),
    "file": maybe(TEXT),
    "sheet": maybe(TEXT),
    "line": maybe(WHOLE),
    "row": maybe(WHOLE),
    "column": maybe(WHOLE),
    "path": maybe(PATH),
    "coordinate": maybe(COORDINATE),
    "message": TEXT,
    "remedy": TEXT,
})  # fmt: skip
PROBLEMS = listed(PROBLEM)
