"""What writes the log, and what keeps it: the only writers of this room."""

from __future__ import annotations

from kaoji.apps.audit.keeping import (
    make_checkpoint,
    purge,
    record_export,
    record_reading,
    verify,
)
from kaoji.apps.audit.recording import record

__all__ = ["make_checkpoint", "purge", "record", "record_export", "record_reading", "verify"]
