"""A public site. Refuses to start until its secret, its hosts and its address are set."""

from __future__ import annotations

from config import environment
from config.settings.base import *  # noqa: F403 -- settings inherit by star, Django's own habit
from config.settings.base import SILENCED_SYSTEM_CHECKS, STORAGES, VAR_DIR

DEBUG = False
SECRET_KEY = environment.required("SECRET_KEY")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
BASE_URL = WAGTAILADMIN_BASE_URL = environment.address("BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MAY_LOAD_DEMO = False
environment.writable("VAR_DIR", VAR_DIR)

STORAGES["staticfiles"] = {"BACKEND": "web.static_files.NamedByContent"}

SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 3600)
SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    "security.W005",  # whether other sites under the same name speak https is not for this one to promise
    "security.W019",  # the editor shows previews of pages in a frame of the same site
    "security.W021",  # as W005
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT
SESSION_COOKIE_HTTPONLY = True
if environment.flag("PROXY_SSL_HEADER", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.one_of("LOG_LEVEL", environment.LOG_LEVELS, "INFO"),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it warns of every HEAD request
        "django_tasks": {"level": "WARNING"},  # two lines for each save otherwise
    },
}
