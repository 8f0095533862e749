"""What a command prints with `--json`, with the names of the language in the language spoken.

Which texts these are the schema says: paths, coordinates and units. All others are an author's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaoji.cli.schemas import SCHEMAS
from kaoji.cli.schemas.shapes import COORDINATE, PATH, UNIT, Schema
from kaoji.engine.plinth.names import is_english, spoken_coordinate, spoken_path
from kaoji.engine.plinth.units import unit_json

_SPEAK: tuple[tuple[Schema, Callable[[str], str | None]], ...] = (
    (PATH, spoken_path),
    (COORDINATE, spoken_coordinate),
    (UNIT, unit_json),
)


def spoken_json(shape: object, *, command: str) -> object:
    """What a command prints, in the language spoken; keys of records stay as they are."""
    schema = SCHEMAS[command]
    return _told(shape, schema=schema, whole=schema) if is_english() else shape


def _told(shape: object, *, schema: Schema, whole: Schema) -> object:
    """`whole` has the definitions that a schema refers to."""
    if isinstance(shape, str):
        speak = next((speak for kind, speak in _SPEAK if kind in _kinds(schema, whole)), None)
        return shape if speak is None else speak(shape)
    if isinstance(shape, list):
        items: Schema = next((one["items"] for one in _kinds(schema, whole) if "items" in one), {})
        return [_told(one, schema=items, whole=whole) for one in shape]
    if not isinstance(shape, dict):
        return shape
    kind = next((one for one in _kinds(schema, whole) if one.get("type") == "object"), {})
    named, known, others = (
        kind.get(key, {}) for key in ("propertyNames", "properties", "additionalProperties")
    )
    return {
        _told(name, schema=named, whole=whole): _told(
            value, schema=known.get(name, others or {}), whole=whole
        )
        for name, value in shape.items()
    }


def _kinds(schema: Schema, whole: Schema) -> Iterator[Schema]:
    """A schema's alternatives, each as it is defined."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for one in schema.get("anyOf", ()):
        yield from _kinds(one, whole)
    yield schema
