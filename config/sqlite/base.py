"""SQLite that goes on reading where nothing can be written, and that answers about numbers of any size."""

from __future__ import annotations

import logging
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

logger = logging.getLogger(__name__)

# A file that cannot be opened, written or made larger; the rest of a code says where it failed.
CANNOT_WRITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
PRIMARY = 0xFF
SILENT_SECONDS = 600
LARGEST = 2**63 - 1


class Cursor(base.SQLiteCursorWrapper):
    """What asks for a number that no column holds finds nothing, as on PostgreSQL: Python's driver would fail."""

    def execute(self, query: str, params: Any = None) -> Any:
        try:
            return super().execute(query, params)
        except OverflowError as error:
            if not query.lstrip().upper().startswith("SELECT"):
                raise sqlite3.DataError(str(error)) from error
        return super().execute(query, _within_bounds(params))


def _within_bounds(params: Any) -> Any:
    """The same values; a number beyond 64 bits as one that is equal to no whole number of the database."""
    if isinstance(params, dict):
        return {name: _bounded(value) for name, value in params.items()}
    return [_bounded(value) for value in params]


def _bounded(value: Any) -> Any:
    return float("inf") * (1 if value > 0 else -1) if isinstance(value, int) and abs(value) > LARGEST else value


class DatabaseWrapper(base.DatabaseWrapper):
    """To read in WAL mode, SQLite keeps a small file beside its own, made when the first process opens the database.

    Where that file cannot be made, the database is opened as one that nobody changes: so it is, as long as nobody else
    could make that file either, and nothing waits in the log to be taken over. Each request opens such a one anew: once
    there is room again, the next one writes. A connection that stays open between requests (CONN_MAX_AGE) is left when
    its file was replaced, as by a restore.
    """

    # Device and number of the file that the connection has open; None where each request opens it anew.
    _opened: tuple[int, int] | None = None

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 -- Django's signature
        return self.connection.cursor(factory=Cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        file = Path(conn_params["database"])
        self._opened = None
        number = _number_of(file)  # first: a file that takes its place meanwhile is told from it
        try:
            connection = super().get_new_connection(conn_params)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY not in CANNOT_WRITE or not nobody_changes(file):
                raise
            _tell(file, error)
        else:
            self._opened = number or _number_of(file)
            return connection
        self.init_commands: list[str] = []
        return super().get_new_connection({**conn_params, "database": f"file:{quote(str(file))}?mode=ro&immutable=1"})

    def close_if_unusable_or_obsolete(self) -> None:
        if self.connection is not None and not self.in_atomic_block and not self.is_in_memory_db():
            number = _number_of(Path(self.settings_dict["NAME"]))
            if number is None or number != self._opened:
                self.close()
        super().close_if_unusable_or_obsolete()


def _number_of(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


_last_logged: dict[Path, float] = {}


def _tell(file: Path, error: Exception) -> None:
    """Every request opens the database: one line is enough for a while."""
    now = time.monotonic()
    if now - _last_logged.get(file, -SILENT_SECONDS) >= SILENT_SECONDS:
        _last_logged[file] = now
        logger.error("Nothing can be saved: %s cannot be written (%s). It is still read.", file, error)


def nobody_changes(file: Path) -> bool:
    """Whether the file is whole without what lies beside it: nothing is half written, nothing waits in the log."""
    journal, log = (file.with_name(file.name + ending) for ending in ("-journal", "-wal"))
    try:
        return file.stat().st_size > 0 and not journal.exists() and (not log.exists() or log.stat().st_size == 0)
    except OSError:
        return False
