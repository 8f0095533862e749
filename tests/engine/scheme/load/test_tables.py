"""Tables: cells, bands with all their wordings, decision rows, words as values."""

from __future__ import annotations

import pytest

from kaoji.engine.feel.parse import parse_test
from tests.engine.scheme.writing import codes, load, only, with_head, with_leaf


def table(body: str):
    return load(with_head(f"参数: {{基准: 1}}\n表: {{甲: {body}}}")).tables[0]


def bands(body: str):
    return [(band.tests, getattr(band.value, "text", band.value)) for band in table(body).bands]


def test_cells_by_several_keys():
    found = table("{键: [类别, 层级], 值: {党委: {市: 2分, 省: 3}, 部门: {其余: 1}}, 单位: 分}")
    assert {key: cell.text for key, cell in found.cells.items()} == {
        ("党委", "市"): "2", ("党委", "省"): "3", ("部门", "其余"): "1",
    }  # fmt: skip


def test_one_key_may_stand_alone():
    assert table("{键: 层级, 值: {市: 2}}").keys == ("层级",)


def test_cells_may_be_words_names_and_expressions():
    found = table("{键: [层级], 值: {市: 优秀, 省: 基准, 县: 层级, 乡: 基准 * 2}}").cells
    assert [cell.text for cell in found.values()] == ['"优秀"', "基准", "层级", "基准 * 2"]


@pytest.mark.parametrize(
    ("written", "test"),
    [
        (">=90", ">=90"),
        ("[80..90)", "[80..90)"),
        ("80", "80"),
        ("90以上", ">= 90"),
        ("90分以上", ">= 90"),
        ("90及以上", ">= 90"),
        ("90%(含)以上", ">= 90%"),
        ("不低于90", ">= 90"),
        ("不满90", "< 90"),
        ("低于90分", "< 90"),
        ("超过90", "> 90"),
        ("不超过90", "<= 90"),
        ("90及以下", "<= 90"),
        ("80以上不满90", "[80..90)"),
        ("80分以上、不满90分", "[80..90)"),
        ("80—89", "[80..89]"),
        ("80-89", "[80..89]"),
        ("好", '"好"'),
        ("一般（轻）", '"一般（轻）"'),
        ("是", "= true"),
        ("false", "= false"),
        ("-", "-"),
        ("> 基准", "> 基准"),
    ],
)
def test_how_bands_are_worded(written, test):
    assert bands(f'{{档: {{"{written}": 1}}}}') == [((test,), "1")]
    if test != "-":
        assert parse_test(test)[1] == ()


def test_several_words_make_several_bands():
    assert bands('{键: 等级, 档: {"好、较好": 2, "中,差": 1, 其余: 0}}') == [
        (('"好"',), "2"), (('"较好"',), "2"), (('"中"',), "1"), (('"差"',), "1"),
    ]  # fmt: skip


def test_bands_look_up_a_figure_and_may_end_with_others():
    found = table("{档: {60以上: 合格, otherwise: 数值 / 2}}")
    assert found.keys == ("数值",)
    assert found.bands[0].value == "合格"
    assert found.otherwise.text == "数值 / 2"


def test_others_may_stand_beside():
    assert table("{键: [层级], 值: {市: 1}, 其余: 待定}").otherwise.text == "`表.甲.其余`"


def test_decision_rows():
    found = bands('{键: [甲, 乙], 规则: [[">=90", 是, 10], ["-", "好、中", 差]]}')
    assert found == [
        ((">=90", "= true"), "10"), (("-", '"好"'), "差"), (("-", '"中"'), "差"),
    ]  # fmt: skip


def test_a_table_without_content_is_asked_for():
    scheme = load(with_head("表: {甲: {键: [层级], 依据: 第一条}}"))
    (parameter,) = scheme.parameters
    assert (parameter.name, parameter.type, parameter.required) == ("甲", "table", True)
    assert parameter.table is scheme.tables[0]


def test_a_table_in_place_has_a_name_of_its_own():
    scheme = load(with_leaf('计分: {分档: {键: [数值], 规则: [[">1", 2]], 其余: 0}}'))
    assert [one.name for one in scheme.tables] == ["甲.计分.分档.档"]
    assert scheme.root.children[0].source.arguments["bands"] is scheme.tables[0]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{值: {市: 1}}", "missing-key"),
        ("{键: [层级], 值: {市: {党: 1}}}", "wrong-shape"),
        ("{键: [类别, 层级], 值: {市: 1}}", "wrong-shape"),
        ("{键: [层级], 值: {市: 1}, 档: {其余: 1}}", "conflicting-keys"),
        ("{档: {90以下: 1}}", "vague-band"),
        ("{档: {'>=': 1}}", None),
        ('{档: {"": 1}}', "empty-value"),
        ("{档: {90以上: }}", "empty-value"),
        ("{键: [甲], 规则: [[1]]}", "wrong-shape"),
        ("{键: [甲], 规则: [甲]}", "wrong-shape"),
        ("{键: [甲], 规则: [['>=', 1]]}", None),
        ("{键: [甲], 规则: [['1', '']]}", "empty-value"),
        ("{键: [甲], 规则: 1}", "wrong-shape"),
        ("{键: , 值: {}}", "empty-value"),
    ],
)
def test_faults_of_a_table(body, code):
    found = codes(with_head(f"表: {{甲: {body}}}"))
    assert len(found) == 1
    assert code in (None, found[0])


def test_a_vague_band_says_both_ways_out():
    problem = only(with_head("表: {甲: {档: {90以下: 1}}}"))
    assert "不满90" in problem.remedy
    assert "不超过90" in problem.remedy


def test_a_table_has_a_plain_name():
    assert codes(with_head("表: {加分表(市): {档: {其余: 1}}}")) == ["bad-key"]
