"""考核事实确认书: of one unit, the facts that were found, and the places to sign in."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.verification.enums import Answer, Outcome, VisitState, VisitStep
from kaoji.apps.verification.models import Finding, StepTaken, Visit
from kaoji.engine.paper.elements import (
    Block,
    Boxes,
    Column,
    Heading,
    Paper,
    Paragraph,
    Table,
    day_text,
)


def record_of(visit: Visit) -> StepTaken | None:
    """The step in which the facts were recorded."""
    found: StepTaken | None = (
        visit.steps.filter(kind=VisitStep.RECORD).prefetch_related("findings").first()
    )
    return found


def confirmation_of(visit: Visit, *, record: StepTaken) -> Paper:
    """The paper of an on-site check whose facts have been recorded."""
    is_signed = visit.state == VisitState.CONFIRM
    return Paper(
        title=_("考核事实确认书"),
        blocks=tuple(_blocks(visit, findings=list(record.findings.all()))),
        addressee=visit.unit_name,
        state="" if is_signed else _("（待确认）"),
    )


def _blocks(visit: Visit, *, findings: list[Finding]) -> Iterator[Block]:
    team = "、".join(one.name for one in visit.members.all())
    yield Paragraph(
        _("{day}，核查组（{team}）到{unit}，就{cycle}进行现场核查（第 {number} 号），"
          "查明事实如下：").format(
            day=day_text(visit.on), team=team, unit=visit.unit_name, cycle=visit.cycle,
            number=visit.number,
        )
    )  # fmt: skip
    of_items = [one for one in findings if one.check_of_id]
    if of_items:
        yield _table(of_items)
    others = [one for one in findings if not one.check_of_id]
    if others:
        yield Heading(_("一、其他事实"))
        for at, one in enumerate(others, start=1):
            yield Paragraph(f"{at}．{one.fact}")
    yield Heading(_("{place}、单位意见").format(place="二" if others else "一"))
    yield Paragraph(_opinion(visit))
    yield Boxes((_("核查组"), _("单位负责人"), _("见证人")))


def _table(findings: list[Finding]) -> Table:
    columns = (
        Column(_("序号"), 2), Column(_("核验什么"), 6), Column(_("填报"), 6),
        Column(_("查明的事实"), 8), Column(_("结论"), 4),
    )  # fmt: skip
    rows = tuple(
        (str(at), one.title, one.reported, one.fact, _conclusion(one))
        for at, one in enumerate(findings, start=1)
    )
    return Table(columns, rows, _("核查事实表"))


def _conclusion(one: Finding) -> str:
    word = str(Outcome(one.outcome).label)
    return (
        _("{word}，应为 {proposed}").format(word=word, proposed=one.proposed)
        if (one.proposed)
        else word
    )


def _opinion(visit: Visit) -> str:
    if visit.state != VisitState.CONFIRM:
        return _("□ 无异议　□ 有异议，理由：")
    word = Answer(visit.answer).label
    if visit.answer == Answer.REFUSED:
        return _("{name}拒签：{why}。见证人：{witness}。").format(
            name=visit.signed_name, why=visit.objection, witness=visit.witness
        )
    said = f"{word}：{visit.objection}" if visit.objection else str(word)
    return _("{said}。签字人：{name}。").format(said=said, name=visit.signed_name)
