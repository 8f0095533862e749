"""What can be found in this room: sheets and the register of sources, as far as one sees them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.facts.models import CollectionTask, FactSource
from kaoji.apps.facts.permissions import SEE_SOURCES
from kaoji.apps.facts.queries import sources_visible_to, tasks_visible_to
from kaoji.web.actor import Actor
from kaoji.web.search import Findable, Hit, make_findable


def make_all_findable() -> None:
    """Called once, when the application is ready."""
    make_findable(TASKS)
    make_findable(SOURCES)


def _tasks(actor: Actor) -> QuerySet[CollectionTask]:
    return tasks_visible_to(actor).order_by("-number")


def _task_hit(task: CollectionTask) -> Hit:
    told = _t("{n}号 · {supplier} · {cited} · {state}").format(
        n=task.number,
        supplier=task.supplier_name,
        cited=task.cited,
        state=task.get_state_display(),
    )
    address = reverse("facts:task", args=[task.number])
    return Hit(f"{task.title} {task.period}", context=told, url=address)


def _sources(actor: Actor) -> QuerySet[FactSource]:
    if not actor.roles & SEE_SOURCES.held_by:
        return sources_visible_to(actor).none()
    return sources_visible_to(actor).order_by("key", "pk")


def _source_hit(source: FactSource) -> Hit:
    supplier = getattr(source, "supplier_name", "") or ""
    return Hit(
        source.key,
        context=f"{supplier} · {source.grain} · {source.basis}",
        url=reverse("facts:sources") + f"?q={source.key.rsplit('/', 1)[-1]}",
    )


TASKS = Findable(
    "tasks",
    word=_("采集任务"),
    rows=_tasks,
    fields=("title", "number", "period", "supplier_name", "plan_paper"),
    hit=_task_hit,
    order=30,
)
SOURCES = Findable(
    "sources",
    word=_("数据来源"),
    rows=_sources,
    fields=("key", "supplier_name", "basis"),
    hit=_source_hit,
    order=40,
)
