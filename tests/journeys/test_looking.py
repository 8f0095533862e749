"""How the tests look: at one page from its beginning to its end, never at one being left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

pytestmark = pytest.mark.usefixtures("ground")

# The page goes away a moment after the look has begun, as after a click that was not waited for.
_LEAVE = "setTimeout(() => location.replace('/sign-in/?again=1'), 0)"
_SLOWLY = "new Promise(done => setTimeout(() => done(location.search), 400))"


def test_a_look_at_a_page_being_left_is_taken_again(sit):
    desk = sit()
    desk.go("/sign-in/")
    desk.page.evaluate(_LEAVE)
    assert desk._steadily(lambda: desk.page.evaluate(_SLOWLY)) == "?again=1"


def test_a_look_that_fails_on_a_page_that_stays_fails(sit):
    desk = sit()
    desk.go("/sign-in/")
    with pytest.raises(Error, match="nothing there"):
        desk._steadily(lambda: desk.page.evaluate("(() => { throw Error('nothing there') })()"))
