"""JSON Schemas (2020-12) of what every command prints with `--json`.

Kept by hand: they are a promise to other programs. A test holds real output against each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaoji.cli.schemas.results import CHECK, DUE, EXPLAIN, PACKS, PLAN, SCORE, SHEET, TEST
from kaoji.cli.schemas.sealed import DIFF, SEAL, VERIFY
from kaoji.cli.schemas.shapes import DIALECT, PROBLEM, Schema
from kaoji.cli.schemas.trial import WHATIF

#: By the command that prints it.
SCHEMAS: Mapping[str, Schema] = {
    "check": CHECK,
    "test": TEST,
    "plan": PLAN,
    "sheet": SHEET,
    "score": SCORE,
    "explain": EXPLAIN,
    "whatif": WHATIF,
    "packs": PACKS,
    "due": DUE,
    "seal": SEAL,
    "verify": VERIFY,
    "diff": DIFF,
    "problem": PROBLEM,
}
#: The grammar of scheme files, beside the schemas.
GRAMMAR: Sequence[str] = ("scheme", "grammar")


def schema_of(name: str) -> Schema | None:
    """The schema of a command's JSON, with its dialect and title."""
    schema = SCHEMAS.get(name)
    return (
        None if schema is None else {"$schema": DIALECT, "title": f"kaoji {name} --json", **schema}
    )
