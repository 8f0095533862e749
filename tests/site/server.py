"""A real server in processes of its own, which can be killed at any moment and started again."""

from __future__ import annotations

import atexit
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tools.source import ROOT

ENTRY = "from kaoji.cli.main import run; run()"
SET_UP = """
from kaoji.site.preparing import prepare, set_up
set_up(settings_module="kaoji.site.settings.dev")
prepare(with_static_files=False)
"""
COUNTY = """
from tests.cast import county
from tests.deeds import client_of
client = client_of(county(), "clerk")
print(client.cookies["kaoji_session"].value)
"""
PATIENCE = 90


@cache
def _county() -> tuple[Path, str]:
    """The data folder of an installation with the cast, to be copied; and the clerk's session."""
    kept = tempfile.TemporaryDirectory(prefix="kaoji-county-")
    atexit.register(kept.cleanup)
    made = Server(Path(kept.name) / "data")
    return made.folder, made._peopled()


class GoneError(Exception):
    """The server did not answer."""


@dataclass
class Server:
    """An installation in a folder; `cookie` is the session of a clerk of the cast.

    `database`: the address of a PostgreSQL of its own; SQLite in the folder where there is none.
    """

    folder: Path
    database: str = ""
    port: int = 0
    cookie: str = ""
    token: str = ""
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def made(self) -> Server:
        """With its tables and the cast."""
        if self.database:
            self.cookie = self._peopled()
        else:
            folder, self.cookie = _county()
            shutil.copytree(folder, self.folder)
        return self.placed()

    def _peopled(self) -> str:
        return self.asked(COUNTY).strip().splitlines()[-1]

    def placed(self) -> Server:
        """With a port of its own."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        return self

    def asked(self, script: str) -> str:
        """What a script of the installation prints, once its tables are up to date."""
        return self.told(self.set_up + script)

    @property
    def set_up(self) -> str:
        """The beginning of a script of the installation."""
        return SET_UP

    def told(self, script: str) -> str:
        """What a script prints that takes the installation as it is."""
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self.surroundings, cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        return done.stdout

    @property
    def surroundings(self) -> dict[str, str]:
        known = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("DJANGO", "KAOJI_D"))
        }
        own = {
            "KAOJI_DATA": str(self.folder),
            "PYTHONPATH": f"{ROOT}/src:{ROOT}",
            "KAOJI_LOG": "ERROR",
        }
        return known | own | ({"KAOJI_DATABASE": self.database} if self.database else {})

    def commanded(self, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
        """A command on this installation, whatever it answers."""
        return subprocess.run(
            [sys.executable, "-c", ENTRY, *words],
            env=self.surroundings | surroundings, cwd=ROOT, check=False,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip

    def start(self, *, only: str = "web") -> None:
        """Start the server and wait until it answers."""
        begun = time.monotonic()
        command = [
            sys.executable,
            "-c",
            ENTRY,
            "serve",
            "--dev",
            *(("--only", only) if only else ()),
        ]
        command += ["--address", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            command, env=self.surroundings, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while time.monotonic() - begun < PATIENCE:
            try:
                self.asked_for("/sign-in/")
            except GoneError:
                time.sleep(0.05)
            else:
                self.starts.append(time.monotonic() - begun)
                return
        raise GoneError("the server does not start")

    def rows(self, question: str, *told: object) -> list[tuple[Any, ...]]:
        """What the database of the folder holds, asked beside the server."""
        path = f"file:{self.folder / 'kaoji.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=PATIENCE)) as database:
            return database.execute(question, told).fetchall()

    def kill(self) -> None:
        """At once, with everything that belongs to it."""
        process, self.process = self.process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def asked_for(self, path: str) -> tuple[int, str]:
        """A page: its status and text."""
        return self._call("GET", path, {})

    def sent(self, path: str, form: Mapping[str, str]) -> int:
        """The status of an act; raises `GoneError` where no answer came."""
        return self.answered(path, form)[0]

    def answered(self, path: str, form: Mapping[str, str]) -> tuple[int, str]:
        """The status and the page of an act."""
        if not self.token:
            _status, page = self.asked_for(path)
            self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        return self._call("POST", path, {**form, "csrfmiddlewaretoken": self.token})

    def _call(self, method: str, path: str, form: Mapping[str, str]) -> tuple[int, str]:
        headers = {"Cookie": f"kaoji_session={self.cookie}; csrftoken={self.csrf}"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
                line.request(method, path, urlencode(form), headers)
                answer = line.getresponse()
                return answer.status, answer.read().decode("utf-8")
        except (OSError, http.client.HTTPException) as fault:
            raise GoneError(str(fault)) from fault

    @property
    def csrf(self) -> str:
        return "k" * 32
