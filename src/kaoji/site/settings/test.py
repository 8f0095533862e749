"""For tests: as in development, with a quick hash and the database that the run names."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KAOJI_DATA", tempfile.mkdtemp(prefix="kaoji-test-"))

# The browser's driver keeps a loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from kaoji.site.settings.dev import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATA = Path(os.environ["KAOJI_DATA"])
