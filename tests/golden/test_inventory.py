"""No worked case is forgotten: each id is of one family, proved elsewhere, or waiting — once."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.golden.load import all_cases, page
from tools.source import ROOT

INVENTORY = page("waiting.yaml")
COUNT = 194
SCHEMES_OF_FAMILIES = {
    "zhengding": {"zhengding"},
    "qitai": {"qitai"},
    "bureau": {"bureau-unit", "bureau-person", "bureau-honours"},
    "village": {"village"},
    "sihong": {"sihong"},
    "taishun": {"taishun"},
    "hospital": {"hospital"},
    "feicheng": {"feicheng-3d"},
    "beijing": {"beijing-3x1c"},
    "mudanjiang": {"road-target"},
    "rates": {"survey", "visits", "law"},
    "safety": {"safety"},
    "shenzhen": {"longterm"},
    "xingguo": {"info-quota"},
    "weisheng": {"health-zhiyong"},
}


def listed(inventory):
    """Every id of the page, as often as it stands there."""
    lists = [*inventory["families"].values(), *inventory["proved_elsewhere"].values()]
    lists += [family["ids"] for family in inventory["waiting"].values()]
    return [one for ids in lists for one in ids]


def faults(ids, *, inventory):
    """Ids that stand nowhere, more than once, or in no page of cases."""
    counted = Counter(listed(inventory))
    wrong = {one: counted[one] for one in ids if counted[one] != 1}
    return wrong | {one: "unknown" for one in counted if one not in ids}


IDS = [case["id"] for case in all_cases()]


def test_all_cases_are_here():
    assert len(IDS) == len(set(IDS)) == COUNT


def test_each_case_stands_once():
    assert faults(set(IDS), inventory=INVENTORY) == {}


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ({"one": ["A", "B"]}, {}),
        ({"one": ["A"]}, {"B": 0}),
        ({"one": ["A", "B"], "two": ["B"]}, {"B": 2}),
        ({"one": ["A", "B", "C"]}, {"C": "unknown"}),
    ],
)
def test_a_planted_fault_is_found(families, expected):
    inventory = {"families": families, "proved_elsewhere": {}, "waiting": {}}
    assert faults({"A", "B"}, inventory=inventory) == expected


def test_waiting_families_are_the_schemes_of_their_cases():
    schemes = {case["id"]: case["scheme"] for case in all_cases()}
    for family, waiting in INVENTORY["waiting"].items():
        assert {schemes[one] for one in waiting["ids"]} == {family}
        assert waiting["why"] in {"pack", "survey", "register", "flow", "catalogue"}


def test_families_hold_cases_of_their_schemes():
    schemes = {case["id"]: case["scheme"] for case in all_cases()}
    for family, ids in INVENTORY["families"].items():
        assert {schemes[one] for one in ids} <= SCHEMES_OF_FAMILIES[family]


def test_no_case_of_the_families_waits_for_its_pack():
    ours = set().union(*SCHEMES_OF_FAMILIES.values())
    waiting = {name: one["why"] for name, one in INVENTORY["waiting"].items() if name in ours}
    assert waiting == {
        "hospital": "register",
        "beijing-3x1c": "survey",
        "info-quota": "register",
    }


@pytest.mark.parametrize("path", INVENTORY["proved_elsewhere"])
def test_the_file_elsewhere_holds_the_ids(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert [one for one in INVENTORY["proved_elsewhere"][path] if one not in text] == []


def test_what_is_left_of_a_case_belongs_to_one_proved_elsewhere():
    proved = {one for ids in INVENTORY["proved_elsewhere"].values() for one in ids}
    assert set(INVENTORY["rest_waits"]) <= proved
