"""Workbooks that are only read: those of old formats too, of which nothing but cells is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kaoji.web.files.look import MOST_BYTES, Checked, checked
from kaoji.web.files.refusing import refuse
from kaoji.web.files.secrecy import is_marked_name

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_ENDINGS = ("xls", "et")


def checked_table(content: bytes, *, name: str) -> Checked:
    """A workbook that may be read; of an old one, which may hide macros, no bytes are kept."""
    stem, _dot, ending = name.rpartition(".")
    if not content.startswith(_OLD):
        is_new_et = ending.lower() == "et" and content.startswith(b"PK")
        kept = checked(content, name=f"{stem}.xlsx" if is_new_et else name)
        if kept.kind != "xlsx":
            refuse("not-a-workbook", reason=_("这不是表格"), remedy=_("可收 .xlsx、.xls、.et"))
        return kept
    if len(content) > MOST_BYTES:
        refuse("file-too-big", reason=_("文件超过 20 MB"), remedy=_("请拆成几份后再传"))
    if ending.lower() not in OLD_ENDINGS:
        refuse(
            "wrong-ending", reason=_("文件名的后缀与内容不符"), remedy=_("可收 .xlsx、.xls、.et")
        )
    # The same look at the name as every file gets.
    if is_marked_name(name):
        refuse(
            "secret",
            reason=_("文件名带有密级字样"),
            remedy=_("涉密文件不得上传；本系统不处理国家秘密"),
        )
    return Checked(ending.lower(), name.replace("\\", "/").rpartition("/")[2][-200:], b"")
