"""What a file says of itself: its technical facts, and what it states of its authors and its licence.

A document, a sound or a video is read in a process of its own, for READING_SECONDS at most: a file that no reader
understands, or that is too large, goes without, and the log says so.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from PIL import Image as PillowImage

from commons.library.domain import file_reader
from commons.library.domain.picture_formats import BROKEN, SAME_AS
from commons.library.enums import MediaKind
from commons.library.models import LicensedMedia, MediaItem

if TYPE_CHECKING:
    from commons.library.models.media import LicensedFileMixin

logger = logging.getLogger(__name__)

READING_SECONDS = 30
LARGEST_PDF = 200_000_000  # bytes
# Of the secrets that the environment of the site holds, a reader that runs what a file says must find none.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
_ORIENTATION, _TURNED = 0x0112, range(5, 9)
_COLOURS = {"1": "black and white", "L": "grey", "LA": "grey", "I;16": "grey"}
_OFFICE = frozenset({".odt", ".ods", ".odp", ".odg", ".docx", ".xlsx", ".pptx"})


@dataclass(frozen=True, slots=True)
class Reading:
    """`said` are triples: what (author, licence, title, description, date), the words, where they stand (PDF, ID3…)."""

    facts: dict[str, Any] = field(default_factory=dict)
    said: tuple[tuple[str, str, str], ...] = ()
    xmp: str = ""
    failed: bool = False  # no reader could say anything: broken, too large, or the reader is missing


def read_file(path: Path, kind: str) -> Reading:
    """What a file of this kind (a `MediaKind`) says; nothing is raised.

    Facts are bytes, format, and what its kind has: width, height (pixels, as it is shown), colour, animated; pages,
    tagged, programs (it holds JavaScript or starts something), locked (by a password); seconds, container, video_codec,
    audio_codec, channels, sample_rate (Hz), truncated. One that is not known is not there.
    """
    size = path.stat().st_size
    reading = Reading(_picture(path)) if kind == MediaKind.IMAGE else _elsewhere(path, kind, size)
    return replace(reading, facts={"bytes": size} | reading.facts)


def _picture(path: Path) -> dict[str, Any]:
    try:
        with PillowImage.open(path) as opened:
            width, height = opened.size
            if opened.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
            return {
                "format": SAME_AS.get(opened.format or "", opened.format),
                "width": width,
                "height": height,
                "colour": _COLOURS.get(opened.mode, "colour"),
                "animated": bool(getattr(opened, "is_animated", False)) and opened.format not in SAME_AS,
            }
    except BROKEN as error:
        logger.warning("No facts of %s: %s", path.name, error)
        return {}


def _elsewhere(path: Path, kind: str, size: int) -> Reading:
    reader = _reader_for(path, kind)
    if not reader or (reader != "media" and size > LARGEST_PDF):
        return Reading({"format": path.suffix.lstrip(".").upper()}, failed=bool(reader))
    read = answer_of(file_reader.__file__, reader, str(path.absolute()))
    if read is None:
        logger.warning("No facts of %s.", path.name)
        return Reading(failed=True)
    said = tuple((what, words, origin) for what, words, origin in read.get("said", ()))
    facts = read["facts"]
    return Reading({"format": path.suffix.lstrip(".").upper()} | facts, said, read.get("xmp", ""))


def answer_of(script: str, *arguments: str) -> dict[str, Any] | None:
    """What a script says of a file, in a process of its own; None when it cannot, or not within its bounds."""
    command = [sys.executable, "-I", script, *arguments]
    try:
        # Nothing of what is sent goes into the command but the name that the storage gave it, as one argument.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=READING_SECONDS, check=True, env=_ENVIRONMENT
        )
        return dict(json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        logger.warning("No answer: %s %s", error, (getattr(error, "stderr", b"") or b"")[-300:])
        return None


def can_be_drawn(content: bytes) -> bool:
    """Whether a picture of anybody, whose header was looked at, can be drawn to its end: tried in the other process."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return answer_of(file_reader.__file__, "picture", file.name) is not None


def _reader_for(path: Path, kind: str) -> str:
    if kind != MediaKind.DOCUMENT:
        return "media"
    ending = path.suffix.lower()
    return "pdf" if ending == ".pdf" else "office" if ending in _OFFICE else ""


def are_known(item: MediaItem) -> bool:
    """Whether the facts of an item are those of its file as it is now."""
    return bool(item.facts) and item.facts.get("of") == item.hashed_name


def read_facts(item: MediaItem) -> bool:
    """Write down what the file of an item says; whether anything could be read. Slow: never inside a transaction."""
    row: LicensedFileMixin = item.file_row
    try:
        path = Path(row.file.path)
        facts = read_file(path, item.kind).facts if path.is_file() else {}
    except (OSError, NotImplementedError, ValueError) as error:
        logger.warning("No facts of media item %s: %s", item.pk, error)
        return False
    item.facts = facts | {"of": row.file.name} if facts else {}
    MediaItem.objects.filter(pk=item.pk, hashed_name=row.file.name).update(facts=item.facts)
    if isinstance(row, LicensedMedia):
        _fill_columns(row, facts)
    return bool(facts)


def _fill_columns(row: LicensedMedia, facts: dict[str, Any]) -> None:
    """Wagtailmedia's own columns, which its player reads."""
    row.duration = facts.get("seconds") or 0
    row.width, row.height = facts.get("width"), facts.get("height")
    LicensedMedia.objects.filter(pk=row.pk).update(duration=row.duration, width=row.width, height=row.height)


def read_facts_later(item: MediaItem) -> None:
    """After the transaction that the file came in; one that fails changes nothing for whoever sent it."""
    if not are_known(item):
        transaction.on_commit(partial(_read_unknown, item.pk), robust=True)


def _read_unknown(pk: int) -> None:
    item = MediaItem.objects.select_related("image", "document", "media").filter(pk=pk).first()
    if item is not None and not are_known(item):
        read_facts(item)
