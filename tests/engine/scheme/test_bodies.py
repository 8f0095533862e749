"""Which body does today what an older regulation gives to another."""

from __future__ import annotations

from datetime import date

import pytest

from kaoji.engine.scheme.bodies import SUCCESSIONS, present_body, successors, told_body, took_over

TODAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("监察局", "纪委监委"),
        ("市监察局", "市纪委监委"),
        ("县法制办", "县司法局"),
        ("市政府法制办", "市司法局"),
        ("某县人民政府法制办公室", "某县司法局"),
        ("安监局", "应急管理局"),
        ("工商局", "市场监督管理局"),
        ("县质监局", "县市场监督管理局"),
        ("卫生局", "卫生健康局"),  # by way of 卫生和计划生育局
        ("县计生委", "县卫生健康局"),
    ],
)
def test_the_body_of_today(former, present):
    assert present_body(former, on=TODAY) == present


@pytest.mark.parametrize("name", ["统计局", "林业工商局", "监察局党组", "", "县委办"])
def test_other_names_stay_as_they_are(name):
    assert present_body(name, on=TODAY) == name
    assert list(successors(name)) == []


def test_before_the_decision_the_body_is_the_old_one():
    assert present_body("县卫生局", on=date(2013, 3, 13)) == "县卫生局"
    assert present_body("县卫生局", on=date(2013, 3, 14)) == "县卫生和计划生育局"
    assert present_body("县卫生局", on=date(2018, 3, 17)) == "县卫生健康局"


@pytest.mark.parametrize(
    ("body", "former", "since"),
    [
        ("县司法局", "县法制办", date(2018, 3, 17)),
        ("县卫生和计划生育局", "县卫生局", date(2013, 3, 14)),
        ("县卫生健康局", "县卫生局", date(2018, 3, 17)),  # by way of 卫生和计划生育局
        ("市卫生健康局", "县卫生局", None),
        ("县法制办", "县法制办", None),
        ("县纪委监委", "县监察局", date(2018, 3, 20)),  # in force on the day of its publication
    ],
)
def test_since_when_a_body_does_what_another_did(body, former, since):
    assert took_over(body, former=former) == since


def test_both_names_are_told():
    assert told_body("县法制办", on=TODAY) == "县司法局（原县法制办）"
    assert told_body("县法制办", on=date(2016, 12, 31)) == "县法制办"


def test_one_body_has_one_successor_and_no_way_leads_back():
    formers = [one.former for one in SUCCESSIONS]
    assert len(set(formers)) == len(formers)
    for former in formers:
        assert former not in dict(successors(former))
        assert all(one.basis for one in SUCCESSIONS)
