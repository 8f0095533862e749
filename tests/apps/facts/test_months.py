"""Sheets of a scheme that scores by the month: each month is asked for by itself."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.apps.facts import actions
from kaoji.apps.facts.sheets import scored_in
from kaoji.web.refusals import Refused

pytestmark = pytest.mark.django_db
_KEY = "关键指标考核"
_LIST = "质量与安全考核/医务考核表/病历质量"


@pytest.fixture
def monthly(stage):
    pack = "hospital-departments@2016.1"
    return actions.pin_scheme(by=stage.actor("clerk"), pack=pack, begins_on=date(2026, 1, 1))


def drafted(stage, monthly, *, period, **more):
    plan = stage.plan(scheme=monthly, period=period, **({"columns": ((_KEY, "数值"),)} | more))
    return actions.draft_task(by=stage.actor("clerk"), plan=plan)


def test_a_month_is_asked_for_by_itself(stage, monthly):
    assert drafted(stage, monthly, period="2026-05").keys.get().period == "2026-05"
    listed = drafted(stage, monthly, period="2026-05", columns=(), lists=(_LIST,))
    assert listed.lists.get().period == "2026-05"


def test_a_quarter_of_it_is_not(stage, monthly):
    with pytest.raises(Refused) as caught:
        drafted(stage, monthly, period="2026Q1")
    assert caught.value.code == "period-not-asked"


def test_a_scheme_that_scores_years_asks_by_the_year(stage, monthly):
    assert scored_in(stage.scheme, period="2026年终评估") == "2026"
    assert scored_in(monthly, period="2026-05") == "2026-05"
