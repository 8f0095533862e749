"""Papers as files of one package: DOCX and PDF of each, the table as a workbook, digests of all."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.lines import lines_of
from kaoji.apps.appraisals.models import Final, Run
from kaoji.apps.appraisals.table import workbook_of
from kaoji.apps.documents.archive import name_in_package
from kaoji.apps.documents.enums import FileKind
from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.rendering import as_pdf, record_of
from kaoji.apps.feedback.held import whole_papers
from kaoji.apps.feedback.papers.meeting import material_of, papers_of, version_of
from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.web.files import read_back
from kaoji.web.refusals import Refused

#: The same papers give the same bytes, whenever they are packed.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: What some systems do not take in the name of a file.
_UNSAFE = re.compile(r"[^\w〔〕.-]")
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


def letters_package(final: Final, *, report: Progress) -> Packed:
    """The papers of a result: what is issued as it was frozen, what is not as a marked draft."""
    papers = whole_papers(final)
    files: list[File] = []
    for done, paper in enumerate(papers, start=1):
        files += _frozen(paper) if paper.is_numbered else [_draft(paper, place=done)]
        report(done, len(papers), paper.title)
    return packed(files)


def _frozen(paper: Paper) -> Iterator[File]:
    for one in paper.files.all():
        content = read_back(one.digest)
        if content is None:
            raise Refused(
                "file-gone",
                reason=_("{paper} 的文件不在盘上，或与印发时不同").format(paper=paper),
                remedy=_("请系统管理员从备份恢复后再打包"),
            )
        yield File(name_in_package(paper, kind=FileKind(one.kind)), content)


def _draft(paper: Paper, *, place: int) -> File:
    name = _("草稿-{place:04}-{title}.docx").format(place=place, title=paper.addressee[:40])
    return File(_UNSAFE.sub("_", name), docx_bytes(record_of(paper)))


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
