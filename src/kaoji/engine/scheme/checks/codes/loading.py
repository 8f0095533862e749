"""Codes of reading a scheme: keys, words, amounts, sources, overlays, templates."""

TITLES = ("方案的读入", "Reading a scheme")

TABLE = """
bad-date error
    不是日期，或先后颠倒 | 写成 2016-01-01 的样子
    not a date, or two in the wrong order | write it as 2016-01-01

bad-id error
    编号不能作方案的名字 | 只用字母、数字、汉字、- 和 .
    the id cannot name the scheme | use letters, digits, - and .

bad-key error
    键里有不能用的字符 | 换一个键，把原来的写在「名称」
    a key with characters that expressions cannot say | choose a plain key, keep the text as name

bad-range error
    看不出范围从多少到多少 | 写成 0..100 或 0以上
    the range has no readable ends | write 0..100 or an open end

bad-rounding error
    看不出保留几位小数 | 写成 1位 四舍五入
    the number of decimals cannot be read | write places and mode

bad-setting error
    命令行的设定不是「名称=值」 | 写成 --set 参数名=值
    a setting of the command line is not name=value | write --set NAME=VALUE

bad-version error
    版本不能作版本号 | 写成 "2016.1" 的样子
    the version cannot be referred to | write it as "2016.1"

base-circle error
    「基于」绕成了圈 | 让最底下的方案不再基于别的
    overlays form a circle | let the lowest one stand alone

base-not-found error
    没有所基于的方案 | 核对 编号@版本
    the base of the overlay is not found | check id@version

base-same-identity error
    改动后的方案与所基于的同名同版 | 写自己的编号或版本
    the overlay has the same id and version as its base | give it its own

base-version error
    所基于的方案没有这个版本 | 写有的版本
    the base has no such version | name one that exists

change-exists error
    要增的已经有了 | 写在「设」下
    what is to be added exists already | put it under set

change-not-found error
    要改的地方在所基于的方案里（试算时：在方案里）没有 | 核对路径
    the base, or in a trial the scheme, has nothing at that path | check the path

changes-without-base error
    有「变更」而没有「基于」 | 写上基于，或直接改正文
    changes without a base | name the base, or edit the text

conflicting-keys error
    两个键不能同时写 | 只留一个
    two keys exclude each other | keep one

dates-reversed error
    起止日期先后颠倒 | 核对两个日期
    two dates in the wrong order | check both

duplicate-name error warning
    一个名字指两样东西 | 给其中一个换名字
    one name for two things | rename one

empty-value error
    键后面是空的 | 写上值，或删去这个键
    nothing stands behind the key | write a value, or delete the key

idle-key error
    这个键在这里不起作用 | 删去，或写上它所依附的键
    the key has no effect here | delete it, or add what it belongs to

input-beside-items error
    有下级指标，又写了自己填数的键 | 移到填数的下级指标
    a group that also declares facts of its own | move them to the leaf

lower-needs-formula error
    越低越好时完成比例怎样算没有写 | 写 公式: 目标/数值 之类
    where less is better, the ratio has to be written | write the ratio

missing-argument error
    计分方法或模板缺一个参数 | 写上它
    a rule kind or template lacks an argument | write it

missing-key error
    少了一个必须写的键 | 写上它
    a required key is missing | write it

rank-points-unclear error
    名次怎样变成分数没有写清 | 写「名次表」，或「每降一名减」
    how ranks become points is not stated | state a table or a step

reserved-key error
    这个词是语言自己的 | 换一个名字
    the word belongs to the language | choose another

rule-without-rows error
    这种计分方法不能由清单得出 | 删去清单，或换一种
    this rule kind does not take rows | drop the rows, or choose another

source-beside-items error
    有下级指标，又写了自己的算法 | 移到下级指标，或用「合成」
    a group with a source of its own | move it to a leaf, or combine

template-circle error
    模板（间接）套用自己 | 去掉其中一处
    a template uses itself | take one use out

template-too-deep error
    套用展开后嵌套太深 | 减少模板套模板
    templates expand too deeply | nest fewer of them

template-too-large error
    套用展开后太大 | 减少套用的次数
    templates expand to too much | use them fewer times

two-sources error
    一个指标有两个算法 | 只留一个
    two sources for one node | keep one

unknown-argument error
    没有叫这个名字的参数 | 用提示的名字，或删去
    no argument of that name | use the suggested one, or delete it

unknown-key error
    这里没有这个键（方案里），或没有这个指标（数据里） | 用提示的名字
    no such key here, or no such indicator in facts | use the suggested name

unknown-parameter error
    方案没有这个参数 | 用提示的名字
    the scheme has no such parameter | use the suggested name

unknown-rule error
    没有这种计分方法 | 用提示的词，或自己写「算式」
    no such rule kind | use a suggested one, or a formula

unknown-template error
    没有这个模板 | 用有的模板，或写出它
    no such template | use one that exists, or write it

unknown-word error
    这里不认得这个词 | 用提示的词
    a word that is not allowed here | use a suggested one

vague-amount error
    一个幅度，不是一个数 | 写明取哪一个，或写 待定
    a span instead of an amount | state the amount, or leave it open

vague-band error
    含不含边界没有说清 | 写 不满90 或 不超过90
    the edge may belong to either side | say which

wrong-shape error
    值的形式不对：该是单个值、列表或一组键 | 改成所要的形式
    a value of the wrong shape | use the shape that is asked for

wrong-unit error
    数后面的单位不是这里的单位 | 换算，或只写数
    an amount in another unit | convert it, or write the number alone
"""
