"""What tests of this room start from: an own draft, copied from a shipped scheme."""

from __future__ import annotations

from kaoji.apps.schemes import actions, queries
from kaoji.apps.schemes.gallery import entry_of

PACK = "zhengding-towns@2016.1"
KEY = "hean-towns"
TITLE = "禾安县乡镇绩效管理"


def draft(cast, *, key=KEY, pack=PACK, by="clerk"):
    text = entry_of(pack).path.read_text()
    return actions.start_draft(by=cast.actor(by), key=key, title=TITLE, text=text, base=pack)


def text_of(scheme):
    scheme.refresh_from_db()
    return queries.text_of(scheme).text


def save(cast, scheme, text, *, by="clerk"):
    scheme.refresh_from_db()
    return actions.save_draft(by=cast.actor(by), scheme=scheme, text=text, number=scheme.number)


def asked(cast, scheme=None):
    scheme = scheme or draft(cast)
    scheme.refresh_from_db()
    return actions.ask_release(by=cast.actor("clerk"), scheme=scheme, number=scheme.number)


def released(cast, scheme=None):
    return actions.release(by=cast.actor("director"), asked=asked(cast, scheme))
