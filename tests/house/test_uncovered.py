"""What coverage leaves out of the engine stands in docs/developing/coverage.md with its reason."""

from __future__ import annotations

import re
import tomllib

from tools.source import ROOT

ENGINE = ROOT / "src/kaoji/engine"
#: In pieces, so that this page leaves nothing out itself.
LEFT_OUT = "# pragma: " + "no "
ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)


def rows(heading):
    """The first cells of the rows of the table below a line; each has a reason in its last."""
    page = (ROOT / "docs/developing/coverage.md").read_text(encoding="utf-8")
    table = page.partition(f"{heading}\n\n")[2].partition("\n\n")[0]
    for cells in ROW.findall(table)[2:]:
        *named, reason = [cell.strip() for cell in cells.split(" | ")]
        assert len(reason) > len("unreachable"), cells
        yield tuple(cell.strip("`") for cell in named)


def lines_left_out():
    for path in sorted(ENGINE.rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            code, mark, _why = line.partition(LEFT_OUT)
            if mark:
                yield path.relative_to(ENGINE).as_posix(), code.strip()


def test_every_line_that_is_left_out_is_told_with_its_reason():
    assert list(rows("By line:")) == list(lines_left_out())


def test_every_pattern_that_is_left_out_is_told_with_its_reason():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["coverage"]["report"]["exclude_also"]
    assert [pattern for (pattern,) in rows("By pattern, in `pyproject.toml`:")] == patterns
