"""A publication as files: the paper to be hung up, and a workbook; both say what its page says."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.models import Publication
from kaoji.apps.appraisals.publishing_enums import PublicationState
from kaoji.apps.appraisals.publishing_queries import Line, Paper
from kaoji.apps.appraisals.views.files import attachment
from kaoji.engine.paper import elements
from kaoji.engine.paper.docx.write import docx_bytes
from kaoji.web.lists import Column, Empty, Listing
from kaoji.web.lists.export import export

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def exported(publication: Publication, *, paper: Paper, kind: str) -> HttpResponse | None:
    """The file that was asked for: `docx` or `xlsx`."""
    if kind == "docx":
        name = _("{cycle}结果公示.docx").format(cycle=publication.cycle)
        content = docx_bytes(paper_of(publication, paper=paper))
        return attachment(content, name=name, kind=DOCX)
    return workbook_of(publication, paper=paper) if kind == "xlsx" else None


def workbook_of(publication: Publication, *, paper: Paper) -> HttpResponse:
    """A row for each unit."""
    columns = tuple(
        Column(title, title=title, value=itemgetter(place))
        for place, title in enumerate(_heads(paper))
    )
    listing = Listing(
        key=f"public-{publication.cycle.number}-{publication.number}",
        title=_("结果公示"),
        columns=columns,
        empty=Empty("not_begun", fact=_("没有单位")),
    )
    return export(tuple(_rows(paper)), listing=listing, kind="xlsx")


def paper_of(publication: Publication, *, paper: Paper) -> elements.Paper:
    """The paper, laid out as official papers are; what is not public now says so above its head."""
    is_public = publication.state == PublicationState.PUBLIC
    return elements.Paper(
        title=title_of(publication),
        blocks=blocks_of(publication, paper=paper),
        signed_on=publication.published_on,
        state="" if is_public else str(publication.get_state_display()),
    )


def title_of(publication: Publication) -> str:
    """What is said above it."""
    return _("{cycle}结果公示").format(cycle=publication.cycle)


def blocks_of(publication: Publication, *, paper: Paper) -> tuple[elements.Block, ...]:
    """What it says: its words, a row for each unit, until when and where to object."""
    heads = tuple(elements.Column(title) for title in _heads(paper))
    return (
        elements.Paragraph(publication.text),
        elements.Table(heads, tuple(_rows(paper))),
        *(elements.Paragraph(text) for text in _said(publication)),
    )


def _said(publication: Publication) -> Iterator[str]:
    if publication.due_on is not None:
        yield _("公示到 {day} 为止，{days} 个工作日。").format(
            day=date_format(publication.due_on, "Y年n月j日"), days=publication.days
        )
    yield _("对结果有异议的，请在公示期内向绩效办提出：{contact}。").format(
        contact=publication.contact
    )
    if publication.end_reason and publication.state == PublicationState.RETRACTED:
        yield _("撤回理由：{reason}").format(reason=publication.end_reason)


def _heads(paper: Paper) -> list[str]:
    told = ((paper.has_grade, _("等次")), (paper.has_rank, _("位次")), (paper.has_score, _("得分")))
    return [_("单位"), *(title for is_told, title in told if is_told)]


def _rows(paper: Paper) -> Iterator[tuple[str, ...]]:
    for one in paper.lines:
        yield (one.line.name, *_cells(one, paper=paper))


def _cells(one: Line, *, paper: Paper) -> Iterator[str]:
    for is_told, text in (
        (paper.has_grade, one.grade), (paper.has_rank, one.rank), (paper.has_score, one.score),
    ):  # fmt: skip
        if is_told:
            yield _("不公开") if text is None else text or "—"
