"""The frame around pages, faults with their numbers, letters."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import resolve

from kaoji.web import shell, views
from kaoji.web.access import SIGNED_IN, Right
from kaoji.web.actor import Actor
from kaoji.web.middleware import RefusalsTold
from kaoji.web.notices import Notice, Pending, tell
from kaoji.web.refusals import Refused
from kaoji.web.roles import Role

pytestmark = pytest.mark.django_db


def test_what_is_not_there_says_no_more(client):
    answer = client.get("/nowhere/")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "可能已撤销，也可能不在您的职责范围" in text
    assert "编号 E-" in text
    assert "涉密文件" in text


def test_a_stale_page_is_told_so():
    answer = Client(enforce_csrf_checks=True).post("/letters/")
    assert answer.status_code == 403
    assert "什么也没有改动" in answer.content.decode()


def test_letters_change_and_go_back(client):
    answer = client.post("/letters/", {"next": "/help/"})
    assert answer.headers["Location"] == "/help/"
    assert 'class="kj-big"' in client.get("/help/").content.decode()


def test_letters_lead_nowhere_else(client):
    answer = client.post("/letters/", {"next": "https://elsewhere.invalid/"})
    assert answer.headers["Location"] == "/"


def test_the_gallery_is_for_developers(client):
    assert client.get("/gallery/").status_code == 200
    with override_settings(HAS_GALLERY=False):
        assert client.get("/gallery/").status_code == 404


def test_an_unreadable_request_gets_a_page_too(client):
    answer = client.get("/help/", headers={"host": "elsewhere.invalid"})
    assert answer.status_code == 400
    assert "编号 E-" in answer.content.decode()


def test_a_fault_says_its_number_and_what_is_safe():
    request = RequestFactory().get("/")
    request.reference = "E-0001"
    answer = views.broken(request)
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "E-0001" in text
    assert "已保存的内容不受影响" in text


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("http://testserver/units/", 'href="http://testserver/units/"'),
        ("https://elsewhere.invalid/", 'href="/"'),
        ("javascript:alert(1)", 'href="/"'),
    ],
)
def test_a_refusal_says_why_and_leads_back_to_ours_only(before, expected):
    request = RequestFactory().post("/units/", headers={"referer": before})
    request.reference = "E-0002"
    fault = Refused("locked", reason="<已锁定>", remedy="先解锁")
    answer = RefusalsTold(lambda _request: HttpResponse()).process_exception(request, fault)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;已锁定&gt;" in text
    assert "先解锁。编号 E-0002" in text, "sentences stand apart"
    assert f"{expected}>回到上一页" in text
    assert "elsewhere" not in text


def test_what_was_done_is_told_once():
    request = RequestFactory().get("/")
    request.session = {}
    tell(request, Notice("已存。", undo="/undo/"))
    assert [one.bold for one in Pending(request)] == ["已存。"]
    assert list(Pending(request)) == []


def test_the_guards_stand_on_every_page(client):
    policy = client.get("/help/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")


def shown_to(actor, monkeypatch):
    monkeypatch.setattr(shell, "_SHELL", shell._Shell())
    shell.open_door(shell.Door("web:more", "设置", "settings", SIGNED_IN, 90, at_foot=True))
    shell.open_door(shell.Door("web:help", "单位", "sitemap", OFFICE_ONLY, 20, count=lambda _: 3))
    shell.open_door(shell.Door("web:gallery", "数据", "table", SIGNED_IN, 10))
    shell.lead(search="web:help", leave="nowhere:at-all")
    request = RequestFactory().get("/gallery/")
    request.actor, request.session = actor, {}
    request.resolver_match = resolve("/gallery/")
    return shell.shell_of(request)


OFFICE_ONLY = Right("office_only", "绩效办", frozenset({Role.OFFICE_CLERK}))


def test_doors_are_shown_to_whoever_may_enter(monkeypatch):
    clerk = Actor("w", "王某", 1, roles=frozenset({Role.OFFICE_CLERK}))
    seen = shown_to(clerk, monkeypatch)
    assert [(door.word, door.count, door.is_here) for door in seen["doors_above"]] == [
        ("数据", 0, True),
        ("单位", 3, False),
    ]
    assert [door.word for door in seen["doors_at_foot"]] == ["设置"]
    assert seen["leads"] == {"search": "/help/", "leave": ""}
    liaison = Actor("l", "李某", 1, roles=frozenset({Role.UNIT_LIAISON}))
    assert [door.word for door in shown_to(liaison, monkeypatch)["doors_above"]] == ["数据"]
    assert shown_to(Actor("", "", None), monkeypatch)["doors"] == ()
