"""The keys of a scheme file, Chinese and English, by the kind of record that they stand in.

A key that several records share is written once and picked where it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaoji.engine.scheme.words.word import Word, pick

_COMMON = (
    Word("名称", "name", "打印出来的名称；不写时就用键"),
    Word("又名", "aliases", "也认得的其他叫法"),
    Word("依据", "clause", "出自哪一条哪一款"),
    Word("读法", "reading", "原文可作几种理解时本单位选定的一种，照样打印"),
    Word("机关", "authority", "有权作出决定的机关"),
    Word("说明", "text", "用一句话说清楚"),
    Word("单位", "unit", "计量单位：分、%、万元、件 ……"),
    Word("周期", "periods", "考核周期，或各期的权重"),
    Word("期段", "dates", "有名字的各期从哪天到哪天"),
    Word("取整", "rounding", "保留几位、怎样取舍；只在写明的地方取整"),
    Word("上限", "cap", "最多得（或扣）多少"),
    Word("下限", "floor", "最少得多少"),
    Word("满分", "full", "本指标最多得多少分"),
    Word("合成", "combine", "下级指标怎样合成一个数"),
    Word("缺", "missing", "该有而最终没有的数据怎样算"),
    Word("无定义", "undefined", "算不出来时（如 0/0）怎样算"),
    Word("校验", "requirements", "数据和得分必须满足的要求"),
    Word("指标", "items", "下级指标"),
    Word("加分", "bonus", "在合成之外加上的分"),
    Word("减分", "deduction", "在合成之外扣去的分"),
    Word("引用", "feed", "另一个方案的结果"),
    Word("条目", "rows", "按条登记的清单及其各列"),
    Word("算式", "formula", "用表达式写出的算法", ("公式",)),
    Word("计分", "scoring", "计分方法及其参数"),
)

_ISSUERS = Word("发文机关", "issuers", "只认这几个机关发的；不写的，登记的都算")
_CASE = Word("情形", "condition", "在什么情形下：算式，或事实里一个清单的名字")
_DEMAND = Word("条件", "condition", "要满足的条件：算式")
_NOTED = (_DEMAND, *pick(_COMMON, english="text clause"))

_INPUT = (
    Word("类型", "type", "值的类型：数、是否、序、日期、文字、对象"),
    *pick(_COMMON, english="unit"),
    Word("范围", "range", "值可能的范围，如 0..100"),
    Word("序", "scale", "取值所在的序（从低到高的一组词）"),
    Word("取值", "options", "允许的词"),
    Word("字段", "fields", "除数值外还要的数，如 目标"),
    Word("不分期", "timeless", "与周期无关"),
    Word("沿用", "carry", "较长周期的数可以用于较短周期"),
    Word("汇总期", "gather_periods", "较短周期的数加起来用于较长周期"),
    Word("口径", "measure", "统计口径，如 当期、累计"),
    Word("零报告", "nil_return", "没有也要报 无"),
    Word("须认定", "must_confirm", "每条都要写明状态"),
    Word("计期", "dated_by", "按哪一列日期归入周期"),
    Word("首期", "first", "第一期之前的值"),
    Word("责任单位", "supplier", "由谁提供数据"),
    *pick(_COMMON, english="feed clause"),
)

_FRAME = pick(
    _COMMON,
    english="name aliases full combine rounding cap floor missing undefined requirements",
)

_NODE = (
    Word("键", "key", "稳定不变的短名；不写时就用名称"),
    Word("曾用", "formerly", "以前用过的键"),
    Word("分值", "points", "占多少分（同级相加）"),
    Word("权重", "weight", "占多大比重（同级加权）"),
    Word("作用", "role", "对上级是加分还是减分"),
    Word("每条", "per_row", "清单里一条值多少"),
    Word("每事项", "per_work", "同一事项有几条时怎样计"),
    Word("汇总", "gather", "各条怎样合成一个数"),
    Word("计入", "counted_if", "哪些条才计入：算式"),
    Word("评分", "panel", "由几类评分人打分"),
    Word("计划", "plan", "由各单位计划书列出的事项"),
    Word("适用", "applies", "在什么情形下适用：算式"),
    Word("不适用", "not_applicable", "不适用时上级怎样处理"),
    Word("套用", "use", "套用哪个模板"),
    Word("实参", "with", "给模板的各个参数"),
)

_AWARD = (
    _CASE,
    Word("名额", "quota", "个数，或写作 25% 的比例"),
    Word("比例", "share", "占多大比例，也可以由参数给出"),
    Word("名额取整", "quota_rounding", "按比例算出的名额怎样取整"),
    Word("至少", "least", "少于这个名额时提醒"),
    Word("分组", "pool", "名额在哪一列的各组里分别计算"),
    Word("基数", "base", "按全体还是按参评的单位计算名额"),
    Word("顺序", "order", "依次比较哪些值"),
    Word("并列", "ties", "最后一个名额上并列时怎么办"),
    Word("递补", "passes_on", "被取消者空出的名额给不给下一名"),
    Word("取消评先情形", "bars", "有这些情形的不得评为此等次（荣誉）", ("取消情形",)),
    *pick(_COMMON, english="clause"),
)

_LOOKUP = (
    Word("键", "keys", "按哪几个词查"),
    Word("值", "cells", "各词对应的值"),
    Word("档", "bands", "各档的条件和值"),
    Word("规则", "rules", "逐行判断，先满足者为准"),
    Word("其余", "otherwise", "以上都不满足时的值"),
)

_SCHEDULE = (
    Word("默认", "default", "没有另给时用的值"),
    Word("分期", "dated", "从哪天起用什么值"),
)

_TOP = (
    Word("方案", "scheme", "方案的标题"),
    Word("编号", "id", "方案的编号"),
    Word("版本", "version", "版本号"),
    Word("依据", "basis", "依据的文件"),
    Word("施行", "effective", "从哪天起施行"),
    Word("废止", "repealed", "到哪天废止"),
    Word("对象", "subjects", "考核哪些单位或人"),
    Word("公布", "publishing", "公布的数保留几位小数"),
    Word("总分", "total", "无，或总分自己的设定"),
    Word("事实", "facts", "指标之外还要的数据"),
    Word("派生", "derived", "由数据算出、不计分的值"),
    Word("参数", "parameters", "原文留待确定的数"),
    Word("表", "tables", "对照表"),
    Word("序", "scales", "从低到高的几组词"),
    Word("定等", "grading", "按什么值定等次"),
    Word("等次", "grades", "等次，从高到低"),
    Word("荣誉", "honours", "与等次分开的称号"),
    Word("否决", "vetoes", "不动分数、只动等次和荣誉的情形"),
    Word("排名", "rankings", "排名的办法"),
    Word("结果运用", "consequences", "结果怎样运用（只提出，不执行）"),
    Word("模板", "templates", "可以反复套用的一段"),
    Word("基于", "extends", "在哪个方案的基础上改，写 编号@版本"),
    Word("变更", "changes", "改了哪些"),
    Word("定版日", "version_day", "按期内哪一天选用版本：末日（不写就是）、首日、07-01"),
    Word("各期版本", "part_versions", "哪一期按哪一版计分"),
    Word("算例", "examples", "给定数据和应得结果"),
    *pick(_COMMON, english="periods dates reading"),
    *_FRAME,
    *pick(_COMMON, english="items bonus deduction"),
)

KEYS: Mapping[str, tuple[Word, ...]] = MappingProxyType(
    {
        "scheme": _TOP,
        "subjects": (
            Word("类", "kinds", "单位的类别"),
            _DEMAND,
            Word("称谓", "noun", "怎样称呼被考核者"),
        ),
        "node": (
            *_FRAME,
            *_NODE,
            *pick(_COMMON, english="clause reading items bonus deduction periods dates"),
            *pick(_COMMON, english="scoring formula rows feed"),
            *(word for word in _INPUT if word.en not in ("clause", "feed")),
        ),
        "fact": (*_INPUT, *pick(_COMMON, english="rows")),
        "field": (
            *pick(_INPUT, english="type unit range scale options clause"),
            Word("必填", "required", "不能空着"),
        ),
        "derived": (
            *pick(_COMMON, english="formula unit rounding undefined clause"),
            *pick(_INPUT, english="type scale first"),
        ),
        "parameter": (
            *pick(_INPUT, english="type unit range scale options clause"),
            Word("必填", "required", "不能空着"),
            *_SCHEDULE[:1],
            Word("分类", "by_class", "各类单位各用什么值；某类另有分期的，写一组 分期"),
            *_SCHEDULE[1:],
            *_LOOKUP,
        ),
        "schedule": _SCHEDULE,
        "table": (
            *_LOOKUP,
            *pick(_INPUT, english="type scale"),
            *pick(_COMMON, english="unit clause reading"),
        ),
        "panel": (
            Word("评分人", "raters", "各类评分人及其权重"),
            Word("量表", "scale", "各选项值多少分；不计 = 不进分母"),
            Word("量表满分", "scale_full", "量表的满分，默认 100；或 本指标"),
            Word("汇集", "gather", "同类评分人的分怎样合成"),
            Word("去掉", "trim", "两头各去掉几个"),
            Word("无记名", "secret", "不记评分人姓名"),
            Word("评本单位", "own_unit", "可以评自己所在的单位"),
        ),
        "rater": (
            Word("权重", "weight", "这类评分人的权重"),
            Word("最少", "minimum", "有效票至少几张"),
        ),
        "plan": (
            *pick(_COMMON, english="scoring formula"),
            Word("个数", "number", "每个单位列几项"),
            Word("分值合计", "points_sum", "各项分值加起来是多少"),
            Word("列", "columns", "计划书里另外的列"),
        ),
        "feed": (
            Word("方案", "scheme", "哪个方案"),
            Word("关系", "relation", "经由哪个关系（值为对象的事实）"),
            Word("取", "take", "取哪个结果，默认总分"),
            Word("汇集", "gather", "有几个时怎样合成"),
            Word("周期", "period", "哪一期的结果"),
        ),
        "absence": (
            Word("办法", "policy", "怎样处理"),
            Word("至", "to", "由哪一级上级承担"),
            Word("值", "value", "写明的值"),
        ),
        "requirement": (
            *_NOTED,
            Word("否则", "otherwise", "不满足时：错误、不锁定、警告"),
            Word("每条", "per_row", "对清单的每一条检查"),
        ),
        "grading": (
            # Plain `on` is read as a truth value by other YAML readers; quoted it is accepted.
            Word("依据", "graded_on", "按精确值还是公布值", ("on",)),
            Word("值", "value", "按哪个值定等"),
        ),
        "grade": (
            Word("不低于", "floor", "达到多少分（含）"),
            Word("高于", "above", "超过多少分（不含）"),
            *_AWARD,
            Word("条件", "conditions", "另外要满足的条件"),
            *pick(_COMMON, english="aliases reading"),
        ),
        "condition": _NOTED,
        "bar": (_CASE, *pick(_COMMON, english="name clause authority"), _ISSUERS),
        "honour": (
            Word("范围", "grades", "哪些等次可以参评"),
            *_AWARD,
            *pick(_COMMON, english="authority"),
        ),
        "veto": (
            *pick(_COMMON, english="authority clause"),
            _CASE,
            _ISSUERS,
            Word("领域", "domain", "哪个领域的牌或否决"),
            Word("自", "from", "从哪天起"),
            Word("至", "to", "到哪天止"),
            Word("效果", "effects", "依次产生的效果"),
            Word("已最低", "at_lowest", "已是最低等次时改为什么"),
            Word("说明", "note", "说明"),
        ),
        "effect": (
            Word("封顶", "cap", "等次最高到哪一等"),
            Word("保底", "floor", "等次最低到哪一等"),
            Word("降", "down", "降几等"),
            Word("定为", "set", "直接定为哪一等"),
            Word("取消评先", "bar", "取消谁的评先资格"),
        ),
        "ranking": (
            *pick(_AWARD, english="order pool"),
            Word("方式", "method", "并列时名次怎样记"),
            Word("含被取消者", "with_barred", "被取消资格的单位也排名"),
        ),
        "consequence": (
            Word("编号", "id", "稳定的编号"),
            Word("内容", "text", "提出什么"),
            _CASE,
            Word("状态", "standing", "以什么状态列出"),
            Word("须解释", "ruling", "等待哪一项解释"),
            Word("金额", "amount", "金额"),
            *pick(_COMMON, english="unit authority clause"),
            Word("人数", "persons", "人数"),
        ),
        "template": (
            Word("参数", "arguments", "模板有哪些参数"),
            Word("内容", "body", "套用后成为什么"),
        ),
        "changes": (
            Word("设", "set", "把某处改成什么"),
            Word("增", "add", "在某处增加什么"),
            Word("删", "drop", "删去哪些"),
        ),
        "example": (
            Word("编号", "id", "算例的编号"),
            Word("给定", "given", "给定的数据"),
            Word("对象表", "subjects", "给定的单位"),
            Word("参数", "parameters", "给定的参数"),
            Word("周期", "period", "算哪一期"),
            Word("未截止", "open", "还可能增加的清单"),
            Word("截至", "as_of", "算到哪天"),
            Word("应得", "expected", "应得的结果"),
            Word("为何", "why", "为什么是这个结果"),
        ),
    }
)

#: How a record kind is called in messages and in the glossary.
TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "scheme": ("方案", "scheme"),
        "subjects": ("对象", "subjects"),
        "node": ("指标", "indicator"),
        "fact": ("事实", "fact"),
        "field": ("字段", "field"),
        "derived": ("派生", "derived value"),
        "parameter": ("参数", "parameter"),
        "schedule": ("某类的分期", "schedule of a class"),
        "table": ("表", "table"),
        "panel": ("评分", "panel"),
        "rater": ("评分人", "rater"),
        "plan": ("计划", "plan"),
        "feed": ("引用", "feed"),
        "absence": ("不适用、无定义", "not_applicable, undefined"),
        "requirement": ("校验", "requirement"),
        "grading": ("定等", "grading"),
        "grade": ("等次", "grade"),
        "condition": ("等次条件", "condition of a grade"),
        "bar": ("取消情形", "bar"),
        "honour": ("荣誉", "honour"),
        "veto": ("否决", "veto"),
        "effect": ("否决效果", "effect of a veto"),
        "ranking": ("排名", "ranking"),
        "consequence": ("结果运用", "consequence"),
        "template": ("模板", "template"),
        "changes": ("变更", "changes"),
        "example": ("算例", "example"),
    }
)
