"""A command looks for rings of objects less often than Python would."""

from __future__ import annotations

import gc

from kaoji.cli.memory import collect_seldom


def test_rings_are_looked_for_seldom_but_still():
    before, pythons = gc.get_threshold(), 700
    try:
        gc.set_threshold(pythons)
        collect_seldom()
        assert gc.get_threshold()[0] > pythons
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)
