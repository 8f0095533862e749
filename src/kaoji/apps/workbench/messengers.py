"""SMS and chat robots: plug-ins found by the entry point `kaoji.messengers`.

A plug-in is an object with a `name` that never changes, a `word` for people and
`send(to=…, text=…)`, which raises when the gateway does not take the text. It is called by a
background job only: whatever it does, no page waits for it.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

GROUP = "kaoji.messengers"

log = logging.getLogger("kaoji.messengers")


@runtime_checkable
class Messenger(Protocol):
    """A way to reach somebody besides the page and mail."""

    name: str
    word: str

    def send(self, *, to: str, text: str) -> None:
        """Hand a text over, or raise."""


@lru_cache(maxsize=1)
def messengers() -> dict[str, Messenger]:
    """The plug-ins of this installation, by name. One that does not load is left out and told."""
    found: dict[str, Messenger] = {}
    for point in entry_points(group=GROUP):
        try:
            made = point.load()
            made = made() if isinstance(made, type) else made
        except Exception:
            log.exception("the messenger %s does not load", point.name)
            continue
        if isinstance(made, Messenger):
            found[made.name] = made
        else:
            log.error("the messenger %s has no name, word and send", point.name)
    return found
