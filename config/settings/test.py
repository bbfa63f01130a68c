"""For the test suite: quick, closed, and on the database that DATABASE_URL names (SQLite in memory by default)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from config import environment, servers
from config.settings.base import *  # noqa: F403 -- settings inherit by star, Django's own habit
from config.settings.base import DATABASES, STORAGES, WAGTAILSEARCH_BACKENDS

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 -- signs nothing outside the test run
ALLOWED_HOSTS = ["*"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"
if not environment.text("DATABASE_URL"):
    # With several processes pytest-django makes files of it, which have to survive no power cut.
    pragmas = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
    DATABASES["default"] = {"ENGINE": servers.SQLITE, "NAME": ":memory:", "OPTIONS": {"init_command": pragmas}}

_SCRATCH = Path(tempfile.mkdtemp(prefix="communs-test-"))
VAR_DIR = _SCRATCH
MEDIA_ROOT = _SCRATCH / "media"
ARCHIVES_DIR = MEDIA_ROOT / "archives"
UNSAVED_DIR = _SCRATCH / "kept"
UPLOADS_DIR = _SCRATCH / "uploads"
FILE_UPLOAD_TEMP_DIR = _SCRATCH / "incoming"
EXPORTS_DIR = _SCRATCH / "exports"
EXPORTS_PATIENCE = 60.0
WAITING_PHOTOS_DIR = _SCRATCH / "waiting-photos"
SEARCH_INDEX_DIR = _SCRATCH / "search"
# Wagtail writes its own index, which the lists of its editor search, at each save: an eighth of the time of the tests.
# The one that searches there has it, and so has the demo that browsers visit.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages", "drawn", "renditions")
}
PAGE_CACHE_SECONDS = 0
API_RATE = (0, 1)
MAIL_SENT_BY = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
