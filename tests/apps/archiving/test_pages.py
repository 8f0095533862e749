"""Pages of archives: who sees what, what each button does, old pages told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.archiving.models import Archive
from kaoji.apps.documents.enums import PaperKind
from kaoji.apps.documents.models import Paper
from tests import factories
from tests.apps.archiving import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(stage):
    return factories.signed_in(stage.cast.people["clerk"])


def page_of(client, cycle):
    return client.get(reverse("archiving:cycle", args=[cycle.number])).content.decode()


def test_the_page_says_what_is_missing_and_offers_nothing(office, cycle):
    cycle.finals.update(state="withdrawing")
    page = page_of(office, cycle)
    assert "结果没有定稿，或正待撤回" in page
    assert "提请归档" not in page
    cycle.finals.update(state="final")
    assert "提请归档" in page_of(office, cycle)


def test_a_unit_sees_no_archive(stage, archive):
    client = factories.signed_in(stage.cast.people["head"])
    for route, key in (
        ("archiving:list", ()), ("archiving:cycle", (archive.cycle.number,)),
        ("archiving:package", (archive.pk,)),
    ):  # fmt: skip
        assert client.get(reverse(route, args=key)).status_code == 404


def test_a_leader_looks_and_checks_but_takes_nothing_away(stage, archive):
    client = factories.signed_in(stage.cast.people["leader"])
    page = page_of(client, archive.cycle)
    assert "与清单核对" in page
    assert "下载归档包" not in page
    assert client.get(reverse("archiving:package", args=[archive.pk])).status_code == 404
    client.post(reverse("archiving:inspect", args=[archive.pk]))
    assert "与清单一致" in page_of(client, archive.cycle)


def test_a_second_click_is_told(stage, cycle):
    found = kept.confirmed(stage.cast, cycle)
    client = factories.signed_in(stage.cast.people["director"])
    answer = client.post(reverse("archiving:confirm", args=[found.pk]))
    assert answer.status_code == 409
    assert "不能再改" in answer.content.decode()


def test_a_paper_of_another_room_may_be_chosen_and_must_be_issued(stage, office, cycle):
    person = stage.cast.people["clerk"]
    draft = Paper.objects.create(
        organisation=cycle.organisation, kind=PaperKind.RESULTS, title="结果通报",
        drafted_by=person, drafted_at=cycle.runs.get().asked_at, origin_word=str(cycle),
        origin_url=f"/appraisals/{cycle.number}/",
    )  # fmt: skip
    assert "公文“结果通报”没有印发" in page_of(office, cycle)
    draft.delete()
    issued = Paper.objects.create(
        organisation=cycle.organisation, kind=PaperKind.RESULTS, title="另一份通报",
        drafted_by=person, drafted_at=cycle.runs.get().asked_at, state="issued", number=1,
        year=2026, number_text="禾考〔2026〕1号", issued_on=cycle.begins_on,
    )  # fmt: skip
    address = reverse("archiving:propose", args=[cycle.number])
    assert "另一份通报" in office.get(address).content.decode()
    office.post(address, {"retention": "thirty", "note": "", "papers": [issued.pk]})
    assert Archive.objects.get().paper_keys == [issued.pk]


def test_a_failed_one_says_why_and_may_be_proposed_again(stage, office, cycle):
    found = kept.confirmed(stage.cast, cycle)
    Archive.objects.filter(pk=found.pk).update(state="failed", fault="方案文件与选定时不同")
    cycle.state = "running"
    cycle.save()
    page = page_of(office, cycle)
    assert "方案文件与选定时不同" in page
    assert "提请归档" in page
