"""A printed page measured: every word of a PDF with its place in millimetres."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MEASURE = shutil.which("pdftotext")
#: Put on every test that needs them; the gate skips nothing.
needs_office = pytest.mark.skipif(
    (OFFICE is None or MEASURE is None) and not os.environ.get("KAOJI_SKIP_NOTHING"),
    reason="LibreOffice Writer or pdftotext (poppler-utils) is not installed",
)
needs_measure = pytest.mark.skipif(
    MEASURE is None and not os.environ.get("KAOJI_SKIP_NOTHING"),
    reason="pdftotext (poppler-utils) is not installed",
)

_POINT = 25.4 / 72
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@dataclass(frozen=True)
class Line:
    """A line of print: its edges in millimetres from the corner of the sheet, and its text."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def converted(docx: bytes, *, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a DOCX file."""
    assert OFFICE is not None, "apt-get install libreoffice-writer-nogui"
    source = folder / "paper.docx"
    source.write_bytes(docx)
    command = [
        OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    target = folder / "paper.pdf"
    assert target.exists(), (done.stdout, done.stderr)
    return target.read_bytes()


def pages_of(pdf: bytes) -> list[list[Line]]:
    """The lines of each page, from the top."""
    assert MEASURE is not None, "apt-get install poppler-utils"
    told = subprocess.run([MEASURE, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    pages = told.stdout.decode().split("<page ")[1:]
    return [_lines(page) for page in pages]


def _lines(page: str) -> list[Line]:
    words = [
        (*(float(number) * _POINT for number in found[:4]), unescape(found[4]))
        for found in _WORD.findall(page)
    ]
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for word in sorted(words, key=lambda one: (one[3], one[0])):
        if rows and abs(rows[-1][0][3] - word[3]) < 1.5:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row)) for row in rows]


def _line(row: list[tuple[float, float, float, float, str]]) -> Line:
    lefts, tops, rights, bottoms, texts = zip(*row, strict=True)
    return Line(min(lefts), min(tops), max(rights), max(bottoms), "".join(texts))


def red_ink(pdf: bytes, *, folder: Path) -> tuple[float, float, float]:
    """Where on the first page red begins: its upper, left and right edge in millimetres."""
    (folder / "red.pdf").write_bytes(pdf)
    drawn = ["pdftoppm", "-r", "127", "-l", "1", "-png", "-singlefile", "red.pdf", "red"]
    subprocess.run(drawn, cwd=folder, check=True)
    picture = Image.open(folder / "red.png").convert("RGB")
    red = [
        (at % picture.width, at // picture.width)
        for at, (r, g, b) in enumerate(picture.get_flattened_data())
        if r > 150 and g < 110 and b < 110
    ]
    across, down = zip(*red, strict=True)
    return min(down) / 5, min(across) / 5, max(across) / 5
