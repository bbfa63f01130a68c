"""Publishing and withdrawing a page as one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction


class PublishedWhole:
    """A page that goes live, or leaves, with all that belongs to it (revision, journal, note for the search) or not.

    Wagtail writes these one after the other. To be named before `Page` among the bases.
    """

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc] -- Page has it

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)  # type: ignore[misc] -- Page has it
