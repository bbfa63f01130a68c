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
from datetime import UTC, date, datetime, time
from functools import lru_cache, partial
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
    with working_folder() as folder:
        content = _prepared(bundle, options, folder, progress)
        into.write(drawn(folder, "sheet.typ", content, of=bundle.updated, is_folded=options.booklet))


def drawn(folder: Path, name: str, data: dict[str, Any], *, of: date | None, is_folded: bool) -> bytes:
    """What a template of this folder draws of `data`, as a tagged PDF/UA-1.

    `of` is the day that the file says it is of; `is_folded`: A5 pages two on each side of A4 sheets. Raises as
    `write_pdf`.
    """
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    made = compiled(folder, name, standard="ua-1", moment=_moment(of))
    return _folded(made) if is_folded else made


def _folded(made: bytes) -> bytes:
    from exporting.pdf.booklet import booklet  # noqa: PLC0415 -- only booklets need pikepdf, which is large

    return booklet(made)


@lru_cache(maxsize=256)  # a third of the time that a sheet takes; its variants have the same
def code_svg(address: str) -> bytes:
    """The QR code of an address."""
    made = io.BytesIO()
    segno.make(address, error="m").save(made, kind="svg", border=0, scale=4)
    return made.getvalue()


def code_name(address: str) -> str:
    """What the file of the code of an address is called; "" for an address that has none."""
    scannable = scanned(address)
    return f"code-{hashlib.sha256(scannable.encode()).hexdigest()}.svg" if scannable else ""


def code_in(folder: Path, address: str) -> str:
    """Draw the code of an address there, and give the name of its file; "" where there can be none."""
    name = code_name(address)
    if name:
        (folder / name).write_bytes(code_svg(scanned(address)))
    return name


@contextmanager
def working_folder(*templates: Path) -> Iterator[Path]:
    """A folder with the templates that stand beside this file, and others."""
    with tempfile.TemporaryDirectory(prefix="communs-pdf-") as name:
        folder = Path(name)
        for template in (*HERE.glob("*.typ"), *templates):
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


def _moment(day: date | None) -> datetime:
    """The date of its version: the same version is the same file, whenever it is made."""
    return datetime.combine(day or date(2000, 1, 1), time(), tzinfo=UTC)


def _prepared(bundle: Bundle, options: Options, folder: Path, progress: Progress) -> dict[str, Any]:
    (folder / "flags.svg").write_text(cover_svg(bundle.title, theme=bundle.palette, columns=FLAGS, rows=1))
    if address := scanned(bundle.credits_url or bundle.url):
        (folder / CODE).write_bytes(code_svg(address))
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
            copy = printed(source, folder / f"picture-{len(made)}", grey=options.eco) if source else None
            made[key] = _measured(*copy, eco=options.eco) if copy else None
            # A text may name a picture that the bundle does not hold.
            progress.step(len(made.keys() & files.keys()), len(files))
        return made[key]

    return Printer(picture, partial(code_in, folder))


def _measured(name: str, width: int, height: int, *, eco: bool) -> dict[str, Any]:
    """Its width in hundredths of the line's: a tall picture must leave room for words, a small one stays small."""
    share = min(100, round(52 * width / height), round(width / 8)) * (60 if eco else 100) // 100
    return {"file": name, "width": max(share, 10)}
