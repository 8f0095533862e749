"""The lists of this room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.web.lists import NUMBER, Column, Empty, Listing


def _pack_address(row: Any) -> str:  # noqa: ANN401 - a shipped scheme
    return reverse("schemes:pack", args=(row.reference,))


GALLERY = Listing(
    key="scheme-gallery",
    title=_("方案库"),
    columns=(
        Column(
            "title",
            title=_("方案"),
            meaning=_("随系统发布的考核方案的名称。"),
            link=_pack_address,
            sort="title",
            search="title",
        ),
        Column(
            "family",
            title=_("来自"),
            meaning=_("出自哪里的办法；同一家的几套互相引用。"),
            sort="family",
            search="family",
        ),
        Column(
            "reference",
            title=_("编号"),
            meaning=_("编号和版本，别的方案这样引用它。"),
            sort="reference",
            search="reference",
        ),
        Column(
            "indicators",
            title=_("指标"),
            meaning=_("自己计分的指标有几个，不算上级的大项。"),
            kind=NUMBER,
            sort="indicators",
            unit=_("个"),
        ),
        Column(
            "cases",
            title=_("算例"),
            meaning=_("写在方案里、每次都要算对的例子。"),
            kind=NUMBER,
            sort="cases",
            unit=_("个"),
        ),
        Column(
            "clauses",
            title=_("条款"),
            meaning=_("规则注明了出处的条款有几条。"),
            kind=NUMBER,
            sort="clauses",
            unit=_("条"),
        ),
        Column(
            "state",
            title=_("状态"),
            meaning=_("可用；已停用的只作样本，不再用来考核。"),
            sort="state",
        ),
    ),
    sort="family",
    per_page=50,
    empty=Empty(
        "not_begun",
        fact=_("没有随系统发布的方案"),
        then=_("安装包里应当带有方案，请系统管理员检查安装。"),
        href=reverse_lazy("schemes:gallery"),
        verb=_("再看一次"),
    ),
)
