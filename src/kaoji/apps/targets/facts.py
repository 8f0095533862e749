"""What this room brings to the facts table: adopted targets, with the minute that fixed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from django.db.models import F
from django.utils.translation import gettext as _

from kaoji.apps.facts.brought import Brought, bring
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.targets.asking import TARGET
from kaoji.apps.targets.enums import ChangeState, Round
from kaoji.apps.targets.models import Change, Line
from kaoji.web.actor import Actor


def bring_targets() -> None:
    """Called once, when the application is ready."""
    bring("targets", told=adopted)


def adopted(actor: Actor, scheme: PinnedScheme, year: str) -> Iterator[Brought]:
    """The adopted targets of the cycles of a scheme, for the periods of a year."""
    lines = Line.objects.of(actor).filter(
        indicator__assignment__cycle__scheme__scheme_key=scheme.scheme_key,
        indicator__assignment__round=Round.ADOPTED,
        indicator__period__startswith=year,
    )
    # By the characters of the codes: a database has an order of its own for words.
    with_code = lines.select_related("indicator__assignment").annotate(code=F("unit__code"))
    found = sorted(with_code.order_by(), key=attrgetter("code", "indicator_id"))
    minutes = _changed(found)
    for line in found:
        minute = minutes.get(line.pk) or line.indicator.assignment.minute
        yield Brought(
            line.unit_id, line.name, line.indicator.key, line.indicator.period, TARGET,
            line.adopted, _("目标下达（{minute}）").format(minute=minute),
        )  # fmt: skip


def _changed(lines: Sequence[Line]) -> dict[int, str]:
    """The minute of the last change of each line that was changed."""
    if not lines:
        return {}
    granted = Change.objects.filter(line__in=lines, state=ChangeState.GRANTED)
    return dict(granted.order_by("pk").values_list("line", "minute"))
