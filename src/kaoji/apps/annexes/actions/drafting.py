"""The unit drafts its table: kept as it is typed, copied from last year, sent when it is whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.annexes import audit_types as acts
from kaoji.apps.annexes.actions.common import (
    add_drafter,
    begun,
    check_fills,
    counted,
    draft_of,
    is_change,
    lay_down,
    locked,
    moved,
    rows_of,
)
from kaoji.apps.annexes.enums import TO_DECIDE, WRITABLE, Said, TableState, taken_back
from kaoji.apps.annexes.limits import Row, columns_of, read_table, unsafe
from kaoji.apps.annexes.models import MOST_ITEMS, Annex, Table
from kaoji.apps.annexes.queries import edition_before
from kaoji.apps.appraisals.actions.common import name_of
from kaoji.engine.facts.clean import clean
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


def save(*, by: Actor, table: Table, rows: Sequence[Row], version: int) -> Table:
    """Keep what is typed, whether or not it is whole; what must not be here at all is refused."""
    check_fills(by, table=table)
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=WRITABLE)
        kept = _kept(found.annex, rows=rows)
        edition = draft_of(found) or begun(found)
        add_drafter(edition, by=by)
        edition.save(update_fields=("drafters",))
        lay_down(edition, rows=kept)
        told = {"items": {one.name: one.weight for one in kept}}
        return moved(
            by, table=found, act=acts.SAVE, edition=edition, after=told,
            state=_drafted(found), **counted(found, rows=kept),
        )  # fmt: skip


def _drafted(table: Table) -> TableState:
    """A table that was returned stays returned, with its reason, until it is sent again."""
    if table.state == TableState.WAITING:
        return TableState.DRAFTED
    return TableState(table.state)


def _kept(annex: Annex, *, rows: Sequence[Row]) -> tuple[Row, ...]:
    filled = [one for one in rows if not one.is_blank]
    if len(filled) > MOST_ITEMS:
        raise Refused(
            "too-many-rows",
            reason=_("共 {count} 行，一张表最多 {most} 行").format(
                count=len(filled), most=MOST_ITEMS
            ),
            remedy=_("请合并或删去多的行"),
        )
    names = [one.name for one in columns_of(annex)]
    for line, row in enumerate(rows, start=1):
        for name in names:
            fault = unsafe(row.text(name))
            if fault is not None:
                raise Refused(
                    "cell-unsafe",
                    reason=_("第 {line} 行“{column}”：{why}").format(
                        line=line, column=name, why=fault.reason
                    ),
                    remedy=fault.remedy,
                    field=f"r{line - 1}_{names.index(name)}",
                )
    told = {one.name for one in annex.shapes}
    return tuple(
        Row(
            clean(one.name),
            clean(one.weight),
            {key: clean(text) for key, text in one.cells.items() if key in told and clean(text)},
        )
        for one in filled
    )


def copy_last(*, by: Actor, table: Table, version: int) -> Table:
    """Begin with what was in force in the last cycle; only where nothing is typed yet."""
    check_fills(by, table=table)
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=WRITABLE)
        edition = draft_of(found)
        if edition is not None and edition.items.exists():
            raise Refused(
                "draft-not-empty",
                reason=_("草稿里已有 {count} 项，照抄会盖掉它们").format(
                    count=edition.items.count()
                ),
                remedy=_("请先删去各行再照抄，或照着手工改"),
            )
        before = edition_before(found)
        if before is None:
            raise Refused(
                "nothing-to-copy",
                reason=_("{unit}以前没有批准过的“{key}”").format(
                    unit=found.unit_name, key=found.annex.title
                ),
                remedy=_("请直接填，或用表格导入"),
            )
        edition = edition or begun(found)
        edition.copied_from = f"{before}"[:200]
        add_drafter(edition, by=by)
        edition.save(update_fields=("drafters", "copied_from"))
        rows = _kept(found.annex, rows=rows_of(before))
        lay_down(edition, rows=rows)
        return moved(
            by, table=found, act=acts.COPY, edition=edition,
            after={"copied_from": edition.copied_from},
            state=_drafted(found), **counted(found, rows=rows),
        )  # fmt: skip


def send(*, by: Actor, table: Table, version: int) -> Table:
    """To the approver: only what meets every limit."""
    check_fills(by, table=table)
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=WRITABLE)
        edition = draft_of(found)
        if edition is None:
            raise Refused(
                "nothing-drafted", reason=_("还没有填个性指标"), remedy=_("请先填表并保存")
            )
        read = read_table(found.annex, rows_of(edition))
        if read.unmet:
            first = read.unmet[0]
            raise Refused(
                "limits-unmet",
                reason=_("有 {count} 条限制没有满足：{title}（{told}）").format(
                    count=len(read.unmet), title=first.title, told=first.told
                ),
                remedy=_("请按“限制”一栏逐条改好再送"),
            )
        # From here on exact: what is approved is what is scored.
        lay_down(edition, rows=read.rows)
        add_drafter(edition, by=by)
        edition.sent_name, edition.sent_at = name_of(by), clock.now()
        edition.save(update_fields=("drafters", "sent_name", "sent_at"))
        told = {"items": {one.name: one.weight for one in read.rows}}
        return moved(
            by, table=found, act=acts.SEND, edition=edition, said=Said.SENT, after=told,
            state=TableState.CHANGE_SENT if is_change(found) else TableState.SENT,
            sent_on=clock.today(), reason="", **counted(found, rows=read.rows),
        )  # fmt: skip


def take_back(*, by: Actor, table: Table, version: int) -> Table:
    """The unit takes it back, as long as nobody has decided on it."""
    check_fills(by, table=table)
    with transaction.atomic():
        found = locked(by, table=table, version=version, states=TO_DECIDE)
        return moved(
            by, table=found, act=acts.TAKE_BACK, edition=draft_of(found), said=Said.TAKEN_BACK,
            state=taken_back(found.state),
        )  # fmt: skip
