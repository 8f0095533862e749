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
