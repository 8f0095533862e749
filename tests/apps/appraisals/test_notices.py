"""公示 as an official paper: what all may see, numbered and issued, as long as it is public."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from kaoji.apps.appraisals import actions
from kaoji.apps.appraisals.archived import papers_of
from kaoji.apps.appraisals.publishing_enums import Scope
from kaoji.apps.documents import actions as documents
from kaoji.apps.documents.checking import findings_of
from kaoji.apps.documents.content import read_back
from kaoji.apps.documents.models import Paper
from kaoji.engine.paper.elements import Table
from kaoji.web.files import read_back as file_of
from kaoji.web.refusals import Refused
from tests.apps.appraisals import public
from tests.apps.appraisals.scored import run_in
from tests.apps.documents.stage import of
from tests.deeds import client_of

pytestmark = pytest.mark.django_db
OFFICE = "禾安县绩效考核办公室"


@pytest.fixture
def run(stage):
    return public.settle(stage, run_in(public.cycle_in(stage)))


@pytest.fixture
def series(stage):
    return of(stage.cast).series


@pytest.fixture
def publication(stage, run):
    return public.published(stage, run)


def draft(stage, publication, series, **changed):
    told = {"series": series, "signed_by": OFFICE} | changed
    return actions.draft_notice(by=stage.actor("clerk"), publication=publication, **told)


def table_in(paper):
    (found,) = [one for one in read_back(paper.blocks) if isinstance(one, Table)]
    return found


def sent(stage, paper):
    documents.send(by=stage.actor("clerk"), paper=paper, version=paper.version)
    paper.refresh_from_db()


def test_it_says_what_all_may_see_whoever_drafts_it(stage, run, series):
    made = public.published(stage, run, grade=Scope.PUBLIC, rank=Scope.COUNTY, score=Scope.UNIT)
    table = table_in(draft(stage, made, series))
    assert [one.head for one in table.columns] == ["单位", "等次"]
    assert len(table.rows) == run.standings.count()


def test_it_is_numbered_signed_and_issued_under_a_red_head(stage, publication, series):
    paper = draft(stage, publication, series)
    sent(stage, paper)
    documents.approve(by=stage.actor("director"), paper=paper, version=paper.version)
    paper.refresh_from_db()
    documents.issue(by=stage.actor("clerk"), paper=paper, version=paper.version)
    paper.refresh_from_db()
    content = file_of(paper.files.get(kind="docx").digest)
    texts = [one.text for one in Document(BytesIO(content)).paragraphs]
    assert series.issuer in texts
    assert any("禾考发〔2026〕1号" in one for one in texts)
    assert any(OFFICE in one for one in texts)


def test_one_paper_at_a_time(stage, publication, series):
    held = draft(stage, publication, series)
    with pytest.raises(Refused) as fault:
        draft(stage, publication, series)
    assert fault.value.code == "drafted-already"
    assert str(held) in fault.value.reason
    documents.drop_paper(by=stage.actor("clerk"), paper=held, version=held.version)
    draft(stage, publication, series)


def test_only_what_is_public_is_drafted(stage, run, series):
    proposed = public.proposed(stage, run)
    with pytest.raises(Refused) as fault:
        draft(stage, proposed, series)
    assert fault.value.code == "not-public"
    assert Paper.objects.count() == 0


def test_a_draft_of_what_was_taken_back_goes_no_further(stage, publication, series):
    paper = draft(stage, publication, series)
    assert not [one for one in findings_of(paper) if one.blocks]
    actions.propose_retraction(by=stage.actor("clerk"), publication=publication, reason="漏一家")
    assert [one.place for one in findings_of(paper) if one.blocks] == ["来源"]
    actions.confirm_retraction(by=stage.actor("leader"), publication=publication)
    with pytest.raises(Refused):
        sent(stage, paper)


def test_it_comes_into_the_archive_of_its_cycle(stage, publication, series):
    paper = draft(stage, publication, series)
    assert paper in papers_of(publication.cycle)


@pytest.mark.parametrize("signed_by", ["", "   "])
def test_a_signature_is_asked_for(stage, publication, series, signed_by):
    with pytest.raises(Refused):
        draft(stage, publication, series, signed_by=signed_by)


def test_the_page_leads_from_the_wall_to_the_paper(stage, publication, series):
    client = client_of(stage.cast, "clerk")
    page = reverse("appraisals:publication", args=[publication.pk])
    there = reverse("appraisals:publication-paper", args=[publication.pk])
    assert there in client.get(page).content.decode()
    form = {"series": series.pk, "signed_by": OFFICE}
    assert client.post(there, {**form, "series": ""}).status_code == 200
    assert Paper.objects.count() == 0
    answer = client.post(there, form)
    paper = Paper.objects.get()
    assert answer["Location"] == reverse("documents:paper", args=[paper.pk])
    told = client.get(page).content.decode()
    assert there not in told
    assert answer["Location"] in told
