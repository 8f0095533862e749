"""What comes beside and after a result: figures verified, what goes out, what is to be improved,
and the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kaoji.apps.appraisals.enums import StageKind
from kaoji.apps.archiving import actions as archiving
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents.enums import Retention
from kaoji.apps.documents.models import Series
from kaoji.apps.feedback import actions as feedback
from kaoji.apps.feedback.enums import Step as Way
from kaoji.apps.feedback.held import papers_of_final
from kaoji.apps.improvement import actions as improvement
from kaoji.apps.improvement.models import Item
from kaoji.apps.organisation.acting import actor_of
from kaoji.apps.organisation.models import Post
from kaoji.apps.verification import actions as verification
from kaoji.apps.verification.enums import DrawRule, Outcome
from kaoji.apps.verification.models import Check
from kaoji.site.demo import people as cast
from kaoji.site.demo.appraising import Step, Year
from kaoji.site.demo.days import Days
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.roles import Role

#: From this the draw follows: everybody can draw it again.
_SEED = "禾安2025"
_EACH = 2
_MARK, _ISSUER = "禾考通", "禾安县绩效考核办公室"
_MEASURES = "逐月调度，对照办法补齐台账。"


def _silent(*_told: object) -> None:
    """Nobody asks how far it is."""


# --- verification ---------------------------------------------------------------------------------


def verified(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    """Two figures of each unit are drawn, given out, and found as they were reported."""
    yield since, 9, partial(_draw, year)
    yield days.after(since, 1), 10, partial(_find_true, year)
    yield (
        days.after(since, 1),
        16,
        partial(year.end, StageKind.VERIFY, note="抽核的数都与原件相符。"),
    )


def _draw(year: Year) -> None:
    by, cycle = year.county.clerk(), year.cycle
    shape = verification.DrawShape(DrawRule.PER_UNIT, count=_EACH, seed=_SEED)
    verification.draw(by=by, cycle=cycle, shape=shape)
    person = year.county.planned(Role.APPRAISER, unit=cast.GOVERNMENT)
    verification.distribute(by=by, cycle=cycle, verifier_keys=[person.pk])


def _find_true(year: Year) -> None:
    checks = Check.objects.filter(cycle=year.key).select_related("verifier", "figure", "row")
    for one in checks.order_by("number"):
        by = actor_of(one.verifier, on=clock.today())  # type: ignore[arg-type]
        found = verification.Decision(Outcome.TRUE, one.held.revision, one.version)
        verification.decide(by=by, of=one, decision=found)


# --- what goes out --------------------------------------------------------------------------------


def told_to_units(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    """One notice to all, and a letter to each unit."""
    yield since, 9, partial(year.begin, StageKind.FEEDBACK)
    yield since, 10, partial(_draft, year)
    yield days.after(since, 1), 9, partial(_move, year, way=Way.APPROVE)
    yield days.after(since, 1), 10, partial(_move, year, way=Way.ISSUE)
    yield days.after(since, 1), 11, partial(_sign_for_all, year)
    yield (
        days.after(since, 1),
        14,
        partial(year.end, StageKind.FEEDBACK, note="通报和反馈函都已印发。"),
    )


def _draft(year: Year) -> None:
    by, final = year.county.clerk(), year.cycle.finals.get()
    series = Series.objects.of(by).filter(mark=_MARK).first() or documents.declare_series(
        by=year.director(), mark=_MARK, issuer=_ISSUER
    )
    shape = feedback.FeedbackShape(
        series=series, signed_by=_ISSUER, addressee="各有关单位", demand="请对照失分逐项改进。"
    )
    made = feedback.set_up(by=by, final=final, shape=shape)
    feedback.draft_papers(feedback_key=made.pk, person_key=_person(by), report=_silent)
    _move(year, way=Way.SEND)


def _move(year: Year, *, way: Way) -> None:
    by = year.director() if way == Way.APPROVE else year.county.clerk()
    found = year.cycle.finals.get().feedback
    feedback.move_papers(feedback_key=found.pk, person_key=_person(by), step=way, report=_silent)


def _sign_for_all(year: Year) -> None:
    """Every unit signs for what it was sent."""
    for paper in papers_of_final(year.cycle.finals.get()):
        for name in paper.receipts.filter(signed_at=None).values_list("name", flat=True):
            documents.sign_for(by=year.speaker(name), paper=paper)


def _person(by: Actor) -> int:
    return by.person_key or 0


# --- what is to be improved -----------------------------------------------------------------------


def improved(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    """Each unit's dearest loss gets its measure; one is closed out, the others go on."""
    yield since, 9, partial(year.begin, StageKind.IMPROVE)
    yield since, 10, partial(_draw_up, year)
    yield days.after(since, 2), 10, partial(_state, year, due_on=days.after(since, 60))
    yield days.after(since, 3), 10, partial(_accept, year)
    yield days.after(since, 3), 15, partial(_close_first, year)
    yield days.after(since, 3), 16, partial(year.end, StageKind.IMPROVE, note="改进措施都已同意。")


def _draw_up(year: Year) -> None:
    shape = improvement.ListShape(most=1, least="", days=5)
    improvement.draw_up(by=year.county.clerk(), cycle=year.cycle, shape=shape)


def _items(year: Year) -> Iterator[Item]:
    yield from Item.objects.filter(part__improvement_list__cycle=year.key).order_by("number")


def _state(year: Year, *, due_on: date) -> None:
    for one in _items(year):
        by = year.speaker(one.unit_name)
        post = Post.objects.filter(unit__states__name=one.unit_name, role=Role.UNIT_HEAD).first()
        plan = improvement.Plan(_MEASURES, post.pk if post else 0, due_on)
        improvement.state(by=by, item=one, plan=plan, version=one.version)


def _accept(year: Year) -> None:
    for one in _items(year):
        improvement.accept(by=year.county.clerk(1), item=one, version=one.version)


def _close_first(year: Year) -> None:
    first = next(_items(year))
    told = improvement.Progress("台账已补齐", "内部控制检查表", is_done=True)
    by = year.speaker(first.unit_name)
    done = improvement.report(by=by, item=first, progress=told, version=first.version)
    improvement.close_out(by=year.county.clerk(1), item=done, version=done.version)


# --- the archive ----------------------------------------------------------------------------------


def archived(year: Year, *, since: date, days: Days) -> Iterator[Step]:
    """One proposes, another confirms; the package is made at once."""
    yield since, 9, partial(year.begin, StageKind.ARCHIVE)
    yield since, 10, partial(_propose, year)
    yield days.after(since, 1), 10, partial(_confirm, year)


def _propose(year: Year) -> None:
    shape = archiving.ArchiveShape(retention=Retention.PERMANENT, note="年度归档")
    archiving.propose(by=year.county.clerk(), cycle=year.cycle, shape=shape)


def _confirm(year: Year) -> None:
    found = year.cycle.archives.get()
    archiving.pack(archiving.confirm(by=year.director(), archive=found).pk, telling=_silent)
