"""What dies at once is started again, but not without end at full speed."""

from __future__ import annotations

import sys
import threading

from kaoji.site.serving import LONGEST_WAIT, Child, Watcher, wait_after


def test_waits_grow_and_end_with_a_life():
    waits, before = [], 0.0
    for _ in range(8):
        before = wait_after(0.2, before=before)
        waits.append(before)
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST_WAIT, LONGEST_WAIT]
    assert wait_after(3600, before=before) == 0


def test_one_that_cannot_start_does_not_keep_the_others_from_being_started_again(monkeypatch):
    monkeypatch.setattr("kaoji.site.serving.wait_after", lambda _lived, *, before: 0 * before)
    lives, seen = 3, []
    watcher = Watcher((Child("web", [sys.executable, "-c", "raise SystemExit(7)"]),))
    start = Child.start

    def counted(child):
        seen.append(child.part)
        if len(seen) > lives:
            watcher.stopped.set()
        start(child)

    monkeypatch.setattr(Child, "start", counted)
    thread = threading.Thread(target=watcher.watch)
    thread.start()
    thread.join()
    assert len(seen) > lives
