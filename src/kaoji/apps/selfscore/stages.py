"""The stage of figures and self-scores: what it misses of the latter. Where none was asked for,
nothing is missing: offices may collect figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.selfscore.permissions import SEE
from kaoji.apps.selfscore.queries import late_in


def do_stages() -> None:
    """Called once, when the application is ready."""
    do_in_stage(
        StageWork(
            kind=StageKind.COLLECT,
            page="selfscore:cycle",
            right=SEE,
            missing=lambda cycle: tuple(_missing(cycle)),
        )
    )


def _missing(cycle: Cycle) -> Iterator[str]:
    for one in late_in(cycle):
        yield _("“{sheet}”自评{state}").format(sheet=one, state=one.get_state_display())
