"""Five people at work on one server at once, each in a flow of their own, until it is killed.

A flow remembers what was acknowledged to it, and afterwards looks for that in what is stored.
"""

from __future__ import annotations

import json
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.site.server import GoneError, Server

#: The answer to an act that is done: one is led on.
LED_ON = 302
PREPARE = "from tests.site.flow_ground import prepare; print(prepare(voters={voters}))"


@dataclass
class Flow(ABC):
    """Somebody who sends one thing after the other, and keeps what was acknowledged."""

    server: Server
    ground: Mapping[str, Any]
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def work(self) -> None:
        """Send until nobody answers any more."""
        while True:
            try:
                receipt, path, form, who = self.next()
                desk = replace(self.server, cookie=self.ground[who], token=self.server.csrf)
                status, page = desk.answered(path, form)
            except GoneError:
                return
            if self.is_done(status, page):
                self.acknowledged.append(receipt)
            else:
                self.refused += 1

    def is_done(self, status: int, _page: str) -> bool:
        """Whether the answer acknowledges the act."""
        return status == LED_ON

    @abstractmethod
    def next(self) -> tuple[str, str, dict[str, str], str]:
        """What will prove it, where it is sent, what, and by whom."""

    @abstractmethod
    def stored(self) -> list[str]:
        """Every proof that is stored, as often as it is."""

    @abstractmethod
    def entries(self) -> int:
        """How many entries of the log tell of such an act."""

    def rows(self, question: str, *told: Any) -> list[tuple[Any, ...]]:
        """What the database holds."""
        return self.server.rows(question, *told)

    def logged(self, *acts: str) -> int:
        """How many entries the log has of some acts."""
        holes = ",".join("?" * len(acts))
        found = self.rows(f"SELECT count(*) FROM audit_entry WHERE act IN ({holes})", *acts)
        return int(found[0][0])


class Days(Flow):
    """The clerk declares days off."""

    def next(self) -> tuple[str, str, dict[str, str], str]:
        day = (date(2027, 1, 1) + timedelta(days=next(self.numbers))).isoformat()
        form = {"day": day, "is_working": "0", "name": "庙会", "basis": "禾政办〔2026〕9号"}
        return day, "/organisation/calendar/local/set/", form, "clerk"

    def stored(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT day FROM organisation_localday")]

    def entries(self) -> int:
        return self.logged("organisation.set_local_day")


class Figures(Flow):
    """A supplier enters one figure after the other into one cell."""

    def next(self) -> tuple[str, str, dict[str, str], str]:
        text, cell = f"{next(self.numbers)}.5", self.ground["cell"]
        held = self.rows("SELECT max(number) FROM facts_figurerevision")[0][0] or 0
        form = {"once": f"figure-{text}", cell: text, cell.replace("c-", "r-"): str(held)}
        return text, self.ground["sheet"], form, "supplier"

    def stored(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT value FROM facts_figurerevision")]

    def entries(self) -> int:
        return self.logged("facts.enter_figures")


class Votes(Flow):
    """Raters with codes cast their ballots, each once."""

    def next(self) -> tuple[str, str, dict[str, str], str]:
        number = next(self.numbers)
        if f"voter-{number}" not in self.ground:
            time.sleep(0.05)  # all have voted
            raise GoneError("no voter is left")
        return f"代表{number}", "/ratings/code/ballot/", self.ground["ballot"], f"voter-{number}"

    def is_done(self, status: int, page: str) -> bool:
        return status == 200 and "票已交" in page

    def stored(self) -> list[str]:
        names = [row[0] for row in self.rows("SELECT name FROM ratings_rater WHERE way <> ''")]
        ((ballots,),) = self.rows("SELECT count(*) FROM ratings_ballot")
        assert ballots == len(names)  # nobody has cast without a ballot, no ballot is nobody's
        return names

    def entries(self) -> int:
        return self.logged("ratings.cast")


class Objections(Flow):
    """A town objects to its numbers, the office answers: one and one."""

    def next(self) -> tuple[str, str, dict[str, str], str]:
        text = f"异议之{next(self.numbers)}"
        waiting = self.rows("SELECT id FROM appraisals_objection WHERE state = 'open'")
        if waiting:
            form = {"outcome": "rejected", "answer": text}
            return text, f"/appraisals/objections/{waiting[0][0]}/answer/", form, "clerk"
        return text, self.ground["object"], {"node": self.ground["node"], "reason": text}, "head"

    def stored(self) -> list[str]:
        said = self.rows("SELECT reason, answer FROM appraisals_objection")
        return [text for row in said for text in row if text]

    def entries(self) -> int:
        return self.logged("appraisals.object", "appraisals.answer_objection")


#: What is done next with a publication in a state, by whom, and the entry that tells of it.
STEPS = {
    "none": ("propose", "clerk"),
    "proposed": ("confirm", "leader"),
    "public": ("retract", "clerk"),
    "retracting": ("back", "leader"),
}
PROPOSED = ("appraisals.propose_publication", "appraisals.publish")
TAKEN_BACK = ("appraisals.propose_retraction", "appraisals.retract")


class Publications(Flow):
    """A result is put on the wall by two, taken back by two, and again."""

    def next(self) -> tuple[str, str, dict[str, str], str]:
        key, number, state = self._last()
        step, who = STEPS[state]
        if step == "propose":
            number += 1
            return f"{number} {step}", self.ground["publish"], self.ground["notice"], who
        paths = {"confirm": "confirm/", "retract": "retract/", "back": "retract/confirm/"}
        path = f"/appraisals/publications/{key}/{paths[step]}"
        return f"{number} {step}", path, {"reason": "漏了一家"}, who

    def _last(self) -> tuple[int, int, str]:
        found = self._all()
        if not found or found[-1][2] == "retracted":
            return 0, len(found), "none"
        key, number, state, asked = found[-1]
        return key, number, "retracting" if state == "public" and asked else state

    def _all(self) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT id, number, state, retraction_by IS NOT NULL FROM appraisals_publication"
            " WHERE cycle_id = ? ORDER BY number",
            self.ground["cycle"],
        )

    def stored(self) -> list[str]:
        steps = list(STEPS.values())
        done = {"proposed": 1, "public": 2, "retracted": 4}
        return [
            f"{number} {step}"
            for _key, number, state, asked in self._all()
            for step, _who in steps[: done[state] + (state == "public" and asked)]
        ]

    def entries(self) -> int:
        # The publication that is objected to was proposed and confirmed before.
        return self.logged(*PROPOSED, *TAKEN_BACK) - 2


ALL = (Days, Figures, Votes, Objections, Publications)


def flows_on(server: Server, *, voters: int) -> list[Flow]:
    """All flows, once their ground is prepared."""
    ground = json.loads(server.asked(PREPARE.format(voters=voters)).strip().splitlines()[-1])
    return [kind(server, ground) for kind in ALL]


def work_until_killed(flows: list[Flow]) -> None:
    """All at once, until the server is gone."""
    workers = [threading.Thread(target=one.work) for one in flows]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
