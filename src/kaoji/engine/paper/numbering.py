"""发文字号: the mark of the office, the year, the number (GB/T 9704-2012, clause 7.2.5).

Who takes the next number, and when, is the office's business; here it is read and written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(
    r"(?P<mark>[^\s\d〔〕\[\]（）()【】]{1,20})〔(?P<year>\d{4})〕(?P<number>[1-9]\d{0,5})号"
)


@dataclass(frozen=True, slots=True, order=True)
class PaperNumber:
    """A number of a series (代字) and a year; numbers begin anew with each year."""

    mark: str
    year: int
    number: int

    def __str__(self) -> str:
        """禾考发〔2026〕3号: the year whole in hexagonal brackets, no 第, no leading zero."""
        return "{}〔{}〕{}号".format(self.mark, self.year, self.number)  # noqa: UP032 - 〔〕 as text


def parse_number(text: str) -> PaperNumber | None:
    """Read a number as the standard writes it; anything else gives nothing."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    return PaperNumber(found["mark"], int(found["year"]), int(found["number"]))
