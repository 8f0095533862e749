"""From a stored paper to the engine's record, and to the bytes that are frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kaoji.apps.documents.content import read_back
from kaoji.apps.documents.enums import FileKind, PaperState
from kaoji.apps.documents.models import Paper
from kaoji.engine.paper import elements
from kaoji.engine.paper.docx.templates import filled
from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.engine.paper.numbering import PaperNumber, parse_number
from kaoji.engine.paper.pdf.write import NoFontError, pdf_bytes
from kaoji.web.files import read_back as file_of
from kaoji.web.refusals import Refused

#: What a template may ask for.
NAMES = ("标题", "文号", "发文机关", "主送", "正文", "附件", "署名", "成文日期", "附注", "抄送")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file of a paper before it is kept."""

    kind: FileKind
    content: bytes


def record_of(paper: Paper, *, number: PaperNumber | None = None) -> elements.Paper:
    """The paper as the engine lays it out; without a number it says that it is a draft."""
    number = number or parse_number(paper.number_text)
    copies = (*(one.name for one in paper.receipts.all()), *paper.other_copies)
    issuer = paper.series.issuer if paper.series else paper.signed_by
    return elements.Paper(
        title=paper.title,
        blocks=read_back(paper.blocks),
        head=elements.Head(issuer, number) if issuer else None,
        addressee=paper.addressee,
        attachments=tuple(paper.attachments),
        signed_by=paper.signed_by,
        signed_on=paper.issued_on,
        remark=paper.remark,
        foot=elements.Foot(copies, paper.signed_by, paper.issued_on) if copies else elements.Foot(),
        state="" if number else _("（未印发，{state}）").format(state=paper.get_state_display()),
    )


def frozen(paper: Paper, *, number: PaperNumber) -> tuple[Rendered, ...]:
    """The files of a paper that is issued now."""
    record = record_of(paper, number=number)
    files = [
        Rendered(FileKind.PDF, as_pdf(record)),
        Rendered(FileKind.DOCX, docx_bytes(record)),
    ]
    if paper.template is not None:
        files.append(Rendered(FileKind.OWN, by_template(paper, record=record)))
    return tuple(files)


def as_pdf(record: elements.Paper) -> bytes:
    """The paper as PDF; a machine without Chinese type says what to install."""
    try:
        return pdf_bytes(record)
    except NoFontError as fault:
        problem = fault.problem
        raise Refused(problem.code, reason=problem.message, remedy=problem.remedy) from fault


def by_template(paper: Paper, *, record: elements.Paper) -> bytes:
    """The paper in the office's own layout."""
    assert paper.template is not None  # noqa: S101 - whoever calls has looked
    content = file_of(paper.template.digest)
    if content is None:
        raise Refused(
            "file-gone",
            reason=_("模板文件不在盘上，或与上传时不同"),
            remedy=_("请重新上传模板，或由系统管理员从备份恢复"),
        )
    return filled(content, values=_values(record), rows=rows_of(record))


def _values(record: elements.Paper) -> dict[str, str]:
    head, day = record.head, record.signed_on
    told = {
        "标题": record.title,
        "文号": str(head.number) if head and head.number else "",
        "发文机关": head.issuer if head else "",
        "主送": record.addressee,
        "正文": "\n".join(_lines(record)),
        "附件": "\n".join(record.attachments),
        "署名": record.signed_by,
        "成文日期": elements.day_text(day) if day else "",
        "附注": record.remark,
        "抄送": "，".join(record.foot.copies_to),
    }
    assert set(told) == set(NAMES)  # noqa: S101 - the names that are offered are those that are filled
    return told


def _lines(record: elements.Paper) -> list[str]:
    lines = []
    for block in record.blocks:
        match block:
            case elements.Heading(text, _level):
                lines.append(text)
            case elements.Paragraph(text, lead, _level):
                lines.append(lead + text)
    return lines


def rows_of(record: elements.Paper) -> list[dict[str, str]]:
    """The rows of the first table, by its heads."""
    table = next((one for one in record.blocks if isinstance(one, elements.Table)), None)
    if table is None:
        return []
    heads = [one.head for one in table.columns]
    return [dict(zip(heads, row, strict=False)) for row in table.rows]


def preview(paper: Paper) -> bytes:
    """A draft as PDF, to look at: marked as what it is."""
    record = record_of(paper)
    if paper.state == PaperState.WITHDRAWN:
        record = replace(record, state=_("（已撤回）"))
    return as_pdf(record)
