"""How entries are sealed: SHA-256 over a canonical text of the entry and the digest before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from kaoji.apps.audit.models import Entry

#: In this order they are sealed.
SEALED = (
    "number", "at", "organisation_key", "actor_username", "actor_name", "address", "act",
    "object_kind", "object_key", "object_name", "result", "reason", "before", "after", "previous",
)  # fmt: skip

#: What the first entry seals.
BEGINNING = "0" * 64

SEPARATOR = "\0"


def canonical(record: Mapping[str, Any] | None) -> str:
    """A record as one text that is the same everywhere; nothing becomes the empty text."""
    if record is None:
        return ""
    return json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def digest_of(entry: Entry) -> str:
    """The seal of an entry, whatever its own `digest` says."""
    return digest_of_bytes(sealed_bytes([getattr(entry, name) for name in SEALED]))


def sealed_text(values: Sequence[Any]) -> str:
    """What an entry says, in the order of `SEALED`, as the one text that is sealed.

    Between two fields stands the sign that no field holds (see `without_separator`), so that what
    one field ends with cannot be moved into the next.
    """
    number, at, organisation, *texts = values
    return SEPARATOR.join(
        (str(number), instant(at), "" if organisation is None else str(organisation), *texts)
    )


def sealed_bytes(values: Sequence[Any]) -> bytes:
    """The same as it is hashed."""
    return sealed_text(values).encode("utf-8")


def digest_of_bytes(told: bytes) -> str:
    """The seal of that text."""
    return hashlib.sha256(told).hexdigest()


def without_separator(text: str) -> str:
    """A text as an entry may hold it."""
    return text.replace(SEPARATOR, "\N{REPLACEMENT CHARACTER}")


def instant(at: datetime) -> str:
    """A moment as it is sealed: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
