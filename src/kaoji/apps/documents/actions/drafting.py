"""Drafts: written by somebody of the office, or by another room from its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.documents import audit_types as acts
from kaoji.apps.documents.actions.common import (
    add_step,
    check_state,
    home,
    lock,
    move,
    needed,
    person,
    shown,
)
from kaoji.apps.documents.content import told
from kaoji.apps.documents.enums import PaperKind, PaperState, StepKind
from kaoji.apps.documents.models import LONGEST_TITLE, Paper, Receipt, Revision, Series, Template
from kaoji.apps.documents.permissions import DRAFT
from kaoji.apps.organisation.models import Unit
from kaoji.apps.organisation.permissions import check, check_own
from kaoji.apps.organisation.queries.units import names_of
from kaoji.engine.paper.elements import Block
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

MOST_BLOCKS = 2_000
MOST_ATTACHMENTS = 50


@dataclass(frozen=True, slots=True)
class Origin:
    """What a room drafted a paper from: its own key for it, the word and address of the link."""

    room: str
    key: str
    word: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperShape:
    """What a paper says. `copies`: units that get it and sign for it; `other_copies`: bodies that
    are none of ours. `is_public`: it is published, so nothing personal may stand in it.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signed_by: str = ""
    remark: str = ""
    copies: tuple[Unit, ...] = ()
    other_copies: tuple[str, ...] = ()
    is_public: bool = False
    series: Series | None = None
    template: Template | None = None
    origin: Origin | None = None


def draft_paper(*, by: Actor, shape: PaperShape) -> Paper:
    """Begin a paper."""
    check(by, right=DRAFT)
    shape = _checked(by, shape=shape)
    with transaction.atomic():
        paper: Paper = Paper.objects.create(
            organisation_id=home(by),
            drafted_by_id=person(by),
            drafted_at=clock.now(),
            **_fields(shape),
            **_origin(shape.origin),
        )
        _write_copies(paper, shape=shape)
        _add_revision(paper, by=by, shape=shape)
        add_step(paper, kind=StepKind.DRAFT, by=by)
        record(acts.DRAFT_PAPER, by=by, of=paper, after=content_of(shape))
    return paper


def change_paper(*, by: Actor, paper: Paper, shape: PaperShape, version: int) -> None:
    """Write a paper anew; what it said before stays as a revision. Its origin stays."""
    check(by, right=DRAFT)
    shape = _checked(by, shape=shape)
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.DRAFT,), verb=_("修改"))
        latest = paper.revisions.first()
        before = latest.content if latest is not None else {}
        if before == content_of(shape):
            return
        fields = _fields(shape)
        move(paper, state=PaperState.DRAFT, **fields)
        _write_copies(paper, shape=shape)
        _add_revision(paper, by=by, shape=shape)
        add_step(paper, kind=StepKind.CHANGE, by=by)
        record(acts.CHANGE_PAPER, by=by, of=paper, before=before, after=content_of(shape))


def drop_paper(*, by: Actor, paper: Paper, version: int) -> None:
    """Throw a draft away; the log keeps what it said. What has a number stays."""
    check(by, right=DRAFT)
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.DRAFT,), verb=_("删除"))
        latest = paper.revisions.first()
        before = latest.content if latest is not None else {}
        record(acts.DROP_PAPER, by=by, of=paper, before=before)
        paper.delete()


def content_of(shape: PaperShape) -> dict[str, Any]:
    """What a paper says, as JSON: for revisions and the log."""
    return {
        "kind": str(shape.kind),
        "title": shape.title,
        "addressee": shape.addressee,
        "blocks": told(shape.blocks),
        "attachments": list(shape.attachments),
        "signed_by": shape.signed_by,
        "remark": shape.remark,
        "copies": [unit.pk for unit in shape.copies],
        "other_copies": list(shape.other_copies),
        "is_public": shape.is_public,
        "series": shape.series.mark if shape.series else "",
        "template": shape.template.pk if shape.template else None,
    }


def _checked(by: Actor, *, shape: PaperShape) -> PaperShape:
    check_own(by, shape.series, shape.template, *shape.copies)
    title = needed(shape.title, field="title", what=_("标题"))
    if len(title) > LONGEST_TITLE:
        raise Refused(
            "title-too-long",
            reason=_("标题最多 {most} 字").format(most=LONGEST_TITLE),
            field="title",
        )
    if shape.kind not in PaperKind.values:
        raise Refused("kind-unknown", reason=_("没有这个文种"), field="kind")
    if len(shape.blocks) > MOST_BLOCKS or len(shape.attachments) > MOST_ATTACHMENTS:
        raise Refused(
            "paper-too-long",
            reason=_("最多 {blocks} 段、{files} 个附件").format(
                blocks=MOST_BLOCKS, files=MOST_ATTACHMENTS
            ),
            remedy=_("请把长表作为附件另发"),
            field="text",
        )
    if shape.series is not None and shape.series.closed_on is not None:
        raise Refused("series-closed", reason=_("这个代字已停用"), field="series")
    if shape.template is not None and shape.template.kind != shape.kind:
        raise Refused("template-of-other-kind", reason=_("模板不是这个文种的"), field="template")
    return replace(shape, title=title, copies=tuple(dict.fromkeys(shape.copies)))


def _fields(shape: PaperShape) -> dict[str, Any]:
    names = ("kind", "title", "addressee", "signed_by", "remark", "is_public", "series", "template")
    return {
        **{name: getattr(shape, name) for name in names},
        "blocks": told(shape.blocks),
        "attachments": list(shape.attachments),
        "other_copies": list(shape.other_copies),
    }


def _origin(origin: Origin | None) -> dict[str, str]:
    if origin is None:
        return {}
    return {f"origin_{name}": getattr(origin, name) for name in ("room", "key", "word", "url")}


def _write_copies(paper: Paper, *, shape: PaperShape) -> None:
    """Who gets it, by the names of the day."""
    names = names_of([unit.pk for unit in shape.copies], on=clock.today())
    paper.receipts.all().delete()
    Receipt.objects.bulk_create(
        Receipt(
            organisation_id=paper.organisation_id,
            paper=paper,
            unit=unit,
            name=names[unit.pk],
            order=order,
        )
        for order, unit in enumerate(shape.copies)
    )


def _add_revision(paper: Paper, *, by: Actor, shape: PaperShape) -> None:
    latest = paper.revisions.first()
    Revision.objects.create(
        organisation_id=paper.organisation_id,
        paper=paper,
        number=1 if latest is None else latest.number + 1,
        content=content_of(shape),
        at=clock.now(),
        by_id=person(by),
        by_name=shown(by),
    )
