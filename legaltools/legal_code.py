"""Where the text of a licence is read: in the reader's language when it exists, at the section when it has a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.languages import base

if TYPE_CHECKING:
    from legaltools.tool import Tool

_SECTION = re.compile(r"§([0-9]+(?:\([0-9A-Za-z]+\))*)")
# The letters below section 2(a)(5) are named otherwise in each of the six texts.
_NAMED_OTHERWISE = re.compile(r"(?<=s2a5)[A-Z].*")


def legal_code(tool: Tool, clause: str = "", language: str = "") -> str:
    """Give the address of the text of `tool`, in that language where Creative Commons has one.

    `clause` ("§3(b)(1)") leads to its place in the licences 4.0, whose published texts name each section the same in
    every language; elsewhere to the text. Texts with a single language have one address. "" for what has none.
    """
    if not tool.is_cc or not tool.legalcode_languages:
        return tool.url
    own = base(language) if base(language) in tool.legalcode_languages and len(tool.legalcode_languages) > 1 else ""
    return f"{tool.url}legalcode{f'.{own}' if own else ''}{_place(tool, clause)}"


def _place(tool: Tool, clause: str) -> str:
    section = _SECTION.search(clause) if tool.version == "4.0" else None
    if not section:
        return ""
    return "#" + _NAMED_OTHERWISE.sub("", "s" + re.sub(r"[()]", "", section[1]))
