"""The record of a work, as it enters and leaves the pool: what a guide, a picture and a file of a document share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ROLES = ("author", "contributor", "illustrator", "photographer", "translator", "reviewer", "editor", "publisher")
ORIGIN_KINDS = ("adaptation", "translation", "excerpt", "reproduction", "collection")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did what. `role` is one of `ROLES`."""

    name: str
    role: str = "author"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A work that this one is made from. `kind` is one of `ORIGIN_KINDS`, `licence` a key of the catalogue or empty.

    `version` is the number of the version that was used, on the site of `url`, `dated` its day (ISO 8601), `uuid` what
    the work is known by wherever it is carried to; empty where nobody noted them.
    """

    title: str = ""
    authors: str = ""  # as they are to be credited
    url: str = ""
    licence: str = ""
    kind: str = "adaptation"
    version: str = ""
    dated: str = ""
    # Not in what an import compares: a file that was imported before sources had one says the same as it did.
    uuid: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """What `licences.models.LicensedMixin` keeps of a work.

    `licence` is a key of the catalogue, or empty when nobody stated one; `source_url` is where this very work was
    published first, `changes` what was changed from its `sources`. `uuid` is what the item is known by, here and
    wherever it was exported to; empty of a work that was never an item.
    """

    uuid: str = ""
    title: str = ""
    licence: str = ""
    credits: tuple[Credit, ...] = ()
    source_url: str = ""
    sources: tuple[Origin, ...] = ()
    year: int | None = None
    changes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(WorkRecord):
    """A picture. `path` is how a text names it; `file` is where its bytes are, if they are at hand.

    `alt` empty and `decorative` false: unknown.
    """

    path: str
    file: Path | None = None
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(WorkRecord):
    """A file of a kit. `role` is print, project, edit, answer, other, or step: of a step or text, not in the list."""

    path: str
    file: Path | None = None
    role: str = "print"
    copies: str = ""  # free words: "un par personne"
    two_sided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium(WorkRecord):
    """A media item by itself: a picture, document, sound or video. `path` is where its file stands in an archive.

    `kind` is one of `commons.library.enums.MediaKind`, `slug` its name in addresses, `association` and `themes` are
    such names too. `alt` empty and `decorative` false: unknown. Of a work elsewhere, which has neither path nor file,
    `file_url` is where its file is, and `facts` what its list said: pixels, seconds.
    """

    path: str
    file: Path | None = None
    kind: str = ""
    slug: str = ""
    language: str = "fr"
    alt: str = ""
    decorative: bool = False
    description: str = ""
    transcript: str = ""
    made_with: str = ""
    association: str = ""
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    # Not in what an import of a medium compares, which has none of them.
    file_url: str = field(default="", repr=False)
    facts: tuple[tuple[str, float], ...] = field(default=(), repr=False)
