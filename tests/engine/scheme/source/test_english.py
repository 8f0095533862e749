"""A file with English keys is told in English what is wrong with its writing."""

from __future__ import annotations

import pytest

from kaoji.engine.plinth.speech import speaking
from kaoji.engine.scheme.source import read_document, read_file

FAULTS = [
    (
        "scheme: a\nid： b\n",
        "line 2 has a full-width colon",
        "write a half-width colon and a space; if all of it is text, put it in quotation marks",
    ),
    (
        "scheme: a\nid b\nversion: 1\n",
        "line 2 looks like a key, but has no colon",
        (
            "write a colon and a space behind the key;"
            " if it continues the text above, indent it more than the key above"
        ),
    ),
    (
        'scheme: "a\nid: b\n',
        "the quotation mark on line 1 is not closed",
        "put the same quotation mark at the end of the text",
    ),
    (
        'scheme: "a”\n',
        (
            "the quotation mark on line 1 is not closed;"
            " the full-width quotation mark on that line cannot close it"
        ),
        "put the same quotation mark at the end of the text",
    ),
    (
        "scheme: a\n  id: b\n",
        (
            "the indentation of line 2 fits no level: it stands further right than line 1 above it,"
            ' whose key "scheme" has a value already'
        ),
        "align the keys of one level, and indent the next level by two more spaces",
    ),
    (
        "scheme: [a， b c\n",
        "between brackets, line 1 has the full-width comma ，",
        (
            "write a half-width comma and a space;"
            " if it is part of a text, put the whole text in quotation marks"
        ),
    ),
    (
        "scheme: a\nid: yes\n",
        '"yes" has no quotation marks, and many programs would silently read it as true or false',
        'if it is text, write "yes" with its quotation marks; for a yes or no, write true or false',
    ),
    (
        "scheme: a\nid: 0x1F\n",
        (
            '"0x1F" has no quotation marks,'
            " and many programs would silently read it as a hexadecimal number"
        ),
        (
            'if it is text, write "0x1F" with its quotation marks;'
            " if it is a number, write a plain decimal"
        ),
    ),
    (
        "scheme: a\nscheme: b\n",
        'the key "scheme" stands twice: first at line 1, column 1, and again at line 2, column 1',
        "delete one of them, or give it another key",
    ),
    (
        "scheme: a\u200b\u200b\n",
        (
            "line 1 has a character that does not show or is not allowed, U+200B;"
            " further ones behind it: 1"
        ),
        "delete the character (it was probably pasted from a web page or a chat)",
    ),
]


@pytest.mark.parametrize(("text", "message", "remedy"), FAULTS)
def test_what_is_wrong_is_told_in_english(text, message, remedy):
    _, problems = read_document(text, file="f")
    assert (problems[0].message, problems[0].remedy) == (message, remedy)


def test_the_same_fault_is_told_in_chinese_beside_chinese_keys():
    _, (problem,) = read_document('方案: "a\n编号: b\n', file="f")
    assert problem.message == "第 1 行的引号没有收尾"


def test_one_mistake_everywhere_is_counted_in_english():
    rows = "".join(f"k{number}: &a{number} 1\n" for number in range(25))
    _, problems = read_document(rows, file="f")
    assert problems[-1].message == (
        "the same problem stands at further places, not listed one by one: 5"
    )


def test_a_file_that_cannot_be_read_is_told_in_the_language_around(tmp_path):
    with speaking("en"):
        _, (problem,) = read_file(tmp_path / "none.yaml")
    assert (
        problem.message
        == f"the file {tmp_path / 'none.yaml'} cannot be read: there is no such file"
    )
    assert problem.remedy == "check path, name and permissions"
