"""结果通报 to all, 反馈函 to each: drafted from the final run and what was decided beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.derivation import ledger_of
from kaoji.apps.appraisals.figures import hundredths, plain, shown
from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import CycleUnit, Final, Standing
from kaoji.apps.appraisals.tallies import Tally, tallies_in
from kaoji.apps.appraisals.verdicts import Answer, grade_told, standing_answers
from kaoji.apps.documents.actions import Origin, PaperShape
from kaoji.apps.documents.enums import PaperKind
from kaoji.apps.feedback.models import Feedback
from kaoji.apps.feedback.papers.scopes import Told, own_only, told_of
from kaoji.apps.organisation.models import Unit
from kaoji.engine.paper.elements import Block, Column, Heading, Paragraph, Table

ROOM = "feedback"
NOTICE = "notice"
NOTHING = "—"
#: So many strong and weak points are named.
MOST_POINTS = 3
_LEVELS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A final result as its papers need it: one reading for all of them."""

    feedback: Feedback
    final: Final
    standings: tuple[Standing, ...]
    grades: Mapping[int, str]
    answers: Mapping[int, tuple[Answer, ...]]
    units: tuple[CycleUnit, ...]
    told: Told

    @property
    def names(self) -> frozenset[str]:
        """The names of all units that are appraised."""
        return frozenset(one.name for one in self.standings)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the points that are certain."""
        known = [Fraction(one.exact) for one in self.standings if one.exact]
        return sum(known, Fraction(0)) / len(known) if known else None


def outcome_of(feedback: Feedback) -> Outcome:
    """Read the result once."""
    final = feedback.final
    answers: dict[int, tuple[Answer, ...]] = {}
    for (key, _about), one in standing_answers(final.run).items():
        answers[key] = (*answers.get(key, ()), one)
    return Outcome(
        feedback,
        final,
        standings=tuple(final.run.standings.select_related("unit")),
        grades={key: grade_told(own) or NOTHING for key, own in answers.items()},
        answers=answers,
        units=tuple(final.cycle.units.select_related("unit")),
        told=told_of(final.run),
    )


def key_of(final: Final, *, what: str) -> str:
    """What names a paper of a result: the final that it is of, and the unit or the notice."""
    return f"{final.pk}/{what}"


def shapes_of(outcome: Outcome) -> Iterator[tuple[str, str, Any]]:
    """Every paper that there is to be: its key, whom it is to, and how it is drafted."""
    notice = key_of(outcome.final, what=NOTICE)
    yield notice, _("结果通报"), lambda: notice_of(outcome)
    for one in outcome.standings:
        key = key_of(outcome.final, what=str(one.pk))
        yield key, one.name, lambda one=one: letter_of(outcome, standing=one)


def _shape(outcome: Outcome, *, what: str, title: str, **more: Any) -> PaperShape:  # noqa: ANN401
    feedback, final = outcome.feedback, outcome.final
    address = reverse("feedback:cycle", args=(final.cycle.number,))
    origin = Origin(ROOM, key_of(final, what=what), str(final)[:100], address)
    return PaperShape(
        title=title, series=feedback.series, signed_by=feedback.signed_by, origin=origin, **more
    )


def _year(final: Final) -> str:
    """2025 is a year; 2025H1 is called as it is."""
    period = final.cycle.period
    return _("{period}年度").format(period=period) if period.isdigit() else period


def _basis(final: Final) -> str:
    return _("根据{basis}和《{scheme}》，{year}{title}已经定稿（{final}）。").format(
        basis=final.cycle.basis, scheme=final.cycle.scheme.title, year=_year(final),
        title=final.cycle.title, final=final.basis,
    )  # fmt: skip


def _numbered(parts: list[tuple[str, list[Block]]]) -> tuple[Block, ...]:
    """Parts with something in them, numbered."""
    filled = [(head, blocks) for head, blocks in parts if blocks]
    return tuple(
        block
        for place, (head, blocks) in enumerate(filled)
        for block in (Heading(f"{_LEVELS[place]}、{head}"), *blocks)
    )


# --- the notice -----------------------------------------------------------------------------------


def notice_of(outcome: Outcome) -> PaperShape:
    """One paper for all: of each unit what all may know."""
    final, feedback = outcome.final, outcome.feedback
    title = _("关于{year}{cycle}结果的通报").format(year=_year(final), cycle=final.cycle.title)
    blocks = _numbered(
        [
            (_("考核结果"), [_results(outcome)]),
            (_("等次名单"), [Paragraph(one) for one in _lists(outcome)]),
            (_("有关要求"), _demand(feedback)),
        ]
    )
    count = len(outcome.standings)
    told = _basis(final) + _("共考核{count}家，现将结果通报如下。").format(count=count)
    return _shape(
        outcome,
        what=NOTICE,
        title=title,
        kind=PaperKind.RESULTS,
        blocks=(Paragraph(told), *blocks),
        addressee=feedback.addressee,
        copies=tuple(one.unit for one in outcome.units),
        other_copies=tuple(feedback.other_copies),
    )


def _results(outcome: Outcome) -> Table:
    told = outcome.told
    columns = [Column(_("序号"), 2), Column(_("单位"), 8)]
    columns += [Column(_("得分"), 4, is_number=True)] if told.score else []
    columns += [Column(_("位次"), 3, is_number=True)] if told.rank else []
    columns += [Column(_("等次"), 5)] if told.grade else []
    rows = []
    for place, one in enumerate(_in_order(outcome), start=1):
        row = [str(place), one.name]
        row += [shown(one.shown) or NOTHING] if told.score else []
        row += [str(one.rank or NOTHING)] if told.rank else []
        row += [outcome.grades.get(one.pk, NOTHING)] if told.grade else []
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows), _("考核结果表"))


def _in_order(outcome: Outcome) -> list[Standing]:
    """By rank where ranks are told, else as the units stand: order tells a rank as well."""
    if outcome.told.rank:
        return sorted(outcome.standings, key=lambda one: (one.rank is None, one.rank, one.order))
    places = {one.unit_id: one.order for one in outcome.units}
    return sorted(outcome.standings, key=lambda one: places.get(one.unit_id or 0, one.order))


def _lists(outcome: Outcome) -> Iterator[str]:
    """Who got which grade, the best grade first as the scheme has it."""
    if not outcome.told.grade:
        return
    held: dict[str, list[str]] = {}
    for one in _in_order(outcome):
        held.setdefault(outcome.grades.get(one.pk, NOTHING), []).append(one.name)
    for grade, names in held.items():
        yield _("{grade}（{count}家）：{names}。").format(
            grade=grade, count=len(names), names="、".join(names)
        )


def _demand(feedback: Feedback) -> list[Block]:
    return [Paragraph(one.strip()) for one in feedback.demand.splitlines() if one.strip()]


# --- the letter -----------------------------------------------------------------------------------


def letter_of(outcome: Outcome, *, standing: Standing) -> PaperShape:
    """The letter to one unit: its own figures, and of others nothing that it may not know."""
    final = outcome.final
    account = json.loads(standing.account)
    title = _("关于{unit}{year}考核结果的反馈函").format(unit=standing.name, year=_year(final))
    others = outcome.names - {standing.name}
    told = _basis(final) + _("现将你单位的结果反馈如下。")
    blocks = _numbered(
        [
            (_("考核结果"), [Paragraph(one) for one in _own(outcome, standing=standing)]),
            (_("失分情况"), list(_losses(account, others=others))),
            (_("加减分情况"), list(_extras(account, others=others))),
            (_("长处和不足"), [Paragraph(one) for one in _points(account)]),
            (_("有关要求"), _demand(outcome.feedback)),
        ]
    )
    source = _("以上数字出自第{n}次计分（校验值{digest}），对照条款和数据可以逐项复核。").format(
        n=final.run.number, digest=final.run.digest[:16]
    )
    return _shape(
        outcome,
        what=str(standing.pk),
        title=title,
        kind=PaperKind.FEEDBACK,
        blocks=(Paragraph(told), *blocks, Paragraph(source)),
        addressee=standing.name,
        copies=_receivers(standing),
    )


def _receivers(standing: Standing) -> tuple[Unit, ...]:
    return () if standing.unit is None else (standing.unit,)


def _own(outcome: Outcome, *, standing: Standing) -> Iterator[str]:
    grade = outcome.grades.get(standing.pk, NOTHING)
    told = _("得分{score}分，等次为{grade}。").format(
        score=shown(standing.shown) or standing.range or NOTHING, grade=grade
    )
    if standing.rank is not None:
        told += _("在{group}{count}家单位中列第{rank}位").format(
            group=outcome.final.cycle.group_name, count=len(outcome.standings), rank=standing.rank
        )
        before = standing.last_rank
        told += _("，上期列第{rank}位。").format(rank=before) if before is not None else "。"
    yield told
    if outcome.told.score and outcome.mean is not None:
        yield _("本组平均{mean}分。").format(mean=hundredths(outcome.mean))
    for one in outcome.answers.get(standing.pk, ()):
        if one.departs and one.ruling is not None:
            yield _("{what}由会议议定（{paper}）：{reason}。").format(
                what=one.question.word, paper=one.ruling.minute.paper,
                reason=one.ruling.reason or _("同分单位之间取舍"),
            )  # fmt: skip


def _losses(account: dict[str, Any], *, others: frozenset[str]) -> Iterator[Block]:
    losses = losses_in(account)
    if not losses:
        yield Paragraph(_("没有失分。"))
        return
    total = sum((one.lost for one in losses), Fraction(0))
    yield Paragraph(
        _("失分{count}项，合计{total}分，从多到少列在下表。").format(
            count=len(losses), total=_points_told(total)
        )
    )
    columns = (
        Column(_("项目"), 6), Column(_("满分"), 3, is_number=True),
        Column(_("得分"), 3, is_number=True), Column(_("失分"), 3, is_number=True),
        Column(_("条款"), 3), Column(_("原因"), 12),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, shown(one.full) or NOTHING, shown(one.points), _points_told(one.lost),
            one.clause or NOTHING, own_only(one.why, others=others),
        )
        for one in losses
    )  # fmt: skip
    yield Table(columns, rows, _("失分表"))


def _points_told(value: Fraction) -> str:
    """Points in full where their decimals end."""
    text = plain(value)
    return _("约{text}").format(text=hundredths(value)) if "/" in text else text


def _extras(account: dict[str, Any], *, others: frozenset[str]) -> Iterator[Block]:
    ledger = ledger_of(account, key="")
    for node in ledger.rows if ledger else ():
        if node.told["relation"] in ("bonus", "deduction") and node.told["exact"] not in (
            "0",
            None,
        ):
            items = [one for one in node.told["sentences"] if not one.startswith(_("读法"))]
            yield Paragraph(own_only("".join(items), others=others))


def _points(account: dict[str, Any]) -> Iterator[str]:
    """Where nearly all was earned, and where least: by the share of what it is worth."""
    rated = [(one.rate, one) for one in tallies_in(account).values() if one.rate is not None]
    best = sorted(
        (one for one in rated if one[0] * 10 >= 9), key=lambda one: (-one[0], one[1].path)
    )
    weak = sorted((one for one in rated if one[0] < 1), key=lambda one: (one[0], one[1].path))
    named = best[:MOST_POINTS]
    if named:
        yield _("得分率较高的：{names}。").format(names="、".join(_rated(*one) for one in named))
    left = [one for one in weak if one not in named][:MOST_POINTS]
    if left:
        yield _("得分率较低、请着重改进的：{names}。").format(
            names="、".join(_rated(*one) for one in left)
        )


def _rated(rate: Fraction, tally: Tally) -> str:
    return f"{tally.name}（{hundredths(rate * 100)}%）"
