"""How a message names another row: by its file and sheet where they are not those of this one."""

from __future__ import annotations

from pathlib import PurePath

from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import speak


def row_seen(there: Place, *, here: Place) -> str:
    """The row `there` in words, as seen from `here`."""
    number = there.row or there.line
    if not number:
        return speak("前面的行")
    row = speak("第 {number} 行", number=number)
    is_other_file = there.file != here.file and there.file is not None
    if there.sheet is not None and (is_other_file or there.sheet != here.sheet):
        row = speak("工作表「{sheet}」{row}", sheet=there.sheet, row=row)
    if is_other_file:
        row = speak("{file} {row}", file=PurePath(there.file or "").name, row=row)
    return row
