"""A tree is printed so that it reads back as itself."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.problem import Place, has_errors
from kaoji.engine.scheme.source import (
    Block,
    Entry,
    Listing,
    Scalar,
    dump_document,
    read_document,
)
from kaoji.engine.scheme.source.read import read_with

HERE = Place(file="f", line=1, column=1)


def scalar(text, *, quoted=False):
    return Scalar(text, quoted=quoted, place=HERE)


def block(**entries):
    return Block(tuple(Entry(scalar(key), value) for key, value in entries.items()), HERE)


def listing(*items):
    return Listing(items, HERE)


def same(one, other):
    """The same tree; quotes may come where a text could not stand without, never go."""
    if isinstance(one, Scalar):
        return isinstance(other, Scalar) and one.text == other.text and one.quoted <= other.quoted
    if isinstance(one, Listing):
        return (
            isinstance(other, Listing)
            and len(one.items) == len(other.items)
            and all(map(same, one.items, other.items))
        )
    return (
        isinstance(other, Block)
        and len(one.entries) == len(other.entries)
        and all(
            same(mine.key, yours.key) and same(mine.value, yours.value)
            for mine, yours in zip(one.entries, other.entries, strict=True)
        )
    )


def test_the_printed_form():
    text = """\
方案: "乡镇  绩效"
版本: 2016.10
空: ~
无: {}
无项: []
指标:
  经济发展:
    分值: 60
    每条: 查表(加分表, 类别) + 1
    目标: [市, "省, 部", ~, -1.50]
    依据: |
      第一条：甲

        乙
    注: |-
      一
      二
表:
  - [1, 2]
  - 甲: 1
    乙:
      - 丙: 2
  - - 丁: 3
    - - 戊: {}
  - |-
    一
    二
  - 'a"b': 1
"""
    printed = text.replace("""'a"b'""", '"a\\"b"')
    tree, problems = read_document(text, file="f")
    assert problems == ()
    assert dump_document(tree) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲", "甲"),
        ("甲 乙", "甲 乙"),
        ("-1", "-1"),
        ("a:b", "a:b"),
        ("a#b", "a#b"),
        ("若 a > 1 则 2", "若 a > 1 则 2"),
        ("50%", "50%"),
        ("x?", "x?"),
        ("", "~"),
        (" 甲", '" 甲"'),
        ("甲 ", '"甲 "'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("-", '"-"'),
        ("- a", '"- a"'),
        ("? a", '"? a"'),
        ("---", '"---"'),
        ("...", '"..."'),
        ("<<", '"<<"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("010", '"010"'),
        ("yes", '"yes"'),
        ("y", '"y"'),
        ("%a", '"%a"'),
        ("@a", '"@a"'),
        ("[a", '"[a"'),
        ('"a', '"\\"a"'),
        ("a\\b", "a\\b"),
        ('a\t"\\', '"a\\t\\"\\\\"'),
        ("a\x07\u200b", '"a\\u0007\\u200b"'),
        ("\n", '"\\n"'),
        ("a\n", "|\n  a"),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n\nb\n", "|\n  a\n\n  b"),
        ("a\n\n", '"a\\n\\n"'),
        ("a\n  \nb", '"a\\n  \\nb"'),
        (" a\nb", '" a\\nb"'),
        ("a\tb\nc", '"a\\tb\\nc"'),
        ("\u3000甲", '"\u3000甲"'),
    ],
)
def test_quotes_only_where_needed(text, printed):
    assert dump_document(scalar(text)) == printed + "\n"


@pytest.mark.parametrize("text", ["甲", "12", "", "true", "~"])
def test_quotes_of_the_author_stay(text):
    assert dump_document(scalar(text, quoted=True)) == f'"{text}"\n'


def test_what_would_be_read_otherwise_between_brackets_stands_on_its_own_line():
    for text in ("a, b", "a: b", "市，省", "a?", "[a", "甲:乙"):
        tree = listing(scalar("甲"), scalar(text))
        printed = dump_document(tree)
        back, problems = read_document(printed, file="f")
        assert problems == ()
        assert same(tree, back)
    assert dump_document(listing(scalar("市，省"))) == "- 市，省\n"
    assert dump_document(listing(scalar("a: b"))) == '["a: b"]\n'


def test_a_long_list_is_printed_item_by_item():
    assert dump_document(listing(*[scalar("一" * 8)] * 8)).count("\n") == 1
    assert dump_document(listing(*[scalar("一" * 8)] * 9)).count("\n") == 9
    for length, lines in ((84, 1), (85, 2)):
        assert dump_document(listing(scalar("a"), scalar("b" * (length - 1)))).count("\n") == lines


def test_texts_of_several_lines_stand_in_no_bracket():
    assert dump_document(listing(scalar("a\nb", quoted=True))) == "- |-\n  a\n  b\n"


def test_keys_are_quoted_like_values():
    tree = Block(
        (Entry(scalar("a: b"), scalar("1")), Entry(scalar("c\nd"), listing(scalar("2")))), HERE
    )
    assert dump_document(tree) == '"a: b": 1\n"c\\nd": [2]\n'


printable = st.text(
    st.one_of(
        st.sampled_from(
            list(" \n:#-?,[]{}&*!|>'\"%@`~\\.=<0123456789_eExyon甲乙：，、“”\u3000\t\xa0")
        ),
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]),
    ),
    max_size=12,
)
scalars = st.builds(scalar, printable, quoted=st.booleans())
keys = st.builds(scalar, printable.filter(bool), quoted=st.booleans())
trees = st.recursive(
    scalars,
    lambda nodes: st.one_of(
        st.lists(nodes, max_size=4).map(lambda items: Listing(tuple(items), HERE)),
        st.lists(st.builds(Entry, keys, nodes), max_size=4, unique_by=lambda e: e.key.text).map(
            lambda entries: Block(tuple(entries), HERE)
        ),
    ),
    max_leaves=12,
).filter(lambda tree: not (isinstance(tree, Scalar) and tree.is_empty))


@given(tree=trees, loader=st.sampled_from([yaml.SafeLoader, yaml.CSafeLoader]))
def test_what_is_printed_reads_back_as_the_same_tree(tree, loader):
    printed = dump_document(tree)
    back, problems = read_with(printed, file="f", loader=loader)
    assert same(tree, back)
    assert not has_errors(problems)
    assert dump_document(back) == printed
