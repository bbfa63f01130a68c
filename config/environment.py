"""The only reader of the environment. `SETTINGS` is the documented list; nothing else may be read.

Every name below appears in `docs/reference/settings.md`, and a test says so.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    Setting("VAR_DIR", "Folder the site writes to: database, media, index, caches, texts.", "var/ beside the code"),
    Setting("MEDIA_ROOT", "Folder of uploaded pictures and files.", "VAR_DIR/media"),
    Setting("MEDIA_ACCEL", "Internal address by which nginx sends what the site lets people fetch: /uploads/.", "none"),
    Setting("DOWNLOADS_MOST_MB", "Room for downloads that were made, in VAR_DIR/downloads, in MB.", "1000"),
    Setting("STATIC_ROOT", "Folder that collectstatic fills.", "VAR_DIR/static"),
    Setting(
        "SEARCH_URL",
        "Search engine: embedded: keeps an index here; opensearch+https://user:password@host:9200/prefix is a cluster.",
        "embedded:",
    ),
    Setting("SEARCH_FALLBACK", "Who answers while a cluster is away: database, embedded or none.", "database"),
    Setting("SEARCH_INDEX_DIR", "Folder of the embedded search index.", "VAR_DIR/search"),
    Setting(
        "CACHE_URL",
        "Cached pages and drawn guides: filecache:///folder or rediscache://host:6379/1.",
        "files in VAR_DIR/cache and VAR_DIR/drawn",
    ),
    Setting("LIMITS_URL", "Counted attempts, apart from the pages; written as CACHE_URL.", "files in VAR_DIR/limits"),
    Setting("MEDIA_LARGEST_FILE", "Largest document, sound or video that a contributor may add, in MB.", "200"),
    Setting("LARGEST_REQUEST", "Largest request that adds media, all together, in MB; nginx has its bound.", "1000"),
    Setting("PAGE_CACHE_SECONDS", "How long an anonymous page may be served from the cache; 0 switches it off.", "300"),
    Setting("API_RATE", "Requests one address may make to the API: so many /s, /m or /h; 0 for no limit.", "120/m"),
    Setting("EMAIL_URL", "Mail server: smtp+tls://user:password@host:587.", "mail is written to the log"),
    Setting("DEFAULT_FROM_EMAIL", "Sender of the site's e-mails.", "noreply at the host of BASE_URL"),
    Setting("SITE_NAME", "Name shown in titles and e-mails.", "Communs"),
    Setting("TRUSTED_PROXIES", "How many proxies of yours, one behind the other, add to X-Forwarded-For.", "0"),
    Setting(
        "VISITOR_QUESTION",
        "Asked of visitors who propose, discuss or follow, and its answers: Which department is Rennes in?; 35; Ille.",
        "no question",
    ),
    Setting(
        "VISITOR_PROOF",
        "Work for the browsers of visitors instead of VISITOR_QUESTION: 10 to 5000 keys at most; 200 is a good start.",
        "0: no work",
    ),
    Setting("REVIEW_MONTHS", "After how many months a page is to be read again; 0 for never.", "24"),
    Setting("TRUST_AFTER", "How many accepted changes make somebody known: published at once, read after.", "5"),
    Setting("FOLLOW_MINUTES", "Changes of a page within so many minutes make one mail to those who follow it.", "5"),
    Setting("SEATS_KEPT_DAYS", "How many days after an event names and addresses of who registered are erased.", "30"),
    Setting(
        "PROPOSALS_KEPT_DAYS",
        "How many days after an edition names and addresses of who proposed its events are erased.",
        "180",
    ),
    Setting("EXPORTS_MEGABYTES", "Room for PDF, EPUB and ZIP files that were built; the oldest leave first.", "1000"),
    Setting(
        "MAP_TILES",
        "Tiles that a button puts on maps: https://tiles.example.org/{z}/{x}/{y}.png. Mind the rules of their source.",
        "maps are drawn here, without tiles",
    ),
    Setting("MAP_TILES_CREDIT", "Credit of the tiles, as their source asks for it.", "© OpenStreetMap"),
    Setting("HSTS_SECONDS", "How long browsers must insist on https; start small, raise later.", "3600"),
    Setting("PROXY_SSL_HEADER", "1 when a proxy in front speaks https and sets X-Forwarded-Proto.", "1"),
    Setting("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO"),
)  # fmt: skip

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_NAMES = {setting.name for setting in SETTINGS}
_env = environ.Env()


def load_dotenv() -> None:
    """Read `.env` beside the code when there is one; variables already set win."""
    file = ROOT / ".env"
    if file.is_file() and not os.access(file, os.R_OK):
        message = f"{file} cannot be read by the user that runs the site: chown or chmod it."
        raise ImproperlyConfigured(message)
    if file.is_file():
        _env.read_env(str(file))


def checked_name(name: str) -> str:
    if name not in _NAMES:
        message = f"{name} is not in config.environment.SETTINGS: add it there and to docs/reference/settings.md."
        raise ImproperlyConfigured(message)
    return name


def with_variables(**mine: str) -> dict[str, str]:
    """The environment that a program of ours is given, with some of its own."""
    return {**os.environ, **mine}


def text(name: str, default: str = "") -> str:
    """Value of a variable, or `default` when it is unset or empty."""
    return os.environ.get(checked_name(name), "").strip() or default


def path(name: str, default: Path) -> Path:
    """Absolute path from a variable, relative ones counted from the code's folder."""
    return (ROOT / text(name, str(default))).resolve()


def number(name: str, default: int) -> int:
    """Whole number of nine digits at most. Raises ImproperlyConfigured naming the variable when it holds none."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value):
        message = f"{name} must be a whole number, not {value[:40]!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def proof(name: str, *, least: int, most: int, question: str) -> int:
    """How much work is asked, 0 or from `least` to `most`; not without a question for browsers that cannot do it.

    Raises ImproperlyConfigured naming the variable.
    """
    value = number(name, 0)
    if value and not least <= value <= most:
        message = f"{name} must be 0 or from {least} to {most}, not {value}."
        raise ImproperlyConfigured(message)
    if value and ";" not in text(question):
        message = f"{name} needs {question}, with its answers: whoever has no JavaScript is asked it instead."
        raise ImproperlyConfigured(message)
    return value


def rate(name: str, default: str) -> tuple[int, int]:
    """So many times in so many seconds, from a text such as `120/m`; (0, 1) from `0`.

    Raises ImproperlyConfigured when it is neither.
    """
    value = text(name, default)
    match = re.fullmatch(r"([1-9][0-9]{0,8})/([smh])", value)
    if not match and value != "0":
        message = f"{name} must be a number a second, minute or hour, such as 120/m, or 0; not {value!r}."
        raise ImproperlyConfigured(message)
    return (int(match[1]), {"s": 1, "m": 60, "h": 3600}[match[2]]) if match else (0, 1)


def flag(name: str, *, default: bool) -> bool:
    """Whether a variable says yes. Raises ImproperlyConfigured naming it when it says neither yes nor no."""
    value = text(name, "1" if default else "0").lower()
    if value not in YES | NO:
        message = f"{name} must be 1 or 0, not {value!r}."
        raise ImproperlyConfigured(message)
    return value in YES


def one_of(name: str, allowed: Iterable[str], default: str) -> str:
    """One of the words allowed, whatever its case. Raises ImproperlyConfigured naming the variable."""
    value, spelled = text(name, default), list(allowed)
    spelling = next((word for word in spelled if word.lower() == value.lower()), None)
    if spelling is None:
        message = f"{name} must be {' or '.join(spelled)}, not {value!r}."
        raise ImproperlyConfigured(message)
    return spelling


def engine(name: str, default: str) -> str:
    """The address of a search engine. Raises ImproperlyConfigured naming the variable, and no password."""
    value = text(name, default)
    if not re.fullmatch(r"embedded:(///\S+)?|(elasticsearch|opensearch)(\+https)?://\S+", value):
        # Without a scheme it may begin with a user and a password.
        scheme = re.match(r"[a-z+]{1,20}(?=://)", value)
        said = f", not with {scheme[0]!r}" if scheme else ""
        message = f"{name} must be embedded:, or begin with elasticsearch:// or opensearch://{said}."
        raise ImproperlyConfigured(message)
    return value


def hosts(name: str) -> list[str]:
    """Names of hosts, at least one. Raises ImproperlyConfigured when one is an address with a scheme, port or path."""
    required(name)
    names = words(name)
    for host in names:
        if not re.fullmatch(r"\*|\.?[\w.-]+|\[[0-9a-fA-F:]+\]", host):
            message = f"{name} must hold host names such as communs.example.org, separated by commas, not {host!r}."
            raise ImproperlyConfigured(message)
    return names


def inside(name: str) -> str:
    """A path of the web server's own, from slash to slash, or nothing. Raises ImproperlyConfigured naming it."""
    value = text(name)
    if value and not re.fullmatch(r"/[\w/-]*/", value):
        message = f"{name} must begin and end with a slash, such as /uploads/, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def sender(name: str, default: str) -> str:
    """A sender of mail, with or without a displayed name. Raises ImproperlyConfigured naming the variable."""
    value = text(name, default)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", parseaddr(value)[1]):
        message = f"{name} must be an e-mail address such as Communs <noreply@example.org>, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def writable(name: str, folder: Path) -> Path:
    """The folder that a variable names, made when it is missing. Raises ImproperlyConfigured naming it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{name} is {folder}, which cannot be made: {error.strerror}."
        raise ImproperlyConfigured(message) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        message = f"{name} is {folder}, where the user that runs the site may not write: chown or chmod it."
        raise ImproperlyConfigured(message)
    return folder


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def required(name: str) -> str:
    """Value of a variable the site cannot start without. Raises ImproperlyConfigured saying what to set."""
    value = text(name)
    if not value:
        purpose = next(setting.help for setting in SETTINGS if setting.name == checked_name(name))
        message = f"Set {name} in the environment or in .env. {purpose} See docs/reference/settings.md."
        raise ImproperlyConfigured(message)
    return value


def address(name: str, default: str = "") -> str:
    """Address of a site, without a final slash; required when there is no default.

    Raises ImproperlyConfigured when it has no http:// or https:// and host.
    """
    value = (text(name, default) or required(name)).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", value) or not _has_host(value):
        message = f"{name} must be an address such as https://communs.example.org, not {value!r}."
        raise ImproperlyConfigured(message)
    return value


def tiles(name: str) -> str:
    """The address of map tiles, with {z}, {x} and {y}; "" for none. Raises ImproperlyConfigured naming the variable."""
    value = text(name)
    asked = ("{z}", "{x}", "{y}")
    if value and not (re.fullmatch(r"https?://[^/\s]+/\S+", value) and all(part in value for part in asked)):
        message = f"{name} must be an address with {{z}}, {{x}} and {{y}}, such as https://…/{{z}}/{{x}}/{{y}}.png."
        raise ImproperlyConfigured(message)
    return value


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # half of an IPv6 address, a port that is none
        return False
