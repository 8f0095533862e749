"""The pages of the log: the morning of the audit administrator, and what others do not see."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.audit import actions, guards
from kaoji.apps.audit.acts import known_acts
from kaoji.apps.audit.models import Entry
from kaoji.apps.workbench.actions import read_phones
from kaoji.web.actor import THE_SYSTEM
from tests import factories
from tests.apps.audit.test_tampering import SOMETHING
from tests.cast import county


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, settings):
    settings.DATA = tmp_path


@pytest.fixture
def cast(db):
    return county()


@pytest.fixture
def auditor(cast):
    return factories.signed_in(cast.people["audit"])


def write(cast, count, **more):
    for number in range(count):
        key = cast.organisation.pk
        actions.record(
            SOMETHING, by=THE_SYSTEM, named=f"第 {number} 件", organisation_key=key, **more
        )


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_morning_of_the_audit_administrator(cast, auditor):
    """Anchor, paper, verification against it, who tried what, and the copy taken away."""
    accounts.close_user(by=cast.actor("system"), user=cast.people["staff"], reason="调离")
    factories.signed_in(cast.people["clerk"]).get("/accounts/")
    paper = text_of(auditor.post("/audit/anchors/make/", follow=True))
    number = re.search(r"<dd><b>(\d+)</b></dd>", paper)[1]
    digest = re.search(r"<code>((?:[0-9a-f]{4} ){15}[0-9a-f]{4})</code>", paper)[1]
    assert "style=" not in paper
    typed = {"number": number, "digest": digest[:19], "go": "1"}
    assert "全部完好" in text_of(auditor.post("/audit/verify/", typed))
    tried = text_of(auditor.get("/audit/?act=audit.refused_attempt"))
    assert "简书宁" in tried
    assert "调离" not in tried
    answer = auditor.get("/audit/?export=csv")
    assert "停用账户" in answer.content.decode("utf-8-sig")
    assert Entry.objects.first().act == "audit.export"


def test_the_file_is_taken_back_as_well_as_the_paper(auditor):
    auditor.post("/audit/anchors/make/")
    file = auditor.get("/audit/anchors/1/file/").content
    page = {"go": "1", "file": SimpleUploadedFile("a.txt", file)}
    assert "全部完好" in text_of(auditor.post("/audit/verify/", page))
    forged = SimpleUploadedFile("a.txt", file.replace(b"number: 1", b"number: 2"))
    answer = auditor.post("/audit/verify/", {"go": "1", "file": forged})
    assert answer.status_code == 422
    assert "签名不对" in answer.content.decode()


def test_the_page_says_which_entry_is_bad(cast, auditor):
    write(cast, 9)
    guards.lift(connection)
    Entry.objects.filter(number=7).update(reason="另有原因")
    guards.install(connection)
    assert "第 7 条的内容被改过" in text_of(auditor.post("/audit/verify/", {"go": "1"}))


def test_an_entry_shows_before_and_after(cast, auditor):
    clerk = cast.people["clerk"]
    accounts.change_user(by=cast.actor("system"), user=clerk, name="简书凝", phone="", email="")
    page = text_of(auditor.get(f"/audit/{Entry.objects.first().number}/"))
    assert "<b>简书凝</b>" in page
    assert "简书宁" in page


def test_another_organisation_sees_nothing_of_it(cast):
    write(cast, 3, reason="只给自己看")
    other = county(code="bian", name="彼岸县")
    stranger = factories.signed_in(other.people["audit"])
    assert not re.findall(r"第 \d 件", text_of(stranger.get("/audit/")))
    assert stranger.get("/audit/1/").status_code == 404


def test_sign_ins_under_unknown_names_are_seen_by_the_first_organisation_only(cast, client):
    write(cast, 1)
    other = county(code="bian", name="彼岸县")
    write(other, 1)
    client.post("/sign-in/", {"username": "nobody-here", "password": "x"})
    mine, theirs = (
        text_of(factories.signed_in(one.people["audit"]).get("/audit/")) for one in (cast, other)
    )
    assert "nobody-here" in mine
    assert "nobody-here" not in theirs


@pytest.mark.parametrize("path", ["/audit/", "/audit/verify/"])
def test_the_number_of_queries_does_not_grow(cast, auditor, path):
    counts = []
    for count in (3, 300):
        write(cast, count)
        auditor.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert auditor.get(path).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 15


def test_the_number_of_queries_of_accounts_does_not_grow(cast):
    client = factories.signed_in(cast.people["system"])
    counts = []
    for count in (3, 200):
        for _ in range(count):
            factories.make_user(organisation=cast.organisation)
        client.get("/accounts/")
        for path in ("/accounts/", "/accounts/stale/"):
            with CaptureQueriesContext(connection) as caught:
                assert client.get(path).status_code == 200
            counts.append(len(caught))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


def test_who_looked_at_what_is_sensitive_is_one_choice(cast, auditor):
    read_phones(by=cast.actor("clerk"), count=7)
    accounts.close_user(by=cast.actor("system"), user=cast.people["staff"], reason="调离")
    acts = {act.key for act in known_acts() if act.is_reading}
    read = {one.act for one in Entry.objects.all()} & acts
    assert read == {"workbench.read_phones"}

    def shown(sort):
        page = auditor.get(f"/audit/?sort_of_act={sort}")
        return {line[0].row.act for line in page.context["table"].lines}

    assert shown("reading") == read
    assert "accounts.close_user" in shown("changing")
    assert not shown("changing") & acts
    file = auditor.get("/audit/?sort_of_act=reading&export=csv").content.decode("utf-8-sig")
    assert "查看催报电话单" in file
    assert "停用账户" not in file
