"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.documents.models import Paper
from kaoji.apps.feedback.models import Package
from kaoji.web import clock
from kaoji.web.files import stored
from tests.apps.appraisals import publishing_deeds
from tests.apps.documents import stage as papers
from tests.apps.feedback import setting
from tests.deeds import Deed, Place


def run(cast, _client=None):
    return publishing_deeds.run(cast)


def package(cast, _client=None):
    """One that is made; of what, a page does not ask."""
    made = run(cast)
    found = Package.objects.filter(cycle=made.cycle).first()
    return found or Package.objects.create(
        organisation=cast.organisation, cycle=made.cycle, run=made, number=1, kind="meeting",
        state="done", asked_at=clock.now(), done_at=clock.now(), by_name="绩效办",
        digest=stored(b"PK"), size=2, files=1,
    )  # fmt: skip


def final(cast, _client=None):
    papers.of(cast)
    return setting.final(cast)


def set_up(cast, _client=None):
    return setting.set_up(cast)


def drafted(cast, _client=None):
    """One paper is enough for a step."""
    feedback = setting.set_up(cast)
    found = Paper.objects.filter(organisation=cast.organisation, origin_room="feedback").first()
    if found is None:
        from kaoji.apps.documents.actions import draft_paper
        from kaoji.apps.feedback.papers.letters import notice_of, outcome_of

        draft_paper(by=cast.actor("clerk"), shape=notice_of(outcome_of(feedback)))
    return feedback


def numbered(_cast, made):
    return {"number": getattr(made, "final", made).cycle.number}


def told(cast, _made):
    return {
        "version": "0", "series": papers.of(cast).series.pk, "signed_by": setting.OFFICE,
        "addressee": "各乡镇人民政府", "other_copies": "县委组织部", "demand": setting.DEMAND,
    }  # fmt: skip


def bonus(cast, _client=None):
    return setting.bonus(cast)


def filled(cast, _client=None):
    return setting.filled(cast)


def proposed(cast, _client=None):
    return setting.proposed_bonus(cast)


def keyed(_cast, made):
    return {"key": made.pk}


def version(_cast, made):
    return {"version": made.version}


BONUS = {
    "version": "0", "budget": "50000", "approval": "禾财〔2026〕9号", "base": "10000",
    "person_most": "", **{f"coefficient_{place}": "1" for place in range(3)},
}  # fmt: skip

OF_RESULT = Place(lambda cast: numbered(cast, drafted(cast)))
PLACES = {
    "feedback:packages": Place(lambda cast: {"number": package(cast).cycle.number}),
    "feedback:package-make": Place(lambda cast: {"number": run(cast).cycle.number}),
    "feedback:package-file": Place(lambda cast: {"key": package(cast).pk}),
    **{
        f"feedback:{name}": OF_RESULT
        for name in ("cycle", "set-up", "draft", "letters", "receipts")
    },
    **{
        f"feedback:{name}": Place(lambda cast: {"number": setting.bonus(cast).final.cycle.number})
        for name in ("bonus", "bonus-begin")
    },
    **{
        f"feedback:bonus-{name}": Place(lambda cast: {"key": setting.bonus(cast).pk})
        for name in (
            "table",
            "change",
            "line",
            "workbook",
            "propose",
            "release",
            "return",
        )
    },
    "feedback:step": Place(lambda cast: {**numbered(cast, drafted(cast)), "step": "send"}),
}
DEEDS = (
    Deed(
        "feedback:package-make", "clerk", before=run,
        kwargs=lambda _cast, made: {"number": made.cycle.number},
    ),
    Deed("feedback:set-up", "clerk", before=final, kwargs=numbered, data=told),
    Deed("feedback:draft", "clerk", before=set_up, kwargs=numbered),
    Deed(
        "feedback:step", "clerk", before=drafted,
        kwargs=lambda cast, made: {**numbered(cast, made), "step": "send"},
    ),
    Deed("feedback:letters", "clerk", before=drafted, kwargs=numbered),
    Deed(
        "feedback:bonus-begin", "clerk", before=final, kwargs=numbered,
        data=lambda _cast, _made: BONUS,
    ),
    Deed(
        "feedback:bonus-change", "clerk", before=bonus, kwargs=keyed,
        data=lambda _cast, made: BONUS | {"version": made.version},
    ),
    Deed(
        "feedback:bonus-line", "clerk", before=bonus, kwargs=keyed,
        data=lambda _cast, made: {"version": made.version, "unit": "鹤汀镇", "amount": "1"},
    ),
    Deed("feedback:bonus-propose", "clerk", before=filled, kwargs=keyed, data=version),
    Deed("feedback:bonus-release", "leader", before=proposed, kwargs=keyed, data=version),
    Deed(
        "feedback:bonus-return", "director", before=proposed, kwargs=keyed,
        data=lambda _cast, made: {"version": made.version, "reason": "少一家"},
    ),
)  # fmt: skip
QUIET = {"feedback:bonus-workbook": "several steps; tests/apps/feedback/test_bonus.py"}
