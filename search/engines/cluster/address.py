"""Where a cluster is, as SEARCH_URL says it: elasticsearch+https://user:password@host:9200,other:9200/prefix?ca=/file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

FORM = "elasticsearch://host:9200/prefix or opensearch+https://user:password@host:9200,other:9200/prefix?ca=/file.pem"
PRODUCTS = ("elasticsearch", "opensearch")
PORT = 9200
MOST_SHARDS, MOST_REPLICAS, MOST_SECONDS = 100, 10, 60
_WHOLE = re.compile(
    r"(?P<product>[a-z]+)(?P<secure>\+https)?://((?P<user>[^:@/]*)(:(?P<password>[^@/]*))?@)?"
    r"(?P<hosts>[^@/?#]+)/(?P<prefix>[^/?#]*)(\?(?P<options>[^#]*))?"
)
_HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9a-fA-F:]+\])(:(?P<port>[0-9]{1,5}))?")
# What every version takes as the name of an index.
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")


@dataclass(frozen=True, slots=True)
class Address:
    """One cluster, and the place that is ours in it. `seconds` is how long a question may take, all its parts."""

    product: str
    hosts: tuple[tuple[str, int], ...]
    prefix: str
    secure: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    shards: int = 1
    replicas: str = "0-1"
    seconds: float = 3.0

    def __str__(self) -> str:
        """As messages name it: by its setting, and without user and password."""
        hosts = ",".join(f"{name}:{port}" for name, port in self.hosts)
        return f"SEARCH_URL ({self.product}{'+https' if self.secure else ''}://{hosts}/{self.prefix})"

    @property
    def urls(self) -> list[str]:
        return [f"{'https' if self.secure else 'http'}://{name}:{port}" for name, port in self.hosts]


def read_address(url: str) -> Address:
    """Raises ImproperlyConfigured, with a sentence that names SEARCH_URL and never the password."""
    match = _WHOLE.fullmatch(url)
    if match is None or match["product"] not in PRODUCTS:
        what = f"is not an address such as {FORM}"
        raise _Wrong(what)
    if not _PREFIX.fullmatch(match["prefix"]):
        what = "must end with a prefix for the names of its indices: small letters, digits, - and _, 50 at most"
        raise _Wrong(what)
    options = _options(match["options"] or "")
    if options.get("ca") and not match["secure"]:
        what = "names a file of authorities (ca) without https: write opensearch+https:// before the host"
        raise _Wrong(what)
    if options.get("ca") and not Path(str(options["ca"])).is_file():
        what = f"names {options['ca']!r} as its file of authorities (ca), which is no file"
        raise _Wrong(what)
    return Address(
        match["product"],
        tuple(_host(host) for host in match["hosts"].split(",")),
        match["prefix"],
        secure=bool(match["secure"]),
        user=unquote(match["user"] or ""),
        password=unquote(match["password"] or ""),
        ca=str(options.get("ca", "")),
        shards=_number(options, "shards", 1, least=1, most=MOST_SHARDS),
        replicas=str(_number(options, "replicas", 0, least=0, most=MOST_REPLICAS)) if "replicas" in options else "0-1",
        seconds=float(_number(options, "seconds", 3, least=1, most=MOST_SECONDS)),
    )


def _options(text: str) -> dict[str, str]:
    known = ("ca", "shards", "replicas", "seconds")
    options = dict(parse_qsl(text, keep_blank_values=True))
    if unknown := sorted(options.keys() - set(known)):
        what = f"has an option {unknown[0]!r}; there are {', '.join(known)}"
        raise _Wrong(what)
    return options


def _host(text: str) -> tuple[str, int]:
    match = _HOST.fullmatch(text)
    port = int(match["port"] or PORT) if match else 0
    if match is None or not 1 <= port <= 65_535:  # noqa: PLR2004 -- the ports there are
        what = "has a host that is not one: write host:9200, several apart by commas"
        raise _Wrong(what)
    return match["name"], port


def _number(options: dict[str, str], name: str, default: int, *, least: int, most: int) -> int:
    value = options.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,4}", value) or not least <= int(value) <= most:
        what = f"has {name}={value[:20]}: write a number from {least} to {most}"
        raise _Wrong(what)
    return int(value)


class _Wrong(ImproperlyConfigured):
    def __init__(self, what: str) -> None:
        super().__init__(f"SEARCH_URL {what}.")
