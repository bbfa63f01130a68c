"""From a work to the segments of its credit: the order, the words, and what is left out when it is not known.

Order: title, authors, year, licence, changes, originals (TASL, creativecommons.org's recommended practice). Every
version's duties are met by showing all that is known: title (asked until 3.0), source address (from 2.0), licence
address (all), that it was changed (all), the originals' own credits (4.0 section 3(a)(1)(B) keeps earlier changes).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from legaltools.clean import one_line, web_address
from legaltools.credit.roles import ROLES
from legaltools.credit.segments import TYPED, CreditLine, Role, Segment
from legaltools.credit.terms import day_in_words, terms
from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.credit.work import Author, Work


def credit_line(work: Work, language: str) -> CreditLine:
    """Give the credit as segments, in French (`fr…`) or English (anything else). Every format is written from this."""
    line = _line(work, language)
    return CreditLine(line.subject, _capitalised(line.segments))


def _line(work: Work, language: str, *, nested: bool = False) -> CreditLine:
    main = _main(work, language)
    extras = [*_changes(work, language), *_originals(work, language)]
    if nested and extras:
        joined = [Segment(" ("), *_joined(extras, gap=_semicolon(language)), Segment(")")]
    else:
        joined = _joined(extras, gap=_semicolon(language))
        joined = [Segment(_semicolon(language)), *joined] if main and joined else joined
    return CreditLine(web_address(work.source), (*main, *joined))


def _main(work: Work, language: str) -> list[Segment]:
    authors, others = _by_role(work)
    segments = [*_title(work, language), *_group("author", authors, language)]
    segments += _year(work, bracketed=bool(segments))
    for role, group in groupby(others, key=_role):
        segments += _group(role, list(group), language)
    segments += _source(work, language)
    segments += _as_of(work, language, follows=bool(segments))
    licence = terms(work, language)
    return [*segments, Segment(", "), *licence] if segments and licence else [*segments, *licence]


def _joined(extras: Sequence[tuple[Segment | CreditLine, ...]], *, gap: str) -> list[Segment | CreditLine]:
    joined: list[Segment | CreditLine] = []
    for extra in extras:
        joined += [Segment(gap), *extra] if joined else extra
    return joined


def _by_role(work: Work) -> tuple[list[Author], list[Author]]:
    """Split authors from the other roles; these in the order `ROLES` lists them, free words last."""
    order = list(ROLES)
    named = [author for author in work.authors if one_line(author.name)]
    others = [author for author in named if _role(author) != "author"]
    others.sort(key=lambda author: order.index(_role(author)) if _role(author) in ROLES else len(order))
    return [author for author in named if _role(author) == "author"], others


def _role(author: Author) -> str:
    return one_line(author.role) or "author"


def _title(work: Work, language: str) -> Iterator[Segment]:
    title, source = one_line(work.title), web_address(work.source)
    if not title:
        return
    yield Segment(choose(language, fr="«\u00a0", en="“"))
    yield Segment(title, source, Role.TITLE)
    yield Segment(choose(language, fr="\u00a0»", en="”"))
    if source:
        yield Segment(f" ({source})", plain_only=True)


def _group(role: str, authors: Sequence[Author], language: str) -> Iterator[Segment]:
    if not authors:
        return
    yield Segment(_role_words(role, language))
    for position, author in enumerate(authors):
        if position:
            last = position == len(authors) - 1
            yield Segment(choose(language, fr=" et ", en=" and ") if last else ", ")
        yield Segment(one_line(author.name), web_address(author.url), Role.AUTHOR, value=role)
    if role not in ROLES:
        yield from (Segment(" ("), Segment(role, role=Role.ROLE), Segment(")"))


def _role_words(role: str, language: str) -> str:
    if role not in ROLES:
        return ", "
    fr, en = ROLES[role]
    words = choose(language, fr=fr, en=en)
    return f" {words} " if role == "author" else f", {words} "


def _source(work: Work, language: str) -> Iterator[Segment]:
    """Name the source when there is no title to carry its link."""
    source = web_address(work.source)
    if not source or one_line(work.title):
        return
    yield Segment(", ")
    yield Segment("source", source, Role.SOURCE)
    yield Segment(choose(language, fr=f"\u00a0: {source}", en=f": {source}"), plain_only=True)


def _year(work: Work, *, bracketed: bool) -> list[Segment]:
    if work.year is None:
        return []
    year = Segment(str(work.year), role=Role.YEAR)
    return [Segment(" ("), year, Segment(")")] if bracketed else [year]


def _as_of(work: Work, language: str, *, follows: bool) -> list[Segment]:
    """Tell which version was used of a work that goes on changing: alone, it would credit nothing."""
    if work.as_of is None or not follows:
        return []
    words = choose(language, fr=", version du ", en=", version of ")
    return [Segment(words + day_in_words(work.as_of, language))]


def _changes(work: Work, language: str) -> list[tuple[Segment | CreditLine, ...]]:
    changes = one_line(work.changes).rstrip(". ")
    words = choose(language, fr="modifications\u00a0: ", en="changes: ")
    return [(Segment(words), Segment(changes, role=Role.CHANGES))] if changes else []


def _originals(work: Work, language: str) -> list[tuple[Segment | CreditLine, ...]]:
    lines = [(original, _line(original, language, nested=True)) for original in work.adapted_from]
    return [_original(original, line, language) for original, line in lines if line.segments]


def _original(work: Work, line: CreditLine, language: str) -> tuple[Segment | CreditLine, ...]:
    if one_line(work.title):
        return Segment(choose(language, fr="adapté de ", en="adapted from ")), line
    words = choose(language, fr="adapté d’une œuvre ", en="adapted from a work ")
    return Segment(words), CreditLine(line.subject, _trimmed(line.segments))


def _semicolon(language: str) -> str:
    return choose(language, fr="\u00a0; ", en="; ")


def _trimmed(segments: tuple[Segment | CreditLine, ...]) -> tuple[Segment | CreditLine, ...]:
    """Drop the gap that stands before the first words when nothing precedes them."""
    first, *rest = segments
    if not isinstance(first, Segment) or first.role is not Role.WORDS:
        return segments
    text = first.text.lstrip(" ,")
    return (Segment(text), *rest) if text else tuple(rest)


def _capitalised(segments: tuple[Segment | CreditLine, ...]) -> tuple[Segment | CreditLine, ...]:
    """Begin with a capital when the first words are ours, not a title or a name."""
    segments = _trimmed(segments) if segments else segments
    if not segments or not isinstance(segments[0], Segment) or segments[0].role in TYPED:
        return segments
    first = segments[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *segments[1:])
