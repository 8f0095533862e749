"""The door for the web server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaoji.site.settings.base")
from kaoji.site.bodies import received

application = received(get_wsgi_application())

from kaoji.site import nightly  # noqa: E402, F401 - declares the nightly work, which pages tell of
