"""What the acts on a table have in common: locked, in the state that the page showed, told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.annexes.enums import Said, TableState
from kaoji.apps.annexes.limits import Row, read_table
from kaoji.apps.annexes.models import Edition, Item, Table, Word
from kaoji.apps.annexes.permissions import FILL
from kaoji.apps.appraisals.actions.common import check_not_archived, name_of
from kaoji.apps.appraisals.permissions import APPRAISED, check, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.engine.plinth.exact import exact_text
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def locked(by: Actor, *, table: Table, version: int, states: Collection[str]) -> Table:
    """The table as it is now, in one of some states; whoever looked at an older one is told."""
    check_own(by, table)
    found: Table = (
        Table.objects.select_for_update(of=("self",))
        .select_related("annex__cycle", "annex__scheme")
        .get(pk=table.pk)
    )
    check_not_archived(found.annex.cycle)
    if found.state not in states:
        raise Refused(
            "table-not-in-this-state",
            reason=_("{unit}的个性指标表现在是“{state}”").format(
                unit=found.unit_name, state=found.get_state_display()
            ),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    if found.version != version:
        raise changed_meanwhile()
    return found


def check_fills(by: Actor, *, table: Table) -> None:
    """Only one's own unit; that of others is as good as missing."""
    check(by, right=FILL)
    check_own(by, table)
    if table.unit_id not in by.units_with(APPRAISED):
        raise Http404


def draft_of(table: Table) -> Edition | None:
    """The edition that is being written or waits; nothing where there is none."""
    found: Edition | None = (
        table.editions.filter(approved_at=None, is_dropped=False).order_by("-number").first()
    )
    return found


def begun(table: Table, *, why: str = "") -> Edition:
    """Another edition."""
    last = table.editions.order_by("-number").first()
    made: Edition = Edition.objects.create(
        organisation_id=table.organisation_id,
        table=table,
        number=1 if last is None else last.number + 1,
        why=why,
    )
    return made


def lay_down(edition: Edition, *, rows: Sequence[Row]) -> None:
    """The items of an edition that is not sent yet: these, in this order."""
    edition.items.all().delete()
    Item.objects.bulk_create(
        Item(
            organisation_id=edition.organisation_id, edition=edition, order=order, name=one.name,
            weight=one.weight, cells=dict(one.cells),
        )
        for order, one in enumerate(rows, start=1)
    )  # fmt: skip


def add_drafter(edition: Edition, *, by: Actor) -> None:
    """Whoever had a hand in it approves nothing of it."""
    if by.person_key is not None and by.person_key not in edition.drafters:
        edition.drafters = [*edition.drafters, by.person_key]


def counted(table: Table, *, rows: Sequence[Row]) -> dict[str, Any]:
    """How much is in the table, for lists."""
    read = read_table(table.annex, rows)
    total = exact_text(read.total) if read.total != Fraction(0) else ""
    return {"count": sum(not one.is_blank for one in rows), "total": total}


def rows_of(edition: Edition | None) -> tuple[Row, ...]:
    """The items as they were typed."""
    return () if edition is None else tuple(map(Row.of, edition.items.all()))


def moved(
    by: Actor,
    *,
    table: Table,
    act: Act,
    edition: Edition | None,
    said: Said | None = None,
    text: str = "",
    after: dict[str, Any] | None = None,
    **changes: Any,  # noqa: ANN401 - fields of a table
) -> Table:
    """Write what has changed, the word that was said, and the entry of the log."""
    before = {name: str(getattr(table, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(table, name, value)
    table.version += 1
    table.save(update_fields=(*changes, "version"))
    number = edition.number if edition is not None else 0
    if said is not None:
        Word.objects.create(
            organisation_id=table.organisation_id, table=table, edition=number, said=said,
            text=text, by_name=name_of(by), at=clock.now(),
        )  # fmt: skip
    now = {name: str(getattr(table, name) or "") for name in changes}
    told = now | {"edition": number} | (after or {})
    record(act, by=by, of=table, before=before, after=told, reason=text)
    return table


def is_change(table: Table) -> bool:
    """Whether something approved holds meanwhile."""
    return table.state not in (
        TableState.WAITING, TableState.DRAFTED, TableState.SENT, TableState.RETURNED,
    )  # fmt: skip
