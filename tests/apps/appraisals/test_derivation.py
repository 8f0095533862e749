"""The ledger of an account: which rows are shown where there are many, and what is chosen."""

from __future__ import annotations

import pytest

from kaoji.apps.appraisals.derivation import ledger_of

MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))


def node(path, period="2026", *, relation="child", children=(), lost="0"):
    return {
        "path": path, "period": period, "name": path, "relation": relation, "role": "scored",
        "children": list(children), "in_total": {"lost": lost}, "state": "computed",
    }  # fmt: skip


def year(*, leaves):
    """A total of one group, worked out by months, each of so many leaves."""
    months = [
        node(
            "经济", month, relation="part",
            children=[node(f"项{leaf}", month, lost=month[-2:]) for leaf in range(leaves)],
        )
        for month in MONTHS
    ]  # fmt: skip
    return {"derivation": node("总分", children=[node("经济", children=months)])}


def keys(ledger):
    return [one.key for one in ledger.rows]


def test_few_rows_are_all_shown():
    ledger = ledger_of(year(leaves=2), key="")
    assert len(ledger.rows) == 2 + 12 + 24
    assert not ledger.is_folded


@pytest.mark.parametrize("chosen", ["经济@2026-07", "项3@2026-07"])
def test_of_many_rows_the_chosen_part_alone_is_open(chosen):
    ledger = ledger_of(year(leaves=40), key=chosen)
    assert ledger.is_folded
    assert len(ledger.rows) == 2 + 12 + 40
    assert [key for key in keys(ledger) if key.startswith("项")] == [
        f"项{leaf}@2026-07" for leaf in range(40)
    ]
    assert (ledger.chosen.key, ledger.most) == (chosen, 12)


def test_a_chosen_whole_opens_no_part():
    ledger = ledger_of(year(leaves=40), key="经济@2026")
    assert keys(ledger) == [
        "总分@2026",
        "经济@2026",
        *(f"经济@2026-{at:02}" for at in range(1, 13)),
    ]


def test_neighbours_are_those_of_the_whole_account():
    ledger = ledger_of(year(leaves=40), key="项39@2026-07")
    assert (ledger.before.key, ledger.after.key) == ("项38@2026-07", "经济@2026-08")
