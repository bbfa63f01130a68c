"""From a work to the parts of its credit: the order, the words, and what is left out when it is not known.

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
from legaltools.credit.segments import TYPED, Line, Mark, Part
from legaltools.credit.terms import terms
from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.credit.work import Author, Work


def credit_parts(work: Work, language: str) -> Line:
    """Give the credit as parts, in French (`fr…`) or English (anything else). Every format is written from this."""
    line = _line(work, language)
    return Line(line.subject, _capitalised(line.parts))


def _line(work: Work, language: str, *, nested: bool = False) -> Line:
    main = _main(work, language)
    extras = [*_changes(work, language), *_originals(work, language)]
    if nested and extras:
        joined = [Part(" ("), *_joined(extras, gap=_semicolon(language)), Part(")")]
    else:
        joined = _joined(extras, gap=_semicolon(language))
        joined = [Part(_semicolon(language)), *joined] if main and joined else joined
    return Line(web_address(work.source), (*main, *joined))


def _main(work: Work, language: str) -> list[Part]:
    authors, others = _by_role(work)
    parts = [*_title(work, language), *_group("author", authors, language)]
    parts += _year(work, bracketed=bool(parts))
    for role, group in groupby(others, key=_role):
        parts += _group(role, list(group), language)
    parts += _source(work, language)
    licence = terms(work, language)
    return [*parts, Part(", "), *licence] if parts and licence else [*parts, *licence]


def _joined(extras: Sequence[tuple[Part | Line, ...]], *, gap: str) -> list[Part | Line]:
    joined: list[Part | Line] = []
    for extra in extras:
        joined += [Part(gap), *extra] if joined else extra
    return joined


def _by_role(work: Work) -> tuple[list[Author], list[Author]]:
    """Split authors from the other roles; these in the order `ROLES` lists them, free words last."""
    known = list(ROLES)
    named = [author for author in work.authors if one_line(author.name)]
    others = [author for author in named if _role(author) != "author"]
    others.sort(key=lambda author: known.index(_role(author)) if _role(author) in ROLES else len(known))
    return [author for author in named if _role(author) == "author"], others


def _role(author: Author) -> str:
    return one_line(author.role) or "author"


def _title(work: Work, language: str) -> Iterator[Part]:
    title, source = one_line(work.title), web_address(work.source)
    if not title:
        return
    yield Part(choose(language, fr="«\u00a0", en="“"))
    yield Part(title, source, Mark.TITLE)
    yield Part(choose(language, fr="\u00a0»", en="”"))
    if source:
        yield Part(f" ({source})", plain_only=True)


def _group(role: str, authors: Sequence[Author], language: str) -> Iterator[Part]:
    if not authors:
        return
    yield Part(_role_words(role, language))
    for position, author in enumerate(authors):
        if position:
            last = position == len(authors) - 1
            yield Part(choose(language, fr=" et ", en=" and ") if last else ", ")
        yield Part(one_line(author.name), web_address(author.url), Mark.AUTHOR, value=role)
    if role not in ROLES:
        yield from (Part(" ("), Part(role, mark=Mark.ROLE), Part(")"))


def _role_words(role: str, language: str) -> str:
    if role not in ROLES:
        return ", "
    fr, en = ROLES[role]
    words = choose(language, fr=fr, en=en)
    return f" {words} " if role == "author" else f", {words} "


def _source(work: Work, language: str) -> Iterator[Part]:
    """Name the source when there is no title to carry its link."""
    source = web_address(work.source)
    if not source or one_line(work.title):
        return
    yield Part(", ")
    yield Part("source", source, Mark.SOURCE)
    yield Part(choose(language, fr=f"\u00a0: {source}", en=f": {source}"), plain_only=True)


def _year(work: Work, *, bracketed: bool) -> list[Part]:
    if work.year is None:
        return []
    year = Part(str(work.year), mark=Mark.YEAR)
    return [Part(" ("), year, Part(")")] if bracketed else [year]


def _changes(work: Work, language: str) -> list[tuple[Part | Line, ...]]:
    changes = one_line(work.changes).rstrip(". ")
    words = choose(language, fr="modifications\u00a0: ", en="changes: ")
    return [(Part(words), Part(changes, mark=Mark.CHANGES))] if changes else []


def _originals(work: Work, language: str) -> list[tuple[Part | Line, ...]]:
    lines = [(original, _line(original, language, nested=True)) for original in work.adapted_from]
    return [_original(original, line, language) for original, line in lines if line.parts]


def _original(work: Work, line: Line, language: str) -> tuple[Part | Line, ...]:
    if one_line(work.title):
        return Part(choose(language, fr="adapté de ", en="adapted from ")), line
    words = choose(language, fr="adapté d’une œuvre ", en="adapted from a work ")
    return Part(words), Line(line.subject, _trimmed(line.parts))


def _semicolon(language: str) -> str:
    return choose(language, fr="\u00a0; ", en="; ")


def _trimmed(parts: tuple[Part | Line, ...]) -> tuple[Part | Line, ...]:
    """Drop the gap that stands before the first words when nothing precedes them."""
    first, *rest = parts
    if not isinstance(first, Part) or first.mark is not Mark.WORDS:
        return parts
    text = first.text.lstrip(" ,")
    return (Part(text), *rest) if text else tuple(rest)


def _capitalised(parts: tuple[Part | Line, ...]) -> tuple[Part | Line, ...]:
    """Begin with a capital when the first words are ours, not a title or a name."""
    parts = _trimmed(parts) if parts else parts
    if not parts or not isinstance(parts[0], Part) or parts[0].mark in TYPED:
        return parts
    first = parts[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *parts[1:])
