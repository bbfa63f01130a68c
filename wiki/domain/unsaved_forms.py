"""Keep what was typed when it cannot be saved, and give it back to the person who typed it, to her alone.

Nothing here is ever sent again by itself: the person sees what was kept, and sends it with a fresh CSRF token.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from wiki.models import UnsavedFile, UnsavedForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

    from community.models import User

logger = logging.getLogger(__name__)

DAYS = 7
LONGEST_FORM = 2_000_000  # characters, all values together
MOST_FORMS = 20  # a person
LONGEST_NAME = 80  # characters of a kept form's first words
LARGEST_FILE = 25_000_000  # bytes
MOST_OF_A_PERSON = 100_000_000
MOST_OF_ALL = 2_000_000_000
LONGEST_KEY = 18  # digits that every database takes

SECRET = re.compile(r"password|passwd|secret|csrf|token|captcha|^code$", re.IGNORECASE)
# What the scripts of the editor write between the words.
TECHNICAL = re.compile(
    r"-(?:count|order|deleted|id|type|ORDER|DELETE|\w+_FORMS)$|^(?:next|kept|loaded_revision|overwrite_revision)|-kept$"
)
CHOSEN = re.compile(r"^(?:on|[a-z0-9_.:-]*)$")


class TooLarge(ValueError):
    """What came is beyond what is kept for a person."""


def store_unsaved_form(
    *, user: User, path: str, post: QueryDict, files: Mapping[str, UploadedFile[Any]], by_itself: bool = False
) -> UnsavedForm | None:
    """Keep a form for `user`, without its secrets; None when nobody wrote anything in it.

    `by_itself` is a form that a script sent: the last one of its address is enough. Raises TooLarge.
    """
    fields = _without_secrets(post)
    if not (files or words_of(fields)):
        return None
    if sum(len(name) + len(value) for name, value in fields) > LONGEST_FORM:
        raise TooLarge
    with transaction.atomic():
        of_this_address = UnsavedForm.objects.filter(user=user, path=path)
        of_this_address.filter(Q(by_itself=True) | Q(fields=fields, by_itself=by_itself)).delete()
        form = UnsavedForm.objects.create(user=user, path=path, fields=fields, by_itself=by_itself)
    form.too_heavy = [
        upload.name or ""
        for name, upload in files.items()
        if store_unsaved_file(user=user, field=name, upload=upload, form=form) is None
    ]
    _forget_the_oldest(user)
    return form


def unsaved_forms_of(user: User) -> list[UnsavedForm]:
    """What is kept for this person, the latest first, each named by its first words."""
    forms = list(UnsavedForm.objects.filter(user=user)[:MOST_FORMS])
    for form in forms:
        form.first_words = next(iter(words_of(form.fields)), "")[:LONGEST_NAME]
    return forms


def _without_secrets(post: QueryDict) -> list[list[str]]:
    return [[name, value] for name, values in post.lists() for value in values if not SECRET.search(name)]


def words_of(fields: Iterable[Iterable[str]]) -> list[str]:
    """What a person wrote in a form: neither what she chose in lists nor what scripts count."""
    return [
        value
        for name, value in fields
        if not (SECRET.search(name) or TECHNICAL.search(name) or CHOSEN.match(value.strip()))
    ]


def store_unsaved_file(
    *, user: User, field: str, upload: UploadedFile[Any], form: UnsavedForm | None = None
) -> UnsavedFile | None:
    """Keep a file that was chosen; None when it is too large, or when too much is kept already."""
    if not _has_room(user, upload.size or 0):
        return None
    kept = UnsavedFile(
        user=user,
        form=form,
        field=field[:200],
        name=(upload.name or "")[-255:],
        content_type=(upload.content_type or "")[:200],
        size=upload.size or 0,
    )
    upload.seek(0)
    try:
        kept.file.save(kept.token.hex, upload, save=False)
        kept.save()
    except OSError:
        logger.exception("A file that was chosen could not be kept.")
        return None
    finally:
        upload.seek(0)
    return kept


def _has_room(user: User, size: int) -> bool:
    if size > LARGEST_FILE:
        return False
    of_all = UnsavedFile.objects.aggregate(all=Sum("size"), hers=Sum("size", filter=Q(user=user)))
    return (of_all["hers"] or 0) + size <= MOST_OF_A_PERSON and (of_all["all"] or 0) + size <= MOST_OF_ALL


def _forget_the_oldest(user: User) -> None:
    forget(*UnsavedForm.objects.filter(user=user)[MOST_FORMS:])


def forget(*forms: UnsavedForm) -> None:
    """Once it was saved, or its person threw it away."""
    for form in forms:
        delete_unsaved_files(form.files.all())
        form.delete()


def delete_unsaved_files(files: Iterable[UnsavedFile]) -> None:
    for kept in files:
        kept.file.delete(save=False)
        kept.delete()


def unsaved_form(user: User, key: Any) -> UnsavedForm | None:
    """The form of that key, when this very person typed it."""
    number = str(key or "")
    if not number.isdecimal() or len(number) > LONGEST_KEY:
        return None
    return UnsavedForm.objects.filter(user=user, pk=number).first()


def unsaved_file(user: User, token: str) -> UnsavedFile | None:
    """The file that this very person chose before."""
    try:
        return UnsavedFile.objects.filter(user=user, token=UUID(token)).first()
    except ValueError:
        return None


def forget_old() -> int:
    """Forget what is older than DAYS, and files of the folder that no row knows. Gives how many went."""
    limit = timezone.now() - timedelta(days=DAYS)
    forms, files = UnsavedForm.objects.filter(stored_at__lt=limit), UnsavedFile.objects.filter(stored_at__lt=limit)
    gone = forms.count() + files.filter(form=None).count()
    delete_unsaved_files(files.iterator())
    forget(*forms)
    return gone + _forget_orphans(limit.timestamp())


def _forget_orphans(limit: float) -> int:
    folder = Path(settings.UNSAVED_DIR)
    found = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    orphans = [path for path in found if path.stat().st_mtime < limit]
    known = set(
        UnsavedFile.objects.filter(file__in=[path.name for path in orphans[:500]]).values_list("file", flat=True)
    )
    gone = [path for path in orphans[:500] if path.name not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
