"""Drawings in SVG: taken as documents when they draw and do nothing else.

Refused rather than cleaned: what a cleaned drawing looks like, nobody has looked at; whoever drew it can save it as
“plain SVG”. SVG 2, chapters 2 (processing modes), 15 and 19; what is looked for are elements and attributes that run a
script, fetch something or hold another document.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from commons.library.domain.picture_formats import FileRefused

MOST_ELEMENTS, DEEPEST = 200_000, 200
_HEAD = 4096
_RUNS = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"})
_ANIMATES = frozenset({"set", "animate", "animatetransform", "animatemotion"})
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp);base64,|$)", re.IGNORECASE)
# What a URL is parsed without (URL Standard, 4.4): tabs and ends of lines anywhere, controls and spaces at its ends.
_UNSEEN = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_LEADS_TO = frozenset({"http", "https", "mailto", "tel"})  # where a link may lead
# CSS Images 4: beside `url()`, functions take an address as a string. CSS Syntax 3: no space stands before "(".
_FETCHES = re.compile(
    r"@import|expression\s*\(|url\((?!\s*['\"]?\s*(?:#|data:image/(?:png|jpe?g|gif|webp);))|\\"
    r"|(?<![\w-])(?:src|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade)\(",
    re.IGNORECASE,
)
_W3C = "http://www.w3.org/"
_SVG, _XML = f"{_W3C}2000/svg", f"{_W3C}XML/1998/namespace"
# Of the vocabularies that browsers know, those that only describe; what other programs write is inert.
_DESCRIBES = frozenset({f"{_W3C}1999/02/22-rdf-syntax-ns#", f"{_W3C}2000/01/rdf-schema#", f"{_W3C}2004/02/skos/core#"})
_BROWSERS = (_W3C, "http://www.mozilla.org/")


def is_svg(content: bytes) -> bool:
    return bool(re.search(rb"<(?:\w{1,20}:)?svg[\s>]", content[:_HEAD])) and not re.search(
        rb"<(?:!doctype\s+html|html)\b", content[:_HEAD], re.IGNORECASE
    )


class _Drawing:
    def __init__(self) -> None:
        self.elements = self.depth = 0
        self.in_style = False
        self.style: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise FileRefused(_("This drawing has too many parts: simplify it, or save it as PNG."))
        namespace, _space, local = name.lower().rpartition(" ")
        if local in _RUNS or (namespace.startswith(_BROWSERS) and namespace not in {_SVG, *_DESCRIBES}):
            raise FileRefused(_runs(local))
        self.in_style = self.in_style or local == "style"
        for key, value in attributes.items():
            self._attribute(local, key.lower(), value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        (namespace, _space, local), seen = key.rpartition(" "), _UNSEEN.sub("", value)
        if local == "ping" or (namespace == _XML.lower() and local == "base"):
            raise FileRefused(_fetches(value))
        if local.startswith("on") or (element in _ANIMATES and seen.lower().endswith("href")):
            raise FileRefused(_runs(local))
        if element != "a" and local in {"href", "src"} and not _INSIDE.match(seen):
            raise FileRefused(_fetches(value))
        scheme = _SCHEME.match(seen)
        if element == "a" and local == "href" and scheme and scheme[1].lower() not in _LEADS_TO:
            raise FileRefused(_runs(seen[:20]))
        if re.match("javascript|data:text|vbscript", seen, re.IGNORECASE):
            raise FileRefused(_runs(seen[:20]))
        if not namespace and ("(" in value or local == "style"):
            self._check_style(value)

    @staticmethod
    def _check_style(text: str) -> None:
        if match := _FETCHES.search(text):
            raise FileRefused(_fetches(text[match.start() : match.start() + 60]))

    def words(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(" ")[2].lower() == "style":
            self._check_style("".join(self.style))
            self.in_style, self.style = False, []


def _runs(what: str) -> str:
    return _("This drawing holds a program (%(what)s): save it as “plain SVG”, or as PNG.") % {"what": what}


def _fetches(what: str) -> str:
    sentence = _("This drawing fetches something from elsewhere (%(what)s): put it into the file, or save it as PNG.")
    return sentence % {"what": what[:60]}


def check_svg(content: bytes) -> None:
    """Raises FileRefused for a drawing that runs or fetches something, or that no reader understands."""
    drawing = _Drawing()
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_args: Any) -> None:
        raise FileRefused(_("This drawing declares entities: save it as “plain SVG”, or as PNG."))

    def refuse_elsewhere(_name: str, system_id: str | None, *_args: Any) -> None:
        if system_id and not system_id.startswith(("http://www.w3.org/", "https://www.w3.org/")):
            raise FileRefused(_fetches(system_id))

    parser.StartDoctypeDeclHandler = refuse_elsewhere
    parser.EntityDeclHandler = parser.ProcessingInstructionHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = drawing.start, drawing.end
    parser.CharacterDataHandler = drawing.words
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- its only signature
    except expat.ExpatError as error:
        raise FileRefused(_("This drawing breaks off or is not well formed: save it again.")) from error
