"""Beside a unit's result: what it gave itself in that cycle."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.beside import Beside, show_beside_results
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.selfscore.queries import sheets_visible_to
from kaoji.web.actor import Actor


def show_beside() -> None:
    """Called once, when the application is ready."""
    show_beside_results("selfscore", showing=_lines)


def _lines(actor: Actor, cycle: Cycle, unit_key: int) -> Iterator[Beside]:
    """One query."""
    for one in sheets_visible_to(actor).filter(round__cycle=cycle, unit=unit_key).order_by("round"):
        word = _("自评 {period}").format(period=one.round.period)
        yield Beside(word, one.get_state_display(), reverse("selfscore:sheet", args=[one.pk]))
