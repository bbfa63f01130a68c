"""What several answers of the API hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Schema

if TYPE_CHECKING:
    from legaltools.tool import Tool


class Problem(Schema):
    field: str
    message: str


class Problems(Schema):
    errors: list[Problem]


class Licence(Schema):
    key: str
    label: str
    url: str


def licence_out(tool: Tool) -> dict[str, str]:
    return {"key": tool.key, "label": tool.label, "url": tool.url}
