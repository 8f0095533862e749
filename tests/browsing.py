"""A person at a screen: what is clicked and typed is counted, what goes wrong is remembered.

`KAOJI_SHOTS=folder` keeps a picture of every page that is looked at.
"""

from __future__ import annotations

import os
import re
import threading
from base64 import b32decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test.testcases import LiveServerThread
from django_otp.oath import TOTP
from playwright.sync_api import Error

from kaoji.apps.accounts.models import User
from kaoji.web import clock
from tests import factories, greyness

#: An office screen, and a phone.
SCREENS = {"1366": (1366, 768), "390": (390, 844)}
#: Nothing may lie beyond the edge at any of these.
WIDTHS = (320, 390, 683, 1024, 1366)
#: The driver waits this long for anything; only a fault makes it wait.
PATIENCE_MS = 30_000
#: A page that is left again and again while it is looked at is no page.
MOST_LOOKS = 20
_AXE = Axe()

# What Chromium says of every page with a status of 400 and above; the status itself is judged.
_OF_STATUS = "Failed to load resource"

#: When the page that is shown began; another page began at another time.
_BEGAN = "performance.timeOrigin"

_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

#: Every field that is seen has a name and says what it means. In a search, and in a grid whose
#: heads are explained, the name is enough.
_DUMB_FIELDS = """() => [...document.querySelectorAll('input,select,textarea')]
  .filter(one => !['hidden', 'submit', 'button'].includes(one.type) && one.getClientRects().length)
  .map(one => {
    const words = ids => (ids || '').split(/\\s+/).filter(Boolean)
      .map(id => document.getElementById(id)?.textContent.trim() || '').join('');
    const group = one.closest('fieldset');
    const labels = [...(one.labels || [])].map(label => label.textContent.trim()).join('');
    const name = one.getAttribute('aria-label') || labels
      || words(one.getAttribute('aria-labelledby'));
    const meaning = words(one.getAttribute('aria-describedby'))
      || words(group?.getAttribute('aria-describedby'))
      || (one.form?.method === 'get' || one.closest('td') ? name : '');
    return name && meaning ? '' : `${one.name || one.outerHTML}: ${name ? 'meaning' : 'name'}`;
  }).filter(Boolean)"""


class Desk:
    """A page of the browser with somebody before it."""

    def __init__(self, context: Any, *, address: str) -> None:
        self.page = context.new_page()
        self.context, self.address = context, address
        self.clicks = self.fields = 0
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.faults.append(f"script: {fault}"))
        self.page.on("dialog", self._asked)
        self.page.on("response", self._answered)
        self.page.on("requestfailed", self._failed)

    # --- what goes wrong --------------------------------------------------------------------------

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_OF_STATUS):
            self.faults.append(f"console, {self.page.url}: {message.text}")

    def _asked(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, response: Any) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not (is_page and response.status in self.expected):
            self.faults.append(f"{response.status}: {response.url}")

    def _failed(self, request: Any) -> None:
        # A download ends the visit to its address.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url} {request.failure}")

    def is_well(self) -> None:
        """Fail where the browser has had anything to complain about."""
        assert not self.faults, self.faults

    # --- what a person does -----------------------------------------------------------------------

    def is_taken_by(self, user: User | None) -> None:
        """Somebody else sits down at the screen, in a browser that knows nobody any more."""
        self.page.goto("about:blank")
        self.context.clear_cookies()
        if user is not None:
            let_in(self.context, user=user, address=self.address)

    def go(self, path: str) -> None:
        """Open an address that was typed or sent."""
        there = path if path.startswith("http") else f"{self.address}{path}"
        self.page.goto(there)

    def click(self, name: str, *, role: str = "button") -> None:
        """Click on a button or link, and have the whole of the page it leads to."""
        self.clicks += 1
        self._seen(role, name).click()
        self.page.wait_for_load_state()

    def fill(self, label: str, text: str) -> None:
        """Write into a field and leave it."""
        self.fields += 1
        self._field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list by what the option says."""
        self.fields += 1
        field = self._field(label)
        words = field.locator("option").all_text_contents()
        (word,) = [one for one in words if option in one]
        field.select_option(label=word)

    def give(self, label: str, path: Path) -> None:
        """Choose a file."""
        self.fields += 1
        self._field(label).set_input_files(path)

    def fetch(self, name: str, *, role: str = "link") -> bytes:
        """Click on what is downloaded; what it holds."""
        with self.page.expect_download() as coming:
            self.click(name, role=role)
        return Path(coming.value.path()).read_bytes()

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on what is so called, and is seen to be."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(_FOCUS)
            if here["name"].startswith(name):
                assert here["is_seen"], f"the focus on {name} is not seen"
                return
        raise AssertionError(f"Tab does not come to {name}")

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def _seen(self, role: str, name: str) -> Any:
        return self.page.get_by_role(role, name=name, exact=True).locator("visible=true").first

    def value(self, label: str) -> str:
        """What stands in a field already."""
        return str(self._field(label).input_value())

    def _field(self, label: str) -> Any:
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*（可不填）)?$")).first

    # --- what a page must be ----------------------------------------------------------------------

    def look(self, name: str) -> None:
        """Look a page over: rules of accessibility, edges, fields; keep a picture."""
        self.shoot(name)
        self.is_accessible(name)
        self.stays_clear_in_grey(name)
        self.has_no_dumb_field(name)
        self.fits(name)
        self.is_well()

    def pass_by(self, name: str) -> None:
        """Look at a page that others look over: a picture, edges, complaints."""
        self.shoot(name)
        self.fits(name)
        self.is_well()

    def is_accessible(self, name: str) -> None:
        """Axe finds nothing, by all its rules."""
        found = self._steadily(lambda: _AXE.run(self.page).response["violations"])
        told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found]
        assert not told, f"{name}: {told}"

    def stays_clear_in_grey(self, name: str) -> None:
        """What is shown stands out on a grey printer, and colour says nothing alone."""
        least = [greyness.LEAST_OF_TEXT, greyness.LEAST_OF_MARKS]
        found = self._steadily(lambda: self.page.evaluate(greyness.FAULTS, least))
        assert not found, f"{name} in grey: {found}"

    def has_no_dumb_field(self, name: str) -> None:
        """Every field says what it is called and what it means."""
        found = self._steadily(lambda: self.page.evaluate(_DUMB_FIELDS))
        assert not found, f"{name}: {found}"

    def fits(self, name: str) -> None:
        """Nothing lies beyond the edge, on any screen."""
        usual = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": usual["height"]})
            beyond = self._steadily(lambda: self.page.evaluate(_BEYOND))
            assert beyond <= 0, f"{name}: {beyond} px beyond the edge at {width}"
        self.page.set_viewport_size(usual)

    def _steadily(self, look: Callable[[], Any]) -> Any:
        """What is seen on one page from its beginning to its end.

        A look at a page that was just being left, whether it failed or found something,
        is taken again.
        """
        for _ in range(MOST_LOOKS):
            began = self._began()
            try:
                seen = look()
            except Error:
                if began is not None and began == self._began():
                    raise
                continue
            if began is not None and began == self._began():
                return seen
        raise AssertionError("the page never stays")

    def _began(self) -> float | None:
        """When the page that is shown began; nothing where it is just being left."""
        self.page.wait_for_load_state()
        try:
            return float(self.page.evaluate(_BEGAN))
        except Error:
            return None

    def shoot(self, name: str) -> None:
        """Keep a picture where somebody wants pictures."""
        folder = os.environ.get("KAOJI_SHOTS")
        if folder:
            path = Path(folder) / f"{name}-{self.page.viewport_size['width']}.png"
            self.page.screenshot(path=path, full_page=True)


_FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const label = one.labels?.length ? one.labels[0].textContent : '';
  return {
    name: (label || one.getAttribute('aria-label') || one.textContent || '').trim(),
    is_seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
  };
}"""


def code_of(secret: str) -> str:
    """What an authenticator shows for the secret that a page prints."""
    packed = secret.replace(" ", "")
    key = b32decode(packed + "=" * (-len(packed) % 8))
    return f"{TOTP(key).token():06}"


def let_in(context: Any, *, user: User, address: str) -> None:
    """Sign somebody in without the door."""
    name = settings.SESSION_COOKIE_NAME
    morsel = factories.signed_in(user).cookies[name]
    context.add_cookies([{"name": name, "value": morsel.value, "url": address}])


# --- the office that the browser asks -------------------------------------------------------------


#: Seconds that a request may take to end when nobody waits for it any more.
PATIENCE = 10


class Office:
    """A server on the database of the tests. Where the tests stop the clock, so does it."""

    def __init__(self) -> None:
        self.moment: datetime | None = None
        self._shared = {}
        ours = connections["default"]
        if ours.vendor == "sqlite" and ours.is_in_memory_db():
            ours.inc_thread_sharing()
            self._shared = {ours.alias: ours}
        self._server = LiveServerThread(
            "127.0.0.1", self._one_by_one, connections_override=self._shared
        )
        self._server.daemon = True
        self._server.start()
        self._server.is_ready.wait()
        if self._server.error:
            raise self._server.error
        self.address = f"http://127.0.0.1:{self._server.port}"

    def _one_by_one(self, _handler: Any) -> Any:
        """On SQLite tests and server share one connection: no two requests at once."""
        application, lock = get_wsgi_application(), threading.Lock()

        def serial(environ: Any, start: Any) -> Any:
            with lock, self._clock():
                return application(environ, start)

        return serial

    def _clock(self) -> Any:
        return clock.stopped_at(self.moment) if self.moment else nullcontext()

    @contextmanager
    def stopped_at(self, moment: datetime) -> Iterator[None]:
        """It is always this moment, for the test and for the server."""
        self.moment = moment
        try:
            with clock.stopped_at(moment):
                yield
        finally:
            self.moment = None

    def close(self) -> None:
        """No more requests; those whose browser has just gone close what they share first."""
        self._server.terminate()
        for one in threading.enumerate():
            if "process_request_thread" in one.name:
                one.join(PATIENCE)
        for one in self._shared.values():
            one.dec_thread_sharing()
