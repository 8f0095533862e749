"""How entries are sealed: SHA-256 over a canonical text of the entry and the digest before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from kaoji.apps.audit.models import Entry

#: In this order they are sealed.
SEALED = (
    "number", "at", "organisation_key", "actor_username", "actor_name", "address", "act",
    "object_kind", "object_key", "object_name", "result", "reason", "before", "after", "previous",
)  # fmt: skip


def canonical(record: Mapping[str, Any] | None) -> str:
    """A record as one text that is the same everywhere; nothing becomes the empty text."""
    if record is None:
        return ""
    return json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def digest_of(entry: Entry) -> str:
    """The seal of an entry, whatever its own `digest` says."""
    fields = [getattr(entry, name) for name in SEALED]
    fields[1] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
