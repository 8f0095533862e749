"""目标任务书: what the paper of a unit says: the table, what it rests on, the boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.figures import shown
from kaoji.apps.documents.actions import Origin, PaperShape
from kaoji.apps.documents.enums import PaperKind
from kaoji.apps.targets.actuals import Actuals, of_line
from kaoji.apps.targets.models import Assignment, Line
from kaoji.engine.paper.elements import Block, Boxes, Column, Heading, Paragraph, Table

ROOM = "targets"


def origin_key(lines: Sequence[Line]) -> str:
    """What a letter was made from: the unit's targets as they stand, changes and all."""
    first = lines[0]
    words = sum(one.revision for one in lines)
    return f"{first.indicator.assignment_id}/{first.unit_id}/{words}"


def letter_of(
    assignment: Assignment, *, lines: Sequence[Line], actuals: Actuals, office: str
) -> PaperShape:
    """The letter to a unit over all of its targets."""
    unit, year = lines[0], assignment.cycle.period[:4]
    address = reverse("targets:unit", args=(assignment.cycle.number, unit.unit_id))
    return PaperShape(
        kind=PaperKind.TARGETS,
        title=_("{unit}{year}年度目标任务书").format(unit=unit.name, year=year),
        blocks=tuple(_blocks(assignment, lines=lines, actuals=actuals, office=office)),
        addressee=unit.name,
        copies=(unit.unit,),
        origin=Origin(ROOM, origin_key(lines), str(assignment), address),
    )


def _blocks(
    assignment: Assignment, *, lines: Sequence[Line], actuals: Actuals, office: str
) -> Iterator[Block]:
    unit, year = lines[0].name, assignment.cycle.period[:4]
    yield Paragraph(
        _("根据{minute}，现将{unit}{year}年度目标任务下达如下，共{count}项：").format(
            minute=assignment.minute, unit=unit, year=year, count=len(lines)
        )
    )
    yield _table(lines, actuals=actuals, title=_("{unit}目标任务表").format(unit=unit))
    yield Heading(_("一、考核依据"))
    yield Paragraph(
        _("按{basis}和《{scheme}》考核计分，完成情况以锁定的考核数据为准。").format(
            basis=assignment.cycle.basis, scheme=assignment.cycle.scheme.title
        )
    )
    yield Heading(_("二、目标调整"))
    yield Paragraph(
        _("目标下达后不再变动。确因不可抗力、上级政策调整、机构或区划变动、统计口径变化须调整的，"
          "由单位书面请求并附佐证，经会议议定、两人确认后另行下达。")
    )  # fmt: skip
    yield Heading(_("三、签订"))
    yield Paragraph(_("本书一式两份，{office}和{unit}各存一份。").format(office=office, unit=unit))
    yield Boxes(
        (_("下达单位：{office}").format(office=office), _("承担单位：{unit}").format(unit=unit))
    )


def _table(lines: Sequence[Line], *, actuals: Actuals, title: str) -> Table:
    columns = (
        Column(_("序号"), 2), Column(_("指标"), 6), Column(_("周期"), 7),
        Column(_("上期实绩"), 4, is_number=True), Column(_("目标"), 4, is_number=True),
        Column(_("计量"), 3), Column(_("条款"), 4),
    )  # fmt: skip
    rows = tuple(_row(at, line=one, actuals=actuals) for at, one in enumerate(lines, start=1))
    return Table(columns, rows, title)


def _row(at: int, *, line: Line, actuals: Actuals) -> tuple[str, ...]:
    indicator = line.indicator
    last = of_line(actuals, unit_key=line.unit_id, indicator=indicator)[-1:]
    return (
        str(at), indicator.title, indicator.period, shown(last[0] if last else "") or "—",
        shown(line.adopted), indicator.measure or "—", indicator.clause or "—",
    )  # fmt: skip
