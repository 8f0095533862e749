"""Everything that is done to accounts: the only writers of this room."""

from kaoji.apps.accounts.actions.beginning import (
    appoint_administrator,
    await_first_run,
    open_organisation,
    start_organisation,
)
from kaoji.apps.accounts.actions.guarding import (
    change_policy,
    reset_code_device,
    reset_password,
    unlock,
)
from kaoji.apps.accounts.actions.own import (
    accept_invitation,
    change_own_password,
    confirm_device,
    draw_device,
    end_sessions,
)
from kaoji.apps.accounts.actions.people import (
    add_user,
    change_user,
    close_user,
    invite,
    reopen_user,
)
from kaoji.apps.accounts.actions.removing import finish_demo, remove_demo
from kaoji.apps.accounts.actions.sign_in import check_code, enter, leave, prove_password

__all__ = [
    "accept_invitation",
    "add_user",
    "appoint_administrator",
    "await_first_run",
    "change_own_password",
    "change_policy",
    "change_user",
    "check_code",
    "close_user",
    "confirm_device",
    "draw_device",
    "end_sessions",
    "enter",
    "finish_demo",
    "invite",
    "leave",
    "open_organisation",
    "prove_password",
    "remove_demo",
    "reopen_user",
    "reset_code_device",
    "reset_password",
    "start_organisation",
    "unlock",
]
