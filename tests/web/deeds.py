"""What the pages that belong to no room tell of themselves (see tests/deeds.py)."""

from __future__ import annotations

QUIET = {"web:letters": "keeps the size of letters in a cookie of the browser"}
