"""Marks of secrecy are seen wherever a reader would see them, in long texts as in short ones."""

from __future__ import annotations

import pytest

from kaoji.web.files.secrecy import is_marked, is_marked_name

#: What the tags of an office file leave behind. Who looks anew from each line waits for hours.
BLANK = "\n" * 300_000


@pytest.mark.parametrize(
    "text",
    [
        "机密★5年", "绝密 ☆", "密级：秘密", "密 级 为 机密", "秘密", "  机密\t", "　绝密　",
        "关于某事的通知\n秘密\n各乡镇", "首行\r\n 秘密 \r\n末行", "首行\r秘密\r末行", "上页\f机密",
        f"{BLANK}机密{BLANK}", f"{' ' * 300_000}机密", f"{BLANK}密级：秘密",
    ],
    ids=range(14),
)  # fmt: skip
def test_a_mark_is_seen(text):
    assert is_marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "不得泄露国家秘密", "商业秘密\n", "机密工作", "秘密，正文", "密级\n未定", "绝\n密",
        f"{BLANK}正文{BLANK}", "\n密" * 100_000,
    ],
    ids=range(9),
)  # fmt: skip
def test_running_text_is_no_mark(text):
    assert not is_marked(text)


def test_names_of_files():
    assert is_marked_name("机密-名单.docx")
    assert not is_marked_name("商业秘密保护办法.docx")
    assert not is_marked_name("机密性说明.docx")
