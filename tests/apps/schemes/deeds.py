"""How to come to the addresses of this room, and what is done there (see tests/deeds.py)."""

from __future__ import annotations

from tests.deeds import Place

PACK = "zhengding-towns@2016.1"
PLACES = {
    "schemes:pack": Place(lambda _cast: {"reference": PACK}, is_everybodys=True),
}
