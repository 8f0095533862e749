"""A cycle over the towns with its figures signed, and what is done with them in this room."""

from __future__ import annotations

from datetime import date

from kaoji.apps.appraisals.actions import StageShape
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.verification import actions
from kaoji.apps.verification.enums import Answer, DrawRule, Outcome, VisitStep
from kaoji.apps.verification.models import Check, Visit
from kaoji.web.roles import Role
from tests import cast as casting
from tests.apps.appraisals import public, scored
from tests.apps.facts.stage import TOWNS, Stage, fresh
from tests.cast import TODAY

TITLE = "核验的考核"
KINDS = (StageKind.VERIFY, StageKind.SCORE)
#: Figures and their targets of three towns.
FIGURES = 6


class Verification:
    """The county, its cycle, and shorthands for what is done."""

    def __init__(self, stage: Stage, cycle: Cycle) -> None:
        self.stage, self.cast, self.cycle = stage, stage.cast, cycle

    def actor(self, key):
        return self.cast.actor(key)

    def unit(self, name):
        return self.cast.units[name].pk

    def draw(self, rule=DrawRule.ALL, count=0, seed="2026-06-12"):
        shape = actions.DrawShape(rule, count, seed)
        return actions.draw(by=self.actor("clerk"), cycle=self.cycle, shape=shape)

    def give(self, *people, units=()):
        keys = [self.cast.people[one].pk for one in people]
        return actions.distribute(
            by=self.actor("clerk"), cycle=self.cycle, verifier_keys=keys,
            unit_keys=[self.unit(one) for one in units],
        )  # fmt: skip

    def ready(self, who="appraiser"):
        """Everything drawn and given to one."""
        if not self.cycle.draws.exists():
            self.draw()
            self.give(who)
        return list(self.cycle.checks.all())

    def check(self, at=0):
        return self.cycle.checks.order_by("number")[at]

    def decide(self, check, outcome=Outcome.TRUE, *, by="appraiser", **changed):
        check = Check.objects.get(pk=check.pk)
        told = {
            "outcome": outcome, "revision": check.held.revision, "version": check.version,
            "reason": "" if outcome == Outcome.TRUE else "与台账不符", "proposed": "",
        } | changed  # fmt: skip
        decision = actions.Decision(**told)
        return actions.decide(by=self.actor(by), of=check, decision=decision)

    def decide_all(self, outcome=Outcome.TRUE):
        for one in self.cycle.checks.filter(state="open"):
            self.decide(one, outcome)

    def plan(self, *units, team=("appraiser", "supervisor"), on=TODAY, by="clerk"):
        shape = actions.VisitPlan(
            on,
            tuple(self.unit(one) for one in units or (TOWNS[0],)),
            tuple(self.cast.people[one].pk for one in team),
        )
        return actions.plan_visits(by=self.actor(by), cycle=self.cycle, plan=shape)

    def step(self, visit, kind, *, by="appraiser", note="已办", version=None):
        now = Visit.objects.get(pk=visit.pk).version if version is None else version
        return actions.take_step(
            by=self.actor(by), visit=visit, kind=VisitStep(kind), note=note, version=now
        )

    def record(self, visit, *, outcome=Outcome.TRUE, by="appraiser", others=("台账齐全",)):
        now = Visit.objects.get(pk=visit.pk)
        found = [
            actions.Found("账实相符", check_key=one.pk, outcome=outcome, proposed="99")
            for one in now.checks.all()
        ] + [actions.Found(one, title="其他事实") for one in others]
        return actions.record_facts(
            by=self.actor(by), visit=visit, found=found, version=now.version
        )

    def to_the_record(self, visit):
        for kind in ("notify", "arrive", "read"):
            self.step(visit, kind)
        self.record(visit)
        return Visit.objects.get(pk=visit.pk)

    def sign(self, visit, answer="agreed", *, by="head", **more):
        now = Visit.objects.get(pk=visit.pk).version
        return actions.answer_for_unit(
            by=self.actor(by), visit=visit, signature=actions.Signature(Answer(answer), **more),
            version=now,
        )  # fmt: skip

    def mend(self, check, text="120"):
        """The supplier mends a figure in its sheet, which came back, and it is signed anew."""
        from kaoji.apps.facts import actions as facts

        figure = Check.objects.get(pk=check.pk).figure
        task = fresh(figure.task)
        town = next(name for name in TOWNS if self.unit(name) == figure.unit_id)
        self.stage.enter(
            task, once=f"mend-{figure.pk}-{figure.revision}", texts={(town, figure.field): text},
            reason="按核验意见更正",
        )  # fmt: skip
        facts.submit(by=self.actor("supplier"), task=task, version=fresh(task).version)
        facts.sign(by=self.actor("supplier_head"), task=task, version=fresh(task).version)


def pinned(cast):
    from kaoji.apps.facts import actions as facts
    from tests.apps.facts.stage import PACK

    found = PinnedScheme.objects.filter(organisation=cast.organisation).first()
    return found or facts.pin_scheme(by=cast.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))


def cycle_in(cast, *, scheme, **changed):
    stages = tuple(StageShape(kind, 5) for kind in KINDS)
    told = {"title": TITLE, "period": "2026", "stages": stages} | changed
    made = scored.cycle_in(cast, scheme=scheme, **told)
    public.open_stage(made, StageKind.VERIFY)
    return made


def made_in(cast, *, is_filled=True):
    """The cycle of a cast; signed figures where there is none yet."""
    stage = Stage(cast, pinned(cast))
    found = Cycle.objects.filter(organisation=cast.organisation, title=TITLE).first()
    if found is None:
        found = cycle_in(cast, scheme=stage.scheme)
        if is_filled:
            stage.signed()
    return Verification(stage, found)


def lend(cast, key="other_appraiser", name="郁青川", unit="finance"):
    """One more who may verify, from another body."""
    if key not in cast.people:
        casting.add_person(
            cast, key=key, name=name, role=Role.APPRAISER, unit=unit, post="考评组成员"
        )
    return cast.people[key]
