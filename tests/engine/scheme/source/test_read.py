"""A text becomes a tree that keeps its characters and places; a faulty one becomes problems."""

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
    to_plain,
)
from kaoji.engine.scheme.source.read import FASTEST_LOADER, read_with

LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]

SKETCH = """\
方案: 乡镇政府绩效管理
版本: 2016.1
施行: 2016-01-01
指标:
  经济发展: {分值: 60, 周期: {中期评估: 50%, 年终评估: 50%}}
  𠀀字: [1.10, -0, "查表(甲, 乙)"]
算例:
  - 给定: [{对象: 甲乡, 数值: 850}]
    应得: {"财政收入@2016中期评估": 10.20}
"""


def place(line, column):
    return Place(file="方案.yaml", line=line, column=column)


def faults(text, *, loader=FASTEST_LOADER):
    """Code, line and column of each problem of a text."""
    _, problems = read_with(text, file="方案.yaml", loader=loader)
    return [(found.code, found.place.line, found.place.column) for found in problems]


def tree_of(text, *, loader=FASTEST_LOADER):
    tree, problems = read_with(text, file="方案.yaml", loader=loader)
    assert problems == ()
    assert tree is not None
    return tree


@pytest.mark.parametrize("loader", LOADERS)
def test_a_scheme_is_read_as_it_stands(loader):
    assert to_plain(tree_of(SKETCH, loader=loader)) == {
        "方案": "乡镇政府绩效管理",
        "版本": "2016.1",
        "施行": "2016-01-01",
        "指标": {
            "经济发展": {"分值": "60", "周期": {"中期评估": "50%", "年终评估": "50%"}},
            "𠀀字": ["1.10", "-0", "查表(甲, 乙)"],
        },
        "算例": [
            {
                "给定": [{"对象": "甲乡", "数值": "850"}],
                "应得": {"财政收入@2016中期评估": "10.20"},
            }
        ],
    }


@pytest.mark.parametrize("loader", LOADERS)
def test_places_count_characters_from_one_also_behind_wide_ones(loader):
    tree = tree_of('方案: 甲\n𠀀字: [一, {二: "三"}]\n', loader=loader)
    assert tree == Block(
        entries=(
            Entry(
                Scalar("方案", quoted=False, place=place(1, 1)),
                Scalar("甲", quoted=False, place=place(1, 5)),
            ),
            Entry(
                Scalar("𠀀字", quoted=False, place=place(2, 1)),
                Listing(
                    items=(
                        Scalar("一", quoted=False, place=place(2, 6)),
                        Block(
                            entries=(
                                Entry(
                                    Scalar("二", quoted=False, place=place(2, 10)),
                                    Scalar("三", quoted=True, place=place(2, 13)),
                                ),
                            ),
                            place=place(2, 9),
                        ),
                    ),
                    place=place(2, 5),
                ),
            ),
        ),
        place=place(1, 1),
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_any_line_ending_and_a_byte_order_mark_are_fine(ending, start):
    tree = tree_of(start + "甲: 1\n乙: 2".replace("\n", ending))
    assert tree.entry("甲").key.place == place(1, 1)
    assert tree.entry("乙").key.place == place(2, 1)


@pytest.mark.parametrize("written", ["~", "null", "Null", "NULL", ""])
def test_nothing_written_is_an_empty_text(written):
    value = tree_of(f"甲: {written}\n乙: 1\n").get("甲")
    assert (value.text, value.quoted, value.is_empty) == ("", False, True)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ["甲:\n", "{甲: , 乙: 1}", "{甲}", "甲: {乙: \n  , 丙: 1}"])
def test_a_value_not_written_stands_where_its_key_stands(loader, text):
    tree = tree_of(text, loader=loader)
    entry = tree.entries[0]
    entry = entry if isinstance(entry.value, Scalar) else entry.value.entries[0]
    assert entry.value.is_empty
    assert entry.value.place == entry.key.place


@pytest.mark.parametrize("written", ['""', "''", '"~"', "'null'", "|\n  null"])
def test_a_quoted_text_is_never_nothing(written):
    value = tree_of(f"甲: {written}\n").get("甲")
    assert value.quoted
    assert not value.is_empty


def test_a_text_may_run_over_lines():
    tree = tree_of("甲: |\n  一\n  二\n乙: >-\n  一\n  二\n丙: 一\n  二\n丁: |-  # 注\n  一\n")
    assert to_plain(tree) == {"甲": "一\n二\n", "乙": "一 二", "丙": "一 二", "丁": "一"}
    assert [entry.value.quoted for entry in tree.entries] == [True, True, False, True]


def test_a_block_is_asked_by_key():
    tree = tree_of("甲: 1\n乙: [2]\n")
    assert tree.keys() == ("甲", "乙")
    assert tree.get("甲").text == "1"
    assert tree.entry("乙").key.place == place(2, 1)
    assert tree.get("丙") is None
    assert tree.entry("丙") is None


@pytest.mark.parametrize("text", ["", "\n\n", "# 注\n", "~", "---\n", "\ufeff", "null # 注"])
def test_a_file_without_content(text):
    tree, _ = read_document(text, file="方案.yaml")
    assert tree is None
    assert faults(text) == [("empty-file", 1, 1)]


def test_a_quoted_empty_text_is_content():
    assert tree_of('""') == Scalar("", quoted=True, place=place(1, 1))


# --- what is refused, and how it is said ------------------------------------------------------


@pytest.mark.parametrize("loader", LOADERS)
def test_equal_keys_are_named_at_both_places(loader):
    text = '甲: 1\n乙: {丙: 1, "丙": 2}\n甲: 3\n'
    tree, problems = read_with(text, file="f", loader=loader)
    assert [(found.code, found.place.line, found.place.column) for found in problems] == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
    ]
    assert "第 1 行第 1 列" in problems[1].message
    assert "第 3 行第 1 列" in problems[1].message
    # Both stand in the tree, and the first is the one that is found.
    assert tree.keys() == ("甲", "乙", "甲")
    assert tree.get("甲").text == "1"
    assert to_plain(tree) == {"甲": "1", "乙": {"丙": "1"}}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲: &x 1\n乙: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
        ("&x 甲: 1\n", [("yaml-anchor", 1, 1)]),
        ("甲: &x [1]\n", [("yaml-anchor", 1, 4)]),
        ("*x : 1\n", [("yaml-anchor", 1, 1)]),
        ("甲: *重点\n", [("yaml-anchor", 1, 4)]),
        ("甲: &重点 1\n", [("yaml-anchor", 1, 4)]),
        ("<<: {甲: 1}\n", [("yaml-merge", 1, 1)]),
        ('"<<": 1\n', []),
        ("甲: !!python/object/apply:os.system [x]\n", [("yaml-tag", 1, 4)]),
        ("甲: !!str 010\n", [("yaml-tag", 1, 4), ("yaml-number-trap", 1, 4)]),
        ("甲: ! 1\n", [("yaml-tag", 1, 4)]),
        ("甲: !重要 1\n", [("yaml-tag", 1, 4)]),
        ("甲: !x!y 1\n", [("yaml-tag", 1, 4)]),
        ("甲: !!map {乙: 1}\n", [("yaml-tag", 1, 4)]),
        ("甲: 1\n---\n乙: 2\n", [("yaml-multiple-documents", 2, 1)]),
        ("%YAML 1.2\n---\n甲: 1\n", [("yaml-directive", 1, 1)]),
        ("# 注\n\n%甲: 1\n%乙: 2\n", [("yaml-directive", 3, 1), ("yaml-directive", 4, 1)]),
        ("? [甲]\n: 1\n", [("yaml-key", 1, 3)]),
        ("甲: {{名称}}\n", [("yaml-key", 1, 5)]),
        ("甲: {: 1}\n", [("missing-item", 1, 5)]),
        ("~: 1\n", [("yaml-key", 1, 1)]),
        (": 1\n", [("yaml-key", 1, 1)]),
        ('"": 1\n', []),
        (f"{'键' * 200}: 1\n", []),
        (f"{'键' * 201}: 1\n", [("key-too-long", 1, 1)]),
        ("甲: {乙:[1]}\n", [("missing-space-after-colon", 1, 6)]),
        ("甲: {乙:}\n", [("missing-space-after-colon", 1, 6)]),
        ('甲: {"乙":[1], 丙: 2}\n', []),
        ("甲: |#注\n  一\n", [("bad-block-text", 1, 4)]),
        ('甲: "\\0"\n', [("control-character", 1, 4)]),
        ('甲: "\\t\\u200b"\n', []),
        ('"甲\\x07": 1\n', [("control-character", 1, 1)]),
        ('甲: "\\ud800"\n', [("bad-escape", 1, 4)]),
    ],
)
def test_what_yaml_offers_and_a_scheme_does_not_take(loader, text, expected):
    assert faults(text, loader=loader) == expected


def test_a_question_mark_between_brackets_is_refused_by_either_parser():
    for text in ("甲: [如何?]\n", "甲: {乙?丙: 1}\n", "甲: {乙? 丙: 1}\n"):
        for loader in LOADERS:
            assert {code for code, _, _ in faults(text, loader=loader)} == {"needs-quotes"}
    assert faults("甲: 如何?\n") == []
    assert faults('甲: ["如何?"]\n') == []


def test_a_refused_key_is_left_out_and_the_rest_stays():
    tree, problems = read_document("? [甲]\n: 1\n乙: 2\n", file="f")
    assert to_plain(tree) == {"乙": "2"}
    assert [found.code for found in problems] == ["yaml-key"]


@pytest.mark.parametrize("loader", LOADERS)
def test_references_are_refused_before_anything_is_expanded(loader):
    rows = ["a0: &a0 [ha, ha]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    tree, problems = read_with("\n".join(rows), file="f", loader=loader)
    assert len(tree.entries) == 60
    assert {found.code for found in problems} == {"yaml-anchor"}
    assert "571" in problems[-1].message  # how many more there are


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 500 + "]" * 500,
        "{甲: " * 500 + "1" + "}" * 500,
        "- " * 500 + "x",
        "? " * 500 + "x",
        "\n".join(" " * depth + "甲:" for depth in range(500)),
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
    ],
    ids=["list", "map", "items", "keys", "block", "open list", "open map", "open items"],
)
def test_deep_nesting_is_a_problem_not_a_crash(loader, text):
    tree, problems = read_with(text, file="f", loader=loader)
    assert tree is None
    assert [found.code for found in problems] == ["too-deep"]


@pytest.mark.parametrize("loader", LOADERS)
def test_sixty_four_levels_are_read_and_no_more(loader):
    assert has_errors(read_with("[" * 65 + "]" * 65, file="f", loader=loader)[1])
    tree = tree_of("[" * 64 + "]" * 64, loader=loader)
    assert str(to_plain(tree)) == "[" * 64 + "]" * 64
    assert faults("[" * 65 + "]" * 65, loader=loader) == [("too-deep", 1, 65)]


def test_all_problems_at_once_in_the_order_of_the_file():
    text = "甲: 010\n乙: &x yes\n丙: {丁: 1, 丁: .inf}\n\u200b戊: !!int 1\n己: [一，二]\n"
    assert faults(text) == [
        ("yaml-number-trap", 1, 4),
        ("yaml-anchor", 2, 4),
        ("yaml-number-trap", 2, 4),
        ("duplicate-key", 3, 11),
        ("yaml-number-trap", 3, 14),
        ("control-character", 4, 1),
        ("yaml-tag", 4, 5),
        ("fullwidth-comma", 5, 5),
    ]


def test_a_slip_made_throughout_is_listed_twenty_times_and_counted():
    _, problems = read_document("甲: 1\n" * 31, file="f")
    assert [found.code for found in problems] == ["duplicate-key"] * 21
    assert "另有 10 处" in problems[-1].message
    assert problems[-1].place.line == 2


@pytest.mark.parametrize("loader", LOADERS)
def test_every_problem_says_where_why_and_what_to_do(loader):
    for text in ("甲: 010", "甲：1\n乙: 2", "\t甲: 1", "", "甲: [", "甲: &x 1", "甲: \0"):
        _, problems = read_with(text, file="方案.yaml", loader=loader)
        for found in problems:
            assert found.place.file == "方案.yaml"
            assert found.place.line
            assert found.place.column
            assert found.message
            assert found.remedy
            assert "\n" not in found.as_text()


# --- nothing raises, and both parsers agree ---------------------------------------------------

MARKS = [
    *":,[]{}\"'#&*!|>-?%@`~\n\t =\\/<.\u3000\ufeff\x00\u200b\u2028\ud800😀\r",
    *("\uff1a", "\uff0c", "“", "”", "\uff3b", "\uff5d"),
    *(": ", " #", "&a ", "*a", "!!str ", "|\n", "- ", "\n  ", "? ", "<<: ", "---\n", "...\n"),
    *("null", "1:30", "010", "yes", ".inf", "1e400", "1_0", "甲", "分值", "12", "\\u12", "\\x0"),
]


@st.composite
def mutated_schemes(draw):
    """A few lines of a scheme with some strokes too many or too few."""
    lines = SKETCH.split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[first : draw(st.integers(first, len(lines)))])
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        skipped = draw(st.integers(0, 2))
        text = text[:start] + draw(st.sampled_from(MARKS)) + text[start + skipped :]
    return text


texts = st.one_of(
    mutated_schemes(),
    st.lists(st.sampled_from(MARKS), max_size=14).map("".join),
    st.text(max_size=60),
)


@given(texts)
def test_any_text_is_read_or_refused_alike_by_both_parsers(text):
    slow, slow_problems = read_with(text, file="f", loader=yaml.SafeLoader)
    fast, fast_problems = read_with(text, file="f", loader=yaml.CSafeLoader)
    assert has_errors(slow_problems) == has_errors(fast_problems)
    assert slow is not None or has_errors(slow_problems)
    assert fast is not None or has_errors(fast_problems)
    if not has_errors(fast_problems):
        assert slow == fast
        assert slow_problems == fast_problems
        assert to_plain(read_document(dump_document(fast), file="f")[0]) == to_plain(fast)
