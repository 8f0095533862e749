"""Parameters: set exactly on the strength of a paper, each value kept, given to the engine."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.http import Http404

from kaoji.apps.audit.models import Entry
from kaoji.apps.facts import actions
from kaoji.apps.facts.models import Setting
from kaoji.apps.facts.parameters import given_text, parameters_of
from kaoji.engine.scheme.load.overlay import overlay_of
from kaoji.engine.scheme.source import read_document
from tests.apps.facts.stage import Stage
from tests.apps.facts.test_acts import refused
from tests.apps.facts.test_pages import page, post, text_of

LEADER, REACH = "主要领导权重", "后三名范围"


def set_to(stage, value, *, name=LEADER, seen=0, who="clerk", **more):
    usual = {
        "begins_on": date(2026, 1, 1), "paper": "禾考发〔2026〕1号",
        "issued_on": date(2026, 1, 5),
    }  # fmt: skip
    parameter = next(one for one in parameters_of(stage.scheme) if one.name == name)
    return actions.set_parameter(
        by=stage.actor(who),
        scheme=stage.scheme,
        parameter=parameter,
        given=actions.Given(value, **usual | more),
        seen=seen,
    )


def given(stage, year=2026):
    """What the engine reads out of what is given: texts by name."""
    text = given_text(stage.actor("clerk"), scheme=stage.scheme, year=year)
    document, problems = read_document(text, file="given.yaml")
    assert not problems
    overlay = overlay_of(document, file="given.yaml")
    assert not overlay.problems
    return {one.key.text: getattr(one.value, "text", one.value) for one in overlay.parameters}


def other(stage, pack):
    scheme = actions.pin_scheme(by=stage.actor("clerk"), pack=pack, begins_on=date(2026, 1, 1))
    return Stage(stage.cast, scheme)


class TestSetting:
    def test_a_value_is_kept_as_the_paper_has_it(self, stage):
        set_to(stage, "2/3")
        assert given(stage) == {LEADER: "2/3"}
        entry = Entry.objects.first()
        assert entry.act == "facts.set_parameter"
        assert json.loads(entry.after)["paper"] == "禾考发〔2026〕1号"

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("约六成", "no-number"), ("财政收入", "no-number"), ("150%", "out-of-range"),
            ("-1%", "out-of-range"), ("{a: 1}", "value-wrong"), (" ", "text-missing"),
        ],
    )  # fmt: skip
    def test_what_the_engine_would_not_take_is_refused(self, stage, value, code):
        with refused(code):
            set_to(stage, value)
        assert not Setting.objects.exists()

    def test_a_word_is_one_of_those_that_the_scheme_knows(self, stage):
        with refused("no-such-word") as caught:
            set_to(stage, "全县", name=REACH)
        assert caught.value.remedy == "可写 同类、全部"
        set_to(stage, "全部", name=REACH)
        assert given(stage) == {REACH: "全部"}

    def test_without_a_paper_nothing_is_set(self, stage):
        with refused("text-missing"):
            set_to(stage, "60%", paper=" ")
        assert not Setting.objects.exists()

    def test_another_value_is_a_revision_with_its_reason(self, stage):
        set_to(stage, "60%")
        with refused("text-missing"):
            set_to(stage, "55%", seen=1)
        set_to(stage, "55%", seen=1, reason="领导小组会议调整")
        setting = Setting.objects.get()
        assert [one.value for one in setting.revisions.all()] == ["55%", "60%"]
        assert given(stage) == {LEADER: "55%"}

    def test_the_second_of_two_officers_is_told(self, stage):
        set_to(stage, "60%")
        with refused("changed_meanwhile"):
            set_to(stage, "55%", seen=0, who="second_clerk", reason="调整")

    def test_a_year_keeps_its_value_when_the_next_has_another(self, stage):
        set_to(stage, "60%", begins_on=date(2025, 1, 1))
        set_to(stage, "55%", seen=1, begins_on=date(2026, 1, 1), reason="新办法")
        set_to(stage, "62%", seen=2, begins_on=date(2025, 1, 1), reason="原来写错")
        assert given(stage, 2025) == {LEADER: "62%"}
        assert given(stage, 2026) == {LEADER: "55%"}
        assert given(stage, 2024) == {}

    def test_who_is_not_the_office_sets_nothing(self, stage):
        with refused("not-allowed"):
            set_to(stage, "60%", who="supplier")

    def test_another_organisation_has_no_such_scheme(self, stage):
        from tests import cast

        county = cast.county(code="other", name="别县")
        stranger = Stage(county, stage.scheme)
        with pytest.raises(Http404):
            set_to(stranger, "60%")


class TestShapes:
    def test_by_class_with_one_value_for_the_rest(self, stage):
        village = other(stage, "village-targets@2016.1")
        name = "表彰名额"
        set_to(village, "3", name=name)
        set_to(village, "5", name=name, word="社区", seen=1)
        block = given(village)[name]
        assert {one.key.text: one.value.text for one in block.entries} == {"村": "3", "社区": "5"}

    def test_a_class_that_the_scheme_lacks_is_refused(self, stage):
        with refused("no-such-class"):
            set_to(stage, "60%", word="街道")

    def test_a_table_has_a_line_for_each_cell(self, stage):
        table = other(stage, "hospital-departments@2016.1")
        set_to(table, "临床/医务科: 60%\n临床/护理部：40%", name="考核表权重")
        block = given(table)["考核表权重"].get("值")
        inner = block.entries[0].value
        assert block.entries[0].key.text == "临床"
        assert [(one.key.text, one.value.text) for one in inner.entries] == [
            ("医务科", "60%"), ("护理部", "40%"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "code"),
        [("县人大代表", "line-wrong"), ("a/b: 1", "line-wrong"), ("甲: 1\n甲: 2", "line-twice")],
    )
    def test_a_line_that_is_no_cell_is_told(self, stage, text, code):
        table = other(stage, "qitai-departments@2013.1")
        with refused(code):
            set_to(table, text, name="评议组权重")


class TestPages:
    def test_what_is_owed_is_told_and_set_on_its_page(self, stage):
        text = text_of(page(stage, "clerk", "parameters", stage.scheme.pk))
        assert "还有 3 个必填的没有设" in text
        told = {
            "version": 0, "value": "60%", "begins_on": "2026-01-01",
            "paper": "禾考发〔2026〕1号", "issued_on": "2026-01-05",
        }  # fmt: skip
        assert post(stage, "clerk", "parameter", stage.scheme.pk, 1, **told).status_code == 302
        text = text_of(page(stage, "clerk", "parameters", stage.scheme.pk))
        assert "还有 2 个必填的没有设" in text
        assert "禾考发〔2026〕1号（2026-01-05）" in text
        answer = page(stage, "clerk", "given", stage.scheme.pk, year=2026)
        assert "主要领导权重: 60%" in answer.content.decode()
        assert Entry.objects.first().act == "facts.export_parameters"

    def test_a_refusal_keeps_what_was_typed(self, stage):
        told = {
            "version": 0, "value": "160%", "begins_on": "2026-01-01",
            "paper": "禾考发〔2026〕1号", "issued_on": "2026-01-05",
        }  # fmt: skip
        text = text_of(post(stage, "clerk", "parameter", stage.scheme.pk, 1, **told))
        assert "范围 0 至 1" in text
        assert 'value="160%"' in text

    @pytest.mark.parametrize("who", ["supplier", "head", "system", "audit"])
    def test_others_find_nothing(self, stage, who):
        for name, args in (("parameters", ()), ("parameter", (1,)), ("given", ())):
            assert page(stage, who, name, stage.scheme.pk, *args).status_code == 404

    def test_a_parameter_that_is_none_is_not_there(self, stage):
        assert page(stage, "clerk", "parameter", stage.scheme.pk, 9).status_code == 404
