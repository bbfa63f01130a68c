"""On one's own machine: readable errors, nothing to configure. `manage.py` uses it unless told otherwise."""

from __future__ import annotations

from config import environment
from config.settings.base import *  # noqa: F403 -- settings inherit by star, Django's own habit
from config.settings.base import VAR_DIR

DEBUG = True
SECRET_KEY = "only-for-development-never-for-a-public-site"  # noqa: S105 -- not a secret: production refuses to start without its own
ALLOWED_HOSTS = ["*"]
PAGE_CACHE_SECONDS = 0
environment.writable("VAR_DIR", VAR_DIR)
