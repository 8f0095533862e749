"""The archive package of a year: every frozen file, a finding list, digests to check them by."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.documents.enums import FileKind
from kaoji.apps.documents.models import Paper, PaperFile
from kaoji.web.actor import Actor
from kaoji.web.files import read_back
from kaoji.web.lists.export import harmless
from kaoji.web.refusals import Refused

_ENDINGS = {FileKind.PDF: "pdf", FileKind.DOCX: "docx", FileKind.OWN: "own.docx"}
_UNSAFE = re.compile(r"[^\w〔〕.-]")
_NO_TIME = (1980, 1, 1, 0, 0, 0)
HEADS = (
    "序号", "发文字号", "标题", "文种", "主送", "成文日期", "保管期限", "状态", "撤回日期",
    "撤回理由", "起草", "文件", "SHA-256", "字节",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """An archive: its bytes, how many papers are in it."""

    content: bytes
    count: int

    @property
    def digest(self) -> str:
        """The digest of the whole."""
        return hashlib.sha256(self.content).hexdigest()


def package_of(actor: Actor, *, year: int) -> Package:
    """Everything of a year; a file that is gone or was altered is told, never left out."""
    papers = (
        Paper.objects.of(actor)
        .filter(year=year)
        .select_related("drafted_by")
        .prefetch_related("files")
        .order_by("series__mark", "number")
    )
    target = io.BytesIO()
    lines: list[tuple[object, ...]] = []
    sums: list[str] = []
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for count, paper in enumerate(papers, start=1):
            for file in paper.files.all():
                name = name_in_package(paper, kind=file.kind)
                _put(package, name=name, content=_content(file))
                lines.append(_line(paper, file=file, name=name, number=count))
                sums.append(f"{file.digest}  {name}")
        _put(package, name="finding-list.csv", content=_as_csv(lines))
        _put(package, name="SHA256SUMS", content="".join(f"{one}\n" for one in sums).encode())
    return Package(target.getvalue(), count)


def name_in_package(paper: Paper, *, kind: str) -> str:
    """The name of a file: its number, in letters that every system takes."""
    plain = _UNSAFE.sub("_", paper.number_text)
    return f"{plain}-{paper.pk}.{_ENDINGS[FileKind(kind)]}"


def _content(file: PaperFile) -> bytes:
    content = read_back(file.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("{paper} 的文件不在盘上，或与印发时不同").format(paper=file.paper),
            remedy=_("请系统管理员从备份恢复后再归档"),
        )
    return content


def _line(paper: Paper, *, file: PaperFile, name: str, number: int) -> tuple[object, ...]:
    return (
        number, paper.number_text, paper.title, paper.get_kind_display(), paper.addressee,
        paper.issued_on, paper.get_retention_display(), paper.get_state_display(),
        paper.withdrawn_on or "", paper.withdrawn_reason, paper.drafted_by.name, name,
        file.digest, file.size,
    )  # fmt: skip


def _as_csv(lines: Iterable[tuple[object, ...]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADS)
    writer.writerows([harmless(str(cell)) for cell in line] for line in lines)
    return ("\ufeff" + target.getvalue()).encode()


def _put(package: zipfile.ZipFile, *, name: str, content: bytes) -> None:
    """The same papers give the same bytes."""
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, content)
