"""The deepest nodes that came out otherwise: what stands above them follows and is not named."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kaoji.engine.seal.moves import moves
from kaoji.engine.seal.reasons import Why

NOBODY = SimpleNamespace(
    of_node=lambda _path, subject: Why(facts=(subject["subject"],)),
    of_verdict=lambda _was, after: Why(),
)


def subject(nodes):
    figures = {
        path: {"interval": None, "exact": text, "value": None, "state": "given"}
        for path, text in nodes.items()
    }
    return {"subject": "甲", "name": "甲", "status": "final", "total": "1", "rank": 1,
            "grade": None, "nodes": figures}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (["总分", "一", "一/二", "一/二/三"], ["一/二/三"]),
        (["总分", "一", "三"], ["一", "三"]),
        (["总分"], ["总分"]),
        (["总分@2025Q1", "总分"], ["总分@2025Q1"]),
        (["一@2025Q1", "一", "一@2025Q2"], ["一@2025Q1", "一@2025Q2"]),
        (["一@2025Q1", "一/二"], ["一/二"]),
        (["一", "一二", "一二/三"], ["一", "一二/三"]),
    ],
)
def test_the_deepest_that_changed(changed, named):
    paths = [*changed, "另"]
    before = subject(dict.fromkeys(paths, "1"))
    after = subject({path: "2" if path in changed else "1" for path in paths})
    runs = [SimpleNamespace(subjects=[one]) for one in (before, after)]
    (move,) = moves(runs[0], after=runs[1], reasons=NOBODY)
    assert [one.path for one in move.nodes] == named


def test_what_is_no_number_before_or_after_has_no_difference():
    """三 is new, 四 is gone, of 二 the bounds are known now and nothing yet of 五."""
    before = subject({"一": "1", "二": "2", "四": "4", "五": "5", "六": "60.5"})
    after = subject({"一": "不适用", "二": None, "三": "3", "五": None, "六": "61"})
    after["nodes"]["二"]["interval"] = {"worst": "1", "best": "3"}
    after["nodes"]["五"]["state"] = "missing"
    runs = [SimpleNamespace(subjects=[one]) for one in (before, after)]
    (move,) = moves(runs[0], after=runs[1], reasons=NOBODY)
    assert {one.path: (one.before, one.after, one.change) for one in move.nodes} == {
        "一": ("1", "不适用", None),
        "二": ("2", "1..3", None),
        "三": (None, "3", None),
        "四": ("4", None, None),
        "五": ("5", "missing", None),
        "六": ("60.5", "61", "0.5"),
    }
