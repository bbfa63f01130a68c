from __future__ import annotations

import sqlite3

import pytest
from django.db import connection


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
