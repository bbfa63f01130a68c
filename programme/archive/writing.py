"""The file of an archive: pages, data and media in a ZIP, with a checksum for each. The same values, the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import subprocess
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from exporting.archive import CHUNK, credits_text, packing
from exporting.bundle import LICENCES
from exporting.crate import METADATA, Described, write_crate
from exporting.deeds import deed, deed_name
from exporting.html.faces import STYLESHEET, faces
from exporting.html.pages import credit_of, credits_page
from exporting.pdf.compiling import NotTypeset
from exporting.pdf.papers import pdf_of
from programme.archive.frozen import write_told
from programme.archive.pages import CREDITS, FILES, INDEX, drawn, event_page, index_page, names_of, place_page
from programme.context.selections import Told
from programme.exports.base import Scope
from programme.exports.registry import exports
from programme.papers.base import EDITION
from programme.papers.registry import papers

if TYPE_CHECKING:
    from exporting.archive import Packed
    from exporting.progress import Progress
    from programme.archive.values import Archive

logger = logging.getLogger(__name__)
SUMS, CONTENTS, STYLE = "SHA256SUMS", "archive.json", "style.css"
# The programme as values: filtered files and papers of an archive are made of them.
VALUES = "valeurs.json"
READ_ME, MISSING = "LISEZ-MOI.txt", "MANQUE.txt"
# A higher one has every archive written anew: what archives may tell changed, or how they are read.
FORMAT = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper in the archive: its name below `FILES`, and the words of its link."""

    name: str
    label: str
    text: str


class _Written:
    """An archive being written, with the checksum of each file. Dates are fixed: one edition is one file."""

    def __init__(self, into: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self.files: list[Described] = []

    def add(self, path: str, content: str | bytes, *, name: str = "") -> str:
        """Its checksum."""
        data = content.encode() if isinstance(content, str) else content
        self.zip.writestr(_member(path), data, zipfile.ZIP_DEFLATED)
        digest = hashlib.sha256(data).hexdigest()
        self.files.append(Described(path, len(data), digest, name=name))
        return digest

    def add_file(self, one: Packed) -> None:
        digest = hashlib.sha256()
        with one.file.open("rb") as opened, self.zip.open(_member(one.path), "w", force_zip64=True) as member:
            while piece := opened.read(CHUNK):
                digest.update(piece)
                member.write(piece)
        asset = one.asset
        self.files.append(
            Described(one.path, one.size, digest.hexdigest(), work=asset.work, language=settings.LANGUAGE_CODE,
                      uuid=asset.uuid, url=asset.url)
        )  # fmt: skip


def _member(path: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path)
    # What some programs unpack otherwise without any right to read it.
    member.external_attr = 0o644 << 16
    return member


def write_archive(archive: Archive, into: IO[bytes], /, *, progress: Progress, sum_of: Path | None = None) -> None:
    """Write the archive, then its own checksum beside it, at `sum_of`. Asks no database."""
    packed, left_out = packing(archive.bundle)
    archive = archive.with_files({one.path for one in packed})
    steps = len(archive.programme.events) + len(archive.programme.places) + len(packed)
    written = _Written(into)
    with written.zip, translation.override(settings.LANGUAGE_CODE):
        printed, undrawn = _write_papers(archive, written, progress)
        left_out += undrawn
        _write_feeds(archive, written, printed)
        written.add(VALUES, write_told(Told(archive.programme, archive.selection.works, archive.selection.pictures)))
        _write_pages(archive, written, progress, steps, printed)
        for number, one in enumerate(packed, start=1):
            written.add_file(one)
            progress.step(steps - len(packed) + number, steps)
        _write_rights(archive, written)
        if left_out:
            written.add(MISSING, _what_is_missing(archive, left_out))
        written.add(READ_ME, _read_me(archive))
        written.add(METADATA, write_crate(archive.bundle, written.files))
        sums = "".join(f"{one.sha256}  {one.path}\n" for one in sorted(written.files, key=lambda one: one.path))
        written.zip.writestr(_member(SUMS), sums, zipfile.ZIP_DEFLATED)
    if sum_of is not None:
        into.flush()
        with Path(into.name).open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        sum_of.write_text(f"{digest}  {archive.programme.slug}-archive.zip\n", encoding="utf-8")


def _write_papers(archive: Archive, written: _Written, progress: Progress) -> tuple[list[Drawn], list[str]]:
    """Every paper of the edition in each of its formats; and the names of those that could not be drawn, which are made
    at their addresses as before: an archive without one is better than none.
    """
    done: list[Drawn] = []
    left_out: list[str] = []
    if archive.printed is None:
        return done, left_out
    for one in papers(EDITION):
        for form, words in one.formats.items():
            name = one.name_of(form)
            try:
                content = pdf_of(one.paper(dataclasses.replace(archive.printed, format=form)), progress=progress)
            except (NotTypeset, subprocess.TimeoutExpired):
                logger.exception("%s of %s could not be drawn.", name, archive.name)
                left_out.append(f"{FILES}/{name}")
                continue
            label = f"{one.label} – {words}" if len(one.formats) > 1 else str(one.label)
            written.add(f"{FILES}/{name}", content, name=label)
            done.append(Drawn(name, label, str(one.text)))
    return done, left_out


def _write_feeds(archive: Archive, written: _Written, printed: list[Drawn]) -> None:
    """Every file of the edition as it is at its address; one that cannot be written would be a hole: it stops all."""
    feeds = {}
    for export in exports(Scope.EDITION):
        content = export.bytes_of(archive.selection, here=archive.programme.full_url + export.filename)
        written.add(f"{FILES}/{export.filename}", content, name=str(export.label))
        feeds[export.filename] = export.name_for(archive.selection)
    before = archive.programme.acronym or archive.programme.slug[:60]
    drawn_here = {one.name: f"{before}-{one.name}" for one in printed}
    contents = _contents(archive, feeds) | {"papers": drawn_here}
    written.add(CONTENTS, json.dumps(contents, ensure_ascii=False, indent=1))


def _contents(archive: Archive, feeds: dict[str, str]) -> dict[str, Any]:
    """What the site reads of an archive of its own: see `programme.archive.stored`."""
    return {
        "format": FORMAT,
        "edition": archive.programme.uuid,
        "url": archive.programme.full_url,
        "frozen_at": archive.frozen_at.isoformat(timespec="seconds"),
        "changed_at": archive.selection.changed_at.timestamp(),
        "licence": archive.selection.licence,
        "feeds": feeds,
        "holds": asdict(archive.holds),
    }


def _write_pages(
    archive: Archive, written: _Written, progress: Progress, steps: int, printed: list[Drawn]
) -> None:  # fmt: skip
    names = names_of(archive)
    named = [
        (f"{FILES}/{one.filename}", str(one.label), str(one.frozen_text or one.text))
        for one in exports(Scope.EDITION)
        if one.label
    ]
    written.add(STYLESHEET, faces())
    written.add(STYLE, render_to_string("exporting/page.css") + render_to_string("programme/archive/style.css"))
    paper = [(f"{FILES}/{one.name}", one.label, one.text) for one in printed]
    written.add(INDEX, index_page(archive, names, named, paper), name=archive.programme.title)
    done = 0
    for event in archive.programme.events:
        written.add(names.events[event.key], event_page(archive, event, names), name=event.title)
        done += 1
        progress.step(done, steps)
    for place in archive.programme.places:
        if place.key in names.places:
            written.add(names.places[place.key], place_page(archive, place, names), name=place.name)
        done += 1
        progress.step(done, steps)


def _write_rights(archive: Archive, written: _Written) -> None:
    bundle, language = archive.bundle, settings.LANGUAGE_CODE
    page = {**credits_page(bundle, language), "bundle": bundle, "texts": _texts(archive)}
    written.add(CREDITS, drawn(archive, "credits.html", title=_("Credits"), **page))
    written.add("CREDITS.txt", credits_text(bundle, language))
    works = [work.licence for work in archive.texts.values() if work.licence]
    for tool in dict.fromkeys([*bundle.tools(), *works]):
        written.add(f"{LICENCES}/{deed_name(tool)}.txt", deed(tool, language))


def _texts(archive: Archive) -> list[Any]:
    return [credit_of(work, settings.LANGUAGE_CODE) for work in archive.texts.values()]


def _read_me(archive: Archive) -> str:
    words = {
        "title": archive.programme.title, "url": archive.programme.full_url, "site": settings.SITE_NAME,
        "day": f"{archive.frozen_at:%Y-%m-%d}", "index": INDEX, "sums": SUMS, "files": FILES,
    }  # fmt: skip
    paragraphs = [
        _("“%(title)s”, as it was on %(day)s. Open %(index)s in a browser: it needs no network."),
        _("In %(files)s: the same as calendars, tables, maps and data, as they stand at %(url)s."),
        _("To check that nothing was lost or changed, in this folder: sha256sum -c %(sums)s"),
        _("Whom to credit, and under which licence: CREDITS.html and the folder LICENCES."),
        _("Made by %(site)s."),
    ]
    return "\n\n".join(paragraph % words for paragraph in paragraphs) + "\n"


def _what_is_missing(archive: Archive, paths: list[str]) -> str:
    sentence = _("These are not in the archive, lost or too large. Look for them on the page:")
    lines = ["".join(filter(str.isprintable, path)) for path in paths]
    return "\n".join([f"{sentence} {archive.programme.full_url}", *lines, ""])
