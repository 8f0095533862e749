"""Who reads schemes, drafts and releases them: the office, and nobody else."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import OFFICE

SEE = Right("schemes.see", "查看考核方案", OFFICE)
DRAFT = Right("schemes.draft", "起草考核方案、送审", OFFICE)
RELEASE = Right("schemes.release", "发布、退回考核方案", OFFICE)
RULE = Right("schemes.rule", "登记解释答复", OFFICE)


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
