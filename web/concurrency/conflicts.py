"""Two people who save, at the same moment, what there may be one of."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError

# By SQLite and by PostgreSQL, when two people save at once what there may be one of.
SAID_OF_A_SECOND = ("UNIQUE constraint failed", "duplicate key value")


def came_second(error: BaseException) -> bool:
    """Whether something that there may be one of was there already: a row, or a page at that address.

    A row is known by the sentence of the database: SQLite's or PostgreSQL's for a unique constraint.
    """
    if isinstance(error, ValidationError):
        return "slug" in getattr(error, "error_dict", {})
    return isinstance(error, IntegrityError) and any(words in str(error) for words in SAID_OF_A_SECOND)
