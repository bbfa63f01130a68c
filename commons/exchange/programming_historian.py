"""Programming Historian lessons: Jekyll pages with Liquid and kramdown marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commons.exchange import frontmatter
from commons.exchange.beside import find, is_remote, read_text
from commons.exchange.cutting import Part, cut, dedented, nested, shortened, unlinked
from commons.exchange.dialects import attributes, liquid
from commons.exchange.document import Credit, GuideDocument, Origin, Reading, Section, Step, UnreadableGuide
from commons.exchange.fields import Fields
from commons.exchange.licensing import Settled, settle
from commons.exchange.messages import message as _
from commons.exchange.opening import SUMMARY_LENGTH, opening_of
from commons.exchange.pictures import Gallery
from commons.exchange.run import without_step_word
from commons.exchange.said import refused, said
from commons.exchange.titles import tidy
from markup.formulas import brackets
from markup.markdown import to_text
from markup.remarks import UnreadableText
from markup.tree import Node, walk

if TYPE_CHECKING:
    from pathlib import Path

    from commons.exchange.messages import Message

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
_KINDS = (
    (
        "introduction",
        re.compile(r"introduction(?: a .*)?$|presentation$|contexte$|prologue$|objectifs (?:de la lecon|du cours)"),
    ),
    ("prerequisites", re.compile(r"prerequis|prerequisites")),
    ("further", re.compile(r"pour aller plus loin|lectures|ressources utiles|suggestions? de lecture|further reading")),
    ("sources", re.compile(r"bibliographie|references|notes(?: de fin)?$|sources$|ouvrages cites")),
)
_ASIDE = re.compile(r"remerciements|conclusion|synchronisation de code|acknowledg")


def read_programming_historian(path: Path) -> Reading:
    """One lesson.

    Raises:
        UnreadableGuide: the file is not text, or has no front matter with a title.

    """
    text = read_text(path)
    front = frontmatter.split(text)
    fields = Fields(front.values)
    title = fields.line("title")
    if not title:
        raise UnreadableGuide(_("The front matter has no “title”: a lesson needs one."))
    above = text.count("\n") - front.body.count("\n")
    return _Lesson(path, fields).reading(title, front.body, above=above)


class _Lesson:
    def __init__(self, path: Path, fields: Fields) -> None:
        self.path = path
        self.fields = fields
        self.slug = fields.line("slug") or path.stem
        self.gallery = Gallery(find=self._find)
        self.warnings: list[Message] = []

    def reading(self, title: str, body: str, *, above: int) -> Reading:
        settled = self._settled()
        try:
            text = to_text(
                body,
                *(attributes, liquid, brackets),
                language=self._language(),
                keep_headings=True,
                options={"has file": self._has_file},
            )
        except UnreadableText as error:
            raise refused(error) from None
        self.gallery.notes = {number: unlinked(_at_home(note)) for number, note in text.notes.items()}
        parts = _top(cut(dedented(unlinked(_at_home(text.nodes))), language=self._language()))
        guide = self._guide(title, parts, settled)
        warnings = (*settled.warnings, *said(text.remarks, above=above), *self.warnings, *self.gallery.warnings)
        return Reading(self.path.name, guide, warnings, settled.words, settled.candidates)

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
        own = self.fields.line("license") or self.fields.line("licence")
        authors = ", ".join(self.fields.texts("authors"))
        url = f"{_SITE}/en/lessons/{original}"
        return (Origin(authors=authors, url=url, licence="" if own else settled.key, kind="translation"),)

    def _credits(self) -> list[Credit]:
        named = [(name.strip(), role) for key, role in _ROLES.items() for name in self.fields.texts(key)]
        return [Credit(name, role) for name, role in dict.fromkeys(named)]

    def _language(self) -> str:
        folders = [parent.name for parent in self.path.parents][:3]
        return next((name for name in folders if name in _LANGUAGES), self.fields.line("lang") or "fr")

    def _settled(self) -> Settled:
        """The licence that the lesson or its site states."""
        own = self.fields.line("license") or self.fields.line("licence")
        if own:
            return settle(own, _("the lesson"))
        for folder in list(self.path.parents)[:4]:
            for legal in (folder / "LICENSE.md", folder / "_data" / "snippets.yml"):
                words = _legal_words(legal, self._language())
                if words:
                    return settle(words, _("the lesson"))
        return settle("", _("the lesson"))

    def _find(self, src: str) -> Path | None:
        """Pictures live in images/<slug>/ at the root of the site, or beside the lesson."""
        name = src.rsplit("/", 1)[-1]
        original = self.fields.line("original")
        tries = [src.lstrip("/"), f"images/{self.slug}/{name}", f"images/{original}/{name}", f"images/{name}"]
        found = (find(folder, path) for folder in list(self.path.parents)[:3] for path in tries)
        return next(filter(None, found), None)

    def _kind(self, part: Part) -> str:
        if not part.title:
            return "introduction"
        kind = next((kind for kind, pattern in _KINDS if pattern.search(part.key)), "")
        return kind or ("other" if _ASIDE.search(part.key) else "step")

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
            sentence = f"Leçon publiée sous l'adresse <{own}>, d'après <{_SITE}/en/lessons/{original}>."
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


def _legal_words(path: Path, language: str) -> str:
    if not path.is_file():
        return ""
    text = read_text(path)
    if path.suffix != ".yml":
        return text.strip()
    try:
        footer = Fields(frontmatter.mapping(text)).mapping("footer")
        return Fields(Fields(footer).mapping("license")).text(language)
    except UnreadableGuide:
        return ""
