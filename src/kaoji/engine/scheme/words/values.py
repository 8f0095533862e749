"""The value words of a scheme file, Chinese and English, by what they are the values of.

Where the model has an enumeration, the English spelling is its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaoji.engine.scheme.words.word import Word

_GATHER = (
    Word("最高", "highest", "只取最高的"),
    Word("最低", "lowest", "只取最低的"),
    Word("均值", "mean", "取平均", ("平均",)),
)

VALUES: Mapping[str, tuple[Word, ...]] = MappingProxyType(
    {
        "truth": (
            Word("是", "true", "是"),
            Word("否", "false", "否"),
        ),
        "grain": (
            Word("年", "year", "整年", ("年度", "全年")),
            Word("半年", "half", "上半年、下半年"),
            Word("季度", "quarter", "四个季度", ("季",)),
            Word("月", "month", "十二个月", ("月度",)),
        ),
        "rounding": (
            Word("四舍五入", "half_up", "五就进一（绝对值）"),
            Word("四舍六入", "half_even", "逢五看前一位，奇进偶不进", ("四舍六入五成双",)),
            Word("去尾", "down", "直接舍去"),
            Word("进一", "up", "有余就进"),
        ),
        "seat_rounding": (
            Word("四舍五入", "half_up", "名额四舍五入"),
            Word("去尾", "floor", "名额直接舍去小数"),
            Word("进一", "ceiling", "名额有余就多一个"),
        ),
        "type": (
            Word("数", "number", "数"),
            Word("是否", "truth", "是或否"),
            Word("序", "choice", "一个序里的词"),
            Word("日期", "date", "日期"),
            Word("文字", "text", "文字"),
            Word("对象", "subject", "一个考核对象"),
            Word("表", "table", "一张表（只用于参数）"),
        ),
        "role": (
            Word("加分", "bonus", "加到上级"),
            Word("减分", "deduction", "从上级扣去", ("扣分", "倒扣")),
        ),
        "combine": (
            Word("合计", "sum", "相加"),
            Word("加权", "weighted", "按权重加权"),
            *_GATHER,
            Word("几何", "geometric", "几何平均"),
        ),
        "per_work": (
            Word("累加", "sum", "同一事项各条都算"),
            Word("最高", "highest", "同一事项只算最高一条", ("最高计一次",)),
        ),
        "gather": (
            Word("逐项累加", "sum", "各条相加", ("累加",)),
            *_GATHER,
            Word("计数", "count", "数有几条"),
        ),
        "panel_gather": (
            _GATHER[2],
            Word("中位数", "median", "取中位数"),
            Word("去高低", "trimmed", "去掉最高、最低后取平均"),
        ),
        "feed_gather": (
            *_GATHER,
            Word("合计", "sum", "相加"),
            Word("唯一", "only", "只许有一个"),
        ),
        "take": (
            Word("总分", "total", "总分"),
            Word("等次", "grade", "等次"),
        ),
        "missing": (
            Word("零分", "zero", "计零分"),
            Word("满分", "full", "计满分"),
            Word("移出", "remove", "移出，其余按比例放大"),
            Word("以已到者计", "available", "只按已有的数据算"),
            Word("全案为零", "whole_zero", "总分为零"),
            Word("不排名", "no_rank", "不参加排名"),
        ),
        "absence": (
            Word("重摊", "share_out", "分值摊给其余下级"),
            Word("移出并折合", "rescale", "移出后把得分折合回上级的满分"),
            Word("计满分", "full", "按满分算"),
            Word("计零", "zero", "按零分算", ("计零分",)),
        ),
        "effect": (
            Word("错误", "error", "拒绝这一行或这个单位"),
            Word("不锁定", "unlocked", "可以算，不能锁定"),
            Word("警告", "warning", "只提醒"),
        ),
        "graded_on": (
            Word("精确值", "exact", "按精确值"),
            Word("公布值", "published", "按公布的数"),
        ),
        "direction": (
            Word("降", "desc", "从高到低", ("从高到低", "降序")),
            Word("升", "asc", "从低到高", ("从低到高", "升序")),
        ),
        "base": (
            Word("全体", "all", "按全体计算名额"),
            Word("参评", "ranked", "按参加评比的计算名额"),
        ),
        "ties": (
            Word("提请", "refer", "提请写明的机构决定", ("提交", "报请")),
            Word("同进", "all_in", "并列者都进"),
            Word("同出", "all_out", "并列者都不进"),
        ),
        "passes_on": (
            Word("顺延", "passes_on", "给下一名"),
            Word("空缺", "left_empty", "空着"),
        ),
        "method": (
            Word("竞争", "competition", "1 2 2 4"),
            Word("密集", "dense", "1 2 2 3"),
            Word("平均", "average", "1 2.5 2.5 4"),
        ),
        "standing": (
            Word("建议", "proposed", "提出，待有权机关决定"),
            Word("不可执行", "not_executable", "今天没有依据，只作历史列出"),
            Word("待解释", "awaiting_ruling", "条文不清，等解释"),
            Word("须批准文号", "awaiting_basis", "要先有批准文号"),
        ),
        "whom": (
            Word("单位", "unit", "单位"),
            Word("主要负责人", "head", "主要负责人"),
            Word("人员", "staff", "工作人员"),
        ),
        "version_day": (
            Word("末日", "last", "期内最后一天（不写就是）"),
            Word("首日", "first", "期内第一天"),
        ),
        "total": (Word("无", "none", "只有等次，没有总分"),),
        "otherwise": (Word("其余", "otherwise", "以上都不满足"),),
        "open": (Word("待定", "open", "原文没有定，成为必填的参数"),),
        "not_counted": (Word("不计", "not_counted", "不进分母，只列出"),),
        "scale_full": (Word("本指标", "own", "量表的满分就是本指标的满分"),),
        "own_field": (
            Word("数值", "value", "填报的数"),
            Word("目标", "target", "目标数"),
            Word("分值", "points", "本指标的分值"),
            Word("满分", "full", "本指标的满分"),
            Word("件数", "count", "一行算几件"),
            Word("权重", "weight", "按单位给的权重"),
            Word("系数", "factor", "按单位给的系数"),
            Word("得分", "score", "另一个指标得多少分：K.得分"),
            Word("适用", "applies", "按单位给的适用"),
        ),
        "row_field": (
            Word("事项", "work", "同一件事"),
            Word("层级", "level", "层级"),
            Word("日期", "date", "日期"),
            Word("文号", "document", "文号"),
            Word("发文机关", "issuer", "发文机关"),
            Word("编号", "id", "编号"),
            Word("备注", "note", "备注"),
            Word("佐证", "evidence", "佐证材料"),
            Word("状态", "state", "拟、已认定、已撤销"),
        ),
        "outcome": (
            Word("总分", "total", "总分"),
            Word("等次", "grade", "等次"),
            Word("原等次", "grade_before", "未受否决影响的等次"),
            Word("名次", "rank", "名次"),
            Word("倒数名次", "rank_from_last", "从末位数起的名次"),
            Word("总数", "population", "参加排名的个数"),
        ),
    }
)

#: What the values are the values of, for messages and the glossary.
VALUE_TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "truth": ("是否", "yes or no"),
        "grain": ("周期", "periods"),
        "rounding": ("取整", "rounding"),
        "seat_rounding": ("名额取整", "quota_rounding"),
        "type": ("类型", "type"),
        "role": ("作用", "role"),
        "combine": ("合成", "combine"),
        "per_work": ("每事项", "per_work"),
        "gather": ("汇总", "gather"),
        "panel_gather": ("评分的汇集", "gathering of a panel"),
        "feed_gather": ("引用的汇集", "gathering of a feed"),
        "take": ("引用的取", "take of a feed"),
        "missing": ("缺", "missing"),
        "absence": ("不适用、无定义", "not_applicable, undefined"),
        "effect": ("校验的否则", "otherwise of a requirement"),
        "graded_on": ("定等的依据", "graded_on"),
        "direction": ("顺序", "order"),
        "base": ("基数", "base"),
        "ties": ("并列", "ties"),
        "passes_on": ("递补", "passes_on"),
        "method": ("排名的方式", "method of a ranking"),
        "standing": ("结果运用的状态", "standing of a consequence"),
        "whom": ("取消评先", "bar"),
        "version_day": ("定版日", "version_day"),
        "total": ("总分", "total"),
        "otherwise": ("等次、表", "grade, table"),
        "open": ("任何数", "any amount"),
        "not_counted": ("量表", "scale"),
        "scale_full": ("量表满分", "scale_full"),
        "own_field": ("本指标的字段", "field of an indicator"),
        "row_field": ("清单的字段", "field of a list"),
        "outcome": ("结果", "outcome"),
    }
)
