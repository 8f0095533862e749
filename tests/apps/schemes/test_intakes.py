"""A table of indicators in the office: read, mapped, asked about, bound to clauses, drafted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.audit.models import Entry
from kaoji.apps.schemes import actions, intakes, queries
from kaoji.apps.schemes.models import Intake, OwnScheme, Regulation
from kaoji.engine.drafting.layout import propose
from kaoji.web.files import read_back
from kaoji.web.refusals import Refused
from tests.apps.schemes.tables import (
    CLAUSES,
    HEADING,
    answered,
    bindable,
    document,
    mapped,
    read,
    regulation,
    upload,
)
from tests.deeds import client_of
from tests.engine.drafting.books import BOOKS, workbook
from tools.source import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"


def page(name, held):
    return reverse(f"schemes:{name}", args=(held.pk,))


def test_a_table_becomes_a_draft_by_its_pages(cast):
    client = client_of(cast, "clerk")
    sent = client.post(reverse("schemes:intake-add"), {"file": upload("county")}, follow=True)
    held = Intake.objects.get()
    assert read_back(held.digest) is not None
    form = {**sent.context["form"].initial, "key": "hean-depts", "subject": "县直部门"}
    asked = client.post(page("intake", held), {**form, "act": "map"}, follow=True)
    assert len(asked.context["asked"]) == 8
    version = asked.context["intake"].number
    told = {
        "version": version, "act": "draft", "c:cap:E5": "full", "c:step:E6": "whole",
        "c:rank:E8": "higher", "t:points:C11:points": "3", "c:rule:E11": "judged",
        "o:rule:E11": "1", "c:veto:C16": "unit", "t:veto:C16:unit": "县安委会",
        "c:sum:B5": "children",
    }  # fmt: skip
    again = client.post(page("intake-questions", held), told, follow=True)
    assert again.context["draft"].open_count == 1
    assert not OwnScheme.objects.exists()
    rest = {"version": again.context["intake"].number, "act": "draft", "c:sum:D12": "children"}
    done = client.post(page("intake-questions", held), rest, follow=True)
    scheme = OwnScheme.objects.get()
    assert (scheme.key, scheme.error_count) == ("hean-depts", 0)
    assert done.redirect_chain[-1][0] == reverse("schemes:draft", args=(scheme.pk,))
    text = queries.text_of(scheme).text
    assert "# 出处：C11、E11" in text
    assert "# 待议：列入起草会议的问题单" in text
    assert "# A17：注：本表由考核办负责解释" in text
    held.refresh_from_db()
    assert held.scheme == scheme


def test_the_same_workbook_sent_again_is_the_one_that_is_there_until_something_is_done(cast):
    content = workbook(*BOOKS["plain"])

    def sent(by="clerk", name="指标表.xlsx"):
        return actions.read_table(by=cast.actor(by), content=content, name=name)

    first = sent()
    assert sent() == first, "loaded again, as a browser does whose line was cut"
    assert sent(by="second_clerk") != first
    assert sent(name="另一份.xlsx") != first
    shape = actions.MappingShape(0, propose(intakes.table_in(first)), HEADING | {"key": "hean"})
    actions.map_table(by=cast.actor("clerk"), intake=first, number=1, shape=shape)
    assert sent() != first
    assert Entry.objects.filter(act="schemes.read_table").count() == 4


def test_no_draft_while_a_question_is_open(cast):
    held = mapped(cast, "county")
    with pytest.raises(Refused) as refused:
        actions.draft_table(by=cast.actor("clerk"), intake=held, number=held.number)
    assert refused.value.code == "questions-open"
    assert "8" in refused.value.reason


def test_a_draft_is_made_once(cast):
    held = answered(cast)
    actions.draft_table(by=cast.actor("clerk"), intake=held, number=held.number)
    with pytest.raises(Refused) as refused:
        actions.draft_table(by=cast.actor("clerk"), intake=held, number=held.number + 1)
    assert refused.value.code == "drafted-already"
    assert OwnScheme.objects.count() == 1


def test_the_second_of_two_is_told_and_keeps_what_was_typed(cast):
    held = mapped(cast, "county")
    actions.answer_table(
        by=cast.actor("director"), intake=held, number=held.number,
        answers={"points:C11": intakes.Answer("points", "9")},
    )  # fmt: skip
    told = {"version": held.number, "act": "save", "t:points:C11:points": "3"}
    page_again = client_of(cast, "clerk").post(page("intake-questions", held), told)
    assert page_again.context["refused"].code == "changed_meanwhile"
    shown = {one.question.key: one for one in page_again.context["asked"]}
    assert [one.typed for one in shown["points:C11"].options if one.is_chosen] == ["3"]
    held.refresh_from_db()
    assert held.answers["points:C11"] == ["points", "9", False]


def test_a_proposal_is_no_answer(cast):
    held = mapped(cast, "county")
    told = {"version": held.number, "act": "draft"}
    client_of(cast, "clerk").post(page("intake-questions", held), told)
    held.refresh_from_db()
    assert held.answers == {}
    assert not OwnScheme.objects.exists()


def test_columns_that_cannot_be_are_refused_and_nothing_is_lost(cast):
    held = read(cast)
    client = client_of(cast, "clerk")
    form = client.get(page("intake", held)).context["form"].initial
    told = {**form, "key": "hean", "subject": "部门", "act": "map"}
    for wrong in ({"m-1": "unused"}, {"head_last": 9}, {"m-3": "weight"}):
        answer = client.post(page("intake", held), {**told, **wrong})
        assert answer.context["form"].non_field_errors()
        assert answer.context["form"]["key"].value() == "hean"
    held.refresh_from_db()
    assert held.layout == {}


def test_a_look_keeps_nothing(cast):
    held = read(cast)
    client = client_of(cast, "clerk")
    form = client.get(page("intake", held)).context["form"].initial
    told = {**form, "key": "hean", "subject": "部门", "act": "look", "last": 4}
    answer = client.post(page("intake", held), told)
    assert [one.part for one in answer.context["rows"]] == [
        "above",
        "head",
        "data",
        "data",
        "below",
    ]
    held.refresh_from_db()
    assert (held.layout, held.number) == ({}, 1)


REFUSED = {
    "wrong-ending": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx"),
    "kind-unknown": (b"MZ\x90\x00", "a.xlsx"),
    "secret": (workbook(*BOOKS["plain"]), "机密.xlsx"),
    "not-a-workbook": (document(), "a.docx"),
    "damaged-file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_table_is_refused_with_a_reason(cast, code):
    content, name = REFUSED[code]
    with pytest.raises(Refused) as refused:
        actions.read_table(by=cast.actor("clerk"), content=content, name=name)
    assert refused.value.code == code
    assert not Intake.objects.exists()


@pytest.mark.parametrize("name", ["旧表.xls", "旧表.et"])
def test_of_an_old_format_only_cells_are_kept(cast, name):
    content = (ROOT / "tests/engine/facts/readers/fixtures/small.xls").read_bytes()
    held = actions.read_table(by=cast.actor("clerk"), content=content, name=name)
    assert (held.file_name, held.digest) == (name, "")
    assert intakes.table_in(held).own_cells


def test_a_workbook_called_et_is_read_as_what_it_is(cast):
    held = read(cast, file="指标表.et")
    assert held.digest
    assert [one.name for one in intakes.draft_in(held).items] == [
        "产业发展",
        "村庄整治",
        "机要值守",
    ]


def test_a_regulation_is_kept_word_for_word_and_read_by_clauses(cast):
    held = regulation(cast)
    assert [one[2] for one in held.passages] == [*CLAUSES, "省级 | 加 2 分"]
    assert [one[1] for one in held.passages] == [
        "", "第一条", "第二条", "第二条", "第三条", "第三条",
    ]  # fmt: skip
    assert held.passages[0][0] == "heading"
    answer = client_of(cast, "clerk").get(page("regulation-file", held))
    assert answer.content == read_back(held.digest)


def test_clauses_are_proposed_by_name_chosen_by_people_and_cited(cast):
    held = bindable(cast)
    client = client_of(cast, "clerk")
    shown = client.get(page("intake-clauses", held))
    assert [(item.name, clause) for item, clause in shown.context["bound"]] == [
        ("产业发展", "第二条"), ("村庄整治", "第二条"), ("机要值守", "第三条"),
    ]  # fmt: skip
    told = {
        "version": held.number, "regulation": Regulation.objects.get().pk,
        "k-A3": "第二条", "k-A4": "", "k-A5": "第三条",
    }  # fmt: skip
    client.post(page("intake-clauses", held), told)
    held.refresh_from_db()
    scheme = actions.draft_table(by=cast.actor("clerk"), intake=held, number=held.number)
    text = queries.text_of(scheme).text
    assert "依据: 绩效考核办法" in text
    assert text.count("依据: 第二条") == 1
    assert text.count("依据: 第三条") == 1
    assert '依据: "县直!A4"' in text


def test_a_clause_that_is_not_there_is_refused(cast):
    held = bindable(cast)
    with pytest.raises(Refused) as refused:
        actions.bind_clauses(
            by=cast.actor("clerk"), intake=held, number=held.number,
            regulation=Regulation.objects.get(), clauses={"A3": "第九条"},
        )  # fmt: skip
    assert refused.value.code == "clause-unknown"


def test_marks_stand_on_the_list_of_the_meeting(cast):
    held = regulation(cast)
    client = client_of(cast, "clerk")
    told = {"passage": 3, "version": 1, "question": "从轻到几分？"}
    client.post(page("regulation", held), told)
    shown = client.get(page("regulation-meeting", held)).content.decode()
    assert "从轻到几分？" in shown
    assert CLAUSES[3] in shown
    client.post(page("regulation", held), {"passage": 3, "version": 2, "question": ""})
    assert "从轻到几分？" not in client.get(page("regulation-meeting", held)).content.decode()


def test_open_questions_stand_on_the_list_of_the_meeting(cast):
    held = answered(cast)
    shown = client_of(cast, "clerk").get(page("intake-meeting", held))
    assert [one.key for one in shown.context["open_ones"]] == ["rule:E11"]
