"""What the pages that belong to no room tell of themselves (see tests/deeds.py)."""

from __future__ import annotations

QUIET = {
    "web:letters": "keeps the size of letters in a cookie of the browser",
    "web:draft-keep": "keeps what one types and has not sent, for oneself",
    "web:draft-discard": "throws away what one has typed and not sent",
    "web:list-columns": "keeps which columns of a list somebody wants to see themselves",
    "web:list-keep": "keeps a search of a list for oneself",
    "web:list-forget": "forgets a search that one has kept for oneself",
}
