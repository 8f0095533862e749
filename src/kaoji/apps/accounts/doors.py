"""What this room shows in the rail, the top bar and the help."""

from __future__ import annotations

from kaoji.apps.accounts import forms
from kaoji.apps.accounts.listings import ACCOUNTS
from kaoji.apps.accounts.permissions import EDIT_ACCOUNTS, EDIT_POLICY, SEE_ACCOUNTS
from kaoji.web.access import PUBLIC, SIGNED_IN
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, lead, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="accounts:list", word="账户", icon="users", right=SEE_ACCOUNTS, order=70))
    open_door(Door(name="accounts:policy", word="规则", icon="key", right=EDIT_POLICY, order=75))
    lead(person="accounts:own", leave="accounts:sign-out")
    explain("sign-in", title="登录", words=words_of(forms.SignInForm), right=PUBLIC)
    explain("own-account", title="我的账户", words=words_of(forms.OwnPasswordForm), right=SIGNED_IN)
    explain("accounts", title="账户清单", words=ACCOUNTS.words, right=SEE_ACCOUNTS)
    explain("account", title="账户", words=words_of(forms.NewPersonForm), right=EDIT_ACCOUNTS)
    rules = [(str(one.label), str(one.help_text)) for one in forms.PolicyForm().fields.values()]
    explain("policy", title="登录规则", words=rules[1:], right=EDIT_POLICY)
