"""A bundle as an e-book: EPUB 3.3, a ZIP archive of XHTML, with what it says of its own accessibility (EPUB 1.1)."""

from __future__ import annotations

import tempfile
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from design.drawing.covers import cover_svg
from exporting.html.pages import Places, contents_page, credits_page, page, sheet_page
from exporting.pictures import printed
from exporting.wording import in_words_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporting.bundle import Asset, Bundle, Sheet
    from exporting.options import Options
    from exporting.progress import Progress

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
KINDS = {".jpg": "image/jpeg", ".png": "image/png"}
# Flags on a cover of the proportions of a page.
COVER = {"columns": 4, "rows": 6}


class Chapter(NamedTuple):
    name: str
    title: str
    text: str


class Drawn(NamedTuple):
    """A picture of the e-book: where its pages find it, and its media type."""

    href: str
    kind: str
    file: Path


@dataclass(slots=True)
class _Pictures:
    """Pictures made small enough for an e-book reader, each once, in `folder`."""

    bundle: Bundle
    folder: Path
    progress: Progress
    drawn: dict[tuple[str, str], Drawn | None] = field(default_factory=dict)
    done: int = 0

    def href(self, sheet: Sheet | None, path: str) -> str:
        key = (sheet.slug if sheet else "", path)
        if key not in self.drawn:
            asset = next((one for one in (sheet.pictures if sheet else self.bundle.media) if one.path == path), None)
            self.drawn[key] = self._draw(asset) if asset else None
            if asset:
                self.done += 1
                self.progress.step(self.done, sum(1 for _ in self.bundle.placed()))
        found = self.drawn[key]
        return found.href if found else ""

    def _draw(self, asset: Asset) -> Drawn | None:
        if asset.file is None:
            return None
        made = printed(asset.file, self.folder / f"picture-{len(self.drawn) + 1}", grey=False)
        if made is None:
            return None
        name = made[0]
        return Drawn(f"pictures/{name}", KINDS[Path(name).suffix], self.folder / name)

    def all(self) -> list[Drawn]:
        return [one for one in self.drawn.values() if one]


def write_epub(bundle: Bundle, _options: Options, into: IO[bytes], *, progress: Progress) -> None:
    """The bundle as an e-book; of its files, which no reader of e-books opens, the names and credits."""
    with tempfile.TemporaryDirectory(prefix="communs-epub-") as folder, in_words_of(bundle.language):
        pictures = _Pictures(bundle, Path(folder), progress)
        chapters = list(_chapters(bundle, pictures))
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as book:
            # First and stored, so that its type is read without opening it (OCF 4.2).
            _add(book, "mimetype", "application/epub+zip", packed=zipfile.ZIP_STORED)
            _add(book, "META-INF/container.xml", CONTAINER)
            _add(book, "EPUB/package.opf", _package(bundle, chapters, pictures.all()))
            _add(book, "EPUB/nav.xhtml", page(bundle, "epub/nav.xhtml", chapters=chapters))
            _add(book, "EPUB/style.css", render_to_string("exporting/epub/style.css"))
            _add(book, "EPUB/cover.svg", _cover(bundle))
            for chapter in chapters:
                _add(book, f"EPUB/{chapter.name}.xhtml", chapter.text)
            for drawn in pictures.all():
                book.write(drawn.file, f"EPUB/{drawn.href}", compress_type=zipfile.ZIP_STORED)


def _add(book: zipfile.ZipFile, path: str, text: str, *, packed: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(zipfile.ZipInfo(path), text.strip() if path == "mimetype" else text, compress_type=packed)


def _chapters(bundle: Bundle, pictures: _Pictures) -> Iterator[Chapter]:
    names = {sheet.slug: f"sheet-{number}" for number, sheet in enumerate(bundle.sheets, start=1)}
    places = Places(
        picture=pictures.href, file=lambda _sheet, _path: "", page=lambda sheet: f"{names[sheet.slug]}.xhtml"
    )
    if not bundle.is_one_sheet:
        yield _chapter(bundle, "contents", bundle.title, body="contents_body", **contents_page(bundle, places))
    for sheet in bundle.sheets:
        body = {"body": "sheet_body", "lang": sheet.language, **sheet_page(sheet, places)}
        yield _chapter(bundle, names[sheet.slug], sheet.title, **body)
    language = spoken(bundle.language)
    yield _chapter(bundle, "credits", _("Credits"), body="credits_body", **credits_page(bundle, language))


def _chapter(bundle: Bundle, name: str, title: str, *, body: str, **context: Any) -> Chapter:
    said = {"lang": bundle.language, "title": title, **context, "body": f"exporting/{body}.html"}
    return Chapter(name, title, page(bundle, "epub/chapter.xhtml", **said).strip())


def _package(bundle: Bundle, chapters: list[Chapter], pictures: list[Drawn]) -> str:
    modified = datetime.combine(bundle.updated, time()) if bundle.updated else datetime(2000, 1, 1)  # noqa: DTZ001 -- written with its Z
    said = {
        "identifier": f"urn:uuid:{bundle.uuid or uuid.uuid5(uuid.NAMESPACE_URL, bundle.url)}",
        "modified": f"{modified.isoformat(timespec='seconds')}Z",
        "accessibility": accessibility(bundle, has_pictures=bool(pictures)),
    }
    return page(bundle, "epub/package.opf", chapters=chapters, pictures=pictures, **said).strip()


def accessibility(bundle: Bundle, *, has_pictures: bool) -> list[tuple[str, str]]:
    """What the book says of itself (schema.org, EPUB Accessibility 1.1): no more than is true of its pictures."""
    shown = [asset for sheet in bundle.sheets for asset in sheet.pictures] if has_pictures else []
    described = all(asset.alt or asset.is_decorative for asset in shown)
    said = [("accessMode", "textual"), *([("accessMode", "visual")] if has_pictures else [])]
    said += [("accessModeSufficient", "textual")] if described else []
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    said += [("accessibilityFeature", name) for name in features]
    said += [("accessibilityFeature", "alternativeText")] if described and has_pictures else []
    summary = (
        _("Headings, lists and a table of contents lead through the text; every picture has words that stand for it.")
        if described
        else _("Headings, lists and a table of contents lead through the text; some pictures have no description yet.")
    )
    return [*said, ("accessibilityHazard", "none"), ("accessibilitySummary", summary)]


def _cover(bundle: Bundle) -> str:
    drawing = cover_svg(bundle.title, theme=bundle.palette, **COVER)
    return drawing.replace(' aria-hidden="true" focusable="false"', "")
