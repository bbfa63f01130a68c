"""multiBàO's free-form sheets: the headings that French facilitators use, put where a guide keeps each thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from commons.exchange import frontmatter
from commons.exchange.beside import find, read_text
from commons.exchange.cutting import (
    Part,
    cut,
    has_picture,
    heading_key,
    is_only_list,
    items,
    line_of,
    nested,
    shortened,
    unlinked,
    without_numbering,
)
from commons.exchange.document import Credit, GuideDocument, Material, Picture, Reading, Section, Step, UnreadableGuide
from commons.exchange.facts import group_of, minutes_of
from commons.exchange.fields import Fields
from commons.exchange.html import clean
from commons.exchange.inline import one_line
from commons.exchange.licensing import settle, statements
from commons.exchange.messages import message as _
from commons.exchange.pictures import Gallery
from commons.exchange.prose_credits import credits_of
from commons.exchange.richtext import to_tree
from commons.exchange.run import RawStep, from_parts, steps_in, titled
from commons.exchange.tree import Node, walk

if TYPE_CHECKING:
    from pathlib import Path

    from commons.exchange.messages import Message

_SECTIONS = (
    ("introduction", r"presentation|introduction|definition|de quoi s'agit-il|qu'est-ce que c'est|apercu"),
    ("preparation", r"preparation|preparation/.*"),
    ("room", r"lieu|cadre et lieu|installation"),
    ("prerequisites", r"prerequis"),
    (
        "tips",
        r"conseils|recommandations.*|conditions de reussite|consignes aux facilitateurs|autres bonnes.*|details",
    ),
    ("variants", r"variantes?|suggestions?"),
    ("limits", r"(?:avantages|interets)(?: et | / |/)limites|avantages|limites|les plus|les moins"),
    ("safety", r"points de vigilance.*"),
    ("feedback", r"retours? d'experience.*|experience|temoignages?|etudes de cas"),
    ("further", r"lectures|aller plus loin|pour aller plus loin|ressources|references et ressources"),
    ("sources", r"sources?|references|bibliographie"),
)
RUN = re.compile(
    r"procedure|preparation/deroulement|deroulement(?: du .*)?|deroule|le deroulement.*|methode|la methode|"
    r"methodologie|methode par etapes|le processus|mise en oeuvre|"
    r"de quelle maniere .*|consignes aux participants|en pratique",
)
# Chapters that some sheets write one level too deep.
_CHAPTER = re.compile(r"sources?$|compilation|lectures$|avantages et limites$|contributeurs$")
_PRACTICAL = re.compile(r"informations pratiques|duree|public|lieu|compilation|contributeurs|historique|histoire")
_OBJECTIVES = re.compile(r"a quoi ca sert|objectifs?|pourquoi utiliser ce procede")
_MATERIALS = re.compile(r"materiel|ingredients|fournitures|liste des fournitures.*")
_GENERIC_TITLES = {"contribution multibao", ""}
_BARE_HEADING = re.compile(r"^(#{1,6})[^\S\n]*(?=[^#\s])", re.MULTILINE)
_MAIL = re.compile(r"\[([^\]]+)\]\(\s*mailto:[^)]*\)")
_WIKI_HEADING = re.compile(r"^===+\s*(.+?)\s*===+\s*", re.MULTILINE)
_BULLET = re.compile(r"^[ \t←]*[•·][ \t]*", re.MULTILINE)
_ARROW = re.compile(r"^[ \t]*←[ \t]*", re.MULTILINE)
_REFERENCE = re.compile(r"\*{0,2}\[\(?(\d+)\)?\]\(#\w*\)\*{0,2}")
_BOLD_REFERENCE = re.compile(r"\*\*\((\d+)\)\*\*")
_ANCHOR = re.compile(r"</?a(?:\s+(?:id|name)=[^>]*)?>", re.IGNORECASE)
_LIQUID = re.compile(r"\{\{.*?\}\}")
_CAPTION = re.compile(
    r"^(?:une |la )?(?:photo|image|illustration|dessin|distribue|publie par|.{0,80}\bby\b)", re.IGNORECASE
)
_CAPTION_LENGTH = 260
_LICENCE_IN_NAME = re.compile(r"(?<![a-z])cc-?(by(?:-?(?:nc|sa|nd))*)(?![a-z])", re.IGNORECASE)
_ITEM_LENGTH = 300
_LONG_PREFACE = 600
_SENTENCE_LENGTH, _SUMMARY_LENGTH, _MATERIAL_LENGTH = 200, 500, 200
_RUN_TITLE = "Déroulement"
_PREFACE = "Procédure"
_LOOSE_SPACE = re.compile(r"(?<=\S)[ \u00a0]*\u00a0[ \u00a0]*(?=[^\s:;!?»]|$)|(?<=\S)  +(?=\S)", re.MULTILINE)
_SPACED_ADDRESS = re.compile(r"\]\(\s*(https?://[^)\n\"]*)\)")
_LOOSE_BOLD = re.compile(r"^([\s>*+-]*)\*\*[ ]*([^*\n]+?)[ ]*\*\*", re.MULTILINE)


def read_multibao(path: Path) -> Reading:
    """One sheet. Every sentence of it is kept, in a field or in a section.

    Raises:
        UnreadableGuide: the file is not text, holds nothing, or its front matter cannot be read.

    """
    front = frontmatter.split(read_text(path))
    if not front.body.strip():
        raise UnreadableGuide(_("“%(name)s” holds no text.", name=path.name))
    return _Sheet(path, Fields(front.values)).reading(front.body)


class _Sheet:
    def __init__(self, path: Path, fields: Fields) -> None:
        self.path = path
        self.fields = fields
        self.gallery = Gallery(find=self._find)
        self.sections: dict[tuple[str, str], list[Node | str]] = {}
        self.steps: list[RawStep] = []
        self.objectives: list[str] = []
        self.materials: list[Material] = []
        self.group: tuple[int | None, int | None] = (None, None)
        self.minutes: int | None = None
        self.preparation_minutes: int | None = None
        self.said_of: dict[str, str] = {}
        self.picture_warnings: list[Message] = []
        self._last_picture = ""
        self.one_sentence = ""
        self.summary = ""
        self.captions: list[str] = []

    def reading(self, body: str) -> Reading:
        tree = to_tree(_tidied(body), keep_headings=True)
        nodes = self._captioned(unlinked(tree.nodes))
        parts = cut(nodes)
        title = self._title(parts)
        groups = nested(_without_title(parts), top=2)
        for group in groups:
            self._place(group)
        self._prefaced()
        if not self.steps:
            self._whole_run()
        settled = settle(_prose(nodes, without=self.captions), _("the sheet"))
        guide = GuideDocument(
            title=title,
            one_sentence=self.one_sentence,
            summary=self.summary or shortened(self.fields.line("description"), 500),
            kind="technique",
            tags=self.fields.texts("tags"),
            objectives=tuple(self.objectives),
            group_min=self.group[0],
            group_max=self.group[1],
            minutes=self.minutes,
            preparation_minutes=self.preparation_minutes,
            materials=tuple(self.materials),
            steps=tuple(Step(step.title, self._html(step.nodes), step.minutes) for step in self.steps),
            sections=tuple(self._written_sections()),
            licence=settled.key,
            credits=tuple(self._credits(nodes)),
        )
        guide = replace(guide, pictures=self._credited_pictures(), cover=self._cover())
        warnings = (*settled.warnings, *tree.warnings, *self.gallery.warnings, *self.picture_warnings)
        return Reading(self.path.name, guide, warnings, settled.words, settled.candidates)

    def _title(self, parts: list[Part]) -> str:
        own = next((part.title for part in parts if part.level == 1), "")
        said = self.fields.line("title")
        known = "" if heading_key(said) in _GENERIC_TITLES else said
        return without_numbering(own or known or self.path.stem.replace("_", " ").replace("-", " ").capitalize())

    def _place(self, group: Part) -> None:
        """Give a heading's content its place. Whatever is not understood stays a section under its own title."""
        key = group.key
        kind = next((kind for kind, pattern in _SECTIONS if re.fullmatch(pattern, key)), "")
        if not group.title:
            self._keep("introduction", "", group.with_parts_flat())
        elif key == "en une phrase":
            self._sentence(group)
        elif _OBJECTIVES.fullmatch(key) and not self.objectives:
            self._aims(group)
        elif _MATERIALS.fullmatch(key):
            self._bring(group)
        elif RUN.fullmatch(key):
            self._run(group)
        elif kind:
            self._keep(kind, "", group.with_parts())
        else:
            self._practical(group)
            self._keep("other", without_numbering(group.title), group.with_parts())
        if not kind or kind == "introduction":
            self._said_minutes(group)

    def _sentence(self, group: Part) -> None:
        words = [
            node
            for node in group.nodes
            if isinstance(node, Node) and node.tag == "p" and not _links_or_pictures(node)
            if line_of(node) not in self.captions
        ]
        text = _unreferenced(" ".join(line_of(node) for node in words))
        rest = [node for node in group.nodes if node not in words]
        if len(text) <= _SENTENCE_LENGTH:
            self.one_sentence = text
        elif len(text) <= _SUMMARY_LENGTH:
            self.summary = text
        else:
            rest = list(group.nodes)
            self.summary = shortened(text, _SUMMARY_LENGTH)
        self._keep("introduction", "", [*rest, *group.with_parts()[len(group.nodes) :]])

    def _aims(self, group: Part) -> None:
        lines = [_unreferenced(line_of(item)) for item in items(group.nodes)]
        if is_only_list(group.nodes) and not group.parts and all(len(line) <= _ITEM_LENGTH for line in lines):
            self.objectives = lines
        elif (
            len(group.nodes) == 1
            and not group.parts
            and len(group.text) <= _ITEM_LENGTH
            and not has_picture(group.nodes)
        ):
            self.objectives = [_unreferenced(group.text)]
        else:
            pictures = not group.parts and all(
                is_only_list([node]) or has_picture([node]) or line_of_any(node) in self.captions
                for node in group.nodes
            )
            self.objectives = lines if pictures else []
            rest = [node for node in group.nodes if not (pictures and is_only_list([node]))]
            title = "" if pictures else without_numbering(group.title)
            kind = "introduction" if pictures else "other"
            self._keep(kind, title, [*rest, *group.with_parts()[len(group.nodes) :]])

    def _bring(self, group: Part) -> None:
        lines = [_unreferenced(line_of(item)).strip(" .;") for item in items(group.nodes)]
        self.group = group_of(group.title) if self.group == (None, None) else self.group
        if is_only_list(group.nodes) and not group.parts and all(len(line) <= _MATERIAL_LENGTH for line in lines):
            self.materials += [Material(line) for line in lines]
        elif len(group.text) <= _MATERIAL_LENGTH and len(group.nodes) == 1 and not group.parts:
            self.materials.append(Material(group.text.strip(" .;")))
        else:
            self.materials += [Material(shortened(line, _MATERIAL_LENGTH)) for line in lines]
            self._keep("preparation", "", [Node("h3", {}, [without_numbering(group.title)]), *group.with_parts()])

    def _run(self, group: Part) -> None:
        if group.nodes:
            before, steps = steps_in(group.nodes, name=_PREFACE if group.key == "procedure" else _RUN_TITLE)
            is_preface = len(steps) == 1 and group.parts and len(group.text) < _LONG_PREFACE
            self._keep("preparation", "", list(group.nodes) if is_preface else before)
            self.steps += [] if is_preface else steps
        for part in nested(group.parts, top=min((part.level for part in group.parts), default=3)):
            kind = self._section_of(part)
            if RUN.fullmatch(part.key):
                self._run(part)
            elif kind:
                self._keep(kind, "", part.with_parts())
            else:
                self.steps += from_parts([part])

    def _prefaced(self) -> None:
        """A chapter about the run, then another with its steps: the first one prepares."""
        if len(self.steps) > 1 and self.steps[0].title == _PREFACE:
            place = self.sections.setdefault(("preparation", ""), [])
            place[:0] = self.steps.pop(0).nodes

    def _section_of(self, part: Part) -> str:
        return next((kind for kind, pattern in _SECTIONS if re.fullmatch(pattern, part.key)), "")

    def _whole_run(self) -> None:
        """No procedure was found: the chapters without a place of their own are the steps, or the whole text is."""
        titles = [
            title for kind, title in self.sections if kind == "other" and not _PRACTICAL.search(heading_key(title))
        ]
        if len(titles) > 1:
            for title in titles:
                self.steps.append(titled(title, self.sections.pop(("other", title))))
            return
        for place in (("other", titles[0]) if titles else ("introduction", ""), ("introduction", "")):
            nodes = self.sections.pop(place, [])
            if nodes:
                before, self.steps = steps_in(nodes, name=_RUN_TITLE)
                self._keep("introduction", "", before)
                return

    def _practical(self, group: Part) -> None:
        for item in items(group.nodes):
            words = line_of(item)
            key = heading_key(words.split(":")[0] if ":" in words else words)
            if re.match(r"nombre de participants|effectif", key) and self.group == (None, None):
                self.group = group_of(words)
            elif re.match(r"duree (?:de )?(?:la )?preparation", key):
                self.preparation_minutes = minutes_of(words)
            elif re.match(r"duree", key):
                self.minutes = self.minutes or minutes_of(words)

    def _said_minutes(self, group: Part) -> None:
        for node in walk(group.with_parts()):
            words = line_of(node) if node.tag in {"p", "li"} else ""
            if re.match(r"durée\s*:", words, re.IGNORECASE):
                self.minutes = self.minutes or minutes_of(words)

    def _keep(self, kind: str, title: str, nodes: list[Node | str]) -> None:
        if nodes:
            self.sections.setdefault((kind, title), []).extend(nodes)

    def _written_sections(self) -> list[Section]:
        order = [kind for kind, _ in _SECTIONS]
        last = {"further": 1, "sources": 2}
        keys = sorted(self.sections, key=lambda place: (last.get(place[0], 0), 0 if place[0] == "introduction" else 1))
        written = [Section(kind, self._html(self.sections[kind, title]), title) for kind, title in keys]
        return [section for section in written if section.text and (section.kind in order or section.title)]

    def _html(self, nodes: list[Node | str]) -> str:
        return clean(self.gallery.hang(nodes))

    def _find(self, src: str) -> Path | None:
        """Pictures are named from the root of the repository, in media/."""
        name = unquote(src.split("?", maxsplit=1)[0]).rsplit("/", 1)[-1]
        return next(filter(None, (find(folder, f"media/{name}") for folder in list(self.path.parents)[:4])), None)

    def _captioned(self, nodes: list[Node | str]) -> list[Node | str]:
        """Note what is said of pictures, so that it is not taken for a statement about the sheet."""
        after_picture = False
        for node in nodes:
            words = line_of_any(node)
            is_caption = len(words) <= _CAPTION_LENGTH and bool(statements(words))
            if isinstance(node, Node) and node.tag == "p" and (after_picture or has_picture([node])) and is_caption:
                self.captions.append(words)
                self._credit_picture(node, words)
            if has_picture([node]):
                self._last_picture = next(one.attrs["src"] for one in walk([node]) if one.tag == "img")
            after_picture = has_picture([node])
        return nodes

    def _credit_picture(self, node: Node, words: str) -> None:
        own = next((one.attrs["src"] for one in walk([node]) if one.tag == "img"), self._last_picture)
        self.said_of[own] = words

    def _credited_pictures(self) -> tuple[Picture, ...]:
        return tuple(self._credited(picture) for picture in self.gallery.pictures)

    def _credited(self, picture: Picture) -> Picture:
        words = next(
            (words for src, words in self.said_of.items() if src.endswith(picture.path.rsplit("/", 1)[-1])), ""
        )
        named = _LICENCE_IN_NAME.search(picture.path)
        settled = settle(words or (f"CC {named[1]}" if named else ""), _("the picture %(path)s", path=picture.path))
        self.picture_warnings += settled.warnings
        return replace(picture, licence=settled.key, title=picture.title)

    def _cover(self) -> str:
        return self.gallery.pictures[0].path if self.gallery.pictures else ""

    def _credits(self, nodes: list[Node | str]) -> list[Credit]:
        parts = cut(nodes)
        sources = [node for part in parts if self._section_of(part) == "sources" for node in part.nodes]
        last = list(parts[-1].nodes)
        named = [node for node in nodes if line_of_any(node) not in self.captions]
        found = credits_of(named, sources=sources or last)
        author = self.fields.line("author")
        helpers = [
            Credit(shortened(line_of(item).strip(" ."), 120), "contributor")
            for part in parts
            if re.match(r"compilation|contributeurs", part.key)
            for item in items(part.nodes)
            if not statements(line_of(item)) and not line_of(item).lower().startswith("issu ")
        ]
        known = {credit.name.casefold() for credit in found}
        first = [Credit(author)] if author and author.casefold() not in known else []
        return [*first, *found, *(one for one in helpers if one.name.casefold() not in known)]


def _without_title(parts: list[Part]) -> list[Part]:
    """The first heading of level 1 is the title: its text joins what comes before, later ones are chapters."""
    title = next((part for part in parts if part.level == 1), None)
    if title is None:
        return parts
    parts[0].nodes += title.nodes
    rest = [part for part in parts if part is not title]
    for part in rest:
        part.level = (2 if _CHAPTER.match(part.key) else max(part.level, 2)) if part.title else 0
    return rest


def _tidied(text: str) -> str:
    """Markdown as its author meant it: spaces after the hashes, bullets, no anchors nor template marks."""
    text = _WIKI_HEADING.sub(r"\n### \1\n\n", _LIQUID.sub("", _ARROW.sub("", text)))
    text = _LOOSE_SPACE.sub(" ", text)
    text = _BARE_HEADING.sub(r"\1 ", _BULLET.sub("- ", text))
    text = re.sub(r"(?<=\S)[ \t]*•[ \t]*", "\n- ", text)
    text = re.sub(r"^(\d+)\.(?=[A-ZÀÉ«])", r"\1. ", text, flags=re.MULTILINE)
    text = _SPACED_ADDRESS.sub(lambda found: f"]({found[1].strip().replace(' ', '%20')})", text)
    text = _LOOSE_BOLD.sub(r"\1**\2**", _MAIL.sub(r"\1", text))
    return _ANCHOR.sub("", _BOLD_REFERENCE.sub(r"(\1)", _REFERENCE.sub(r" (\1)", text)))


def _prose(nodes: list[Node | str], *, without: list[str]) -> str:
    lines = [line_of_any(node) for node in nodes]
    links = [
        one.attrs.get("href", "")
        for one in walk(nodes)
        if one.tag == "a" and "creativecommons.org" in one.attrs["href"]
    ]
    return "\n\n".join([line for line in lines if line not in without] + links)


def _unreferenced(words: str) -> str:
    """A short line without its numbers of notes."""
    return re.sub(r"\s*\(\d+\)(?=[\s,.;]|$)", "", one_line(words))


def line_of_any(node: Node | str) -> str:
    """The words of a node, its blocks one a line."""
    if isinstance(node, str):
        return one_line(node)
    if node.tag in {"ul", "ol", "blockquote"}:
        return "\n".join(line_of_any(child) for child in node.children)
    return line_of(node)


def _links_or_pictures(node: Node) -> bool:
    return has_picture([node]) or (len(node.children) == 1 and getattr(node.children[0], "tag", "") == "a")
