"""What other rooms do in a stage: where it is done, and what still stands in the way of ending it.

Rooms above this one (targets, ratings, claims, feedback) say so when they are ready; this room
never knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.web.access import Right
from kaoji.web.refusals import Refused

#: More of what is missing than this is not told at once; how many there are is.
TOLD_AT_ONCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWork:
    """The work of a stage.

    `page`: the name of an address that takes the number of the cycle; `right`: who may open it;
    `missing`: what is still to be done in a cycle, a sentence each, nothing when all is done.
    """

    kind: StageKind
    page: str
    right: Right
    missing: Callable[[Cycle], Sequence[str]]

    def address(self, cycle: Cycle) -> str:
        """Where it is done."""
        return reverse(self.page, args=(cycle.number,))


_WORK: dict[StageKind, StageWork] = {}


def do_in_stage(work: StageWork) -> None:
    """Said once by a room, when it is ready."""
    if work.kind in _WORK:
        raise ValueError(f"{work.kind} is already done by {_WORK[work.kind].page}")
    _WORK[work.kind] = work


def work_of(kind: StageKind) -> StageWork | None:
    """What is done in a stage of this kind by another room, if anything."""
    return _WORK.get(kind)


def check_work_done(cycle: Cycle, *, kind: StageKind) -> None:
    """Refuse to end a stage whose work is not done."""
    work = work_of(kind)
    missing = () if work is None else tuple(work.missing(cycle))
    if missing:
        raise Refused(
            "stage-work-open",
            reason=_("“{stage}”还有 {count} 件没有办完：{first}").format(
                stage=kind.label, count=len(missing), first="；".join(missing[:TOLD_AT_ONCE])
            ),
            remedy=_("请先办完，再完成这个环节"),
        )
