"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

SIGN_IN = Act("accounts.sign_in", "登录")
SHOW_CODE = Act("accounts.show_code", "动态口令核对通过")
SIGN_OUT = Act("accounts.sign_out", "退出")
LOCK_OUT = Act("accounts.lock_out", "多次失败，锁定登录")
START_INSTALLATION = Act("accounts.start_installation", "启用系统，设立三名管理员")
OPEN_ORGANISATION = Act("accounts.open_organisation", "新开一个单位的系统")
ADD_USER = Act("accounts.add_user", "添加账户")
CHANGE_USER = Act("accounts.change_user", "修改账户")
CLOSE_USER = Act("accounts.close_user", "停用账户")
REOPEN_USER = Act("accounts.reopen_user", "恢复账户")
INVITE = Act("accounts.invite", "发放一次性启用码")
SET_PASSWORD = Act("accounts.set_password", "设置口令")
RESET_CODE_DEVICE = Act("accounts.reset_code_device", "解除动态口令绑定")
DRAW_CODE_DEVICE = Act("accounts.draw_code_device", "领取动态口令密钥")
BIND_CODE_DEVICE = Act("accounts.bind_code_device", "绑定动态口令")
UNLOCK = Act("accounts.unlock", "解除锁定")
RESET_PASSWORD = Act("accounts.reset_password", "重置口令")
END_SESSIONS = Act("accounts.end_sessions", "让所有登录失效")
EXPORT_ACCOUNTS = Act("accounts.export", "导出账户名单", is_reading=True)
CHANGE_POLICY = Act("accounts.change_policy", "修改登录规则")
BUILD_DEMO = Act("accounts.build_demo", "建成演示单位")
REMOVE_DEMO = Act("accounts.remove_demo", "删除演示单位")

declare(
    SIGN_IN, SHOW_CODE, SIGN_OUT, LOCK_OUT, START_INSTALLATION, OPEN_ORGANISATION, ADD_USER,
    CHANGE_USER, CLOSE_USER, REOPEN_USER, INVITE, SET_PASSWORD, RESET_CODE_DEVICE,
    BIND_CODE_DEVICE, UNLOCK, CHANGE_POLICY, DRAW_CODE_DEVICE,
    RESET_PASSWORD, END_SESSIONS, EXPORT_ACCOUNTS, BUILD_DEMO, REMOVE_DEMO,
)  # fmt: skip
