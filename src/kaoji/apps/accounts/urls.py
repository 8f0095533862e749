"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.accounts.views import door, own, people

app_name = "accounts"
urlpatterns = [
    path("first-run/", door.first_run, name="first-run"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/code/", door.sign_in_code, name="sign-in-code"),
    path("sign-in/bind/", door.sign_in_bind, name="sign-in-bind"),
    path("sign-in/password/", door.sign_in_password, name="sign-in-password"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("invitation/<str:code>/", door.invitation, name="invitation"),
    path("account/", own.own, name="own"),
    path("account/password/", own.own_password, name="own-password"),
    path("account/device/", own.own_device, name="own-device"),
    path("account/device/bind/", own.own_device_bind, name="own-device-bind"),
    path("account/sessions/end/", own.own_sessions_end, name="own-sessions-end"),
    path("accounts/", people.accounts, name="list"),
    path("accounts/stale/", people.stale_accounts, name="stale"),
    path("accounts/add/", people.account_add, name="add"),
    path("accounts/demo/", people.demo, name="demo"),
    path("accounts/policy/", people.policy, name="policy"),
    path("accounts/<int:key>/", people.account, name="account"),
    path("accounts/<int:key>/change/", people.account_change, name="change"),
    path("accounts/<int:key>/close/", people.account_close, name="close"),
    path("accounts/<int:key>/reopen/", people.account_reopen, name="reopen"),
    path("accounts/<int:key>/invite/", people.account_invite, name="invite"),
    path("accounts/<int:key>/unlock/", people.account_unlock, name="unlock"),
    path(
        "accounts/<int:key>/reset-password/", people.account_reset_password, name="reset-password"
    ),
    path("accounts/<int:key>/reset-device/", people.account_reset_device, name="reset-device"),
]
