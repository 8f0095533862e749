"""Anchors: what the log had come to, kept outside the database on paper or in a file.

A chain of digests alone cannot see that its tail was cut or that all of it was written anew;
whoever holds an anchor can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kaoji.apps.audit.chain import instant
from kaoji.apps.audit.models import Checkpoint, Gap
from kaoji.apps.audit.signing import is_signed
from kaoji.web.refusals import Refused

#: So many digits of the digest must be typed: enough that nobody can hit them by trying.
LEAST_DIGITS = 16

_TITLE = "kaoji audit anchor 1"
_GAP_TITLE = "kaoji audit gap 1"
_LINE = re.compile(r"^(number|digest|at|key|signature): (\S+)$", re.MULTILINE)
_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries there were, and (the beginning of) the digest of the last one."""

    number: int
    digest: str


def statement(*, number: int, digest: str, at: datetime, key: str) -> str:
    """What is signed of a checkpoint."""
    return f"{_TITLE}\nnumber: {number}\ndigest: {digest}\nat: {instant(at)}\nkey: {key}\n"


def gap_statement(gap: Gap) -> str:
    """What is signed of a gap."""
    span = f"first: {gap.first}\nlast: {gap.last}\nprevious: {gap.previous}\ndigest: {gap.digest}"
    return f"{_GAP_TITLE}\n{span}\nat: {instant(gap.at)}\nkey: {gap.key}\n"


def text_of(checkpoint: Checkpoint) -> str:
    """A checkpoint as the file that is downloaded and kept elsewhere."""
    said = statement(
        number=checkpoint.number, digest=checkpoint.digest, at=checkpoint.at, key=checkpoint.key
    )
    return f"{said}signature: {checkpoint.signature}\n"


def read_typed(number: str, *, digest: str) -> Anchor:
    """An anchor as somebody types it from paper: blanks do not matter, the beginning is enough."""
    plain = re.sub(r"[\s-]", "", digest).lower()
    if not number.strip().isdecimal() or int(number) < 1:
        raise Refused(
            "audit.anchor_number",
            reason=_("「记录数」要写锚点纸上的数，例如 1208"),
            field="number",
        )
    if not _HEX.fullmatch(plain) or not LEAST_DIGITS <= len(plain) <= len("0" * 64):
        raise Refused(
            "audit.anchor_digest",
            reason=_("「摘要」要写锚点纸上的前 16 位以上，例如 3f9a 01c7 5be2 88d0"),
            field="digest",
        )
    return Anchor(int(number), plain)


def read_file(text: str, *, key: str) -> Anchor:
    """The anchor of a downloaded file, once its signature is found to be that of `key`."""
    said = dict(_LINE.findall(text.replace("\r\n", "\n")))
    body = text.replace("\r\n", "\n").partition("signature: ")[0]
    number = said.get("number", "")
    if not text.startswith(_TITLE) or not number.isdecimal():
        raise Refused(
            "audit.anchor_file",
            reason=_("这不是锚点文件。要选在「签发锚点」页下载的 .txt 文件"),
            field="file",
        )
    if said.get("key") != key or not is_signed(
        body, signature=said.get("signature", ""), key=said["key"]
    ):
        raise Refused(
            "audit.anchor_signature",
            reason=_("签名不对：文件被改过，或者不是本系统签发的"),
            remedy=_("请改用另一份锚点，并报告安全管理员。"),
            field="file",
        )
    return Anchor(int(number), said["digest"])


def witness_path() -> Path:
    """The file beside the database to which every checkpoint is appended."""
    return Path(settings.DATA) / "audit-anchors.txt"


def witnessed(*, key: str) -> tuple[Anchor, ...]:
    """The anchors of that file; pieces that nobody signed are passed over."""
    path = witness_path()
    if not path.exists():
        return ()
    found = []
    for piece in path.read_text(encoding="utf-8").split("\n\n"):
        try:
            found.append(read_file(f"{piece.strip()}\n", key=key))
        except Refused:
            continue
    return tuple(found)
