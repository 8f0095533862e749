"""The lists of this room."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.urls import reverse_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kaoji.apps.workbench.queries import BackupShown
from kaoji.web import clock
from kaoji.web.jobs.kinds import kind_of
from kaoji.web.jobs.models import Job, State
from kaoji.web.lists import DATE, Column, Empty, Filter, Listing, by_field


def word_of(job: Job) -> str:
    """What a job is called; its key where no room declares it any more."""
    kind = kind_of(job.kind)
    return kind.word if kind is not None else job.kind


def progress_of(job: Job) -> str:
    """How far a job has come, as far as it tells."""
    if not job.total_count:
        return job.told
    told = f"{job.done_count} / {job.total_count}"
    return f"{told} {job.told}".strip()


def fault_of(job: Job) -> str:
    """What kind of fault it was. The whole of it may hold data of anybody: it is in the log of the
    server, under the number.
    """
    last = job.fault.strip().splitlines()[-1:] or [""]
    kind = last[0].split(":")[0].rsplit(".", maxsplit=1)[-1]
    if not kind:
        return ""
    return _t("第 {n} 次：{kind}").format(n=job.tries, kind=kind)


NEWS = Listing(
    key="news",
    title=_("刚刚发生"),
    columns=(
        Column("at", title=_("时间"), meaning=_("办完这件事的时刻"), kind=DATE, sort="at"),
        Column(
            "fact",
            title=_("事由"),
            meaning=_("您能看到的业务里发生了什么"),
            link=lambda row: row.url,
            search="fact",
        ),
    ),
    sort="-at",
    empty=Empty(
        "not_begun",
        fact=_("还没有发生什么"),
        then=_("有人下达、填报、签批、审核之后，这里就有。"),
        href=reverse_lazy("workbench:home"),
        verb=_("回工作台"),
    ),
)

PHONES = Listing(
    key="phones",
    title=_("催报电话单"),
    columns=(
        Column("unit", title=_("单位"), meaning=_("谁欠着"), sort="unit", search="unit"),
        Column(
            "name",
            title=_("姓名"),
            meaning=_("登记的经办人"),
            value=lambda row: row.name or _t("没有登记"),
            search="name",
        ),
        Column("post", title=_("岗位"), meaning=_("经办人的岗位")),
        Column(
            "phone",
            title=_("电话"),
            meaning=_("账户里登记的手机"),
            value=lambda row: row.phone or _t("没有登记"),
        ),
        Column("what", title=_("事项"), meaning=_("欠着什么"), search="what"),
    ),
    per_page=200,
    empty=Empty(
        "nothing_due",
        fact=_("没有人要催"),
        then=_("您交办的事项都已办结，或还没有交办。"),
        href=reverse_lazy("workbench:home"),
        verb=_("回工作台"),
    ),
)


JOBS = Listing(
    key="jobs",
    title=_("后台工作"),
    columns=(
        Column("pk", title=_("编号"), meaning=_("出错时报给管理员的号码"), sort="pk"),
        Column(
            "kind",
            title=_("工作"),
            meaning=_("后台在做什么"),
            value=word_of,
            sort="kind",
        ),
        Column(
            "state",
            title=_("状态"),
            meaning=_("排队、进行中、已完成、失败"),
            value=lambda job: job.get_state_display(),
            shown="workbench/_job_state.html",
            sort="state",
        ),
        Column("progress", title=_("进度"), meaning=_("做了多少"), value=progress_of),
        Column("fault", title=_("问题"), meaning=_("失败的种类；详情在服务器日志"), value=fault_of),
        Column(
            "asked_by",
            title=_("发起"),
            meaning=_("谁发起的；每天定时的写“系统”"),
            value=lambda job: job.asked_by or _t("系统"),
            search="asked_by",
        ),
        Column(
            "asked_at", title=_("发起时间"), meaning=_("排进队的时刻"), kind=DATE, sort="asked_at"
        ),
        Column(
            "ended_at",
            title=_("结束时间"),
            meaning=_("完成或失败的时刻"),
            kind=DATE,
            sort="ended_at",
        ),
        Column(
            "retry",
            title=_("办理"),
            meaning=_("失败的可以重试"),
            value=lambda _job: "",
            shown="workbench/_job_retry.html",
        ),
    ),
    filters=(Filter("state", title=_("状态"), choices=State.choices, narrow=by_field("state")),),
    sort="-asked_at",
    is_wide=True,
    empty=Empty(
        "not_begun",
        fact=_("还没有后台工作"),
        then=_("导出大表、每天的提醒都在后台做，进度在这里看。"),
        href=reverse_lazy("workbench:home"),
        verb=_("回工作台"),
    ),
)


def age_of(shown: BackupShown) -> str:
    """How old a backup is, in words."""
    return str(timesince(shown.kept.made_at, clock.now(), depth=1))


def drill_of(shown: BackupShown) -> str:
    """What the last drill with a backup came to."""
    if shown.drill is None:
        return ""
    if shown.drill.ended_at is None:
        return str(_t("正在演练"))
    return str(_t("全部相同") if shown.drill.is_equal else _t("没有通过"))


BACKUPS = Listing(
    key="backups",
    title=_("备份"),
    columns=(
        Column(
            "name",
            title=_("文件"),
            meaning=_("备份文件夹里的文件名"),
            value=lambda one: one.kept.name,
            search="name",
        ),
        Column(
            "made_at",
            title=_("做于"),
            meaning=_("写完的时刻"),
            kind=DATE,
            value=lambda one: one.kept.made_at,
            sort="made_at",
        ),
        Column("age", title=_("距今"), meaning=_("超过一天的要查夜间备份"), value=age_of),
        Column(
            "bytes",
            title=_("大小"),
            meaning=_("文件占多少空间；装有多个机构的不显示"),
            value=lambda one: "" if one.byte_count is None else filesizeformat(one.byte_count),
        ),
        Column(
            "verified_at",
            title=_("最近核验"),
            meaning=_("最近一次从头读到尾、摘要相符的时刻；空着就是没有核验过"),
            kind=DATE,
            value=lambda one: one.verified_at,
        ),
        Column(
            "drill",
            title=_("恢复演练"),
            meaning=_("最近一次演练的结果；点开是报告"),
            value=drill_of,
            shown="workbench/_backup_drill.html",
        ),
    ),
    empty=Empty(
        "not_begun",
        fact=_("还没有备份"),
        then=_("每夜两点自动做一份；也可在服务器上运行 kaoji backup。"),
        href=reverse_lazy("workbench:jobs"),
        verb=_("看后台工作"),
    ),
)
