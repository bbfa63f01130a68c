"""Pictures as paper and e-books need them: no larger than is seen, JPEG or PNG, without what cameras note.

Each is made once for every file that shows it, whatever its variant, and stored beside those files in EXPORTS_DIR.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import uuid
import warnings
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

logger = logging.getLogger(__name__)

# Some 220 dots an inch over the width of a page.
WIDEST = 1500
MOST_PIXELS = 60_000_000
QUALITY = 82
# What black becomes where ink is spared.
PALEST = 150
# Of the way pictures are made: another number makes them anew.
_VERSION = "1"
_ENDINGS = (".jpg", ".png")
# What Pillow says of a file that is lost, damaged, or larger than it should be.
UNREADABLE = (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError)


def printed(source: Path, target: Path, *, grey: bool) -> tuple[str, int, int] | None:
    """Write the picture at `target` with an extension of its own, and give its name and size in pixels.

    None when it cannot be read, which is logged: the rest of the sheet is worth having. `grey` spares colours.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _printed_once(source, target, grey=grey)
    except UNREADABLE as error:
        logger.warning("%s is left out: %s", source, error)
        return None


def _printed_once(source: Path, target: Path, *, grey: bool) -> tuple[str, int, int] | None:
    stored = _stored(source, grey=grey)
    if found := _found(stored, target):
        return found
    made = _printed(source, target, grey=grey)
    if made:
        _store(target.with_name(made[0]), stored)
    return made


def _stored(source: Path, *, grey: bool) -> Path:
    """Where the picture is stored, without its ending: another file, or the same changed, is another."""
    stat = source.stat()
    said = f"{_VERSION}\n{source}\n{stat.st_size}\n{stat.st_mtime_ns}\n{grey}"
    return Path(settings.EXPORTS_DIR) / f"picture-{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:40]}"


def _found(stored: Path, target: Path) -> tuple[str, int, int] | None:
    for ending in _ENDINGS:
        named = target.with_suffix(ending)
        try:
            os.utime(stored.with_suffix(ending))  # that of its last use: the oldest leave first
            shutil.copyfile(stored.with_suffix(ending), named)
            with Image.open(named) as opened:
                return named.name, *opened.size
        except OSError:
            continue
    return None


def _store(made: Path, stored: Path) -> None:
    """Unless the disk refuses: it is made again then."""
    part = stored.with_name(f"{stored.name}.{uuid.uuid4().hex}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, part)
        part.replace(stored.with_suffix(made.suffix))
    except OSError as error:
        logger.warning("A picture is not stored (%s): %s", stored.parent, error)
        with suppress(OSError):
            part.unlink()


def _printed(source: Path, target: Path, *, grey: bool) -> tuple[str, int, int] | None:
    with Image.open(source) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            logger.warning("%s is left out: %s × %s pixels", source, opened.width, opened.height)
            return None
        opened.draft("RGB", (WIDEST, WIDEST))  # a photograph is read at the scale it is shown at
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((WIDEST, WIDEST))
        return _saved(upright, target, grey=grey)


def _saved(picture: Image.Image, target: Path, *, grey: bool) -> tuple[str, int, int]:
    is_drawn = picture.mode in {"1", "L", "LA", "P", "PA", "RGBA"} or "transparency" in picture.info
    flat = picture.convert("LA" if grey else "RGBA") if is_drawn else picture.convert("L" if grey else "RGB")
    named = target.with_suffix(".png" if is_drawn else ".jpg")
    # A new picture: nothing of what the file says beside its pixels goes along.
    clean = Image.new(flat.mode, flat.size)
    clean.paste(_paler(flat) if grey else flat)
    clean.save(named, quality=QUALITY)  # of which PNG takes no notice
    return named.name, *clean.size


def _paler(picture: Image.Image) -> Image.Image:
    """Its black a light grey, which takes two fifths of the ink; what is transparent stays so."""
    luminance, *alpha = picture.split()
    return Image.merge(picture.mode, [luminance.point(lambda value: PALEST + value * (255 - PALEST) // 255), *alpha])
