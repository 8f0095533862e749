"""The schemes that feed another: found by pack or beside the file, in any shape but a circle."""

from __future__ import annotations

from kaoji.engine.scheme.load import load_scheme, load_scheme_text
from kaoji.engine.score.feeders import feeders_of

HEAD = '编号: {0}\n版本: "1"\n施行: 2016-01-01\n对象: 乡镇\n'


def written(folder, name, below, *, ident=None):
    path = folder / f"{name}.yaml"
    path.write_text(f"方案: {name}\n" + HEAD.format(ident or name) + below, encoding="utf-8")
    return path


def leaf(name, feed):
    return f"指标: {{{name}: {{分值: 100, 引用: {feed}}}}}\n"


def feeders(path):
    scheme, _problems = load_scheme(path)
    return feeders_of(scheme)


def test_a_scheme_without_feeds_needs_nobody():
    scheme, _ = load_scheme_text("方案: 甲\n" + HEAD.format("a") + "指标: {甲: {分值: 100}}\n")
    assert feeders_of(scheme).schemes == {}
    assert feeders_of(scheme).problems == ()


def test_feeders_of_feeders_are_loaded(tmp_path):
    written(tmp_path, "c", "指标: {丙: {分值: 100}}\n")
    written(tmp_path, "b", leaf("乙", "c.yaml"))
    found = feeders(written(tmp_path, "a", leaf("甲", "b.yaml")))
    assert set(found.schemes) == {"b.yaml", "c.yaml"}
    assert found.problems == ()


def test_two_ways_to_one_scheme_are_no_circle(tmp_path):
    written(tmp_path, "d", "指标: {丁: {分值: 100}}\n")
    written(tmp_path, "c", leaf("丙", "d.yaml"))
    written(tmp_path, "b", leaf("乙", "d.yaml"))
    both = "指标: {甲: {分值: 50, 引用: b.yaml}, 乙: {分值: 50, 引用: c.yaml}}\n"
    found = feeders(written(tmp_path, "a", both))
    assert set(found.schemes) == {"b.yaml", "c.yaml", "d.yaml"}
    assert found.problems == ()


def test_a_circle_behind_a_feeder_is_told_at_our_feed(tmp_path):
    written(tmp_path, "c", leaf("丙", "b.yaml"))
    written(tmp_path, "b", leaf("乙", "c.yaml"))
    path = written(tmp_path, "a", leaf("甲", "b.yaml"))
    (problem,) = feeders(path).problems
    assert problem.code == "circular-feed"
    assert problem.place.file == str(path)
    assert "a → b → c → b" in problem.message


def test_a_feeder_that_lacks_its_own_is_not_our_fault(tmp_path):
    written(tmp_path, "b", leaf("乙", "nowhere.yaml"))
    assert feeders(written(tmp_path, "a", leaf("甲", "b.yaml"))).problems == ()


def test_a_shipped_pack_feeds_by_its_name(tmp_path):
    found = feeders(written(tmp_path, "a", leaf("甲", "qitai-projects")))
    assert found.schemes["qitai-projects"].id == "qitai-projects"
    assert found.problems == ()


def test_grades_are_taken_as_words(tmp_path):
    written(tmp_path, "b", "指标: {乙: {分值: 100}}\n等次: {优: {不低于: 90}, 差: 其余}\n")
    fact = "指标: {甲: {分值: 100}}\n事实: {级: {类型: 文字, 引用: {方案: b.yaml, 取: 等次}}}\n"
    assert feeders(written(tmp_path, "a", fact)).problems == ()


def test_a_scheme_without_grades_has_none_to_take(tmp_path):
    written(tmp_path, "b", "指标: {乙: {分值: 100}}\n")
    fact = "指标: {甲: {分值: 100}}\n事实: {级: {类型: 文字, 引用: {方案: b.yaml, 取: 等次}}}\n"
    (problem,) = feeders(written(tmp_path, "a", fact)).problems
    assert problem.code == "feed-path-unknown"


def test_a_leaf_with_a_rule_over_a_feed_takes_it_too(tmp_path):
    """The figure that the rule scores comes from the other scheme."""
    written(tmp_path, "b", "指标: {乙: {分值: 100}}\n")
    rule = "指标: {{甲: {{分值: 100, 单位: 分, 范围: 0..100, 算式: 数值 / 2, 引用: {0}}}}}\n"
    found = feeders(written(tmp_path, "a", rule.format("b.yaml")))
    assert (set(found.schemes), found.problems) == ({"b.yaml"}, ())
    (problem,) = feeders(written(tmp_path, "c", rule.format("{方案: b.yaml, 取: 已}"))).problems
    assert problem.code == "feed-path-unknown"


def test_a_name_that_is_nearly_there_is_offered(tmp_path):
    written(tmp_path, "b", "指标: {财政收入: {分值: 100}}\n")
    (problem,) = feeders(
        written(tmp_path, "a", leaf("甲", "{方案: b.yaml, 取: 财证收入}"))
    ).problems
    assert problem.remedy == "是不是「财政收入」？"
    (other,) = feeders(written(tmp_path, "c", leaf("甲", "{方案: b.yaml, 取: 无关的词}"))).problems
    assert other.remedy == "写 取: 总分，或它的一个指标"
