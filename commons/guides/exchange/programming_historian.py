"""Programming Historian lessons: Jekyll pages with Liquid and kramdown marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from commons.guides.exchange.authors import clean_name
from commons.guides.exchange.dialects import attributes, liquid
from commons.guides.exchange.document import GuideDocument, Reading, Section, Step
from commons.guides.exchange.fields import Fields
from commons.guides.exchange.lead import SUMMARY_LENGTH, opening_of
from commons.guides.exchange.lesson_headings import kind_of
from commons.guides.exchange.licensing import Settled, settle
from commons.guides.exchange.lifecycle import held_back
from commons.guides.exchange.pictures import Gallery
from commons.guides.exchange.remarks import sentences_of
from commons.guides.exchange.sections import Part, cut, dedented, nested, shortened, unlinked
from commons.guides.exchange.site_licence import words_of
from commons.guides.exchange.steps import without_step_word
from commons.guides.exchange.titles import tidy
from commons.library.record import Credit, Origin
from importing.added_words import added
from importing.local_files import find, is_remote, licence_file, listing, read_text
from legaltools.languages import base
from markup import frontmatter
from markup.formulas import brackets
from markup.markdown import to_text
from markup.messages import Unreadable
from markup.messages import message as _
from markup.tree import Node, walk

if TYPE_CHECKING:
    from pathlib import Path

    from markup.messages import Message

_SITE = "https://programminghistorian.org"
_LANGUAGES = ("en", "es", "fr", "pt")
_ROLES = {
    "authors": "author",
    "translator": "translator",
    "reviewers": "reviewer",
    "translation-reviewer": "reviewer",
    "editors": "editor",
    "translation-editor": "editor",
}
# Their three levels are for readers who already program a little; ours go from 1 to 5.
_DIFFICULTY = {"1": 2, "2": 3, "3": 4}
_ROOTED = re.compile(r"/(?:en|es|fr|pt)/")


def read_programming_historian(path: Path) -> Reading:
    """One lesson.

    Raises:
        Unreadable: the file is not text, or has no front matter with a title.

    """
    text = read_text(path)
    front = frontmatter.split(text)
    fields = Fields(front.values)
    title = fields.line("title")
    if not title:
        raise Unreadable(_("The front matter has no “title”: a lesson needs one."))
    return _Lesson(path, front, fields).reading(title, front.body, above=front.body_line)


class _Lesson:
    def __init__(self, path: Path, front: frontmatter.FrontMatter, fields: Fields) -> None:
        self.path = path
        self.front = front
        self.fields = fields
        self.slug = fields.line("slug") or path.stem
        self.gallery = Gallery(find=self._find, language=self._language())
        self.warnings: list[Message] = []
        self._files: dict[str, Path | None] = {}
        self._listing = cache(listing)  # cached for this lesson: later changes to its folders go unseen

    def reading(self, title: str, body: str, *, above: int) -> Reading:
        settled = self._settled()
        text = to_text(
            body,
            *(attributes, liquid, brackets),
            language=self._language(),
            keep_headings=True,
            options={"has file": self._has_file},
        )
        self.gallery.notes = {number: unlinked(_at_home(note)) for number, note in text.notes.items()}
        parts = _top(cut(dedented(unlinked(_at_home(text.nodes))), language=self._language()))
        guide = self._guide(title, parts, settled)
        held = held_back(self.fields)
        warnings = (*settled.warnings, *self.front.warnings, *sentences_of(text.remarks, above=above), *self.warnings)
        warnings = (*warnings, *self.gallery.warnings, *self.fields.not_used())
        return Reading(self.path.name, guide, warnings, settled.words, settled.candidates, held)

    def _guide(self, title: str, parts: list[Part], settled: Settled) -> GuideDocument:
        fields = self.fields
        abstract = fields.line("abstract")
        opening = opening_of(abstract)
        original, doi = fields.line("original"), fields.line("doi")
        own = f"https://doi.org/{doi}" if doi else ""
        year = (fields.line("translation_date") or fields.line("date"))[:4]
        steps = [self._step(part) for part in parts if self._kind(part) == "step"]
        return GuideDocument(
            title=tidy(title, language=self._language()),
            one_sentence=opening,
            slug=self.slug,
            language=self._language(),
            summary=shortened(abstract, SUMMARY_LENGTH) if abstract != opening else "",
            kind="tutorial",
            tags=(*fields.texts("topics"), *fields.texts("activity")),
            difficulty=_DIFFICULTY.get(fields.line("difficulty")),
            steps=tuple(steps),
            sections=tuple(self._sections(parts, own, original)),
            pictures=self.gallery.pictures,
            licence=settled.key,
            credits=tuple(self._credits()),
            source_url=own,
            sources=self._original(original, settled),
            year=int(year) if year.isdigit() else None,
        )

    def _original(self, original: str, settled: Settled) -> tuple[Origin, ...]:
        """The English lesson it translates: the site's licence is of both, a licence of this lesson's own is not."""
        if not original:
            return ()
        own = self.fields.line("licence")
        authors = ", ".join(self.fields.texts("authors"))
        url = f"{_SITE}/en/lessons/{original}"
        return (Origin(authors=authors, url=url, licence="" if own else settled.key, kind="translation"),)

    def _credits(self) -> list[Credit]:
        named = [(clean_name(name), role) for key, role in _ROLES.items() for name in self.fields.texts(key)]
        return [Credit(name, role) for name, role in dict.fromkeys(named) if name]

    def _language(self) -> str:
        """The language that the lesson says it is in, else that of its folder."""
        language = base(self.fields.line("lang") or self.fields.line("language"))
        folders = [base(parent.name) for parent in self.path.parents][:3]
        return next((name for name in (language, *folders) if name in _LANGUAGES), "fr")

    def _settled(self) -> Settled:
        """The licence that the lesson or its site states."""
        own = self.fields.line("licence")
        if own:
            return settle(own, _("the lesson"))
        for folder in list(self.path.parents)[:4]:
            for legal in (licence_file(folder), folder / "_data" / "snippets.yml"):
                words = words_of(legal, self._language()) if legal else ""
                if words:
                    return settle(words, _("the lesson"))
        return settle("", _("the lesson"))

    def _find(self, src: str) -> Path | None:
        """Pictures live in images/<slug>/ at the root of the site, or beside the lesson. Results are cached."""
        if src not in self._files:
            self._files[src] = self._search(src)
        return self._files[src]

    def _search(self, src: str) -> Path | None:
        name = src.rsplit("/", 1)[-1]
        original = self.fields.line("original")
        places = (f"images/{self.slug}/{name}", *([f"images/{original}/{name}"] if original else []), f"images/{name}")
        tries = dict.fromkeys((src.lstrip("/"), *places))
        files = (find(folder, path, listing=self._listing) for folder in list(self.path.parents)[:3] for path in tries)
        return next(filter(None, files), None)

    def _kind(self, part: Part) -> str:
        return kind_of(part.key) if part.title else "introduction"

    def _step(self, part: Part) -> Step:
        return Step(without_step_word(part.title), self.gallery.hang(part.with_parts()))

    def _sections(self, parts: list[Part], own: str, original: str) -> list[Section]:
        """One section a kind; what shares a kind keeps its heading inside it."""
        by_kind: dict[tuple[str, str], list[Node | str]] = {}
        for part in parts:
            kind = self._kind(part)
            if kind == "step" or not (part.nodes or part.parts):
                continue
            title = part.title if kind == "other" else ""
            place = by_kind.setdefault((kind, title), [])
            if place:
                place.append(Node("h3", {}, [part.title]))
            place += part.with_parts()
        if own and original:
            where = {"own": own, "original": f"{_SITE}/en/lessons/{original}"}
            sentence = added("first published", self._language(), **where)
            by_kind.setdefault(("sources", ""), []).extend(to_text(sentence).nodes)
        return [Section(kind, self.gallery.hang(nodes), title) for (kind, title), nodes in by_kind.items()]

    def _has_file(self, src: str) -> bool:
        return is_remote(src) or self._find(src) is not None


def _at_home(nodes: list[Node | str]) -> list[Node | str]:
    """The same, with links to other pages of their site made whole."""
    for node in walk(nodes):
        if node.tag == "a" and _ROOTED.match(node.attrs.get("href", "")):
            node.attrs["href"] = _SITE + node.attrs["href"]
    return nodes


def _top(parts: list[Part]) -> list[Part]:
    """Parts cut where the lesson's own chapters begin, whatever level its author gave them."""
    levels = [part.level for part in parts if part.level]
    if not levels:
        return parts
    top = min(levels)
    deeper = min((level for level in levels if level > top), default=top)
    if levels[0] != top or (levels.count(top) == 1 and levels.count(deeper) > 1):
        top = deeper
    return nested(parts, top)
