"""The site as a visitor sees it, on one's own machine and with the data of `config.settings.dev`: `make demo`."""

from __future__ import annotations

from config import environment
from config.settings.base import *  # noqa: F403 -- settings inherit by star, Django's own habit
from config.settings.base import STATIC_ROOT, STORAGES

DEBUG = False
SECRET_KEY = "only-for-the-demo-never-for-a-public-site"  # noqa: S105 -- not a secret: production refuses to start without its own
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Compressed and named by content, as on a public site: `make demo` collects them first.
STORAGES["staticfiles"] = {"BACKEND": "web.static_files.NamedByContent"}
environment.writable("STATIC_ROOT", STATIC_ROOT)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
