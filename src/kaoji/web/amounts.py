"""Amounts as they are shown: thousands in threes, in pages only. Files and forms have the number
as it is; years and numbers of papers are no amounts, whoever shows them does not ask.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?P<sign>[-−+]?)(?P<whole>[0-9]{4,})(?P<rest>\.[0-9]+)?")


def grouped(text: str) -> str:
    """A long number in threes: 1,300. What is no plain number stays, one with noughts before it
    too: it is a number of something.
    """
    found = _PLAIN.fullmatch(text)
    if found is None or found["whole"].startswith("0"):
        return text
    return f"{found['sign']}{int(found['whole']):,}{found['rest'] or ''}"
