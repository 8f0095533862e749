"""All sheets and letters of a county's departments, and the same scheme as formulas in LibreOffice.

The demonstration's departments, again and again under other names, with their facts in files; each
command is timed as a whole process, in processor seconds. Goals: the folder of all sheets,
statements and accounts of 500 units in at most 60 s; scoring is not slower than LibreOffice
calculating the workbook of formulas that the same run writes. A miss is printed as it is.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from kaoji.packs import demo

DEMO = Path(demo.__file__).parent
KAOJI = str(Path(sys.executable).with_name("kaoji"))
PACK = "qitai-departments"
FACTS = ("departments.csv", "projects.csv")
#: Columns in which a subject may be named.
NAMING = ("对象", "名称", "上级", "数值")


def rows_of(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def renamed(row: dict[str, str], *, names: frozenset[str], turn: int) -> dict[str, str]:
    """The row of the same unit under another name; rows for all stay as they are."""
    again = {
        column: f"{value}{turn}" if column in NAMING and value in names else value
        for column, value in row.items()
    }
    if again.get("编号"):
        again["编号"] += f"-{turn}"
    return again


def multiplied(name: str, *, names: frozenset[str], times: int) -> Iterator[dict[str, str]]:
    _columns, rows = rows_of(name)
    for turn in range(times):
        for row in rows:
            if row["对象"] in names:
                yield renamed(row, names=names, turn=turn)
            elif turn == 0:
                yield row


def write_county(folder: Path, *, units: int) -> list[str]:
    """The county's tables in the folder; the options of a command that reads them."""
    _columns, subjects = rows_of("subjects.csv")
    names = frozenset(row["对象"] for row in subjects)
    scored = sum(1 for row in subjects if row["类"] == "部门")
    times = -(-units // scored)
    for name in ("subjects.csv", *FACTS):
        columns, _rows = rows_of(name)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(multiplied(name, names=names, times=times))
    facts = [part for name in FACTS for part in ("--facts", str(folder / name))]
    given = str(DEMO / "departments-given.yaml")
    return [
        *facts,
        "--subjects",
        str(folder / "subjects.csv"),
        "--given",
        given,
        "--period",
        "2025",
    ]


def seconds(*command: str) -> float:
    """Processor seconds of a command."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: the demonstration has a unit with open facts
        raise SystemExit(f"{command[:2]}: {done.stderr}")
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def calculated(folder: Path, *, books: list[str]) -> float | None:
    """Processor seconds in which LibreOffice calculates the workbooks, where it is installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"))
    return seconds(program, profile, "--headless", *target, *books)


def main(units: int) -> None:
    """Time and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = write_county(folder, units=units)
        letters = folder / "letters"
        scoring = seconds(KAOJI, "score", PACK, *options, "--json")
        writing = seconds(KAOJI, "explain", PACK, *options, "-o", f"{letters}/")
        print(f"{units} departments, scoring  {scoring:8.2f} s")
        print(f"{len(list(letters.iterdir()))} sheets and letters    {writing:8.2f} s")
        seconds(KAOJI, "explain", PACK, *options, "-o", str(folder / "formulas.xlsx"))
        office = calculated(folder, books=sorted(map(str, folder.glob("formulas*.xlsx"))))
    if office is None:
        print("LibreOffice is not installed: nothing to compare with")
    else:
        print(f"LibreOffice, formulas     {office:8.2f} s  scoring {scoring / office:6.2f} of it")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
