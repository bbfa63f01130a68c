"""Raspberry Pi Foundation kits: a folder a language, with meta.yml, step_1.md and so on, and a LICENSE.md above."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from commons.guides.exchange.authors import clean_name
from commons.guides.exchange.dialects import attributes
from commons.guides.exchange.document import GuideDocument, Material, Reading, Section, Step
from commons.guides.exchange.fields import Fields
from commons.guides.exchange.lead import SENTENCE_LENGTH, SUMMARY_LENGTH, in_one_sentence
from commons.guides.exchange.licensing import Settled, settle
from commons.guides.exchange.lifecycle import held_back
from commons.guides.exchange.pictures import Gallery
from commons.guides.exchange.raspberrypi_marks import marks
from commons.guides.exchange.remarks import sentences_of
from commons.guides.exchange.sections import (
    Part,
    cut,
    dedented,
    heading_key,
    is_only_list,
    items,
    line_of,
    shortened,
    unlinked,
)
from commons.guides.exchange.titles import tidy
from commons.library.record import Credit
from importing.added_words import added
from importing.local_files import find, licence_file, read_text
from legaltools.languages import base
from markup import frontmatter
from markup.formulas import brackets
from markup.markdown import Text, to_text
from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import normalize
from markup.tree import Node

if TYPE_CHECKING:
    from pathlib import Path

    from markup.messages import Message

_TRANSLATED = re.compile(
    r"^\**(?:Ce projet a été traduit par des bénévoles|This project was translated by volunteers)", re.MULTILINE
)
_BY = re.compile(r"\bby the \[([^\]]+)\]\(([^)]+)\)")
_BASED_ON = re.compile(r"Based on a work at (https?://\S+?)[.)]*\s*$", re.MULTILINE)
_NAME_LENGTH = 60
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,4})*")
_LEARN = re.compile(r"ce que (?:tu vas|vous allez) apprendre|what you will learn")
_NEED = re.compile(
    r"ce qu'il (?:te|vous) (?:faut|faudra)|ce qu'il faut avoir|what you will need|"
    r"ce (?:dont|que) (?:tu as|tu auras|vous avez|vous aurez) besoin"
)
_TEACH = re.compile(
    r"educateurs|educators|enseignants|facilitators|club leaders|responsables? (?:de|du) club|animateurs"
)
_INTRODUCTION = {"introduction", "what you will make", "ce que tu vas faire"}


def read_raspberrypi(folder: Path) -> Reading:
    """The kit of `folder`, in French when there is one, else in its first language.

    Raises:
        Unreadable: no language folder with a meta.yml, or a meta.yml that cannot be read.

    """
    home = language_folder(folder)
    if home is None:
        raise Unreadable(_("“%(name)s” has no language folder with a meta.yml in it.", name=folder.name))
    return _Kit(folder, home).reading()


def language_folder(folder: Path) -> Path | None:
    """The folder to read: fr-FR (or fr_FR, fr), else any French, else the first by name."""
    homes = [child for child in sorted(folder.iterdir()) if meta_file(child)] if folder.is_dir() else []
    named = [home for home in homes if _LANGUAGE.fullmatch(home.name)]
    french = [home for home in named if base(home.name) == "fr"]
    return next(iter(french or named or homes), None)


def meta_file(home: Path) -> Path | None:
    files = [home / name for name in ("meta.yml", "meta.yaml") if (home / name).is_file()]
    return files[0] if files else None


class _Kit:
    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        self.language = base(home.name) if _LANGUAGE.fullmatch(home.name) else "fr"
        self.front = frontmatter.split(_as_document(read_text(meta_file(home) or home / "meta.yml")))
        self.meta = Fields(self.front.values)
        self.gallery = Gallery(find=partial(find, home), language=self.language)
        self.warnings: list[Message] = []
        self.ingredients: dict[str, None] = {}
        self.given_way: list[str] = []
        self.steps: list[Step] = []
        self.sections: list[Section] = []
        self.objectives: list[str] = []
        self.materials: list[Material] = []
        self.translators: list[Credit] = []

    def reading(self) -> Reading:
        title = self.meta.line("title")
        if not title:
            raise Unreadable(_("“%(name)s” has a meta.yml without a title.", name=self.folder.name))
        hero = self.meta.line("hero_image")
        cover = self.gallery.add(hero) if hero else ""
        for number, name in enumerate(self._titles(), start=1):
            self._step_file(self.home / f"step_{number}.md", name)
        legal = self._legal()
        settled = settle(legal, _("the kit"))
        guide = self._guide(title, cover, settled, legal)
        held = held_back(self.meta)
        warnings = [*settled.warnings, *self.front.warnings, *self.warnings, *self._left_out(), *self.gallery.warnings]
        warnings += self.meta.not_used()
        return Reading(self.folder.name, guide, tuple(dict.fromkeys(warnings)), settled.words, settled.candidates, held)

    def _guide(self, title: str, cover: str, settled: Settled, legal: str) -> GuideDocument:
        publisher = _BY.search(legal)
        described = self.meta.line("description")
        based_on = _BASED_ON.search(legal)  # the template's own address, or another kit's, is left in some of them
        is_own = based_on and based_on[1].rstrip("/").endswith(f"/{self.folder.name}")
        credits_ = [Credit(publisher[1], "author", publisher[2])] if publisher else []
        return GuideDocument(
            title=tidy(title, language=self.language),
            slug=self.folder.name,
            language=self.language,
            one_sentence=in_one_sentence(described),
            summary=shortened(described, SUMMARY_LENGTH) if len(described) > SENTENCE_LENGTH else "",
            kind="tutorial",
            tags=tuple(filter(None, re.split(r"[,\s]+", self.meta.line("technologies")))),
            objectives=tuple(self.objectives),
            materials=tuple(self.materials),
            steps=tuple(self.steps),
            sections=tuple(self.sections),
            pictures=self.gallery.pictures,
            cover=cover,
            licence=settled.key,
            credits=(*credits_, *self.translators),
            source_url=self.meta.line("original_url") or (based_on[1] if based_on and is_own else ""),
            version=self.meta.line("version"),
            tested_on=self.meta.line("last_tested"),
        )

    def _titles(self) -> list[str]:
        listed = self.meta.rows("steps", lambda fields: fields.line("title"))
        return [*listed, *[""] * (len(list(self.home.glob("step_*.md"))) - len(listed))]

    def _legal(self) -> str:
        path = licence_file(self.home) or licence_file(self.folder)
        return read_text(path) if path else ""

    def _left_out(self) -> list[Message]:
        out: list[Message] = []
        if self.ingredients:
            names = ", ".join(self.ingredients)
            out.append(
                _(
                    "Texts that the kit includes from elsewhere are not here, a link stands in their place: %(names)s.",
                    names=names,
                )
            )
        if self.given_way:
            titles = ", ".join(f"“{title}”" for title in self.given_way)
            out.append(_("Titles of steps in meta.yml give way to those of their files: %(titles)s.", titles=titles))
        return out

    def _step_file(self, path: Path, title: str) -> None:
        if not path.is_file():
            self.warnings.append(_("%(name)s is missing.", name=path.name))
            return
        text = self._translators(read_text(path))
        first = not self.steps and not any(section.kind == "introduction" for section in self.sections)
        read = self._read(text, open_boxes=first)
        self.warnings += sentences_of(read.remarks, file=path.name)
        self.gallery.notes = {number: unlinked(note) for number, note in read.notes.items()}
        parts = cut(unlinked(read.nodes), language=self.language)
        titled = next((part for part in parts if part.level in {1, 2} and part.title), None)
        name = (
            titled.title if titled else tidy(title, language=self.language) or path.stem.replace("_", " ").capitalize()
        )
        if title and not set(normalize(title).split()) <= set(normalize(name).split()):
            self.given_way.append(title)
        body = [part for part in parts if part is not titled]
        if titled:
            body[0].nodes += titled.nodes
        if first and heading_key(title or name) in _INTRODUCTION:
            self._introduce(body)
        elif _NEED.search(heading_key(name)):
            self._need(Part(2, name, parts=body))
        else:
            self.steps.append(Step(name, self._html(Part(2, parts=body).with_parts_flat())))

    def _introduce(self, parts: list[Part]) -> None:
        """What follows a heading for educators is for them too, down to the end of the file."""
        introduction: list[Node | str] = []
        tips: list[Node | str] = []
        for part in _chapters(parts):
            if _LEARN.search(part.key):
                self._learn(part)
            elif _NEED.search(part.key):
                self._need(part)
            elif _TEACH.search(part.key):
                tips += [*([_heading(part)] if tips else []), *part.with_parts()]
            elif tips:
                tips += [_heading(part), *part.with_parts()]
            else:
                introduction += [_heading(part), *part.with_parts()] if part.title else part.with_parts_flat()
        self._section("tips", tips)
        self._section("introduction", introduction, first=True)

    def _learn(self, part: Part) -> None:
        self.objectives += [line_of(item) for item in items(part.with_parts())]
        rest = [node for node in part.with_parts() if not is_only_list([node])]
        self._section("other", rest, title=part.title)

    def _need(self, part: Part) -> None:
        self.materials += [Material(line_of(item)[:200]) for item in items(part.with_parts_flat())]
        self._section("preparation", part.with_parts_flat())

    def _section(self, kind: str, nodes: list[Node | str], *, title: str = "", first: bool = False) -> None:
        text = self._html(nodes)
        if text:
            self.sections.insert(0 if first else len(self.sections), Section(kind, text, title))

    def _html(self, nodes: list[Node | str]) -> str:
        return self.gallery.hang(dedented(nodes))

    def _translators(self, text: str) -> str:
        """Cut the thanks to the translators off, and credit those it names."""
        match = _TRANSLATED.search(text)
        if not match:
            return text
        thanks = text[match.start() :]
        lines = re.split(r"\n\s*\n(?=Grâce|Thanks)", thanks)[0].split("\n")[1:]
        names = [clean_name(line.strip(" *\\-+")) for line in lines]
        self.translators = [Credit(name, "translator") for name in names if name and len(name) < _NAME_LENGTH]
        by_line = re.sub(r"(?<=\S)\n(?=\S)", "  \n", thanks)
        self._section("other", to_text(by_line).nodes, title=added("translation", self.language))
        return re.sub(r"\n\s*\*\*\*\s*$", "\n", text[: match.start()].rstrip())

    def _read(self, text: str, *, open_boxes: bool) -> Text:
        """The text of a step; boxes are chapters (`open_boxes`) or quotations."""
        options = {"open boxes": open_boxes, "home": self.home.name, "ingredients": self.ingredients}
        return to_text(
            text, *(attributes, marks, brackets), language=self.language, keep_headings=True, options=options
        )


def _chapters(parts: list[Part]) -> list[Part]:
    """Each part with the deeper ones under it; what names one of our places is a chapter however deep it stands."""
    out: list[Part] = []
    for part in parts:
        has_place = any(pattern.search(part.key) for pattern in (_LEARN, _NEED, _TEACH))
        if out and 0 < out[-1].level < part.level and not has_place:
            out[-1].parts.append(part)
        else:
            out.append(part)
    return out


def _heading(part: Part) -> Node:
    return Node("h3", {}, [part.title])


def _as_document(text: str) -> str:
    """meta.yml opens with --- and seldom closes it."""
    text = text.lstrip("\ufeff \n")
    opened = text if text.startswith("---") else f"---\n{text}"
    return opened.rstrip() + "\n---\n"
