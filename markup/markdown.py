"""The one reader of Markdown: what is code, a fence, a note, an attribute or a tag is decided here and nowhere else.

CommonMark, with what people write beyond it: tables, footnotes, task lists, strikethrough, boxes in every usual
dialect, definition lists, formulas, and Markdown inside HTML. What a static
site generator adds comes as a `Dialect`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from markup import boxes, formulas, html_in_markdown, marks
from markup.html import clean_known
from markup.inline import one_line
from markup.notes import flat, with_notes
from markup.remarks import Remark, TooDeep, TooMany
from markup.tree import Node, text_of, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    Dialect = Callable[[MarkdownIt], None]

MAX_NESTING = 60
MAX_MARKS, MAX_LINES = 40_000, 20_000
_MARK = re.compile(r"[\[\]<`*_|#!$~\\]")


@dataclass(slots=True)
class Text:
    """What was read: `nodes` in normal form, the footnotes that they refer to by number, and remarks."""

    nodes: list[Node | str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    notes: dict[int, list[Node | str]] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """The text with its footnotes below it."""
        return write(with_notes(self.nodes, self.notes))


class Source:
    """A text once parsed: its tokens may be read whole, or cut and read part by part."""

    def __init__(self, parser: MarkdownIt, text: str, env: dict[str, Any]) -> None:
        """Raise TooDeep for what nests deeper than `MAX_NESTING`, TooMany beyond `MAX_MARKS` or `MAX_LINES`."""
        if text.count("\n") > MAX_LINES or sum(1 for _ in islice(_MARK.finditer(text), MAX_MARKS + 1)) > MAX_MARKS:
            raise TooMany(marks=MAX_MARKS, lines=MAX_LINES)
        self._parser = parser
        self._env = env | {"remarks": [], "definitions": {}}
        self.lines = text.split("\n")
        try:
            self.tokens: list[Token] = parser.parse(text, self._env)
        except RecursionError:
            raise TooDeep from None
        if any(token.level >= MAX_NESTING - 1 for token in self.tokens):
            raise TooDeep
        self.tokens += marks.unused_notes(self.tokens, self._env)

    def text(self, tokens: Sequence[Token] | None = None, *, keep_headings: bool = False) -> Text:
        """The nodes of these tokens, of all when none are given; with `keep_headings`, h1 to h6 stay as they are."""
        try:
            nodes, remarks = self._nodes(self.tokens if tokens is None else tokens, keep_headings=keep_headings)
        except RecursionError:
            raise TooDeep from None
        return Text(nodes, remarks, self.notes)

    @property
    def remarks(self) -> list[Remark]:
        """What was noticed while parsing, in the order of the lines."""
        return sorted(self._env["remarks"], key=lambda remark: remark.line)

    @property
    def notes(self) -> dict[int, list[Node | str]]:
        return {
            number: flat(self._nodes(tokens, keep_headings=False)[0])
            for number, tokens in marks.definitions(self._env).items()
        }

    def _nodes(self, tokens: Sequence[Token], *, keep_headings: bool) -> tuple[list[Node | str], list[Remark]]:
        html = self._parser.renderer.render(tokens, self._parser.options, self._env)
        cleaned = clean_known(html, keep_headings=keep_headings)
        line = next((token.map[0] + 1 for token in tokens if token.map), 0)
        return cleaned.nodes, [Remark(remark.kind, line, remark.words) for remark in cleaned.remarks]


@cache
def parser(*dialects: Dialect) -> MarkdownIt:
    """The reader, and with it the rules of the dialects; addresses stay as they are written."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    for name, rule in {"validateLink": lambda _: True, "normalizeLink": str, "normalizeLinkText": str}.items():
        setattr(markdown, name, rule)
    markdown.use(footnote_plugin, move_to_end=False).use(deflist_plugin).use(admon_plugin)
    markdown.use(container_plugin, name=boxes.CONTAINER, validate=boxes.is_container)
    for rules in (html_in_markdown.plugin, formulas.plugin, boxes.plugin, marks.plugin, *dialects):
        markdown.use(rules)
    return markdown


def source(
    text: str,
    *dialects: Dialect,
    language: str = "fr",
    apart: frozenset[str] = frozenset(),
    options: dict[str, Any] | None = None,
) -> Source:
    """The text parsed.

    `language` is that of the titles which boxes are given, `apart` names the boxes that the caller takes, `options` are
    what the rules of a dialect ask for. Raises UnreadableText for a text that nests too deeply, or has too many marks.
    """
    return Source(parser(*dialects), text, {"language": language, "apart": apart, **(options or {})})


def to_text(
    markdown: str,
    *dialects: Dialect,
    language: str = "fr",
    keep_headings: bool = False,
    options: dict[str, Any] | None = None,
) -> Text:
    """Markdown as nodes. Raises UnreadableText for a text that nests too deeply, or has too many marks."""
    parsed = source(markdown, *dialects, language=language, options=options)
    text = parsed.text(keep_headings=keep_headings)
    text.remarks += parsed.remarks
    return text


def to_html(markdown: str) -> str:
    """Markdown as small HTML, its footnotes below it."""
    return to_text(markdown).html


def plain(markdown: str) -> str:
    """The words of one line of Markdown."""
    return one_line(text_of(to_text(f"# {markdown}").nodes)) if markdown.strip() else ""


def code_lines(text: str, *, indented: bool = False) -> set[int]:
    """The lines, counted from 0, that are code between fences for this reader; with `indented`, all that are code."""
    kinds = {"fence", "code_block"} if indented else {"fence"}
    maps = [token.map for token in source(text).tokens if token.type in kinds and token.map]
    return {line for start, end in maps for line in range(start, end)}
