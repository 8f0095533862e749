"""The register of rulings: bound to a clause of one version, shown beside it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kaoji.apps.schemes.models import Ruling
from tests.apps.schemes.desk import PACK
from tests.deeds import client_of

pytestmark = pytest.mark.django_db
TOLD = {
    "clause": "四(一)1", "question": "新设的乡镇算不算？", "answer": "不算，按不适用办。",
    "body": "县考核领导小组", "paper": "", "ruled_on": "2026-06-01",
}  # fmt: skip


def add(client, **changed):
    return client.post(reverse("schemes:ruling-add", args=(PACK,)), TOLD | changed)


def test_an_answer_stands_beside_its_clause(cast):
    client = client_of(cast, "clerk")
    assert add(client).status_code == 302
    page = client.get(reverse("schemes:pack", args=(PACK,))).content.decode()
    assert TOLD["answer"] in page
    tree = client.get(reverse("schemes:pack", args=(PACK,)), {"part": "tree"}).content.decode()
    assert "有答复" in tree
    # Of this version only.
    other = reverse("schemes:pack", args=("zhengding-oldtown@2016.1",))
    assert TOLD["answer"] not in client.get(other).content.decode()


@pytest.mark.parametrize(
    ("field", "text"), [("clause", "第九十九条"), ("ruled_on", "2026-06-13"), ("answer", "")]
)
def test_what_cannot_be_is_told_at_its_field(cast, field, text):
    answer = add(client_of(cast, "clerk"), **{field: text})
    assert field in answer.context["form"].errors
    assert Ruling.objects.count() == 0


def test_a_scheme_that_is_not_there_has_no_register(cast):
    address = reverse("schemes:ruling-add", args=("own:nothing@1",))
    assert client_of(cast, "clerk").get(address).status_code == 404
