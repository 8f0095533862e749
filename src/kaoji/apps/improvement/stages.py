"""One stage of a cycle is this room's: what it still misses."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.improvement.permissions import SEE
from kaoji.apps.improvement.queries import left_in, list_of


def do_stages() -> None:
    """Called once, when the application is ready."""
    do_in_stage(
        StageWork(
            kind=StageKind.IMPROVE,
            page="improvement:cycle",
            right=SEE,
            missing=lambda cycle: tuple(_missing(cycle)),
        )
    )


def _missing(cycle: Cycle) -> Iterator[str]:
    """Measures agreed to for each item; working them off may take longer than the stage."""
    found = list_of(cycle)
    if found is None:
        yield _("没有起草改进清单")
        return
    left = left_in(found)
    for one in left.items:
        yield _("“{item}”{state}").format(item=one, state=one.get_state_display())
    for part in left.silent:
        yield _("{unit}没有报“无”").format(unit=part.unit_name)
