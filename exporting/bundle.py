"""What is carried away, as plain values: a guide is a bundle of one sheet, a kit one of sheets, media and links.

Every format is written from these alone: no database, no request. Texts are the small HTML that
`commons.guides.exchange.document` and `markup.html.clean` describe; in it, a picture's `src` and a file's `href` are
the `path` of an `Asset` of the same sheet. Words that people read are in the language of the bundle.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporting.names import Names, safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from legaltools.credit import Work
    from legaltools.tool import Tool

MEDIA, ABOUT, LICENCES = "medias", "about", "LICENCES"
# Characters of the name of a folder, and of what a bundle is called: file names are made of it.
LONGEST_FOLDER = 100
_BETWEEN_REMARKS = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture, document, sound or video. `path` is relative to the folder of its sheet, or of the bundle when it is
    an entry of its own; `exporting.names.safe_name` makes its last part.

    `file` is None where the bytes are not at hand. `alt` empty and `is_decorative` false: nobody described it.
    `purpose` says in words what it is for, `remark` why it is in a kit, `url` where its own page is. Its checksum is
    read from the file: what the pool knows a file by may be that of the bytes that were sent, with the place in them.
    `record` is all that is known of it, as `import_kit` reads it back from beside the file. `content` is the text of
    what is no file of the library, and written for this bundle.
    """

    path: str
    file: Path | None
    work: Work
    uuid: str = ""
    alt: str = ""
    is_decorative: bool = False
    purpose: str = ""
    remark: str = ""
    url: str = ""
    record: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A line of what to bring, counted already: `quantity` in words, "12" or "1,5 m", empty when it is not counted."""

    name: str
    quantity: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A titled text. A handout for participants leaves out those that are not `for_participants`."""

    title: str
    html: str
    for_participants: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A moment of a workshop. `note` is for whoever runs it; `files` are paths of assets of its sheet."""

    title: str
    html: str = ""
    note: str = ""
    minutes: int | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One guide. `slug` names its folder. `facts` are pairs of a label and a value.

    `participants` is the number that `needed` is counted for, None when nothing is counted. `markdown` is the whole of
    it as `import_guides` reads it back, beside its pictures and files. `remark` says why it is in a kit. `number` is
    that of its version in the public history of its site: what an adaptation remembers.
    """

    slug: str
    title: str
    language: str
    url: str
    work: Work
    uuid: str = ""
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    before: tuple[Passage, ...] = ()
    needed: tuple[Needed, ...] = ()
    participants: int | None = None
    steps: tuple[Step, ...] = ()
    after: tuple[Passage, ...] = ()
    pictures: tuple[Asset, ...] = ()
    files: tuple[Asset, ...] = ()
    cover: str = ""
    markdown: str = ""
    version: str = ""
    number: int | None = None
    updated: date | None = None
    remark: str = ""

    @property
    def assets(self) -> tuple[Asset, ...]:
        return (*self.pictures, *self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A work that is not here: its credit leads to it.

    `record` is all that is known of it, as `import_kit` reads it back under the name of its `uuid`; "" of a mere link.
    """

    title: str
    url: str
    work: Work
    remark: str = ""
    uuid: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that one download is made of. `slug` is what its files are called.

    Its entries get the names of `named`, and one item stands in it once, with all that is said of why it is there.

    `url` is its permanent address, `credits_url` that of its credits when they have a page of their own: a QR code
    leads there. `verdict` are sentences about what its licences allow together; a guide needs none. `palette` are hues
    for its flags (`design.drawing.palettes`), `publisher` is the site, with its address. `markdown` is a kit as
    `import_kits` reads it back. `presentation` are the paragraphs that open a kit.
    """

    slug: str
    title: str
    language: str
    url: str
    work: Work
    entries: tuple[Sheet | Asset | Link, ...]
    lead: str = ""
    presentation: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    version: str = ""
    updated: date | None = None
    credits_url: str = ""
    verdict: tuple[str, ...] = ()
    needed: tuple[Needed, ...] = ()
    participants: int | None = None
    palette: str = "culture"
    publisher: str = ""
    publisher_url: str = ""
    uuid: str = ""
    markdown: str = ""

    def __post_init__(self) -> None:
        name = safe_name(f"{self.slug}.pdf", longest=LONGEST_FOLDER)
        object.__setattr__(self, "slug", name.removesuffix(".pdf"))
        object.__setattr__(self, "entries", _once(named(self.entries)))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Sheet))

    @property
    def media(self) -> tuple[Asset, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Asset))

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Link))

    @property
    def is_one_sheet(self) -> bool:
        """A guide by itself: its sheet says all that the bundle would say of it."""
        return len(self.entries) == 1 and isinstance(self.entries[0], Sheet) and self.entries[0].title == self.title

    def placed(self) -> Iterator[tuple[str, Asset]]:
        """Every file with its place in the bundle: below the folder of its sheet, or where its own path says."""
        for sheet in self.sheets:
            for asset in sheet.assets:
                yield f"{sheet.slug}/{asset.path}", asset
        for asset in self.media:
            yield asset.path, asset

    def works(self) -> Iterator[Work]:
        """Every work in it, its own first: whose credits are to be given."""
        yield self.work
        for entry in self.entries:
            if entry.work != self.work:
                yield entry.work
            if isinstance(entry, Sheet):
                yield from (asset.work for asset in entry.assets)

    def tools(self) -> tuple[Tool, ...]:
        """The licences of its works, each once."""
        return tuple(dict.fromkeys(work.licence for work in self.works() if work.licence))


def named(entries: Iterable[Sheet | Asset | Link]) -> tuple[Sheet | Asset | Link, ...]:
    """The same entries, each under a name that no other item of the bundle has, in any format: folders of sheets by
    `slug`, files by `path`. An item that stands twice has one name; what was named once stays as it is.
    """
    folders = Names((MEDIA, LICENCES), longest=LONGEST_FOLDER)
    media = Names((ABOUT,))
    known: dict[str, str] = {}
    renamed: list[Sheet | Asset | Link] = []
    for entry in entries:
        if isinstance(entry, Sheet):
            slug = known.get(entry.uuid) or folders.take(entry.slug)
            known |= {entry.uuid: slug} if entry.uuid else {}
            renamed.append(dataclasses.replace(entry, slug=slug))
        elif isinstance(entry, Asset):
            path = known.get(entry.uuid) or f"{MEDIA}/{media.take(entry.path)}"
            known |= {entry.uuid: path} if entry.uuid else {}
            renamed.append(dataclasses.replace(entry, path=path))
        else:
            renamed.append(entry)
    return tuple(renamed)


def _once(entries: Iterable[Sheet | Asset | Link]) -> tuple[Sheet | Asset | Link, ...]:
    found: dict[tuple[type, str], Sheet | Asset | Link] = {}
    for number, entry in enumerate(entries):
        key = (type(entry), entry.uuid or str(number))
        before = found.get(key)
        if before is None:
            found[key] = entry
        elif entry.remark and entry.remark not in before.remark.split(_BETWEEN_REMARKS):
            remark = _BETWEEN_REMARKS.join(filter(None, (before.remark, entry.remark)))
            found[key] = dataclasses.replace(before, remark=remark)
    return tuple(found.values())
