"""Codes of deadlines and calendars."""

TITLES = ("期限与日历", "Deadlines and calendars")

TABLE = """
calendar-circle error
    日历绕成了圈 | 直接基于自带的日历
    calendars form a circle | build on a shipped one

calendar-date error
    公布日期不是日期 | 写成 2025-11-04
    the day of publication is no date | write it as 2025-11-04

calendar-day error
    没有这一天 | 核对月、日
    no such day | check month and day

calendar-day-idle warning
    本来就上班（或休息） | 核对，或删去
    the day is so already | check it, or delete it

calendar-day-twice error
    一天写了两次 | 只留一处
    one day twice | keep one

calendar-key-missing error
    缺一项 | 写上
    a key is missing | write it

calendar-key-twice error
    一项写了两次 | 只留一个
    a key stands twice | keep one

calendar-name error
    短名有不能用的字符 | 只用字母、数字、汉字、点和横线
    a name with unfit characters | use plain ones

calendar-not-a-block error
    应当是一组键 | 写成 键: 值
    a block is wanted | write key: value

calendar-not-found error
    没有这个日历 | 用自带的，或写路径
    no such calendar | use a shipped one, or a path

calendar-not-text error
    应当是文字 | 写在冒号后面
    a text is wanted | write it behind the colon

calendar-range error
    首尾颠倒或太长 | 核对首尾两天
    a range reversed or too long | check both days

calendar-unknown-key error
    没有这一项 | 用列出的
    no such key | use a listed one

calendar-year error
    不是年份 | 写四位数字
    not a year | write four digits

count-negative error
    时限是负数 | 写 0 或正整数
    a negative time limit | write a whole number

count-too-large error
    时限超过一百年 | 核对
    a time limit of more than a century | check it

date-out-of-range error
    日期超出可以推算的年份 | 核对日期和时限
    a date beyond the calendar | check date and limit

duration-empty error
    持续时间是 0 | 写正整数
    an empty duration | write a positive number
"""
