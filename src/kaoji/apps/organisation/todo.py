"""What the workbench tells of this room: nothing to do, but which units have changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.audit.acts import act_of
from kaoji.apps.audit.models import Entry, Result
from kaoji.apps.organisation import audit_types as acts
from kaoji.apps.organisation.permissions import SEE_UNITS, has
from kaoji.web.actor import Actor
from kaoji.web.todo import Happening, Source, Task, tell_todo

#: What everybody of the organisation may know; appointments and absences are not among it.
PUBLIC_ACTS = (
    acts.ADD_UNIT, acts.CHANGE_UNIT, acts.MOVE_UNIT, acts.CLOSE_UNIT, acts.MERGE_UNITS,
    acts.SPLIT_UNIT, acts.ADD_GROUP, acts.CHANGE_GROUP, acts.SET_LOCAL_DAY, acts.DROP_LOCAL_DAY,
)  # fmt: skip


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("organisation", mine=_nothing, news=_news))


def _nothing(_actor: Actor) -> tuple[Task, ...]:
    return ()


def _news(actor: Actor, most: int) -> Iterator[Happening]:
    if not has(actor, right=SEE_UNITS):
        return
    entries = Entry.objects.filter(
        organisation_key=actor.organisation_key or 0,
        act__in=[act.key for act in PUBLIC_ACTS],
        result=Result.DONE,
    )
    for entry in entries.order_by("-number")[:most]:
        verb = act_of(entry.act).verb
        fact = _("{verb}：{what}").format(verb=verb, what=entry.object_name)
        yield Happening(entry.at, fact=fact, url=_address(entry))


def _address(entry: Entry) -> str:
    if entry.object_kind == "organisation.unit" and entry.object_key.isdigit():
        return reverse("organisation:unit", args=[int(entry.object_key)])
    return reverse("organisation:tree")
