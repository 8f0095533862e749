"""解释答复: what a body has answered, bound to a clause of one version. Written once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.schemes import audit_types as acts
from kaoji.apps.schemes.models import Ruling
from kaoji.apps.schemes.permissions import RULE, check
from kaoji.apps.schemes.queries import clauses_of
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class RulingShape:
    """What somebody asked about a clause, and what was answered by whom."""

    reference: str
    clause: str
    question: str
    answer: str
    body: str
    paper: str
    ruled_on: date


def add_ruling(*, by: Actor, shape: RulingShape) -> Ruling:
    """Write an answer into the register."""
    check(by, right=RULE)
    known = clauses_of(by, reference=shape.reference)
    if shape.clause not in known:
        raise Refused(
            "clause-unknown",
            reason=_("这一版方案没有注明出自“{clause}”的规则").format(clause=shape.clause),
            remedy=_("请照方案里 依据 的写法填，如 {one}").format(one=known[0] if known else ""),
            field="clause",
        )
    if shape.ruled_on > clock.today():
        raise Refused("day-ahead", reason=_("答复日期还没有到"), field="ruled_on")
    with transaction.atomic():
        made: Ruling = Ruling.objects.create(
            organisation_id=by.organisation_key or 0, reference=shape.reference,
            clause=shape.clause, question=shape.question, answer=shape.answer, body=shape.body,
            paper=shape.paper, ruled_on=shape.ruled_on, at=clock.now(), by_name=by.shown,
        )  # fmt: skip
        record(
            acts.ADD_RULING, by=by, of=made,
            after={"方案": made.reference, "条款": made.clause, "答复": made.answer},
        )  # fmt: skip
    return made
