"""What a person may not do now, and why. Mapped once, to a page or to JSON."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """An act that is not allowed now: a code that never changes, the reason, what to do next.

    `field`: the input that the reason is about, where there is one.
    """

    def __init__(self, code: str, *, reason: str, remedy: str = "", field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.reason}{'。' if self.remedy else ''}{self.remedy}"
