"""The gallery: every shipped scheme is in it, opens, explains itself and computes its cases."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kaoji.apps.schemes.gallery import shipped, study_of_pack
from kaoji.apps.schemes.lines import lines_of
from kaoji.engine.scheme.catalogue import shipped_schemes
from tests.cast import county
from tests.deeds import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(county(), "clerk")


def test_every_shipped_scheme_is_told():
    rows = shipped()
    assert {one.reference for one in rows} == {one.reference for one in shipped_schemes()}
    assert [one.reference for one in rows if not (one.indicators and one.cases)] == []
    assert [one.reference for one in rows if not one.clauses] == []
    towns = next(one for one in rows if one.reference == "zhengding-towns@2016.1")
    assert (towns.family, towns.title) == ("正定", "正定县乡镇政府绩效管理")
    # Counted in the text by hand: four of the economy, four of the people, three others.
    assert (towns.indicators, towns.cases) == (11, 4)
    reviews = next(one for one in rows if one.reference == "jisheng-reviews@2012.1")
    assert reviews.state == "已停用，只作样本"


def test_each_opens_explains_and_computes(client):
    assert {one.reference: fault for one in shipped() if (fault := wrong_with(one, client))} == {}


def wrong_with(one, client):
    """What is missing from the page of a shipped scheme; nothing where it is whole."""
    address = reverse("schemes:pack", args=(one.reference,))
    text = client.get(address).content.decode()
    lost = [each for each in re.findall(r'href="#(L\d+)"', text) if f'id="{each}"' not in text]
    if one.title not in text or lost:
        return f"the page lacks {one.title} or {lost}"
    tree = client.get(address, {"part": "tree"}).content.decode()
    if tree.count('<tr role="row">') != len(study_of_pack(one.entry).branches) + 1:
        return "the tree is not whole"
    cases = client.get(address, {"part": "cases"}).context["cases"]
    is_right = len(cases) == one.cases and all(case.result.passed for case in cases)
    return "" if is_right else "worked cases differ"


def test_the_text_is_whole_line_by_line():
    entry = next(one for one in shipped_schemes() if one.id == "feicheng-bodies")
    lines = lines_of(study_of_pack(entry))
    told = "\n".join(f"{one.before}{one.key}{one.after}{one.comment}" for one in lines)
    assert told == entry.path.read_text().rstrip("\n")


def test_a_node_stands_at_its_line():
    entry = next(one for one in shipped_schemes() if one.id == "feicheng-bodies")
    texts = entry.path.read_text().splitlines()
    branches = study_of_pack(entry).branches
    assert len(branches) > 31
    # Also what a template brings: the line is where the indicator is named.
    assert [
        one.path for one in branches if one.path.rpartition("/")[2] not in texts[one.line - 1]
    ] == []


def test_an_unknown_one_is_missing(client):
    assert client.get(reverse("schemes:pack", args=("nowhere@1",))).status_code == 404
