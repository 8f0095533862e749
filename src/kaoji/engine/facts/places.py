"""How a message names another row: by its file and sheet where they are not those of this one."""

from __future__ import annotations

from pathlib import PurePath

from kaoji.engine.plinth.problem import Place


def row_seen(there: Place, *, here: Place) -> str:
    """The row `there` in words, as seen from `here`."""
    file = "" if there.file == here.file or there.file is None else f"{PurePath(there.file).name} "
    is_near = not file and there.sheet == here.sheet
    sheet = "" if is_near or there.sheet is None else f"工作表「{there.sheet}」"
    number = there.row or there.line
    return f"{file}{sheet}第 {number} 行" if number else "前面的行"
