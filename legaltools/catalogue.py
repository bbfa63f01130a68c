"""Every legal tool the project knows: the 639 of Creative Commons and a few others, read once, when first asked for."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from legaltools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "data"

CURRENT = (
    "cc0-1.0",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cc-by-nc-4.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nd-4.0",
    "cc-by-nc-nd-4.0",
    "pdm-1.0",
)


class UnknownLicence(KeyError):
    """No legal tool has this key."""

    def __str__(self) -> str:
        return f"No licence has the key {self.args[0]!r}. Keys look like 'cc-by-sa-4.0'; recognise() reads other names."


def get(key: str) -> Tool:
    """Give the legal tool with this key, such as `cc-by-sa-3.0-fr`. Raise `UnknownLicence` when there is none."""
    try:
        return by_key()[key]
    except KeyError:
        raise UnknownLicence(key) from None


def find_by_url(url: str) -> Tool | None:
    """Give the tool whose canonical address this is, whatever its scheme, `www.` and last slash; None for any other.

    Addresses of deeds, legal texts and badges are read by `recognise`.
    """
    return _by_address().get(_bare(url))


def all_tools() -> tuple[Tool, ...]:
    """Give the whole catalogue: Creative Commons' tools in their own order, then the others."""
    return tuple(by_key().values())


@cache
def by_key() -> Mapping[str, Tool]:
    """Give the catalogue as a read-only mapping of keys to tools."""
    tools = (*_creative_commons(), *_others())
    return MappingProxyType({tool.key: tool for tool in tools})


@cache
def _by_address() -> Mapping[str, Tool]:
    return {_bare(tool.url): tool for tool in all_tools() if tool.url}


def _bare(url: str) -> str:
    scheme, separator, rest = url.strip().partition("://")
    if not separator or scheme.lower() not in {"http", "https"}:
        return ""
    host, _, path = rest.partition("/")
    return f"{host.lower().removeprefix('www.')}/{path.rstrip('/')}"


def _creative_commons() -> list[Tool]:
    data = _read("creative_commons.json")
    units = {unit: _terms(facts) for unit, facts in data["units"].items()}
    return [_tool(row, terms=units[row["unit"]], url=_cc_url(row, units[row["unit"]])) for row in data["tools"]]


def _others() -> list[Tool]:
    return [_tool(row, terms=_terms(row), url=row["url"]) for row in _read("others.json")]


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


def _terms(facts: dict[str, Any]) -> dict[str, Any]:
    """Give what Creative Commons decides once for a unit, whatever its version and country."""
    retired_on = facts.get("retired_on")
    return {
        "category": facts["category"],
        "permits": frozenset(facts["permits"]),
        "requires": frozenset(facts["requires"]),
        "prohibits": frozenset(facts["prohibits"]),
        "retired_on": date.fromisoformat(retired_on) if retired_on else None,
    }


def _cc_url(row: dict[str, str], terms: dict[str, Any]) -> str:
    path = [terms["category"], row["unit"], row["version"], row.get("jurisdiction", "")]
    return f"https://creativecommons.org/{'/'.join(filter(None, path))}/"


def _tool(row: dict[str, str], *, terms: dict[str, Any], url: str) -> Tool:
    return Tool(
        key=row["key"],
        label=row["label"],
        url=url,
        spdx=row.get("spdx", ""),
        names={"fr": row["fr"], "en": row["en"]},
        unit=row["unit"],
        version=row["version"],
        jurisdiction=row.get("jurisdiction", ""),
        replaced_by=row.get("replaced_by", ""),
        legalcode_languages=tuple(row["legalcode"].split()),
        **terms,
    )
