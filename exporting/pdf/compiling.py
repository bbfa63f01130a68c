"""Typst at work: a folder of its own, our fonts alone, no network, no package."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import segno
import typst

from design.drawing.covers import cover_svg
from exporting.pdf.content import content_of
from exporting.pdf.glyphs import FONTS
from exporting.pictures import printed
from exporting.wording import in_words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exporting.bundle import Bundle, Sheet
    from exporting.options import Options
    from exporting.progress import Progress

HERE = Path(__file__).parent
# Flags over the width of a page.
FLAGS = 14


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def write_pdf(bundle: Bundle, options: Options, into: IO[bytes], *, progress: Progress) -> None:
    """The bundle as a tagged PDF/UA-1; a booklet, which is for a printer and a fold, is neither tagged nor read aloud.

    Raises typst.TypstError for a fault of ours in the template.
    """
    with _folder() as folder:
        content = _prepared(bundle, options, folder, progress)
        (folder / "data.json").write_text(json.dumps(content), encoding="utf-8")
        if options.booklet:
            into.write(_booklet(folder, _moment(bundle)))
        else:
            into.write(compiled(folder, "sheet.typ", standard="ua-1", moment=_moment(bundle)))


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
    inputs: Mapping[str, str] | None = None,
) -> bytes:
    return typst.compile(
        str(folder / name), root=str(folder), font_paths=fonts(), ignore_system_fonts=True, format="pdf",
        pdf_standards=standard, timestamp=moment, sys_inputs=dict(inputs or {}),
        package_path=str(folder), package_cache_path=str(folder),
    )  # fmt: skip


def _moment(bundle: Bundle) -> datetime:
    """The date of its version: the same version is the same file, whenever it is made."""
    day = bundle.updated or datetime(2000, 1, 1, tzinfo=UTC).date()
    return datetime.combine(day, time(), tzinfo=UTC)


def _prepared(bundle: Bundle, options: Options, folder: Path, progress: Progress) -> dict[str, Any]:
    (folder / "flags.svg").write_text(cover_svg(bundle.title, theme=bundle.palette, columns=FLAGS, rows=1))
    (folder / "code.svg").write_bytes(_code(bundle.credits_url or bundle.url))
    with in_words_of(bundle.language):
        return content_of(bundle, options, printed=_printer(bundle, options, folder, progress))


def _printer(
    bundle: Bundle, options: Options, folder: Path, progress: Progress
) -> Callable[[Sheet, str], dict[str, Any] | None]:
    """Each picture is made once, however often texts show it."""
    files = {(sheet.slug, asset.path): asset.file for sheet in bundle.sheets for asset in sheet.pictures}
    made: dict[tuple[str, str], dict[str, Any] | None] = {}

    def picture(sheet: Sheet, path: str) -> dict[str, Any] | None:
        key = (sheet.slug, path)
        if key not in made:
            source = files.get(key)
            drawn = printed(source, folder / f"picture-{len(made)}", grey=options.eco) if source else None
            made[key] = _measured(*drawn, eco=options.eco) if drawn else None
            progress.step(len(made), len(files))
        return made[key]

    return picture


def _measured(name: str, width: int, height: int, *, eco: bool) -> dict[str, Any]:
    """Its width in hundredths of the line's: a tall picture must leave room for words, a small one stays small."""
    share = min(100, round(52 * width / height), round(width / 8)) * (60 if eco else 100) // 100
    return {"file": name, "width": max(share, 10)}


def _booklet(folder: Path, moment: datetime) -> bytes:
    """A5 pages, then two on each side of A4 sheets in the order of a fold: printed on both sides, it is a booklet."""
    (folder / "pages.pdf").write_bytes(compiled(folder, "sheet.typ", moment=moment))
    pages = int(typst.query(
        str(folder / "sheet.typ"), "<pages>", field="value", one=True, root=str(folder), font_paths=fonts(),
        ignore_system_fonts=True,
    ))  # fmt: skip
    order = json.dumps(fold(pages))
    return compiled(folder, "booklet.typ", moment=moment, inputs={"order": order})


def fold(pages: int) -> list[list[int]]:
    """Which two pages stand side by side on each side of a sheet; 0 is a blank page. The last page, which has the
    credits and the code, is the back of the booklet.

    >>> fold(5)
    [[5, 1], [2, 0], [0, 3], [4, 0]]
    """
    whole = -(-pages // 4) * 4
    order = [*range(1, pages), *[0] * (whole - pages), pages] if pages > 1 else [1, 0, 0, 0]
    sides = [(order[-1 - n], order[n]) if n % 2 == 0 else (order[n], order[-1 - n]) for n in range(whole // 2)]
    return [list(side) for side in sides]
