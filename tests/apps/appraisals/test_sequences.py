"""Random sequences over the stages and what is done in them: only declared moves succeed."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Final, Publication, Stage
from kaoji.web import clock
from kaoji.web.refusals import Refused
from tests.apps.appraisals import public, scored
from tests.cast import NOON

pytestmark = pytest.mark.django_db

#: `KAOJI_SEQUENCES=500` tries as many as were asked for once; the gate tries few.
COUNT = int(os.environ.get("KAOJI_SEQUENCES", "30"))
KINDS = (StageKind.SCORE, StageKind.PUBLIC, StageKind.FINAL)
PEOPLE = ("clerk", "director", "leader", "head")
OFFICE, SECONDS = {"clerk", "director"}, {"director", "leader"}
ACTS = (
    "begin", "end", "score", "propose", "confirm", "retract", "take_down", "keep", "wait",
    "object", "reject", "finish", "make", "back", "give_back",
)  # fmt: skip
#: Half of the moves follow the way that leads somewhere, so that its end is reached as well.
WAY = (
    ("begin", "clerk"), ("score", "clerk"), ("end", "clerk"), ("begin", "clerk"),
    ("propose", "clerk"), ("confirm", "leader"), ("retract", "director"), ("keep", "clerk"),
    ("object", "head"), ("reject", "clerk"),
    ("wait", "clerk"), ("end", "clerk"), ("begin", "clerk"), ("finish", "director"),
    ("make", "leader"), ("back", "clerk"), ("give_back", "director"), ("score", "clerk"),
)  # fmt: skip


#: Taken back by two, and made public once more.
BACK = (
    *WAY[:6], ("retract", "clerk"), ("propose", "clerk"), ("take_down", "leader"),
    ("confirm", "leader"), *WAY[6:],
)  # fmt: skip


class Model:
    """What should be so, in a few words; it knows nothing of the rows."""

    def __init__(self):
        self.stage, self.is_open, self.day = 0, False, 0
        self.runs = 0
        self.public = self.proposed = None  # (run, last day) and (run, who)
        self.retracting = None  # who proposed it
        self.objected = False
        self.final = None  # (state, who proposed)
        self.reopened = False

    def at(self, kind):
        return self.reopened or (
            self.is_open and self.stage < len(KINDS) and KINDS[self.stage] == kind
        )

    @property
    def is_settled(self):
        return self.final is not None and self.final[0] in ("final", "back")

    @property
    def is_over(self):
        return self.public is not None and self.day > self.public[1]

    def may(self, act, who):
        return getattr(self, f"_may_{act}")(who)

    def _may_wait(self, _who):
        return True

    def _may_begin(self, who):
        return who in OFFICE and not self.is_open and self.stage < len(KINDS)

    def _may_end(self, who):
        if who not in OFFICE or not self.is_open:
            return False
        stays = self.is_over and self.retracting is None
        brought = (self.runs > 0, stays, self.final is not None and self.final[0] == "final")
        return brought[self.stage]

    def _may_score(self, who):
        begun = self.stage > 2 or (self.stage == 2 and self.is_open)
        return who in OFFICE and (not begun or self.reopened)

    def _may_propose(self, who):
        return (
            who in OFFICE and self.at(StageKind.PUBLIC) and self.runs > 0
            and not self.is_settled and self.proposed is None
        )  # fmt: skip

    def _may_confirm(self, who):
        return (
            who in SECONDS and self.proposed is not None and self.at(StageKind.PUBLIC)
            and self.proposed[1] != who and self.proposed[0] == self.runs and not self.is_settled
        )  # fmt: skip

    def _may_retract(self, who):
        is_public = self.public is not None and self.retracting is None
        return who in OFFICE and is_public and not self.is_settled

    def _may_take_down(self, who):
        return who in SECONDS and self.retracting not in (None, who)

    def _may_keep(self, who):
        return who in OFFICE and self.retracting is not None

    def _may_object(self, who):
        return (
            who == "head" and self.public is not None and not self.is_over
            and not self.objected and not self.is_settled
        )  # fmt: skip

    def _may_reject(self, who):
        return who in OFFICE and self.objected

    def _may_be_final(self):
        return (
            self.at(StageKind.FINAL) and not self.objected and self.is_over
            and self.retracting is None and self.public[0] == self.runs
        )  # fmt: skip

    def _may_finish(self, who):
        return who in OFFICE and self.final is None and self.runs > 0 and self._may_be_final()

    def _may_make(self, who):
        return (
            who in SECONDS and self.final is not None and self.final[0] == "proposed"
            and self.final[1] != who and self._may_be_final()
        )  # fmt: skip

    def _may_back(self, who):
        return who in OFFICE and self.final is not None and self.final[0] == "final"

    def _may_give_back(self, who):
        is_back = self.final is not None and self.final[0] == "back"
        return who in SECONDS and is_back and self.final[1] != who

    def did(self, act, who):
        if act == "begin":
            self.is_open = True
        elif act == "end":
            self.is_open, self.stage = False, self.stage + 1
        elif act == "score":
            self.runs += 1
        elif act == "propose":
            self.proposed = (self.runs, who)
        elif act == "confirm":
            # Five working days after Friday the 12th, with a holiday on the next Friday.
            self.public, self.proposed = (self.runs, due(self.day)), None
            self.retracting = None
        elif act in ("retract", "take_down", "keep"):
            self.retracting = who if act == "retract" else None
            self.public = None if act == "take_down" else self.public
        elif act == "wait":
            self.day += 11
        elif act in ("object", "reject"):
            self.objected = act == "object"
        else:
            self._settled(act, who)

    def _settled(self, act, who):
        state = {"finish": "proposed", "make": "final", "back": "back"}.get(act)
        self.final = None if state is None else (state, who)
        if act == "make":
            self.reopened = False
        elif act == "give_back":
            self.reopened = True


def due(day):
    """Eleven days hold five working days and more, ten may not: nothing between is ever asked."""
    return day + 10


class Office:
    """The same moves, done for real."""

    def __init__(self, stage):
        self.stage = stage
        self.cycle = scored.cycle_in(
            stage.cast, scheme=stage.scheme,
            stages=tuple(actions.StageShape(kind, 5) for kind in KINDS),
        )  # fmt: skip

    def do(self, act, who):
        self.cycle.refresh_from_db()
        with transaction.atomic():
            getattr(self, act)(self.stage.actor(who))

    def _stage(self, state):
        found = self.cycle.stages.filter(state=state).order_by("order").first()
        return found or self.cycle.stages.order_by("-order").first()

    def begin(self, by):
        told = Stage.objects.filter(cycle=self.cycle)
        is_open = told.filter(state="open").first()
        actions.begin_stage(
            by=by, stage=is_open or self._stage("waiting"), version=self.cycle.version
        )

    def end(self, by):
        actions.end_stage(by=by, stage=self._stage("open"), version=self.cycle.version, note="办完")

    def score(self, by):
        with public.unchanged():
            made = actions.ask_for_run(by=by, cycle=self.cycle, reason="再算")
        public.carry_out(made)

    def _run(self):
        found = self.cycle.runs.order_by("-number").first()
        if found is None:
            raise Refused("no-run", reason="没有计过分")
        return found

    def _publication(self, state):
        found = Publication.objects.filter(cycle=self.cycle, state=state).first()
        found = found or Publication.objects.filter(cycle=self.cycle).first()
        if found is None:
            raise Refused("no-publication", reason="没有公示")
        return found

    def _final(self):
        found = Final.objects.filter(cycle=self.cycle).exclude(state="withdrawn").first()
        found = found or Final.objects.filter(cycle=self.cycle).first()
        if found is None:
            raise Refused("no-final", reason="没有定稿")
        return found

    def propose(self, by):
        actions.propose_publication(by=by, run=self._run(), notice=public.notice())

    def confirm(self, by):
        actions.confirm_publication(by=by, publication=self._publication("proposed"))

    def retract(self, by):
        actions.propose_retraction(by=by, publication=self._publication("public"), reason="错")

    def take_down(self, by):
        actions.confirm_retraction(by=by, publication=self._publication("public"))

    def keep(self, by):
        actions.drop_retraction(by=by, publication=self._publication("public"))

    def object(self, by):
        standing = public.own(self._publication("public").run)
        actions.object_to(by=by, standing=standing, complaint=public.complaint(standing))

    def reject(self, by):
        from kaoji.apps.appraisals.models import Objection

        found = Objection.objects.filter(publication__cycle=self.cycle).order_by("-pk").first()
        if found is None:
            raise Refused("no-objection", reason="没有异议")
        actions.reject_objection(by=by, objection=found, answer="无误")

    def finish(self, by):
        actions.propose_final(by=by, run=self._run(), basis="纪要")

    def make(self, by):
        actions.confirm_final(by=by, final=self._final())

    def back(self, by):
        actions.propose_withdrawal(by=by, final=self._final(), reason="错")

    def give_back(self, by):
        actions.confirm_withdrawal(by=by, final=self._final())


def moves():
    """The way, cut anywhere and with anything put between; and at some steps everybody tries."""
    stray = st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE))
    strays = st.dictionaries(st.integers(0, len(WAY)), stray, max_size=8)
    crowds = st.sets(st.integers(0, len(WAY)), max_size=6)

    def mixed(told):
        length, between, crowded = told
        found = []
        for place, (act, who) in enumerate(WAY[:length]):
            found += [between[place]] if place in between else []
            found += [(act, one) for one in PEOPLE] if place in crowded else []
            found.append((act, who))
        return found

    return st.tuples(st.integers(0, len(WAY)), strays, crowds).map(mixed)


def crowd():
    """At every step everybody tries, whoever proposes being the one who might confirm."""
    order = ("director", "leader", "clerk", "head")
    return [(act, one) for act, _who in WAY for one in order if act != "wait"] + [("wait", "clerk")]


@given(moves())
@example(list(WAY))
@example(list(BACK))
@example(crowd())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=COUNT)
def test_only_declared_moves_succeed(stage, monkeypatch, told):
    monkeypatch.setattr("kaoji.apps.appraisals.actions.finishing.open_ties", lambda _run: [])
    model, office = Model(), Office(stage)
    for act, who in told:
        may = model.may(act, who)
        if act == "wait":
            model.did(act, who)
            continue
        with clock.stopped_at(NOON + timedelta(days=model.day)):
            if may:
                office.do(act, who)
                model.did(act, who)
            else:
                with pytest.raises(Refused):
                    office.do(act, who)
    final = Final.objects.filter(cycle=office.cycle, state="final")
    assert final.exists() == (model.final is not None and model.final[0] == "final")
