"""What units claim and what competent bodies answer, on the way to facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from kaoji.apps.claims import actions as claims
from kaoji.apps.claims.models import Claim, Letter
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.models import CollectionTask
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import Step, Year
from kaoji.site.demo.days import Days
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

BONUS = "加分"


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """An honour that a unit claims: whose, of which level, its paper and its day."""

    unit: str
    kind: str
    level: str
    paper: str
    day: str

    @property
    def cells(self) -> dict[str, str]:
        """As the unit fills them in."""
        return {
            "类别": self.kind, "层级": self.level, "文号": self.paper, "日期": self.day,
            "发文机关": f"{self.level}主管部门",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """A matter, who is asked about it, and of whom the answer is more than 无."""

    key: str
    body: str
    whom: str = ""
    paper: str = ""


@dataclass(slots=True)
class Claims:
    """Claims and letters of a cycle on their way."""

    year: Year
    letters: tuple[LetterPlan, ...]
    claims: tuple[ClaimPlan, ...] = ()
    made: dict[str, int] = field(default_factory=dict)
    task_key: int = 0

    def _task(self, key: int) -> CollectionTask:
        found: CollectionTask = CollectionTask.objects.get(pk=key)
        return found

    # --- claims -----------------------------------------------------------------------------------

    def claim(self, plan: ClaimPlan) -> None:
        """A unit claims."""
        shape = claims.ClaimShape(
            self.year.county.units[plan.unit].pk, BONUS, plan.cells, proof="表彰文件扫描件"
        )
        by = self.year.speaker(plan.unit)
        self.made[plan.unit] = claims.claim(by=by, cycle=self.year.cycle, shape=shape).pk

    def decide(self, *, refusal: str) -> None:
        """The office accepts what is proved first, and refuses who claims the same paper."""
        taken: set[str] = set()
        by = self.year.county.clerk(1)
        for plan in self.claims:
            row = Claim.objects.get(pk=self.made[plan.unit])
            if plan.paper in taken:
                claims.refuse(by=by, claim=row, decision=refusal)
            else:
                claims.accept(by=by, claim=row, decision="文件原件已核对，以此件为准。")
            taken.add(plan.paper)

    def collect(self) -> None:
        """What was accepted becomes rows of a sheet."""
        self.task_key = claims.collect(
            by=self.year.county.clerk(), cycle=self.year.cycle, key=BONUS,
            plan_paper=self._plan_paper, plan_item="部门-加分",
        ).pk  # fmt: skip

    def sign(self) -> None:
        """The office's head of data signs it."""
        task = self._task(self.task_key)
        facts.sign(by=self._head(cast.OFFICE), task=task, version=task.version)

    def review(self) -> None:
        """The office locks it."""
        task = self._task(self.task_key)
        facts.review(by=self.year.county.clerk(1), task=task, version=task.version)

    # --- letters ----------------------------------------------------------------------------------

    @property
    def _plan_paper(self) -> str:
        return f"禾考发〔{self.year.period}〕3号"

    def _head(self, body: str) -> Actor:
        return self.year.county.acting(Role.SUPPLIER_HEAD, unit=body)

    def send(self) -> None:
        """A letter to each body."""
        for plan in self.letters:
            shape = claims.LetterShape(
                plan.key, self.year.county.units[plan.body], plan.body, window_days=3,
                plan_paper=self._plan_paper, plan_item=f"会签-{plan.key}"[:40],
            )  # fmt: skip
            claims.send_letter(by=self.year.county.clerk(), cycle=self.year.cycle, shape=shape)

    def _letter_task(self, plan: LetterPlan) -> CollectionTask:
        return self._task(Letter.objects.get(cycle=self.year.key, key=plan.key).task_id)

    def answer(self, *plans: LetterPlan) -> None:
        """无 for everybody but whom something has happened to."""
        for plan in plans:
            task = self._letter_task(plan)
            by = self.year.county.acting(Role.DATA_SUPPLIER, unit=plan.body)
            asked, told = task.lists.get(), []
            if plan.whom:
                key = self.year.county.units[plan.whom].pk
                cells = {
                    "日期": f"{self.year.period}-11-20", "文号": plan.paper,
                    "发文机关": plan.body, "状态": "已认定",
                }  # fmt: skip
                known = {one["name"] for one in asked.columns}
                cells = {name: text for name, text in cells.items() if name in known}
                once = f"demo-letter-{task.number}"
                facts.add_row(by=by, asked=asked, typed=facts.RowTyped(key, cells), once=once)
                told = [key]
            silent = [one.unit_id for one in task.units.all() if one.unit_id not in told]
            once = f"demo-letter-nil-{task.number}"
            facts.declare(by=by, asked=asked, unit_keys=silent, mark="nil", once=once)
            task = self._letter_task(plan)
            facts.submit(by=by, task=task, version=task.version)

    def sign_answers(self) -> None:
        """The heads of the bodies sign."""
        for plan in self.letters:
            task = self._letter_task(plan)
            facts.sign(by=self._head(plan.body), task=task, version=task.version)

    def review_answers(self) -> None:
        """The office locks what was answered."""
        for plan in self.letters:
            task = self._letter_task(plan)
            facts.review(by=self.year.county.clerk(1), task=task, version=task.version)


def claimed(way: Claims, *, refusal: str, since: date, days: Days) -> Iterator[Step]:
    """Claimed, decided, collected into a sheet, signed, locked."""
    for hour, plan in enumerate(way.claims, start=9):
        yield days.after(since, 1), hour, partial(way.claim, plan)
    yield days.after(since, 2), 15, partial(way.decide, refusal=refusal)
    yield days.after(since, 2), 16, way.collect
    yield days.after(since, 3), 9, way.sign
    yield days.after(since, 10), 9, way.review


def asked(way: Claims, *, since: date, days: Days) -> Iterator[Step]:
    """Asked, answered by all in time but the last, who is late; signed, locked."""
    *prompt, late = way.letters
    yield since, 14, way.send
    yield days.after(since, 2), 10, partial(way.answer, *prompt)
    yield days.after(since, 4), 10, partial(way.answer, late)
    yield days.after(since, 4), 11, way.sign_answers
    yield days.after(since, 11), 9, way.review_answers
