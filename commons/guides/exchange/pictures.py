"""The pictures that a text shows: those at hand become `Picture`s, the others are named and taken out."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from commons.library.record import Picture
from importing.added_words import added
from importing.local_files import is_remote
from markup.html import clean_tree
from markup.messages import message as _
from markup.notes import with_notes
from markup.tree import Node, walk, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markup.messages import Message

_NAMED = 8


class Gallery:
    """Collects the pictures of one guide while its texts are read.

    `find` gives the file of a local picture, or None. Without it nothing is looked up, and every local picture stays.
    `language` is that of the text, for the one word that may stand in a picture's place.
    """

    def __init__(
        self,
        declared: tuple[Picture, ...] = (),
        *,
        find: Callable[[str], Path | None] | None = None,
        language: str = "fr",
    ) -> None:
        self._language = language
        self._pictures = {picture.path: picture for picture in declared}
        self._find = find
        self.placed: dict[str, str] = {}  # how the text names a picture, and its path in the guide
        self._remote: dict[str, None] = {}
        self._missing: dict[str, None] = {}
        self.notes: Mapping[int, list[Node | str]] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(self._pictures.values())

    @property
    def warnings(self) -> list[Message]:
        """At most two sentences, naming what was left out."""
        out: list[Message] = []
        if self._remote:
            remote = _some(self._remote)
            out.append(
                _("Pictures on other sites were not fetched, a link stands in their place: %(names)s.", names=remote)
            )
        if self._missing:
            missing = _some(self._missing)
            out.append(_("Pictures not found beside the text were left out: %(names)s.", names=missing))
        return out

    def hang(self, nodes: list[Node | str]) -> str:
        """The HTML of `nodes`, below it the footnotes it refers to, each picture registered, linked or left out."""
        nodes = with_notes(nodes, self.notes)
        if not any(node.tag == "img" for node in walk(nodes)):
            return write(nodes)
        return clean_tree(write(self._placed(nodes, linked=False))).html

    def add(self, src: str, *, alt: str = "") -> str:
        """Register the picture `src`; its path in the guide, or nothing when it is not at hand."""
        if src in self._pictures:
            return src
        if is_remote(src):
            self._remote[src] = None
            return ""
        if self._find is None:
            self._pictures[src] = Picture(path=src, alt=alt)
            return src
        file = self._find(src)
        if file is None:
            self._missing[unquote(src)] = None
            return ""
        path = self.placed[src] = self._path(src, file)
        self._pictures.setdefault(path, Picture(path=path, file=file, alt=alt))
        return path

    def change(self, path: str, **facts: object) -> None:
        """Fill in what the text says about a picture."""
        self._pictures[path] = replace(self._pictures[path], **facts)  # type: ignore[arg-type]

    def _path(self, src: str, file: Path) -> str:
        paths = [path for path, picture in self._pictures.items() if picture.file == file]
        if paths:
            return paths[0]
        inside = PurePosixPath(src)
        is_ours = inside.parts[0] == "images" and ".." not in inside.parts
        return self._free(inside if is_ours else PurePosixPath("images", inside.name))

    def _free(self, path: PurePosixPath) -> str:
        """The path, numbered when another picture of the guide already has it: two pictures never become one."""
        numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
        return str(next(one for one in chain([path], numbered) if str(one) not in self._pictures))

    def _placed(self, nodes: list[Node | str], *, linked: bool) -> list[Node | str]:
        out: list[Node | str] = []
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
            elif node.tag == "img":
                out += self._picture(node, linked=linked)
            else:
                inside = self._placed(node.children, linked=linked or node.tag == "a")
                out.append(Node(node.tag, node.attrs, inside))
        return out

    def _picture(self, node: Node, *, linked: bool) -> list[Node | str]:
        src, alt = node.attrs["src"], node.attrs.get("alt", "")
        path = self.add(src, alt=alt)
        if path:
            return [Node("img", {"src": path, "alt": alt})]
        if not is_remote(src):
            return [f" {added('image', self._language, words=alt)} "] if alt else []
        label = alt or unquote(PurePosixPath(src.split("?")[0]).name) or src
        return [label] if linked else [Node("a", {"href": src}, [added("image", self._language, words=label)])]


def _some(names: dict[str, None]) -> str:
    """The first names; how many more there are is counted, not listed."""
    shown = ", ".join(list(names)[:_NAMED])
    more = len(names) - _NAMED
    return _("%(names)s and %(more)s more", names=shown, more=more) if more > 0 else shown
