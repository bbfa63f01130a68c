from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from programme.context import reading
from tests.factories.programme import make_edition
from tests.programme.large import enlarged
from web.page_cache.generation import invalidate_pages


@pytest.fixture
def shared_database(tmp_path):
    """The path of a database that threads share: SQLite in memory has one connection for all, so a file of its own."""
    if connection.vendor != "sqlite":
        return None
    path = tmp_path / "shared.sqlite3"
    target = sqlite3.connect(path)
    connection.connection.backup(target)
    target.close()
    return path


@pytest.fixture
def large(monkeypatch):
    """An edition whose programme has five hundred events: what it is worked out by gives them instead of its rows."""
    edition = make_edition()
    programme = enlarged(reading._programme(edition))
    monkeypatch.setattr(reading, "_programme", lambda _edition: programme)
    invalidate_pages()
    return edition
