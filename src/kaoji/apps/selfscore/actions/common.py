"""What the acts on a sheet have in common: locked, in the state that the page showed, told."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import check_not_archived, name_of
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.permissions import APPRAISED, check_own
from kaoji.apps.audit.actions import record
from kaoji.apps.audit.acts import Act
from kaoji.apps.selfscore.enums import Said, SheetState
from kaoji.apps.selfscore.models import Round, Sheet, Word
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role


def check_acts_for(by: Actor, *, sheet: Sheet, roles: Collection[Role] = APPRAISED) -> None:
    """Refuse whoever does not act for the unit."""
    check_own(by, sheet)
    if sheet.unit_id not in by.units_with(frozenset(roles)):
        raise Refused(
            "not-your-unit",
            reason=_("这是{unit}的自评").format(unit=sheet.unit_name),
            remedy=_("请由该单位的联络员或负责人办理"),
        )


def locked(by: Actor, *, sheet: Sheet, version: int, states: Collection[SheetState]) -> Sheet:
    """The sheet as it is now, in one of some states; whoever looked at an older one is told."""
    found = held(by, sheet=sheet)
    if found.state not in states:
        raise Refused(
            "sheet-not-in-this-state",
            reason=_("这份自评现在是“{state}”").format(state=found.get_state_display()),
            remedy=_("可能有人已经办过，请看它现在的情况"),
        )
    if found.version != version:
        raise changed_meanwhile()
    return found


def held(by: Actor, *, sheet: Sheet) -> Sheet:
    """The sheet as it is now; nobody else writes to it meanwhile. What is archived stays."""
    check_own(by, sheet)
    found: Sheet = (
        Sheet.objects.select_for_update(of=("self",)).select_related("round").get(pk=sheet.pk)
    )
    check_not_archived(Cycle.objects.get(pk=found.round.cycle_id))
    return found


def moved(
    by: Actor,
    *,
    sheet: Sheet,
    act: Act,
    said: Said,
    text: str = "",
    told: dict[str, Any] | None = None,
    **changes: Any,  # noqa: ANN401 - fields of a sheet
) -> Sheet:
    """Write what has changed, the word that was said, and the entry of the log."""
    before = {name: str(getattr(sheet, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(sheet, name, value)
    sheet.version += 1
    sheet.save(update_fields=(*changes, "version"))
    say(by, sheet=sheet, said=said, text=text)
    after = {name: str(getattr(sheet, name) or "") for name in changes} | (told or {})
    record(act, by=by, of=sheet, before=before, after=after, reason=text)
    return sheet


def say(by: Actor, *, sheet: Sheet, said: Said, text: str = "") -> None:
    """Keep what was done."""
    Word.objects.create(
        organisation_id=sheet.organisation_id, sheet=sheet, said=said, text=text,
        by_name=name_of(by), at=clock.now(),
    )  # fmt: skip


def cycle_of(round_: Round) -> Cycle:
    """The cycle of a round with its scheme."""
    found: Cycle = Cycle.objects.select_related("scheme").get(pk=round_.cycle_id)
    return found
