"""The only reader of the environment. `SETTINGS` is the documented list; nothing else may be read.

Every name below appears in `docs/reference/settings.md`, and a test says so.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment: what it is for, and what holds when it is absent."""

    name: str
    help: str
    default: str = ""  # "": required in production


SETTINGS = (
    Setting("SECRET_KEY", "Long random text that signs sessions and links. Keep it secret, never change it lightly."),
    Setting("ALLOWED_HOSTS", "Host names the site answers to, separated by commas."),
    Setting("BASE_URL", "Public address of the site, with https://, used in e-mails, feeds and credits."),
    Setting("DATABASE_URL", "sqlite:////path/file.sqlite3 or postgres://user:password@host/name.", "SQLite in VAR_DIR"),
    Setting("VAR_DIR", "Folder the site may write to: database, media, index, cache.", "var/ beside the code"),
    Setting("MEDIA_ROOT", "Folder of uploaded pictures and files.", "VAR_DIR/media"),
    Setting("MEDIA_ACCEL", "Internal address by which nginx sends what the site lets people fetch: /uploads/.", "none"),
    Setting("STATIC_ROOT", "Folder that collectstatic fills.", "VAR_DIR/static"),
    Setting("SEARCH_URL", "Search engine. embedded: keeps an index on this machine.", "embedded:"),
    Setting("SEARCH_INDEX_DIR", "Folder of the embedded search index.", "VAR_DIR/search"),
    Setting("CACHE_URL", "What processes share: filecache:///folder or rediscache://host.", "files in VAR_DIR/cache"),
    Setting("PAGE_CACHE_SECONDS", "How long an anonymous page may be served from the cache; 0 switches it off.", "300"),
    Setting("API_RATE", "Questions one address may put to the API: so many /s, /m or /h; 0 for no limit.", "120/m"),
    Setting("EMAIL_URL", "Mail server: smtp+tls://user:password@host:587.", "mail is written to the log"),
    Setting("DEFAULT_FROM_EMAIL", "Sender of the site's e-mails.", "noreply at the host of BASE_URL"),
    Setting("SITE_NAME", "Name shown in titles and e-mails.", "Communs"),
    Setting("HSTS_SECONDS", "How long browsers must insist on https; start small, raise later.", "3600"),
    Setting("PROXY_SSL_HEADER", "1 when a proxy in front speaks https and sets X-Forwarded-Proto and -For.", "1"),
    Setting("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO"),
)  # fmt: skip

_KNOWN = {setting.name for setting in SETTINGS}
_env = environ.Env()


def load_dotenv() -> None:
    """Read `.env` beside the code when there is one; variables already set win."""
    if (ROOT / ".env").is_file():
        _env.read_env(str(ROOT / ".env"))


def known(name: str) -> str:
    if name not in _KNOWN:
        message = f"{name} is not in config.environment.SETTINGS: add it there and to docs/reference/settings.md."
        raise ImproperlyConfigured(message)
    return name


def text(name: str, default: str = "") -> str:
    """Value of a variable, or `default` when it is unset or empty."""
    return os.environ.get(known(name), "").strip() or default


def path(name: str, default: Path) -> Path:
    """Absolute path from a variable, relative ones counted from the code's folder."""
    return (ROOT / text(name, str(default))).resolve()


def number(name: str, default: int) -> int:
    """Whole number from a variable. Raises ImproperlyConfigured naming it when it is not one."""
    value = text(name, str(default))
    if not value.isdigit():
        message = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def rate(name: str, default: str) -> tuple[int, int]:
    """So many times in so many seconds, from a text such as `120/m`; (0, 1) from `0`.

    Raises ImproperlyConfigured when it is neither.
    """
    value = text(name, default)
    found = re.fullmatch(r"([1-9]\d*)/([smh])", value)
    if not found and value != "0":
        message = f"{name} must be a number a second, minute or hour, such as 120/m, or 0; not {value!r}."
        raise ImproperlyConfigured(message)
    return (int(found[1]), {"s": 1, "m": 60, "h": 3600}[found[2]]) if found else (0, 1)


def flag(name: str, *, default: bool) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def required(name: str) -> str:
    """Value of a variable the site cannot start without. Raises ImproperlyConfigured saying what to set."""
    value = text(name)
    if not value:
        purpose = next(setting.help for setting in SETTINGS if setting.name == known(name))
        message = f"Set {name} in the environment or in .env. {purpose} See docs/reference/settings.md."
        raise ImproperlyConfigured(message)
    return value


def address(name: str, default: str = "") -> str:
    """Address of a site, without a final slash; required when there is no default.

    Raises ImproperlyConfigured when it has no http:// or https:// and host.
    """
    value = (text(name, default) or required(name)).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", value):
        message = f"{name} must be an address such as https://communs.example.org, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def database(default: Path) -> dict[str, Any]:
    """Django's description of the database that DATABASE_URL names, else of the SQLite file `default`."""
    url = text("DATABASE_URL")
    return dict(_env.db_url_config(url)) if url else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}


def cache(default: Path) -> dict[str, Any]:
    """Django's description of the cache that CACHE_URL names, else of the folder `default`."""
    url = text("CACHE_URL")
    in_files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(default)}
    return dict(_env.cache_url_config(url)) if url else in_files


def email(default: str) -> dict[str, Any]:
    """Django's mail settings from EMAIL_URL."""
    return dict(_env.email_url_config(text("EMAIL_URL", default)))
