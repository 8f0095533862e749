"""An invented notice with everything that a paper can hold."""

from __future__ import annotations

from datetime import date

from kaoji.engine.paper.elements import (
    Boxes,
    Column,
    Foot,
    Head,
    Heading,
    Paper,
    Paragraph,
    Table,
)
from kaoji.engine.paper.numbering import PaperNumber

#: 34 full-width signs without any that may not open a line.
WORDS = "全县各乡镇各部门要按照年度目标任务书逐项对照检查及时整改存在问题不留死角"
#: Forty characters: the longest name of a unit that a table has to bear.
LONG_NAME = "禾安县农业农村和乡村振兴产业融合发展服务中心综合保障办公室第二分中心筹备处工作组"[:40]
ROWS = tuple(
    (str(place), LONG_NAME if place % 7 == 1 else f"第{place}乡", f"{99 - place}.50", "良好")
    for place in range(1, 71)
)
TABLE = Table(
    (Column("名次"), Column("单位", 4), Column("得分", 2, is_number=True), Column("等次", 2)),
    ROWS,
    title="表一　得分和等次",
)


def plain(text: str) -> Paragraph:
    """A paragraph of nothing but text."""
    return Paragraph(text)


NOTICE = Paper(
    title="禾安县绩效考核办公室关于二〇二六年度乡镇和部门绩效考核结果的通报",
    head=Head("禾安县绩效考核办公室文件", PaperNumber("禾考发", 2026, 3)),
    addressee="各乡镇人民政府，县政府各部门",
    blocks=(
        plain(WORDS * 6),
        Heading("一、总体情况"),
        plain(WORDS * 30),
        Heading("（一）乡镇", level=2),
        Paragraph(WORDS * 2, lead="1.经济发展。", level=3),
        TABLE,
        Boxes(("被考核单位", "考评组", "县绩效考核办公室")),
    ),
    attachments=("乡镇得分表", "部门得分表"),
    signed_by="禾安县绩效考核办公室",
    signed_on=date(2027, 1, 5),
    remark="此件公开发布",
    foot=Foot(("县委办公室", "县人大常委会办公室"), "禾安县绩效考核办公室", date(2027, 1, 6)),
)
