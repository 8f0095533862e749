"""What people fill in for each act of this room. Choices show the own organisation only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.models import User
from kaoji.apps.organisation.enums import AbsenceKind, UnitKind
from kaoji.apps.organisation.models import BUSINESS_CHOICES, Post, Unit, UnitGroup
from kaoji.apps.organisation.permissions import may_give
from kaoji.apps.organisation.queries import groups_of, people_of, posts_to_fill, units_known
from kaoji.web import clock
from kaoji.web.actor import Actor
from kaoji.web.forms import VersionedForm

#: As many units as one paper splits one into.
MOST_PARTS = 12


class UnitChoice(forms.ModelChoiceField):
    """Units by their names and codes."""

    def label_from_instance(self, obj: Model) -> str:
        return f"{getattr(obj, 'name', None) or getattr(obj, 'last_name', '')}（{obj}）"


class UnitsChoice(forms.ModelMultipleChoiceField):
    """Several units by their names and codes."""

    def label_from_instance(self, obj: Model) -> str:
        return f"{getattr(obj, 'name', None) or getattr(obj, 'last_name', '')}（{obj}）"


class PersonChoice(forms.ModelChoiceField):
    """People by name and sign-in name."""


class PostChoice(forms.ModelChoiceField):
    """Posts by unit and name."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Post)  # noqa: S101 - the choices are posts
        return f"{getattr(obj, 'unit_name', '')} {obj.name}（{obj.get_role_display()}）"


class Day(forms.DateField):
    """A day, picked or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ActForm(VersionedForm):
    """A form of this room: who fills it in decides what may be chosen."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.actor = actor
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                self.describe(name, example="2026-07-01")
            if isinstance(field, (UnitChoice, UnitsChoice)):
                field.queryset = units_known(actor)
            elif isinstance(field, PersonChoice):
                field.queryset = people_of(actor)
            elif isinstance(field, PostChoice):
                field.queryset = posts_to_fill(actor)
        if "on" in self.fields and "on" not in self.initial:
            self.initial["on"] = clock.today()


def _on(meaning: Any, *, label: Any = None) -> Day:  # noqa: ANN401 - lazy text
    return Day(label=label or _("自哪天起"), help_text=meaning)


def _basis() -> forms.CharField:
    return forms.CharField(
        label=_("依据"),
        required=False,
        max_length=200,
        help_text=_("机构编制文件的文号，如 禾编〔2026〕3号；会写进历史"),
    )


class GroupChoice(forms.ModelChoiceField):
    """Groups by name."""


class UnitForm(ActForm):
    """Set up a unit, or change what it is from a day on."""

    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("机构全称，不带县名"))
    kind = forms.ChoiceField(
        label=_("类别"), choices=UnitKind.choices, help_text=_("它是哪一种机构")
    )
    parent = UnitChoice(
        queryset=Unit.objects.none(),
        required=False,
        label=_("上级"),
        help_text=_("它归哪个机构管；最上一级留空"),
    )
    group = GroupChoice(
        queryset=UnitGroup.objects.none(),
        required=False,
        label=_("考核组别"),
        help_text=_("与哪一组同类单位放在一起比；不参加考核的留空"),
    )
    order = forms.IntegerField(
        label=_("次序"),
        required=False,
        min_value=0,
        max_value=999_999,
        help_text=_("同一上级之下的排列，小的在前；留空为 0"),
    )
    on = _on(_("从这一天起这样；此前的情况不变"))
    basis = _basis()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, GroupChoice)  # noqa: S101 - for the type checker
        field.queryset = groups_of(self.actor)


class NewUnitForm(UnitForm):
    """A new unit may bring its code along."""

    code = forms.CharField(
        label=_("代码"),
        required=False,
        max_length=40,
        help_text=_("终身不变，导入表格时认它；留空自动编号"),
    )


class MoveForm(ActForm):
    """Another parent."""

    parent = UnitChoice(
        queryset=Unit.objects.none(),
        required=False,
        label=_("新的上级"),
        help_text=_("从那天起归哪个机构管；改为最上一级就留空"),
    )
    on = _on(_("从这一天起归新的上级；此前不变"))
    basis = _basis()


class CloseUnitForm(ActForm):
    """The end of a unit."""

    on = _on(_("这一天起不再有这个机构；岗位和任职到前一天为止"))
    basis = _basis()


class MergeForm(ActForm):
    """Units that become part of this one."""

    formers = UnitsChoice(
        queryset=Unit.objects.none(),
        label=_("并入的机构"),
        help_text=_("这些机构从那天起撤销，其下级归到本机构；可选多个"),
    )
    takes_people = forms.BooleanField(
        required=False,
        initial=True,
        label=_("岗位和人员一并转来"),
        help_text=_("勾选：同名岗位在本机构接续，角色不变；不勾选：任职到前一天为止"),
    )
    on = _on(_("从这一天起合并；此前不变"))
    basis = _basis()

    def __init__(self, *args: Any, into: Unit, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """All others are offered. Who sends the unit itself is told by the act why not."""
        super().__init__(*args, **kwargs)
        field = self.fields["formers"]
        assert isinstance(field, UnitsChoice)  # noqa: S101 - for the type checker
        offered: Any = field.choices
        field.widget.choices = [one for one in offered if one[0].value != into.pk]


class SplitForm(ActForm):
    """Units that come out of this one."""

    names = forms.CharField(
        label=_("分出的机构"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个名称；类别、上级和组别随本机构，事后可改"),
    )
    closes = forms.BooleanField(
        required=False,
        label=_("本机构随之撤销"),
        help_text=_("勾选：本机构到前一天为止，岗位和任职一并结束；不勾选：继续保留"),
    )
    on = _on(_("从这一天起分设；此前不变"))
    basis = _basis()

    def clean_names(self) -> tuple[str, ...]:
        """One name a line."""
        lines = str(self.cleaned_data["names"]).splitlines()
        names = tuple(line.strip() for line in lines if line.strip())
        if len(names) > MOST_PARTS or len(set(names)) != len(names):
            raise forms.ValidationError(_("名称重复，或多于 12 个"))
        return names


class DutiesForm(ActForm):
    """The duties that the 三定 paper gives."""

    texts = forms.CharField(
        required=False,
        label=_("职责"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("一行一项，依次编号；整张表从那天起替换原来的"),
    )
    on = _on(_("从这一天起按新的职责；此前不变"))
    basis = _basis()


class GroupForm(ActForm):
    """A group of like units."""

    name = forms.CharField(
        label=_("组名"), max_length=60, help_text=_("同组单位互相比较，如 乡镇组")
    )
    order = forms.IntegerField(
        label=_("次序"),
        required=False,
        min_value=0,
        max_value=9_999,
        help_text=_("各组的排列，小的在前；留空为 0"),
    )


class PostForm(ActForm):
    """A new post."""

    name = forms.CharField(
        label=_("岗位名称"), max_length=60, help_text=_("如 数据员、联络员；同一岗位可以多人任职")
    )
    role = forms.ChoiceField(
        label=_("角色"), help_text=_("在岗的人因此能做什么；岗位设立后角色不变，要变请另设岗位")
    )
    on = _on(_("从这一天起可以任用"))
    ends_on = Day(label=_("止日"), required=False, help_text=_("临时岗位到哪天为止；长期的留空"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [one for one in BUSINESS_CHOICES if may_give(self.actor, role=one[0])]


class ClosePostForm(ActForm):
    """The end of a post."""

    on = _on(_("这一天起不再有这个岗位；在岗的人到前一天为止"))


def _person(meaning: Any, *, label: Any = None) -> PersonChoice:  # noqa: ANN401 - lazy text
    return PersonChoice(queryset=User.objects.none(), label=label or _("人员"), help_text=meaning)


class AppointForm(ActForm):
    """Somebody for a post."""

    user = _person(_("有账户的人；没有账户先请系统管理员添加"))
    on = _on(_("从这一天起有这个岗位的角色"))
    ends_on = Day(label=_("止日"), required=False, help_text=_("到哪天为止；没有期限的留空"))
    is_acting = forms.BooleanField(
        required=False, label=_("代理"), help_text=_("暂时主持，不是正式任职")
    )


class BorrowForm(ActForm):
    """Somebody from another unit, for a time."""

    user = _person(_("在其他机构任职的人；原来的岗位保留，考核结果送回原单位"))
    on = _on(_("从这一天起借用"))
    ends_on = Day(label=_("止日"), help_text=_("借用必须有期限；到期自动结束"))


class TransferForm(ActForm):
    """Another post for somebody."""

    post = PostChoice(
        queryset=Post.objects.none(),
        label=_("新的岗位"),
        help_text=_("调到哪个机构的哪个岗位；没有的先在那个机构设立"),
    )
    on = _on(_("从这一天起在新的岗位；旧的岗位到前一天为止"))


class LeaveForm(ActForm):
    """Somebody leaves a post."""

    on = _on(_("从这一天起不再任此岗；还没有开始的任用填它的起日就取消"))


class HandOverForm(ActForm):
    """Somebody else takes a post over."""

    successor = _person(_("接任此岗的人"), label=_("接任人"))
    on = _on(_("从这一天起由接任人负责；原任人到前一天为止"), label=_("交接日"))
    note = forms.CharField(
        required=False,
        label=_("另行交代"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("钥匙、纸质材料、口头约定等系统里没有的事；印在交接单上"),
    )


class DelegateForm(ActForm):
    """Somebody stands in."""

    deputy = _person(_("在这些天里代办；以被代的人的岗位办事，留痕写明“代”"), label=_("受托人"))
    begins_on = Day(label=_("起日"), help_text=_("从这一天起可以代办"))
    ends_on = Day(label=_("止日"), help_text=_("到这一天为止；可以提前收回"))
    reason = forms.CharField(
        label=_("事由"), max_length=200, help_text=_("为什么委托，如 外出学习；写进留痕")
    )


class AbsenceForm(ActForm):
    """Somebody is away."""

    kind = forms.ChoiceField(
        label=_("情形"), choices=AbsenceKind.choices, help_text=_("因什么离岗；不影响任职")
    )
    begins_on = Day(label=_("起日"), help_text=_("离岗的第一天"))
    ends_on = Day(
        label=_("止日"), required=False, help_text=_("离岗的最后一天；还不知道就留空，返岗时登记")
    )
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=200,
        help_text=_("必要时写一句；不写病情等隐私"),
    )


class ReturnForm(ActForm):
    """Somebody is back."""

    on = _on(_("回来上班的第一天"), label=_("返岗日"))


class LocalDayForm(ActForm):
    """A day that is other here."""

    day = Day(label=_("日期"), help_text=_("与全国日历不同的那一天"))
    is_working = forms.TypedChoiceField(
        label=_("怎样"),
        choices=[("0", _("放假")), ("1", _("上班"))],
        coerce=lambda text: text == "1",
        help_text=_("本地这一天放假还是上班；按工作日算的时限随之变"),
    )
    name = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("为什么，如 那达慕大会、县庆")
    )
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("通知的文号，如 禾政办〔2026〕9号")
    )


class DueForm(ActForm):
    """A limit to be counted."""

    start = Day(label=_("起算日"), help_text=_("收到、送达的那天；当天不计"))
    count = forms.IntegerField(
        label=_("工作日"), min_value=0, max_value=250, help_text=_("时限是几个工作日")
    )


class OfficeForm(ActForm):
    """The first director."""

    name = forms.CharField(
        label=_("办公室名称"), max_length=100, help_text=_("承担考核工作的机构，如 绩效考核办公室")
    )
    user = _person(_("首任主任；此后由其设立其他机构、岗位和人员"), label=_("主任"))
    on = _on(_("从这一天起任主任"))
