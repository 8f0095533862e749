"""LibreOffice as the judge of workbooks: a whole folder recalculated in one go.

The cached values of a file are not believed: the profile says to recalculate on load, and a test
shows with a poisoned file that it does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
#: Put on every test that needs it, so that what was not run has a name. The gate skips nothing.
needs_office = pytest.mark.skipif(
    PROGRAM is None and not os.environ.get("KAOJI_SKIP_NOTHING"),
    reason="LibreOffice (soffice) is not installed",
)

_ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(paths: Sequence[Path], *, folder: Path) -> dict[str, openpyxl.Workbook]:
    """The workbooks as LibreOffice computes them, by the names of their files."""
    assert PROGRAM is not None, "apt-get install libreoffice-calc-nogui"
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_ALWAYS, encoding="utf-8")
    command = [
        PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, paths),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    missing = [path.name for path in paths if not (out / path.name).exists()]
    assert not missing, (missing, done.stdout, done.stderr)
    return {path.name: openpyxl.load_workbook(out / path.name, data_only=True) for path in paths}
