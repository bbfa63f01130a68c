"""Files that contributors send: checked, cleaned and read one by one, private until they are offered.

Each file stands or falls alone: what is wrong with one is a sentence for its sender, and the others are not touched.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permissions import policy_registry

from commons.library.domain import iso_boxes, video_boxes
from commons.library.domain.cleaning import breaks_off, clean
from commons.library.domain.facts import read_file
from commons.library.domain.file_formats import check_file
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.rights import stated_in
from commons.library.enums import MediaKind
from commons.library.models import LicensedImage, MediaUpload
from community.permissions import groups
from markup.typography import file_size
from web.languages import current_language
from wiki.domain.trust import is_at_least

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from commons.library.domain.facts import Reading
    from commons.library.domain.file_formats import FileFormat
    from community.models import User

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50  # files that somebody is adding
MOST_OF_A_PERSON, MOST_OF_ALL = 2_000_000_000, 20_000_000_000  # bytes
ROOM_LEFT = 500_000_000  # bytes that a disk has to keep free for the site itself
DAYS = 30  # a file that nobody offers
_PART = ".part"
_BOXED = frozenset({"MPEG-4", "QuickTime", "MPEG-4 audio"})


def may_upload(user: Any) -> bool:
    """Whoever may send pictures to the library, with an account that does not end by itself."""
    if not user.is_authenticated or user.is_temporary:
        return False
    return bool(policy_registry.get_by_type(LicensedImage).user_has_permission(user, "add"))


def may_offer_at_once(user: User) -> bool:
    """As for pages (decision 0018): whoever is known publishes, the others are read before."""
    return user.is_superuser or is_at_least(user, groups.KNOWN)


def uploads_of(user: User) -> list[MediaUpload]:
    """What somebody is adding, waiting files included, in the order in which it came."""
    return list(MediaUpload.objects.filter(user=user))


def room_for(user: User) -> int:
    """How many more files somebody may add now."""
    return max(MOST_AT_ONCE - MediaUpload.objects.filter(user=user).count(), 0)


def store_upload(user: User, upload: UploadedFile[Any]) -> MediaUpload:
    """Take a file in, for its sender alone. The same bytes again are the file that is there already.

    Raises FileRefused, with a sentence for the sender: nothing of the file is left then, neither bytes nor row.
    """
    name = safe_name(upload.name or "")
    if not name:
        raise FileRefused(_("This file has no name that can be read: rename it."))
    _check_room(user, upload.size or 0)
    path = Path(settings.UPLOADS_DIR) / f"{uuid4().hex}{_PART}"
    try:
        digest = _write(upload, path)
        again = MediaUpload.objects.filter(user=user, sha256=digest).first()
        if again is not None:
            return again
        found, name = check_file(path, name)
        return _keep(user, path, name, found, digest)
    finally:
        path.unlink(missing_ok=True)


def _check_room(user: User, size: int) -> None:
    if not size:
        raise FileRefused(_("This file is empty."))
    if size > settings.MEDIA_LARGEST_FILE:
        raise FileRefused(too_large())
    if not room_for(user):
        sentence = ngettext(
            "%(count)s file is waiting in your list: offer it or take it out first.",
            "%(count)s files are waiting in your list: offer some or take them out first.",
            MOST_AT_ONCE,
        )
        raise FileRefused(sentence % {"count": MOST_AT_ONCE})
    everybody = MediaUpload.objects.aggregate(all=Sum("size"))["all"] or 0
    own = MediaUpload.objects.filter(user=user).aggregate(all=Sum("size"))["all"] or 0
    if own + size > MOST_OF_A_PERSON:
        raise FileRefused(_("Your files weigh too much together: offer those that are ready first."))
    if everybody + size > MOST_OF_ALL or size + ROOM_LEFT > _free_space():
        raise FileRefused(no_space())


def too_large() -> str:
    most = file_size(settings.MEDIA_LARGEST_FILE, language=current_language())
    return _("This file is larger than %(most)s: make it smaller first.") % {"most": most}


def no_space() -> str:
    return _("There is no room for this file on the site for now: try again later, or tell whoever keeps the site.")


def unforeseen() -> str:
    return _("Something unforeseen went wrong with this file: tell whoever looks after the site, whose log says what.")


def _free_space() -> int:
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free


def _write(upload: UploadedFile[Any], path: Path) -> str:
    """The SHA-256 of what came. Raises FileRefused when the disk is full."""
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                file.write(chunk)
    except OSError as error:
        logger.exception("An upload could not be written.")
        raise FileRefused(no_space()) from error
    path.chmod(0o600)
    return digest.hexdigest()


def _keep(user: User, path: Path, name: str, found: FileFormat, digest: str) -> MediaUpload:
    named = path.with_suffix(f".{ending_of(name)}")
    path.rename(named)
    try:
        reading = read_checked(named, found)
        stated = stated_in(named, found.kind, reading)
        clean(named, found)
        size = named.stat().st_size
        return MediaUpload.objects.create(
            user=user, kind=found.kind, file=named.name, name=name, sha256=digest, size=size,
            facts=reading.facts | {"bytes": size}, stated=stated,
        )  # fmt: skip
    except OSError as error:
        named.unlink(missing_ok=True)
        raise FileRefused(no_space()) from error
    except BaseException:
        named.unlink(missing_ok=True)
        raise


def read_checked(path: Path, found: FileFormat) -> Reading:
    """What a file of a format says, as every door of the library asks it. Raises FileRefused, with a sentence."""
    _check_boxes(path, found)
    reading = read_file(path, found.kind)
    _check_reading(reading, found)
    return reading


def _check_reading(reading: Reading, found: FileFormat) -> None:
    """What only a reader of the format can say. A PDF that none understands may hold anything: it stays outside."""
    streams = {"audio_codec", "video_codec"} & set(reading.facts)
    if found.kind in {MediaKind.SOUND, MediaKind.VIDEO} and not streams and not reading.failed:
        raise FileRefused(_("This file holds no sound and no picture that can be played: save it again."))
    if found.name == "PDF" and reading.failed:
        raise FileRefused(_("This PDF cannot be read: save it again from the program that made it."))
    if reading.facts.get("locked"):
        raise FileRefused(_("This PDF asks for a password: save it again without one."))
    if reading.facts.get("programs"):
        # Nobody who takes a sheet from the pool expects a program in it, and readers of PDF have run such for worse.
        raise FileRefused(_("This PDF holds a program (JavaScript): print it into a new PDF, and send that one."))
    if reading.facts.get("truncated"):
        raise FileRefused(breaks_off())


def _check_boxes(path: Path, found: FileFormat) -> None:
    if found.name in _BOXED:
        try:
            video_boxes.check_whole(path)
        except iso_boxes.Broken as error:
            raise FileRefused(breaks_off()) from error


def remove(uploads: Iterable[MediaUpload]) -> None:
    """Forget files that were not offered, their bytes with them."""
    for upload in uploads:
        path = upload.path
        upload.delete()
        with suppress(OSError):
            path.unlink(missing_ok=True)


def forget_abandoned() -> int:
    """Forget what nobody offered within DAYS, and files that no row names: a process was killed. How many went."""
    limit = timezone.now() - timedelta(days=DAYS)
    old = list(MediaUpload.objects.filter(state__in=MediaUpload.OPEN, changed_at__lt=limit))
    remove(old)
    return len(old) + _forget_orphans((timezone.now() - timedelta(days=1)).timestamp())


def _forget_orphans(limit: float) -> int:
    folder = Path(settings.UPLOADS_DIR)
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    old = [path for path in files if path.stat().st_mtime < limit]
    known = set(MediaUpload.objects.values_list("file", flat=True))
    orphans = [path for path in old if path.name not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
