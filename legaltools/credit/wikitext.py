"""The credit as wikitext (MediaWiki), for Wikimedia Commons and other wikis of its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.clean import isolated
from legaltools.credit.line import credit_line
from legaltools.credit.segments import CreditLine, Segment

if TYPE_CHECKING:
    from legaltools.credit.work import Work

# What begins a link, a template, a tag, an entity, a variant or a behaviour switch; quotes and tildes only in runs
# (bold, signature); then addresses and numbers that a wiki would link unasked.
_MEANS_SOMETHING = re.compile(r"[\[\]{}|<>&]|'(?=')|(?<=')'|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_|-(?=\{)|:(?=//)|(?<=mailto):")
_NUMBERED = re.compile(r"\b(RFC|PMID|ISBN) ", re.IGNORECASE)
_BEGINS_SOMETHING = re.compile(r"\A[*#:;=\-]")


def credit_wikitext(work: Work, language: str) -> str:
    """Write the credit as one line of wikitext with external links. Empty when nothing is known.

    What means something to a wiki is written as character references in what people typed: it is shown as it is, and
    no title can call a template, close a link or sign.
    """
    return _BEGINS_SOMETHING.sub(_reference, _wikitext(credit_line(work, language)))


def _wikitext(line: CreditLine) -> str:
    return "".join(
        _wikitext(segment) if isinstance(segment, CreditLine) else _segment(segment) for segment in line.segments
    )


def _segment(segment: Segment) -> str:
    if segment.plain_only:
        return ""
    text = _NUMBERED.sub(r"\1&#32;", _MEANS_SOMETHING.sub(_reference, isolated(segment.text)))
    return f"[{_address(segment.href)} {text}]" if segment.href else text


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _address(href: str) -> str:
    safe = href.translate({ord("["): "%5B", ord("]"): "%5D"}).replace("~~~", "%7E%7E%7E").replace("__", "_%5F")
    return re.sub(r"&(?=#?\w+;)", "&amp;", safe)
