"""Papers as files of one package: DOCX and PDF of each, the table as a workbook, digests of all."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.lines import lines_of
from kaoji.apps.appraisals.models import Run
from kaoji.apps.appraisals.table import workbook_of
from kaoji.apps.documents.rendering import as_pdf
from kaoji.apps.feedback.papers.meeting import material_of, papers_of, version_of
from kaoji.engine.paper.docx.write import docx_bytes

#: The same papers give the same bytes, whenever they are packed.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a package."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """A package: its bytes, and how many files are in it."""

    content: bytes
    count: int


def meeting_package(run: Run, *, report: Progress) -> Packed:
    """The papers of a run for its meeting."""
    material = material_of(run)
    named = papers_of(material)
    total = len(named) + 1
    files: list[File] = []
    for done, one in enumerate(named, start=1):
        files.append(File(f"{one.name}.docx", docx_bytes(one.paper)))
        files.append(File(f"{one.name}.pdf", as_pdf(one.paper)))
        report(done, total, one.name)
    table = workbook_of(run, groups=material.groups, lines=lines_of(run))
    files.append(File(_("02-得分表.xlsx"), table.content))
    files.append(File(_("版本.json"), _about(run)))
    report(total, total, _("打包"))
    return packed(files)


def _about(run: Run) -> bytes:
    told = {
        "cycle": run.cycle.number, "run": run.number, "digest": run.digest,
        "version": version_of(run),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def packed(files: list[File]) -> Packed:
    """Files in one, with the digest of each."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for one in (*files, File("SHA256SUMS", "".join(_sums(files)).encode())):
            info = zipfile.ZipInfo(one.name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, one.content)
    return Packed(target.getvalue(), len(files))


def _sums(files: list[File]) -> Iterator[str]:
    yield from (f"{hashlib.sha256(one.content).hexdigest()}  {one.name}\n" for one in files)
