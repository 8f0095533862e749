"""Working jobs off, one after the other; and the clock that asks for the daily ones."""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from kaoji.web import clock
from kaoji.web.jobs import queue
from kaoji.web.jobs.kinds import Kind, Report, daily_kinds, kind_of
from kaoji.web.jobs.models import Job

log = logging.getLogger("kaoji.jobs")

IDLE_SECONDS = 1.0
PULSE_SECONDS = 20.0


def worker_name() -> str:
    """A name that no other worker has or has had."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


def work_until(stopped: threading.Event, *, name: str | None = None) -> None:
    """Take and do jobs until told to stop; the one in hand is finished first."""
    own = name or worker_name()
    while not stopped.is_set():
        close_old_connections()
        if not _worked(own):
            stopped.wait(IDLE_SECONDS)


def _worked(own: str) -> bool:
    """A database that cannot be asked now is asked again soon; what was taken comes back later."""
    try:
        return work_once(own)
    except DatabaseError:
        log.exception("the queue cannot be asked")
        return False


def work_once(worker: str) -> bool:
    """Do the next due job; whether there was one."""
    job = queue.take(worker)
    if job is None:
        return False
    kind = kind_of(job.kind)
    if kind is None:
        queue.give_back(job, fault=f"没有叫「{job.kind}」的后台工作", most_tries=1)
        return True
    try:
        _do(job, kind)
    except Exception:
        log.exception("%s failed, try %d", job, job.tries)
        queue.give_back(job, fault=traceback.format_exc(limit=20), most_tries=kind.most_tries)
    return True


def _do(job: Job, kind: Kind) -> None:
    payload = json.loads(job.payload)
    if kind.is_whole:
        with transaction.atomic():
            if queue.is_still_held(job):
                kind.work(payload, _silent)
                queue.end(job)
        return
    with _pulse(job):
        kind.work(payload, _reporting(job))
    queue.end(job)


def _silent(_done: int, _total: int, _told: str) -> None:
    """What runs in one transaction cannot show how far it is."""


def _reporting(job: Job) -> Report:
    return lambda done, total, told: queue.renew(job, done=done, total=total, told=told)


@contextmanager
def _pulse(job: Job) -> Iterator[None]:
    """While the work goes on, the queue hears that the worker is alive."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(PULSE_SECONDS):
            queue.renew(job)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


# --- the clock ------------------------------------------------------------------------------------


def tick(now: datetime | None = None) -> tuple[Job, ...]:
    """Ask for what is due today and not asked for yet; two clocks ask for the same."""
    local = timezone.localtime(now or clock.now())
    day = local.date().isoformat()
    return tuple(
        queue.ask_for(kind.name, key=day, payload={"day": day})
        for kind in daily_kinds()
        if kind.every_day_at is not None and local.time() >= kind.every_day_at
    )


def tick_until(stopped: threading.Event, *, seconds: float = 30.0) -> None:
    """Let the clock go until told to stop. A fault is told and tried again."""
    while not stopped.is_set():
        close_old_connections()
        try:
            tick()
        except Exception:
            log.exception("the clock has stumbled")
        stopped.wait(seconds)
