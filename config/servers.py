"""Servers that a variable names by an address: the database, the caches, the mail."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config.environment import text

if TYPE_CHECKING:
    from collections.abc import Callable

SQLITE = "config.sqlite"
POSTGRESQL = "django.db.backends.postgresql"
CACHE_IN_FILES = "web.caches.Files"
_reader = environ.Env()


def database(default: Path) -> dict[str, Any]:
    """Django's description of the database that DATABASE_URL names, else of the SQLite file `default`.

    Raises ImproperlyConfigured when it names no SQLite file and no PostgreSQL database.
    """
    if not (url := text("DATABASE_URL")):
        return {"ENGINE": SQLITE, "NAME": str(default)}
    example = "sqlite:////path/file.sqlite3 or postgres://user:password@host/name"
    description = _read(_reader.db_url_config, "DATABASE_URL", url, example)
    if description.get("ENGINE") == "django.db.backends.sqlite3":
        description["ENGINE"] = SQLITE
    if description.get("ENGINE") not in {SQLITE, POSTGRESQL} or not description.get("NAME"):
        raise _wrong("DATABASE_URL", url, example)  # noqa: EM101 -- the name of the setting, not the sentence
    return description


def cache(name: str, default: Path, *, most: int, memory: bool = False, part: str = "") -> dict[str, Any]:
    """Django's description of the cache that the variable names, else of the folder `default`; it may fail.

    It keeps `most` values; in a folder that the variable names, a `part` has its own below it; with `memory`, values
    are kept in the process while the cache fails. Raises ImproperlyConfigured naming the variable when it is no address
    of a cache.
    """
    kind, place, options = CACHE_IN_FILES, str(default), {}
    if url := text(name):
        description = _read(_reader.cache_url_config, name, url, "filecache:///folder or rediscache://host:6379/1")
        kind, place, options = description.pop("BACKEND"), description.pop("LOCATION"), description.pop("OPTIONS", {})
    if kind == "django.core.cache.backends.filebased.FileBasedCache":
        kind, place = CACHE_IN_FILES, str(Path(place, part))
    if kind.endswith("RedisCache"):
        options = {"socket_connect_timeout": 1, "socket_timeout": 1} | options
    options = {"MAX_ENTRIES": most} | options | {"BACKEND": kind, "MEMORY": memory}
    return {"BACKEND": "web.caches.TolerantCache", "LOCATION": place, "KEY_PREFIX": name, "OPTIONS": options}


def email(default: str) -> dict[str, Any]:
    """Django's mail settings from EMAIL_URL. Raises ImproperlyConfigured when it names no mail server."""
    url, example = text("EMAIL_URL", default), "smtp+tls://user:password@host:587"
    description = _read(_reader.email_url_config, "EMAIL_URL", url, example)
    if description["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not description.get("EMAIL_HOST"):
        raise _wrong("EMAIL_URL", url, example)  # noqa: EM101 -- the same
    return description


def _read(parse: Callable[[str], Any], name: str, url: str, example: str) -> dict[str, Any]:
    try:
        with warnings.catch_warnings():
            # The library warns of an address by showing it, with its password.
            warnings.simplefilter("ignore")
            return dict(parse(url))
    except (ImproperlyConfigured, ValueError, TypeError, KeyError) as error:
        raise _wrong(name, url, example) from error


def _wrong(name: str, url: str, example: str) -> ImproperlyConfigured:
    """Of an address that may hold a password, the scheme alone is told."""
    scheme = url.partition(":")[0] if re.match(r"[\w+.-]{1,20}:", url) else ""
    what = f"begins with {scheme}: and could not be understood" if scheme else "has no scheme"
    return ImproperlyConfigured(f"{name} {what}: it must be written as {example}. See docs/reference/settings.md.")
