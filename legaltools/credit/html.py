"""The credit as HTML with RDFa. `legaltools.metadata.read_rdfa` reads it back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaltools.clean import reads_right_to_left
from legaltools.credit.line import credit_parts
from legaltools.credit.roles import RELATORS
from legaltools.credit.segments import Line, Mark, Part

if TYPE_CHECKING:
    from legaltools.credit.work import Work

PREFIXES = {
    "cc": "http://creativecommons.org/ns#",
    "dct": "http://purl.org/dc/terms/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_ALWAYS = ("cc", "dct")
_RELS = {Mark.AUTHOR: "cc:attributionURL", Mark.LICENCE: "license", Mark.STATEMENT: "dct:rights"}
_PROPERTIES = {
    Mark.TITLE: "dct:title",
    Mark.AUTHOR: "cc:attributionName",
    Mark.YEAR: "dct:dateCopyrighted",
    Mark.UPDATED: "dct:modified",
    Mark.CHANGES: "skos:changeNote",
}


def credit_html(work: Work, language: str) -> str:
    """Write the credit as one `<span>` of HTML with RDFa (ccREL), everything escaped, links only to http and https.

    The statements are about the work's source address; without one they are about an unnamed work, never about the
    page that the credit is pasted into. Empty when nothing is known.
    """
    line = credit_parts(work, language)
    if not line.parts:
        return ""
    about = f'about="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    inside = _html(line)
    used = (name for name in PREFIXES if name in _ALWAYS or f"{name}:" in inside)
    prefixes = " ".join(f"{name}: {PREFIXES[name]}" for name in used)
    return f'<span prefix="{prefixes}" {about}>{inside}</span>'


def _html(line: Line) -> str:
    return "".join(_original(part) if isinstance(part, Line) else _part(part) for part in line.parts)


def _original(line: Line) -> str:
    about = f'resource="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    return f'<span rel="dct:source" {about}>{_html(line)}</span>'


def _part(part: Part) -> str:
    if part.plain_only:
        return ""
    text = escape(part.text)
    direction = ' dir="auto"' if reads_right_to_left(part.text) else ""
    meaning = _meaning(part)
    if not part.href:
        return f"<span{meaning}{direction}>{text}</span>" if meaning or direction else text
    return _link(part, text, meaning=meaning, direction=direction)


def _meaning(part: Part) -> str:
    if part.mark not in _PROPERTIES:
        return ""
    names = _PROPERTIES[part.mark]
    if part.mark is Mark.AUTHOR and part.value != "author":
        names += f" marcrel:{RELATORS.get(part.value, RELATORS['contributor'])}"
    content = f' content="{part.value}"' if part.mark is Mark.UPDATED else ""
    return f' property="{names}"{content}'


def _link(part: Part, text: str, *, meaning: str, direction: str) -> str:
    # RDFa 1.1 reads `property` and `href` on one element, without `rel`, as an address: the title needs its own span.
    href = escape(part.href)
    if part.mark is Mark.TITLE:
        return f'<a href="{href}"><span{meaning}{direction}>{text}</span></a>'
    rel = f' rel="{_RELS[part.mark]}"' if part.mark in _RELS else ""
    return f'<a{rel}{meaning}{direction} href="{href}">{text}</a>'
