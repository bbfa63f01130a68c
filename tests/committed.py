"""What comes after the commit that a test inside a transaction never comes to."""

from __future__ import annotations

from django.db import connection

from web.page_cache.generation import invalidate_pages, invalidate_what_was_noted


def committed() -> None:
    """As readers find the site once what was changed is committed: what it made stale is forgotten, nothing else."""
    waiting = [hook for _savepoints, hook, _robust in connection.run_on_commit]
    connection.run_on_commit.clear()
    if {invalidate_pages, invalidate_what_was_noted} & set(waiting):
        invalidate_pages()
