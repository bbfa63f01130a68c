"""Typst at work: a folder and a process of its own, our fonts alone, no network, no package."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import segno

from design.drawing.covers import cover_svg
from exporting.media_types import media_type
from exporting.pdf.addresses import scanned
from exporting.pdf.content import CODE, content_of
from exporting.pdf.figures import Printer
from exporting.pictures import printed
from exporting.wording import in_words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporting.bundle import Bundle
    from exporting.options import Options
    from exporting.progress import Progress

HERE = Path(__file__).parent
# By the clock; `typesetter.MOST_SECONDS` are of a processor.
TYPESETTING_SECONDS = 120
# Flags over the width of a page.
FLAGS = 14


class NotTypeset(RuntimeError):
    """Typst ended without a PDF."""


def write_pdf(bundle: Bundle, options: Options, into: IO[bytes], *, progress: Progress) -> None:
    """The bundle as a tagged PDF/UA-1; a booklet's tags follow the text, and its pages the fold.

    Raises NotTypeset, with what Typst says, for a fault of ours in the template, subprocess.TimeoutExpired for a text
    that takes more than the time of `typesetter`.
    """
    with _folder() as folder:
        content = _prepared(bundle, options, folder, progress)
        (folder / "data.json").write_text(json.dumps(content), encoding="utf-8")
        made = compiled(folder, "sheet.typ", standard="ua-1", moment=_moment(bundle))
        into.write(_folded(made) if options.booklet else made)


def _folded(made: bytes) -> bytes:
    from exporting.pdf.booklet import booklet  # noqa: PLC0415 -- only booklets need pikepdf, which is large

    return booklet(made)


@lru_cache(maxsize=256)  # a third of the time that a sheet takes; its variants have the same
def _code(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, scale=4)
    return drawn.getvalue()


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="communs-pdf-") as name:
        folder = Path(name)
        for template in HERE.glob("*.typ"):
            shutil.copyfile(template, folder / template.name)
        yield folder


def compiled(
    folder: Path,
    name: str,
    *,
    standard: Literal["ua-1"] | None = None,
    moment: datetime | None = None,
) -> bytes:
    """The PDF of a template of this folder. Raises NotTypeset."""
    out = folder / "out.pdf"
    asked = [str(folder), name, str(out), standard or "", moment.isoformat() if moment else ""]
    command = [sys.executable, "-I", str(HERE / "typesetter.py"), *asked]
    # Nothing that anybody wrote is in the command, and nothing of ours in its environment.
    done = subprocess.run(command, capture_output=True, timeout=TYPESETTING_SECONDS, check=False, env={})  # noqa: S603
    # The system's at the end of its time, and Typst's own where it may take no more memory.
    if done.returncode in {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}:
        raise subprocess.TimeoutExpired(command, TYPESETTING_SECONDS)
    if done.returncode:
        message = f"{done.returncode}: {done.stderr[-1000:].decode(errors='replace')}"
        raise NotTypeset(message)
    return out.read_bytes()


def _moment(bundle: Bundle) -> datetime:
    """The date of its version: the same version is the same file, whenever it is made."""
    day = bundle.updated or datetime(2000, 1, 1, tzinfo=UTC).date()
    return datetime.combine(day, time(), tzinfo=UTC)


def _prepared(bundle: Bundle, options: Options, folder: Path, progress: Progress) -> dict[str, Any]:
    (folder / "flags.svg").write_text(cover_svg(bundle.title, theme=bundle.palette, columns=FLAGS, rows=1))
    if address := scanned(bundle.credits_url or bundle.url):
        (folder / CODE).write_bytes(_code(address))
    with in_words_of(bundle.language):
        return content_of(bundle, options, printer=_printer(bundle, options, folder, progress))


def _printer(bundle: Bundle, options: Options, folder: Path, progress: Progress) -> Printer:
    """Each picture is made once, however often texts show it."""
    files = {(sheet.slug, asset.path): asset.file for sheet in bundle.sheets for asset in sheet.pictures}
    files |= {("", asset.path): asset.file for asset in bundle.media if media_type(asset.path).startswith("image/")}
    made: dict[tuple[str, str], dict[str, Any] | None] = {}

    def picture(place: str, path: str) -> dict[str, Any] | None:
        key = (place, path)
        if key not in made:
            source = files.get(key)
            drawn = printed(source, folder / f"picture-{len(made)}", grey=options.eco) if source else None
            made[key] = _measured(*drawn, eco=options.eco) if drawn else None
            # A text may name a picture that the bundle does not hold.
            progress.step(len(made.keys() & files.keys()), len(files))
        return made[key]

    def code(address: str) -> str:
        address = scanned(address)
        if not address:
            return ""
        name = f"code-{hashlib.sha256(address.encode()).hexdigest()}.svg"
        (folder / name).write_bytes(_code(address))
        return name

    return Printer(picture, code)


def _measured(name: str, width: int, height: int, *, eco: bool) -> dict[str, Any]:
    """Its width in hundredths of the line's: a tall picture must leave room for words, a small one stays small."""
    share = min(100, round(52 * width / height), round(width / 8)) * (60 if eco else 100) // 100
    return {"file": name, "width": max(share, 10)}
