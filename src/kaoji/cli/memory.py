"""How often a command looks for rings of objects that nothing else holds."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for rings rarely, and never among what was there before.

    A command lives for seconds and ties few objects into rings; looking for them among all facts
    and outcomes again and again would cost up to half of a long run.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
