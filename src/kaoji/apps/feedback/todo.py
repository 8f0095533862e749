"""What the workbench tells of this room: results whose papers wait; units that have not signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.enums import StageKind, StageState
from kaoji.apps.appraisals.models import Final, Stage
from kaoji.apps.appraisals.permissions import SECONDS
from kaoji.apps.appraisals.publishing_enums import FinalState
from kaoji.apps.documents.enums import PaperState
from kaoji.apps.documents.models import Receipt
from kaoji.apps.feedback.chasing import debts_of
from kaoji.apps.feedback.enums import BonusState, PackageState
from kaoji.apps.feedback.models import BonusTable
from kaoji.apps.feedback.papers.letters import ROOM
from kaoji.apps.feedback.queries import packages_visible_to
from kaoji.web.actor import Actor
from kaoji.web.asking import Question
from kaoji.web.roles import OFFICE
from kaoji.web.todo import Happening, Source, Task, tell_todo


def tell() -> None:
    """Called once, when the application is ready."""
    tell_todo(Source("feedback", mine=_mine, owed=_owed, news=_news))


#: What is read of a cycle to name it.
_CYCLE = ("cycle__number", "cycle__title", "cycle__period")


def _mine(actor: Actor) -> Iterator[Question[Task]]:
    if actor.roles & SECONDS:
        yield _to_release(actor)
    if actor.roles & OFFICE:
        yield _to_draft(actor)


def _to_release(actor: Actor) -> Question[Task]:
    """Tables of prize money that another has proposed."""
    waiting = BonusTable.objects.of(actor).filter(state=BonusState.PROPOSED)
    named = ("pk", "proposed_name", *(f"final__{name}" for name in _CYCLE))
    others = waiting.exclude(proposed_by=actor.person_key)
    return Question(others, names=named, say=_to_release_each)


def _to_release_each(tables: Sequence[BonusTable]) -> Iterator[Task]:
    for one in tables:
        yield Task(
            _("放行奖金分配：{cycle}").format(cycle=one.final.cycle),
            context=_("{by} 提请").format(by=one.proposed_name),
            due_on=None,
            verb=_("去核对"),
            url=reverse("feedback:bonus-table", args=[one.pk]),
            kind=_("第二人放行"),
        )


def _to_draft(actor: Actor) -> Question[Task]:
    """Results whose stage is open and of which nobody has said yet how their papers go out."""
    stage = Stage.objects.filter(
        cycle=OuterRef("cycle"), kind=StageKind.FEEDBACK, state=StageState.OPEN
    )
    waiting = Final.objects.of(actor).filter(state=FinalState.FINAL, feedback=None)
    named = ("pk", "basis", *_CYCLE)
    return Question(waiting.filter(Exists(stage)), names=named, say=_to_draft_each)


def _to_draft_each(finals: Sequence[Final]) -> Iterator[Task]:
    for one in finals:
        yield Task(
            _("起草通报和反馈函：{cycle}").format(cycle=one.cycle),
            context=_("定稿依据 {basis}").format(basis=one.basis),
            due_on=None,
            verb=_("去办理"),
            url=reverse("feedback:cycle", args=[one.cycle.number]),
            kind=_("通报和反馈"),
        )


def _owed(actor: Actor) -> Iterator[Task]:
    """Units that have not signed for the papers of results."""
    if not actor.roles & OFFICE:
        return
    rows = Receipt.objects.of(actor).filter(
        paper__origin_room=ROOM, paper__state=PaperState.ISSUED, signed_at__isnull=True
    )
    by_page: dict[tuple[str, str], list[tuple[str, Receipt]]] = {}
    for one in rows.select_related("paper").defer("paper__blocks").order_by("paper", "order"):
        page = (one.paper.origin_word, one.paper.origin_url)
        by_page.setdefault(page, []).append((one.paper.number_text, one))
    for (word, url), silent in by_page.items():
        yield Task(
            _("签收：{what}的通报和反馈函").format(what=word),
            context=_("还有 {count} 份没有签收").format(count=len(silent)),
            due_on=None,
            verb=_("去看"),
            url=url,
            kind=_("签收"),
            debts=debts_of(actor, silent=silent),
        )


def _news(actor: Actor, most: int) -> Iterator[Happening]:
    """Packages that were made."""
    made = packages_visible_to(actor).filter(state=PackageState.DONE)
    for one in made.order_by("-pk")[:most]:
        page = "feedback:packages" if one.kind == "meeting" else "feedback:cycle"
        fact = _("{package} 已做好").format(package=one)
        url = reverse(page, args=[one.cycle.number])
        yield Happening(one.done_at or one.asked_at, fact=fact, url=url)
