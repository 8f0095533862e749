"""Stages of this room: the meeting has its papers here, and what follows a final result."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.documents.checking import ask_room
from kaoji.apps.documents.models import Paper
from kaoji.apps.feedback.held import outdated_in, papers_of_final, says
from kaoji.apps.feedback.models import Feedback
from kaoji.apps.feedback.papers.letters import NOTICE, ROOM, key_of
from kaoji.apps.feedback.permissions import SEE, SEE_PACKAGES
from kaoji.apps.feedback.queries import feedback_of, final_of
from kaoji.apps.organisation.queries.fates import fates_of
from kaoji.web import clock


def do_stages() -> None:
    """Called once, when the application is ready. The meeting itself decides when it is done."""
    do_in_stage(
        StageWork(
            kind=StageKind.MEETING,
            page="feedback:packages",
            right=SEE_PACKAGES,
            missing=lambda _cycle: (),
        )
    )
    do_in_stage(
        StageWork(
            kind=StageKind.FEEDBACK,
            page="feedback:cycle",
            right=SEE,
            missing=lambda cycle: tuple(_missing(cycle)),
        )
    )
    ask_room(ROOM, says)


def _missing(cycle: Cycle) -> Iterator[str]:
    """The notice and every letter issued and sent; receipts where the office waits for them."""
    final, feedback = final_of(cycle), feedback_of(cycle)
    if final is None or feedback is None:
        yield _("结果还没有定稿") if final is None else _("还没有设定通报和反馈函怎么发")
        return
    papers = {one.origin_key: one for one in papers_of_final(final)}
    names = dict(final.run.standings.values_list("pk", "name"))
    wanted = {key_of(final, what=NOTICE): _("结果通报")} | {
        key_of(final, what=str(key)): _("{unit}的反馈函").format(unit=name)
        for key, name in names.items()
    }
    for key, what in wanted.items():
        yield from _owed(papers.get(key), what=what, feedback=feedback)
    for paper in outdated_in(cycle):
        yield _("{paper}出自已撤回的定稿，还没有撤回").format(paper=paper)


def _owed(paper: Paper | None, *, what: str, feedback: Feedback) -> Iterator[str]:
    if paper is None or not paper.is_numbered:
        yield _("{what}没有印发").format(what=what)
    elif not paper.receipts.all():
        yield _("{what}没有送达单位").format(what=what)
    elif feedback.needs_receipts:
        waiting = [one for one in paper.receipts.all() if one.signed_at is None]
        gone = fates_of((one.unit_id for one in waiting), on=clock.today()) if waiting else {}
        # Of a unit that is no more and that nobody has taken over nobody can sign.
        silent = [
            one.name for one in waiting if one.unit_id not in gone or gone[one.unit_id].successors
        ]
        if silent:
            yield _("{what}还有{count}家没有签收：{names}").format(
                what=what, count=len(silent), names="、".join(silent)
            )
