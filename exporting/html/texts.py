"""Texts of a sheet as HTML that is XML as well: what a browser opens from a folder, and what an e-book holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from legaltools.clean import web_address
from markup.notes import anchored
from markup.tree import VOID, Node, escape_attribute, escape_text, parse

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWED = frozenset({
    "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "b", "i", "s", "sup", "sub", "code", "pre", "blockquote", "table",
    "thead", "tbody", "tr", "td", "th", "hr", "br", "a", "strong", "em",
})  # fmt: skip
# What XML 1.0 (2.2) has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a figure may stand in.
_HOLDERS = frozenset({"li", "td", "th", "blockquote"})
_RAISED = ("#note-", "#renvoi-", "#texte-")


def xml_text(text: str) -> str:
    """The text without what XML cannot hold: NUL and most other control characters."""
    return _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the texts of one sheet.

    `figure` gives the HTML of a picture for its path and alternative text, `file` where a link to a file leads; either
    gives "" for what is not there: a picture is left out then, and a link leaves its words.
    """

    figure: Callable[[str, str], str]
    file: Callable[[str], str]

    def write(self, html: str, *, scope: str) -> str:
        """`scope` tells the footnotes of this text from those of the others on the page."""
        noted = anchored(html, scope=scope, label=_("Note %(number)s"), back=_("Note %(number)s: back to the text"))
        return "".join(self._block(node) for node in parse(xml_text(noted)))

    def _block(self, node: Node | str) -> str:
        """Pictures stand after the paragraph that shows them, never inside: a figure is a block."""
        pictures: list[str] = []
        written = self._node(node, pictures)
        return written + "".join(pictures)

    def _node(self, node: Node | str, pictures: list[str]) -> str:
        if isinstance(node, str):
            return escape_text(node)
        if node.tag == "img":
            pictures.append(self.figure(node.attrs.get("src", ""), node.attrs.get("alt", "")))
            return ""
        return self._paragraph(node) if node.tag == "p" else self._element(node, pictures)

    def _element(self, node: Node, pictures: list[str]) -> str:
        if node.tag in _HOLDERS:
            return f"<{node.tag}>{''.join(map(self._block, node.children))}</{node.tag}>"
        inside = "".join(self._node(child, pictures) for child in node.children)
        if node.tag not in ALLOWED:
            return inside
        if node.tag in VOID:
            return f"<{node.tag}/>"
        return self._link(node, inside) if node.tag == "a" else f"<{node.tag}{_attributes(node)}>{inside}</{node.tag}>"

    def _paragraph(self, node: Node) -> str:
        pictures: list[str] = []
        inside = "".join(self._node(child, pictures) for child in node.children)
        words = f"<p{_attributes(node)}>{inside}</p>" if inside.strip() else ""
        return words + "".join(pictures)

    def _link(self, node: Node, inside: str) -> str:
        href = node.attrs.get("href", "")
        target = href if href.startswith(_RAISED) else (web_address(href) or _mail(href) or self.file(href))
        if not target:
            return inside
        return f'<a href="{escape_attribute(target)}"{_attributes(node)}>{inside}</a>'


def _mail(href: str) -> str:
    return href if re.fullmatch(r"mailto:[\w.+-]{1,64}@[\w.-]{1,255}", href) else ""


def _attributes(node: Node) -> str:
    names = {"id", "role", "aria-label"} if node.tag in {"a", "p", "sup"} else set[str]()
    names |= {"start"} if node.tag == "ol" and node.attrs.get("start", "").isdecimal() else set()
    return "".join(f' {name}="{escape_attribute(node.attrs[name])}"' for name in sorted(names & node.attrs.keys()))
