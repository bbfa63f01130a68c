"""The credit as plain text: whole, short for print, and said aloud."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaltools.catalogue import get
from legaltools.clean import isolated, web_address
from legaltools.credit.line import credit_line
from legaltools.credit.segments import CreditLine, Role, Segment
from legaltools.credit.spoken_name import spoken_name
from legaltools.duties import one_link_clause
from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaltools.credit.work import Work
    from legaltools.tool import Tool


def credit_text(work: Work, language: str) -> str:
    """Write the credit as plain text, its addresses spelled out in parentheses. Empty when nothing is known."""
    return _text(credit_line(work, language), _plain)


def credit_short(work: Work, language: str, credits_url: str = "") -> str:
    """Write the credit for print: title, names and licence, then one link to the page that holds the rest.

    Creative Commons 4.0 section 3(a)(2) lets that one link stand for what the page holds, and public domain tools ask
    for nothing. Any other licence keeps its own address and the words of the changes, since both must come with every
    copy (sections 4(a) and 4(b) until 3.0). Without `credits_url` the link is the work's source, and every licence
    keeps its address. Years and other addresses are left to the page.
    """
    page = web_address(credits_url)
    link = page or web_address(work.source)
    line = credit_line(_without(work, left_to_page=bool(page)), language)
    words = _text(line, _short_with_page if page else _short)
    label = (
        choose(language, fr="Crédits\u00a0: ", en="Credits: ")
        if page
        else choose(language, fr="Source\u00a0: ", en="Source: ")
    )
    return ". ".join(filter(None, (words, f"{label}{link}" if link else "")))


def credit_spoken(work: Work, language: str) -> str:
    """Write the credit as it is read out on the radio or in a video: no address, the licence in words."""
    return _text(credit_line(_without(work), language), lambda segment: _spoken(segment, language))


def _text(line: CreditLine, write: Callable[[Segment], str]) -> str:
    return "".join(
        _text(segment, write) if isinstance(segment, CreditLine) else write(segment) for segment in line.segments
    )


def _plain(segment: Segment) -> str:
    return segment.text if segment.plain_only else isolated(segment.text)


def _short(segment: Segment) -> str:
    return (
        ""
        if segment.role is Role.LICENCE and segment.plain_only and get(segment.value).is_public_domain
        else _plain(segment)
    )


def _short_with_page(segment: Segment) -> str:
    return (
        ""
        if segment.role is Role.LICENCE and segment.plain_only and _page_suffices(get(segment.value))
        else _plain(segment)
    )


def _page_suffices(tool: Tool) -> bool:
    return tool.is_public_domain or bool(one_link_clause(tool))


def _spoken(segment: Segment, language: str) -> str:
    if segment.plain_only:
        return ""
    return spoken_name(get(segment.value), language) if segment.role is Role.LICENCE else isolated(segment.text)


def _without(work: Work, *, left_to_page: bool = False) -> Work:
    """Leave out addresses and years, and the words of the changes where a page may hold them."""
    originals = tuple(_without(original, left_to_page=left_to_page) for original in work.adapted_from)
    page_holds_changes = left_to_page and work.licence is not None and _page_suffices(work.licence)
    changes = "" if page_holds_changes else work.changes
    return replace(work, source="", year=None, changes=changes, adapted_from=originals)
