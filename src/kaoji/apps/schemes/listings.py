"""The lists of this room."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kaoji.web.lists import DATE, NUMBER, Column, Empty, Listing, leads_to

GALLERY = Listing(
    key="scheme-gallery",
    title=_("方案库"),
    columns=(
        Column(
            "title",
            title=_("方案"),
            meaning=_("随系统发布的考核方案的名称。"),
            link=leads_to("schemes:pack", by="reference"),
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

OWN = Listing(
    key="own-schemes",
    title=_("本单位方案"),
    columns=(
        Column(
            "title",
            title=_("方案"),
            meaning=_("方案的名称，取自正文第一行。"),
            link=leads_to("schemes:draft"),
            sort="title",
            search="title",
        ),
        Column("key", title=_("编号"), meaning=_("定了不再改的编号。"), sort="key", search="key"),
        Column(
            "base",
            title=_("底本"),
            meaning=_("从哪套方案抄来；空着是从表格或正文起草的。"),
            sort="base",
            search="base",
        ),
        Column(
            "number",
            title=_("稿次"),
            meaning=_("存过几稿；每一稿都在。"),
            kind=NUMBER,
            sort="number",
            unit=_("稿"),
        ),
        Column(
            "error_count",
            title=_("错误"),
            meaning=_("上次保存时正文还有几处错误；有错误不能送审。"),
            kind=NUMBER,
            sort="error_count",
            unit=_("处"),
        ),
        Column(
            "changed_at",
            title=_("改于"),
            meaning=_("上次保存的时间。"),
            kind=DATE,
            sort="changed_at",
        ),
        Column("changed_by", title=_("谁改的"), meaning=_("上次保存的人。"), search="changed_by"),
    ),
    sort="-changed_at",
    empty=Empty(
        "not_begun",
        fact=_("还没有本单位的方案"),
        then=_("从方案库选一套作底，抄成草稿再改。"),
        href=reverse_lazy("schemes:gallery"),
        verb=_("看方案库"),
    ),
)

RULINGS = Listing(
    key="scheme-rulings",
    title=_("解释答复"),
    columns=(
        Column(
            "clause",
            title=_("条款"),
            meaning=_("问的是哪一条。"),
            sort="clause",
            search="clause",
        ),
        Column(
            "reference",
            title=_("方案"),
            meaning=_("哪套方案的哪一版；别的版本不受它管。"),
            sort="reference",
            search="reference",
        ),
        Column("question", title=_("问题"), meaning=_("哪里有两种理解。"), search="question"),
        Column("answer", title=_("答复"), meaning=_("按哪种理解执行。"), search="answer"),
        Column("body", title=_("答复机关"), meaning=_("谁答复的。"), sort="body", search="body"),
        Column("paper", title=_("文号"), meaning=_("书面答复的文号。"), search="paper"),
        Column("ruled_on", title=_("日期"), meaning=_("哪天答复的。"), kind=DATE, sort="ruled_on"),
    ),
    sort="-ruled_on",
    empty=Empty(
        "not_begun",
        fact=_("还没有登记解释答复"),
        then=_("从方案的页面登记：问的哪一条，就在哪一条旁边看得到。"),
        href=reverse_lazy("schemes:gallery"),
        verb=_("看方案库"),
    ),
)

INTAKES = Listing(
    key="scheme-intakes",
    title=_("导入的指标表"),
    columns=(
        Column(
            "file_name",
            title=_("文件"),
            meaning=_("传来的表格的文件名。"),
            link=leads_to("schemes:intake"),
            sort="file_name",
            search="file_name",
        ),
        Column(
            "scheme",
            title=_("方案"),
            meaning=_("由它起草的方案；空着是还没有起草。"),
            sort="scheme__title",
        ),
        Column("at", title=_("传于"), meaning=_("什么时候传的。"), kind=DATE, sort="at"),
        Column("by_name", title=_("谁传的"), meaning=_("传表的人。"), search="by_name"),
    ),
    sort="-at",
    empty=Empty(
        "not_begun",
        fact=_("还没有导入过指标表"),
        then=_("传一份本地的考核指标表，逐列核对、逐问回答，就成方案草稿。"),
        href=reverse_lazy("schemes:intake-add"),
        verb=_("导入指标表"),
    ),
)

REGULATIONS = Listing(
    key="scheme-regulations",
    title=_("办法原文"),
    columns=(
        Column(
            "title",
            title=_("办法"),
            meaning=_("办法的全称。"),
            link=leads_to("schemes:regulation"),
            sort="title",
            search="title",
        ),
        Column("file_name", title=_("文件"), meaning=_("传来的文件名。"), search="file_name"),
        Column("at", title=_("传于"), meaning=_("什么时候传的。"), kind=DATE, sort="at"),
        Column("by_name", title=_("谁传的"), meaning=_("传文件的人。"), search="by_name"),
    ),
    sort="-at",
    empty=Empty(
        "not_begun",
        fact=_("还没有存过办法原文"),
        then=_("传一份 docx，左边读条款，右边看规则，疑问标出来带到会上。"),
        href=reverse_lazy("schemes:regulation-add"),
        verb=_("存入办法原文"),
    ),
)
