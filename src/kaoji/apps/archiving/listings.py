"""The list of archives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kaoji.web.lists import DATE, NUMBER, Column, Empty, Listing, leads_to

ARCHIVES = Listing(
    key="archives",
    title=_("考核归档"),
    columns=(
        Column(
            "cycle", title=_("考核"), meaning=_("归档的考核；点开看清单、下载、核对。"),
            link=leads_to("archiving:cycle", by="cycle.number"),
            sort="cycle__number", search="cycle__title",
        ),
        Column("cycle.period", title=_("周期"), meaning=_("考核的周期。"), sort="cycle__period"),
        Column(
            "retention", title=_("保管期限"), meaning=_("永久或 30 年。"),
            value=lambda row: row.get_retention_display(), sort="retention",
        ),
        Column(
            "done_at", title=_("归档时间"), meaning=_("归档包做成的时间。"), kind=DATE,
            sort="done_at",
        ),
        Column(
            "files", title=_("文件"), meaning=_("归档包里有几个文件。"), kind=NUMBER, unit=_("个"),
            value=lambda row: len(row.files),
        ),
        Column("proposed_name", title=_("提请"), meaning=_("谁提请归档。"), search="proposed_name"),
        Column(
            "confirmed_name", title=_("确认"), meaning=_("谁确认归档。"), search="confirmed_name",
        ),
        Column(
            "digest", title=_("校验值"), meaning=_("整包的 SHA-256，前 16 位。"), search="digest",
            value=lambda row: row.digest[:16],
        ),
    ),
    sort="-done_at",
    empty=Empty(
        "not_begun",
        fact=_("还没有归档的考核"),
        then=_("考核各环节办完以后，在考核页的“归档”环节由两人办理。"),
    ),
)  # fmt: skip
