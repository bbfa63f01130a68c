"""What stops the site from starting, or a command from working, is one sentence that says what to mend."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterator

# By this status gunicorn knows that starting another worker is of no use.
CANNOT_LOAD = 4
FULL_OR_CLOSED = {
    errno.ENOSPC: "The disk is full", errno.EDQUOT: "The quota of the disk is used up",
    errno.EFBIG: "The disk takes nothing more", errno.EIO: "The disk fails",
    errno.EROFS: "The disk is read-only", errno.EACCES: "The user that runs the site has no right there",
}  # fmt: skip
FOLDERS = ("STATIC_ROOT", "MEDIA_ROOT", "SEARCH_INDEX_DIR", "VAR_DIR")


def in_a_sentence(error: BaseException) -> str:
    """What an operator can mend, told with the setting's name; empty for everything else, which is a fault of ours."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("config.settings"):
        return f"There are no settings {error.name}: set DJANGO_SETTINGS_MODULE to config.settings.production."
    if isinstance(error, OperationalError):
        return _of_the_database(str(error).strip())
    if isinstance(error, OSError) and error.errno in FULL_OR_CLOSED:
        place = f": {error.filename}" if error.filename else ""
        return f"{FULL_OR_CLOSED[error.errno]}{place}. See VAR_DIR, MEDIA_ROOT and STATIC_ROOT."
    return _of_a_folder(error) if isinstance(error, OSError) else ""


def _of_a_folder(error: OSError) -> str:
    """One that a setting names, and that is not there or is a file."""
    named = next((name for name in FOLDERS if str(getattr(settings, name)) == str(error.filename)), "")
    return f"{named} is {error.filename}, which cannot be made: {error.strerror}." if named else ""


def _of_the_database(message: str) -> str:
    line = message.partition("\n")[0]
    if line.startswith(("no such table", "no such column")) or "does not exist" in line:
        return f"The database is not ready: {line}. Run manage.py migrate, or see DATABASE_URL."
    return f"The database cannot be used: {line}. See DATABASE_URL in docs/reference/settings.md."


@contextmanager
def startup_errors_in_a_sentence(*, status: int = 1) -> Iterator[None]:
    """End the process with a sentence instead of a traceback; `--traceback` shows it all."""
    try:
        yield
    except Exception as error:
        sentence = in_a_sentence(error)
        if not sentence or "--traceback" in sys.argv:
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(status)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    with startup_errors_in_a_sentence(status=CANNOT_LOAD):
        settings.INSTALLED_APPS  # noqa: B018 -- reading one reads them all
