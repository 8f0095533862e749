"""`kaoji whatif`: every kind of change, what is not found, drafts, the two laws, the page."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kaoji.cli.schemas import schema_of
from tests.cli.county import FACTS, SCHEME, SUBJECTS, call
from tests.cli.validate import faults
from tests.engine.explain.pages.reader import Page

#: 丙乡 with its fiscal figure: 40 + 18 + 32 = 90, level with 乙乡.
WHOLE = f"{FACTS}丙乡,2025,财政收入,1000,1000,,,,,,,,\n"


def changed(county, *changes, facts=None):
    """The trial as JSON."""
    table = county.facts if facts is None else county.write("whole.csv", facts)
    words = ["--facts", table, "--subjects", county.subjects, "--json", "--change"]
    told = call("whatif", county.scheme, *words, *changes)
    assert faults(told.json, schema=schema_of("whatif")) == []
    return told


def codes(told):
    return [one["code"] for one in told.json["problems"] if one["severity"] == "error"]


def told_of(told, subject):
    return next(one for one in told.json["subjects"] if one["subject"] == subject)


# --- in words -------------------------------------------------------------------------------------


def test_a_fact_in_words(county):
    """财政收入 of 甲乡 from 1200 to 800 of 1000: 40 → 32 points, 94.4 → 86.4, below 90."""
    facts = county.write("whole.csv", WHOLE)
    told = call(
        "whatif", county.scheme, "--facts", facts, "--subjects", county.subjects,
        "--change", "甲乡:财政收入@2025=800",
    )  # fmt: skip
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[:3] == [
        "云县乡镇考核 2025.1 · 2025 · 试算",
        "  甲乡:财政收入@2025：1200 → 800",
        "升 2（乙乡、丙乡）；降 1（甲乡）；只变分数或金额 0；不变 0",
    ]
    assert "1 → 3  甲乡  94.40 → 86.40  -8  优秀 → 合格" in told.out
    assert "优秀：名额 1，退出 甲乡，并列待定 乙乡、丙乡。" in lines
    assert "甲乡  通报表扬  1000 元     —  -1000 元" in lines
    assert "「通报表扬」合计 1000 → 0 元（-1000）。" in lines


ENGLISH = """\
scheme: Towns
id: towns
version: "1"
effective: 2020-01-01
basis: rules
subjects: town
items:
  revenue: {points: 60, clause: one, scoring: proportional, range: 1..1000}
  petitions: {points: 40, clause: two}
grades: {first: {floor: 90, clause: three}, rest: otherwise}
"""


def test_an_english_scheme(county):
    scheme = county.write("towns.yaml", ENGLISH)
    facts = county.write("towns.csv", (
        "subject,period,key,value,target\nA,2025,revenue,90,100\nA,2025,petitions,30,\n"
        "B,2025,revenue,100,100\nB,2025,petitions,40,\n"
    ))  # fmt: skip
    words = ["--facts", facts, "--change"]
    told = call("whatif", scheme, *words, "A:revenue.target@2025=90", "grades:first.floor=85")
    assert told.code == 0, told.err
    assert "  A:revenue.target@2025: 100 → 90" in told.out
    assert "up 1 (A); down 0; only points or amounts 0; the same 1" in told.out
    wrong = call("whatif", scheme, *words, "A:revenu=1", "revenue.point=2", "C:revenue=1", "x")
    assert 'the scheme has no "revenu" (did you mean "revenue"?)' in wrong.err
    assert '"revenue.point": there is no "point" (did you mean "points"?)' in wrong.err
    assert 'there is no subject "C"' in wrong.err
    assert '"x" is not TARGET=VALUE' in wrong.err


def test_what_else_is_told(county):
    out = county.run("whatif", "--change", "等次:优秀.名额=34%", "结果运用:reward.金额=").out
    assert "优秀：名额 1，人选不变。" in out
    assert "甲乡  通报表扬  1000 元    有" in out
    same = FACTS.replace("乡,2025,信访,1", "乡,2025,信访,0")
    facts = county.write("same.csv", same)
    words = ["--facts", facts, "--subjects", county.subjects, "--change"]
    told = call("whatif", county.scheme, *words, "甲乡:信访=1", "参数:奖励标准=1000")
    assert "原来人人满分，改后不再是：信访。" in told.out
    assert "「通报表扬」合计" not in told.out
    more = call("whatif", county.scheme, *words, "乙乡:评价=39")
    assert "人人满分、没有区分度的指标 1 个：信访。" in more.out
    assert "乙乡:评价：36 → 39" in more.out


def test_nothing_is_changed_on_disk(county):
    names = ("scheme", "facts", "subjects")
    before = [Path(getattr(county, name)).read_bytes() for name in names]
    county.run("whatif", "--change", "财政收入.依据=第九条", "甲乡:信访=3", "参数:奖励标准=1")
    assert [Path(getattr(county, name)).read_bytes() for name in names] == before
    assert len(list(county.folder.iterdir())) == 3


# --- every kind of change -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "subject", "before", "after"),
    [
        ("甲乡:财政收入@2025=800", "甲乡", "94.4", "86.4"),  # 40 × 0.8
        ("甲乡:经济/财政收入=0.5", "甲乡", None, None),  # below its range
        ("甲乡:财政收入.目标@2025=1500", "甲乡", "94.4", "86.4"),  # 40 × 1200/1500
        ("甲乡:信访=4", "甲乡", "94.4", "88.4"),  # 20 - 8
        ("*:信访=4", "甲乡", "94.4", "94.4"),  # its own row is nearer
        ("丙乡:财政收入.目标=1000", "丙乡", None, None),  # still without its figure
        ("甲乡:评价=20", "甲乡", "94.4", "80"),  # in the place of 34.4 points
        ("甲乡:加分=1", "甲乡", "94.4", "93.4"),  # its rows have no value of their own
        ("甲乡:加分.得分=1", "甲乡", "94.4", "93.4"),
        ("甲乡:总分=77", "甲乡", "94.4", "77"),
        ("信访.扣分=4", "甲乡", "94.4", "92.4"),  # 4 a case
        ("信访.计分.扣分=4", "甲乡", "94.4", "92.4"),
        ("财政收入.封顶=110%", "甲乡", "94.4", "98.4"),  # 44 points
        ("加分.上限=1", "甲乡", "94.4", "93.4"),
        ("表:加分表.值.省=3", "甲乡", "94.4", "95.4"),
        ("评价.上限=30", "甲乡", "94.4", "90"),
        ("总分.上限=92", "甲乡", "94.4", "92"),
        ("公布=0位", "甲乡", "94.4", "94.4"),
    ],
)
def test_points(county, change, subject, before, after):
    told = changed(county, change)
    if not told.json["subjects"]:
        assert codes(told) == ["out-of-range"]
        return
    one = told_of(told, subject)
    assert [side["total"] and side["total"]["exact"] for side in (one["before"], one["after"])] == [
        before, after,
    ]  # fmt: skip


def test_several_changes_make_one_variant(county):
    told = changed(county, "财政收入.分值=30", "信访.分值=30", "甲乡:财政收入=500")
    # 30 × 0.5 + 28 + 34.4 + 2.
    assert told_of(told, "甲乡")["after"]["total"]["exact"] == "79.4"
    assert [one["target"] for one in told.json["changes"]] == [
        "财政收入.分值", "信访.分值", "甲乡:财政收入",
    ]  # fmt: skip
    assert [one["before"] for one in told.json["changes"]] == ["40", "20", "1200"]


@pytest.mark.parametrize("change", ["加分表.值.省=3", "等次.优秀.不低于=91", "参数:奖励标准=7"])
def test_a_change_is_listed_however_it_is_named(county, change):
    told = changed(county, change)
    (made,) = told.json["changes"]
    assert f"{made['target']}={made['after']}" == change


def test_weights_of_a_panel(county):
    told = changed(county, "县领导.权重=50%", "评价.部门.权重=50%")
    assert codes(told) == ["unknown-key"]  # the first names no node
    told = changed(county, "评价.县领导.权重=50%", "评价.评分.评分人.部门.权重=50%")
    assert told_of(told, "甲乡")["difference"] == "-0.4"  # 85 for 86, of 40 points


def test_a_threshold_moves_a_seat(county):
    """乙乡 has 90: with a line of 91 only 甲乡 is fit; with all seats both are."""
    told = changed(county, "等次:优秀.名额=100%", facts=WHOLE)
    (seats,) = told.json["decisions"]
    assert (seats["before"]["seats"], seats["after"]["seats"]) == (1, 3)
    assert (seats["entering"], seats["leaving"]) == (["乙乡", "丙乡"], [])
    assert told.json["summary"] == {
        "gains": ["乙乡", "丙乡"], "loses": [], "figures": [], "open": [], "same": 1,
    }  # fmt: skip
    told = changed(county, "等次:优秀.不低于=95", facts=WHOLE)
    assert told.json["decisions"][0]["leaving"] == ["甲乡"]
    assert told.json["summary"]["loses"] == ["甲乡"]
    assert told.json["sums"] == [
        {
            "code": "reward",
            "text": "通报表扬",
            "unit": "元",
            "before": "1000",
            "after": "0",
            "difference": "-1000",
        }
    ]


def test_money(county):
    told = changed(county, "参数:奖励标准=2500")
    (reward,) = told.json["consequences"]
    assert (reward["before"]["amount"]["exact"], reward["after"]["amount"]["exact"]) == (
        "1000", "2500",
    )  # fmt: skip
    assert told.json["sums"][0]["difference"] == "1500"
    assert told_of(told, "甲乡")["fate"] == "figures"
    by_class = changed(county, "参数:奖励标准.乡镇=3000")
    assert by_class.json["sums"][0]["after"] == "3000"


def test_a_parameter_that_a_row_of_the_facts_sets(county):
    told = changed(county, "参数:奖励标准=2500", facts=f"{WHOLE},,奖励标准,700,,,,,,,,,\n")
    assert told.json["changes"][0]["before"] == "700"
    (paid,) = told.json["sums"]
    assert [paid[key] for key in ("before", "after", "difference")] == ["700", "2500", "1800"]


def test_a_missing_fact_that_comes(county):
    told = changed(county, "丙乡:财政收入=1000", "丙乡:财政收入.目标=1000")
    one = told_of(told, "丙乡")
    assert (one["before"]["status"], one["after"]["status"]) == ("incomplete", "final")
    assert one["before"]["interval"] == {"worst": "50", "best": "90", "tight": False}
    assert one["after"]["total"]["exact"] == "90"
    assert one["difference"] is None


def test_a_fact_that_is_taken_away(county):
    one = told_of(changed(county, "甲乡:财政收入=缺"), "甲乡")
    assert (one["after"]["status"], one["fate"]) == ("incomplete", "open")
    assert {node["node"] for node in one["nodes"]} == {"总分", "经济", "经济/财政收入"}
    empty = told_of(changed(county, "甲乡:财政收入="), "甲乡")
    assert empty == one


def test_a_bar_may_be_dropped(county):
    bar = "甲乡,,重大事故,,,,,,2025-03-01,安1号,安监机关,事一,\n"
    told = changed(county, "等次:优秀.取消评先情形=", facts=WHOLE + bar)
    assert told.json["summary"]["gains"] == ["甲乡"]
    assert told.json["changes"][0]["after"] == ""


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ("甲乡", "bad-change", "「甲乡」不是「坐标=值」"),
        ("甲乡:=3", "bad-change", "不是「坐标=值」"),
        ("甲乡:财政收入@去年=3", "bad-change", "不是「坐标=值」"),
        ("财政收入=3", "bad-change", "改数据写 甲乡:财政收入=3"),
        ("财政收入@2025=3", "bad-change", "（全体写 *:财政收入@2025）"),
        ("丁乡:财政收入=3", "unknown-subject", "没有「丁乡」这个对象(是不是「甲乡」？)"),
        ("组:山曲:财政收入=3", "unknown-subject", "是不是「组:山区」？"),
        ("甲乡:财政收人=3", "unknown-key", "没有「财政收人」(是不是「财政收入」？)"),
        ("甲乡:财政收入.目示=3", "change-not-found", "没有「目示」这一栏(是不是「目标」？)"),
        ("甲乡:财政收入.数=3", "change-not-found", "可写：目标、"),
        ("甲乡:财政收入=很多", "not-a-number", "「很多」不是数"),
        ("甲乡:财政收入@2025Q1=3", "wrong-grain", ""),
        ("财政收人.分值=3", "unknown-key", "没有「财政收人」(是不是「经济/财政收入」？)"),
        ("财政收入.分直=3", "change-not-found", "没有「分直」(是不是「分值」？)"),
        ("财政收入.封项=3", "change-not-found", "没有「封项」"),
        ("财政收入.上限=", "change-not-found", "没有写，不能删去"),
        ("等次:优良.不低于=3", "change-not-found", "没有「优良」(是不是「优秀」？)"),
        ("等次:优秀.不底于=3", "change-not-found", "没有「不底于」(是不是「不低于」？)"),
        ("否决:安全.封顶=合格", "change-not-found", "方案里没有写「否决」"),
        ("表:加分表.值.县=3", "change-not-found", "这里有：市、省"),
        ("奖励标准.默认=3", "bad-change", "写 参数:奖励标准=值"),
        ("参数:奖励标谁=3", "unknown-parameter", "奖励标准"),
        ("参数:奖励标准=很多", "bad-setting", "「很多」"),
        ("参数:奖励标准=9000", "default-outside-range", ""),
        ("等次:优秀.不低于=很高", None, ""),
        ("评价.权重=[1", None, ""),
        ("财政收入.分值=30", "points-sum", "各项分值合计 50，应为 60"),
        ("等次:优秀.并列=抽签", None, ""),
    ],
)
def test_bad_changes(county, change, code, told):
    found = changed(county, change)
    assert (found.code, found.json["subjects"], found.json["changes"]) == (1, [], [])
    assert code is None or code in codes(found)
    assert told in county.run("whatif", "--change", change).err


@pytest.mark.parametrize(
    "change",
    ["甲乡:财政收入=\udcff", "财政收入.依据=\udcff", "财政收\udcff.依据=1", "\udcff乡:信访=1",
     "参数:\udcff=\udcff", "财政收入.依据=\0", "甲乡:信访." * 300 + "=1",
     "财政收入." + "a." * 3000 + "=1", "a" * 100_000 + "=1", "财政收入.分值=" + "9" * 5000,
     "财政收入.分值=" + "[" * 3000, "甲乡:财政收入=1e400", "财政收入.无定义=1/0",
     "财政收入.依据=\x1b[31m"],
)  # fmt: skip
def test_hostile_changes_are_problems(county, change):
    told = changed(county, change)
    assert told.code == 1
    assert codes(told)
    assert "\x1b" not in county.run("whatif", "--change", change).err


def test_problems_are_told_at_once(county):
    told = changed(county, "甲", "丁乡:信访=3", "信房.分值=3", "甲乡:信访=多", "参数:奖=1")
    assert sorted(codes(told)) == [
        "bad-change", "unknown-key", "unknown-parameter", "unknown-subject",
    ]  # fmt: skip


def test_one_place_is_changed_once(county):
    assert codes(changed(county, "加分.上限=3", "加分.上限=4")) == ["change-twice"]
    assert codes(changed(county, "甲乡:信访=3", "甲乡:经济/信访@2025=4")) == ["change-twice"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--facts", "facts.csv"], "写明改什么"),
        (["--change", "a=1"], "缺少 --facts"),
        (["--facts", "facts.csv", "--change", "a=1", "-o", "x.pdf"], ".html 结尾"),
        (["--facts", "facts.csv", "--change", "a=1", "-o", "x.html", "--json"], "只有一种写法"),
        (["--facts", "facts.csv", "--change", "a=1", "--as-of", "x"], "--as-of x"),
    ],
)
def test_wrong_calls(county, monkeypatch, words, told):
    monkeypatch.chdir(county.folder)
    found = call("whatif", "scheme.yaml", *words)
    assert (found.code, found.out) == (2, "")
    assert told in found.err


def test_faulty_inputs_are_told_as_in_scoring(county):
    scheme = county.write("bad.yaml", SCHEME.replace("分值: 60", "分值: 50"))
    found = call("whatif", scheme, "--facts", county.facts, "--change", "a.分值=1", "--json")
    assert (found.code, faults(found.json, schema=schema_of("whatif"))) == (1, [])
    assert codes(found)
    nobody = call("whatif", "nobody.yaml", "--facts", county.facts, "--change", "a=1", "--json")
    assert codes(nobody) == ["scheme-not-found"]


# --- laws -----------------------------------------------------------------------------------------

SAME = [
    "甲乡:财政收入@2025=1200", "甲乡:财政收入.目标=1000", "财政收入.分值=40", "信访.扣分=2",
    "评价.部门.权重=40%", "加分.上限=3", "表:加分表.值.省=2", "等次:优秀.不低于=90",
    "等次:优秀.名额=50%", "等次:不合格=其余", "参数:奖励标准=1000", "结果运用:reward.金额=奖励标准",
    "加分.汇总=逐项累加", "对象:类=乡镇",
]  # fmt: skip


@pytest.mark.parametrize("change", SAME)
def test_a_value_changed_to_itself_changes_nothing(county, change):
    told = changed(county, change)
    assert told.code == 0
    assert told.json["summary"]["same"] == 3
    assert all(one["before"] == one["after"] and not one["nodes"] for one in told.json["subjects"])
    assert all(one["before"] == one["after"] for one in told.json["decisions"])
    assert told.json["consequences"] == []
    assert [(one["before"], one["after"]) for one in told.json["changes"]] == [
        (change.partition("=")[2],) * 2
    ]
    assert "没有一处不同。" in county.run("whatif", "--change", change).out


EDITS = [
    ("甲乡:财政收入@2025=900", "facts", "财政收入,1200", "财政收入,900"),
    ("乙乡:财政收入.目标=800", "facts", "850,1000", "850,800"),
    ("丙乡:信访=缺", "facts", "丙乡,2025,信访,1", "丙乡,2025,信访,"),
    ("信访.扣分=5", "scheme", "{扣分: 2}", "{扣分: 5}"),
    ("财政收入.无定义=7", "scheme", "无定义: 0", "无定义: 7"),
    ("财政收入.封顶=110%", "scheme", "按完成比例折算", "{按完成比例折算: {封顶: 110%}}"),
    ("评价.评分.评分人.县领导.最少=2", "scheme", "60%, 最少: 1", "60%, 最少: 2"),
    ("加分.上限=1", "scheme", "上限: 3", "上限: 1"),
    ("加分.上限=", "scheme", "  上限: 3\n", ""),
    ("等次:优秀.不低于=85", "scheme", "不低于: 90", "不低于: 85"),
    ("等次:优秀.名额取整=进一", "scheme", "去尾", "进一"),
    ("总分.取整=0位", "scheme", "依据: 云县考核办法", "依据: 云县考核办法\n取整: 0位"),
    ("公布=1位", "scheme", "依据: 云县考核办法", "依据: 云县考核办法\n公布: 1位"),
    ("表:加分表.值={市: 2, 省: 3}", "scheme", "{市: 1, 省: 2}", "{市: 2, 省: 3}"),
]


@pytest.mark.parametrize(("change", "file", "old", "new"), EDITS)
def test_a_variant_is_the_edited_file_scored(county, change, file, old, new):
    told = changed(county, change)
    assert told.code == 0, told.err
    edited = {"facts": FACTS, "scheme": SCHEME}
    assert edited[file].count(old) == 1
    edited[file] = edited[file].replace(old, new)
    paths = {name: county.write(f"edited-{name}", text) for name, text in edited.items()}
    Path(paths["scheme"]).rename(county.folder / "edited.yaml")
    score = call(
        "score", str(county.folder / "edited.yaml"), "--facts", paths["facts"],
        "--subjects", county.subjects, "--json",
    ).json  # fmt: skip
    sides = {one["subject"]: one["after"] for one in told.json["subjects"]}
    assert sides == {one["subject"]: {key: one[key] for key in sides[one["subject"]]}
                     for one in score["subjects"]}  # fmt: skip
    assert [one["after"] for one in told.json["decisions"]] == score["decisions"]


DEMO = Path(str(files("kaoji.packs.demo")))


def demo(scheme, facts, given, *words):
    """A trial over the shipped county."""
    return call(
        "whatif", scheme, "--facts", *(str(DEMO / one) for one in facts), "--subjects",
        str(DEMO / "subjects.csv"), "--period", "2025", "--given", str(DEMO / given), "--json",
        "--change", *words,
    )  # fmt: skip


def test_every_leaf_of_a_pack_changed_to_its_own_points():
    plan = call("plan", "zhengding-towns", "--json").json["nodes"]
    leaves = [one for one in plan if one["way"] == "formula" and one["full"]]
    assert len(leaves) > 6
    changes = [f"{one['path']}.分值={one['full']}" for one in leaves]
    told = demo("zhengding-towns", ["towns.csv"], "towns-given.yaml", *changes)
    assert (told.code, told.json["summary"]["same"]) == (0, 7)
    assert all(one["before"] == one["after"] for one in told.json["changes"])


def test_a_fact_of_a_scheme_that_feeds_this_one():
    """A project's progress falls to nothing: the department that leads it loses."""
    told = demo(
        "qitai-departments", ["departments.csv", "projects.csv"], "departments-given.yaml",
        "云岭大桥改建工程:工程进度@2025=0",
    )  # fmt: skip
    assert told.code == 0
    assert told.json["changes"][0]["before"] == "82"
    assert told_of(told, "交通运输局")["difference"].startswith("-")
    assert "交通运输局" in told.json["summary"]["loses"] + told.json["summary"]["open"]
    assert told.json["summary"]["same"] == 8


# --- drafts ---------------------------------------------------------------------------------------

DRAFT = (
    SCHEME.replace('"2025.1"', '"2026.1"')
    .replace("施行: 2025-01-01", "施行: 2026-01-01")
    .replace("信访: {分值: 20,", "来信来访: {曾用: [信访], 分值: 20,")
    .replace("不低于: 90", "不低于: 88")
)


def drafted(county, text, *words, facts=WHOLE):
    draft, table = county.write("draft.yaml", text), county.write("whole.csv", facts)
    return call(
        "whatif", county.scheme, "--facts", table, "--subjects", county.subjects,
        "--draft", draft, *words,
    )  # fmt: skip


def test_the_same_facts_under_a_draft(county):
    told = drafted(county, DRAFT.replace("名额: 50%", "名额: 100%"), "--json")
    assert (told.code, faults(told.json, schema=schema_of("whatif"))) == (0, [])
    assert told.json["draft"] == {
        "scheme": "cloud-towns", "title": "云县乡镇考核", "version": "2026.1",
    }  # fmt: skip
    assert told.json["version"] == "2025.1"
    assert told.json["summary"]["gains"] == ["乙乡", "丙乡"]
    assert told.json["problems"] == []


def test_a_draft_in_words(county):
    out = drafted(county, DRAFT).out
    assert "同样的数据按草案《云县乡镇考核》2026.1 版再算一遍，原来按 2025.1 版" in out
    assert "没有一处不同。" in out  # another line for seats that nobody reaches by it


def test_a_draft_without_an_indicator_ignores_its_facts(county):
    told = drafted(county, DRAFT.replace("来信来访: {曾用: [信访],", "好事: {"), "--json")
    assert told.code == 0
    assert {one["after"]["status"] for one in told.json["subjects"]} == {"incomplete"}
    assert told.json["summary"]["open"] == ["甲乡", "乙乡", "丙乡"]


def test_a_new_fact_of_a_draft_may_be_supposed(county):
    """20 of 20 points for everyone: the indicator tells nobody apart."""
    text = DRAFT.replace("来信来访: {曾用: [信访],", "好事: {")
    told = drafted(county, text, "--change", "*:好事@2025=0", "--json")
    assert told.code == 0
    assert told.json["full_marks"] == {
        "before": [], "after": [{"node": "经济/好事", "name": "好事", "subjects": 3}],
    }  # fmt: skip
    assert told.json["summary"]["loses"] == ["乙乡"]
    words = drafted(county, text, "--change", "*:好事@2025=0").out
    assert "人人满分、没有区分度的指标 1 个：好事。" in words
    back = call(
        "whatif", str(county.folder / "draft.yaml"), "--facts", str(county.folder / "whole.csv"),
        "--subjects", county.subjects, "--draft", county.scheme,
    )  # fmt: skip
    assert "原来人人满分" not in back.out


def test_a_draft_may_be_changed_too(county):
    told = drafted(county, DRAFT, "--change", "来信来访.扣分=5", "--json")
    assert told.json["changes"][0] == {
        "kind": "scheme", "target": "来信来访.扣分", "before": "2", "after": "5",
    }  # fmt: skip
    assert told_of(told, "甲乡")["difference"] == "-3"


def test_other_grades_are_not_compared(county):
    told = drafted(county, DRAFT.replace("优秀", "先进"), "--json")
    assert "甲乡" in told.json["summary"]["open"]


def test_a_faulty_draft_tells_its_problems(county):
    told = drafted(county, DRAFT.replace("分值: 60", "分值: 50"), "--json")
    assert (told.code, told.json["subjects"]) == (1, [])
    assert "points-sum" in codes(told)
    assert codes(drafted(county, "方案: [", "--json"))
    words = ["--facts", county.facts, "--change", "a.b=1", "--json"]
    missing = call("whatif", county.scheme, "--draft", "nothing.yaml", *words)
    assert codes(missing)[:1] == ["scheme-not-found"]


# --- panels ---------------------------------------------------------------------------------------


def test_how_far_a_panel_moves_ranks(county):
    """Totals 94.4, 90 and 90; without 评价, whose mean is (34.4 + 36 + 32)/3: 60, 54 and 58 + 2 for
    the bonus of 甲乡: 丙乡 comes before 乙乡.
    """
    (panel,) = changed(county, "参数:奖励标准=1", facts=WHOLE).json["panels"]
    assert (panel["node"], panel["ranked"]) == ("评价", 3)
    assert panel["shifts"] == [{"subject": "乙乡", "rank": 2, "without": 3, "places": 1}]


# --- the page -------------------------------------------------------------------------------------


def test_one_page_for_the_meeting(county):
    target = county.folder / "page.html"
    told = county.run("whatif", "--change", "甲乡:财政收入=800", "-o", str(target))
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines()[-1] == f"已写出 {target}"
    page = Page()
    page.feed(target.read_text(encoding="utf-8"))
    assert page.faults == []
    head, group, *rows = page.tables[0]
    assert head == ["名次", "对象", "得分", "差", "等次", "变化"]
    assert group == ["山区"]
    assert ["暂1 → 2～3", "甲乡", "94.40 → 86.40", "−8", "优秀 → 合格", "▽ 降"] in rows
    assert page.tables[1][1] == ["甲乡", "通报表扬", "1000 元", "—", "−1000 元"]
    assert "甲乡:财政收入：1200 → 800" in page.words
    assert "丙乡未完成" in page.words


def test_a_page_has_room_for_so_much(county):
    """Forty units: the page lists twelve of them, and counts the others."""
    names = [f"{number}号乡" for number in range(40)]
    facts = "对象,周期,指标,数值,目标\n" + "".join(
        f"{name},2025,财政收入,{500 + at},1000\n{name},2025,信访,0,\n{name},2025,评价.得分,30,\n"
        for at, name in enumerate(names)
    )
    subjects = county.write("many.csv", SUBJECTS + "".join(f"{one},,乡镇,平原\n" for one in names))
    target = county.folder / "page.html"
    told = call(
        "whatif", county.scheme, "--facts", county.write("f.csv", facts), "--subjects", subjects,
        "--change", "财政收入.分值=41", "信访.分值=19", "-o", str(target),
    )  # fmt: skip
    assert told.code == 0, told.err
    page = Page()
    page.feed(target.read_text(encoding="utf-8"))
    assert page.faults == []
    assert "另有 28 个对象有变化" in page.words


def test_a_page_is_not_written_over_an_input(county):
    draft = county.write("draft.html", SCHEME)
    told = county.run("whatif", "--draft", draft, "-o", draft)
    assert (told.code, Path(draft).read_text(encoding="utf-8")) == (2, SCHEME)
    nowhere = county.run("whatif", "--change", "信访.扣分=1", "-o", str(county.folder / "a/b.html"))
    assert nowhere.code == 1
