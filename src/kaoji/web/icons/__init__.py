"""Outline icons of Tabler (MIT, see LICENSE-tabler.txt), as shipped, drawn into the page."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_DRAWN = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


@lru_cache(maxsize=256)
def path_of(name: str) -> str:
    """What is inside an icon's file. An unknown name is a bug of a template."""
    text = files(__name__).joinpath(f"{name}.svg").read_text(encoding="utf-8")
    found = _DRAWN.search(text)
    if found is None:
        raise ValueError(name)
    return " ".join(found[1].replace(_FRAME, "").split())
