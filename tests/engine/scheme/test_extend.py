"""Overlays: bases beside the file and among the packs, changes by path, what is refused."""

from __future__ import annotations

import pytest

from kaoji.engine.scheme import catalogue
from kaoji.engine.scheme.load import load_scheme, load_scheme_text
from kaoji.engine.scheme.source import read_document
from kaoji.engine.scheme.trees import merged

BASE = """\
方案: 底本
编号: base
版本: 2016.1
对象: 乡镇
指标:
  经济: {分值: 60, 指标: {财政: {分值: 40, 计分: 按完成比例折算}, 招商: {键: 引资, 分值: 20}}}
  党建: {points: 40}
校验:
  - {条件: 1 = 1, 说明: 甲}
结果运用:
  - {编号: R1, 内容: 通报, 情形: 1 = 1}
算例:
  - {编号: C1, 给定: []}
"""


@pytest.fixture
def write(tmp_path):
    def one(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    one("base.yaml", BASE)
    return one


def overlaid(write, changes, *, head="基于: base@2016.1\n编号: over\n"):
    """The scheme of an overlay without problems, as one text."""
    scheme, problems = load_scheme(write("over.yaml", head + changes))
    assert [one.as_text() for one in problems] == []
    return scheme


def codes(write, changes, *, head="基于: base@2016.1\n编号: over\n"):
    _, problems = load_scheme(write("over.yaml", head + changes))
    return [one.code for one in problems]


def paths(scheme):
    return [child.path for child in scheme.root.children]


def test_an_overlay_alone_changes_its_head(write):
    scheme = overlaid(write, "方案: 一类单位")
    assert (scheme.title, scheme.id, scheme.version) == ("一类单位", "over", "2016.1")
    assert paths(scheme) == ["经济", "党建"]
    assert "基于" not in scheme.text


def test_own_keys_merge_by_key(write):
    scheme = overlaid(
        write, "指标: {经济: {分值: 50}, 党建: {分值: 30}, 民生: {分值: 20}}\n校验: []"
    )
    economy, party, people = scheme.root.children
    assert [one.points.text for one in (economy, party, people)] == ["50", "30", "20"]
    assert len(economy.children) == 2
    assert scheme.requirements == ()


def test_setting_adding_and_dropping(write):
    changes = """
变更:
  设:
    指标/经济/points: 50
    指标/经济/指标/引资/分值: 10
    consequences/R1/内容: 批评
    校验/1/说明: 乙
  增: {指标/党建/上限: 45, 指标/民生: {分值: 10}, 校验: [{条件: 2 = 2}]}
  删: [指标/经济/items/财政/计分, 算例]
"""
    scheme = overlaid(write, changes)
    economy, party, people = scheme.root.children
    assert economy.points.text == "50"
    assert economy.children[1].points.text == "10"
    assert economy.children[0].source.kind == "judged"
    assert party.cap.text == "45"
    assert people.points.text == "10"
    assert [one.text for one in scheme.requirements] == ["乙", "2 = 2"]
    assert scheme.consequences[0].text == "批评"
    assert scheme.examples == ()


def test_blocks_that_are_set_merge(write):
    scheme = overlaid(write, "变更: {set: {指标/经济: {分值: 55, 上限: 60}}}")
    economy = scheme.root.children[0]
    assert (economy.points.text, economy.cap.text) == ("55", "60")
    assert len(economy.children) == 2


def test_blocks_that_are_added_join(write):
    scheme = overlaid(write, "变更: {增: {指标: {民生: {}}}}")
    assert paths(scheme) == ["经济", "党建", "民生"]


def test_what_is_dropped_may_come_anew(write):
    scheme = overlaid(write, "指标: {党建: {分值: 5}}\n变更: {删: 指标/党建}")
    assert paths(scheme) == ["经济", "党建"]


def test_a_chain_of_bases(write):
    write("middle.yaml", "基于: base@2016.1\n编号: middle\n变更: {设: {指标/党建/分值: 41}}")
    scheme = overlaid(
        write, "变更: {设: {指标/经济/分值: 59}}", head="基于: middle@2016.1\n编号: over\n"
    )
    assert [one.points.text for one in scheme.root.children] == ["59", "41"]


def test_problems_point_at_the_file_that_has_them(write):
    write("base.yaml", BASE.replace("分值: 60", "分直: 60"))
    _, problems = load_scheme(write("over.yaml", "基于: base@2016.1\n编号: over\n加分: {上现: 1}"))
    files = {problem.code: problem.place.file.rpartition("/")[2] for problem in problems}
    assert files["unknown-key"] in ("base.yaml", "over.yaml")
    assert {one.place.file.rpartition("/")[2] for one in problems} == {"base.yaml", "over.yaml"}


@pytest.mark.parametrize(
    ("changes", "code", "hint"),
    [
        ("变更: {设: {指标/经济/上限: 1}}", "change-not-found", "增"),
        ("变更: {设: {指标/经挤/分值: 1}}", "change-not-found", "经济"),
        ("变更: {设: {甲: 1}}", "change-not-found", "这里有"),
        ("变更: {设: {校验/3: 1}}", "change-not-found", "增"),
        ("变更: {设: {方案/甲: 1}}", "change-not-found", "增"),
        ("变更: {设: {/: 1}}", "change-not-found", "这里有"),
        ("变更: {增: {方案/甲: 1}}", "change-not-found", "检查路径"),
        ("变更: {增: {指标/党建/分值: 1}}", "change-exists", "设"),
        ("变更: {增: {指标: {党建: {}}}}", "change-exists", "设"),
        ("变更: {增: {校验: 1}}", "change-exists", "设"),
        ("变更: {删: [甲]}", "change-not-found", "这里有"),
        ("变更: {删: [{甲: 1}]}", "wrong-shape", "路径"),
        ("变更: {设: [甲]}", "wrong-shape", "路径"),
        ("变更: 1", "wrong-shape", "设"),
        ("变更: {改: {甲: 1}}", "unknown-key", "设"),
    ],
)
def test_faults_of_changes(write, changes, code, hint):
    _, problems = load_scheme(write("over.yaml", "基于: base@2016.1\n编号: over\n" + changes))
    (problem,) = problems
    assert problem.code == code
    assert hint in problem.remedy


@pytest.mark.parametrize(
    ("reference", "code", "hint"),
    [
        ("base@2017", "base-version", "base@2016.1"),
        ("base", "base-version", "base@2016.1"),
        ("bass@2016.1", "base-not-found", "base"),
        ("完全没有@1", "base-not-found", "编号@版本"),
        ('""', "base-not-found", "编号@版本"),
        ("[base@2016.1]", "base-not-found", "编号@版本"),
        ("over@2016.1", "base-circle", "最底下"),
    ],
)
def test_bases_that_cannot_be_had(write, reference, code, hint):
    head = f"基于: {reference}\n编号: over\n版本: 2016.1\n"
    scheme, problems = load_scheme(write("over.yaml", head))
    assert scheme is not None
    (problem,) = problems
    assert problem.code == code
    assert hint in problem.remedy


def test_a_circle_of_bases(write):
    write("one.yaml", "基于: two@1\n编号: one\n版本: 1")
    _, problems = load_scheme(write("two.yaml", "基于: one@1\n编号: two\n版本: 1"))
    assert [one.code for one in problems] == ["base-circle"]
    assert "one@1" in problems[0].message


def test_a_base_that_cannot_be_read(write):
    write("base.yaml", BASE + "丙: [")
    assert "base-not-found" not in codes(write, "")
    assert codes(write, "") != []
    write("base.yaml", "# 编号\n- 编号: base\n")
    assert codes(write, "") == ["base-not-found"]


def test_an_overlay_needs_a_name_of_its_own(write):
    assert codes(write, "", head="基于: base@2016.1\n") == ["base-same-identity"]
    assert codes(write, "", head='基于: base@2016.1\n版本: "2017"\n') == []


def test_changes_without_a_base(write):
    assert "changes-without-base" in codes(write, "变更: {}", head=BASE)


def test_a_text_finds_its_base_in_a_folder_or_not_at_all(write):
    folder = write("x.yaml", "").parent
    text = "基于: base@2016.1\n编号: over"
    assert load_scheme_text(text, folder=folder)[1] == ()
    assert [one.code for one in load_scheme_text(text)[1]] == ["base-not-found"]


def test_shipped_packs_are_bases_too(write, tmp_path, monkeypatch):
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "pack.yaml").write_text(BASE.replace("编号: base", "编号: pack"), encoding="utf-8")
    monkeypatch.setattr(catalogue, "packs_folder", lambda: packs)
    text = "基于: pack@2016.1\n编号: over"
    scheme, problems = load_scheme_text(text)
    assert problems == ()
    assert scheme.title == "底本"


def test_beside_the_file_comes_first(write, tmp_path, monkeypatch):
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "base.yaml").write_text(BASE.replace("底本", "别的"), encoding="utf-8")
    monkeypatch.setattr(catalogue, "packs_folder", lambda: packs)
    assert overlaid(write, "").title == "底本"


def test_merging_replaces_what_is_no_block():
    one, two = (
        read_document(text, file="-")[0] for text in ("{甲: [1], 乙: {丙: 1}}", "{甲: [2], 乙: 3}")
    )
    whole = merged(one, over=two)
    assert whole.get("甲").items[0].text == "2"
    assert whole.get("乙").text == "3"


def test_a_document_that_is_no_block_has_no_base():
    assert [one.code for one in load_scheme_text("- 1")[1]].count("wrong-shape") == 1


TEMPLATED = """\
方案: 底本
编号: base
版本: 2016.1
对象: 乡镇
模板:
  两项:
    参数: [分, 款]
    内容:
      分值: $分
      依据: $款
      指标: {数量: {分值: 8, 依据: $款}, 质量: {分值: 2}}
指标:
  修路: {套用: 两项, 实参: {分: 10, 款: 第三条}, 读法: 原样}
  架桥: {套用: 两项, 实参: {分: 10, 款: 第四条}}
"""


class TestPathsIntoTemplates:
    @pytest.fixture
    def based(self, write):
        write("base.yaml", TEMPLATED)
        return write

    def overlaid(self, based, changes):
        scheme = overlaid(based, f"变更: {changes}\n")
        return {one.path: one for top in scheme.root.children for one in (top, *top.children)}

    def test_set_reaches_what_a_use_stands_for_there_alone(self, based):
        found = self.overlaid(based, "{设: {指标/修路/指标/数量/分值: 7, 指标/修路/依据: 第九条}}")
        texts = [found[path].points.text for path in ("修路/数量", "架桥/数量", "修路")]
        assert texts == ["7", "8", "10"]
        assert (found["修路"].clause, found["修路/数量"].clause) == ("第九条", "第三条")
        assert found["修路"].reading == "原样"

    def test_drop_takes_out_what_the_template_brings(self, based):
        found = self.overlaid(based, "{删: [指标/修路/指标/质量]}")
        assert [*found] == ["修路", "修路/数量", "架桥", "架桥/数量", "架桥/质量"]

    def test_add_joins_what_the_template_brings(self, based):
        found = self.overlaid(based, "{增: {指标/修路/指标/工期: {分值: 1}}}")
        assert [path for path in found if "修路/" in path] == [
            "修路/数量",
            "修路/质量",
            "修路/工期",
        ]

    def test_what_the_template_brings_is_not_added_again(self, based):
        changes = "变更: {增: {指标/修路/依据: 第九条}}\n"
        assert codes(based, changes) == ["change-exists"]

    def test_arguments_and_templates_are_changed_first_in_any_order(self, based):
        found = self.overlaid(
            based,
            "{设: {指标/修路/指标/数量/分值: 7, 指标/修路/实参/款: 第八条, "
            "模板/两项/内容/指标/质量/分值: 3}}",
        )
        assert [found[path].points.text for path in ("修路/质量", "架桥/质量")] == ["3", "3"]
        assert found["修路/数量"].clause == "第八条"

    def test_a_path_that_is_not_there_names_what_the_template_brings(self, based):
        _, problems = load_scheme(
            based(
                "over.yaml",
                "基于: base@2016.1\n编号: over\n变更: {设: {指标/修路/指标/工期/分值: 1}}\n",
            )
        )
        assert [one.code for one in problems] == ["change-not-found"]
        assert problems[0].remedy == "这里有：数量、质量"
