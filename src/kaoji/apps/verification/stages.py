"""The stage 核验 is this room's: what it still misses."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.verification.enums import ENDED, CheckState
from kaoji.apps.verification.permissions import SEE
from kaoji.apps.verification.queries import WAITING, with_state
from kaoji.apps.verification.sampling import reported_in


def do_stage() -> None:
    """Called once, when the application is ready."""
    do_in_stage(
        StageWork(
            kind=StageKind.VERIFY,
            page="verification:list",
            right=SEE,
            missing=lambda cycle: tuple(missing(cycle)),
        )
    )


def missing(cycle: Cycle) -> Iterator[str]:
    """Everything drawn is decided, what was wrong is mended, every on-site check is ended."""
    if cycle.is_trial:
        return
    if not cycle.draws.exists() and reported_in(cycle):
        yield _("没有抽取要核验的数")
    for one in with_state(cycle.checks.exclude(state=CheckState.TRUE)).order_by("number"):
        yield _("{item}：{state}").format(item=one, state=_word(one.now))
    changed = with_state(cycle.checks.filter(state=CheckState.TRUE)).filter(now__in=WAITING)
    yield from (_("{item}：核过以后数又变动").format(item=one) for one in changed)
    for visit in cycle.visits.exclude(state__in=ENDED):
        yield _("{visit}没有办完").format(visit=visit)


def _word(now: str) -> str:
    said = {
        CheckState.OPEN: _("没有核验"),
        CheckState.WRONG: _("需更正，还没有更正"),
        CheckState.ONSITE: _("要现场核查，还没有核查"),
        CheckState.CHANGED: _("更正以后没有复核"),
    }
    return said[CheckState(now)]
