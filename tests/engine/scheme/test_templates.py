"""Templates: arguments in texts and as whole values, what is laid over, bounds and circles."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme import templates
from kaoji.engine.scheme.load import load_scheme_text
from tests.engine.scheme.writing import load, problems_of, with_head


def faults(text):
    return [(one.code, one.place.line) for one in problems_of(with_head(text))]


def test_a_template_becomes_its_body():
    scheme = load(
        with_head(
            """
            模板:
              完成: {参数: [分, 条], 内容: {分值: $分, 依据: 第$条款, 计分: 按完成比例折算}}
            指标:
              财政: {套用: 完成, 实参: {分: 12, 条: 三}}
              招商: {use: 完成, with: {分: 8, 条: 四}, 上限: 9, 分值: 7}
            """
        )
    )
    first, second = scheme.root.children
    assert (first.points.text, first.clause, first.source.kind) == ("12", "第三款", "proportional")
    assert (second.points.text, second.cap.text) == ("7", "9")
    assert "模板" not in scheme.text
    assert "套用" not in scheme.text


def test_a_whole_value_is_the_argument_itself():
    scheme = load(
        with_head(
            """
            templates:
              组: {arguments: [子, 档], body: {指标: $子, 合成: 合计}}
              档式: {arguments: 档, body: {计分: {分档: $档}}}
            指标:
              甲:
                套用: 组
                实参: {子: {乙: {分值: 1}, 丙: {套用: 档式, 实参: {档: {90以上: 1}}}}, 档: x}
            """
        )
    )
    (item,) = scheme.root.children
    assert [child.key for child in item.children] == ["乙", "丙"]
    assert item.children[1].source.kind == "bands"


def test_keys_and_longer_names_are_filled_in():
    scheme = load(
        with_head(
            """
            模板:
              双:
                参数: [名, 名称]
                内容: {指标: {$名一: {名称: $名称的}, 乙: {算式: $名 + 1}}}
            事实: {人口: 数}
            指标: {甲: {套用: 双, 实参: {$名: 人口, 名称: 全称}}}
            """
        ).replace("$名 + 1", "人口 + 1")
    )
    first = scheme.root.children[0].children[0]
    assert (first.key, first.name) == ("人口一", "全称的")


def test_templates_may_use_templates():
    scheme = load(
        with_head(
            """
            模板:
              内: {参数: [分], 内容: {分值: $分}}
              外:
                参数: [分]
                内容: {指标: {甲: {套用: 内, 实参: {分: $分}}, 乙: {套用: 内, 实参: {分: 2}}}}
            指标: {丙: {套用: 外, 实参: {分: 1}}}
            """
        )
    )
    assert [one.points.text for one in scheme.root.children[0].children] == ["1", "2"]


def test_a_template_may_stand_in_a_list_and_be_a_list():
    scheme = load(
        with_head(
            """
            模板: {项: {参数: [名], 内容: {名称: $名}}, 档: {内容: [0, 100]}}
            指标: [{套用: 项, 实参: {名: 甲}}, {名称: 乙, 范围: {套用: 档}}]
            """
        )
    )
    assert [one.key for one in scheme.root.children] == ["甲", "乙"]
    assert scheme.root.children[1].input.value.high.text == "100"


def test_lists_in_a_body():
    scheme = load(
        with_head(
            """
            模板: {区间: {参数: [高], 内容: {范围: [0, $高], 又名: [$高号]}}}
            指标: {甲: {套用: 区间, 实参: {高: 九}}, 乙: {范围: 0..9}}
            参数: {九: 9}
            """
        )
    )
    first = scheme.root.children[0]
    assert (first.input.value.high.text, first.aliases) == ("九", ("九号",))


def test_cases_use_no_templates():
    scheme = load(with_head("算例: [{给定: [{对象: 甲, 套用: 乙}]}]"))
    assert scheme.examples[0].given[0]["套用"] == "乙"


def test_a_fault_in_a_body_names_both_places():
    text = with_head(
        """
        模板:
          坏: {内容: {分直: 1}}
        指标:
          甲: {套用: 坏}
          乙: {套用: 坏}
        """
    )
    found = problems_of(text)
    assert [(one.code, one.place.line, one.path) for one in found] == [
        ("unknown-key", 7, "甲"), ("unknown-key", 7, "乙"),
    ]  # fmt: skip
    assert ["第 9 行" in one.told for one in found] == [True, False]
    assert "第 10 行" in found[1].as_text()
    assert "第 10 行" in str(found[1].as_json()["message"])


EMPTY = "模板: {甲: {内容: {}}}\n"
USE = "指标: {乙: {套用: 甲}}"
USE_WITH = "指标: {乙: {套用: 甲, 实参: {丙: %s}}}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("模板: 1", [("wrong-shape", 5)]),
        ("模板: {甲: 1}", [("wrong-shape", 5)]),
        ("模板: {甲: {参数: [乙]}}", [("wrong-shape", 5)]),
        ("模板: {甲: {参数: [[乙]], 内容: {}}}", [("wrong-shape", 5)]),
        ("模板: {甲: {参数: 1, 内容: {}}}", [("wrong-shape", 5)]),
        ("模板: {甲: {内容: {}, 别的: 1}}", [("unknown-key", 5)]),
        ("指标: {乙: {套用: 甲}}", [("unknown-template", 5)]),
        ("模板: {甲丙: {内容: {}}}\n指标: {乙: {套用: 甲}}", [("unknown-template", 6)]),
        ("指标: {乙: {套用: [甲]}}", [("wrong-shape", 5)]),
        (EMPTY + "指标: {乙: {套用: 甲, 实参: 1}}", [("wrong-shape", 6)]),
        (EMPTY + "指标: {乙: {套用: 甲, 实参: {丙: 1}}}", [("unknown-argument", 6)]),
        ("模板: {甲: {参数: [丙], 内容: {分值: $丙}}}\n" + USE, [("missing-argument", 6)]),
        (
            "模板: {甲: {参数: [丙], 内容: {依据: 第$丁条}}}\n" + USE_WITH % "1",
            [("unknown-argument", 5)],
        ),
        ("模板: {甲: {内容: {依据: 第$丁条}}}\n" + USE, [("unknown-argument", 5)]),
        (
            "模板: {甲: {参数: [丙], 内容: {依据: 第$丙条}}}\n" + USE_WITH % "[1]",
            [("wrong-shape", 5)],
        ),
        ("模板: {甲: {内容: {指标: {丙: {套用: 甲}}}}}\n" + USE, [("template-circle", 5)]),
        (
            "模板: {甲: {内容: {套用: 丁}}, 丁: {内容: {套用: 甲}}}\n" + USE,
            [("template-circle", 5)],
        ),
    ],
)  # fmt: skip
def test_faults(text, found):
    assert faults(text) == found


def doubling(levels):
    """Templates of which each uses the next one twice."""
    lines = ["模板:"]
    for level in range(levels):
        body = f"指标: {{左: {{套用: t{level + 1}}}, 右: {{套用: t{level + 1}}}}}"
        lines.append(f"  t{level}: {{内容: {{{body}}}}}")
    lines += [f"  t{levels}: {{内容: {{分值: 1}}}}", "指标: {甲: {套用: t0}}"]
    return "\n".join(lines)


def test_an_explosion_is_stopped():
    scheme, problems = load_scheme_text(with_head(doubling(25)))
    assert scheme is not None
    assert "template-too-large" in [one.code for one in problems]
    assert [one.code for one in problems].count("template-too-large") == 1


def test_an_explosion_of_arguments_is_stopped(monkeypatch):
    monkeypatch.setattr(templates, "MOST_NODES", 40)
    text = """
    模板:
      甲: {参数: [值], 内容: {指标: {一: $值, 二: $值}}}
    指标: {乙: {套用: 甲, 实参: {值: {指标: {%s}}}}}
    """
    many = ", ".join(f"项{number}: {{}}" for number in range(20))
    assert "template-too-large" in [code for code, _ in faults(text % many)]


def chain(levels, *, wrap):
    """Templates of which each hands its argument on inside deeper brackets."""
    lines = ["模板:"]
    for level in range(levels):
        inner = "{指标: {甲: " * wrap + "$值" + "}}" * wrap
        lines.append(
            f"  t{level}: {{参数: [值], 内容: {{套用: t{level + 1}, 实参: {{值: {inner}}}}}}}"
        )
    lines += [f"  t{levels}: {{参数: [值], 内容: $值}}", "指标: {乙: {套用: t0, 实参: {值: {}}}}"]
    return "\n".join(lines)


@pytest.mark.parametrize(("levels", "wrap"), [(2, 20), (100, 20)])
def test_depth_is_bounded(levels, wrap):
    codes = [code for code, _ in faults(chain(levels, wrap=wrap))]
    assert "template-too-deep" in codes


def nested(levels):
    """Templates of which each holds the next one a few steps deeper."""
    lines = ["模板:"]
    for level in range(levels):
        body = f"指标: {{甲: {{指标: {{甲: {{套用: t{level + 1}}}}}}}}}"
        lines.append(f"  t{level}: {{内容: {{{body}}}}}")
    lines += [f"  t{levels}: {{内容: {{}}}}", "指标: {乙: {套用: t0}}"]
    return "\n".join(lines)


def test_depth_of_bodies_is_bounded():
    assert faults(nested(5)) == []
    assert "template-too-deep" in [code for code, _ in faults(nested(40))]


def test_depth_is_told_once():
    twice = chain(2, wrap=20).replace("内容: $值", "内容: {名称: $值, 依据: $值}")
    assert [code for code, _ in faults(twice)].count("template-too-deep") == 1


def test_a_list_may_be_an_argument():
    text = (
        "模板: {甲: {参数: [词], 内容: {取值: $词}}}\n指标: {乙: {套用: 甲, 实参: {词: [好, 差]}}}"
    )
    assert load(with_head(text)).root.children[0].input.value.options == ("好", "差")


def test_one_body_that_is_too_large_is_told_once(monkeypatch):
    monkeypatch.setattr(templates, "MOST_NODES", 3)
    text = "模板: {甲: {内容: {取值: [好, 中, 差, 无票]}}}\n指标: {乙: {套用: 甲}}"
    assert [code for code, _ in faults(text)].count("template-too-large") == 1
