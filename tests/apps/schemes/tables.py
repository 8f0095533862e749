"""Imported tables and regulations at each of their steps."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from kaoji.apps.schemes import actions, intakes
from kaoji.engine.drafting.layout import propose
from tests.engine.drafting.books import BOOKS, workbook
from tests.engine.drafting.test_draft import ANSWERS

HEADING = {"title": "禾安县部门考核", "key": "hean-depts", "subject": "县直部门", "year": 2026}
CLAUSES = (
    "第一章 总则", "第一条 为做好绩效考核，制定本办法。",
    "第二条 产业发展计 50 分，按完成率得分。", "村庄整治按发现的问题扣分，酌情从轻。",
    "第三条 机要值守由县委办认定。",
)  # fmt: skip


def upload(name="plain", *, file="考核指标表.xlsx"):
    return SimpleUploadedFile(file, workbook(*BOOKS[name]))


def read(cast, name="plain", *, by="clerk", file="考核指标表.xlsx"):
    return actions.read_table(by=cast.actor(by), content=workbook(*BOOKS[name]), name=file)


def mapped(cast, name="plain", *, key="hean-depts"):
    held = read(cast, name)
    shape = actions.MappingShape(0, propose(intakes.table_in(held)), HEADING | {"key": key})
    return actions.map_table(by=cast.actor("clerk"), intake=held, number=held.number, shape=shape)


def answered(cast, name="county"):
    held = mapped(cast, name)
    return actions.answer_table(
        by=cast.actor("clerk"), intake=held, number=held.number, answers=ANSWERS[name]
    )


def document():
    paper = Document()
    for text in CLAUSES:
        paper.add_paragraph(text)
    table = paper.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "省级", "加 2 分"
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def regulation(cast, _client=None):
    return actions.keep_regulation(
        by=cast.actor("clerk"), content=document(), name="办法.docx", title="绩效考核办法"
    )


def bindable(cast, _client=None):
    regulation(cast)
    return mapped(cast)
