"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.schemes import forms
from kaoji.apps.schemes.listings import GALLERY, INTAKES, OWN, REGULATIONS, RULINGS
from kaoji.apps.schemes.permissions import DRAFT, RELEASE, RULE, SEE
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="schemes:own", word="方案", icon="file-text", right=SEE, order=35))
    explain("schemes-gallery", title="方案库", words=GALLERY.words, right=SEE)
    explain("schemes-own", title="本单位方案", words=OWN.words, right=SEE)
    explain("schemes-copy", title="以方案为底起草", words=words_of(forms.CopyForm), right=DRAFT)
    explain("schemes-text", title="方案正文", words=words_of(forms.TextForm), right=DRAFT)
    explain("schemes-decline", title="退回方案", words=words_of(forms.DeclineForm), right=RELEASE)
    explain("schemes-rulings", title="解释答复", words=RULINGS.words, right=SEE)
    explain("schemes-ruling", title="登记解释答复", words=words_of(forms.RulingForm), right=RULE)
    explain("schemes-intakes", title="导入的指标表", words=INTAKES.words, right=SEE)
    explain("schemes-intake", title="导入指标表", words=words_of(forms.IntakeForm), right=DRAFT)
    explain("schemes-mapping", title="核对列", words=words_of(forms.MappingForm), right=DRAFT)
    explain("schemes-regulations", title="办法原文", words=REGULATIONS.words, right=SEE)
    explain(
        "schemes-regulation", title="存入办法", words=words_of(forms.RegulationForm), right=DRAFT
    )
    explain("schemes-mark", title="标记疑问", words=words_of(forms.MarkForm), right=DRAFT)
