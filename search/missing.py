"""Where the index is missing, a rebuild is asked of whoever comes first: this process after its request, or a timer."""

from __future__ import annotations

import logging

from django.db import DatabaseError, transaction

from search.models import PendingDocument

logger = logging.getLogger(__name__)


class Wish:
    """What this process has in mind. Several threads may race here; the engine's one writer settles it."""

    is_due = False
    not_before = 0.0


wish = Wish()


def ask_for_rebuild() -> None:
    """Note it for this process and for the others."""
    wish.is_due = True
    try:
        with transaction.atomic():
            if not PendingDocument.objects.filter(type=PendingDocument.EVERYTHING).exists():
                PendingDocument.queue(PendingDocument.EVERYTHING, "")
    except DatabaseError:
        logger.exception("The rebuild of the search index could not be queued.")
