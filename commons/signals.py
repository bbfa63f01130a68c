"""Keeps the search index in step with what is public; the index itself is `search`'s business."""

from __future__ import annotations


def connect() -> None:
    """Registrations follow in `commons.search_documents`."""
