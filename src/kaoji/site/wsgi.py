"""All pages of the office, loaded before anybody asks."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaoji.site.settings.base")
application = get_wsgi_application()

from kaoji.site import nightly  # noqa: E402, F401 - declares the nightly work, which pages tell of

# All pages are loaded now rather than by the first who asks. What has been loaded stays, and is not
# looked through for rings again: a list of ten thousand rows has it looked through each time.
# Nor is what a page or a trial has just made looked through again and again while it grows.
get_resolver().url_patterns  # noqa: B018 - read in order to be loaded
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
