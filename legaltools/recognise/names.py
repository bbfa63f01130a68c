"""The names that need no reading: our keys, labels and SPDX identifiers, however they are spaced and spelled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from legaltools.catalogue import all_tools, get
from legaltools.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaltools.tool import Tool

# SPDX has one identifier for each way of applying the GFDL; all of them are its version 1.3.
_GFDL = [f"GFDL-1.3{part}-{kind}" for part in ("", "-invariants", "-no-invariants") for kind in ("only", "or-later")]
_GPL = ("GPL-3.0", "GPL-3.0+", "GPL-3.0-or-later", "GPLv3", "GPLv3+", "GPL v3", "GPL 3")
_LONGEST = 120
_SEPARATORS = str.maketrans("-_–’", "   '")


def tool_named(text: str) -> Tool | None:
    """Give the tool that has exactly this key, label or SPDX identifier, whatever the case and the separators."""
    return _names().get(_spelling(text)) if len(text) <= _LONGEST else None


@cache
def _names() -> Mapping[str, Tool]:
    names = {_spelling(name): tool for tool in all_tools() for name in (tool.spdx, tool.label, tool.key) if name}
    certification = get("certification-1.0-us")
    names |= {_spelling(name): certification for name in certification.names.values()}
    names |= {_spelling(name): tool for tool in all_tools() if not tool.is_cc for name in tool.names.values()}
    names |= {tool.unit.replace("-", " "): tool for tool in all_tools() if tool.is_reserved and "-" in tool.unit}
    names |= {_spelling(name): get("gpl-3.0") for name in _GPL}
    return names | {_spelling(name): get("gfdl-1.3") for name in (*_GFDL, "GFDL-1.3", "GFDL-1.3+")}


def _spelling(text: str) -> str:
    return " ".join(folded(text).translate(_SEPARATORS).split())
