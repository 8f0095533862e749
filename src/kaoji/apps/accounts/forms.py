"""The forms of this room. Each field says in a line what it means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kaoji.apps.accounts.actions.guarding import LIMITS, rule_name
from kaoji.web.forms import Form, VersionedForm
from kaoji.web.roles import Role


def password_field(label: Any, *, meaning: Any, is_new: bool = False) -> forms.CharField:  # noqa: ANN401 - lazy words
    """A password; the browser is told whether it is a new one."""
    return forms.CharField(
        label=label,
        help_text=meaning,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password" if is_new else "current-password"}
        ),
    )


class _NewPasswordForm(Form):
    """Asks for a new password twice."""

    password = password_field(_("新口令"), meaning=_("只有您知道；管理员也看不到"), is_new=True)
    again = password_field(_("再写一遍"), meaning=_("与上面完全一样，防止写错"), is_new=True)

    def clean_again(self) -> str:
        """The two are the same."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and self.cleaned_data["password"] != again:
            raise forms.ValidationError(_("两遍写的不一样，请重写这一遍"))
        return again


class SignInForm(Form):
    """Name and password."""

    username = forms.CharField(
        label=_("登录名"),
        help_text=_("管理员给您的名字，大小写都可以"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = password_field(_("口令"), meaning=_("大小写有别；忘记了请找安全管理员重置"))


class CodeForm(Form):
    """The six digits on the phone."""

    code = forms.CharField(
        label=_("动态口令"),
        help_text=_("手机上验证器显示的六位数，每 30 秒换一次"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("code", example="082 153")


class InvitationForm(_NewPasswordForm):
    """A first password, or another one after a reset."""


class OwnPasswordForm(_NewPasswordForm):
    """Another password for oneself."""

    old = password_field(_("现在的口令"), meaning=_("确认是您本人"))
    field_order = ("old", "password", "again")


class ProofForm(Form):
    """One's own password once more, before something that matters."""

    password = password_field(_("现在的口令"), meaning=_("确认是您本人"))


class FirstRunForm(Form):
    """An organisation and its three administrators."""

    token = forms.CharField(
        label=_("首次启用码"),
        help_text=_("印在服务器启动时的输出里，也在数据文件夹的 first-run-token 文件里"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=_("单位名称"), help_text=_("显示在每一页左上角，如「禾安县」"), max_length=100
    )
    code = forms.CharField(
        label=_("单位代码"),
        help_text=_("小写字母、数字和 -，用于导出文件名，定后不改，如 hean"),
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("只能用小写字母、数字和 -"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for role, what in ADMINISTRATION:
            names = {"role": role.label}
            self.fields[f"{role.value}_username"] = forms.CharField(
                label=_("%(role)s的登录名") % names,
                help_text=what,
                max_length=60,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
            )
            self.fields[f"{role.value}_name"] = forms.CharField(
                label=_("%(role)s的姓名") % names,
                help_text=_("真实姓名，写入审计记录"),
                max_length=60,
            )

    def administrators(self) -> dict[Role, tuple[str, str]]:
        """Who is to be which of the three."""
        return {
            role: (
                self.cleaned_data[f"{role.value}_username"],
                self.cleaned_data[f"{role.value}_name"],
            )
            for role, _what in ADMINISTRATION
        }


#: The three, and what each is for.
ADMINISTRATION = (
    (Role.SYSTEM_ADMINISTRATOR, _("管理账户、机构和备份；不碰业务数据")),
    (Role.SECURITY_ADMINISTRATOR, _("管理登录规则、解锁和重置；不能由另两名兼任")),
    (Role.AUDIT_ADMINISTRATOR, _("查阅和核验审计记录；不能由另两名兼任")),
)


class PersonForm(VersionedForm):
    """How a person is called and reached."""

    name = forms.CharField(
        label=_("姓名"), help_text=_("真实姓名，写在他经办的每一件事上"), max_length=60
    )
    phone = forms.CharField(
        label=_("手机"), help_text=_("催报名单上用；可不填"), max_length=30, required=False
    )
    email = forms.EmailField(
        label=_("邮箱"), help_text=_("每日提醒发到这里；可不填"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.describe("email", example="jian@example.cn")


class NewPersonForm(PersonForm):
    """A new account."""

    username = forms.CharField(
        label=_("登录名"),
        help_text=_("2 至 60 位字母、汉字、数字、- 或 _，定后不改，如 jianshuning"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("username", "name", "phone", "email")


class CloseForm(Form):
    """Why an account is closed."""

    reason = forms.CharField(
        label=_("停用原因"),
        help_text=_("写入审计记录，如「6月调离」"),
        max_length=200,
    )


MEANINGS = {
    "least_length": _("至少 8 位；12 位以上更稳妥"),
    "least_classes": _("大写、小写、数字、其他符号四类中至少几类"),
    "history_count": _("改口令时不得用回前几次用过的"),
    "change_days": _("到期后登录时要求改口令；0 为不限"),
    "most_failures": _(
        "同一登录名从同一地址连续失败几次后锁定，3 至 10 次；"
        "从各处合计满四倍，只有登录过的地址还能登录"
    ),
    "failure_minutes": _("多少分钟内的失败算在一起"),
    "lock_minutes": _("锁定多久后自动解开"),
    "most_failures_of_address": _("同一网络地址累计失败几次后锁定，防止逐个试登录名"),
    "idle_minutes": _("离开多久自动退出，公共机关宜 15 分钟"),
    "session_hours": _("再忙也要重新登录的时间"),
    "invitation_hours": _("启用码发出后多久失效"),
    "stale_days": _("多久没有登录的账户列入闲置名单"),
}


class PolicyForm(VersionedForm):
    """How sign-in is guarded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for name, (least, most) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=rule_name(name),
                help_text=MEANINGS[name],
                min_value=least,
                max_value=most,
            )
        self.fields["needs_code_for_all"] = forms.BooleanField(
            label=rule_name("needs_code_for_all"),
            help_text=_("三名管理员总要用；勾选后所有人登录都要手机动态口令"),
            required=False,
        )
