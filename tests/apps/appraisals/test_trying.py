"""What if: the page says what the engine says of a variant, and keeps nothing."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals import trying
from kaoji.apps.appraisals.models import Run
from kaoji.apps.audit.models import Entry
from kaoji.web.refusals import Refused
from tests import factories
from tests.apps.appraisals import scored
from tests.apps.appraisals.test_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(stage):
    return scored.run_in(scored.cycle_in(stage.cast, scheme=stage.scheme))


def asked(stage, run, **told):
    client = factories.signed_in(stage.cast.people["clerk"])
    return client.get(f"/appraisals/{run.cycle.number}/runs/{run.number}/try/", told)


def changed(told):
    """Who has changed: name, points, grade, word."""
    return {
        cells[1][1]: tuple(text for _head, text in (cells[2], cells[4], cells[5]))
        for group in told.groups
        for _shape, cells in group.rows
    }


def test_a_higher_line_takes_the_seat_and_the_tie_away(run):
    """By hand: 99.42 is at or above 99.2, 99.14 is not; one of two seats is given, none level."""
    told = trying.try_out(run, changes=("等次:先进.不低于=99.2",))
    assert told.made == ("等次:先进.不低于：90 → 99.2",)
    assert set(changed(told)) == {"澄湾镇", "云砚镇"}
    assert all("合格" in grade for _points, grade, _word in changed(told).values())


def test_a_figure_of_one_unit_moves_its_points(run):
    """By hand: 财政收入 is worth 14 in each half, half of the year each; from its full share to
    nothing a unit loses 7 of its year's points.
    """
    before = run.standings.get(name="鹤汀镇")
    told = trying.try_out(run, changes=("鹤汀镇:财政收入@2025中期评估=0",))
    points, _grade, _word = changed(told)["鹤汀镇"]
    assert points.startswith(f"{before.shown} → 92.")
    assert not told.problems or all("错误" not in message for message, _remedy in told.problems)


def test_nothing_is_kept(stage, run):
    before = Entry.objects.count(), Run.objects.values_list("result", "digest").get()
    page = asked(stage, run, what_1="等次:先进.不低于", to_1="99.2")
    assert "99.2" in text_of(page)
    assert "澄湾镇" in text_of(page)
    assert (Entry.objects.count(), Run.objects.values_list("result", "digest").get()) == before


def test_what_can_be_changed_is_offered(stage, run):
    page = asked(stage, run).content.decode()
    for one in (
        "参数:主要领导权重", "等次:先进.不低于", "指标评估/经济发展/财政收入.分值",
        "财政收入@2025中期评估", "财政收入.目标@2025中期评估",
    ):  # fmt: skip
        assert f'{one}"></option>' in page


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"what_1": "等次:先进.不低于"}, "没有写改成什么"),
        ({"to_1": "88"}, "没有写改什么"),
        ({"whose_1": "鹤汀镇"}, "没有写改什么"),
        ({"what_1": "财政收人.分值", "to_1": "88"}, "财政收人"),
        ({"what_1": "财政收入@2025中期评估", "to_1": "88"}, "没有写是谁的数据"),
        ({"whose_1": "*", "what_1": "财政收入@2025中期评估", "to_1": "很多"}, "很多"),
        ({"what_1": "财政收入.分值", "to_1": "16"}, "90"),
    ],
)
def test_what_cannot_be_tried_is_told_and_stays_in_the_form(stage, run, told, sentence):
    page = asked(stage, run, **told)
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert all(f'value="{text}"' in page.content.decode() for text in told.values())
    assert 'id="result"' not in page.content.decode()


def test_the_page_for_the_meeting(stage, run):
    page = asked(stage, run, what_1="等次:先进.不低于", to_1="99.2", page="1")
    assert page["Content-Disposition"].startswith("attachment")
    assert "只是试算" in page.content.decode()
    assert Entry.objects.filter(act="appraisals.download_paper").count() == 1
    with pytest.raises(Refused):
        trying.page_of(run, changes=("没有这个=1",))


def test_a_value_can_be_dropped(stage, run):
    told = asked(stage, run, what_1="等次:先进.名额", to_1="删去")
    assert "（删去）" in text_of(told)


def test_under_another_scheme_nothing_is_tried(stage, run):
    run.cycle.scheme.digest = "0" * 64
    run.cycle.scheme.save()
    assert "方案文件与计分时不同" in text_of(asked(stage, run))
