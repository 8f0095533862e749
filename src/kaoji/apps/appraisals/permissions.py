"""Who sets up a cycle, who scores, who sees what came of it."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import BUSINESS, OFFICE, Role

#: Those who see the marks of all before they are published.
INSIDERS = OFFICE | {Role.COUNTY_LEADER}
APPRAISED = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON})

SEE_CYCLES = Right("appraisals.see_cycles", "查看考核", INSIDERS | APPRAISED)
SET_UP = Right("appraisals.set_up", "设立考核、推进环节", OFFICE)
SCORE = Right("appraisals.score", "计分", OFFICE)
SEE_RUNS = Right("appraisals.see_runs", "查看各次计分", INSIDERS)
#: Who may be the second person: whoever answers for the office or for the county.
SECONDS = frozenset({Role.OFFICE_DIRECTOR, Role.COUNTY_LEADER})
PREPARE = Right("appraisals.prepare", "办理预告、议定、公示、定稿", OFFICE)
CONFIRM = Right("appraisals.confirm", "第二人确认公示、定稿和撤回", SECONDS)
SEE_PUBLIC = Right("appraisals.see_public", "查看公示", BUSINESS)
EXPLAIN = Right("appraisals.explain", "说明本单位失分", APPRAISED)
SEE_LOSSES = Right("appraisals.see_losses", "查看扣分预告", INSIDERS | APPRAISED)
OBJECT = Right("appraisals.object", "对本单位结果提出异议", APPRAISED)
SEE_OBJECTIONS = Right("appraisals.see_objections", "查看异议", INSIDERS | APPRAISED)


def check(actor: Actor, *, right: Right) -> None:
    """Refuse whoever lacks a right."""
    if not actor.roles & right.held_by:
        raise Refused(
            "not-allowed",
            reason=_("您没有“{right}”的权限").format(right=right.name),
            remedy=_("请由有权限的人办理"),
        )


def check_own(actor: Actor, *rows: object) -> None:
    """A row of another organisation is as good as missing."""
    for row in rows:
        if row is not None and getattr(row, "organisation_id", None) != actor.organisation_key:
            raise Http404
