"""Who did what, as components/credits.html takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licences.enums import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def credit_rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows of a record with their roles in words."""
    return [{"name": row["name"], "url": row.get("url", ""), "role": str(Role(row["role"]).label)} for row in rows]
