"""Two stages of a cycle are this room's: what they still miss."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.appraisals.stage_work import StageWork, do_in_stage
from kaoji.apps.claims.models import ClaimState
from kaoji.apps.claims.permissions import SEE_CLAIMS, SEE_LETTERS
from kaoji.apps.claims.queries import asked_of, uncollected


def do_stages() -> None:
    """Called once, when the application is ready."""
    do_in_stage(
        StageWork(
            kind=StageKind.EXTRAS,
            page="claims:list",
            right=SEE_CLAIMS,
            missing=lambda cycle: tuple(_claims(cycle)),
        )
    )
    do_in_stage(
        StageWork(
            kind=StageKind.VETOES,
            page="claims:letters",
            right=SEE_LETTERS,
            missing=lambda cycle: tuple(_answers(cycle)),
        )
    )


def _claims(cycle: Cycle) -> Iterator[str]:
    waiting = cycle.claims.filter(state=ClaimState.SENT).order_by("number")
    yield from (_("{claim}没有认定").format(claim=one) for one in waiting)
    yield from (_("认定的{key}没有汇入数据").format(key=key) for key in uncollected(cycle))


def _answers(cycle: Cycle) -> Iterator[str]:
    for one in asked_of(cycle):
        if one.letter is None:
            yield _("“{key}”没有发会签函").format(key=one.key)
        elif one.state != "answered":
            yield _("{body}没有答复“{key}”").format(body=one.letter.body_name, key=one.key)
