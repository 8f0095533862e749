"""Codes of binding facts to a scheme: keys, periods, values, lists, ballots."""

TITLES = ("数据与方案", "Facts and the scheme")

TABLE = """
alike-rows warning
    两行完全一样，又没有编号 | 两件事各写编号，重复的删去
    two rows alike, without ids | give ids, or delete one

ambiguous-key error
    指标可以指几处 | 写足以区分的路径
    a key that may mean several nodes | write enough of the path

bad-coordinate error
    不是坐标 | 写成 对象:指标@周期
    not a coordinate | write subject:indicator@period

bad-count error
    件数不是非负整数 | 写整数
    a count that is no whole number | write one

bad-period error
    不是周期 | 写成 2016、2016Q2 或 2016-06
    not a period | write it as 2016, 2016Q2 or 2016-06

bad-character error
    有读不出的字符 | 重新导出，或改正这一格
    a character that cannot be read | export again, or correct the cell

beyond-scale error
    票不在量表里 | 写量表里的词或分
    a ballot off the scale | use the scale

circular-correction error
    更正绕回了自己 | 更正行用新的编号
    a correction of itself | give it a new id

conflicting-facts error
    同一项填了两个不同的数 | 核实后只留一个，或写更正
    two different values of one fact | keep one, or mark a correction

corrected-twice error
    已经更正过 | 更正上一次更正的行
    corrected before | correct the correction

date-outside-period warning
    日期不在这一行的周期内 | 核对两者
    the date lies outside the row's period | check both

decimal-mark error
    小数点或千分位写法不明 | 小数点用 .，不写千分位
    a decimal mark or thousands separator in doubt | write a point, no separators

duplicate-member error
    一个对象里同一列写了两次 | 只留一个
    one column twice in an object | keep one

embedded-nul error
    格里有空字符 | 删去
    a null character in a cell | delete it

empty-ballot error
    票没有分数 | 补填，或作废
    a ballot without a mark | fill it in, or void it

field-required error
    必填的一列空着 | 补填
    a required column is empty | fill it in

formula-error error
    公式的结果是错误 | 在表格软件里改正公式
    a formula whose result is an error | correct it in the spreadsheet

formula-without-value error
    公式没有存下结果 | 在表格软件里重算后保存
    a formula without a stored result | recalculate and save

given-beyond-full warning
    给定的得分超过满分 | 核对口径
    a given result beyond the full mark | check its scale

given-conflict error
    一个指标是给定的，它下面又填了数 | 只留一处
    a node is given and a fact below it too | keep one

later-facts note
    截至日之后的行没有计入 | 需要就把截至日往后移
    rows after the day were left out | move the day if they must count

nested-value error
    一格里是列表或对象 | 一格一个值
    a list or object in a cell | one value a cell

nil-beside-rows error
    清单报了「无」，同一期又有登记 | 只留一种
    a nil return and rows of the same list and period | keep one of them

nil-not-asked error
    没有要求零报告，却填了「无」 | 是零写 0
    a nil return that nobody asked for | write 0 for zero

no-key error
    没有写指标 | 写上
    a row without its indicator | write it

not-a-number error
    不是数 | 写成普通的数
    not a number | write a plain one

not-applicable-beside-event error
    清单的一行数值写「不适用」，又写了一件事 | 只留一种
    a list's row says n/a and describes an event too | keep one of them

not-applicable-to-facts error
    事实的清单写「不适用」 | 没有就不写这一行
    n/a in a list of facts, which apply to everybody | leave the row out

not-confirmed warning
    一个数的状态是「拟」或「已撤销」，没有采用 | 确认后写「已认定」或留空
    a figure that is drafted or withdrawn, left out | confirm it, or leave the state empty

not-finite error
    无穷大或非数 | 写真正的数，没有就留空
    infinite or not a number | write a real number, or nothing

not-a-fact error
    是一张表，一行填不下 | 删去这一行，把表写进 --given 文件
    a table, which no row can hold | delete the row, write the table into a --given file

number-too-long error
    数太长 | 核对这一格
    a number that is too long | check the cell

out-of-range error
    不在声明的范围内 | 核对数字和单位
    outside the declared range | check number and unit

outside-period note
    不在所考核的周期内，没有计入 | 应计入的核对日期
    outside the scored period | check the dates if they must count

overlapping-periods error
    同一项按长周期和短周期都填了数 | 只留一种
    one fact for a period and for its parts | keep one

own-ballot error
    给自己评分 | 删去这一票
    a rater of himself | delete the ballot

period-required error
    说不清属于哪个周期 | 写明周期
    no period can be told | state it

repeated-fact warning
    同一项填了两次，数值相同 | 删去一行
    one fact twice with the same value | delete one

repeated-id error
    编号重复 | 一件事一个编号
    one id twice | one id for each event

repeated-item error
    计划书的一项列了两次 | 只留一次
    an item of the plan stands twice | keep one

second-ballot error
    一人投了两票 | 一人一票，更正写原票编号
    two ballots of one rater | one each, or mark a correction

share-or-percent warning
    单位是 % 而填了不到 1 的数，没有写 % | 是 95% 就写 95；确是 0.95% 就写上 %
    a bare figure below 1 where percents stand | write 95 for 95%, or 0.95% with its sign

shared-document warning
    两个单位用同一个文号 | 核实是否同一件事
    two units claim one document | check whether it is one event

state-required error
    须认定的一行没有写状态 | 写上状态
    a state is owed | write it

unfilled-row note
    一行什么也没有填 | 填上，或删去
    nothing is filled in | fill it in, or delete it

unit-not-declared error
    带着单位，而这一项没有声明单位 | 只写数字
    a unit that is not declared | write the number alone

unknown-correction error
    更正的编号不存在 | 核对编号
    the corrected id does not exist | check it

unknown-group error warning
    没有这个组 | 核对组的名字
    no such group | check its name

unknown-rater-class error
    没有这类评分人 | 用有的类
    no such class of raters | use one that exists

unknown-subject error warning
    对象表里没有这个对象 | 核对名字，或加一行
    the subject is not in the table | check the name, or add it

unused-target warning
    算法不用目标，却填了目标 | 不需要就留空
    a target that nothing uses | leave it empty

zero-denominator error
    分母是零 | 核对这个数
    a fraction with a zero denominator | check it

wrong-grain error
    周期的长短不合 | 改写周期，或在方案里写沿用、汇总期
    a period of another length | change it, or let the scheme carry or gather
"""
