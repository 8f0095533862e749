"""A file is refused as an act is: with the reason, and what would do."""

from __future__ import annotations

from typing import NoReturn

from kaoji.web.refusals import Refused


def refuse(code: str, *, reason: str, remedy: str = "") -> NoReturn:
    """Refuse the file of the field `file`."""
    raise Refused(code, reason=reason, remedy=remedy, field="file")
