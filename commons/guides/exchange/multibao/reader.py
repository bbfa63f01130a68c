"""One sheet, heading by heading: each thing goes where a guide keeps it, and whatever is not understood stays."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from commons.guides.exchange import sheet_front
from commons.guides.exchange.authors import clean_name
from commons.guides.exchange.dialects import liquid
from commons.guides.exchange.document import GuideDocument, Material, Reading, Section, Step
from commons.guides.exchange.fields import Fields
from commons.guides.exchange.lead import SENTENCE_LENGTH, SUMMARY_LENGTH, in_one_sentence, opening_of
from commons.guides.exchange.licensing import settle, statements
from commons.guides.exchange.lifecycle import held_back
from commons.guides.exchange.multibao import headings
from commons.guides.exchange.multibao.credits import credits_of, name_of
from commons.guides.exchange.multibao.opening_lines import (
    links_left_out,
    named_by_its_file,
    title_of,
    titled_by_its_first_line,
)
from commons.guides.exchange.multibao.pictures import Captions
from commons.guides.exchange.multibao.quantities import Facts
from commons.guides.exchange.multibao.words import (
    line_of_any,
    lines_of,
    links_or_pictures,
    prose_of,
    tidied,
    tidied_plain,
    unreferenced,
)
from commons.guides.exchange.pads import pads
from commons.guides.exchange.pictures import Gallery
from commons.guides.exchange.remarks import sentences_of
from commons.guides.exchange.sections import (
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
from commons.guides.exchange.sheet_facts import SheetFacts, material_of
from commons.guides.exchange.sheet_lines import not_understood, placed, without_lines
from commons.guides.exchange.steps import RawStep, from_parts, steps_in, titled
from commons.guides.exchange.titles import capital, tidy
from commons.library.record import Credit
from importing.added_words import added
from importing.local_files import find, read_text
from markup import frontmatter
from markup.html import clean
from markup.markdown import to_text
from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import normalize
from markup.tree import Node, walk

if TYPE_CHECKING:
    from pathlib import Path

    from markup.frontmatter import FrontMatter

_ITEM_LENGTH = 300
_LONG_PREFACE = 600
_FIRST_PARAGRAPHS = 3
_MATERIAL_LENGTH = 200
_PREFACE = "Procédure"


def read_multibao(path: Path) -> Reading:
    """One sheet. Every sentence of it is kept, in a field or in a section.

    Raises:
        Unreadable: the file is not text, holds nothing, or its front matter cannot be read.

    """
    return _Sheet(path, _front(path)).reading()


def read_sheet(path: Path, *, language: str = "fr") -> Reading:
    """Any other sheet, whose author wrote “Durée : 1 h” and “Auteur : …” above the text: these lines are its facts.

    `language` is that of a text which does not say its own.
    """
    return _Sheet(path, _front(path), plain=True, language=language).reading()


def _front(path: Path) -> FrontMatter:
    front = frontmatter.split(read_text(path))
    if not front.body.strip():
        raise Unreadable(_("“%(name)s” holds no text.", name=path.name))
    return front


class _Sheet:
    def __init__(self, path: Path, front: FrontMatter, *, plain: bool = False, language: str = "fr") -> None:
        self.path = path
        self.plain = plain
        self.own = SheetFacts()
        self.front = front
        self.fields = Fields(front.values)
        self.language = sheet_front.language_of(self.fields, otherwise=language)
        self.gallery = Gallery(find=self._find, language=self.language)
        body = tidied_plain(front.body) if plain else tidied(front.body)
        rules = (liquid, pads, gfm_autolink_plugin) if plain else (liquid, gfm_autolink_plugin)
        self.text = to_text(body, *rules, keep_headings=True, options={"has file": lambda _: True})
        self.gallery.notes = {number: unlinked(note) for number, note in self.text.notes.items()}
        self.nodes = unlinked(self.text.nodes)
        self.captions = Captions(self.nodes)
        self.facts = Facts()
        self.sections: dict[tuple[str, str], list[Node | str]] = {}
        self.steps: list[RawStep] = []
        self.objectives: list[str] = []
        self.materials: list[Material] = []
        self.one_sentence = ""
        self.summary = ""

    def reading(self) -> Reading:
        parts = cut(self.nodes, language=self.language)
        title = title_of(parts, self._named(), plain=self.plain)
        if self.plain:
            self._take_facts(parts)
            title = title or titled_by_its_first_line(parts, self._is_prose, language=self.language)
        title = title or named_by_its_file(self.path)
        for group in nested(headings.without_title(parts), top=2):
            self._place(group)
        self._prefaced()
        if not self.steps:
            self._whole_run()
        self._open()
        settled = settle(self._prose(), _("the sheet"))
        guide = self._guide(title, settled.key)
        guide = replace(guide, pictures=self.captions.credited(self.gallery), cover=self._cover())
        self._give_back_unused(guide)
        held = held_back(self.fields)
        warnings = (
            *settled.warnings,
            *self.front.warnings,
            *sentences_of(placed(self.text.remarks, self.front)),
            *self.gallery.warnings,
        )
        warnings = (
            *warnings,
            *(links_left_out(self.text) if self.plain else ()),
            *self.captions.warnings,
            *not_understood(self.own.unknown, self.front),
            *self.fields.not_used(),
        )
        return Reading(self.path.name, guide, warnings, settled.words, settled.candidates, held)

    def _prose(self) -> str:
        """All that may state the licence of the whole."""
        prose = prose_of(self.nodes, without=self.captions.lines)
        stated = sheet_front.licence_of(self.fields)
        return f"Licence : {stated}\n\n{prose}" if stated else prose

    def _give_back_unused(self, guide: GuideDocument) -> None:
        """The report names a title that gives way to the heading, a description that says nothing of the workshop."""
        shown = normalize(f"{guide.title} {guide.one_sentence} {guide.summary}")
        for key in ("title", "titre", *sheet_front.DESCRIPTION_KEYS):
            words = re.findall(r"\w+", normalize(self.fields.loose(key))) if key in self.fields else []
            if not all(word in shown for word in words):
                self.fields.give_back(key)

    def _take_facts(self, parts: list[Part]) -> None:
        """The facts of the front matter, and of what stands above the text or under practical headings."""
        sheet_front.take(self.fields, self.front.values, self.own)
        for part in parts:
            alone = [line for node in part.nodes for line in lines_of(node)] if part.title else []
            is_fact = self.own.knows(part.title) and not headings.has_place(part)
            if is_fact and len(alone) == 1 and self.own.read(f"{part.title} : {alone[0]}"):
                part.title, part.nodes, part.level = "", [], 0
            elif part.level <= 1 or is_fact or headings.is_practical(part.key):
                part.nodes = without_lines(part.nodes, self.own.read)

    def _guide(self, title: str, licence: str) -> GuideDocument:
        facts, own = self.facts, self.own
        group = own.group if own.group != (None, None) else facts.group
        return GuideDocument(
            title=title,
            one_sentence=self.one_sentence,
            summary=self.summary,
            language=self.language,
            kind="workshop" if self.plain else "technique",
            tags=tuple(dict.fromkeys((*own.tags, *(() if self.plain else self.fields.texts("tags"))))),
            objectives=(*own.objectives, *self.objectives),
            audience=own.audience,
            age_min=own.ages[0],
            age_max=own.ages[1],
            facilitators=own.facilitators,
            difficulty=own.difficulty,
            group_min=group[0],
            group_max=group[1],
            minutes=own.minutes or facts.minutes,
            preparation_minutes=own.preparation_minutes or facts.preparation_minutes,
            cost=facts.cost if own.cost is None else own.cost,
            cost_note=own.cost_note or facts.cost_note,
            materials=(*own.materials, *self.materials),
            steps=tuple(Step(step.title, self._html(step.nodes), step.minutes) for step in self.steps),
            sections=tuple(self._written_sections()),
            licence=licence,
            credits=tuple(self._credits()),
        )

    def _named(self) -> str:
        title = tidy(self.fields.line("title") or self.fields.line("titre"), language=self.language)
        return "" if heading_key(title) in headings.GENERIC_TITLES else without_numbering(title)

    def _place(self, group: Part) -> None:
        """Give a heading's content its place. Whatever is not understood stays a section under its own title."""
        kind = headings.kind_of(group)
        if not group.title:
            self._keep("introduction", "", group.with_parts_flat())
        elif group.key == headings.IN_ONE_SENTENCE:
            self._sentence(group)
        elif headings.names_objectives(group) and not self.objectives:
            self._aims(group)
        elif headings.names_materials(group):
            self._bring(group)
        elif headings.is_run(group):
            self._run(group)
        elif kind:
            self._keep(kind, "", group.with_parts())
        else:
            self.facts.read_rows(group)
            self._keep("other", without_numbering(group.title), group.with_parts())
        if not kind or kind == "introduction":
            self.facts.read_durations(group.with_parts())

    def _sentence(self, group: Part) -> None:
        """A sentence too long for its field is there cut short, and whole in the summary or the introduction."""
        words = [node for node in group.nodes if self._is_prose(node)]
        text = capital(unreferenced(" ".join(line_of_any(node) for node in words)))
        rest = list(group.nodes)
        if len(text) <= SUMMARY_LENGTH:
            rest = [node for node in group.nodes if node not in words]
        self.one_sentence = in_one_sentence(text)
        self.summary = shortened(text, SUMMARY_LENGTH) if len(text) > SENTENCE_LENGTH else ""
        self._keep("introduction", "", [*rest, *group.with_parts()[len(group.nodes) :]])

    def _open(self) -> None:
        """A sheet without “En une phrase” is said by its description, else by its introduction, else by its aim."""
        described = sheet_front.first_line(self.fields, sheet_front.DESCRIPTION_KEYS)
        self.one_sentence = self.one_sentence or opening_of(described)
        if opening_of(described) and not described.startswith(self.one_sentence):
            self.summary = self.summary or shortened(described, SUMMARY_LENGTH)
        place = self.sections.get(("introduction", ""), [])
        for node in [node for node in place if isinstance(node, Node) and self._is_prose(node)][:_FIRST_PARAGRAPHS]:
            line = unreferenced(line_of_any(node))
            if self.one_sentence or not opening_of(line):
                continue
            self.one_sentence = opening_of(line)
            if self.one_sentence == line and not any(child.tag in {"a", "code"} for child in walk([node])):
                place.remove(node)
        if len(self.objectives) == 1:
            self.one_sentence = self.one_sentence or opening_of(self.objectives[0])

    def _is_prose(self, node: Node | str) -> bool:
        is_text = isinstance(node, Node) and node.tag == "p" and not links_or_pictures(node)
        is_fact = any(line in self.own.unknown for line in lines_of(node))
        return is_text and not is_fact and line_of_any(node) not in self.captions.lines

    def _aims(self, group: Part) -> None:
        lines = [line for node in group.nodes for line in self._listed(node)]
        beside = [node for node in group.nodes if has_picture([node]) or line_of_any(node) in self.captions.lines]
        is_plain = is_only_list([node for node in group.nodes if node not in beside]) or len(group.nodes) == 1
        if lines and is_plain and not group.parts and all(len(line) <= _ITEM_LENGTH for line in lines):
            self.objectives = [capital(re.sub(r"\s+\.$", ".", line.strip(" ;"))) for line in lines]
            self._keep("introduction", "", beside)
        else:
            self._keep("other", without_numbering(group.title), group.with_parts())

    def _listed(self, node: Node | str) -> list[str]:
        """The items of a list, or the lines of a paragraph."""
        if is_only_list([node]):
            return [unreferenced(line_of(item)) for item in items([node])]
        return lines_of(node) if self._is_prose(node) else []

    def _bring(self, group: Part) -> None:
        """Items and lines are things to bring, but for the examples of a thing and the words that announce a list."""
        self.facts.read_group(group.title)
        rest: list[Node | str] = []
        example = False
        for node in group.nodes:
            example = (example and is_only_list([node])) or heading_key(line_of_any(node)).startswith("exemple")
            lines = [] if example else [line.strip(" .;") for line in self._listed(node)]
            is_listed = bool(lines) and not lines[-1].endswith(":")
            self.materials += [
                material_of(line) if self.plain else Material(shortened(line, _MATERIAL_LENGTH))
                for line in lines
                if is_listed
            ]
            if not is_listed or any(len(line) > _MATERIAL_LENGTH for line in lines):
                rest.append(node)
        rest += group.with_parts()[len(group.nodes) :]
        if rest:
            self._keep("preparation", "", [Node("h3", {}, [without_numbering(group.title)]), *rest])

    def _run(self, group: Part) -> None:
        if group.nodes:
            name = _PREFACE if group.key == "procedure" else added("run", self.language)
            before, steps = steps_in(group.nodes, name=name, language=self.language)
            is_preface = len(steps) == 1 and group.parts and len(group.text) < _LONG_PREFACE
            self._keep("preparation", "", list(group.nodes) if is_preface else before)
            self.steps += [] if is_preface else steps
        for part in nested(group.parts, top=min((part.level for part in group.parts), default=3)):
            kind = headings.kind_of(part)
            if headings.is_run(part):
                self._run(part)
            elif kind or headings.is_beside_the_run(part):
                self._keep(kind or "other", "" if kind else part.title, part.with_parts())
            else:
                self.steps += from_parts([part], language=self.language)

    def _prefaced(self) -> None:
        """A chapter about the run, then another with its steps: the first one prepares."""
        if len(self.steps) > 1 and self.steps[0].title == _PREFACE:
            place = self.sections.setdefault(("preparation", ""), [])
            place[:0] = self.steps.pop(0).nodes

    def _whole_run(self) -> None:
        """No procedure was found: the chapters without a place of their own are the steps, or the whole text is."""
        titles = [
            title for kind, title in self.sections if kind == "other" and not headings.is_practical(heading_key(title))
        ]
        if len(titles) > 1:
            for title in titles:
                self.steps.append(titled(title, self.sections.pop(("other", title)), language=self.language))
            return
        for place in (("other", titles[0]) if titles else ("introduction", ""), ("introduction", "")):
            nodes = self.sections.pop(place, [])
            if nodes:
                before, self.steps = steps_in(
                    nodes, name=place[1] or added("run", self.language), language=self.language
                )
                is_said = not place[1] or len(self.steps) == 1
                if place[1] and is_said:
                    self.steps = [titled(place[1], self.steps[0].nodes, language=self.language)]
                self._keep("introduction", "", before if is_said else [Node("h3", {}, [place[1]]), *before])
                return

    def _keep(self, kind: str, title: str, nodes: list[Node | str]) -> None:
        if nodes:
            self.sections.setdefault((kind, title), []).extend(nodes)

    def _written_sections(self) -> list[Section]:
        last = {"further": 1, "sources": 2}
        keys = sorted(self.sections, key=lambda place: (last.get(place[0], 0), 0 if place[0] == "introduction" else 1))
        written = [Section(kind, self._html(self.sections[kind, title]), title) for kind, title in keys]
        return [section for section in written if section.text and (section.kind in headings.KINDS or section.title)]

    def _html(self, nodes: list[Node | str]) -> str:
        return clean(self.gallery.hang(nodes))

    def _find(self, src: str) -> Path | None:
        """A picture lies beside the text, or where it is named from the root; multiBàO keeps them in media/."""
        path = src.split("?", maxsplit=1)[0].lstrip("/")
        name = unquote(path).rsplit("/", 1)[-1]
        above = list(self.path.parents)[:4]
        tries = [(self.path.parent, path), *((folder, path) for folder in above[1:] if src.startswith("/"))]
        tries += [(folder, f"media/{name}") for folder in above] if not self.plain or path.startswith("media/") else []
        return next(filter(None, (find(folder, place) for folder, place in tries)), None)

    def _cover(self) -> str:
        return self.gallery.pictures[0].path if self.gallery.pictures else ""

    def _credits(self) -> list[Credit]:
        parts = cut(self.nodes, language=self.language)
        sources = [node for part in parts if headings.kind_of(part) == "sources" for node in part.nodes]
        named = [node for node in self.nodes if line_of_any(node) not in self.captions.lines]
        credits = credits_of(named, sources=sources or list(parts[-1].nodes))
        is_one = isinstance(self.front.values.get("author", ""), str) and not self.own.authors
        author = clean_name(name_of(self.fields.line("author"))) if is_one else ""
        helpers = [
            Credit(shortened(line_of(item).strip(" ."), 120), "contributor")
            for part in parts
            if headings.names_helpers(part)
            for item in items(part.nodes)
            if not statements(line_of(item)) and not line_of(item).lower().startswith("issu ")
        ]
        names = {normalize(credit.name) for credit in credits}
        first = [Credit(author)] if author and normalize(author) not in names else []
        every = [*self.own.authors, *first, *credits, *(one for one in helpers if normalize(one.name) not in names)]
        return list({(normalize(one.name), one.role): one for one in reversed(every) if clean_name(one.name)}.values())[
            ::-1
        ]
