"""The ZIP of a bundle: what is written for it is built once and cached, media are streamed from where they lie."""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override
from zipstream import ZipStream

from exporting.bundle import ABOUT, LICENCES, MEDIA
from exporting.crate import METADATA, Described, write_crate
from exporting.credits import groups, what_is_unknown
from exporting.deeds import deed, deed_name
from exporting.html.faces import STYLESHEET, faces
from exporting.html.pages import Places, address_of, contents_page, credits_page, page, sheet_page
from exporting.names import is_safe_path
from exporting.options import Options
from exporting.pdf.compiling import write_pdf
from exporting.wording import credit_in_words, in_words_of
from markup.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporting.bundle import Asset, Bundle, Sheet
    from exporting.progress import Progress
    from legaltools.credit import Work

logger = logging.getLogger(__name__)

# The text of a kit, at the top.
KIT_TEXT = "kit.md"
# What a person can download in an evening; beyond it files are named and fetched from their pages.
MOST_BYTES = 8_000_000_000
CHUNK = 1 << 18
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the library that goes into the archive at `path`."""

    path: str
    file: Path
    size: int
    asset: Asset


def record_path(uuid: str) -> str:
    """Where the record of a medium, or of a work elsewhere, stands: under a name that no file of the library has."""
    return f"{MEDIA}/{ABOUT}/{uuid}.md"


def packing(bundle: Bundle) -> tuple[list[Packed], list[str]]:
    """What goes in, and the paths of what does not: lost, too large for the room left, or under a name that leads
    elsewhere. The same bundle gives the same answer while its files stay what they are.
    """
    packed: dict[str, Packed] = {}
    left_out, room = [], MOST_BYTES
    for path, asset in bundle.placed():
        if path in packed or (asset.content and is_safe_path(path)):
            continue
        size = _size(asset.file)
        if asset.file is None or size is None or size > room or not is_safe_path(path):
            left_out.append(path)
            continue
        room -= size
        packed[path] = Packed(path, asset.file, size, asset)
    return list(packed.values()), left_out


def _written_here(bundle: Bundle) -> list[tuple[str, Asset]]:
    """What is no file of the library: the text of the bundle itself, with its place."""
    return [(path, asset) for path, asset in bundle.placed() if asset.content and is_safe_path(path)]


def _size(file: Path | None) -> int | None:
    try:
        return file.stat().st_size if file else None
    except (OSError, ValueError) as error:
        logger.warning("%s is not in an archive: %s", file, error)
        return None


def write_core(bundle: Bundle, _options: Options, into: IO[bytes], *, progress: Progress) -> None:
    """All that the archive holds beside the media, as a ZIP archive of its own; `stream` puts both together."""
    packed, left_out = packing(bundle)
    written = _Core(into)
    with closing(written), in_words_of(bundle.language):
        _write_pages(bundle, packed, written)
        written.add(STYLESHEET, faces())
        for sheet in bundle.sheets:
            if sheet.markdown:
                written.add(f"{sheet.slug}/guide.md", sheet.markdown, sheet=sheet)
        if bundle.markdown:
            written.add(KIT_TEXT, bundle.markdown, name=bundle.title)
        for one in packed:
            if one.asset.record:
                written.add(record_path(one.asset.uuid), one.asset.record)
        for path, asset in _written_here(bundle):
            written.add(path, asset.content, work=asset.work, language=bundle.language)
        for link in bundle.links:
            if link.record:
                written.add(record_path(link.uuid), link.record)
        written.add(f"{bundle.slug}.pdf", _pdf(bundle, progress), name=bundle.title)
        _write_rights(bundle, written)
        if left_out:
            written.add(f"{_('MISSING')}.txt", _note(bundle, left_out))
        media = list(_described(bundle, packed, progress))
        crate = write_crate(bundle, [*written.files, *media])
        written.add(METADATA, crate)


class _Core:
    """An archive being written, with what the crate says of each file."""

    def __init__(self, into: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(into, "w", zipfile.ZIP_STORED)
        self.files: list[Described] = []

    def add(
        self, path: str, content: str | bytes, *, name: str = "", sheet: Sheet | None = None,
        work: Work | None = None, language: str = "",
    ) -> None:  # fmt: skip
        if any(one.path == path for one in self.files):
            return  # one licence, or one work elsewhere, of several works
        data = content.encode() if isinstance(content, str) else content
        # A fixed date: the same version is the same archive.
        self.archive.writestr(zipfile.ZipInfo(path), data)
        digest = hashlib.sha256(data).hexdigest()
        work, language = (sheet.work, sheet.language) if sheet else (work, language)
        self.files.append(Described(path, len(data), digest, name=name, work=work, language=language))

    def close(self) -> None:
        self.archive.close()


def _pdf(bundle: Bundle, progress: Progress) -> bytes:
    made = io.BytesIO()
    write_pdf(bundle, Options(), made, progress=progress)
    return made.getvalue()


def _write_pages(bundle: Bundle, packed: list[Packed], written: _Core) -> None:
    """One page for a guide; for a kit, one that leads to the page of each of its guides."""
    here = {one.path for one in packed} | {path for path, _asset in _written_here(bundle)}
    links = _links(bundle)
    if bundle.is_one_sheet:
        sheet = bundle.sheets[0]
        places = _places(here, f"{address_of(sheet.slug)}/", "")
        body = {"body": "exporting/sheet_body.html", "lang": sheet.language, **sheet_page(sheet, places)}
        written.add("index.html", page(bundle, "page.html", title=sheet.title, links=links, **body))
        return
    body = {"body": "exporting/contents_body.html", **contents_page(bundle, _places(here, "", ""))}
    written.add("index.html", page(bundle, "page.html", title=bundle.title, links=links, **body))
    for sheet in bundle.sheets:
        body = {
            "body": "exporting/sheet_body.html",
            "lang": sheet.language,
            "above": "../",
            **sheet_page(sheet, _places(here, "", "../")),
        }
        back = [("../index.html", bundle.title)]
        written.add(
            f"{sheet.slug}/index.html", page(bundle, "page.html", title=sheet.title, links=back, **body), sheet=sheet
        )


def _links(bundle: Bundle) -> list[tuple[str, str]]:
    language = "fr" if bundle.language.startswith("fr") else "en"
    texts = (
        [(f"{address_of(sheet.slug)}/guide.md", "Markdown") for sheet in bundle.sheets] if bundle.is_one_sheet else []
    )
    credits = (f"CREDITS.{language}.html", _("Credits"))
    return [(f"{address_of(bundle.slug)}.pdf", "PDF"), *texts, credits]


def _places(here: set[str], folder: str, above: str) -> Places:
    """Where a page finds what is in the archive: `folder` leads to that of its sheet, `above` to the top."""

    def place(sheet: Sheet | None, path: str) -> str:
        full = f"{sheet.slug}/{path}" if sheet else path
        if full not in here:
            return ""
        return f"{folder}{address_of(path)}" if sheet else f"{above}{address_of(path)}"

    return Places(picture=place, file=place, page=lambda sheet: f"{address_of(sheet.slug)}/index.html")


def _write_rights(bundle: Bundle, written: _Core) -> None:
    for language in LANGUAGES:
        with override(language):
            body = {"body": "exporting/credits_body.html", **credits_page(bundle, language), "language": language}
            links = [("index.html", bundle.title)]
            written.add(f"CREDITS.{language}.html", page(bundle, "page.html", title=_("Credits"), links=links, **body))
            written.add(f"CREDITS.{language}.txt", credits_text(bundle, language))
            for tool in bundle.tools():
                written.add(f"{LICENCES}/{deed_name(tool)}.{language}.txt", deed(tool, language))


def credits_text(bundle: Bundle, language: str) -> str:
    """Every credit as plain text; `gettext` speaks `language` already."""
    own = _beside_each_other("", bundle.work, language)
    lines = [bundle.title, "=" * len(bundle.title), "", own, ""]
    for group in groups(bundle):
        lines += [group.title, "-" * len(group.title)]
        lines += [f"- {_beside_each_other(row.name, row.work, language)}" for row in group.rows]
        lines.append("")
    return "\n".join([*lines, bundle.credits_url or bundle.url, ""])


def _beside_each_other(name: str, work: Work, language: str) -> str:
    credit = typeset(credit_in_words(work, language), language=language)
    return " · ".join(filter(None, (name, credit, what_is_unknown(work))))


def _note(bundle: Bundle, paths: list[str]) -> str:
    sentence = _("These are not in the archive, lost or too large. Look for them on the page:")
    # A path that is refused as a name is shown without what would turn or end the line.
    return "\n".join([f"{sentence} {bundle.url}", *("".join(filter(str.isprintable, path)) for path in paths), ""])


def _described(bundle: Bundle, packed: list[Packed], progress: Progress) -> Iterator[Described]:
    language = bundle.language
    for number, one in enumerate(packed, start=1):
        asset = one.asset
        digest = sha256_of(one.file)
        yield Described(
            one.path, one.size, digest, work=asset.work, language=language, uuid=asset.uuid, url=asset.url
        )  # fmt: skip
        progress.step(number, len(packed))


def sha256_of(file: Path) -> str:
    """Worked out once a process for a file that stays what it is: its variants and other kits hold it too."""
    stat = file.stat()
    return _sha256(file, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4096)
def _sha256(file: Path, _size: int, _changed: int) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def stream(core: Path, bundle: Bundle) -> tuple[int, Iterator[bytes]]:
    """The size and the bytes of the archive whose written part is at `core`, with the media of the bundle.

    Memory does not grow with the media. Raises FileNotFoundError when the core or a file went away a moment ago.
    """
    packed, _left_out = packing(bundle)
    archive = ZipStream(sized=True)
    with zipfile.ZipFile(core) as opened:
        members = opened.infolist()
    for member in members:
        archive.add(_member(core, member.filename), member.filename, size=member.file_size)
    for one in packed:
        archive.add_path(one.file, one.path, recurse=False)
    return len(archive), iter(archive)


def _member(core: Path, name: str) -> Iterator[bytes]:
    with zipfile.ZipFile(core) as archive, archive.open(name) as opened:
        while piece := opened.read(CHUNK):
            yield piece
