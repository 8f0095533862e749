"""What the acts of this room have in common: the lock, the version, the state, steps."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kaoji.apps.documents.enums import StepKind
from kaoji.apps.documents.models import Paper, Step
from kaoji.apps.organisation.permissions import check_own
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


def home(by: Actor) -> int:
    """The organisation in which somebody acts."""
    return by.organisation_key or 0


def person(by: Actor) -> int:
    """The person who acts; the clock drafts no papers."""
    return by.person_key or 0


def shown(by: Actor) -> str:
    """A person as steps and revisions name them."""
    return f"{by.shown}（代 {by.stands_in_for}）" if by.stands_in_for else by.shown


def lock(by: Actor, *, paper: Paper, version: int) -> Paper:
    """The paper as it is now; one act at a time changes it. Call it first in the transaction."""
    check_own(by, paper)
    found: Paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if found.version != version:
        raise changed_meanwhile()
    return found


def check_state(paper: Paper, *, states: Iterable[str], verb: str) -> None:
    """Refuse what does not fit where the paper stands."""
    if paper.state not in states:
        raise Refused(
            "not-in-this-state",
            reason=_("这份公文现在是“{state}”，不能{verb}").format(
                state=paper.get_state_display(), verb=verb
            ),
            remedy=_("请先看经过里最近一步是谁办的"),
        )


def needed(text: str, *, field: str, what: str) -> str:
    """A text that must not be empty."""
    stripped = text.strip()
    if not stripped:
        raise Refused("text-missing", reason=_("没有填写{what}").format(what=what), field=field)
    return stripped


def move(paper: Paper, *, state: str, **fields: object) -> None:
    """Put a paper into a state."""
    paper.state = state
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.version += 1
    paper.save(update_fields=("state", "version", *fields))


def add_step(paper: Paper, *, kind: StepKind, by: Actor, reason: str = "") -> None:
    """Write a step of a paper."""
    Step.objects.create(
        organisation_id=paper.organisation_id,
        paper=paper,
        kind=kind,
        at=clock.now(),
        by_name=shown(by),
        reason=reason,
    )
