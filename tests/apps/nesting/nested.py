"""Two levels: projects of the county, each under a bureau, and the bureaus that they feed."""

from __future__ import annotations

import csv
import io
from datetime import date

from kaoji.apps.appraisals import actions as appraisals
from kaoji.apps.appraisals.models import Cycle, Run
from kaoji.apps.appraisals.scoring import subjects_text
from kaoji.apps.facts import actions as facts
from kaoji.apps.facts.brought import Brought
from kaoji.apps.facts.models import PinnedScheme
from kaoji.apps.nesting import actions
from kaoji.apps.nesting.enums import Mapping
from kaoji.apps.organisation.models import UnitGroup
from kaoji.web import clock
from tests import factories
from tests.apps.appraisals import scored

PROJECT_PACK, BUREAU_PACK = "qitai-projects@2013.1", "qitai-departments@2013.1"
SECTION_PACK, PERSON_PACK = "bureau-units@2008.1", "bureau-persons@2008.1"
#: Projects, and the bureau under which each stands.
PROJECTS = {"一号工程": "housing", "二号工程": "housing", "三号工程": "agriculture"}
KEY = "专项得分"
BASIS = "县重点项目调度会纪要〔2026〕2号"
_LEAVES = ("跟踪督查", "公众评议", "绩效审计")


def pinned(cast, pack) -> PinnedScheme:
    found = PinnedScheme.objects.filter(organisation=cast.organisation, pack=pack).first()
    day = date(2025, 1, 1)
    return found or facts.pin_scheme(by=cast.actor("clerk"), pack=pack, begins_on=day)


def group_of(cast, name, members) -> UnitGroup:
    """A group of units, made with those units at once."""
    found = UnitGroup.objects.filter(organisation=cast.organisation, name=name).first()
    if found is not None:
        return found
    made = factories.make_group(organisation=cast.organisation, name=name, order=9)
    for order, (unit, parent) in enumerate(members.items(), start=90):
        cast.units[unit] = factories.make_unit(
            organisation=cast.organisation, code=f"N{order}{name}"[:40], name=unit, kind="other",
            parent=cast.units[parent], group=made, order=order,
        )  # fmt: skip
    return made


def projects(cast, **changed) -> Cycle:
    title = changed.setdefault("title", "重点项目考核")
    found = Cycle.objects.filter(organisation=cast.organisation, title=title).first()
    return found or scored.cycle_in(
        cast, scheme=pinned(cast, PROJECT_PACK), group=group_of(cast, "项目组", PROJECTS),
        subject_kind="项目", period="2025", **changed,
    )  # fmt: skip


def bureaus(cast, **changed) -> Cycle:
    title = changed.setdefault("title", "部门绩效考核")
    found = Cycle.objects.filter(organisation=cast.organisation, title=title).first()
    return found or scored.cycle_in(
        cast, scheme=pinned(cast, BUREAU_PACK), group=cast.groups["bureaus"],
        subject_kind="部门", period="2025", **changed,
    )  # fmt: skip


def scored_at(cycle: Cycle, points: dict[str, object], *, leaves=_LEAVES) -> Run:
    """A scoring in which each subject gets the same points in every part."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("对象", "周期", "指标", "数值"))
    for name, value in points.items():
        writer.writerows((name, cycle.period, leaf, value) for leaf in leaves)
    units = cycle.units.values_list("name", flat=True)
    made = Run.objects.create(
        organisation=cycle.organisation, cycle=cycle, number=cycle.runs.count() + 1,
        scheme=cycle.scheme, reason="计分", asked_at=clock.now(), by_name="绩效办 · 简书宁",
        facts=stream.getvalue(), facts_count=len(points),
        subjects=subjects_text((one, one, cycle.subject_kind, "组", "", "") for one in units),
    )  # fmt: skip
    done = appraisals.carry_out_run(made.pk)
    assert done.state == "done", done.fault
    return done


def name(cast, *, cycle, run, key=KEY, mapping=Mapping.ORGANISATION, by="clerk"):
    shape = actions.FeedShape(key, run, mapping, BASIS)
    return actions.name_feed(by=cast.actor(by), cycle=cycle, shape=shape)


def figures(cycle: Cycle, values: dict[str, str]) -> tuple[Brought, ...]:
    """The same figures for every unit of a cycle, as another room would bring them."""
    return tuple(
        Brought(unit.unit_id, unit.name, key, cycle.period, "数值", value, "测试")
        for unit in cycle.units.all() for key, value in values.items()
    )  # fmt: skip


def score(cast, *, cycle, reason="计分") -> Run:
    """Asked of the office, and carried out."""
    asked = appraisals.ask_for_run(by=cast.actor("clerk"), cycle=cycle, reason=reason)
    done = appraisals.carry_out_run(asked.pk)
    assert done.state == "done", done.fault
    return done
