"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.facts import forms
from kaoji.apps.facts.listings import LATE, OWN, SCHEMES, SOURCES, TASKS
from kaoji.apps.facts.permissions import (
    ATTACH,
    CONFIRM,
    EDIT_SOURCES,
    SEE_OWN,
    SEE_SOURCES,
    SEE_TASKS,
    SET_TASKS,
)
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="facts:list", word="数据", icon="table", right=SEE_TASKS, order=40))
    explain("facts-tasks", title="采集任务", words=TASKS.words, right=SEE_TASKS)
    explain("facts-task", title="起草采集任务", words=words_of(forms.TaskForm), right=SET_TASKS)
    explain("facts-late", title="迟报和漏报", words=LATE.words, right=SET_TASKS)
    explain("facts-sources", title="数据来源登记", words=SOURCES.words, right=SEE_SOURCES)
    explain("facts-schemes", title="选定的方案", words=SCHEMES.words, right=EDIT_SOURCES)
    explain("facts-evidence", title="佐证", words=words_of(forms.EvidenceForm), right=ATTACH)
    explain("facts-dispute", title="提出争议", words=words_of(forms.DisputeForm), right=CONFIRM)
    explain("facts-own", title="本单位数据", words=OWN.words, right=SEE_OWN)
