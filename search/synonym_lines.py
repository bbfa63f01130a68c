"""The lines of synonyms that stewards have added, as a question is read with them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError

from search.models import MOST_LINES, SynonymLine
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from search.understanding.thesaurus import Line

logger = logging.getLogger(__name__)


def stewards_lines() -> tuple[Line, ...]:
    """Read once until something public changes. The search answers without them while the database cannot."""
    try:
        return cached("synonym-lines", _read)
    except DatabaseError:
        logger.exception("The synonyms of stewards cannot be read; the search answers without them.")
        return ()


def _read() -> tuple[Line, ...]:
    return tuple(row.line for row in SynonymLine.objects.all()[:MOST_LINES])
