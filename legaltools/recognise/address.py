"""Reading the address of a licence, in any of the forms that pages and programs write."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from legaltools.catalogue import all_tools, get
from legaltools.recognise import problems
from legaltools.recognise.answer import Recognition
from legaltools.recognise.names import tool_named
from legaltools.recognise.naming import Naming, identify
from legaltools.recognise.runs import runs_of_name
from legaltools.recognise.scan import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaltools.tool import Tool

# An address with a scheme, or a bare host with a path ("creativecommons.org/licenses/by/4.0"). Each part of
# a host is matched whole, and a host has few: the time is linear, and what the search remembers has a bound.
ADDRESS = re.compile(
    r"""(?:(?:https?:|(?<![:\w]))//|(?<![\w.@/:-])(?=(?:[\w-]++\.){1,40}[^\W\d_]{2,}+/))[^\s<>"'()\[\]{}|\\^`«»“”]+""",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…*_"

_CC_HOSTS = {"creativecommons.org", "i.creativecommons.org", "licensebuttons.net", "mirrors.creativecommons.org"}
_NAMED = {"zero", "mark", "certification"}
_SECTIONS = {"licenses", "licences", "license", "publicdomain", "l", "p"}
_VERSION = re.compile(r"(\d)(?:\.(\d))?")
# What follows the version and is no country: the page about it, its text, its badge.
_PAGE = re.compile(r"(?:deed|legalcode|rdf|index|\d+x\d+)\b.*")
_LONGEST_COUNTRY = 40
_SPDX_PAGE = re.compile(r"/licenses/([\w.+-]+?)(?:\.html|\.json)?/?")

# Other publishers: the beginning of host and path, the name it stands for and the version, longest first.
_OTHERS = (
    ("etalab.gouv.fr/wp-content/uploads/2017/04/etalab-licence-ouverte-v2.0", "etalab", "2.0"),
    ("etalab.gouv.fr/wp-content/uploads/2014/05/licence_ouverte", "etalab", "1.0"),
    ("etalab.gouv.fr/licence-ouverte-open-licence", "etalab", "2.0"),
    ("github.com/etalab/licence-ouverte", "etalab", "2.0"),
    ("artlibre.org/licence/lal/licence-art-libre-12", "lal", "1.2"),
    ("artlibre.org/licence/lal", "lal", "1.3"),
    ("opendatacommons.org/licenses/odbl", "odbl", "1.0"),
    ("opendatacommons.org/licenses/by", "odc-by", "1.0"),
    ("opendatacommons.org/licenses/pddl", "pddl", "1.0"),
    ("gnu.org/licenses/fdl-1.3", "gfdl", "1.3"),
    ("gnu.org/licenses/old-licenses/fdl-1.2", "gfdl", "1.2"),
    ("gnu.org/licenses/old-licenses/fdl-1.1", "gfdl", "1.1"),
    ("gnu.org/licenses/fdl", "gfdl", ""),
    ("gnu.org/copyleft/fdl", "gfdl", ""),
    ("gnu.org/licenses/gpl-3.0", "gpl", "3.0"),
    ("gnu.org/licenses/old-licenses/gpl-2.0", "gpl", "2.0"),
    ("gnu.org/licenses/old-licenses/gpl-1.0", "gpl", "1.0"),
    ("gnu.org/licenses/gpl.", "gpl", ""),
    ("gnu.org/copyleft/gpl", "gpl", ""),
)
_STATEMENT = re.compile(r"/(?:vocab|page)/[\w-]+/1\.0")


def read_address(address: str) -> Recognition | None:
    """Give what this address names; None when it has nothing to do with a licence."""
    host, path = _split(address)
    if host in _CC_HOSTS:
        return _creative_commons(path)
    if host == "spdx.org":
        return _spdx(path)
    if host == "rightsstatements.org":
        return _statement(path)
    for beginning, name, version in _OTHERS:
        if f"{host}{path}".startswith(beginning):
            return identify(Naming(name=name, versions=(version,) if version else ()))
    return Recognition(None, problems.WRONG_HOST) if _pretends(address, host) else None


def trimmed(address: str) -> str:
    """Drop the punctuation of the sentence that the address stands in."""
    return address.rstrip(_TRAILING)


def _split(address: str) -> tuple[str, str]:
    address = address if "//" in address else f"//{address}"
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), unquote(parts.path).lower()
    except ValueError:
        return "", ""


def _creative_commons(path: str) -> Recognition | None:
    section, *rest = [segment for segment in path.split("/") if segment] or [""]
    if section not in _SECTIONS:
        return Recognition(None, problems.NO_LICENCE_THERE)
    if not rest:
        return Recognition(None, problems.ADDRESS_ENDS_EARLY)
    unit, *rest = rest
    if unit == "publicdomain":  # the old address of the certification
        return Recognition(get("certification-1.0-us"))
    return identify(_naming(unit, rest)) if _is_unit(unit) else _other_unit(unit, rest)


def _is_unit(unit: str) -> bool:
    elements = set(unit.upper().split("-"))
    return unit in _NAMED or elements <= {"BY", "SA", "NC", "ND", "SAMPLING", "SAMPLING+", "DEVNATIONS"}


def _other_unit(unit: str, rest: list[str]) -> Recognition:
    """Say that no licence has this address, and which one its words mean ("cc0", "cc-by-sa") if they mean any."""
    runs = runs_of_name(list(words(unit[:_LONGEST_COUNTRY]))) or []
    meant = identify(replace(runs[0].naming(), versions=_version(rest))) if len(runs) == 1 else Recognition(None)
    candidates = (meant.tool.key,) if meant.tool else meant.candidates
    return Recognition(None, problems.no_such_address(unit[:_LONGEST_COUNTRY], candidates), candidates)


def _naming(unit: str, rest: list[str]) -> Naming:
    versions = _version(rest)
    return Naming(
        anchored=True,
        name=unit if unit in _NAMED else "",
        elements=frozenset() if unit in _NAMED else frozenset(unit.upper().split("-")),
        versions=versions,
        countries=_country(rest[1:]) if versions else (),
    )


def _version(rest: list[str]) -> tuple[str, ...]:
    version = _VERSION.fullmatch(rest[0]) if rest else None
    return (f"{version[1]}.{version[2] or 0}",) if version else ()


def _country(rest: list[str]) -> tuple[str, ...]:
    """Give what stands after the version, a country or not: an address that does not exist is never read as another."""
    return (rest[0][:_LONGEST_COUNTRY],) if rest and not _PAGE.fullmatch(rest[0]) else ()


def _spdx(path: str) -> Recognition | None:
    page = _SPDX_PAGE.fullmatch(path)
    tool = tool_named(page[1]) if page else None
    return Recognition(tool) if tool else None


def _statement(path: str) -> Recognition | None:
    match = _STATEMENT.match(path)
    tool = _statements().get(match[0].replace("/page/", "/vocab/")) if match else None
    return Recognition(tool) if tool else None


@cache
def _statements() -> Mapping[str, Tool]:
    addresses = [(urlsplit(tool.url), tool) for tool in all_tools() if tool.is_reserved]
    return {address.path.lower().rstrip("/"): tool for address, tool in addresses if address.path}


def _pretends(address: str, host: str) -> bool:
    """Tell an address that carries Creative Commons' name, or letters that look like it, without being theirs."""
    lowered = address.lower()
    return "creativecommons" in lowered and not host.endswith((".creativecommons.org", ".creativecommons.net"))
