"""Targets under way: begun, proposed, sent, answered, adopted, through the acts of the room."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.targets import actions
from kaoji.apps.targets.actions import Answered, Beginning, Typed
from kaoji.apps.targets.enums import Move, Round
from kaoji.apps.targets.models import Assignment, Line
from kaoji.web import clock
from tests.apps.facts.stage import REVENUE, YEAR

STAGES = (StageKind.TARGETS, StageKind.COLLECT, StageKind.SCORE)
OWN = "鹤汀镇"
MINUTE = "县委常委会纪要〔2026〕3号"


def cycle_in(cast, *, scheme) -> Cycle:
    """A cycle over the towns, its first stage begun."""
    clerk = cast.actor("clerk")
    made = appraisals.set_up_cycle(
        by=clerk,
        shape=appraisals.CycleShape(
            title="乡镇目标考核", scheme=scheme, group=cast.groups["townships"],
            subject_kind="乡镇", period="2026", basis="禾考发〔2026〕1号",
            begins_on=date(2026, 6, 12),
            stages=tuple(appraisals.StageShape(kind, 10) for kind in STAGES),
        ),
    )  # fmt: skip
    appraisals.begin_stage(by=clerk, stage=made.stages.get(order=1), version=made.version)
    made.refresh_from_db()
    return made


def begun(cast, cycle, *chosen) -> Assignment:
    """The targets of one indicator, or of those named."""
    shape = Beginning(chosen or ((REVENUE, YEAR),), 5)
    return actions.begin(by=cast.actor("clerk"), cycle=cycle, shape=shape)


def lines(assignment, **more):
    return Line.objects.filter(indicator__assignment=assignment, **more).order_by("order", "pk")


def fresh(assignment) -> Assignment:
    return Assignment.objects.select_related("cycle__scheme").get(pk=assignment.pk)


def propose(cast, assignment, text="100", **only):
    """The same figure for all lines, or for some."""
    typed = [Typed(one.pk, text, one.revision) for one in lines(assignment, **only)]
    return actions.propose(by=cast.actor("clerk"), assignment=assignment, typed=typed)


def move(cast, assignment, kind, *, who="clerk"):
    return actions.move(
        by=cast.actor(who), assignment=assignment, kind=kind, version=fresh(assignment).version
    )


def sent(cast, assignment) -> Assignment:
    """Proposed and sent for the first time."""
    propose(cast, assignment)
    return move(cast, assignment, Move.SEND_FIRST)


def say(cast, assignment, *, counter="", reason="", who="head", town=OWN):
    """A unit says of all its lines that it agrees, or what it wants."""
    unit = cast.units[town].pk
    said = [
        Answered(one.pk, one.revision, not counter, counter, reason)
        for one in lines(assignment, unit=unit)
    ]
    return actions.answer(by=cast.actor(who), assignment=assignment, unit_key=unit, said=said)


def closed(cast, assignment, kind):
    """A window that is over: whoever was silent stays named as such."""
    with clock.stopped_at(clock.now().replace(month=7)):
        return move(cast, assignment, kind)


def fixing(cast, assignment) -> Assignment:
    """Both ups and downs done."""
    sent(cast, assignment)
    closed(cast, assignment, Move.CLOSE_FIRST)
    move(cast, assignment, Move.SEND_SECOND)
    closed(cast, assignment, Move.CLOSE_SECOND)
    return fresh(assignment)


def adopt(cast, assignment, *, who="clerk") -> Assignment:
    return actions.adopt(
        by=cast.actor(who), assignment=assignment, minute=MINUTE, on=clock.today(),
        version=fresh(assignment).version,
    )  # fmt: skip


def adopted(cast, assignment) -> Assignment:
    """All the way."""
    fixing(cast, assignment)
    made = adopt(cast, assignment)
    assert made.round == Round.ADOPTED
    return made


def wish(wanted="80"):
    return actions.Wish("force", wanted, "六月洪灾，两家企业停产", "禾应急〔2026〕4号")
