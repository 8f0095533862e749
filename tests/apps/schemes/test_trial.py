"""A trial: the draft scored on facts that are there; nothing is stored, faults are told."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import reverse

from tests.apps.facts.deeds import locked
from tests.apps.schemes.desk import draft, save, text_of
from tests.deeds import client_of

pytestmark = pytest.mark.django_db


def try_it(cast, scheme, facts="demo"):
    address = reverse("schemes:trial", args=(scheme.pk,))
    return client_of(cast, "clerk").get(address, {"facts": facts})


def everything():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model.__name__ != "Session"
    }


def test_the_invented_county_comes_out_as_its_readme_says(cast):
    scheme = draft(cast)
    before = everything()
    trial = try_it(cast, scheme).context["trial"]
    assert everything() == before
    lines = {one.name: one for group in trial.groups for one in group.lines}
    assert len(lines) == 7
    # By hand, from the county's own description: two tie for the last seat, one is not qualified.
    assert lines["白石镇"].total == lines["云台镇"].total
    assert lines["荷塘乡"].grade == "不合格"
    assert [one.severity for one in trial.problems if one.severity == "error"] == []


def test_a_changed_weight_changes_the_trial_and_nothing_else(cast):
    scheme = draft(cast)
    first = try_it(cast, scheme).context["trial"]
    text = text_of(scheme).replace("教育: {分值: 8", "教育: {分值: 7")
    save(cast, scheme, text.replace("卫生计生: {分值: 8", "卫生计生: {分值: 9"))
    second = try_it(cast, scheme).context["trial"]
    totals = [{one.name: one.total for group in each.groups for one in group.lines}
              for each in (first, second)]  # fmt: skip
    assert totals[0].keys() == totals[1].keys()
    assert totals[0] != totals[1]


def test_a_draft_with_errors_tells_them(cast):
    scheme = draft(cast)
    save(cast, scheme, text_of(scheme).replace("财政收入: {分值: 14", "财政收入: {分值: 15"))
    trial = try_it(cast, scheme).context["trial"]
    assert trial.groups == ()
    assert any(one.severity == "error" and one.line for one in trial.problems)


def test_facts_that_name_their_scheme_are_read_as_the_drafts(cast):
    scheme = draft(cast, key="hean-bureau", pack="bureau-units@2008.1")
    trial = try_it(cast, scheme).context["trial"]
    assert [one.problem.message for one in trial.problems if one.severity == "error"] == []
    assert len([one for group in trial.groups for one in group.lines]) == 6


def test_the_offices_own_locked_figures_are_tried(cast):
    task = locked(cast)
    scheme = draft(cast)
    trial = try_it(cast, scheme, facts=f"locked-{task.scheme_id}-2026").context["trial"]
    lines = {one.name: one for group in trial.groups for one in group.lines}
    assert [group.name for group in trial.groups] == ["乡镇组"]
    assert {one.name for one in task.units.all()} <= set(lines)
    # The shipped scheme leaves weights to the county: what has not been settled is told.
    told = [one.problem.message for one in trial.problems if one.severity == "error"]
    assert any("主要领导权重" in one for one in told)


def test_unknown_facts_are_missing(cast):
    assert try_it(cast, draft(cast), facts="elsewhere").status_code == 404
