"""On a grey printer every mark says what it says: by its shape and by its word."""

from __future__ import annotations

import io
from itertools import combinations

from PIL import Image, ImageChops

#: Of the points of a mark, those that must differ between any two: a twentieth.
LEAST = 0.05


def grey(mark):
    """A mark in black and white, whatever its colour, at four times its size."""
    shot = Image.open(io.BytesIO(mark.screenshot())).convert("L").resize((48, 48))
    return shot.point(lambda value: 255 if value > 200 else 0)


def differing(one, other):
    """The share of points in which two marks differ."""
    return ImageChops.difference(one, other).histogram()[255] / (48 * 48)


def test_states_differ_without_colour(sit, ground):
    desk = sit(device_scale_factor=4)
    desk.go("/gallery/")
    marks = {}
    for one in desk.page.locator(".kj-states .kj-status").all():
        assert one.inner_text().strip()
        marks[one.inner_text().strip()] = grey(one.locator("svg"))
    assert len(marks) == 9
    alike = [(a, b) for a, b in combinations(marks, 2) if differing(marks[a], marks[b]) < LEAST]
    assert alike == []
    assert differing(marks["正常"], marks["正常"]) == 0


def test_no_state_is_said_by_colour_alone(sit, ground):
    """Seals, chips, cards and cells have words; a cell that is wrong has a corner and a frame."""
    desk = sit()
    desk.go("/gallery/")
    for kind in (".kj-chip", ".kj-seal", ".kj-card", ".kj-status", ".kj-notice"):
        words = desk.page.locator(kind).all_inner_texts()
        assert words
        assert all(one.strip() for one in words), kind
    tones = desk.page.locator(".kj-chip").all_inner_texts()
    assert len(set(tones)) == len(tones)
    corner = desk.page.evaluate(
        "getComputedStyle(document.querySelector('.kj-cell-error'), '::before').borderLeftWidth"
    )
    assert corner == "5px"
