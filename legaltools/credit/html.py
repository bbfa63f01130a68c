"""The credit as HTML with RDFa. `legaltools.metadata.read_rdfa` reads it back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaltools.clean import reads_right_to_left
from legaltools.credit.line import credit_line
from legaltools.credit.roles import RELATORS
from legaltools.credit.segments import CreditLine, Role, Segment

if TYPE_CHECKING:
    from legaltools.credit.work import Work

PREFIXES = {
    "cc": "http://creativecommons.org/ns#",
    "dct": "http://purl.org/dc/terms/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_ALWAYS = ("cc", "dct")
_RELS = {Role.AUTHOR: "cc:attributionURL", Role.LICENCE: "license", Role.STATEMENT: "dct:rights"}
_PROPERTIES = {
    Role.TITLE: "dct:title",
    Role.AUTHOR: "cc:attributionName",
    Role.YEAR: "dct:dateCopyrighted",
    Role.UPDATED: "dct:modified",
    Role.CHANGES: "skos:changeNote",
}


def credit_html(work: Work, language: str) -> str:
    """Write the credit as one `<span>` of HTML with RDFa (ccREL), everything escaped, links only to http and https.

    The statements are about the work's source address; without one they are about an unnamed work, never about the
    page that the credit is pasted into. Empty when nothing is known.
    """
    line = credit_line(work, language)
    if not line.segments:
        return ""
    about = f'about="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    inside = _html(line)
    used = (name for name in PREFIXES if name in _ALWAYS or f"{name}:" in inside)
    prefixes = " ".join(f"{name}: {PREFIXES[name]}" for name in used)
    return f'<span prefix="{prefixes}" {about}>{inside}</span>'


def _html(line: CreditLine) -> str:
    return "".join(
        _original(segment) if isinstance(segment, CreditLine) else _segment(segment) for segment in line.segments
    )


def _original(line: CreditLine) -> str:
    about = f'resource="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    return f'<span rel="dct:source" {about}>{_html(line)}</span>'


def _segment(segment: Segment) -> str:
    if segment.plain_only:
        return ""
    text = escape(segment.text)
    direction = ' dir="auto"' if reads_right_to_left(segment.text) else ""
    meaning = _meaning(segment)
    if not segment.href:
        return f"<span{meaning}{direction}>{text}</span>" if meaning or direction else text
    return _link(segment, text, meaning=meaning, direction=direction)


def _meaning(segment: Segment) -> str:
    if segment.role not in _PROPERTIES:
        return ""
    names = _PROPERTIES[segment.role]
    if segment.role is Role.AUTHOR and segment.value != "author":
        names += f" marcrel:{RELATORS.get(segment.value, RELATORS['contributor'])}"
    content = f' content="{segment.value}"' if segment.role is Role.UPDATED else ""
    return f' property="{names}"{content}'


def _link(segment: Segment, text: str, *, meaning: str, direction: str) -> str:
    # RDFa 1.1 reads `property` and `href` on one element, without `rel`, as an address: the title needs its own span.
    href = escape(segment.href)
    if segment.role is Role.TITLE:
        return f'<a href="{href}"><span{meaning}{direction}>{text}</span></a>'
    rel = f' rel="{_RELS[segment.role]}"' if segment.role in _RELS else ""
    return f'<a{rel}{meaning}{direction} href="{href}">{text}</a>'
