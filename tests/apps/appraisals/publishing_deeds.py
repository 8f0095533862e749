"""How to come to what is done with a result, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

import json

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import (
    Cycle,
    Final,
    Objection,
    Publication,
    Run,
    Shown,
)
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import PinnedScheme
from tests.apps.appraisals import public, scored
from tests.apps.documents import stage as papers
from tests.apps.facts.stage import PACK, Stage
from tests.cast import TODAY
from tests.deeds import Deed, Place


def staged(cast):
    found = PinnedScheme.objects.filter(organisation=cast.organisation).first()
    scheme = found or facts.pin_scheme(
        by=cast.actor("clerk"), pack=PACK, begins_on=TODAY.replace(month=1, day=1)
    )
    return Stage(cast, scheme)


def cycle(cast):
    found = Cycle.objects.filter(organisation=cast.organisation, title="公示的考核").first()
    return found or public.cycle_in(staged(cast), title="公示的考核")


def run(cast, _client=None):
    """Scored, its tie open."""
    found = Run.objects.filter(cycle=cycle(cast)).first()
    return found or scored.run_in(cycle(cast))


def decided(cast, _client=None):
    made = run(cast)
    return made if made.minutes.exists() else public.settle(staged(cast), made)


def to_forewarn(cast, _client=None):
    made = run(cast)
    public.open_stage(made.cycle, StageKind.FOREWARN)
    return made


def forewarned(cast, _client=None):
    made = to_forewarn(cast)
    found = Shown.objects.filter(forewarning__run=made, standing__name="鹤汀镇").first()
    if found is None:
        actions.forewarn(by=cast.actor("clerk"), run=made, days=5)
        found = Shown.objects.get(forewarning__run=made, standing__name="鹤汀镇")
        loss = loss_of(found)
        actions.explain_loss(by=cast.actor("head"), shown=found, node=loss.node, text="汛期停工")
    return found


def loss_of(shown):
    return losses_in(json.loads(shown.standing.account))[0]


def to_publish(cast, _client=None):
    made = decided(cast)
    public.open_stage(made.cycle, StageKind.PUBLIC)
    return made


def proposed(cast, _client=None):
    made = to_publish(cast)
    found = Publication.objects.filter(run=made, state="proposed").first()
    return found or public.proposed(staged(cast), made)


def published(cast, _client=None):
    found = Publication.objects.filter(cycle=cycle(cast), state="public").first()
    return found or actions.confirm_publication(by=cast.actor("leader"), publication=proposed(cast))


def to_write_up(cast, _client=None):
    """Public, and with a series that gives its paper a number."""
    papers.of(cast)
    return published(cast)


def retracting(cast, _client=None):
    """Proposed to be taken back; still public."""
    made = published(cast)
    made.refresh_from_db()
    if not made.is_being_retracted:
        actions.propose_retraction(by=cast.actor("clerk"), publication=made, reason="漏了一家")
    return made


def objected(cast, _client=None):
    made = published(cast)
    found = Objection.objects.filter(publication=made).first()
    return found or public.objected(staged(cast), made.run)


def to_finish(cast, _client=None):
    """Its time over, and nothing objected to."""
    made = published(cast)
    made.due_on = TODAY.replace(day=11)
    made.save()
    public.open_stage(made.cycle, StageKind.FINAL)
    return made.run


def final(cast, _client=None):
    made = to_finish(cast)
    found = Final.objects.filter(cycle=made.cycle).exclude(state="withdrawn").first()
    return found or actions.propose_final(by=cast.actor("clerk"), run=made, basis="纪要〔2026〕5号")


def settled(cast, _client=None):
    made = final(cast)
    if made.state == "proposed":
        made = actions.confirm_final(by=cast.actor("leader"), final=made)
    return made


def withdrawing(cast, _client=None):
    return actions.propose_withdrawal(by=cast.actor("clerk"), final=settled(cast), reason="审计")


def of_run(cast, made=None):
    made = made or run(cast)
    return {"number": made.cycle.number, "run": made.number}


def keyed(_cast, made):
    return {"key": made.pk}


def place(making, *, number=False):
    """An object of this room, by its key; or the cycle of one, by its number."""
    return Place(lambda cast: {"number": making(cast).cycle.number} if number
                 else {"key": making(cast).pk})  # fmt: skip


def standing(cast):
    return {"key": published(cast).run.standings.get(name="鹤汀镇").pk}


def told_meeting(_cast, made):
    """The first of the two that are level gets the seat; rows stand in the order of the form."""
    from kaoji.apps.appraisals.verdicts import standing_answers
    from kaoji.apps.appraisals.views.results import in_order

    answers = sorted(standing_answers(made).values(), key=in_order)
    first = f"{answers[0].standing.pk}_0"
    return {
        "paper": "县委常委会纪要〔2026〕3号", "held_on": "2026-06-11", "text": "同意",
        f"decided_{first}": "先进",
    }  # fmt: skip


NOTICE = {
    "text": "现予公示", "contact": "绩效办", "days": "5", "answer_days": "5", "grade": "public",
    "rank": "unit", "score": "unit",
}  # fmt: skip

PLACES = {
    "appraisals:result": place(run, number=True),
    "appraisals:forewarn": place(run, number=True),
    **{f"appraisals:{name}": Place(of_run) for name in ("decide", "publish", "finish")},
    "appraisals:forewarning": Place(lambda cast: {"key": forewarned(cast).forewarning_id}),
    "appraisals:losses": place(forewarned),
    **{
        f"appraisals:{name}": place(published)
        for name in ("publication", "publication-drop", "publication-retract")
    },
    **{
        f"appraisals:{name}": place(retracting) for name in ("publication-back", "publication-stay")
    },
    "appraisals:publication-paper": place(published),
    "appraisals:publication-confirm": place(proposed),
    "appraisals:object": Place(standing),
    "appraisals:objection": place(objected),
    "appraisals:answer": place(objected),
    **{
        f"appraisals:final-{name}": place(final) for name in ("confirm", "drop", "withdraw", "back")
    },
}

DEEDS = (
    Deed(
        "appraisals:forewarn", "clerk", before=to_forewarn,
        kwargs=lambda _cast, made: {"number": made.cycle.number}, data=lambda _c, _m: {"days": "5"},
    ),
    Deed(
        "appraisals:losses", "head", before=forewarned, kwargs=keyed,
        data=lambda _cast, shown: {"node": loss_of(shown).node, "text": "再说明"},
    ),
    Deed("appraisals:decide", "clerk", before=run, kwargs=of_run, data=told_meeting),
    Deed(
        "appraisals:publish", "clerk", before=to_publish, kwargs=of_run,
        data=lambda _c, _m: NOTICE,
    ),
    Deed("appraisals:publication-confirm", "leader", before=proposed, kwargs=keyed),
    Deed("appraisals:publication-drop", "clerk", before=proposed, kwargs=keyed),
    Deed(
        "appraisals:publication-paper", "clerk", before=to_write_up, kwargs=keyed,
        data=lambda cast, _made: {"series": papers.of(cast).series.pk, "signed_by": "绩效办"},
    ),
    Deed(
        "appraisals:publication-retract", "clerk", before=published, kwargs=keyed,
        data=lambda _c, _m: {"reason": "漏了一家"},
    ),
    Deed("appraisals:publication-back", "leader", before=retracting, kwargs=keyed),
    Deed("appraisals:publication-stay", "clerk", before=retracting, kwargs=keyed),
    Deed(
        "appraisals:object", "head", before=published, kwargs=lambda cast, _made: standing(cast),
        data=lambda _cast, made: {
            "node": public.complaint(public.own(made.run)).node, "reason": "少计一笔"
        },
    ),
    Deed(
        "appraisals:answer", "clerk", before=objected, kwargs=keyed,
        data=lambda _c, _m: {"outcome": "rejected", "answer": "与报表一致"},
    ),
    Deed(
        "appraisals:finish", "clerk", before=to_finish, kwargs=of_run,
        data=lambda _c, _m: {"basis": "纪要〔2026〕5号"},
    ),
    Deed("appraisals:final-confirm", "leader", before=final, kwargs=keyed),
    Deed("appraisals:final-drop", "clerk", before=final, kwargs=keyed),
    Deed(
        "appraisals:final-withdraw", "clerk", before=settled, kwargs=keyed,
        data=lambda _c, _m: {"reason": "审计发现错误"},
    ),
    Deed("appraisals:final-back", "leader", before=withdrawing, kwargs=keyed),
)  # fmt: skip
