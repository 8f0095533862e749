"""Every built-in: its printed examples hold, its names are its own, its arguments are checked."""

from __future__ import annotations

from collections import Counter

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.feel.functions import (
    FUNCTIONS,
    call_by_name,
    call_function,
    find_function,
    function_words,
)
from kaoji.engine.feel.functions.model import ABSENT, Kind, arranged, gathered, is_places
from kaoji.engine.feel.show import shown
from kaoji.engine.plinth.values import NOT_APPLICABLE, UNDEFINED, OneOf, Span
from tests.engine.feel.running import F, run, unknown

EXAMPLES = [
    (builtin.name, text, expected)
    for builtin in FUNCTIONS.values()
    for text, expected in builtin.examples.items()
]
X = unknown(2, 4, fact="x")


@pytest.mark.parametrize(("name", "text", "expected"), EXAMPLES)
def test_examples_of_the_manual(name, text, expected):
    assert name
    assert shown(run(text)) == expected


def test_every_function_but_those_of_scales_has_an_example():
    assert {name for name, builtin in FUNCTIONS.items() if not builtin.examples} == {"序号"}


def test_names_are_unique():
    assert max(Counter(function_words()).values()) == 1
    named = [word for builtin in FUNCTIONS.values() for word in (builtin.name, *builtin.aliases)]
    assert sorted(named) == sorted(function_words())
    for builtin in FUNCTIONS.values():
        words = [word for one in builtin.parameters for word in (one.name, one.english)]
        assert max(Counter(words).values(), default=1) == 1, builtin.name


def test_both_languages_describe():
    for builtin in FUNCTIONS.values():
        assert builtin.chinese
        assert builtin.english


def test_ways_are_words_with_choices():
    for builtin in FUNCTIONS.values():
        for parameter in builtin.parameters:
            assert (parameter.kind is Kind.WORD) == bool(parameter.words), builtin.name


def test_find_by_either_name():
    assert find_function("夹") is find_function("clamp")
    assert find_function("list contains").name == "包含"
    assert find_function("没有") is None


def test_calls_from_other_rooms():
    assert call_by_name("几何均值", (F(2), F(8)), F(2)) == 4
    assert call_by_name("最大", F(1), F(3)) == 3
    assert call_by_name("根", F(27), F(3), F(2)) == 3
    with pytest.raises(TypeError):
        call_function(find_function("夹"), F(1))


@pytest.mark.parametrize(
    ("function", "count", "names", "expected"),
    [
        ("根", 2, None, (0, 2)),
        ("根", 3, None, (0, 1, 2)),
        ("根", 1, None, None),
        ("根", 4, None, None),
        ("乘方", 2, None, (0, 1)),
        ("夹", 3, ("上限", "low", "数"), (2, 1, 0)),
        ("夹", 3, ("上限", "high", "数"), None),
        ("夹", 2, ("上限", "数"), None),
        ("夹", 3, ("上", "下限", "数"), None),
        ("根", 2, ("精度", "数"), (2, 0)),
    ],
)
def test_arguments_find_their_parameters(function, count, names, expected):
    assert arranged(FUNCTIONS[function], count=count, names=names) == expected


def test_items_or_a_list():
    assert gathered((F(1), F(2))) == ((F(1), F(2)),)
    assert gathered(((F(1), F(2)),)) == ((F(1), F(2)),)
    assert gathered((F(1),)) == ((F(1),),)
    lists = OneOf(((F(1),), (F(2),)), {"c": 0})
    assert gathered((lists,)) == (lists,)
    assert call_by_name("合计", lists) == Span(F(1), F(2), True, {"c": 0})


def test_nulls_and_unknowns_pass_through():
    assert run("绝对值(n)", n=UNDEFINED) == UNDEFINED
    assert run("夹(n, m, 1)", n=UNDEFINED, m=NOT_APPLICABLE) == NOT_APPLICABLE
    maybe = OneOf((X, UNDEFINED), {"x": 0})
    found = run("绝对值(m)", m=maybe)
    assert (found.options[0].high, found.options[1]) == (4, UNDEFINED)
    either = OneOf((F(1), F(2)), {"k": 0})
    assert run("包含([m, 1], k)", m=maybe, k=either) is not None
    assert run("追加([1], k)", k=either) == (1, either)
    lists = OneOf(((F(1),), (F(2),)), {"c": 0})
    assert run("追加(l, k)", l=lists, k=either).options == ((F(1), either), (F(2), either))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("合计(1, '二')", "wrong-type"),
        ("绝对值(true)", "wrong-type"),
        ("文字长度(12)", "wrong-type"),
        ("年('2016-01-20')", "wrong-type"),
        ("序号('好')", "wrong-type"),
        ("是否全部([1])", "wrong-type"),
        ("包含(1, 1)", "wrong-type"),
        ('整步(1, 2, "半步")', "way-unknown"),
        ('取整(1, 0.5, "去尾")', "places-invalid"),
        ('取整(1, 101, "去尾")', "places-invalid"),
        ('取整(1, "二", "去尾")', "wrong-type"),
    ],
)
def test_wrong_arguments(text, code):
    with pytest.raises(FeelFailure) as caught:
        run(text)
    assert caught.value.code == code
    assert "「" in caught.value.message


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ('取整(2.345, 2, "四舍五入")', 'round(2.345, 2, "half_up")'),
        ('取整(2.345, 2, "四舍六入")', 'round(2.345, 2, "half_even")'),
        ('取整(2.345, 2, "去尾")', 'round(2.345, 2, "down")'),
        ('取整(2.341, 2, "进一")', 'round(2.341, 2, "up")'),
        ('整步(25, 10, "按比例")', 'steps(25, 10, "proportional")'),
        ('名次(80, [90, 80, 80], "平均", "降")', 'rank(80, [90, 80, 80], "average", "desc")'),
        ('名次(80, [90, 80, 70], "密集", "升")', 'rank(80, [90, 80, 70], "dense", "asc")'),
        ('排序([2, 3, 1], "降")', 'sort([2, 3, 1], "desc")'),
        ('分位([1, 2], 0.5, "线性")', 'quantile([1, 2], 0.5, "linear")'),
    ],
)
def test_the_words_of_a_way_have_their_english(chinese, english):
    assert run(english) == run(chinese)


def test_places():
    assert is_places(F(-2))
    assert is_places(F(100))
    assert not is_places(F(101))
    assert not is_places(ABSENT)
