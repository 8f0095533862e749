"""What a file is by its content, and whether it may be kept. The name proves nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kaoji.web.files import pdf, pictures, zipped
from kaoji.web.files.refusing import refuse
from kaoji.web.files.secrecy import is_marked_name
from kaoji.web.unseen import MIXED, UNSEEN

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 200

#: Kinds that are kept, the endings that their names may have, and what a browser is told.
KINDS = {
    "pdf": (("pdf",), "application/pdf"),
    "jpeg": (("jpg", "jpeg"), "image/jpeg"),
    "png": (("png",), "image/png"),
    "docx": (
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ofd": (("ofd",), "application/ofd"),
}
#: Endings that some system runs; a name that has one before its own is a disguise.
_RUN = re.compile(
    r"\.(exe|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|msi|jar|sh|php|aspx?|jsp|html?|svg)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its kind, its harmless name, the bytes that are stored."""

    kind: str
    name: str
    content: bytes


def checked(content: bytes, *, name: str) -> Checked:
    """Look at a file; what cannot be kept is refused with the reason and what would do."""
    plain = _name(name)
    if not content:
        refuse("empty-file", reason=_("文件是空的"), remedy=_("请重新选择文件"))
    if len(content) > MOST_BYTES:
        refuse("file-too-big", reason=_("文件超过 20 MB"), remedy=_("请压缩图片或拆成几份后再传"))
    if is_marked_name(plain):
        refuse(
            "secret",
            reason=_("文件名带有密级字样"),
            remedy=_("涉密文件不得上传；本系统不处理国家秘密"),
        )
    kind = _kind(content)
    ending = plain.rsplit(".", 1)[-1].lower() if "." in plain else ""
    if ending not in KINDS[kind][0]:
        refuse(
            "wrong-ending",
            reason=_("文件名的后缀与内容不符，内容是 {kind}").format(kind=kind.upper()),
            remedy=_("请用原来的程序另存后再传"),
        )
    kept = _LOOK[kind](content)
    return Checked(kind, plain, kept)


def _name(name: str) -> str:
    """The last part of a name, without what does not show; Windows and Unix paths alike."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = UNSEEN.sub("", last).replace("\t", "").replace("\n", "").strip().strip(".")
    if MIXED.search(plain):
        refuse(
            "bad-name",
            reason=_("文件名混用了形似的外文字母"),
            remedy=_("请全用同一种字母改名后再传"),
        )
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem or _RUN.search(f"{stem}."):
        refuse("bad-name", reason=_("文件名不合规"), remedy=_("请改成“名称.pdf”这样的文件名"))
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _kind(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"PK\x03\x04"):
        return zipped.kind_of(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        refuse(
            "old-office",
            reason=_("旧格式（.doc、.xls、.wps、.et）里可能藏有宏，不能收"),
            remedy=_("请另存为 .docx、.xlsx 或 PDF"),
        )
    return refuse(
        "kind-unknown",
        reason=_("这种文件不能收"),
        remedy=_("可收 PDF、OFD、JPG、PNG、DOCX、XLSX；压缩包请拆开"),
    )


_LOOK = {
    "pdf": pdf.harmless,
    "jpeg": pictures.anew,
    "png": pictures.anew,
    "docx": zipped.harmless,
    "xlsx": zipped.harmless,
    "ofd": zipped.harmless,
}
