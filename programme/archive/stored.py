"""Archives as files: which edition has one, what it says, and whether all that it holds may still be shown."""

from __future__ import annotations

import hashlib
import json
import logging
import zipfile
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wagtail.images import get_image_model

from commons.library.models import MediaItem
from commons.library.queries import public_media
from community.models import AssociationPage, PlacePage
from community.permissions.visibility import in_the_open
from community.queries import is_open
from exporting import builds
from programme.archive.frozen import read_told
from programme.archive.pages import FILES
from programme.archive.values import read_archive
from programme.archive.writing import CONTENTS, FORMAT, VALUES, write_archive
from programme.context.reading import programme_of
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporting.builds import Failed, Ready, Running
    from programme.context.selections import Told
    from programme.models import EditionPage

logger = logging.getLogger(__name__)
ENDING, SUM_ENDING = ".zip", ".sha256"


@dataclass(frozen=True, slots=True)
class Stored:
    """The file of an archive; `digest` is its SHA-256."""

    path: Path
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A file of the programme as it was when the edition became an archive."""

    content: bytes
    saved_as: str
    changed_at: float
    licence: str


def name_of(edition: EditionPage) -> str:
    """Of the edition, of the moment when it was frozen and of the format: frozen again, or in another format, it is
    another archive, and the one of before is given to nobody.
    """
    if edition.frozen_at is None:
        raise LookupError(edition.pk)
    return f"{edition.uuid.hex}-{edition.frozen_at:%Y%m%dT%H%M%S%f}-{FORMAT}"


def stored_archive(edition: EditionPage) -> Stored | None:
    """The archive of a frozen edition; None while there is none, or where it is being written."""
    if edition.frozen_at is None:
        return None
    path = _folder() / f"{name_of(edition)}{ENDING}"
    try:
        digest = path.with_suffix(SUM_ENDING).read_text(encoding="utf-8").split()[0]
        return Stored(path, path.stat().st_size, digest)
    except (OSError, IndexError):
        return None


def is_whole(found: Stored) -> bool:
    """Whether its bytes are those that were written; it reads all of them."""
    with found.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == found.digest


def open_archive(edition: EditionPage) -> Stored | None:
    """Its archive where all that it holds may still be shown; None where something was withdrawn, or there is none."""
    found = stored_archive(edition)
    return found if found and not what_was_withdrawn(edition, found) else None


def frozen_feed(edition: EditionPage, filename: str) -> Feed | None:
    """A file of the programme out of its archive; None where it is made of the rows instead, as before."""
    found = open_archive(edition)
    if found is None:
        return None
    try:
        contents = _contents(found.path)
        with zipfile.ZipFile(found.path) as opened:
            content = opened.read(f"{FILES}/{filename}")
        return Feed(content, contents["feeds"][filename], contents["changed_at"], contents["licence"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        logger.exception("%s cannot be read: %s is made anew.", found.path, filename)
        return None


def frozen_paper(edition: EditionPage, name: str) -> Feed | None:
    """A paper out of its archive, by `Printed.name_of`; None where it is drawn anew, as before."""
    found = open_archive(edition)
    if found is None:
        return None
    try:
        contents = _contents(found.path)
        saved_as = contents.get("papers", {}).get(name)
        if saved_as is None:
            return None
        with zipfile.ZipFile(found.path) as opened:
            content = opened.read(f"{FILES}/{name}")
        return Feed(content, saved_as, contents["changed_at"], contents["licence"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        logger.exception("%s cannot be read: %s is drawn anew.", found.path, name)
        return None


def frozen_told(edition: EditionPage) -> Told | None:
    """The programme as it was frozen; None where there is no archive, or one that may not be shown or read any more."""
    found = open_archive(edition) if edition.is_frozen else None
    if found is None:
        return None
    try:
        return _told(found.path, found.path.stat().st_mtime_ns)
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        logger.exception("The values in %s cannot be read: files are made of the rows.", found.path)
        return None


def ask(
    edition: EditionPage, *, patience: float = 0, whose: str = "", refusal: Callable[[], Failed | None] = lambda: None
) -> Ready | Running | Failed:
    """The archive of a frozen edition, begun in a thread where there is none: see `exporting.builds.ask`."""
    name, folder = name_of(edition), _folder()
    write: builds.Write = _nothing
    if not (folder / f"{name}{ENDING}").exists() and not builds.is_under_way(f"{name}{ENDING}"):
        values = read_archive(edition, name=name)
        write = partial(write_archive, values, sum_of=folder / f"{name}{SUM_ENDING}")
    return builds.ask(f"{name}{ENDING}", write, folder=folder, patience=patience, whose=whose, refusal=refusal)


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """What is asked to be written is there, or being written by another thread."""
    message = "The archive went away a moment ago."
    raise FileNotFoundError(message)


def forget_others(edition: EditionPage) -> int:
    """Delete archives that this edition had before it was opened again, and those of another format; none while its own
    is not whole.
    """
    mine = stored_archive(edition)
    if edition.frozen_at is not None and mine is None:
        return 0
    count = 0
    for path in _folder().glob(f"{edition.uuid.hex}-*"):
        if mine is None or not path.name.startswith(mine.path.stem):
            path.unlink(missing_ok=True)
            count += path.suffix == ENDING
    return count


def what_was_withdrawn(edition: EditionPage, found: Stored) -> bool:
    """Whether anything in it may be shown no more: an event that was withdrawn, a place, an association or a medium
    that is restricted now. What was merely deleted, a place that closed, stays in an archive.
    """
    return cached(f"archive-withdrawn:{edition.pk}:{found.path.stem}", lambda: _is_withdrawn(edition, found))


def _is_withdrawn(edition: EditionPage, found: Stored) -> bool:
    try:
        holds = _contents(found.path)["holds"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        logger.exception("%s cannot be read.", found.path)
        return True
    if not set(holds["events"]) <= {event.uuid for event in programme_of(edition).events}:
        return True
    places = PlacePage.objects.filter(pk__in=holds["places"])
    associations = AssociationPage.objects.filter(slug__in=holds["associations"])
    pictures = list(get_image_model().objects.filter(pk__in=holds["pictures"]))
    media = MediaItem.objects.filter(pk__in=holds["media"]).count()
    return (
        not all(map(is_open, [*places, *associations]))
        or len(in_the_open(pictures)) < len(pictures)
        or public_media().filter(pk__in=holds["media"]).count() < media
    )


def _contents(path: Path) -> dict[str, Any]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    with zipfile.ZipFile(path) as opened:
        read: dict[str, Any] = json.loads(opened.read(CONTENTS))
    return read


@lru_cache(maxsize=4)
def _told(path: Path, _changed: int) -> Told | None:
    with zipfile.ZipFile(path) as opened:
        # An archive of before the values were written beside the files.
        return read_told(opened.read(VALUES)) if VALUES in opened.namelist() else None


def _folder() -> Path:
    return Path(settings.ARCHIVES_DIR)
