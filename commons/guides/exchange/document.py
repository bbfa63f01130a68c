"""The neutral value that every guide format is read into and written from.

Rich text (`Step.text`, `Step.note`, `Section.text`) is a small, clean HTML: p, h3, h4, ul, ol, li, b, i, s, sup, sub,
code, pre, blockquote, table, hr, br, a[href] (footnotes are links to `#note-1` and back), and pictures as
`<img src="images/x.jpg" alt="…">` whose `src` is the `path` of one of the document's `Picture`s. Nothing else is
allowed in it; readers clean what they find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commons.library.record import Attachment, Picture, WorkRecord
from markup.normalize import normalize

if TYPE_CHECKING:
    from decimal import Decimal

    from markup.messages import Message


@dataclass(frozen=True, slots=True)
class Material:
    """One line of what to bring. `per` is person, group or workshop; `group_size` counts people in one group.

    `unit` is what the quantity is measured in (g, m, litres), empty for things that are counted.
    """

    name: str
    quantity: Decimal | None = None
    per: str = "workshop"
    group_size: int | None = None
    note: str = ""
    url: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    text: str = ""
    minutes: int | None = None
    note: str = ""
    files: tuple[str, ...] = ()  # paths of `Attachment`s


@dataclass(frozen=True, slots=True)
class Section:
    """An optional heading of the guide. `kind` is one of `SECTION_KINDS`; `title` is empty unless kind is `other`."""

    kind: str
    text: str
    title: str = ""


# What a facilitator calls each optional section, in both languages: readers accept these headings, writers use them.
SECTION_KINDS = {
    "introduction": ("Présentation", "Introduction"),
    "preparation": ("Préparation", "Preparation"),
    "room": ("Lieu et installation", "Room and setting"),
    "prerequisites": ("Prérequis", "Prerequisites"),
    "tips": ("Conseils d'animation", "Facilitation tips"),
    "variants": ("Variantes", "Variants"),
    "limits": ("Intérêts et limites", "Benefits and limits"),
    "safety": ("Points de vigilance", "Points to watch"),
    "accessibility": ("Accessibilité de l'atelier", "Accessibility of the workshop"),
    "evaluation": ("Évaluation et clôture", "Evaluation and closing"),
    "feedback": ("Retours d'expérience", "Field reports"),
    "glossary": ("Glossaire", "Glossary"),
    "further": ("Aller plus loin", "Going further"),
    "sources": ("Sources", "Sources"),
    "other": ("", ""),
}


_KIND_OF = {normalize(name): kind for kind, names in SECTION_KINDS.items() for name in names if name}


def section_kind(heading: str) -> str:
    """The optional section that a heading names, whatever its apostrophes, accents and case; empty for another one."""
    return _KIND_OF.get(normalize(heading).rstrip(" :"), "")


@dataclass(frozen=True, slots=True)
class GuideDocument(WorkRecord):
    """A whole guide. Empty strings, empty tuples and None mean that the source does not say."""

    slug: str = ""
    language: str = "fr"
    translation_of: str = ""  # slug of the guide that it translates, on the same site
    one_sentence: str = ""  # at most 200 characters
    summary: str = ""  # at most 500 characters, plain text
    kind: str = "workshop"  # KINDS
    themes: tuple[str, ...] = ()  # slugs of themes
    tags: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()  # AUDIENCES
    age_min: int | None = None
    age_max: int | None = None
    group_min: int | None = None
    group_max: int | None = None
    facilitators: int | None = None
    difficulty: int | None = None  # 1 very easy … 5 very difficult, for participants
    facilitation_level: int | None = None  # 1 … 3
    minutes: int | None = None  # stated by the source; the site computes it from the steps when they have timings
    preparation_minutes: int | None = None
    cost: Decimal | None = None  # euros, for the whole group; 0 is free
    cost_note: str = ""
    internet: str = ""  # needed, useful, none
    remote: str = ""  # yes, adapted, no
    materials: tuple[Material, ...] = ()
    steps: tuple[Step, ...] = ()
    sections: tuple[Section, ...] = ()
    files: tuple[Attachment, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cover: str = ""  # path of a Picture
    association: str = ""  # slug
    version: str = ""  # readable: "2.1"
    tested_on: str = ""  # ISO date of the last time somebody ran it
    help_wanted: tuple[str, ...] = ()  # review, illustration, test, takeover, translation


KINDS = ("workshop", "technique", "tutorial", "game", "pathway", "feedback")
AUDIENCES = ("children", "teens", "adults", "seniors", "families", "volunteers", "professionals", "beginners", "all")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one source: the guide, and what the person should know about it.

    `stated_licence` is the sentence or address the licence was recognised in. Where its words do not settle on one
    licence, `stated_candidates` are the keys they may mean: a person who read them may choose among these.
    `held_back` says why the source itself does not want to be public: a draft, or something retired.
    """

    source: str
    guide: GuideDocument
    warnings: tuple[Message, ...] = ()
    stated_licence: str = ""
    stated_candidates: tuple[str, ...] = ()
    held_back: Message | None = None
