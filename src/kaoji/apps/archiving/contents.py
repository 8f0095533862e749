"""The files of an archive: what was scored and by which text, what was decided on it, the papers,
what the rooms give, and the log of the cycle.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Piece, pieces_of, table
from kaoji.apps.appraisals.enums import RunState
from kaoji.apps.appraisals.models import Cycle, Explanation, Objection, Run
from kaoji.apps.archiving.logs import log_of
from kaoji.apps.archiving.models import Archive
from kaoji.apps.archiving.readiness import papers_in
from kaoji.apps.documents.archive import name_in_package
from kaoji.apps.documents.models import Paper
from kaoji.apps.schemes.shelf import shelved
from kaoji.engine.seal.verify import verify
from kaoji.web.files import read_back
from kaoji.web.refusals import Refused


def contents_of(archive: Archive) -> Iterator[Piece]:
    """Every file but the list itself, in the order of the package."""
    cycle = archive.cycle
    yield from _of_scheme(cycle)
    yield from _of_final(archive.run)
    yield from _of_runs(cycle)
    yield from _of_decisions(cycle)
    yield from pieces_of(cycle)
    for paper in papers_in(cycle, chosen=archive.paper_keys).prefetch_related("files"):
        yield from _of_paper(paper)
    yield Piece("log/entries.csv", _("本次考核的日志摘录"), log_of(archive))


def _of_scheme(cycle: Cycle) -> Iterator[Piece]:
    """The text by which was scored, which must still be the one that was pinned."""
    pinned = cycle.scheme
    found = shelved(pinned.pack, owner=pinned.organisation_id)
    if found.digest != pinned.digest:
        raise Refused(
            "scheme-changed",
            reason=_("方案文件与选定时不同"),
            remedy=_("请系统管理员恢复原来的方案文件，再归档"),
        )
    content = found.path.read_bytes()
    name = f"scheme/{found.key}-{found.version}.yaml"
    yield Piece(name, _("考核方案原文"), content, is_permanent=True)


def _of_final(run: Run) -> Iterator[Piece]:
    """What the final run was made of, as files that `kaoji score` reads."""
    yield Piece("final/facts.csv", _("定稿所用考核数据"), run.facts.encode(), is_permanent=True)
    yield Piece("final/subjects.csv", _("定稿所用对象表"), run.subjects.encode(), is_permanent=True)
    if run.given:
        yield Piece("final/given.yaml", _("定稿所用参数"), run.given.encode(), is_permanent=True)
    yield Piece("final/result.json", _("定稿结果"), run.result.encode(), is_permanent=True)
    heads = (_("单位"), _("得分"), _("精确得分"), _("位次"), _("等次"), _("状态"))
    rows = [
        (one.name, one.shown, one.exact, one.rank, one.grade, one.status)
        for one in run.standings.defer("account")
    ]
    yield Piece("final/results.csv", _("定稿得分表"), table(heads, rows=rows), is_permanent=True)


def _of_runs(cycle: Cycle) -> Iterator[Piece]:
    """The sealed file of every scoring; one that does not verify holds the archive up."""
    for run in cycle.runs.filter(state=RunState.DONE).order_by("number"):
        seal, name = bytes(run.seal), f"runs/run-{run.number}.kaoji"
        if not verify(seal, file=name).passed:
            raise Refused(
                "seal-differs",
                reason=_("{run}的封存文件核验不过").format(run=run),
                remedy=_("请用 kaoji verify 核验，查明以后再归档"),
            )
        title = _("第 {n} 次计分封存文件").format(n=run.number)
        yield Piece(name, title, seal, is_permanent=True)


def _of_decisions(cycle: Cycle) -> Iterator[Piece]:
    yield Piece(
        "decisions/runs.csv", _("各次计分"),
        table(
            (_("第几次"), _("为什么计分"), _("时间"), _("经办"), _("状态"), _("校验值")),
            rows=[
                (one.number, one.reason, one.asked_at.isoformat(), one.by_name,
                 one.get_state_display(), one.digest)
                for one in cycle.runs.order_by("number").defer(
                    "facts", "subjects", "given", "result", "seal"
                )
            ],
        ),
    )  # fmt: skip
    yield Piece(
        "decisions/stages.csv", _("各环节办理情况"),
        table(
            (_("环节"), _("开始"), _("截止"), _("状态"), _("经办"), _("办理情况")),
            rows=[
                (one.get_kind_display(), one.opened_on, one.due_on, one.get_state_display(),
                 one.by_name, one.note)
                for one in cycle.stages.order_by("order")
            ],
        ),
    )  # fmt: skip
    yield from _of_meetings(cycle)
    yield from _of_publishing(cycle)


def _of_meetings(cycle: Cycle) -> Iterator[Piece]:
    said = Explanation.objects.filter(shown__forewarning__run__cycle=cycle)
    yield Piece(
        "decisions/explanations.csv", _("扣分预告和单位说明"),
        table(
            (_("单位"), _("项目"), _("说明"), _("说明人"), _("时间")),
            rows=[
                (one.shown.standing.name, one.node_name, one.text, one.by_name, one.at.isoformat())
                for one in said.select_related("shown__standing").order_by("pk")
            ],
        ),
    )  # fmt: skip
    rows = []
    for run in cycle.runs.order_by("number").prefetch_related("minutes__rulings__standing"):
        for minute in run.minutes.all():
            head = (run.number, minute.paper, minute.held_on, minute.text)
            rulings = [
                (*head, one.standing.name, one.about, one.proposed, one.decided, one.reason)
                for one in minute.rulings.all()
            ]
            rows += rulings or [(*head, "", "", "", "", "")]
    yield Piece(
        "decisions/minutes.csv", _("会议议定"),
        table(
            (_("第几次计分"), _("会议纪要"), _("会议日期"), _("议定事项"), _("单位"), _("荣誉"),
             _("拟定"), _("议定"), _("理由")),
            rows=rows,
        ), is_permanent=True,
    )  # fmt: skip


def _of_publishing(cycle: Cycle) -> Iterator[Piece]:
    yield Piece(
        "decisions/publications.csv", _("历次公示"),
        table(
            (_("第几次"), _("第几次计分"), _("状态"), _("说明"), _("公示日期"), _("公示至"),
             _("提请"), _("确认"), _("撤回理由")),
            rows=[
                (one.number, one.run.number, one.get_state_display(), one.text, one.published_on,
                 one.due_on, one.proposed_name, one.confirmed_name, one.end_reason)
                for one in cycle.publications.select_related("run").order_by("number")
            ],
        ), is_permanent=True,
    )  # fmt: skip
    objections = Objection.objects.filter(publication__cycle=cycle).select_related("standing")
    yield Piece(
        "decisions/objections.csv", _("异议和答复"),
        table(
            (_("编号"), _("单位"), _("项目"), _("理由"), _("依据材料"), _("提出"), _("时间"),
             _("状态"), _("答复"), _("更正"), _("答复人")),
            rows=[
                (one.number, one.standing.name, one.node_name, one.reason, one.evidence,
                 one.by_name, one.at.isoformat(), one.get_state_display(), one.answer,
                 one.correction, one.answered_name)
                for one in objections.order_by("pk")
            ],
        ), is_permanent=True,
    )  # fmt: skip
    yield Piece(
        "decisions/finals.csv", _("定稿和撤回"),
        table(
            (_("第几次计分"), _("状态"), _("依据"), _("提请"), _("确认"), _("确认时间"),
             _("撤回理由"), _("撤回确认")),
            rows=[
                (one.run.number, one.get_state_display(), one.basis, one.proposed_name,
                 one.confirmed_name, one.confirmed_at, one.reason, one.withdrawn_name)
                for one in cycle.finals.select_related("run").order_by("pk")
            ],
        ), is_permanent=True,
    )  # fmt: skip


def _of_paper(paper: Paper) -> Iterator[Piece]:
    """The frozen files of an issued paper; one that is gone or was altered is told."""
    for file in paper.files.all():
        content = read_back(file.digest)
        if content is None:
            raise Refused(
                "file-gone",
                reason=_("{paper} 的文件不在盘上，或与印发时不同").format(paper=paper),
                remedy=_("请系统管理员从备份恢复后再归档"),
            )
        name = f"papers/{name_in_package(paper, kind=file.kind)}"
        title = f"{paper}（{file.get_kind_display()}）"
        yield Piece(name, title, content, is_permanent=paper.retention == "permanent")
