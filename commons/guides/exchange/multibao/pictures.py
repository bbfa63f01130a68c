"""What a sheet says of its pictures: the line under one, or the name of its file, may give its licence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from commons.guides.exchange.licensing import settle, statements
from commons.guides.exchange.multibao.words import line_of_any
from commons.guides.exchange.sections import has_picture
from markup.messages import message as _
from markup.tree import Node, walk

if TYPE_CHECKING:
    from commons.guides.exchange.pictures import Gallery
    from commons.library.record import Picture
    from markup.messages import Message

_CAPTION_LENGTH = 260
_LICENCE_IN_NAME = re.compile(r"(?<![a-z])cc-?(by(?:-?(?:nc|sa|nd))*)(?![a-z])", re.IGNORECASE)


class Captions:
    """The lines under the pictures of a sheet, so that none is taken for a statement about the sheet itself."""

    def __init__(self, nodes: list[Node | str]) -> None:
        self.lines: list[str] = []
        self.warnings: list[Message] = []
        self._captions: dict[str, str] = {}
        shown = ""
        for before, node in zip([None, *nodes], nodes, strict=False):
            under = before is not None and has_picture([before])
            shown = _first_picture(node) or shown
            words = line_of_any(node)
            is_short = isinstance(node, Node) and node.tag == "p" and len(words) <= _CAPTION_LENGTH
            if is_short and (under or has_picture([node])) and statements(words):
                self.lines.append(words)
                self._captions[shown] = words

    def credited(self, gallery: Gallery) -> tuple[Picture, ...]:
        """The pictures of a gallery, each with what is said under it; a name alone never makes two of them one."""
        captions = {gallery.placed.get(src, src): words for src, words in self._captions.items()}
        return tuple(self._credited(picture, captions.get(picture.path, "")) for picture in gallery.pictures)

    def _credited(self, picture: Picture, words: str) -> Picture:
        named = _LICENCE_IN_NAME.search(picture.path)
        own = words or (f"CC {named[1]}" if named else "")
        settled = settle(own, _("the picture %(path)s", path=picture.path), of_a_picture=True)
        self.warnings += settled.warnings
        return replace(picture, licence=settled.key)


def _first_picture(node: Node | str) -> str:
    return next((one.attrs["src"] for one in walk([node]) if one.tag == "img"), "")
