"""Commands that run an installation: what stops them is told in a sentence, never as a trace."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from kaoji.cli.printing import note
from kaoji.cli.shell import FAULTY, Call

Run = Callable[[Call], int]


def telling_faults(run: Run) -> Run:
    """The same command; what the disk, the database or the installation refuses is told."""

    @wraps(run)
    def told(call: Call) -> int:
        from kaoji.site.faults import TOLD, told_of

        try:
            return run(call)
        except TOLD as fault:
            note(told_of(fault))
            return FAULTY

    return told
