"""The frame around pages, faults with their numbers, letters."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

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
