"""What a sheet is called, where its author did not say it in the one way that everybody knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commons.guides.exchange.multibao.words import line_of_any
from commons.guides.exchange.sections import Part, led_nowhere, without_numbering
from commons.guides.exchange.titles import tidy
from markup.messages import message as _
from markup.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from markup.markdown import Text
    from markup.messages import Message

_LENGTH = 100
_LINKS_NAMED = 20
_NO_TITLE = re.compile(r"[:：.!…;,]$|\s:\s")


def title_of(parts: list[Part], named: str, *, plain: bool) -> str:
    """The heading of level 1, else the title of the front matter; several such headings are chapters, a level down."""
    tops = [part for part in parts if part.level == 1 and part.title]
    if plain and len(tops) > 1:
        for part in parts:
            part.level += bool(part.level)
        return named
    return without_numbering(tops[0].title) if tops else named


def titled_by_its_first_line(parts: list[Part], is_prose: Callable[[Node], bool], *, language: str) -> str:
    """A text without a title begins with it, when its first line stands alone and says no fact; it leaves the text."""
    first = next((node for node in parts[0].nodes if isinstance(node, Node)), None)
    words = line_of_any(first) if first and first.tag == "p" and is_prose(first) else ""
    if not words or "\n" in words or len(words) > _LENGTH or _NO_TITLE.search(words):
        return ""
    parts[0].nodes = [node for node in parts[0].nodes if node is not first]
    return tidy(words, language=language)


def named_by_its_file(path: Path) -> str:
    return without_numbering(path.stem.replace("_", " ").replace("-", " ").capitalize())


def links_left_out(text: Text) -> list[Message]:
    """One sentence that names the files and pages beside a text to which it leads: they do not come with it."""
    names = led_nowhere([*text.nodes, *(node for note in text.notes.values() for node in note)])
    if not names:
        return []
    shown = ", ".join(names[:_LINKS_NAMED]) + ("…" if len(names) > _LINKS_NAMED else "")
    return [_("Links to files and pages beside the text were left out, their words stay: %(names)s.", names=shown)]
