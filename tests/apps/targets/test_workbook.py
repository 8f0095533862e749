"""Proposals as a workbook: out, filled in, checked cell by cell, written when it is confirmed."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kaoji.web.models import ImportRun
from tests import factories
from tests.apps.facts.test_workbook import fill
from tests.apps.targets import setting

pytestmark = pytest.mark.django_db
HEAD = "财政收入 2026年终评估（万元）"


@pytest.fixture
def client(stage, assignment):
    del assignment
    return factories.signed_in(stage.cast.people["clerk"])


def sent(client, texts):
    address = reverse("targets:workbook", args=(1,))
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, {"template": "1"}).content))
    file = SimpleUploadedFile("拟定表.xlsx", fill(book, texts))
    client.post(address, {"file": file})
    return address, ImportRun.objects.latest("pk")


def test_proposals_come_in_after_a_look(client, assignment):
    address, run = sent(client, {("鹤汀镇", HEAD): "120.5", ("澄湾镇", HEAD): "不适用"})
    assert not setting.lines(assignment).exclude(proposal="").exists()
    client.post(address, {"act": "confirm", "run": run.pk})
    told = dict(setting.lines(assignment).exclude(proposal="").values_list("name", "proposal"))
    assert told == {"鹤汀镇": "120.5", "澄湾镇": "不适用"}


def test_a_wrong_cell_holds_all_of_it(client, assignment):
    _address, run = sent(client, {("鹤汀镇", HEAD): "120", ("澄湾镇", HEAD): "许多"})
    assert run.state == "faulty"
    assert not setting.lines(assignment).exclude(proposal="").exists()
