"""What tests of this room start from: the county with a pinned scheme and a task under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kaoji.apps.facts import actions
from kaoji.apps.facts.models import CollectionTask, Figure, ListRow, PinnedScheme, TaskList
from tests import cast

PACK = "zhengding-towns@2016.1"
YEAR = "2026年终评估"
HALF = "2026中期评估"
REVENUE = "指标评估/经济发展/财政收入"
INVESTMENT = "指标评估/经济发展/固定资产投资"
RANK = "全县倒数名次"
#: Two lists of events, one of ballots, and the period in which events are asked for.
BONUS = "加分"
MALUS = "减分"
BALLOTS = "领导评估"
WHOLE_YEAR = "2026"
TOWNS = ("鹤汀镇", "澄湾镇", "云砚镇")

EVENT_CELLS = {
    "类别": "部门", "层级": "市", "日期": "2026-04-18", "文号": "禾农〔2026〕8号",
    "发文机关": "市农业农村局", "编号": "", "状态": "已认定",
}  # fmt: skip
BALLOT_CELLS = {"评分人类别": "主要领导", "评分人": "某评委", "数值": "9.3"}


@dataclass
class Stage:
    """The county, the scheme, and who acts."""

    cast: cast.Cast
    scheme: PinnedScheme

    def actor(self, key: str) -> Any:
        return self.cast.actor(key)

    def plan(self, **changed: Any) -> actions.TaskPlan:
        told = {
            "title": "乡镇经济",
            "plan_paper": "禾检考〔2026〕1号",
            "plan_item": "7",
            "scheme": self.scheme,
            "supplier": self.cast.units["agriculture"],
            "period": YEAR,
            "opens_on": date(2026, 6, 12),
            "window_days": 5,
            "columns": ((REVENUE, "数值"), (REVENUE, "目标")),
            "units": tuple(self.cast.units[name] for name in TOWNS),
        } | changed
        return actions.TaskPlan(**told)

    def task(self, **changed: Any) -> CollectionTask:
        """A task that has been sent to its supplier."""
        task = actions.draft_task(by=self.actor("clerk"), plan=self.plan(**changed))
        actions.open_task(by=self.actor("clerk"), task=task, version=task.version)
        task.refresh_from_db()
        return task

    def enter(
        self, task: CollectionTask, *, once: str, texts: dict[tuple[str, str], str], **more: Any
    ) -> dict[str, Any]:
        """Enter texts by town and field, as somebody who has just opened the page."""
        by = more.pop("by", self.actor("supplier"))
        seen = more.pop("seen", None)
        key = more.pop("key", REVENUE)
        columns = {(one.key, one.field): one for one in task.keys.all()}
        typed = []
        for (town, field), text in texts.items():
            unit, column = self.cast.units[town], columns[key, field]
            held = Figure.objects.filter(
                unit=unit, key=column.key, field=field, period=column.period
            ).first()
            now = held.revision if held else 0
            typed.append(actions.Typed(unit.pk, column.pk, text, now if seen is None else seen))
        return actions.enter(by=by, task=task, once=once, typed=typed, **more)

    def fill(self, task: CollectionTask) -> None:
        """Every cell of the task that is usually asked for."""
        self.enter(
            task,
            once=f"fill-{task.pk}",
            texts={(town, field): "100" for town in TOWNS for field in ("数值", "目标")},
        )

    def listed(self, *, key: str = BONUS, period: str = WHOLE_YEAR, **changed: Any) -> TaskList:
        """A list under way, alone on its sheet; ballots are the office's own."""
        supplier = "performance" if key == BALLOTS else "agriculture"
        told = {"supplier": self.cast.units[supplier], "columns": (), "lists": (key,)} | changed
        return self.task(period=period, **told).lists.get()

    def row(
        self,
        asked: TaskList,
        *,
        town: str = TOWNS[0],
        cells: dict[str, str] | None = None,
        **more: Any,
    ) -> ListRow:
        """A row, as whoever holds the list enters it."""
        by = self.actor("clerk" if asked.is_secret else "supplier")
        usual = BALLOT_CELLS if asked.is_secret else EVENT_CELLS
        paper = more.pop("paper", "领评-07" if asked.is_secret else "")
        typed = actions.RowTyped(self.cast.units[town].pk, usual | (cells or {}), paper=paper)
        once = more.pop("once", f"row-{ListRow.objects.count()}")
        return actions.add_row(by=more.pop("by", by), asked=asked, typed=typed, once=once, **more)

    def declare(self, asked: TaskList, *towns: str, mark: str = "nil", once: str = "") -> int:
        """Say for some towns that there is nothing."""
        by = self.actor("clerk" if asked.is_secret else "supplier")
        keys = [self.cast.units[town].pk for town in towns]
        once = once or f"nil-{ListRow.objects.count()}"
        return actions.declare(by=by, asked=asked, unit_keys=keys, mark=mark, once=once)

    def signed_list(self, asked: TaskList) -> CollectionTask:
        """The list on its way to be confirmed."""
        task, secret = asked.task, asked.is_secret
        clerk, head = ("clerk", "director") if secret else ("supplier", "supplier_head")
        actions.submit(by=self.actor(clerk), task=task, version=fresh(task).version)
        actions.sign(by=self.actor(head), task=task, version=fresh(task).version)
        return fresh(task)

    def locked_list(self, asked: TaskList) -> CollectionTask:
        """The list when it is done."""
        task = self.signed_list(asked)
        task.confirmations.update(state="confirmed")
        actions.review(by=self.actor("second_clerk"), task=task, version=task.version)
        return fresh(task)

    def signed(self, **changed: Any) -> CollectionTask:
        """A full sheet that its head has signed."""
        task = self.task(**changed)
        self.fill(task)
        actions.submit(by=self.actor("supplier"), task=task, version=fresh(task).version)
        actions.sign(by=self.actor("supplier_head"), task=task, version=fresh(task).version)
        return fresh(task)

    def locked(self, **changed: Any) -> CollectionTask:
        """A sheet that is done."""
        task = self.signed(**changed)
        task.confirmations.update(state="confirmed")
        actions.review(by=self.actor("clerk"), task=task, version=task.version)
        return fresh(task)


def fresh(task: CollectionTask) -> CollectionTask:
    """The task as it is stored."""
    return CollectionTask.objects.get(pk=task.pk)


def made() -> Stage:
    """The county at noon with its scheme."""
    county = cast.county()
    scheme = actions.pin_scheme(by=county.actor("clerk"), pack=PACK, begins_on=date(2026, 1, 1))
    return Stage(county, scheme)
