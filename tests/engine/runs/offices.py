"""A small office on disk: its scheme, the parts that feed it, and its tables."""

from __future__ import annotations

from kaoji.engine.runs.job import Job, run_job

HEAD = "方案: 试\n编号: {key}\n版本: '{version}'\n施行: 2020-01-01\n依据: 试行办法\n对象: 单位\n"
#: 甲 60 at full completion, 乙 from the other scheme.
BODY = """\
参数: {线: {默认: 100, 单位: 万元, 范围: 1..1000}}
指标:
  甲: {分值: 60, 单位: 万元, 范围: 0..1000, 算式: "最小(数值 / 线, 1) * 满分"}
  乙: {分值: 40, 引用: feed.yaml}
"""
FEED = "满分: 40\n参数: {力: {默认: 2, 范围: 1..9}}\n指标: {丙: {分值: 40, 算式: 数值 * 力}}\n"
#: 60 × 50/100 + 10 × 2 = 50; 60 × 1 + 15 × 2 = 90.
FACTS = "对象,周期,指标,数值\n甲局,2025,甲,50\n甲局,2025,丙,10\n乙局,2025,甲,200\n乙局,2025,丙,15\n"


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def office(folder, *, body=BODY, feed=FEED, facts=FACTS, head=HEAD, **more):
    """The job of an office whose files are written into the folder."""
    write(folder, "feed.yaml", head.format(key="feed", version="1") + feed)
    scheme = write(folder, "scheme.yaml", head.format(key="trial", version="1") + body)
    table = write(folder, "facts.csv", facts)
    return Job(str(scheme), facts=(table,), **more)


def scored(folder, **more):
    return run_job(office(folder, **more))


def totals(outcome):
    return {one.subject: one.total for one in outcome.result.subjects}


def errors(outcome):
    return [one.code for one in outcome.all_problems if one.severity == "error"]
