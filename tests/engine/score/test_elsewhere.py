"""What a run reads of others: relations, related subjects, other schemes, earlier periods."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaoji.engine.feel.failure import FeelFailure
from kaoji.engine.plinth.values import NOT_APPLICABLE, OneOf, is_unknown
from kaoji.engine.score.elsewhere import gathered_feed
from tests.engine.score.small import HEAD
from tests.engine.worlds import scheme_of, world

# --- relations ------------------------------------------------------------------------------------

PAIRED = """
事实: {村成绩: {范围: 0..100}, 包联村: {类型: 对象}}
指标: {包联: {分值: 100, 算式: "均值(下级(村成绩, 包联村))", 无定义: 计零}}
"""


def test_a_relation_may_be_one_fact_whose_value_is_a_subject():
    here = world(PAIRED, "对象,指标,数值\n甲,包联村,东村\n东村,村成绩,82\n西村,村成绩,10")
    assert here.value("包联") == 82


def test_a_relation_that_nobody_has_reported_leaves_everything_open():
    here = world(PAIRED, "对象,指标,数值\n甲,村成绩,1\n东村,村成绩,82")
    assert here.value("包联") == OneOf((), {"甲:包联村@2025": 0}, tight=False)
    assert here.one().blocking == ("甲:包联村@2025",)


def test_a_list_as_a_relation_names_each_once():
    text = PAIRED.replace("{类型: 对象}", "{类型: 对象, 条目: {}}")
    rows = "甲,包联村,东村\n甲,包联村,西村\n甲,包联村,东村\n东村,村成绩,80\n西村,村成绩,20"
    here = world(text, f"对象,指标,数值\n{rows}")
    assert here.value("包联") == 50


def test_a_typed_column_of_the_rows_names_the_subjects():
    text = PAIRED.replace("{类型: 对象}", "{条目: {村: 对象}}")
    rows = "甲,包联村,,东村\n甲,包联村,,西村\n东村,村成绩,80,\n西村,村成绩,20,"
    assert world(text, f"对象,指标,数值,村\n{rows}").value("包联") == 50


def test_a_relation_may_be_a_column_of_the_subjects_table():
    text = """
    事实: {村成绩: {范围: 0..100}}
    指标: {包联: {分值: 100, 引用: {方案: other, 关系: 上级, 取: 总分}, 不适用: 计零}}
    """
    other = scheme_of("指标: {成绩: {分值: 100}}", head=HEAD.replace("trial", "other"))
    here = world(
        text,
        "对象,指标,数值\n东村,成绩,66",
        subjects="对象,类,上级\n甲,单位,东村\n乙,单位,\n东村,村,",
        feeders={"other": other},
    )
    assert here.value("包联") == 66
    assert here.outcome("包联", "乙").value == 0  # 乙 has nobody above


# --- other schemes --------------------------------------------------------------------------------

OTHER = "指标: {成绩: {分值: 100}}\n等次: {优: {不低于: 90}, 差: 其余}\n"


def feeding(take, *, facts, of=OTHER, fact="", period="2025", feeders=None):
    formula = "'if 级 = \"优\" then 9 else 5'" if fact else "级"
    text = f"""
    事实: {{级: {{{fact}引用: {{方案: other{take}}}}}}}
    指标: {{甲项: {{分值: 100, 算式: {formula}}}}}
    """
    head = HEAD.replace("trial", "other")
    known = {"other": scheme_of(of, head=head)} if feeders is None else feeders
    return world(text, facts, feeders=known, period=period, subjects="对象,类\n甲,单位")


def test_without_the_feeding_scheme_anything_is_possible():
    here = feeding("", facts="对象,指标,数值\n甲,成绩,66", feeders={})
    assert here.ends("甲项") == (None, None)
    word = feeding(
        ", 取: 等次", fact="取值: [优, 差], ", facts="对象,指标,数值\n甲,成绩,6", feeders={}
    )
    assert word.ends("甲项") == (5, 9)


@pytest.mark.parametrize(("period", "points"), [("2024", 40), ("上半年", 10), ("中期", 30)])
def test_another_period_of_the_feeding_scheme(period, points):
    stage = {"上半年": "{上半年: 50%, 下半年: 50%}", "中期": "{中期: 50%, 年终: 50%}"}.get(period)
    of = f"指标: {{成绩: {{分值: 100, 周期: {stage}}}}}\n" if stage else OTHER
    rows = {
        "2024": "甲,总分,40,2024\n甲,成绩,5,2025",
        "上半年": "甲,成绩,10,2025H1\n甲,成绩,5,2025H2",
        "中期": "甲,成绩,30,2025中期\n甲,成绩,5,2025年终",
    }[period]
    here = feeding(f", 周期: '{period}'", facts=f"对象,指标,数值,周期\n{rows}", of=of)
    assert here.value("甲项") == points
    assert not here.problems


NUMBERS = [Fraction(60), Fraction(90), Fraction(75)]


@pytest.mark.parametrize(
    ("way", "value"), [("sum", 225), ("lowest", 60), ("highest", 90), ("mean", 75)]
)
def test_several_results_become_one(way, value):
    assert gathered_feed(NUMBERS, way=way) == value


def test_one_result_stands_for_itself():
    assert gathered_feed(NUMBERS[:1], way="only") == 60
    assert gathered_feed(["优"], way="mean") == "优"
    with pytest.raises(FeelFailure) as caught:
        gathered_feed(NUMBERS[:2], way="only")
    assert caught.value.code == "several-feeds"


# --- history --------------------------------------------------------------------------------------

GROWTH = """
事实: {{产值: {{范围: 0..100}}, 年数: {{范围: 0..9, 单位: 年}}}}
指标: {{经济: {{分值: 100, 算式: "{form}"}}}}
"""
YEARS = "对象,指标,数值,周期\n" + "\n".join(f"甲,产值,{at},{2020 + at}" for at in range(1, 6))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("上年(产值)", 4),
        ("上期(产值)", 4),
        ("往年(产值, 3)", 2),
        ("合计(近年(产值))", 2 + 3 + 4),
        ("合计(近年(产值, 2))", 3 + 4),
        ("近年(产值, 2)[1]", 3),  # the earliest first
    ],
)
def test_earlier_years(form, value):
    assert world(GROWTH.format(form=form), YEARS).value("经济") == value


@pytest.mark.parametrize("steps", ["1.5", "0"])
def test_a_number_of_years_is_whole_and_positive(steps):
    here = world(GROWTH.format(form="往年(产值, 年数)"), f"{YEARS}\n甲,年数,{steps},2025")
    (problem,) = here.one().problems
    assert problem.code == "bad-steps"
    assert f"「{steps}」" in problem.message


def test_of_whom_nothing_is_known_then_the_first_value_holds():
    text = """
    事实: {产值: {范围: 0..100, 首期: 50}}
    指标: {经济: {分值: 100, 算式: 产值 - 上年(产值) + 50}}
    """
    here = world(text, "对象,指标,数值,周期\n甲,产值,70,2025\n乙,产值,70,2025\n乙,产值,60,2024")
    assert (here.value("经济"), here.value("经济", "乙")) == (70, 60)


# --- peers ----------------------------------------------------------------------------------------


def test_peers_by_a_column():
    text = (
        "事实: {产值: {}}\n指标: {经济: {分值: 100, 算式: '100 * 产值 / 最大(同组(产值, 区域))'}}"
    )
    here = world(
        text,
        "对象,指标,数值\n甲,产值,20\n乙,产值,40\n丙,产值,80",
        subjects="对象,类,区域\n甲,单位,山\n乙,单位,山\n丙,单位,川",
    )
    assert [here.value("经济", one) for one in "甲乙丙"] == [50, 100, 100]
    run = here.scored.run
    assert run.peers("甲", column="区域") == ("甲", "乙")
    assert run.peers("外人", column="区域") == ()


def test_those_to_whom_it_does_not_apply_are_no_peers():
    text = """
    指标: {经济: {分值: 100, 算式: 个数(同组(得分项))}, 得分项: {分值: 0, 不适用: 移出并折合}}
    """
    here = world(text, "对象,指标,数值\n甲,得分项,0\n乙,得分项,不适用")
    assert here.value("经济") == 1
    assert here.value("得分项", "乙") == NOT_APPLICABLE


def test_a_feed_through_a_list_that_may_still_grow_waits_for_the_list():
    text = """
    事实: {承担: {类型: 是否, 条目: {项目: 对象}}}
    指标:
      包联:
        分值: 100
        引用: {方案: other, 关系: 承担, 取: 总分, 汇集: 均值}
        不适用: 计零
    """
    other = scheme_of("指标: {成绩: {分值: 100}}", head=HEAD.replace("trial", "other"))
    rows = "对象,指标,数值,项目\n甲,承担,,东村\n东村,成绩,66,"
    known = {"subjects": "对象,类\n甲,单位\n东村,村", "feeders": {"other": other}}
    assert world(text, rows, **known).value("包联") == 66
    here = world(text, rows, opened=("承担",), **known)
    assert here.ends("包联") == (None, None)
    assert here.one().blocking == ("甲:承担@2025",)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("往年(产值, 年数)", "往年的年数应是正整数，这里是「1.5」"),
        ("合计(近年(产值, 年数))", "近年的年数应是正整数，这里是「1.5」"),
    ],
)
def test_the_form_that_asked_is_named(form, message):
    here = world(GROWTH.format(form=form), f"{YEARS}\n甲,年数,1.5,2025")
    (problem,) = here.one().problems
    assert (problem.code, problem.message) == ("bad-steps", message)


def test_those_below_are_found_by_the_table_where_no_relation_is_named():
    text = """
    事实: {业绩: {范围: 0..100}}
    指标: {带队: {分值: 100, 算式: "均值(下级(业绩))", 无定义: 计零}}
    """
    here = world(
        text,
        "对象,指标,数值\n甲,业绩,1\n乙,业绩,60\n丙,业绩,80",
        subjects="对象,类,上级\n甲,单位,\n乙,单位,甲\n丙,单位,甲",
    )
    assert here.value("带队", "甲") == 70
    assert here.value("带队", "乙") == 0  # nobody below: a mean of nothing


def test_everyone_is_whoever_is_scored():
    text = (
        "事实: {量: {范围: 0..100}}\n指标: {份额: {分值: 100, 算式: 量 / 合计(全体(量)) * 100}}\n"
    )
    here = world(text, "对象,指标,数值\n甲,量,30\n乙,量,10")
    assert [here.value("份额", one) for one in "甲乙"] == [75, 25]


def test_an_earlier_figure_that_nobody_reported_stays_open():
    """经济 is 上年 alone: without a first value, of last year nothing bounds it but its range."""
    here = world(GROWTH.format(form="上年(产值)"), "对象,指标,数值,周期\n甲,产值,5,2025")
    assert here.ends("经济") == (0, 100)
    assert here.one().blocking == ("甲:产值@2024",)


# --- columns of the subjects table ----------------------------------------------------------------

TERRAIN = """
指标:
  产值:
    分值: 100
    范围: 0..100
    算式: 'if 属性(地形) = "山" then 数值 else 数值 / 2'
    无定义: 计零
"""


def terrain(subjects, *, column="地形"):
    text = TERRAIN.replace("地形", column)
    return world(text, "对象,指标,数值\n甲,产值,80\n乙,产值,80", subjects=subjects)


def test_a_column_of_the_subjects_table_is_read_an_empty_cell_as_empty():
    here = terrain("对象,地形\n甲,山\n乙,")
    assert (here.value("产值"), here.value("产值", "乙"), here.problems) == (80, 40, ())


@pytest.mark.parametrize(
    ("subjects", "column", "told"),
    [
        ("对象,地形\n甲,山\n乙,", "地型", "地形"),
        ("对象,地形\n甲,\n乙,", "地形", "加上"),
        ("", "地形", "--subjects"),
        ("", "类", "--subjects"),
    ],
)
def test_a_column_that_is_not_there_is_an_error_and_not_swallowed(subjects, column, told):
    here = terrain(subjects, column=column)
    assert {one.code for one in here.one().problems} == {"unknown-column"}
    assert told in here.one().problems[0].remedy
    assert here.one().status == "refused"


def test_kind_and_group_are_columns_of_every_table():
    assert terrain("对象,地形\n甲,山\n乙,", column="组别").value("产值") == 40


# --- a subject that nobody knows, a subject that is refused ---------------------------------------

ACCIDENTS = """
事实: {事件: {类型: 对象, 条目: {}}, 事故: {条目: {等级: [一般, 较大]}}}
派生: {扣分: '合计(for x in 条(事故) return if x.等级 = "较大" then 6 else 2)'}
指标: {安全: {分值: 30, 上限: 30, 下限: 0, 算式: "30 - 合计(下级(扣分, 事件))"}}
"""
BUREAUS = "对象,类\n甲,单位\n乙,单位\n事件一,事件\n事件二,事件"
ROWS = "对象,指标,数值,等级\n甲,事件,{named},\n乙,事件,事件二,\n{row}\n事件二,事故,,一般"


def accidents(row, *, named="事件一"):
    return world(ACCIDENTS, ROWS.format(named=named, row=row), subjects=BUREAUS)


def test_a_relation_to_someone_whom_nobody_knows_is_a_fault_of_its_cell():
    here = accidents("事件一,事故,,较大", named="事件1")
    (fault,) = here.one().problems
    assert (fault.code, fault.place.row, fault.place.column) == ("unknown-subject", 2, 3)
    assert "事件1" in fault.message
    assert "事件一" in fault.remedy
    assert here.one().status == "refused"
    assert here.value("安全", "乙") == 28


def test_a_relation_may_name_a_subject_of_which_rows_speak():
    assert accidents("事件三,事故,,较大", named="事件三").codes == {"unknown-subject"}
    assert accidents("事件一,事故,,较大").codes == set()


@pytest.mark.parametrize(
    "row",
    ["事件一,事故,,重大", "事件一,事固,,较大", "事件一,事故,,较大\n事件一,事故,,重大"],
)
def test_a_refused_row_of_a_subordinate_leaves_its_superior_open(row):
    here = accidents(row)
    assert is_unknown(here.value("安全"))
    assert (here.one().status, here.one().blocking) == ("incomplete", ("事件一:事故@2025",))
    assert here.value("安全", "乙") == 28


VOTED = """
指标:
  评议: {分值: 40, 评分: {评分人: {代表: {权重: 100%}}, 量表: {好: 100, 差: 0}}}
  计划: {分值: 30, 计划: {计分: 直接评分, 个数: 1..3}}
  项目: {分值: 30, 不适用: 计零}
派生: {下属: 均值(下级(VALUE))}
"""
BELOW = "对象,类,上级\n甲,单位,\n乙,单位,甲"


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("评议", "乙,评议,好,9,,\n乙,评议,极差,9,,"),
        ("计划", "乙,计划,10,,路,10\n乙,计划,十,,桥,20"),
        ("项目", "乙,项目,10,,,\n乙,项目.适用,也许,,,"),
        ("总分", "乙,总分,八十,,,\n乙,评议,好,9,,\n乙,计划,10,,路,10\n乙,项目,10,,,"),
    ],
)
def test_a_refused_vote_item_or_given_result_is_not_passed_over(path, rows):
    text = VOTED.replace("VALUE", path)
    head = "对象,指标,数值,件数,事项,分值\n"
    here = world(text, f"{head}{rows}\n甲,项目,5,,,", subjects=BELOW)
    assert here.one("乙").status == "refused"
    assert is_unknown(here.value("下属"))
