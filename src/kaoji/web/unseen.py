"""Characters that deceive the eye: what does not show, what turns the line, what looks like others.

A name that reads as another one is a way to be taken for somebody else, in a list, a log, a paper.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

#: What nobody types: controls (but for tabs and new lines), what has no width, what turns the line
#: around, fillers, what stands for something that could not be read.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffd\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
_LATIN = "A-Za-z"
#: Letters of other alphabets that look like Latin ones: all of Cyrillic, some of Greek. A Greek
#: letter beside Latin ones is right in a unit (μg).
_ALIKE = (
    "\u0400-\u052f\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03bf"
)
MIXED = re.compile(f"[{_LATIN}][{_ALIKE}]|[{_ALIKE}][{_LATIN}]")


def fault_in(text: str, *, is_name: bool) -> str:
    """Why a text is not taken, and what would do; nothing where it is as it looks."""
    found = UNSEEN.search(text)
    if found is not None:
        told = {"place": found.start() + 1, "code": f"U+{ord(found[0]):04X}"}
        return _("第 %(place)d 个字符看不见或不可读（%(code)s）：请删去它，照着重打一遍。") % told
    mixed = MIXED.search(text) if is_name else None
    if mixed is not None:
        told = {"place": mixed.start() + 1, "text": mixed[0]}
        return (
            _("「%(text)s」混用了形似的外文字母（第 %(place)d 个字符起）：请用同一种字母重打。")
            % told
        )
    return ""


def shown(text: str) -> str:
    """The same text with what does not show made visible, by its code."""
    return UNSEEN.sub(lambda one: f"[U+{ord(one[0]):04X}]", text)
