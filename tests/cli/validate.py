"""A validator for the part of JSON Schema that `kaoji schema` uses; others are refused."""

from __future__ import annotations

import re

KNOWN = {
    "$schema", "title", "$defs", "$ref", "type", "properties", "required",
    "additionalProperties", "items", "anyOf", "enum", "pattern", "description", "propertyNames",
}  # fmt: skip
TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
    "integer": int,
}  # fmt: skip


def faults(value, *, schema, root=None, at="$"):
    """Every place where the value is not what the schema says."""
    root = schema if root is None else root
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return faults(value, schema=root["$defs"][name], root=root, at=at)
    if "anyOf" in schema:
        tried = [faults(value, schema=one, root=root, at=at) for one in schema["anyOf"]]
        return [] if not all(tried) else [f"{at}: fits none: {min(tried, key=len)}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r} is not in {schema['enum']}"]
    if "type" in schema and not _is_of(value, schema["type"]):
        return [f"{at}: {value!r} is no {schema['type']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{at}: {value!r} does not fit {schema['pattern']}"]
    if isinstance(value, dict):
        return _of_object(value, schema, root, at)
    if isinstance(value, list) and "items" in schema:
        found = [
            faults(one, schema=schema["items"], root=root, at=f"{at}[{number}]")
            for number, one in enumerate(value)
        ]
        return [fault for each in found for fault in each]
    return []


def _is_of(value, names):
    names = [names] if isinstance(names, str) else names
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, TYPES[name]) for name in names)


def _of_object(value, schema, root, at):
    known = schema.get("properties", {})
    found = [f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value]
    for key, one in value.items():
        found += faults(key, schema=schema.get("propertyNames", {}), root=root, at=f"{at}.{key}")
        inner = known.get(key, schema.get("additionalProperties", {}))
        if inner is False:
            found.append(f"{at}: {key} is not foreseen")
        else:
            found += faults(one, schema=inner, root=root, at=f"{at}.{key}")
    return found
