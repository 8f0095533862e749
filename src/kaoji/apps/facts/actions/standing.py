"""What rows of one list may not say beside each other: the engine would refuse it when scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from kaoji.apps.facts.enums import ListKind, Mark
from kaoji.apps.facts.models import ListRow
from kaoji.apps.facts.models.rows import LONGEST_PAPER
from kaoji.apps.facts.shapes import ITEM, NUMBER, RATER, RATER_CLASS
from kaoji.web.refusals import Refused


def check_stands(row: ListRow, *, among: Iterable[ListRow], unit_name: str) -> None:
    """Refuse a row that contradicts another one of its unit, or itself."""
    mates = [
        one
        for one in among
        if one.unit_id == row.unit_id and not one.is_withdrawn and one.number != row.number
    ]
    _check_words(row, mates=mates, unit_name=unit_name)
    if row.mark != Mark.VALUE:
        return
    if row.asked.kind == ListKind.BALLOT:
        _check_ballot(row, mates=mates, unit_name=unit_name)
    elif row.asked.kind == ListKind.PLAN:
        _check_once(row, mates=mates, column=ITEM)
    else:
        _check_once(row, mates=mates, column=NUMBER)


def _check_words(row: ListRow, *, mates: list[ListRow], unit_name: str) -> None:
    if row.mark == Mark.NIL and not row.asked.takes_nil:
        raise Refused(
            "no-nil-here",
            reason=_("票不报“无”"),
            remedy=_("一张也没有收回的请报“缺”"),
            field="mark",
        )
    beside = next(_contradicting(row, mates=mates), None)
    if beside is not None:
        raise Refused(
            "nil-beside-rows",
            reason=_("{unit}的“{list}”第 {number} 条报的是{what}").format(
                unit=unit_name,
                list=row.asked.title,
                number=beside.number,
                what=_("内容") if beside.mark == Mark.VALUE else f"“{beside.get_mark_display()}”",
            ),
            remedy=_("只能留一种：请先撤回那一条"),
            field="unit",
        )


def _contradicting(row: ListRow, *, mates: list[ListRow]) -> Iterator[ListRow]:
    """Whoever says 无 or 缺 has no other row; whoever has a row says neither."""
    for one in mates:
        if row.mark != Mark.VALUE or one.mark != Mark.VALUE:
            yield one


def _check_once(row: ListRow, *, mates: list[ListRow], column: str) -> None:
    """One matter has one number; a plan has one row for an item."""
    text = row.values.get(column, "")
    same = next((one for one in mates if text and one.values.get(column) == text), None)
    if same is not None:
        raise Refused(
            "row-twice",
            reason=_("{column}“{text}”本单位第 {number} 条已有").format(
                column=column, text=text, number=same.number
            ),
            remedy=_("同一件事请更正那一条；另一件事请另写"),
            field=column,
        )


def _check_ballot(row: ListRow, *, mates: list[ListRow], unit_name: str) -> None:
    if not row.paper:
        raise Refused(
            "paper-missing",
            reason=_("没有写票号"),
            remedy=_("代录要写明录自哪一张票，如 领评-07"),
            field="paper",
        )
    if len(row.paper) > LONGEST_PAPER:
        raise Refused(
            "paper-too-long",
            reason=_("票号超过 {most} 个字").format(most=LONGEST_PAPER),
            field="paper",
        )
    rater = row.values.get(RATER, "")
    if not rater:
        return
    if rater == unit_name:
        raise Refused("own-ballot", reason=_("本单位不能评本单位"), field=RATER)
    kind = row.values.get(RATER_CLASS, "")
    for one in mates:
        if (one.values.get(RATER), one.values.get(RATER_CLASS, "")) == (rater, kind):
            raise Refused(
                "second-ballot",
                reason=_("这位评分人对本单位的票已录在第 {number} 条").format(number=one.number),
                remedy=_("一人一票；录错了请更正那一条"),
                field=RATER,
            )
