"""Who draws up a rating, who rates, who reopens.

Who may cast which ballot is asked of each act: of a rater with an account, that it is theirs; of
one without, that the code is.
"""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.web.access import Right
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused
from kaoji.web.roles import BUSINESS, OFFICE, Role

SEE_RATINGS = Right("ratings.see_ratings", "查看评议", OFFICE)
DRAW_UP = Right("ratings.draw_up", "组织评议、登记评分人、封票", OFFICE)
ENTER_PAPER = Right("ratings.enter_paper", "登记、录入纸质评分表", OFFICE)
REOPEN = Right("ratings.reopen", "延长评议时间", frozenset({Role.OFFICE_DIRECTOR}))
CAST = Right("ratings.cast", "评议打分", BUSINESS)


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
