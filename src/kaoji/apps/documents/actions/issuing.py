"""Issuing: the number is taken in the transaction that issues, or not at all. Withdrawing: the
number, the files and the reason stay.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.documents import audit_types as acts
from kaoji.apps.documents.actions.common import add_step, check_state, lock, move, needed
from kaoji.apps.documents.actions.ways import check_sound, writers_of
from kaoji.apps.documents.enums import USUAL_RETENTION, PaperKind, PaperState, StepKind
from kaoji.apps.documents.models import Paper, PaperFile, RetentionRule, Series, SeriesYear
from kaoji.apps.documents.permissions import ISSUE, WITHDRAW
from kaoji.apps.documents.rendering import Rendered, frozen
from kaoji.apps.organisation.permissions import check
from kaoji.engine.paper.numbering import PaperNumber
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.files import stored
from kaoji.web.refusals import Refused


def issue(*, by: Actor, paper: Paper, version: int) -> Paper:
    """Give a paper its number and day, and freeze its files. Whatever fails takes no number."""
    check(by, right=ISSUE)
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.APPROVED,), verb=_("印发"))
        if paper.approved_by_id in writers_of(paper):
            raise Refused("own-paper", reason=_("签发人写过这份公文"), remedy=_("请退回重新签发"))
        check_sound(paper)
        number = _next_number(paper)
        paper.issued_on = clock.today()
        files = _kept(frozen(paper, number=number), paper=paper)
        move(
            paper,
            state=PaperState.ISSUED,
            year=number.year,
            number=number.number,
            number_text=str(number),
            issued_on=paper.issued_on,
            retention=retention_of(paper),
        )
        add_step(paper, kind=StepKind.ISSUE, by=by, reason=str(number))
        digests = {one.kind: one.digest for one in files}
        record(acts.ISSUE_PAPER, by=by, of=paper, after={"number": str(number), "files": digests})
    return paper


def _next_number(paper: Paper) -> PaperNumber:
    """The next number of the series; the row of the series is locked until all is written."""
    series: Series = Series.objects.select_for_update().get(papers=paper)
    if series.closed_on is not None:
        raise Refused("series-closed", reason=_("代字“{mark}”已停用").format(mark=series.mark))
    year = clock.today().year
    book, _is_new = SeriesYear.objects.select_for_update().get_or_create(
        organisation_id=series.organisation_id, series=series, year=year
    )
    book.taken += 1
    book.save(update_fields=("taken",))
    return PaperNumber(series.mark, year, book.taken)


def _kept(files: tuple[Rendered, ...], *, paper: Paper) -> list[PaperFile]:
    return [
        PaperFile.objects.create(
            organisation_id=paper.organisation_id,
            paper=paper,
            kind=one.kind,
            digest=stored(one.content),
            size=len(one.content),
        )
        for one in files
    ]


def retention_of(paper: Paper) -> str:
    """How long a paper of this kind is kept here."""
    rule = RetentionRule.objects.filter(
        organisation_id=paper.organisation_id, kind=paper.kind
    ).first()
    return rule.retention if rule else USUAL_RETENTION[PaperKind(paper.kind)]


def withdraw(*, by: Actor, paper: Paper, version: int, reason: str) -> None:
    """Withdraw an issued paper, by somebody who did not draft it; its trace stays."""
    check(by, right=WITHDRAW)
    reason = needed(reason, field="reason", what=_("撤回理由"))
    with transaction.atomic():
        paper = lock(by, paper=paper, version=version)
        check_state(paper, states=(PaperState.ISSUED,), verb=_("撤回"))
        if by.person_key in writers_of(paper):
            raise Refused(
                "own-paper",
                reason=_("您起草或修改过这份公文，不能自己撤回"),
                remedy=_("请由绩效办另一人撤回"),
            )
        move(
            paper,
            state=PaperState.WITHDRAWN,
            withdrawn_on=clock.today(),
            withdrawn_reason=reason,
        )
        add_step(paper, kind=StepKind.WITHDRAW, by=by, reason=reason)
        record(acts.WITHDRAW_PAPER, by=by, of=paper, reason=reason)
