"""Codes of formulas: signs, brackets, names, functions, types and units."""

TITLES = ("算式", "Formulas")

TABLE = """
ambiguous-name error
    一个名称可以指几处 | 用反引号写出足以区分的路径
    a name that may mean several things | write enough of the path in back-quotes

branches-differ error
    then 和 else 的结果不同类 | 两种结果要同类
    the two branches have different types | let both have one type

call-on-name error
    把字段当函数用 | 写成 函数(量)
    a field used as a function | write function(value)

chained-comparison error
    比较连写 | 写成 x in [a..b)
    comparisons in a chain | write x in [a..b)

compared-with-itself warning
    比较的两边是同一个值（方括号里的名字是列表那一项的） | 改写成要比的那一个
    both sides of a comparison are one value (in brackets a name is the item's) | name the other

condition-not-truth error
    该是真假的地方不是真假 | 写成比较，如 x >= 60
    a condition that is neither true nor false | write a comparison

division-by-zero error
    除数恒为零 | 检查除数
    the divisor is always zero | check it

empty-expression error
    算式是空的 | 写上一个量或算式
    an empty formula | write one

empty-name error
    反引号里没有名称 | 写上名称或路径
    nothing between back-quotes | write a name or path

expression-too-deep error
    算式套得太深 | 拆成几个派生量
    a formula nested too deeply | split it

expression-too-long error
    算式太长 | 拆成几个派生量
    a formula that is too long | split it

foreign-sign error
    别的语言的符号 | 换成提示的写法
    a sign of another language | write what is suggested

form-needs-name error
    这里要写一个名称，不能写算式、参数或表 | 写指标、事实或派生的名称
    a name is wanted here, no formula, parameter or table | write the name of a node or fact

form-out-of-place error
    子项() 只能用在有下级的「合成」里 | 写出指标的名称
    children() outside a group's combination | name the nodes

list-in-round-brackets error
    圆括号里有几个量 | 列表用方括号
    several values in round brackets | use square brackets for a list

missing-bracket error
    后面要用括号 | 写成 not(条件)
    a bracket must follow | write not(condition)

missing-field error
    「.」后面缺少字段名 | 写上字段名
    no field behind the dot | write one

missing-keyword error
    少了 then、else、in 之类 | 补上
    a keyword such as then, else or in is missing | add it

missing-operand error
    少了一个量 | 补上数、名称或算式
    a value is missing | add it

missing-variable error
    for、some、every 后面没有变量 | 写成 for x in 列表
    no variable behind for, some or every | write for x in list

mixed-arguments error
    参数有的写名字，有的不写 | 要么都写，要么都不写
    some arguments named, others not | name all or none

name-starts-with-digit error
    名称以数字开头 | 用反引号括起来
    a name that begins with a digit | put it in back-quotes

not-a-list error
    要的是按条登记的清单 | 写清单的名称
    an event list is wanted | name one

not-a-relation error
    要的是值为对象的事实 | 在「事实」里写 类型: 对象
    a fact whose value is a subject is wanted | declare one

not-a-table error
    要的是表 | 写表的名称
    a table is wanted | name one

number-exponent error
    用了指数写法 | 把数写全
    a number with an exponent | write it out

number-too-large error
    数大得不能精确保存 | 检查乘方或连乘
    a number too large to keep exactly | check powers and products

one-sided-band error
    档的两半限在同一边 | 一半下限，一半上限
    both halves of a band bound the same side | bound each side once

one-variable-only error
    for 只能走一个列表 | 逐级嵌套
    for runs over one list | nest them

percent-literal error
    单位是 % 的数与 60% 比较 | 写 60，不写 60%
    a number in % compared with 60%, that is 0.6 | write 60

places-not-whole error
    小数位数不是整数 | 写整数
    the number of places is not whole | write a whole number

places-required error
    结果可能是无尽小数，没有写取几位 | 写精度
    an irrational result without places | state them

range-alone error
    区间单独写 | 写在 in 的后面
    a range by itself | write it behind in

table-as-value error
    把表当一个数用 | 写 查表(表, 键…)
    a table used as a number | look it up

table-key-count error
    查表的键数不对 | 按表的键写全
    a look-up with the wrong number of keys | write one for each key

trailing-text error
    完整的算式后面又有字 | 两个量之间要有运算符
    something behind a complete formula | put an operator between

unclosed-comment error
    注释没有写完 | 加上 */
    a comment is not closed | close it

unexpected-character error
    不能有这个字符 | 去掉它，或用反引号
    a character that may not stand here | remove it, or use back-quotes

unit-mismatch error warning note
    单位不同 | 先换算成同一单位
    unlike units | convert them first

unknown-choice error
    序里没有这个词 | 用序里有的词
    the scale has no such word | use one that it has

unknown-field error
    没有这个字段 | 用有的字段
    no such field | use one that exists

unknown-function error
    没有这个函数 | 用提示的名字
    no such function | use the suggested one

unknown-name error
    没有叫这个名字的东西 | 用提示的名字，或先写出它
    nothing has that name | use the suggested one, or declare it

unknown-part error
    没有这一期 | 用「周期」里有的名字
    no such part of the period | use one that is stated

unknown-way error
    没有这种方式 | 用列出的词
    no such way | use one of the words

unopened-bracket error
    右括号没有对应的左括号 | 去掉它，或补上
    a closing bracket without an opening one | remove it, or open one

words-in-band error
    档里的数后面有字 | 去掉单位；文字加引号
    a number with words in a band | drop the unit; quote text

wrong-argument-count error
    参数的个数不对 | 照例子写
    the wrong number of arguments | follow the sample

wrong-type error
    类型不对：数、文字、日期、真假混用 | 换成所要的类型
    a value of the wrong type | use the type that is wanted
"""
