"""The notice and the letters of a final result: what they say, and of whom they say nothing."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from kaoji.apps.appraisals.losses import losses_in
from kaoji.apps.appraisals.models import Standing
from kaoji.apps.documents.models import Paper
from kaoji.apps.feedback.papers.letters import letter_of, notice_of, outcome_of
from kaoji.apps.feedback.papers.scopes import own_only
from tests.apps.appraisals.scored import TOWNS
from tests.apps.feedback import setting

pytestmark = pytest.mark.django_db


def told(shape):
    return json.dumps([repr(one) for one in shape.blocks], ensure_ascii=False)


@pytest.fixture
def outcome(cast):
    return outcome_of(setting.set_up(cast))


def standing(name="鹤汀镇"):
    return Standing.objects.select_related("unit").get(name=name)


def test_a_letter_tells_a_unit_its_own_result(outcome):
    shape = letter_of(outcome, standing=standing())
    text = told(shape)
    assert shape.addressee == "鹤汀镇"
    assert shape.title == "关于鹤汀镇2025年度考核结果的反馈函"
    assert [one.code for one in shape.copies] == [standing().unit.code]
    assert "得分99.42分，等次为先进。在乡镇组7家单位中列第1位" in text
    assert outcome.final.run.digest[:16] in text
    assert "优化营商环境先进乡镇" in text
    assert setting.DEMAND in text
    assert "得分率较低" in text


def test_every_loss_has_its_points_clause_and_reason(outcome):
    one = standing("芸窗镇")
    table = next(b for b in letter_of(outcome, standing=one).blocks if hasattr(b, "rows"))
    losses = losses_in(json.loads(one.account))
    assert len(table.rows) == len(losses)
    assert [Fraction(row[3]) for row in table.rows] == [loss.lost for loss in losses]
    assert all(row[5] for row in table.rows)


def test_no_letter_names_or_numbers_another_unit(outcome):
    for one in outcome.standings:
        text = told(letter_of(outcome, standing=one))
        for other in set(TOWNS.values()) - {one.name}:
            assert other not in text
        assert "本组平均" not in text


def test_a_sentence_about_others_is_left_out_and_that_is_said():
    text = "得 9 分。最高的是澄湾镇，12 分。按比例折算。"
    assert own_only(text, others=["澄湾镇"]) == (
        "得 9 分。按比例折算。（与其他单位比较的内容从略。）"
    )
    assert own_only(text, others=["松墩镇"]) == text


def test_the_mean_is_told_where_points_are_open_to_the_group(cast):
    setting.final(cast, score="group")
    text = told(letter_of(outcome_of(setting.set_up(cast)), standing=standing()))
    points = [Fraction(one.exact) for one in Standing.objects.all()]
    assert f"本组平均{float(sum(points) / 7):.2f}分" in text


def test_what_the_meeting_decided_is_told_with_its_paper(outcome):
    text = told(letter_of(outcome, standing=standing("云砚镇")))
    assert "等次为合格" in text
    assert "由会议议定（县委常委会纪要〔2026〕3号）" in text


@pytest.mark.parametrize(
    ("scopes", "heads"),
    [
        ({}, ["序号", "单位", "等次"]),
        ({"rank": "county"}, ["序号", "单位", "位次", "等次"]),
        ({"rank": "group", "score": "group"}, ["序号", "单位", "得分", "位次", "等次"]),
        ({"grade": "unit", "score": "public"}, ["序号", "单位", "得分"]),
    ],
)
def test_the_notice_tells_as_much_as_the_publication_did(cast, scopes, heads):
    setting.final(cast, **scopes)
    shape = notice_of(outcome_of(setting.set_up(cast)))
    table = next(one for one in shape.blocks if hasattr(one, "rows"))
    assert [one.head for one in table.columns] == heads
    assert len(table.rows) == 7
    text = told(shape)
    assert ("99.42" in text) == ("得分" in heads)
    assert ("先进（2家）" in text) == ("等次" in heads)


def test_where_ranks_are_not_told_the_order_tells_none(cast):
    setting.final(cast)
    shape = notice_of(outcome_of(setting.set_up(cast)))
    table = next(one for one in shape.blocks if hasattr(one, "rows"))
    units = list(setting.cycle(cast).units.values_list("name", flat=True))
    assert [row[1] for row in table.rows] == [one for one in units if one in TOWNS.values()]


def test_the_notice_goes_to_all_units_and_copies(cast):
    setting.drafted(cast)
    notice = Paper.objects.get(kind="results")
    assert notice.receipts.count() == setting.cycle(cast).units.count()
    assert notice.other_copies == ["县委组织部"]
    assert notice.signed_by == setting.OFFICE
