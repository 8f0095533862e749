"""One sheet of the county on its way: drafted, filled in, signed, looked at, reviewed, mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kaoji.apps.facts import actions as facts
from kaoji.apps.facts import queries
from kaoji.apps.facts.actions.confirming import Objection
from kaoji.apps.facts.actions.entries import Typed
from kaoji.apps.facts.actions.tasks import TaskPlan
from kaoji.apps.facts.models import CollectionTask, Dispute, Figure, PinnedScheme, TaskUnit
from kaoji.apps.organisation.models import UnitGroup
from kaoji.site.demo.days import Days
from kaoji.site.demo.figures import SheetPlan, drawn, true_of, typed_in
from kaoji.site.demo.founding import County
from kaoji.site.demo.rows import rows_of
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

WINDOW, CONFIRM = 10, 5
#: Of a hundred units so many say that their figures are right; the others let the days go by.
_SAY_SO = 40
#: Its liaison has handed over; its head speaks for it.
_HEAD_SPEAKS = "澄湾镇"


@dataclass(slots=True)
class Sheet:
    """A sheet, and who takes the next step with it."""

    county: County
    plan: SheetPlan
    scheme: PinnedScheme
    group: UnitGroup
    number: int
    opens_on: date
    names: dict[int, str] = field(default_factory=dict)
    key: int = 0
    is_reopened: bool = False

    @property
    def task(self) -> CollectionTask:
        """The row as it is now."""
        found: CollectionTask = CollectionTask.objects.get(pk=self.key)
        return found

    def due_on(self, days: Days) -> date:
        """The last day on which it is not late."""
        return days.after(self.opens_on, WINDOW)

    # --- the office and the supplier --------------------------------------------------------------

    def draft(self) -> None:
        """The office drafts it."""
        by = self.county.clerk()
        year = self.plan.period[:4]
        units = queries.units_in(by, group_key=self.group.pk, day=self.opens_on)
        task = facts.draft_task(
            by=by,
            plan=TaskPlan(
                title=self.plan.title,
                plan_paper=f"禾考发〔{year}〕3号",
                plan_item=f"{self.plan.group.removesuffix('组')}-{self.number}",
                scheme=self.scheme,
                supplier=self.county.units[self.plan.supplier],
                period=self.plan.period,
                opens_on=self.opens_on,
                window_days=WINDOW,
                columns=tuple((one.key, one.field) for one in self.plan.columns),
                lists=self.plan.lists,
                units=units,
                confirm_days=CONFIRM,
            ),
        )
        self.key = task.pk
        began_as = {unit.pk: name for name, unit in self.county.units.items()}
        self.names = {unit.pk: began_as[unit.pk] for unit in units}

    def open(self) -> None:
        """The office drafts it and sends it out."""
        self.draft()
        task = self.task
        facts.open_task(by=self.county.clerk(), task=task, version=task.version)

    def supplier(self) -> Actor:
        """Who fills it in."""
        return self.county.acting(Role.DATA_SUPPLIER, unit=self.plan.supplier)

    def head(self) -> Actor:
        """Who signs it."""
        return self.county.acting(Role.SUPPLIER_HEAD, unit=self.plan.supplier)

    def enter(self, *, units: int | None = None) -> None:
        """Fill it in, for the first so many units or for all."""
        rows = list(self.names.items())[:units]
        asked = {(one.key, one.field): one for one in self.plan.columns}
        columns = list(self.task.keys.all())
        typed = [
            Typed(
                key,
                column.pk,
                typed_in(asked[column.key, column.field], unit=name, period=self.plan.period),
            )
            for key, name in rows
            for column in columns
        ]
        self._send(typed, once="first")

    def _send(self, typed: list[Typed], *, once: str, reason: str = "") -> None:
        task = self.task
        facts.enter(
            by=self.supplier(),
            task=task,
            once=f"demo-{task.number}-{once}",
            typed=typed,
            reason=reason,
        )

    def slip(self) -> None:
        """Three cells are typed so that they cannot stand; they stay as drafts."""
        column = self.task.keys.all()[0]
        keys = list(self.names)[-3:]
        texts = ("约三千", "12a4", "-5")
        cells = zip(keys, texts, strict=True)
        self._send([Typed(key, column.pk, text) for key, text in cells], once="slip")

    def submit(self) -> None:
        """Send it to the supplier's head."""
        task = self.task
        facts.submit(by=self.supplier(), task=task, version=task.version)

    def sign(self) -> None:
        """The supplier's head signs."""
        task = self.task
        facts.sign(by=self.head(), task=task, version=task.version)

    def enter_rows(self) -> None:
        """Put down the rows of each list; who has none says so."""
        for asked in self.task.lists.all():
            by = self.county.clerk() if asked.is_secret else self.supplier()
            rows = tuple(
                rows_of(asked.key, pack=self.plan.pack, period=self.plan.period, names=self.names)
            )
            changes = [facts.RowChange(number, one) for number, one in enumerate(rows, start=1)]
            facts.enter_rows(by=by, asked=asked, changes=changes, reason="")
            silent = [] if asked.is_secret else set(self.names) - {one.unit_key for one in rows}
            if silent:
                once = f"demo-{self.task.number}-nil-{asked.pk}"
                facts.declare(by=by, asked=asked, unit_keys=sorted(silent), mark="nil", once=once)

    def complete(self) -> None:
        """Give what was missing, with the reason."""
        asked = {(one.key, one.field): one for one in self.plan.columns}
        columns = {(one.key, one.field): one.pk for one in self.task.keys.all()}
        typed = [
            Typed(
                one.unit_id,
                columns[one.key, one.field],
                true_of(
                    asked[one.key, one.field],
                    unit=self.names[one.unit_id],
                    period=self.plan.period,
                ),
                seen=one.revision,
            )
            for one in self.missing()
        ]
        self._send(typed, once="whole", reason="原报“缺”，已按统计年报补齐")

    def put_right(self, name: str, *, by_more: int, reason: str) -> None:
        """A unit's first figure grows by so much."""
        key = next(pk for pk, told in self.names.items() if told == name)
        figure = Figure.objects.filter(task=self.key, unit=key, field="数值")[0]
        column = self.task.keys.get(key=figure.key, field=figure.field)
        typed = Typed(key, column.pk, str(int(figure.value) + by_more), seen=figure.revision)
        self._send([typed], once="objection", reason=reason)

    def missing(self) -> list[Figure]:
        """What the supplier did not have."""
        return list(Figure.objects.filter(task=self.key, mark="missing", typed="缺"))

    def reopen(self, *, reason: str) -> None:
        """The office takes its review back and sends the sheet to be mended."""
        task = self.task
        facts.unreview(by=self.county.clerk(1), task=task, reason=reason, version=task.version)
        self.send_back(by=self.county.clerk(1), reason=reason)
        self.is_reopened = True

    def review(self) -> None:
        """The office reviews and locks; somebody else than who sent it out."""
        task = self.task
        facts.review(by=self.county.clerk(1), task=task, version=task.version)

    def send_back(self, *, by: Actor, reason: str) -> None:
        """It goes back to whoever filled it in."""
        task = self.task
        facts.send_back(by=by, task=task, reason=reason, version=task.version)

    # --- the units --------------------------------------------------------------------------------

    def speaker(self, key: int) -> Actor:
        """Who speaks for a unit."""
        name = self.names[key]
        speaks = drawn("speaker", name, self.number, least=0, most=1)
        role = Role.UNIT_HEAD if speaks or name == _HEAD_SPEAKS else Role.UNIT_LIAISON
        return self.county.acting(role, unit=name)

    def confirm(self, *, share: int = _SAY_SO) -> None:
        """Some units say that their figures are right; a few only look."""
        disputed = set(
            Dispute.objects.filter(figure__task=self.key).values_list("figure__unit", flat=True)
        )
        task = self.task
        for key, name in self.names.items():
            lot = drawn("confirm", name, self.plan.supplier, self.plan.period, least=1, most=100)
            if key in disputed:
                continue
            if lot <= share:
                facts.confirm(by=self.speaker(key), task=task, unit_key=key)
            elif lot <= share + 10:
                facts.look(by=self.speaker(key), task=task, unit_key=key)

    def figure(self, place: int) -> Figure:
        """The first figure of the unit in some place."""
        row = TaskUnit.objects.filter(task=self.key).order_by("order")[place]
        found: Figure = Figure.objects.filter(task=self.key, unit=row.unit, mark="value")[0]
        return found

    def dispute(self, place: int, *, reason: str) -> None:
        """A unit does not accept a figure."""
        figure = self.figure(place)
        facts.dispute(
            by=self.speaker(figure.unit_id),
            task=self.task,
            unit_key=figure.unit_id,
            objection=Objection(figure.pk, reason=reason, proposed=_a_little_more(figure.value)),
        )

    def uphold(self, *, answer: str) -> None:
        """The office finds that the figure was right."""
        objection = Dispute.objects.get(figure__task=self.key)
        facts.uphold(by=self.county.clerk(1), objection=objection, answer=answer)

    def correct(self, *, reason: str) -> None:
        """The supplier puts right what was disputed."""
        objection = Dispute.objects.get(figure__task=self.key)
        figure = objection.held
        column = self.task.keys.get(key=figure.key, field=figure.field)
        typed = Typed(figure.unit_id, column.pk, objection.proposed, seen=figure.revision)
        self._send([typed], once="again", reason=reason)


def _a_little_more(value: str) -> str:
    """What a unit would rather see: one more."""
    whole, dot, part = value.partition(".")
    return f"{int(whole) + 1}{dot}{part}"
