"""The steps of an on-site check: 通知, 到场, 查阅记录, 事实记录, 确认; each once, none skipped.

The last one is the unit's: it agrees, disagrees with its reason, or does not sign, which a witness
has seen. With it what was found on site becomes the verdict on each item.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from kaoji.apps.appraisals.actions.common import name_of, told
from kaoji.apps.appraisals.models import Cycle
from kaoji.apps.audit.actions import record
from kaoji.apps.facts.models import LONGEST_TEXT
from kaoji.apps.verification import audit_types as acts
from kaoji.apps.verification.actions.common import found_of, lock, locked_visit, short
from kaoji.apps.verification.enums import FOUND_ON_SITE, Answer, Outcome, VisitState, VisitStep
from kaoji.apps.verification.held import said_of
from kaoji.apps.verification.models import Check, Finding, StepTaken, Visit
from kaoji.apps.verification.permissions import SIGN, VISIT, check, check_own
from kaoji.apps.verification.recusal import check_team
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.refusals import Refused

LONGEST_NOTE = 2_000
#: Which step follows where an on-site check stands.
NEXT = {
    VisitState.PLANNED: VisitStep.NOTIFY,
    VisitState.NOTIFY: VisitStep.ARRIVE,
    VisitState.ARRIVE: VisitStep.READ,
    VisitState.READ: VisitStep.RECORD,
    VisitState.RECORD: VisitStep.CONFIRM,
}
#: Steps that need a note and nothing more.
PLAIN = (VisitStep.NOTIFY, VisitStep.ARRIVE, VisitStep.READ)


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as it was found: of an item of the check (`check_key`), or beside them (`title`)."""

    fact: str
    check_key: int | None = None
    title: str = ""
    outcome: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a unit says of the facts: who signed for it, why not, who saw that."""

    answer: Answer
    objection: str = ""
    signed_name: str = ""
    witness: str = ""


def take_step(*, by: Actor, visit: Visit, kind: VisitStep, note: str, version: int) -> StepTaken:
    """通知, 到场 or 查阅记录: the next one only, by somebody of the team."""
    check(by, right=VISIT)
    if kind not in PLAIN:
        raise Refused("step-unknown", reason=_("没有这一步"))
    note = short(
        told(note, field="note", what=_("记录")), field="note", what=_("记录"), most=LONGEST_NOTE
    )
    with transaction.atomic():
        _cycle, found = _ready(by, visit=visit, kind=kind, version=version)
        if kind == VisitStep.ARRIVE and clock.today() < found.on:
            raise Refused(
                "too-early",
                reason=_("日程是 {day}，今天还没有到").format(day=found.on),
                remedy=_("提前去的请先由绩效办改日程"),
            )
        made = _step(by, visit=found, kind=kind, note=note)
        record(acts.TAKE_STEP, by=by, of=found, after={"step": kind.value, "note": note})
    return made


def record_facts(
    *, by: Actor, visit: Visit, found: Sequence[Found], note: str = "", version: int
) -> StepTaken:
    """事实记录: every item of the check is found true or wrong; what else was found comes below."""
    check(by, right=VISIT)
    note = short(note, field="note", what=_("说明"), most=LONGEST_NOTE)
    with transaction.atomic():
        _cycle, here = _ready(by, visit=visit, kind=VisitStep.RECORD, version=version)
        checks = list(
            here.checks.select_related("figure__task", "row__asked__task").order_by("number")
        )
        _check_all_found(checks, found=found)
        made = _step(by, visit=here, kind=VisitStep.RECORD, note=note or _("见事实记录"))
        _write_findings(made, checks=checks, found=found)
        after = {"facts": [one.fact for one in found]}
        record(acts.TAKE_STEP, by=by, of=here, after={"step": "record", **after})
    return made


def _check_all_found(checks: list[Check], *, found: Sequence[Found]) -> None:
    known = {one.check_key: one for one in found if one.check_key is not None}
    if not found:
        raise Refused("facts-missing", reason=_("没有记录任何事实"), field="others")
    if set(known) - {one.pk for one in checks}:
        raise Refused("item-unknown", reason=_("有的核验项不在这次核查里"))
    for one in checks:
        said = known.get(one.pk)
        if said is None or said.outcome not in FOUND_ON_SITE:
            raise Refused(
                "item-missing",
                reason=_("{item}没有结论").format(item=one),
                remedy=_("每一项都要写明属实还是需更正"),
                field=f"o{one.pk}",
            )
    for said in found:
        place = "others" if said.check_key is None else f"f{said.check_key}"
        short(told(said.fact, field=place, what=_("查明的事实")), field=place, what=_("查明的事实"))
        short(said.proposed, field=f"p{said.check_key}", what=_("应为"), most=LONGEST_TEXT)


def _write_findings(step: StepTaken, *, checks: list[Check], found: Iterable[Found]) -> None:
    by_key = {one.pk: one for one in checks}
    for order, said in enumerate(found):
        of = by_key.get(said.check_key or 0)
        is_wrong = said.outcome == Outcome.WRONG
        Finding.objects.create(
            organisation_id=step.organisation_id, step=step, check_of=of, order=order,
            title=f"{of.title} {of.period}" if of else said.title.strip(),
            reported=said_of(of.held)[:1_000] if of else "", fact=said.fact.strip(),
            outcome=said.outcome if of else "",
            proposed=said.proposed.strip() if is_wrong else "",
            revision=of.held.revision if of else 0,
        )  # fmt: skip


# --- the unit -------------------------------------------------------------------------------------


def answer_for_unit(*, by: Actor, visit: Visit, signature: Signature, version: int) -> Visit:
    """The unit's head signs on the page."""
    check(by, right=SIGN)
    check_own(by, visit)
    if visit.unit_id not in by.units_with(SIGN.held_by):
        raise Http404
    if signature.answer == Answer.REFUSED:
        raise Refused(
            "not-allowed", reason=_("拒签由核查组和见证人注明"), remedy=_("有异议请选“有异议”")
        )
    signed = Signature(signature.answer, signature.objection, name_of(by))
    with transaction.atomic():
        lock(by, cycle=visit.cycle)
        found = locked_visit(by, visit=visit, version=version)
        _check_next(found, kind=VisitStep.CONFIRM)
        return _confirmed(by, visit=found, signature=signed, way=_("本人在网上签"))


def answer_on_paper(*, by: Actor, visit: Visit, signature: Signature, version: int) -> Visit:
    """The team enters what stands on the signed paper, or that nobody would sign it."""
    check(by, right=VISIT)
    is_refused = signature.answer == Answer.REFUSED
    who = _("拒签的人") if is_refused else _("签字人")
    told(signature.signed_name, field="signed_name", what=who)
    if is_refused:
        told(signature.witness, field="witness", what=_("见证人"))
    with transaction.atomic():
        _cycle, found = _ready(by, visit=visit, kind=VisitStep.CONFIRM, version=version)
        way = _("拒签注明") if is_refused else _("代录自签字的确认书")
        return _confirmed(by, visit=found, signature=signature, way=way)


def _confirmed(by: Actor, *, visit: Visit, signature: Signature, way: str) -> Visit:
    objection = signature.objection.strip()
    if signature.answer != Answer.AGREED:
        what = _("异议理由") if signature.answer == Answer.DISAGREED else _("拒签理由")
        objection = short(
            told(objection, field="objection", what=what), field="objection", what=what
        )
    visit.answer, visit.objection = signature.answer, objection
    visit.signed_name = short(
        signature.signed_name, field="signed_name", what=_("签字人"), most=200
    )
    visit.witness = short(signature.witness, field="witness", what=_("见证人"), most=200)
    visit.save(update_fields=("answer", "objection", "signed_name", "witness"))
    answer = Answer(signature.answer).label
    note = "，".join(filter(None, (str(answer), objection, way)))
    _step(by, visit=visit, kind=VisitStep.CONFIRM, note=note)
    _decide_by(visit)
    after = {"answer": visit.answer, "signed": visit.signed_name, "witness": visit.witness}
    record(acts.CONFIRM_FACTS, by=by, of=visit, reason=objection, after=after)
    return visit


def _decide_by(visit: Visit) -> None:
    """What was found on site is now what was found of each item."""
    found: Any = Finding.objects.filter(step__visit=visit, check_of__isnull=False)
    team = _("核查组 {names}").format(names="、".join(one.name for one in visit.members.all()))
    for one in found.select_related("check_of"):
        found_of(
            one.check_of, outcome=Outcome(one.outcome), by_name=team[:200],
            reason=one.fact, proposed=one.proposed, revision=one.revision, visit=visit,
        )  # fmt: skip


# --- what the steps have in common ----------------------------------------------------------------


def _ready(by: Actor, *, visit: Visit, kind: VisitStep, version: int) -> tuple[Cycle, Visit]:
    """The check and its cycle, locked: it is this step's turn, and who acts is of a fit team."""
    check_own(by, visit)
    cycle = lock(by, cycle=visit.cycle)
    found = locked_visit(by, visit=visit, version=version)
    _check_next(found, kind=kind)
    members = list(found.members.select_related("person"))
    if by.person_key not in {one.person_id for one in members}:
        raise Refused(
            "not-in-the-team",
            reason=_("您不在这次的核查组里"),
            remedy=_("请由核查组的人办理"),
        )
    team = [one.person for one in members]
    check_team(team, visit=found, on=clock.today())
    return cycle, found


def _check_next(visit: Visit, *, kind: VisitStep) -> None:
    due = NEXT.get(VisitState(visit.state))
    if due != kind:
        remedy = _("下一步是“{step}”").format(step=due.label) if due else ""
        raise Refused(
            "not-this-step",
            reason=_("这次现场核查现在是“{state}”，不能办“{step}”").format(
                state=visit.get_state_display(), step=kind.label
            ),
            remedy=remedy,
        )


def _step(by: Actor, *, visit: Visit, kind: VisitStep, note: str) -> StepTaken:
    made: StepTaken = StepTaken.objects.create(
        organisation_id=visit.organisation_id, visit=visit, kind=kind, note=note, at=clock.now(),
        by_name=name_of(by),
    )  # fmt: skip
    visit.state, visit.version = VisitState(kind.value), visit.version + 1
    visit.save(update_fields=("state", "version"))
    return made
