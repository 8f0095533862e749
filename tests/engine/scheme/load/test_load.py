"""Whole texts: the sketch of the language, both languages, sealed texts, and texts gone wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoji.engine.plinth.exact import Rounding
from kaoji.engine.plinth.periods import Grain
from kaoji.engine.scheme.load import load_expanded, load_scheme, load_scheme_text
from kaoji.engine.scheme.model import (
    Combine,
    Events,
    Panel,
    Role,
    RuleCall,
    SeatRounding,
    TieRule,
)
from kaoji.engine.scheme.source import read_document
from kaoji.engine.scheme.words import KEYS
from tests.engine.scheme.writing import HEAD, SKETCH, codes, load, only, problems_of, with_head

TWINS = Path(__file__).parents[1] / "twins"
CHINESE = (TWINS / "zh.yaml").read_text(encoding="utf-8")
ENGLISH = (TWINS / "en.yaml").read_text(encoding="utf-8")


def test_the_sketch_of_the_language_loads():
    scheme = load(SKETCH)
    assert (scheme.title, scheme.id, scheme.version) == (
        "乡镇政府绩效管理",
        "county-towns",
        "2016.1",
    )
    assert scheme.effective == date(2016, 1, 1)
    assert scheme.subjects.kinds == ("乡镇",)
    economy, leaders, bonus, deduction = scheme.root.children
    assert economy.points.expression.value == 60
    assert economy.parts.names == ("中期评估", "年终评估")
    assert [weight.expression.value for weight in economy.parts.weights] == [Fraction(1, 2)] * 2
    assert [child.path for child in economy.children] == ["经济发展/财政收入", "经济发展/招商引资"]
    assert economy.children[0].source == RuleCall("proportional", {})
    assert economy.children[0].input.needs_target
    assert isinstance(leaders.source, Panel)
    assert bonus.role is Role.BONUS
    assert deduction.role is Role.DEDUCTION
    assert isinstance(bonus.source, Events)
    assert bonus.input.fields["层级"].options == ("市", "省", "中央")
    assert deduction.input.fields["事由"].scale == "减分事由"
    assert scheme.root.combine is Combine.SUM


def test_what_the_sketch_leaves_open_is_asked_for():
    scheme = load(SKETCH)
    assert [(one.name, one.required) for one in scheme.parameters] == [
        ("领导评估.评分.主要领导", True),
        ("领导评估.评分.包乡领导", True),
    ]
    first = scheme.root.children[1].source.classes[0].weight
    assert first.expression.parts == ("领导评估.评分.主要领导",)
    assert first.text == "`领导评估.评分.主要领导`"


def test_the_grades_of_the_sketch():
    scheme = load(SKETCH)
    best, middle, last = scheme.grading.grades
    assert best.quota.share.expression.value == Fraction(1, 4)
    assert best.quota.rounding is SeatRounding.HALF_UP
    assert (best.quota.ties, best.quota.body) == (TieRule.DECIDE, "领导小组")
    assert [bar.name for bar in best.bars] == [
        "特大生产安全事故", "综治黄牌警告或一票否决", "班子成员腐败案件",
    ]  # fmt: skip
    assert middle.floor.expression.value == 60
    assert last.otherwise
    assert [(one.path, one.row_kind) for one in scheme.facts] == [
        (bar.name, "event") for bar in best.bars
    ]
    assert scheme.examples[0].expected == {"财政收入@2016中期评估": "10.20"}
    assert scheme.examples[0].given[0]["数值"] == "850"


#: What nobody has named is called by the keys that lead to it, in the words of the file.
NAMED_IN_THE_FILES_WORDS = {
    ("经济发展.投诉办结.计分.分档.档", "经济发展.投诉办结.scoring.bands.bands"),
    ("经济发展.群众评议.评分.委员", "经济发展.群众评议.panel.委员"),
    ("`经济发展.群众评议.评分.委员`", "`经济发展.群众评议.panel.委员`"),
}


def differences(one, other):
    """The values that differ, however deep they stand in two records."""
    if one == other:
        return
    if is_dataclass(one):
        for each in fields(one):
            if each.compare:
                yield from differences(getattr(one, each.name), getattr(other, each.name))
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for pair in zip(one, other, strict=True):
            yield from differences(*pair)
    elif isinstance(one, Mapping) and set(one) == set(other):
        for key in one:
            yield from differences(one[key], other[key])
    else:
        yield one, other


def test_both_languages_say_the_same():
    chinese, english = load(CHINESE), load(ENGLISH)
    assert (chinese.language, english.language) == ("zh", "en")
    english = replace(english, language="zh", text=chinese.text)
    assert set(differences(chinese, english)) == NAMED_IN_THE_FILES_WORDS


def test_the_whole_language_is_read():
    scheme = load(CHINESE)
    assert scheme.grain is Grain.YEAR
    assert (scheme.places, scheme.places_mode) == (1, Rounding.HALF_EVEN)
    assert scheme.root.name == "综合得分"
    assert [grade.name for grade in scheme.grading.grades] == ["优秀", "良好", "合格", "不合格"]
    assert scheme.grading.on_published
    assert {table.name for table in scheme.tables} == {
        "事故表", "评级", "经济发展.投诉办结.计分.分档.档",
    }  # fmt: skip
    assert [one.path for one in scheme.facts] == ["人口", "达标", "牌", "重大事故"]


@pytest.mark.parametrize("text", [SKETCH, CHINESE, ENGLISH], ids=["sketch", "zh", "en"])
def test_a_sealed_text_gives_the_same_scheme(text):
    scheme = load(text)
    document, problems = read_document(scheme.text, file="-")
    assert problems == ()
    again, problems = load_expanded(document)
    assert problems == ()
    assert again == scheme


def test_every_key_of_the_language_is_in_the_twins():
    """The two files above are worth their name only while they say everything."""
    for index, text in ((0, CHINESE), (1, ENGLISH)):
        unused = {
            word.spellings[index]
            for words in KEYS.values()
            for word in words
            if word.spellings[index] not in text
        }
        absent = {"模板", "基于", "变更", "套用", "实参", "内容", "设", "增", "删"}
        absent |= {"templates", "extends", "changes", "use", "with", "body", "set", "add", "drop"}
        absent |= {"arguments", "权重", "weight", "作用", "role", "序", "保底", "定为", "算式"}
        assert unused <= absent


def test_a_file_is_read_with_its_name(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(HEAD + "指标: {甲: {分直: 1}}", encoding="utf-8")
    scheme, problems = load_scheme(path)
    assert scheme.file == str(path)
    (problem,) = problems
    assert problem.place.file == str(path)
    assert (problem.place.line, problem.place.column) == (5, 10)
    assert problem.path == "甲"


def test_a_file_that_is_not_there(tmp_path):
    scheme, problems = load_scheme(tmp_path / "none.yaml")
    assert scheme is None
    assert [problem.code for problem in problems] == ["file-unreadable"]


def test_no_yaml_no_scheme():
    scheme, problems = load_scheme_text("方案: [1")
    assert scheme is None
    assert problems


@pytest.mark.parametrize("text", ["", "[]", "甲", "- 1\n- 2"])
def test_a_document_without_keys_has_every_head_missing(text):
    scheme, problems = load_scheme_text(text)
    if scheme is not None:
        assert [one.code for one in problems][-4:] == ["missing-key"] * 4


# --- faults --------------------------------------------------------------------------------------


def test_all_problems_come_at_once():
    text = with_head(
        """
        施行: 2016-13-01
        指标:
          甲: {分直: 1, 上限: 1 +, 缺: 零}
          乙: {分值: [1], 取整: 两位}
        """
    )
    found = problems_of(text)
    assert [(one.place.line, one.path) for one in found] == [
        (6, "施行"), (8, "甲"), (8, "甲/上限"), (8, "甲/缺"), (9, "乙/分值"), (9, "乙/取整"),
    ]  # fmt: skip
    known = [one.code for one in found if one.path != "甲/上限"]
    assert known == ["bad-date", "unknown-key", "unknown-word", "wrong-shape", "bad-rounding"]


@pytest.mark.parametrize(
    ("kind", "frame"),
    [
        ("scheme", "{}"),
        ("subjects", "对象: {{{}}}"),
        ("node", "指标: {{甲: {{{}}}}}"),
        ("fact", "事实: {{甲: {{{}}}}}"),
        ("field", "指标: {{甲: {{字段: {{乙: {{{}}}}}}}}}"),
        ("derived", "派生: {{甲: {{{}, 算式: 1}}}}"),
        ("parameter", "参数: {{甲: {{{}}}}}"),
        ("schedule", "参数: {{甲: {{分类: {{乙: {{{}}}}}}}}}"),
        ("table", "表: {{甲: {{{}, 键: [乙]}}}}"),
        ("panel", "指标: {{甲: {{评分: {{{}, 评分人: {{乙: 1}}}}}}}}"),
        ("rater", "指标: {{甲: {{评分: {{乙: {{{}, 权重: 1}}}}}}}}"),
        ("plan", "指标: {{甲: {{计划: {{{}, 计分: 直接评分}}}}}}"),
        ("feed", "指标: {{甲: {{引用: {{{}, 方案: 乙}}}}}}"),
        ("absence", "指标: {{甲: {{不适用: {{{}}}}}}}"),
        ("requirement", "校验: [{{{}, 条件: 1 = 1}}]"),
        ("grading", "定等: {{{}}}"),
        ("grade", "等次: {{甲: {{{}}}}}"),
        ("condition", "等次: {{甲: {{条件: [{{{}, 条件: 1 = 1}}]}}}}"),
        ("bar", "等次: {{甲: {{取消评先情形: [{{{}, 名称: 乙}}]}}}}"),
        ("honour", "荣誉: {{甲: {{{}}}}}"),
        ("veto", "否决: {{甲: {{{}}}}}"),
        ("effect", "否决: {{甲: {{效果: [{{{}}}]}}}}"),
        ("ranking", "排名: {{甲: {{{}}}}}"),
        ("consequence", "结果运用: [{{{}, 编号: 1, 内容: 乙, 情形: 1 = 1}}]"),
        ("template", "模板: {{甲: {{{}, 内容: {{}}}}}}"),
        ("changes", "基于: whole@1\n变更: {{{}}}"),
        ("example", "算例: [{{{}}}]"),
    ],
)
@pytest.mark.parametrize("language", [0, 1])
def test_every_unknown_key_gets_a_suggestion(kind, frame, language):
    for word in KEYS[kind]:
        spelling = (word.zh, word.en)[language]
        wrong = f"{spelling}x" if language else f"{spelling}某"
        head = HEAD.replace("对象: 乡镇\n", "") if kind == "subjects" else HEAD
        found = [
            one
            for one in problems_of(head + frame.format(f"{wrong}: "))
            if one.code == "unknown-key" and wrong in one.message
        ]
        assert len(found) == 1
        assert any(hint in found[0].remedy for hint in (spelling, "可以写", "只有"))


def test_the_kinds_of_the_test_above_are_all():
    marks = test_every_unknown_key_gets_a_suggestion.pytestmark
    kinds = {row[0] for mark in marks if "frame" in mark.args[0] for row in mark.args[1]}
    assert kinds == set(KEYS)


def test_both_spellings_of_one_key():
    problem = only(with_head("指标: {甲: {分值: 1, points: 2}}"))
    assert problem.code == "duplicate-key"
    assert "分值" in problem.message


def test_a_key_written_twice_is_told_once():
    assert codes(with_head("指标: {甲: {分值: 1, 分值: 2}}")) == ["duplicate-key"]
    assert codes(with_head("指标: {甲: {分值: 1}, 甲: {分值: 2}}")) == ["duplicate-key"]


@pytest.mark.parametrize(
    ("below", "code"),
    [
        ("指标: 1", "wrong-shape"),
        ("指标: {甲: 12}", "wrong-shape"),
        ("指标: {甲: {分值: }}", "empty-value"),
        ("指标: {甲: {分值: {}}}", "wrong-shape"),
        ("校验: 1", "wrong-shape"),
        ("施行: 明年", "bad-date"),
        ("施行: 0000-00-00", "bad-date"),
        ("废止: 2016年2月30日", "bad-date"),
        ("周期: 旬", "unknown-word"),
        ("总分: 有", "unknown-word"),
        ("总分: {满分: 1}\n满分: 2", "duplicate-key"),
        ("公布: 精确", "bad-rounding"),
        ("公布: 40位", "bad-rounding"),
        ("公布: 2位 五入", "unknown-word"),
        ("校验: [{说明: 甲}]", "missing-key"),
        ("校验: [{条件: 1 = 1, 否则: 停}]", "unknown-word"),
        ("序: {甲: [乙, 乙]}", "duplicate-name"),
        ("派生: {甲: {类型: 数}}", "missing-key"),
        ("算例: [{给定: [{对象: [甲]}]}]", "wrong-shape"),
        ("算例: [1]", "wrong-shape"),
    ],
)
def test_faults_of_the_head_and_sections(below, code):
    assert codes(HEAD + below) == [code]


@pytest.mark.parametrize("key", ["方案", "编号", "版本", "对象"])
def test_the_head_has_to_be_there(key):
    lines = [line for line in HEAD.splitlines() if not line.startswith(key)]
    problem = only("\n".join(lines))
    assert problem.code == "missing-key"
    assert key in problem.message


def test_a_version_keeps_its_characters():
    assert load(HEAD.replace("2016.1", "2016.10")).version == "2016.10"


def test_what_a_case_expects_may_nest():
    text = "算例: {应得: {甲乡: {等次: 优, 名次: [1, 2]}}, 参数: {表: [[市, 2]]}}"
    (case,) = load(HEAD + text).examples
    assert case.expected == {"甲乡": {"等次": "优", "名次": ("1", "2")}}
    assert case.parameters == {"表": (("市", "2"),)}


def test_a_record_written_twice_counts_once():
    scheme, problems = load_scheme_text(HEAD + "参数: {甲: 1, 甲: 2}\n排名: {乙: {}, 乙: {}}")
    assert [one.code for one in problems] == ["duplicate-key", "duplicate-key"]
    assert [one.default.text for one in scheme.parameters] == ["1"]
    assert len(scheme.rankings) == 1


def test_grades_without_a_total():
    assert not load(HEAD + "总分: 无").has_total
    assert load(HEAD + "总分: {名称: 合计分}").has_total


def test_the_total_may_have_a_formula():
    scheme = load(HEAD + "总分: {算式: 甲 * 2}\n事实: {甲: 数}\n周期: 季度")
    assert scheme.root.source.text == "甲 * 2"
    assert scheme.grain is Grain.QUARTER
    assert scheme.root.path == "总分"


def test_a_total_of_parts_in_time():
    scheme = load(HEAD + "周期: {半年初评: 30, 年终总评: 60分}\n指标: {甲: {}}")
    assert scheme.grain is Grain.YEAR
    assert [weight.text for weight in scheme.root.parts.weights] == ["30", "60"]


def test_requirements_are_of_the_scheme_or_of_the_total():
    text = "校验: [{条件: 1 = 1}]\n总分: {校验: [{条件: 2 = 2}]}"
    scheme = load(HEAD + text)
    assert [one.text for one in scheme.requirements] == ["1 = 1"]
    assert [one.text for one in scheme.root.requirements] == ["2 = 2"]


# --- never an exception --------------------------------------------------------------------------


_SCRAPS = [
    "",
    ":",
    "[",
    "]",
    "{",
    "}",
    "-",
    "1",
    "待定",
    "分值",
    "其余",
    "：",
    "$",
    "`",
    '"',
    "\n",
    "  ",
]


@given(st.sampled_from([SKETCH, CHINESE, ENGLISH]), st.data())
def test_mutilated_texts_never_raise(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(_SCRAPS)) + text[at + length :]
        text = text or "甲"
    load_scheme_text(text)


_KEYS = st.sampled_from(sorted({word.zh for words in KEYS.values() for word in words}))
_WORDS = st.sampled_from(
    ["待定", "1", "是", "90以上", "其余", "甲", "1 +", "25%", "3..5", "", "数"]
)
_NODES = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | _WORDS, inner, max_size=4),
    max_leaves=12,
)


def _flow(node):
    if isinstance(node, dict):
        return "{" + ", ".join(f'"{key}": {_flow(value)}' for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(_flow, node)) + "]"
    return f'"{node}"'


@given(st.dictionaries(st.sampled_from([word.zh for word in KEYS["scheme"]]), _NODES, max_size=6))
def test_documents_of_any_shape_never_raise(sections):
    text = "\n".join(f"{key}: {_flow(node)}" for key, node in sections.items())
    scheme, problems = load_scheme_text(text or "{}")
    assert scheme is not None
    assert all(problem.message and problem.code for problem in problems)
