"""The chapter of the language manual about expressions, printed from grammar and registry.

Every sample on the page is read by the parser in a test, so that the page cannot fall behind.
"""

from __future__ import annotations

from collections.abc import Iterable

from kaoji.engine.feel.check_call import signature
from kaoji.engine.feel.functions import FUNCTIONS
from kaoji.engine.feel.functions.model import Builtin
from kaoji.engine.plinth.names import TWINS
from kaoji.engine.plinth.speech import ENGLISH, speaking

_HEAD = """\
# 算式 · Expressions

算式是 OMG DMN 标准里表达式语言 FEEL 的一个有类型、无副作用的子集；数都是精确的分数。
Expressions are a typed subset of FEEL (OMG DMN) without side effects; numbers are exact.
"""

#: Sample, what it says in Chinese, in English.
SAMPLES: tuple[tuple[str, str, str], ...] = (
    ("0.6 * 89.25 + 0.4 * 91", "加减乘除；× ÷ 也可", "arithmetic; × ÷ as well"),
    ("2 ** 3", "乘方，次数为整数；负号比乘方先算", "whole powers; a sign binds tighter than **"),
    ("85%", "百分数，就是 0.85", "a percent literal is 0.85"),
    ("(完成数)%", "量的百分之一", "a hundredth of a value"),
    ("财政收入.目标", "名称；点后是它的字段", "a name and its field"),
    (
        "`经济发展/财政收入`.目标",
        "路径、有符号的名称用反引号",
        "paths and odd names in back-quotes",
    ),
    ("如果 得分 >= 60 则 1 否则 0", "选择；则、否则前可加逗号", "if … then … else …"),
    ("甲 > 1 且 (乙 或 非(丙))", "且 或 非：and or not()", "logic"),
    ("得分 >= 60", "比较：= != < <= > >=（≠ ≤ ≥），不能连写", "comparison; not chained"),
    ("得分 in [80..90)", "在区间里：方括号含端点，圆括号不含", "ranges: square closed, round open"),
    ("得分 in ]80..90[", "另一种写法：朝外的方括号不含端点", "outward brackets are open ends"),
    ('层级 in ("省", "中央")', "是其中之一", "one of several"),
    ("得分 in >= 90", "合于一个比较", "a comparison as a test"),
    ("得分 between 60 and 70", "两端都含", "both ends included"),
    ("[1, 2, 3]", "列表", "a list"),
    ('条(获奖)[层级 = "省"]', "筛选：只留合条件的；item 指本项", "filter; `item` is the item"),
    ("条(获奖)[1]", "第几项，从 1 数起，负数从末尾数", "an item by place, from 1"),
    ("条(获奖).金额", "每一项的字段", "a field of every item"),
    ("for x in 条(获奖) return x.金额 * 2", "逐项计算", "a value for each item"),
    ("some x in 条(获奖) satisfies x.金额 > 1", "有一项满足；every 为每一项", "some, every"),
    (
        "夹(数: 得分, 下限: 0, 上限: 100)",
        "参数可以写名字，要写就全写",
        "named arguments, all or none",
    ),
    ("list contains([1, 2], 1)", "FEEL 的函数名可有空格", "FEEL names of several words"),
    ('@"2016-01-20"', "日期", "a date"),
    ("“文字”", "文字；单双引号都可", "text in any quotes"),
    ("真", "真 是 true，假 否 false，空 null", "truth values and null"),
    ("得分 // 说明", "说明：// 到行末，/* */ 之间", "comments"),
)

#: Test of a band table, what it says in Chinese, in English.
BANDS: tuple[tuple[str, str, str], ...] = (
    (">= 90", "比较", "a comparison"),
    ("[80..90)", "区间", "a range"),
    ("90以上", "含本数，即 >= 90", "at least"),
    ("不低于90", "同上；也可写 不少于、至少", "at least"),
    ("超过90", "不含本数，即 > 90；也可写 高于、大于", "above"),
    ("不满60", "不含本数，即 < 60；也可写 低于、未满、不足", "below"),
    ("不超过60", "含本数，即 <= 60；也可写 不高于、至多", "at most"),
    ("60以上不满80", "两半合成区间 [60..80)", "both halves make a range"),
    ("80", "等于", "equal"),
    ("优秀", "文字或等级", "a word"),
    ("-", "任意", "anything"),
)

_BANDS_NOTE = """\
「90以下」「80-89」没有说明含不含本数，不予接受（`vague-band`）；档次里的数不写单位。
A band that leaves its edge open is refused; bands carry no units.
"""

_DEVIATIONS: tuple[tuple[str, str], ...] = (
    (
        "数是没有上限的精确分数，不用指数写法；开方、对数等必须写明精度，结果精确舍入",
        "numbers are unlimited rationals without exponents; irrational functions name their places",
    ),
    ("可以写后缀 %，60% 就是 0.6", "a postfix % divides by a hundred"),
    (
        "名称是键：汉字、字母、数字、_，不以数字开头；名称里没有空格和运算符",
        "names are plain keys without blanks or operators",
    ),
    (
        "全角符号、中文标点、中文关键词与英文的同义；关键词前后要有空格或标点",
        "full-width signs and Chinese keywords mean their ASCII forms; keywords stand apart",
    ),
    ("不能自定义函数，也没有递归", "no user functions, no recursion"),
    (
        "空值（null）都有原因：不适用或无定义；缺的数不是空值，算成区间",
        "every null has its reason; a missing fact is no null but an interval",
    ),
    (
        (
            "空值参与比较、作 if 的条件，结果仍是那个空值，不当作「否」；问是否为空写 x = null；"
            "筛选只留条件为真的项"
        ),
        (
            "a null compared, or as a condition, stays that null and never counts as false; "
            "x = null asks for it; filters keep what is true"
        ),
    ),
    ("合计([]) 是 0，其余对空列表为无定义", "sum([]) is 0; other folds of an empty list are null"),
    (
        '等级可与同一个序上的词比大小：等级 >= "合格"',
        "a step of a scale compares with the words of its scale",
    ),
    (
        "类型不合是错误，不会悄悄变成空值；单位不同的数不能相加、比较",
        "type faults are problems, never a silent null; unlike units do not mix",
    ),
    (
        "列表就是列表：要列表的地方不接受单个的量",
        "lists are strict: a single value is no list",
    ),
    (
        "没有时间、时长、上下文 {…}；循环一次走一个列表",
        "no times, durations or contexts; a loop runs over one list",
    ),
)

_LIMITS = """\
算式最长 4000 字，最多套 60 层。单位：同单位相除得比例，乘除照约分（分 × 万元 ÷ 万元 = 分）；
不写单位的数随另一边；单位是 % 的量与 60 比较，不与 60% 比较。
Up to 4,000 characters and 60 levels. Units cancel; a bare number adopts the unit it meets.
"""

#: Form, its English spelling, what it gives in Chinese, in English. K: a key or path, not
#: evaluated.
FORMS: tuple[tuple[str, str, str, str], ...] = (
    (
        "子项()",
        "children()",
        "各子项的值（只在“合成”里）",
        "values of the children (in combine only)",
    ),
    (
        "子项得分率()",
        "child rates()",
        "各子项的 值/满分（同上）",
        "value over full points of each (same)",
    ),
    ("同组(K)", "peers(K)", "同组各对象的 K（默认按组别）", "K over subjects of the same group"),
    (
        "同组(K, 列)",
        "peers(K, column)",
        "该列相同的各对象的 K",
        "K over subjects alike in a column",
    ),
    ("全体(K)", "everyone(K)", "全部被考核对象的 K", "K over all scored subjects"),
    ("下级(K)", "subordinates(K)", "上级是本对象的各对象的 K", "K over subordinates"),
    (
        "下级(K, 关系)",
        "subordinates(K, relation)",
        "由事实指出的下级",
        "K over subjects by a relation",
    ),
    ("上期(K)", "previous(K)", "上一期的 K", "K of the period before"),
    ("上年(K)", "last year(K)", "上一年同期的 K", "K of the year before"),
    ("往年(K, 2)", "years back(K, 2)", "两年前的 K", "K some years back"),
    ("近年(K, 3)", "past years(K, 3)", "此前三年的 K，列表", "K of the years before, a list"),
    ("条(K)", "rows(K)", "条目清单的各行", "the rows of an event list"),
    ("件数合计(K)", "row count(K)", "条目件数之和", "the sum of counts of an event list"),
    ("查表(表, 键)", "look up(table, key)", "按一个或几个键查表", "look up a table by its keys"),
    (
        "查表均值(表, 首, 末)",
        "mean look up(table, first, last)",
        "从首到末每个整数各查一次，取平均：并列者平分所占名次的分",
        "the mean of a table over whole numbers: shared places share their points",
    ),
    ("属性(列)", "attribute(column)", "对象表里的一列，文字", "a column of the subjects table"),
    ("满分(K)", "full of(K)", "K 的满分", "full points of K"),
    ("权重(K)", "weight of(K)", "K 的权重", "weight of K"),
    ("适用(K)", "applies(K)", "K 对本对象是否适用", "whether K applies"),
    (
        '期(K, "中期评估")',
        'at part(K, "midterm")',
        "K 在本期某一部分的值",
        "K at a part of this period",
    ),
)

_NAMES_NOTE = """
点后面的字段、不必声明的名称也有两种写法，可以混用（意思见[键和词](keys.md)）：
Fields behind the dot, and names that need no declaring, have two spellings as well:
"""


def expressions_page() -> str:
    """The whole chapter as Markdown."""
    parts = (
        _HEAD,
        _section("写法 · Grammar", body=_samples(SAMPLES)),
        _section("档次 · Tests of band tables", body=_samples(BANDS) + "\n" + _BANDS_NOTE),
        _section("与 FEEL 的不同 · Deviations", body=_deviations() + "\n" + _LIMITS),
        _section("取数 · Forms", body=_forms() + _NAMES_NOTE + _names()),
        _section("函数 · Functions", body=_functions()),
        _section("方式、方向的词 · Words of ways", body=_ways()),
    )
    return "\n".join(parts)


def _section(title: str, *, body: str) -> str:
    return f"## {title}\n\n{body}"


def _samples(samples: Iterable[tuple[str, str, str]]) -> str:
    rows = ((code(text), chinese, english) for text, chinese, english in samples)
    return table(("写法", "意思", "English"), rows=rows)


def _deviations() -> str:
    lines = (
        f"- {chinese}。 {english[0].upper()}{english[1:]}." for chinese, english in _DEVIATIONS
    )
    return "\n".join(lines) + "\n"


def _forms() -> str:
    rows = ((code(zh), code(en), chinese, english) for zh, en, chinese, english in FORMS)
    return table(("写法", "英文写法", "意思", "English"), rows=rows)


def _names() -> str:
    """Every such name with its twins, as the parser knows them."""
    names = dict.fromkeys(TWINS.values())
    return "、".join(f"{name} {_english_names(name)}" for name in names) + "。\n"


def _english_names(name: str) -> str:
    return " ".join(code(english) for english, chinese in TWINS.items() if chinese == name)


def _functions() -> str:
    rows = (_function(builtin) for builtin in FUNCTIONS.values())
    return table(("函数", "英文写法（FEEL）", "意思", "English", "例"), rows=rows)


def _function(builtin: Builtin) -> tuple[str, ...]:
    examples = "；".join(f"{code(text)} → {result}" for text, result in builtin.examples.items())
    written = (code(signature(builtin)), _english(builtin))
    return (*written, builtin.chinese, builtin.english, examples)


def _english(builtin: Builtin) -> str:
    """The English signature; behind it the other names that are understood as well."""
    with speaking(ENGLISH):
        call = code(signature(builtin))
        others = [code(alias) for alias in builtin.aliases if alias != builtin.title]
    return "、".join((call, *others))


def _ways() -> str:
    """The words of ways, each with its twin; a pair that several functions know stands once."""
    rows: dict[tuple[str, str], list[str]] = {}
    for builtin in FUNCTIONS.values():
        for one in builtin.parameters:
            words = "、".join(f"{zh} `{en}`" for zh, en in one.words.items())
            if words:
                rows.setdefault((f"{one.name} `{one.english}`", words), []).append(builtin.name)
    listed = (("、".join(map(code, names)), *told) for told, names in rows.items())
    return table(("函数", "参数", "可写的词"), rows=listed)


def code(text: str) -> str:
    """Inline code; back-quotes inside need a longer fence."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def table(heads: tuple[str, ...], *, rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"
