"""What this room gives to the archive of a cycle: what was drawn, what was found of it and by whom,
the checks on site, and the files that proved what was verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kaoji.apps.appraisals.archived import Kept, Piece, keep_in_archive, table
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.verification.models import Check, Verdict
from kaoji.web.files import read_back
from kaoji.web.refusals import Refused


def keep() -> None:
    """Called once, when the application is ready."""
    keep_in_archive("verification", kept=Kept(pieces=_pieces))


def _pieces(cycle: Cycle) -> Iterator[Piece]:
    yield from _draws(cycle)
    yield from _verdicts(cycle)
    yield from _visits(cycle)
    yield from _files(cycle)


def _draws(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("第几次"), _("抽取办法"), _("抽几项"), _("种子"), _("可抽"), _("抽中"), _("时间"),
        _("经办"),
    )  # fmt: skip
    rows = [
        (one.number, one.get_rule_display(), one.count, one.seed, one.population, one.taken,
         one.at.isoformat(), one.by_name)
        for one in cycle.draws.order_by("number")
    ]  # fmt: skip
    if rows:
        yield Piece("verification/draws.csv", _("核验抽取"), table(heads, rows=rows))


def _verdicts(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("编号"), _("单位"), _("核验什么"), _("周期"), _("责任单位"), _("核验结论"), _("理由"),
        _("应为"), _("核验人"), _("时间"),
    )  # fmt: skip
    found = Verdict.objects.filter(check_of__cycle=cycle).select_related("check_of")
    rows = [
        (one.check_of.number, one.check_of.unit_name, one.check_of.title, one.check_of.period,
         one.check_of.supplier_name, one.get_outcome_display(), one.reason, one.proposed,
         one.by_name, one.at.isoformat())
        for one in found.order_by("check_of__number", "number")
    ]  # fmt: skip
    if rows:
        yield Piece("verification/verdicts.csv", _("核验结论"), table(heads, rows=rows))


def _visits(cycle: Cycle) -> Iterator[Piece]:
    heads = (
        _("编号"), _("单位"), _("日期"), _("步骤"), _("记录"), _("时间"), _("经办"), _("单位意见"),
        _("签字人"),
    )  # fmt: skip
    rows = [
        (visit.number, visit.unit_name, visit.on, step.get_kind_display(), step.note,
         step.at.isoformat(), step.by_name, visit.get_answer_display(), visit.signed_name)
        for visit in cycle.visits.prefetch_related("steps").order_by("number")
        for step in visit.steps.all()
    ]  # fmt: skip
    if rows:
        yield Piece("verification/visits.csv", _("现场核查"), table(heads, rows=rows))


def _files(cycle: Cycle) -> Iterator[Piece]:
    """The files beside what was verified; one that is gone or was altered is told."""
    checks = Check.objects.filter(cycle=cycle).select_related("figure", "row")
    for check in checks.prefetch_related("figure__evidence", "row__evidence").order_by("number"):
        for at, file in enumerate(check.held.evidence.all(), start=1):
            content = read_back(file.digest)
            if content is None:
                raise Refused(
                    "file-gone",
                    reason=_("{check}的佐证“{file}”不在盘上，或与上传时不同").format(
                        check=check, file=file.name
                    ),
                    remedy=_("请系统管理员从备份恢复后再归档"),
                )
            name = f"verification/evidence/{check.number:04}-{at}.{file.kind}"
            title = _("{check}的佐证：{file}").format(check=check, file=file.name)
            yield Piece(name, title, content)
