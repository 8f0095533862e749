"""A table of indicators on its way to a draft: read, mapped, asked about, bound, drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kaoji.apps.accounts.models import Organisation
from kaoji.apps.audit.actions import record
from kaoji.apps.schemes import audit_types as acts
from kaoji.apps.schemes.actions.drafts import start_draft
from kaoji.apps.schemes.intakes import draft_in, heading_in, layout_as_json, passages_in, table_in
from kaoji.apps.schemes.models import Intake, OwnScheme, Regulation
from kaoji.apps.schemes.permissions import DRAFT, check, check_own
from kaoji.engine.drafting.asking import Answer
from kaoji.engine.drafting.layout import Layout, Meaning
from kaoji.engine.drafting.regulation import clauses_of
from kaoji.engine.drafting.sheet import Table, read_tables
from kaoji.engine.plinth.problem import has_errors
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import stored
from kaoji.web.files.secrecy import is_marked
from kaoji.web.files.tables import checked_table
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused

LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class MappingShape:
    """What stands where, and what the scheme is called."""

    sheet: int
    layout: Layout
    heading: Mapping[str, str | int]


def read_table(*, by: Actor, content: bytes, name: str) -> Intake:
    """Keep the cells of a workbook; nothing in it runs, and nothing is drafted yet.

    What the same person sends again before anything was done with it is the one that is there.
    """
    check(by, right=DRAFT)
    kept = checked_table(content, name=name)
    found = read_tables(content, file=kept.name)
    if has_errors(found.problems):
        first = next(one for one in found.problems if one.severity == "error")
        where = " ".join(filter(None, (first.place.sheet, str(first.place.row or ""))))
        raise Refused(
            first.code, reason=f"{where} {first.message}".strip(), remedy=first.remedy, field="file"
        )
    _check_secrecy(found.tables)
    digest = stored(kept.content) if kept.content else ""
    now, tables = clock.now(), [one.as_json() for one in found.tables]
    with transaction.atomic():
        sent = _sent_before(by, name=kept.name, digest=digest, tables=tables)
        if sent is not None:
            return sent
        made: Intake = Intake.objects.create(
            organisation_id=by.organisation_key or 0, file_name=kept.name, digest=digest,
            tables=tables,
            notes=[one.message for one in found.problems],
            at=now, by_name=by.shown, changed_at=now, changed_by=by.shown,
        )  # fmt: skip
        record(acts.READ_TABLE, by=by, of=made, after={"文件": kept.name, "校验值": digest})
    return made


def _sent_before(by: Actor, *, name: str, digest: str, tables: list[Any]) -> Intake | None:
    """The same workbook of the same person, untouched; of two that come at once one waits."""
    home = Organisation.objects.select_for_update().get(pk=by.organisation_key or 0)
    untouched = Intake.objects.filter(
        organisation=home, by_name=by.shown, file_name=name, digest=digest, number=1
    )
    found: Intake | None = untouched.order_by("-pk").first()
    return found if found is not None and found.tables == tables else None


def _check_secrecy(tables: tuple[Table, ...]) -> None:
    if any(is_marked(cell.text) for table in tables for cell in table.own_cells):
        raise Refused(
            "secret", reason=_("文件带有密级标志"), remedy=_("涉密文件不得上传"), field="file"
        )


def map_table(*, by: Actor, intake: Intake, number: int, shape: MappingShape) -> Intake:
    """Say what stands where. Answers are kept: those to other questions wait."""
    check(by, right=DRAFT)
    _check_layout(intake, shape=shape)
    with transaction.atomic():
        held = _lock(by, intake=intake, number=number)
        before = {"工作表": held.sheet, "版式": held.layout, "方案": held.heading}
        if held.sheet != shape.sheet:
            held.answers, held.clauses, held.regulation = {}, {}, None
        held.sheet, held.heading = shape.sheet, dict(shape.heading)
        held.layout = layout_as_json(shape.layout)
        _write(held, by=by)
        after = {"工作表": held.sheet, "版式": held.layout, "方案": held.heading}
        record(acts.MAP_TABLE, by=by, of=held, before=before, after=after)
    return held


def _check_layout(intake: Intake, *, shape: MappingShape) -> None:
    layout = shape.layout
    table = table_in(intake, sheet=shape.sheet)
    if not layout.head_first <= layout.head_last < layout.last:
        raise Refused(
            "layout-order",
            reason=_("行号要从上到下：表头第一行、表头最后一行、数据最后一行"),
            remedy=_("请对照下面的表改行号"),
        )
    if not set(layout.meanings) <= set(table.columns):
        raise Refused("layout-columns", reason=_("没有这一列"), remedy=_("请重新打开这一页"))
    if not layout.columns(Meaning.LEVEL):
        raise Refused(
            "layout-no-names",
            reason=_("还没有一列是指标"),
            remedy=_("请把写指标名称的列选成“指标”"),
        )
    if layout.columns(Meaning.POINTS) and layout.columns(Meaning.WEIGHT):
        raise Refused(
            "layout-mixed",
            reason=_("分值和权重只能用一种"),
            remedy=_("请把其中的列选成“不用”，它会列入未用到的内容"),
        )


def answer_table(
    *, by: Actor, intake: Intake, number: int, answers: Mapping[str, Answer]
) -> Intake:
    """Keep answers, also when some are still missing."""
    check(by, right=DRAFT)
    with transaction.atomic():
        held = _lock(by, intake=intake, number=number)
        told = {
            key: [one.choice, one.typed.strip()[:LONGEST_ANSWER], one.is_open]
            for key, one in answers.items()
        }
        changed = {key: one for key, one in told.items() if held.answers.get(key) != one}
        before = {key: held.answers.get(key) for key in changed}
        held.answers = {**held.answers, **told}
        _write(held, by=by)
        record(acts.ANSWER_TABLE, by=by, of=held, before=before, after=changed)
    return held


def bind_clauses(
    *, by: Actor, intake: Intake, number: int, regulation: Regulation, clauses: Mapping[str, str]
) -> Intake:
    """Say which clause each indicator rests on."""
    check(by, right=DRAFT)
    check_own(by, regulation)
    known = {"", *clauses_of(passages_in(regulation))}
    for cell, clause in clauses.items():
        if clause not in known:
            raise Refused(
                "clause-unknown",
                reason=_("{cell}：《{title}》里没有“{clause}”").format(
                    cell=cell, title=regulation.title, clause=clause
                ),
            )
    with transaction.atomic():
        held = _lock(by, intake=intake, number=number)
        before = {"办法": held.regulation_id, "条款": held.clauses}
        held.regulation = regulation
        held.clauses = {cell: clause for cell, clause in clauses.items() if clause}
        _write(held, by=by)
        after = {"办法": regulation.pk, "条款": held.clauses}
        record(acts.BIND_CLAUSES, by=by, of=held, before=before, after=after)
    return held


def draft_table(*, by: Actor, intake: Intake, number: int) -> OwnScheme:
    """Make the draft; refused while a question is open or when there is one already."""
    check(by, right=DRAFT)
    with transaction.atomic():
        held = _lock(by, intake=intake, number=number)
        if not held.heading:
            raise Refused(
                "not-mapped", reason=_("还没有核对各列的意思"), remedy=_("请先核对列，再起草")
            )
        found = draft_in(held)
        if found.open_count or not found.items:
            raise Refused(
                "questions-open",
                reason=_("还有 {n} 个问题没有回答").format(n=found.open_count)
                if found.items
                else _("表里没有读出一个指标"),
                remedy=_("请逐个回答再起草") if found.items else _("请核对表头和列"),
            )
        heading = heading_in(held)
        scheme = start_draft(
            by=by, key=heading.key, title=heading.title, text=found.text(heading),
            note=_("由 {file} 起草").format(file=held.file_name),
        )  # fmt: skip
        held.scheme = scheme
        _write(held, by=by)
        record(acts.DRAFT_TABLE, by=by, of=held, after={"方案": scheme.key})
    return scheme


def _lock(by: Actor, *, intake: Intake, number: int) -> Intake:
    check_own(by, intake)
    held: Intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if held.scheme_id is not None:
        raise Refused(
            "drafted-already",
            reason=_("这张表已经起草过方案"),
            remedy=_("请在方案的编辑页里改；要重来，请再传一次表"),
        )
    if held.number != number:
        at = timezone.localtime(held.changed_at).strftime("%H:%M")
        raise changed_meanwhile(by=held.changed_by, at=at)
    return held


def _write(held: Intake, *, by: Actor) -> None:
    held.number += 1
    held.changed_at, held.changed_by = clock.now(), by.shown
    held.save()
