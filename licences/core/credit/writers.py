"""The three ways a credit is written. Each walks the same parts; none adds or leaves out a word of the credit."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from licences.core.credit.clean import isolated, reads_right_to_left
from licences.core.credit.line import credit_parts
from licences.core.credit.parts import Line, Mark, Part

if TYPE_CHECKING:
    from licences.core.credit.work import Work

_PREFIXES = 'prefix="cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/"'
_RELS = {Mark.AUTHOR: "cc:attributionURL", Mark.LICENCE: "license", Mark.STATEMENT: "dct:rights"}
_PROPERTIES = {Mark.TITLE: "dct:title", Mark.AUTHOR: "cc:attributionName"}
# Marks that mean something inside a line: the words of a credit never begin one. Then what GitHub and
# others would make a link of unasked.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&]|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)


def credit_text(work: Work, language: str) -> str:
    """Write the credit as plain text, its addresses spelled out in parentheses. Empty when nothing is known."""
    return _text(credit_parts(work, language))


def credit_html(work: Work, language: str) -> str:
    """Write the credit as one `<span>` of HTML with RDFa (ccREL), everything escaped, links only to http and https.

    The statements are about the work's source address; without one they are about an unnamed work, never about the
    page that the credit is pasted into. Empty when nothing is known.
    """
    line = credit_parts(work, language)
    if not line.parts:
        return ""
    about = f'about="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    return f"<span {_PREFIXES} {about}>{_html(line)}</span>"


def credit_markdown(work: Work, language: str) -> str:
    """Write the credit as one line of Markdown (CommonMark), its punctuation escaped. Empty when nothing is known."""
    return _markdown(credit_parts(work, language))


def _text(line: Line) -> str:
    return "".join(_text(part) if isinstance(part, Line) else _plain(part) for part in line.parts)


def _plain(part: Part) -> str:
    return part.text if part.plain_only else isolated(part.text)


def _html(line: Line) -> str:
    return "".join(_html_original(part) if isinstance(part, Line) else _html_part(part) for part in line.parts)


def _html_original(line: Line) -> str:
    about = f'resource="{escape(line.subject)}"' if line.subject else 'typeof="cc:Work"'
    return f'<span rel="dct:source" {about}>{_html(line)}</span>'


def _html_part(part: Part) -> str:
    if part.plain_only:
        return ""
    text = escape(part.text)
    direction = ' dir="auto"' if reads_right_to_left(part.text) else ""
    meaning = f' property="{_PROPERTIES[part.mark]}"' if part.mark in _PROPERTIES else ""
    if not part.href:
        return f"<span{meaning}{direction}>{text}</span>" if meaning or direction else text
    return _html_link(part, text, meaning=meaning, direction=direction)


def _html_link(part: Part, text: str, *, meaning: str, direction: str) -> str:
    # RDFa 1.1 reads `property` and `href` on one element, without `rel`, as an address: the title needs its own span.
    href = escape(part.href)
    if part.mark is Mark.TITLE:
        return f'<a href="{href}"><span{meaning}{direction}>{text}</span></a>'
    rel = f' rel="{_RELS[part.mark]}"' if part.mark in _RELS else ""
    return f'<a{rel}{meaning}{direction} href="{href}">{text}</a>'


def _markdown(line: Line) -> str:
    return "".join(_markdown(part) if isinstance(part, Line) else _markdown_part(part) for part in line.parts)


def _markdown_part(part: Part) -> str:
    if part.plain_only:
        return ""
    text = _escape_markdown(isolated(part.text))
    return f"[{text}]({_bracket_safe(part.href)})" if part.href else text


def _escape_markdown(text: str) -> str:
    return _MARKDOWN.sub(lambda found: "\\" + found[0], text)


def _bracket_safe(href: str) -> str:
    return href.translate({ord("("): "%28", ord(")"): "%29", ord("["): "%5B", ord("]"): "%5D", ord("*"): "%2A"})
