"""Codes of scoring: what only a run reveals."""

TITLES = ("计分", "Scoring")

TABLE = """
amount-unknown warning
    结果运用的数额还算不出 | 补齐数据
    an amount that cannot be told yet | complete the facts

argument-count error
    函数的参数不对 | 先用 check 检查方案
    a call with wrong arguments | check the scheme first

authority-not-yet warning
    发文机关在这一天还没有承接方案所写的机关，没有计入 | 核对日期；承接得更早的，写进发文机关
    the issuer took over only later, so its case does not count | check the date, or name the issuer

bad-change error
    试算的一处改动写得不对，或没有写是谁的、哪个值 | 写成 目标=值
    a change that is none, or names neither whose fact nor which value | write TARGET=VALUE

bad-steps error
    往年、近年的年数不是正整数 | 写正整数
    a number of years that is not positive and whole | write a whole number

bad-top error
    取最高几项的项数不是正整数 | 写正整数
    how many rows count is not a positive whole number | write one

bad-trim error
    去掉的个数不是整数 | 写整数
    how many marks are trimmed is not whole | write a whole number

case-unknown note
    还不能确定是否成立 | 补齐数据
    not known yet whether it holds | complete the facts

change-of-rows error
    试算要改的是一条一条登记的清单 | 改它的得分，或改数据表
    a trial is to change a list, which has no single value | change its points, or the table

change-twice error
    试算里一处改了两次 | 两种改法分两次试
    a trial changes a place twice | try them in two trials

choice-unknown error
    序里没有这个词 | 用序里有的词
    the scale has no such word | use one that it has

condition-without-value warning
    情形算不出真假，按未成立 | 写明不适用、无定义时怎样判断
    a condition without a value counts as not met | provide for it

consequence-undecided note
    结果运用还不能确定 | 补齐数据，或作出决定
    a consequence that is not decided yet | complete the facts, or decide

grade-without-value warning
    没有可据以定等的数 | 写明不适用、无定义时的处理
    nothing to grade by | provide for the absence

no-grade-fits error
    没有适合的等次 | 最后一个等次写「其余」
    no grade fits | make the last one an otherwise

no-seats warning
    名额为 0 | 核对取整办法和基数
    no seat | check rounding and base

no-such-field error
    没有这个字段 | 在方案里声明
    no such field | declare it

no-such-node-then error
    当时的版本没有这个指标 | 写首期，或改引用
    the version then had no such node | state a first value, or refer elsewhere

no-table-match error
    表里没有这一项 | 核对填写的词，或补上
    the table has no such entry | check the word, or add it

not-applicable-unstated error
    不适用，而方案没有写怎么办 | 在方案里写「不适用」
    not applicable, and the scheme does not say what then | state it

number-without-value error
    该有的数算不出 | 写明无定义时的取值
    a number that cannot be worked out | provide for it

open-parameter error
    参数没有填 | 用 --set 或 --given 补上
    a parameter is open | set it

order-without-value warning
    排序依据没有数值，列在后面 | 写明无定义时的取值
    nothing to order by, so it stands last | provide for it

nobody-scored warning
    没有可以计分的对象 | 核对数据表、对象表和周期
    there is nobody to score | check the facts, the subjects and the period

other-authority warning
    这一条是别的机关发的，没有计入 | 是同一机关的，改成方案里的写法
    a case issued by another authority does not count | correct the issuer if it is ours

own-unit-ballot error warning
    评分人给自己的单位打分 | 回避，或在方案里写可以评本单位
    a rater marked his own unit | let him stand aside, or let the scheme allow it

part-without-dates error
    这一期没有起止日期 | 写「期段」，或写明周期
    a part without dates | state them, or the period

period-open error
    数据说到几个周期 | 写明算哪一期
    the facts speak of several periods | say which

pinned-scale error
    一项在两版的满分不同，不能直接合成 | 写同样的满分，或给定折算后的得分
    a node has other full points in the pinned version | give both one scale

places-missing error
    次数不是整数，没有写精度 | 用 乘方(底, 次数, 精度)
    a fractional power without places | use the function with places

plan-item-count error
    计划书的项数不合 | 改正计划书
    the plan has too few or too many items | correct it

plan-points-missing error
    计划书的一项没有分值 | 补上分值
    an item of the plan has no points | add them

plan-points-sum error
    计划书的分值合计不合 | 改正计划书
    the points of the plan do not add up | correct them

range-out-of-place error
    区间单独写 | 写在 in 的后面
    a range by itself | write it behind in

rank-without-value warning
    没有排名依据，未参加排名 | 写明处理
    nothing to rank by | provide for it

requirement-failed error
    校验不满足，单位被拒绝 | 核对数据
    a requirement is not met; the unit is refused | check the facts

requirement-open warning note
    校验所据的数据还缺，或空着、无定义，没有核对 | 补齐数据，或在条件里写明空着时怎样
    not checked: a fact is missing, empty or undefined | complete the facts, or provide for it

requirement-unlocked warning
    校验不满足，不能锁定 | 核对数据
    a requirement is not met; the result cannot be locked | check the facts

requirement-warning warning
    校验不满足 | 核对数据
    a requirement is not met | check the facts

row-without-value warning
    清单的一条算不出值 | 补填空着的列
    a row of a list that comes to no value | fill in its empty columns

scheme-not-found error
    没有这个方案 | 核对路径或编号
    no such scheme | check path or id

several-feeds error
    引用应只有一个结果，有了几个 | 写怎样汇集
    several results where one is wanted | state how to gather

subject-condition-open error
    说不清是不是考核对象 | 补上条件用到的列
    whether a subject is appraised cannot be said | fill the columns that the condition reads

subject-not-in-force error warning note
    对象在这一期不在册 | 核对对象表的自、至
    the subject is not in force in this period | check its dates

undefined-unstated error
    算不出来，而方案没有写怎么办 | 在方案里写「无定义」
    undefined, and the scheme does not say what then | state it

unit-differs-then error
    当时的版本里单位不同 | 单位写成当时的，或给本版的指标另起名称
    the version then had it in another unit | write the unit of then, or give ours another name

unit-points-sum error
    按单位填的分值合计不合 | 改正这个单位的分值
    a unit's own points do not add up | correct them

unit-weights-sum error
    按单位填的权重合计不是 100% | 改正这个单位的权重
    a unit's own weights do not make 100 % | correct them

unknown-column error warning
    方案按某一列分组，而对象表没有这一列或整列是空的 | 给对象表加上这一列，或改用有的列
    pools by a column that the subjects table lacks or leaves empty | add it, or use another

unknown-open-path error
    --open 写的不是可以等的清单或指标 | 写清单的路径
    --open names nothing that can still grow | write the path of a list

version-faulty warning
    旁边的一版有错误，没有用 | 改正那一版
    a version beside the file has errors and is not used | mend it

version-not-in-force warning
    当时施行的是另一版 | 写那一版的文件，或确认要按这一版
    another version was in force then | name its file, or mean this one

version-without-parameter note
    设的参数在按其计分的另一版里没有 | 那一版本来不用它的，不必处理
    another version that is scored has no such parameter | nothing, if it needs none
"""
