"""上会材料: what a meeting has before it. Everything comes from one run; nothing is scored anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.derivation import Node, ledger_of
from kaoji.apps.appraisals.figures import hundredths, points_of, shown
from kaoji.apps.appraisals.lines import Lines, lines_of
from kaoji.apps.appraisals.models import Run, Standing
from kaoji.apps.appraisals.ranking import Group, Row, groups_of
from kaoji.apps.appraisals.verdicts import Answer, grade_told, open_ties, standing_answers
from kaoji.apps.feedback.papers.unanswered import Matter, matters_of
from kaoji.engine.paper.elements import Block, Column, Heading, Paper, Paragraph, Table

NOTHING = "—"
#: So much of a digest tells two runs apart on paper.
DIGEST_SHOWN = 16
_LEVELS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Material:
    """All that the papers of a run are made of, read once."""

    run: Run
    groups: tuple[Group, ...]
    lines: Lines
    answers: tuple[Answer, ...]
    extras: tuple[tuple[str, ...], ...]
    matters: tuple[Matter, ...]

    @property
    def rows(self) -> Iterator[tuple[Group, Row]]:
        """Every unit, those with a place first, group after group."""
        for group in self.groups:
            yield from ((group, row) for row in (*group.rows, *group.apart))

    def grade_of(self, standing: Standing) -> str:
        """What holds for a unit: what was decided, else what is proposed."""
        own = [one for one in self.answers if one.standing.pk == standing.pk]
        return grade_told(own) or NOTHING


@dataclass(frozen=True, slots=True)
class Named:
    """A paper with the name of its files."""

    name: str
    paper: Paper


def material_of(run: Run) -> Material:
    """Read everything; the answers are those of now, the figures those of the run."""
    lines = lines_of(run)
    standings = list(run.standings.all())
    return Material(
        run,
        groups=groups_of(json.loads(run.result), standings=standings, lines=lines),
        lines=lines,
        answers=tuple(standing_answers(run).values()),
        extras=tuple(row for one in standings for row in _extras_of(one)),
        matters=matters_of(run, ties=open_ties(run)),
    )


def papers_of(material: Material) -> tuple[Named, ...]:
    """Seven papers, in the order in which a meeting takes them."""
    made = (
        (_("汇报提纲"), _outline(material), False),
        (_("得分表"), tuple(_scores(material)), True),
        (_("拟定等次表"), tuple(_grades(material)), False),
        (_("加减分明细"), tuple(_extras(material)), False),
        (_("位次升降"), tuple(_moves(material)), False),
        (_("边缘名单"), tuple(_edges(material)), False),
        (_("未办事项"), tuple(_unanswered(material)), False),
    )
    return tuple(
        Named(f"{place:02}-{name}", _paper(material.run, name=name, blocks=blocks, is_wide=is_wide))
        for place, (name, blocks, is_wide) in enumerate(made, start=1)
    )


def version_of(run: Run) -> str:
    """Which version a page is of, as every page says."""
    told = _("{cycle} · 第 {n} 次计分 · 校验值 {digest}").format(
        cycle=run.cycle, n=run.number, digest=run.digest[:DIGEST_SHOWN]
    )
    return _("试运行 · {told}").format(told=told) if run.cycle.is_trial else told


def _paper(run: Run, *, name: str, blocks: tuple[Block, ...], is_wide: bool) -> Paper:
    return Paper(
        title=_("{cycle}{name}").format(cycle=run.cycle, name=name),
        blocks=blocks,
        state=_("（试运行）") if run.cycle.is_trial else _("（上会材料，会后收回）"),
        running=version_of(run),
        is_wide=is_wide,
    )


# --- the outline ----------------------------------------------------------------------------------


def _outline(material: Material) -> tuple[Block, ...]:
    parts = (
        (_("基本情况"), _basis(material)),
        (_("得分情况"), _told_scores(material)),
        (_("拟定等次"), _told_grades(material)),
        (_("加减分、否决和取消评先"), _told_extras(material)),
        (_("位次变化和边缘情况"), _told_moves(material)),
        (_("提请会议议定"), _to_decide(material)),
    )
    blocks: list[Block] = []
    for place, (head, told) in enumerate(parts):
        blocks.append(Heading(f"{_LEVELS[place]}、{head}"))
        blocks += [Paragraph(one) for one in told]
    return tuple(blocks)


def _basis(material: Material) -> Iterator[str]:
    run = material.run
    yield _("依据{basis}，按《{scheme}》对{group}{count}家单位{period}年度的情况计分。").format(
        basis=run.cycle.basis, scheme=run.cycle.scheme.title, group=run.cycle.group_name,
        count=sum(1 for _one in material.rows), period=run.cycle.period,
    )  # fmt: skip
    day = date_format(localtime(run.done_at), "Y年n月j日") if run.done_at else NOTHING
    yield _("本材料依据第{n}次计分（{day}，{reason}），用数据{facts}条，校验值{digest}。").format(
        n=run.number,
        day=day,
        reason=run.reason,
        facts=run.facts_count,
        digest=run.digest[:DIGEST_SHOWN],
    )


def _told_scores(material: Material) -> Iterator[str]:
    for group in material.groups:
        name = group.name or material.run.cycle.group_name
        settled = sorted((one.low, one.points) for one in group.rows if one.low is not None)
        if settled and group.mean is not None:
            yield _("{group}：得分已定{count}家，平均{mean}分，最高{high}分，最低{low}分。").format(
                group=name, count=len(settled), mean=hundredths(group.mean),
                high=settled[-1][1], low=settled[0][1],
            )  # fmt: skip
        if group.apart:
            names = "、".join(one.standing.name for one in group.apart)
            yield _("{group}：数据未齐，得分未定{count}家：{names}。").format(
                group=name, count=len(group.apart), names=names
            )


def _told_grades(material: Material) -> Iterator[str]:
    held = Counter(material.grade_of(row.standing) for _group, row in material.rows)
    yield (
        "，".join(_("{grade}{count}家").format(grade=one, count=n) for one, n in held.items())
        + "。"
    )
    for group in material.groups:
        yield from (
            _("“{what}”{text}").format(what=one.what, text=one.text) for one in group.quotas
        )
    for one in material.answers:
        if one.departs and one.ruling is not None:
            yield _("{unit}拟定“{was}”，会议议定“{now}”：{reason}（{paper}）。").format(
                unit=one.standing.name, was=one.proposed or NOTHING, now=one.ruling.decided,
                reason=one.ruling.reason or _("并列取舍"), paper=one.ruling.minute.paper,
            )  # fmt: skip


def _told_extras(material: Material) -> Iterator[str]:
    count = len({one[0] for one in material.extras})
    yield _("有加减分的{count}家，共{rows}项，逐项见《加减分明细》。").format(
        count=count, rows=len(material.extras)
    )
    flagged = [(row.standing.name, text) for _group, row in material.rows for text in row.flags]
    if not flagged:
        yield _("没有成立的否决和取消评先情形。")
    yield from (_("{unit}：{text}。").format(unit=name, text=text) for name, text in flagged)


def _told_moves(material: Material) -> Iterator[str]:
    ways = Counter(row.change[0] for _group, row in material.rows)
    yield _("与上期比，位次上升{up}家，下降{down}家，不变{same}家，无上期或未定{none}家。").format(
        up=ways["up"], down=ways["down"], same=ways["same"], none=ways[""] + ways["open"]
    )
    near = [one for group in material.groups for one in group.edges]
    yield _("离等次线 0.1 分以内{count}家，见《边缘名单》。").format(count=len(near))


def _to_decide(material: Material) -> Iterator[str]:
    number = 0
    for group in material.groups:
        for one in group.decisions:
            number += 1
            yield _("{n}.“{what}”余{seats}个名额，{names}并列，请取舍。").format(
                n=number, what=one["what"], seats=one["seats_open"], names="、".join(one["tied"])
            )
    yield _("{n}.各单位拟定等次是否同意；与拟定不同的，请逐家议明理由。").format(n=number + 1)
    yield _("{n}.是否按议定结果公示。").format(n=number + 2)
    if material.matters:
        yield _("另有未办事项{count}件，见《未办事项》，请一并研究。").format(
            count=len(material.matters)
        )


# --- tables ---------------------------------------------------------------------------------------


def _none(text: str) -> Iterator[Block]:
    yield Paragraph(text)


def _table(columns: Sequence[Column], rows: Iterable[tuple[str, ...]], *, title: str) -> Table:
    return Table(tuple(columns), tuple(rows), title)


def _scores(material: Material) -> Iterator[Block]:
    parts = material.lines.parts
    columns = (
        Column(_("位次"), 2), Column(_("单位"), 6), Column(_("得分"), 4, is_number=True),
        *(Column(one.name, 4, is_number=True) for one in parts),
        Column(_("等次"), 3), Column(_("上期位次"), 3, is_number=True), Column(_("说明"), 8),
    )  # fmt: skip
    for group in material.groups:
        rows = (
            (
                row.place, row.standing.name, row.points,
                *(points_of(row.told["nodes"].get(one.path)) for one in parts),
                material.grade_of(row.standing), _before(row), "；".join(_remarks(row)),
            )
            for row in (*group.rows, *group.apart)
        )  # fmt: skip
        yield _table(columns, rows, title=group.name)


def _before(row: Row) -> str:
    before = row.standing.last_rank
    return NOTHING if before is None else str(before)


def _remarks(row: Row) -> Iterator[str]:
    if row.is_tied:
        yield _("并列")
    yield from row.flags
    yield from filter(None, (row.missing, row.near))


def _grades(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("单位"), 5), Column(_("得分"), 3, is_number=True), Column(_("位次"), 2),
        Column(_("事项"), 2), Column(_("拟定"), 3), Column(_("议定"), 3), Column(_("理由"), 5),
    )  # fmt: skip
    held: dict[int, list[Answer]] = {}
    for one in material.answers:
        held.setdefault(one.standing.pk, []).append(one)
    for group in material.groups:
        rows = (
            _graded(row, answer=one)
            for row in (*group.rows, *group.apart)
            for one in held.get(row.standing.pk, ())
        )
        yield _table(columns, rows, title=group.name)


def _graded(row: Row, *, answer: Answer) -> tuple[str, ...]:
    ruling = answer.ruling
    return (
        row.standing.name, row.points, row.place, answer.question.word,
        answer.proposed or (_("待议") if answer.is_tied else NOTHING),
        ruling.decided if ruling else "", ruling.reason if ruling else "",
    )  # fmt: skip


def _extras_of(standing: Standing) -> Iterator[tuple[str, ...]]:
    """A row for each item that adds or takes points."""
    ledger = ledger_of(json.loads(standing.account), key="")
    for node in ledger.rows if ledger else ():
        if node.told["relation"] in ("bonus", "deduction") and node.told["exact"] not in (
            "0",
            None,
        ):
            sign = "" if node.points.startswith("−") else "+"
            clause = node.told["clause"] or NOTHING
            yield (standing.name, node.title, sign + node.points, clause, _items(node))


def _items(node: Node) -> str:
    """What it is made of: the sentences about its rows, without the one of the whole."""
    told = [one for one in node.told["sentences"][1:] if not one.startswith(_("读法"))]
    return "".join(told) or "".join(node.told["sentences"][:1])


def _extras(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("单位"), 4), Column(_("项目"), 3), Column(_("分"), 2, is_number=True),
        Column(_("条款"), 3), Column(_("事由和凭据"), 10),
    )  # fmt: skip
    if not material.extras:
        yield from _none(_("没有加减分。"))
        return
    yield _table(columns, material.extras, title="")


def _moves(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("单位"), 5), Column(_("上期位次"), 3, is_number=True),
        Column(_("本期位次"), 3, is_number=True), Column(_("变化"), 4),
    )  # fmt: skip
    words = {"up": _("升 {n}"), "down": _("降 {n}"), "same": _("不变"), "open": _("未定")}
    for group in material.groups:
        rows = (
            (
                row.standing.name, _before(row), row.place,
                words.get(row.change[0], NOTHING).format(n=row.change[1]),
            )
            for row in (*group.rows, *group.apart)
        )  # fmt: skip
        yield _table(columns, rows, title=group.name)


def _edges(material: Material) -> Iterator[Block]:
    columns = (
        Column(_("单位"), 5), Column(_("得分"), 3, is_number=True), Column(_("等次"), 3),
        Column(_("离线多少"), 7),
    )  # fmt: skip
    found = [one for group in material.groups for one in group.edges]
    cuts = "、".join(f"{one.grade} {shown(str(one.line))}" for one in material.lines.cuts)
    yield Paragraph(
        _("等次线：{cuts}。线上线下各 0.1 分以内的单位列在下表。").format(cuts=cuts or NOTHING)
    )
    if not found:
        yield from _none(_("没有这样的单位。"))
        return
    rows = (
        (row.standing.name, row.points, material.grade_of(row.standing), text)
        for row, text in found
    )  # fmt: skip
    yield _table(columns, rows, title="")


def _unanswered(material: Material) -> Iterator[Block]:
    columns = (Column(_("序号"), 2), Column(_("类别"), 4), Column(_("事项"), 14))
    if not material.matters:
        yield from _none(_("没有未办事项。"))
        return
    rows = ((str(place), one.kind, one.text) for place, one in enumerate(material.matters, start=1))
    yield _table(columns, rows, title="")
