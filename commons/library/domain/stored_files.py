"""Files that no row names, and rows whose file is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils import timezone

from commons.library.models import LicensedRendition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from django.core.files import File

# Where the library puts what it is given. What lies elsewhere in the media was not put there by it, and is left alone.
FOLDERS = ("documents", "images", "media", "media_thumbnails", "original_images", "wagtail_uploads")


def store(item: Any, name: str, content: File[bytes]) -> str:
    """Write a file under a name that is free and give that name; a disk that fills up keeps no half of it."""
    storage, field = item.file.storage, item.file.field
    free = storage.get_available_name(field.generate_filename(item, name), max_length=field.max_length)
    try:
        return str(storage.save(free, content, max_length=field.max_length))
    except OSError:
        storage.delete(free)
        raise


class Lost(NamedTuple):
    """A row of the library whose file is not there."""

    row: Any
    file: str


def orphans(*, older_than: timedelta) -> list[str]:
    """The names of the files that nothing in the database names, and that are not just being uploaded."""
    before = timezone.now() - older_than
    files = [name for folder in FOLDERS for name in _files(folder)]
    # Named after they were seen: a row that is written meanwhile keeps its file.
    named = _named()
    return sorted(name for name in files if name not in named and _is_older(name, before))


def _files(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files(f"{folder}/{name}")


def _is_older(name: str, before: Any) -> bool:
    try:
        return bool(default_storage.get_modified_time(name) < before)
    except FileNotFoundError:
        return False


def _fields() -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.storage == default_storage:
                yield model, field.name


def _named() -> set[str]:
    return {
        name for model, field in _fields() for name in model.objects.values_list(field, flat=True).iterator() if name
    }


def remove(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def lost() -> list[Lost]:
    """Rows whose file is gone. A rendition is among them: it can be drawn again."""
    return [
        Lost(row, getattr(row, field).name)
        for model, field in _fields()
        for row in model.objects.exclude(**{field: ""}).exclude(**{field: None}).iterator()
        if not default_storage.exists(getattr(row, field).name)
    ]


def can_be_drawn_again(row: Any) -> bool:
    return isinstance(row, LicensedRendition)
