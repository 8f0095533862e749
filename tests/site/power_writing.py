"""What is traced: figures entered through the acts of the office, each said to be held when it is.

`python -m tests.site.power_writing prepare|FULL|NORMAL COUNT`, with `KAOJI_DATA`. `NORMAL` takes
the word that every commit reaches the disk out of the settings: to be found wanting.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from kaoji.site.preparing import prepare, set_up

#: Soon, so that the trace has many a moment at which the log is carried into the file.
PAGES_TO_CHECKPOINT = 150


def main() -> None:
    """Do what is asked."""
    set_up(settings_module="kaoji.site.settings.dev")
    from kaoji.web import clock
    from tests.cast import NOON

    with clock.stopped_at(NOON):
        if sys.argv[1] == "prepare":
            _prepare()
        else:
            _write(sys.argv[1], count=int(sys.argv[2]))


def _prepare() -> None:
    prepare(with_static_files=False)
    from tests.apps.facts.stage import made

    made().task()


def _write(durability: str, *, count: int) -> None:
    from django.db import connection

    told = connection.settings_dict["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in told
    then = f"{told}; PRAGMA wal_autocheckpoint={PAGES_TO_CHECKPOINT}"
    connection.settings_dict["OPTIONS"]["init_command"] = then.replace("FULL", durability)
    for number in _entered(count):
        os.write(1, f"held {number}\n".encode())
    # As when the power goes: nothing is closed.
    os._exit(0)


def _entered(count: int) -> Iterator[int]:
    from kaoji.apps.accounts.models import Organisation, User
    from kaoji.apps.facts.models import CollectionTask, PinnedScheme
    from kaoji.apps.organisation.models import UnitState
    from tests.apps.facts.stage import TOWNS, Stage
    from tests.cast import Cast

    county = Cast(Organisation.objects.get())
    county.people["supplier"] = User.objects.get(username__endswith="-supplier", name="禹晓苗")
    county.units.update({one.name: one.unit for one in UnitState.objects.select_related("unit")})
    stage, task = Stage(county, PinnedScheme.objects.get()), CollectionTask.objects.get()
    for number in range(1, count + 1):
        cell = TOWNS[number % len(TOWNS)], "数值"
        stage.enter(task, once=f"once-{number}", texts={cell: str(number)}, reason="核对后更正")
        yield number


if __name__ == "__main__":
    main()
