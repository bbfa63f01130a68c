"""Creating, publishing and withdrawing a page without ever leaving half of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction


class PublishedWhole:
    """A page that is born a draft, and goes live or leaves with all that belongs to it: revision, journal, notes.

    Wagtail's editor adds a page that is live already, then writes its revision, then publishes it, one after the other.
    To be named before `Page` among the bases.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # not read from the database
            kwargs.setdefault("live", False)
        super().__init__(*args, **kwargs)

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # Page has it

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)  # type: ignore[misc]  # Page has it
