"""SQLite that goes on reading where nothing can be written: a full disk, a disk that turned read-only."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

logger = logging.getLogger(__name__)

# A file that cannot be opened, written or made larger; the rest of a code says where it failed.
CANNOT_WRITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
PRIMARY = 0xFF


class DatabaseWrapper(base.DatabaseWrapper):
    """To read in WAL mode, SQLite keeps a small file beside its own, made when the first process opens the database.

    Where that file cannot be made, the database is opened as one that nobody changes: so it is, as long as nobody else
    could make that file either, and nothing waits in the log to be taken over. Each request opens it anew: once there
    is room again, the next one writes.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError as error:
            file = Path(conn_params["database"])
            if error.sqlite_errorcode & PRIMARY not in CANNOT_WRITE or not nobody_changes(file):
                raise
            logger.error("Nothing can be saved: %s cannot be written (%s). It is still read.", file, error)  # noqa: TRY400 -- the sentence says it all
        self.init_commands = []
        return super().get_new_connection({**conn_params, "database": f"file:{quote(str(file))}?mode=ro&immutable=1"})


def nobody_changes(file: Path) -> bool:
    """Whether the file is whole without what lies beside it: nothing is half written, nothing waits in the log."""
    journal, log = (file.with_name(file.name + ending) for ending in ("-journal", "-wal"))
    try:
        return file.stat().st_size > 0 and not journal.exists() and (not log.exists() or log.stat().st_size == 0)
    except OSError:
        return False
