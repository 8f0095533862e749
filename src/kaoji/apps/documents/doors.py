"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.documents import forms
from kaoji.apps.documents.listings import PAPERS, RECEIVED, REGISTER, SERIES, TEMPLATES
from kaoji.apps.documents.permissions import DRAFT, EDIT_SERIES, SEE_PAPERS, SEE_RECEIVED
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(
        Door(name="documents:list", word="公文", icon="file-text", right=SEE_PAPERS, order=50)
    )
    open_door(
        Door(name="documents:received", word="来文", icon="inbox", right=SEE_RECEIVED, order=51)
    )
    explain("documents-papers", title="公文", words=PAPERS.words, right=SEE_PAPERS)
    explain("documents-register", title="发文登记簿", words=REGISTER.words, right=SEE_PAPERS)
    explain("documents-received", title="收到的公文", words=RECEIVED.words, right=SEE_RECEIVED)
    explain("documents-paper", title="起草公文", words=words_of(forms.PaperForm), right=DRAFT)
    explain("documents-series", title="代字", words=SERIES.words, right=EDIT_SERIES)
    explain(
        "documents-series-add",
        title="设立代字",
        words=words_of(forms.SeriesForm),
        right=EDIT_SERIES,
    )
    explain("documents-templates", title="公文模板", words=TEMPLATES.words, right=EDIT_SERIES)
    explain(
        "documents-template-add",
        title="上传公文模板",
        words=words_of(forms.TemplateForm),
        right=EDIT_SERIES,
    )
