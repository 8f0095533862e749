"""What the workbench tells of this room: versions that wait for another person to release them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.schemes.models import ReleaseState, SchemeRelease
from kaoji.apps.schemes.permissions import RELEASE
from kaoji.web.actor import Actor
from kaoji.web.todo import Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("schemes", mine=_mine, given=_given))


def _mine(actor: Actor) -> Iterator[Task]:
    for one in _waiting(actor):
        if one.asked_by_id != actor.person_key:
            yield _task(one, verb=_("去核对"))


def _given(actor: Actor) -> Iterator[Task]:
    for one in _waiting(actor):
        if one.asked_by_id == actor.person_key:
            yield _task(one, verb=_("去看"))


def _waiting(actor: Actor) -> tuple[SchemeRelease, ...]:
    if not actor.roles & RELEASE.held_by:
        return ()
    return tuple(SchemeRelease.objects.of(actor).filter(state=ReleaseState.ASKED))


def _task(one: SchemeRelease, *, verb: str) -> Task:
    return Task(
        title=str(one),
        context=_("{name} 送审，待另一人发布").format(name=one.asked_by_name),
        due_on=None,
        verb=verb,
        url=reverse("schemes:release", args=(one.pk,)),
        kind=_("方案发布"),
    )
