"""What is missing in a paper or must not stand in it, all at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.apps.documents.content import read_back
from kaoji.apps.documents.enums import ADDRESSED
from kaoji.apps.documents.models import Paper
from kaoji.apps.documents.private import traces_in
from kaoji.engine.paper.elements import Block, Boxes, Heading, PageBreak, Paragraph, Table
from kaoji.web.files.secrecy import is_marked, is_marked_name

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, or a hint where it does not block: what, where, what helps."""

    says: str
    place: str
    remedy: str
    blocks: bool = True


#: What the room that drafted a paper has to say of it: that what it was drafted from still stands.
Says = Callable[[Paper], Iterable[Finding]]
_ROOMS: dict[str, Says] = {}


def ask_room(room: str, says: Says) -> None:
    """A room is asked about its papers before each step; called once, when it is ready."""
    _ROOMS[room] = says


def findings_of(paper: Paper) -> tuple[Finding, ...]:
    """All that is to be said about a paper before it is sent on."""
    texts = tuple(texts_of(paper))
    said = _ROOMS.get(paper.origin_room)
    return (
        *(said(paper) if said else ()), *_missing(paper), *_secret(texts),
        *_private(texts, is_public=paper.is_public),
    )  # fmt: skip


def texts_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of a paper with its place."""
    yield _("标题"), paper.title
    yield _("主送"), paper.addressee
    yield from _texts_of_blocks(read_back(paper.blocks))
    for number, name in enumerate(paper.attachments, start=1):
        yield _("附件 {n}").format(n=number), name
    yield _("署名"), paper.signed_by
    yield _("附注"), paper.remark
    for name in paper.other_copies:
        yield _("抄送"), name


def _texts_of_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    paragraph = table = 0
    for block in blocks:
        match block:
            case Heading(text, _level):
                yield _("小标题“{text}”").format(text=text[:20]), text
            case Paragraph(text, lead, _level):
                paragraph += 1
                yield _("正文第 {n} 段").format(n=paragraph), lead + text
            case Table():
                table += 1
                yield from _texts_of_table(block, number=table)
            case Boxes(titles):
                yield _("签字栏"), " ".join(titles)
            case PageBreak():
                pass


def _texts_of_table(table: Table, *, number: int) -> Iterator[tuple[str, str]]:
    heads = " ".join(one.head for one in table.columns)
    yield _("表 {n} 表头").format(n=number), f"{table.title} {heads}"
    for place, row in enumerate(table.rows, start=1):
        for column, cell in zip(table.columns, row, strict=False):
            where = _("表 {n} 第 {row} 行“{head}”").format(n=number, row=place, head=column.head)
            yield where, cell


def _missing(paper: Paper) -> Iterator[Finding]:
    if paper.kind in ADDRESSED and not paper.addressee.strip():
        yield Finding(_("没有主送机关"), _("主送"), _("请写明发给谁"))
    if not paper.blocks:
        yield Finding(_("没有正文"), _("正文"), _("请写正文"))
    if not paper.signed_by.strip():
        yield Finding(_("没有署名"), _("署名"), _("请写发文机关的全称或规范化简称"))
    if paper.series is None:
        yield Finding(_("没有选代字"), _("代字"), _("请选印发时从哪个代字编号"))
    elif paper.series.kind and paper.series.kind != paper.kind:
        yield Finding(
            _("代字“{mark}”只用于{kind}").format(
                mark=paper.series.mark, kind=paper.series.get_kind_display()
            ),
            _("代字"),
            _("请换一个代字"),
        )
    if paper.title.rstrip().endswith(("。", "，", "；")):
        yield Finding(_("标题以标点结尾"), _("标题"), _("标题末尾一般不用标点"), blocks=False)


def _secret(texts: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    for place, text in texts:
        if is_marked(text) or (place == _("标题") and is_marked_name(text)):
            yield Finding(_("带有密级字样"), place, _("本系统不处理国家秘密，请改由涉密渠道办理"))
        if _UNSEEN.search(text):
            yield Finding(_("有看不见的控制字符"), place, _("请删去重打，多半是从别处粘贴时带来的"))


def _private(texts: tuple[tuple[str, str], ...], *, is_public: bool) -> Iterator[Finding]:
    """In what is published personal data must go; elsewhere they are pointed out."""
    for place, text in texts:
        for trace in traces_in(text):
            blocks = is_public and trace.must_go
            yield Finding(
                _("有{what}（{text}）").format(what=trace.what, text=trace.text),
                place,
                _("公开的公文不得写个人信息，请删去或改写") if blocks else _("请确认可以写"),
                blocks=blocks,
            )
