"""The office's search over many people: processor time of the page, in milliseconds.

`python -m bench.search [people]`. The people are written into a new SQLite file, each with a post;
the page is asked for by a clerk and by the system administrator, for parts of names, first letters
of sounds and numbers. Half and 95 of 100 answers; the goal is 200 ms at 100 000 people.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from itertools import islice
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

PEOPLE, ROUNDS, BATCH = 100_000, 30, 5_000
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华建国秀英丽芳伟强磊洋勇艳杰娟涛超霞平刚桂兰玉梅红军文辉力健"
QUESTIONS = ("王明", "wmh", "zjg", "华建", "18600007", "li", "陶", "zzzz", "qxy", "丽芳")


def fill(cast: Cast, count: int) -> None:
    """So many people of the county's first bureau."""
    from django.db import transaction

    from kaoji.apps.accounts.models import User
    from kaoji.apps.organisation.models import Holding
    from kaoji.web.sounds import initials
    from tests.cast import NOON

    dice, post = random.Random(7), cast.holdings["staff"].post
    named = (_name(dice) for _ in range(count))
    users = (
        User(
            organisation=cast.organisation, username=f"p{number:06}", name=name,
            initials=initials(name), phone=f"1860{number:07}", created_at=NOON,
        )
        for number, name in enumerate(named)
    )  # fmt: skip
    with transaction.atomic():
        while batch := list(islice(users, BATCH)):
            made = User.objects.bulk_create(batch)
            Holding.objects.bulk_create(
                Holding(
                    organisation=cast.organisation, user=user, post=post, kind="appointed",
                    begins_on=cast.holdings["staff"].begins_on,
                )
                for user in made
            )  # fmt: skip


def _name(dice: random.Random) -> str:
    return dice.choice(FAMILY) + "".join(dice.choice(GIVEN) for _ in range(dice.randint(1, 2)))


def measure(client: Client, *, who: str) -> None:
    """Every question, again and again."""
    took = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            begun = process_time()
            answer = client.get("/search/", {"q": question})
            took.append((process_time() - begun) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{question}: {answer.status_code}")
    took.sort()
    half, most = took[len(took) // 2], took[len(took) * 95 // 100]
    print(f"{who}: half {half:.0f} ms, p95 {most:.0f} ms, longest {took[-1]:.0f} ms")


def main(words: list[str]) -> None:
    """Fill, then ask."""
    count = int(words[0]) if words else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KAOJI_DATA"] = folder
        os.environ.pop("KAOJI_DATABASE", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "kaoji.site.settings.test"
        from kaoji.site.preparing import prepare, set_up

        set_up(settings_module="kaoji.site.settings.test")
        prepare(with_static_files=False)
        from tests.cast import county
        from tests.deeds import client_of

        cast = county()
        fill(cast, count)
        print(f"{count} people")
        for who in ("clerk", "system"):
            measure(client_of(cast, who), who=who)


if __name__ == "__main__":
    main(sys.argv[1:])
