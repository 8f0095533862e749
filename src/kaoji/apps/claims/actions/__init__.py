"""The only writers of this room."""

from kaoji.apps.claims.actions.claiming import ClaimShape, accept, claim, refuse, withdraw
from kaoji.apps.claims.actions.collecting import collect
from kaoji.apps.claims.actions.sending import LetterShape, send_letter

__all__ = [
    "ClaimShape",
    "LetterShape",
    "accept",
    "claim",
    "collect",
    "refuse",
    "send_letter",
    "withdraw",
]
