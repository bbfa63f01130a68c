"""What works and what does not, for whoever watches over the site. Words that anybody may read: no path, no message."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction

from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia
from search import health as search_health
from web.caches import TolerantCache

if TYPE_CHECKING:
    from collections.abc import Mapping

OK, DOWN = "ok", "down"
LEAST_FREE = 200 * 1024 * 1024
LONGEST_WAIT_MS = 1000
UPLOADED = (LicensedImage, LicensedDocument, LicensedMedia)
LOOKED_AT = 3  # of the newest files, of each kind


def checks() -> Mapping[str, str]:
    """Every part by name: `ok`, or one word for what is wrong."""
    database_state = database()
    return {
        "database": database_state,
        "search": search_health.state() if database_state == DOWN else search(),
        "pages_cache": cache("pages"),
        "limits_cache": cache("default"),
        "media": folder(Path(settings.MEDIA_ROOT)) if database_state == DOWN else uploads(),
        "disk": disk(),
    }


def overall(states: Mapping[str, str]) -> str:
    """`down` when readers are not served, `degraded` when something is done without or cannot be saved, else `ok`."""
    if states["database"] == DOWN:
        return DOWN
    return OK if set(states.values()) == {OK} else "degraded"


def search() -> str:
    """`ok`, `missing` without an index, `away` while a cluster does not answer, `late` while changes wait, `incomplete`
    when some cannot be indexed.
    """
    try:
        return search_health.report().state
    except DatabaseError:
        return search_health.state()


def database() -> str:
    """`ok`, `busy` while another holds it from writing, `read-only`, or `down`."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return DOWN
    try:
        return _sqlite_for_writing() if connection.vendor == "sqlite" else _server_for_writing()
    except DatabaseError as error:
        return "read-only" if "readonly" in str(error) else "busy"


def _sqlite_for_writing() -> str:
    """Takes the right to write, changes a number to what it is, and takes that back: nothing reaches the disk.

    Whoever opened a file that cannot be written is given that right all the same, and refused at the first change.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
        try:
            with transaction.atomic():
                cursor.execute("PRAGMA user_version")
                cursor.execute(f"PRAGMA user_version = {int(cursor.fetchone()[0])}")
                transaction.set_rollback(True)
            return OK
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


def _server_for_writing() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return "read-only" if cursor.fetchone()[0] == "on" else OK


def cache(alias: str) -> str:
    backend = caches[alias]
    return OK if not isinstance(backend, TolerantCache) or backend.works() else "failing"


def folder(path: Path) -> str:
    """Of uploads; one that does not exist yet is made by the first of them."""
    nearest = next(place for place in (path, *path.parents) if place.exists())
    return OK if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK) else "read-only"


def uploads() -> str:
    """`gone` when none of the newest files is where the database says, `read-only`, or `ok`.

    One file that is missing is no fault of the folder: somebody may be replacing it, or deleting it, at this moment.
    """
    state = folder(Path(settings.MEDIA_ROOT))
    try:
        newest = [(model, name) for model in UPLOADED for name in _newest(model)]
        lost = bool(newest) and not any(_is_stored(model, name) for model, name in newest)
    except (DatabaseError, OSError):
        return state
    return "gone" if lost else state


def _newest(model: Any) -> list[str]:
    return list(model.objects.order_by("-pk").values_list("file", flat=True)[:LOOKED_AT])


def _is_stored(model: Any, name: str) -> bool:
    return bool(model._meta.get_field("file").storage.exists(name))


def disk() -> str:
    """Of what the site writes to: `low` under 200 MB, `full` when nothing is left."""
    nearest = next(place for place in (Path(settings.MEDIA_ROOT), *Path(settings.MEDIA_ROOT).parents) if place.exists())
    free = min(shutil.disk_usage(place).free for place in (nearest, settings.VAR_DIR) if Path(place).exists())
    if free <= 0:
        return "full"
    return OK if free >= LEAST_FREE else "low"
