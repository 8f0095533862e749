"""Codes of judging a scheme: sums, bands, quotas, absences, panels, clauses, reach."""

TITLES = ("方案的检查", "Judging a scheme")

TABLE = """
bad-date-column error
    计期的列没有声明，或不是日期 | 在条目里写它: 日期
    the date that counts is no declared date | declare it

band-gap error
    档没有覆盖范围里的某些值 | 补一档，或写「其余」
    the bands leave values uncovered | add a band, or an otherwise

band-overlap error
    一个值落进两档 | 让分界点只属于一档
    a value falls in two bands | let each edge belong to one

band-sliver warning
    相邻的两档没有接上，中间的小数会落到「其余」 | 让两档接上
    fractions between two neighbouring bands fall to the otherwise | let the bands touch

band-unreachable error
    一档永远轮不到 | 移到前面，或删去
    a band that nothing reaches | move it up, or delete it

bounds-crossed error warning
    夹的下限大于上限 | 调换
    a clamp whose floor is above its cap | exchange them

budget-exceeded error warning
    算式要算的步数太多 | 减少循环
    a formula that takes too many steps | loop less

case-not-truth error
    取消情形、否决或须解释的名字不是清单，也不是是否 | 写「情形」，或声明同名的清单
    a bar, veto or ruling that is no list and no truth | state a condition, or declare the list

cell-missing error
    表缺少键会取到的词 | 补上，或写「其余」
    the table lacks a word that its key may be | add it, or an otherwise

cell-unreachable warning
    表写了键不会取到的词 | 改成键会取的词，或删去
    the table has a word that its key never is | correct it, or delete it

circular-feed error
    方案互相引用 | 去掉其中一处
    schemes feed each other in a circle | take one feed out

chain-too-long error
    引用一个接一个，层数太多 | 合并中间的派生，或一次汇总
    references hang on one another too deep | join them, or sum them up at once

circular-reference error
    指标互相引用，算不出来 | 去掉一处，或用上期的值
    nodes refer to each other in a circle | take one out, or read an earlier period

count-in-row error
    每条里用了件数，会乘两次 | 每条只写一件的分值
    the value of one row multiplied by its count | write the value of one

date-invalid error warning
    文字不是日期 | 写成 2016-01-20
    a text that is no date | write it as 2016-01-20

default-outside-range error
    参数自己给的值在自己的范围之外 | 核对值或范围
    a parameter's own value lies outside its range | check both

duplicate-part error
    两个名字是同一期 | 只留一个
    two names for one part of the period | keep one

example-fails error
    算例不成立 | 核对算例和规则
    a worked case does not come out | check the case and the rule

feed-faulty error
    引用的方案有错误 | 先改好它
    the feeding scheme has errors | mend it first

feed-not-found error
    没有所引用的方案 | 核对名字或路径
    the feeding scheme is not found | check name or path

feed-path-unknown error
    所引用的方案没有这个结果 | 写它的指标
    the feeding scheme has no such result | name one that it has

feed-type error
    取的是等次，要的是数 | 写 类型: 序
    a grade is taken where a number is wanted | declare a choice

geometric-places error
    几何平均没有写保留几位 | 写 取整: 2位
    a geometric mean without places | state the rounding

graded-without-total error
    没有总分，却按分数定等 | 写 定等: {值: …}
    graded by score without a total | state what is graded

grades-gap error
    有的得分没有等次 | 最后一个等次写「其余」
    some scores have no grade | make the last grade an otherwise

hidden-name warning
    事实与指标同名，指标被盖住 | 换一个名字
    a fact of the same name hides a node | rename it

history-open error note
    要用以前的值，没有写第一期用什么 | 写 首期
    an earlier value without a first one | state it

idle-limit warning
    上限或下限永远用不上 | 核对，或删去
    a cap or floor that never binds | check it, or delete it

idle-weight warning
    取最高、最低或平均时权重不起作用 | 改成加权，或删去权重
    weights beside the best, the worst or a plain mean | weigh, or delete them

lengths-differ error warning
    两个列表长短不同 | 每个数写一个权重
    two lists of different lengths | one weight for each number

limits-crossed error
    下限比上限还高 | 核对两者
    the floor lies above the cap | check both

list-too-long error warning
    列表太长 | 检查端点
    a list that is too long | check its ends

mixed-shares error
    同一级有的写分值，有的写权重 | 只用一种
    siblings with points and with weights | use one of them

must-be-known error warning
    这里的数不能是缺的 | 写成常数或参数
    a number that may not be missing | make it a constant or parameter

name-too-early error
    等次、名次在这里还没有定 | 只用在「结果运用」里
    a grade or rank read before it is settled | use it in consequences only

no-authority warning
    没有写由哪个机关认定或决定 | 写 机关
    nobody is named who decides | name the authority

no-clause warning
    没有写依据条款 | 写 依据
    no clause is cited | cite it

no-domain warning
    否决没有写属于哪个领域 | 写 领域
    a veto without its domain | state it

no-indicators error
    方案没有指标，却要算总分 | 写指标；不计分的写「总分: 无」
    a total without indicators | state indicators, or that there is no total

no-supplier warning
    没有写由谁提供 | 写 责任单位
    nobody is named who supplies the fact | name the supplier

not-a-column error
    分组要的是对象表的列 | 写列名
    a pool must be a column of the subjects table | name the column

not-a-count error
    该是个数的不是非负整数 | 写整数
    a count that is no whole number | write a whole number

not-applicable-open error
    可能不适用，没有写怎么办 | 写 不适用
    it may not apply, and nothing says what then | state it

outside-domain error warning
    函数对这个数没有意义 | 检查数的来源
    outside the domain of the function | check where the number comes from

panel-weights-sum error
    评分人的权重合计不是 100% | 改权重
    the weights of raters do not make 100 % | correct them

part-dates-differ error
    同名的一期有两种起止 | 取不同的名字
    one part with two sets of dates | use two names

parts-in-vain error
    周期分不开所考核的那一期 | 删去，或改方案的周期
    the period cannot be cut into such parts | delete them, or score a longer period

period-weights-sum error
    各期权重合计不是 100% | 改权重
    the weights of the parts do not make 100 % | correct them

places-invalid error warning
    小数位数太大或不是整数 | 写整数
    a number of places that cannot be | write a whole number

points-missing error warning
    插值没有折点 | 至少写一个
    a curve without points | write one

points-sum error
    各项分值合计不是上级的满分 | 改分值，或写明满分
    the points do not make the parent's full mark | correct them

points-unordered error warning
    折点没有从小到大 | 按 x 从小到大写
    points of a curve out of order | order them

pinned-version error
    一期按另一版计分，而没有这一版 | 把那一版的文件放在旁边
    a part is pinned to a version that is not there | put its file beside

quota-over error
    名额合计超过 100% | 改比例
    quotas of more than 100 % | correct them

quota-pool error
    名额分类写，却没有写分组 | 写 分组: 类 之类
    seats by class without a pool for each class | state the column that pools

quota-unclear warning
    名额由参数给出，看不出是个数还是比例 | 给参数写单位，或把名额改写成比例
    a parameter gives the seats, and may be a count or a share | state its unit, or write share

quota-unit error
    名额写成了比例，或比例写成了个数 | 换成另一个键，或换算
    a share where seats are counted, or the reverse | use the other key, or convert

range-missing warning
    没有写范围，缺数时没有区间 | 写范围，或上限下限
    no range, so a missing fact leaves no bounds | state the range, or limits

range-reversed error
    范围前大后小 | 小的写在前面
    a range with its ends exchanged | put the smaller one first

rater-minimum-open warning
    没有写最少有效票数 | 写 最少
    no least number of valid ballots | state it

scale-top-differs warning
    量表最好的一档不等于量表满分 | 写 量表满分
    the best option is not the full mark | state the full mark

seat-open error
    被取消者空出的名额怎么办没有写 | 写 递补
    a seat left by a barred winner is not provided for | state it

seat-rounding-open error
    按比例的名额怎样取整没有写 | 写 名额取整
    the rounding of a share of seats is open | state it

share-missing error
    没有写分值或权重 | 写上
    a node without points or weight | write them

share-not-positive error
    分值、权重是负的，或满分不大于零 | 写大于零的数
    a negative share, or a scale without length | write a positive number

step-not-positive error warning
    步长（可能）不大于零 | 写大于零的步长或范围
    a step that is, or may be, not positive | state a positive one, or its range

tie-open error
    末位并列由谁决定没有写 | 写 并列
    a tie at the last seat is not provided for | state it

trim-takes-all error
    去掉高低之后可能没有票 | 多要几票，或少去掉几个
    trimming may leave no ballot | ask for more, or trim less

undated warning
    没有写施行日期 | 写 施行
    no date of effect | state it

undefined-open warning
    可能算不出来，没有写怎么办 | 写 无定义
    it may be undefined, and nothing says what then | state it

unfit-part-name error
    这个名字在数据里会读成别的一期 | 用日历上的写法，或不含数字的名字
    a part that facts would read as another period | use the calendar's word, or a plain name

unknown-ancestor error
    不是它的上级指标 | 写上级指标的名称
    not an ancestor of the node | name one

unknown-grade error
    没有这个等次 | 用有的等次
    no such grade | use one that exists

unknown-scale error
    没有这个序 | 在「序」里列出
    no such scale | declare it

unknown-unit warning
    不认识的单位 | 核对；确是这个单位就不用改
    a unit of measure that is not known | check it; leave it if it is meant

unreachable-grade error
    一个等次永远评不到 | 核对次序和分数线
    a grade that nobody reaches | check order and lines

unused warning note
    声明了而没有用到 | 用上，或删去
    declared and not used | use it, or delete it

veto-without-basis error
    这项否决今天没有依据 | 写停用日期
    a veto without a basis today | state when it ended

veto-without-effect warning
    否决没有效果 | 写 效果
    a veto that does nothing | state its effects

way-unknown error warning
    没有这种方式 | 用列出的词
    no such way | use one of the words

weights-sum error
    各项权重合计不是 100% | 改权重
    the weights do not make 100 % | correct them
"""
