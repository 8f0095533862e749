"""What the rail and the help show of what is done with a result."""

from __future__ import annotations

from kaoji.apps.appraisals import publishing_forms as forms
from kaoji.apps.appraisals.permissions import EXPLAIN, OBJECT, PREPARE, SEE_PUBLIC
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door

_HELP = (
    ("forewarn", "扣分预告", forms.ForewarnForm, PREPARE),
    ("explain", "说明失分", forms.ExplainForm, EXPLAIN),
    ("decide", "登记议定", forms.DecideForm, PREPARE),
    ("publish", "提请公示", forms.PublishForm, PREPARE),
    ("notice", "起草公示公文", forms.NoticeForm, PREPARE),
    ("object", "提出异议", forms.ObjectForm, OBJECT),
    ("answer", "答复异议", forms.AnswerForm, PREPARE),
    ("final", "提请定稿", forms.FinalForm, PREPARE),
    ("withdraw", "撤回公示和定稿", forms.ReasonForm, PREPARE),
)


def open_doors() -> None:
    """Called once, when the application is ready."""
    door = Door(
        name="appraisals:publications", word="公示", icon="eye-check", right=SEE_PUBLIC, order=45
    )
    open_door(door)
    for key, title, form, right in _HELP:
        explain(f"appraisals-{key}", title=title, words=words_of(form), right=right)
