"""A web process loads all pages as it begins, and sets aside what it has loaded."""

from __future__ import annotations

import os
import subprocess
import sys

_ASKED = """
import gc, sys
import kaoji.site.wsgi
print(gc.get_freeze_count() > 100_000, "kaoji.apps.organisation.views.units" in sys.modules)
"""


def test_what_is_loaded_is_not_looked_through_again(tmp_path):
    surroundings = {**os.environ, "KAOJI_DATA": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True, env=surroundings
    )
    assert told.stdout.split() == ["True", "True"]
