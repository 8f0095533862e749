"""The office writes figures: proposals of units, and what the body above wants of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kaoji.apps.audit.actions import record
from kaoji.apps.targets import audit_types as acts
from kaoji.apps.targets.actions.common import check_round, figure_of, lock, revision, write
from kaoji.apps.targets.enums import PROPOSING, Said
from kaoji.apps.targets.models import LONGEST_PAPER, Assignment, Indicator, Line
from kaoji.apps.targets.permissions import PROPOSE, check, check_own
from kaoji.engine.facts.clean import clean
from kaoji.web.actor import Actor
from kaoji.web.forms import changed_meanwhile
from kaoji.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a line, and the revision that was seen there."""

    line_key: int
    text: str
    seen: int


def propose(*, by: Actor, assignment: Assignment, typed: Iterable[Typed], reason: str = "") -> int:
    """Write proposals; how many have changed. All of them, or none where one cannot stand."""
    check(by, right=PROPOSE)
    with transaction.atomic():
        assignment = lock(by, assignment=assignment)
        check_round(assignment, rounds=PROPOSING, verb=_("改目标"))
        wanted = {one.line_key: one for one in typed}
        found = Line.objects.filter(indicator__assignment=assignment, pk__in=wanted)
        lines = {one.pk: one for one in found.select_related("indicator")}
        if set(lines) != set(wanted):
            raise Refused("no-such-line", reason=_("这里没有这个目标"), remedy=_("请重新打开本页"))
        changed = [line for key, line in lines.items() if _take(line, typed=wanted[key])]
        if not changed:
            return 0
        told = [
            revision(
                line, by=by, said=Said.PROPOSED, round_=assignment.round, value=line.proposal,
                reason=reason.strip(),
            )
            for line in changed
        ]  # fmt: skip
        write(changed, revisions=told)
        after = {str(line): line.proposal for line in changed}
        record(acts.PROPOSE, by=by, of=assignment, after=after, reason=reason.strip())
    return len(changed)


def _take(line: Line, *, typed: Typed) -> bool:
    """Whether a line says something else now; refused where somebody was quicker."""
    text = clean(typed.text)
    now = text and figure_of(
        text, indicator=line.indicator, field=f"line_{line.pk}", where=str(line)
    )
    if now == line.proposal:
        return False
    if typed.seen != line.revision:
        raise changed_meanwhile()
    line.proposal = now
    return True


def set_total(*, by: Actor, indicator: Indicator, total: str, basis: str, version: int) -> None:
    """What the body above has given for all units, with the paper; an empty one takes it away."""
    check(by, right=PROPOSE)
    with transaction.atomic():
        check_own(by, indicator)
        assignment = lock(by, assignment=indicator.assignment)
        check_round(assignment, rounds=PROPOSING, verb=_("改总数"))
        if assignment.version != version:
            raise changed_meanwhile()
        indicator = Indicator.objects.get(pk=indicator.pk)
        before = {"total": indicator.total, "basis": indicator.total_basis}
        indicator.total, indicator.total_basis = _total(indicator, total=total, basis=basis)
        indicator.save(update_fields=("total", "total_basis"))
        after = {"total": indicator.total, "basis": indicator.total_basis}
        record(acts.SET_TOTAL, by=by, of=indicator, before=before, after=after)


def _total(indicator: Indicator, *, total: str, basis: str) -> tuple[str, str]:
    if not clean(total):
        return "", ""
    if indicator.kind != "number":
        raise Refused("no-number", reason=_("这一项不是数，没有总数"), field="total")
    read = figure_of(total, indicator=indicator, field="total", where=_("上级总数"))
    if not basis.strip():
        raise Refused(
            "text-missing",
            reason=_("没有填写总数依据"),
            remedy=_("写上级下达文件的文号"),
            field="basis",
        )
    return read, basis.strip()[:LONGEST_PAPER]
