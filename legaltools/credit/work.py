"""What a credit is written from. Whatever is unknown stays empty, and the credit then says nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from legaltools.tool import Tool


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody to name. `role` is a key of `roles.ROLES`, or free words that are shown as they are."""

    name: str
    url: str = ""
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Work:
    """A work to credit.

    `source` is the address where it was found. `changes` says in a few words what was changed. `updated` is the date of
    last update that Licence Ouverte 2.0 asks for; no other licence does, and only its credits show it. `as_of` is the
    day of the version that was used, where the work goes on changing. `adapted_from` may nest: chains of up to 200
    works can be written, far more than any real one.
    """

    title: str = ""
    authors: tuple[Author, ...] = ()
    source: str = ""
    licence: Tool | None = None
    year: int | None = None
    changes: str = ""
    adapted_from: tuple[Work, ...] = ()
    updated: date | None = None
    as_of: date | None = None
