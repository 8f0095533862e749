"""What is written down while running tells no secret and is one line for each event.

Addresses with a one-time code are as good as the code; and what somebody has put into an address
must not look like a line of ours.
"""

from __future__ import annotations

import logging
import re

#: Addresses that hold a one-time code.
_CODES = re.compile(r"(/invitation/)[^/\s]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Discreet(logging.Filter):
    """Takes codes and control characters out of each message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message; nothing is held back."""
        told = _CODES.sub(r"\1…", record.getMessage())
        record.msg = _CONTROL.sub(lambda one: f"\\u{ord(one[0]):04x}", told)
        record.args = None
        return True
