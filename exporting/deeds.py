"""Licences in short, as plain text to lie beside the works they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from exporting.names import safe_name
from legaltools.legal_code import legal_code
from legaltools.summary import summarise

if TYPE_CHECKING:
    from legaltools.tool import Tool


def deed_name(tool: Tool) -> str:
    """What its file is called, without an extension: its SPDX id where it has one."""
    return safe_name(tool.spdx or tool.label).replace(" ", "-")


def deed(tool: Tool, language: str) -> str:
    """The summary of `legaltools`, with the addresses of the deed and of the text that binds.

    `gettext` speaks `language` already.
    """
    summary = summarise(tool, language)
    lists = ((_("You may"), summary.can), (_("You must"), summary.must), (_("You may not"), summary.cannot))
    lines = [f"{tool.label}", tool.name(language), ""]
    for title, rows in lists:
        lines += [title, *(f"- {row.text}" for row in rows), ""] if rows else []
    lines += [_("A summary in plain words. What binds is the text of each licence, at its address."), ""]
    addresses = (tool.url, tool.deed_url(language), legal_code(tool, language=language))
    return "\n".join([*lines, *dict.fromkeys(filter(None, addresses)), ""])
