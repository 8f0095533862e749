"""Word, Excel and OFD papers: packages of XML, in which nothing may run, point outside or hide."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from kaoji.web.files.markup import Markup, markup_of
from kaoji.web.files.refusing import refuse
from kaoji.web.files.secrecy import is_marked

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_OF_ONE = 40 * 1024 * 1024
#: A member that shrinks more than this many times is no paper.
MOST_RATIO = 500

_MARKER = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
_ACTIVE = re.compile(
    r"vbaproject|vbadata|macrosheets|activex|embeddings/|externallinks/|dialogsheets|customui"
    r"|\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|jar|hta|html?|svg|bin|lnk)$",
    re.IGNORECASE,
)
#: Printer settings are the one harmless kind of .bin that office programs write.
_PRINTER = re.compile(r"(?:word|xl)/printerSettings/printerSettings\d+\.bin", re.IGNORECASE)
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\xd0\xcf\x11\xe0")
_FIELDS = re.compile(r"\bDDE(?:AUTO)?\b|\bINCLUDE(?:TEXT|PICTURE)\b", re.IGNORECASE)
_FORMULA = re.compile(r"\||\bWEBSERVICE\b|\bCALL\b|\bREGISTER", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si|ofd:TextCode|row)>")
_MACRO_TYPES = (b"macroEnabled", b"vbaProject")


def kind_of(content: bytes) -> str:
    """Which paper a package is; other packages are archives."""
    names = _opened(content).namelist()
    found = next((kind for name, kind in _MARKER.items() if name in names), "")
    if not found:
        refuse("archive", reason=_("压缩包不能收"), remedy=_("请解开后逐份上传"))
    return found


def harmless(content: bytes) -> bytes:
    """The same bytes; a package that is more than a paper to read is refused."""
    package = _opened(content)
    texts = []
    for info in package.infolist():
        _check_member(info)
        part = _read(package, info=info)
        if part.startswith(_ARCHIVES):
            _active(info.filename)
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(part, name=info.filename)
            texts.append(_text(part))
    if any(is_marked(text) for text in texts):
        refuse("secret", reason=_("文件带有密级标志"), remedy=_("涉密文件不得上传"))
    return content


def _opened(content: bytes) -> zipfile.ZipFile:
    end = content.rfind(b"PK\x05\x06")
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        infos = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        refuse("package-broken", reason=_("文件损坏，打不开"), remedy=_("请重新另存后再传"))
    behind = len(content) - end - 22 - len(package.comment)
    if min((one.header_offset for one in infos), default=0) or behind or package.comment:
        refuse("polyglot", reason=_("文件前后夹带别的内容"), remedy=_("请重新另存后再传"))
    if len(infos) > MOST_MEMBERS or sum(one.file_size for one in infos) > MOST_UNPACKED:
        refuse("bomb", reason=_("文件展开后太大"), remedy=_("请拆成几份后再传"))
    return package


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
        refuse("bad-member", reason=_("文件里有越界的路径"), remedy=_("请重新另存后再传"))
    if info.flag_bits & 1:
        refuse("encrypted", reason=_("文件加了密码"), remedy=_("请取消密码后再传"))
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        refuse("bad-member", reason=_("文件里有链接"), remedy=_("请重新另存后再传"))
    if info.file_size > MOST_OF_ONE or info.file_size > MOST_RATIO * max(info.compress_size, 64):
        refuse("bomb", reason=_("文件展开后太大"), remedy=_("请重新另存后再传"))
    if _ACTIVE.search(name) and not _PRINTER.fullmatch(name):
        _active(name)


def _active(name: str) -> None:
    refuse(
        "active-content",
        reason=_("文件里有宏、嵌入对象或外部链接（{name}）").format(name=name[:80]),
        remedy=_("请另存为不带宏的文件，或打印成 PDF"),
    )


def _read(package: zipfile.ZipFile, *, info: zipfile.ZipInfo) -> bytes:
    """A member, never more than it says it is."""
    try:
        with package.open(info) as stream:
            part = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError):
        refuse("package-broken", reason=_("文件损坏，打不开"), remedy=_("请重新另存后再传"))
    if len(part) > info.file_size:
        refuse("bomb", reason=_("文件展开后太大"), remedy=_("请重新另存后再传"))
    return part


def _check_xml(part: bytes, *, name: str) -> None:
    plain = part.replace(b"\0", b"")  # UTF-16 hides what is sought
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        refuse("active-content", reason=_("文件里有外部实体"), remedy=_("请重新另存后再传"))
    if any(word in plain for word in _MACRO_TYPES):
        _active(name)
    if not name.lower().endswith(".vml"):  # old drawings are no sound XML, and lead nowhere
        _check_markup(markup_of(part), name=name)


def _check_markup(found: Markup, *, name: str) -> None:
    runs = name.startswith("word/") and _FIELDS.search("".join(found.words))
    calls = name.startswith("xl/") and any(map(_FORMULA.search, found.formulas))
    if found.leads_outside or runs or calls:
        _active(name)


def _text(part: bytes) -> str:
    """The words of a part, a paragraph a line."""
    encoding = "utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return _TAG.sub("", _PARAGRAPH.sub("\n", part.decode(encoding, "ignore")))
