"""Reading Markdown credits as `credit_markdown` writes them, in French or English.

An escaped letter is what somebody typed, never punctuation of ours: it is shifted into the surrogates, which no text
holds, while the line is taken apart. Links and titles are put aside first, since they may hold anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from legaltools.catalogue import get
from legaltools.credit.roles import ROLES
from legaltools.credit.terms import MONTHS
from legaltools.credit.work import Author, Work
from legaltools.metadata.record import DEEPEST, licence_at, refuse_too_long, tidy_or_none, to_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#([0-9]{1,5});")
_SHIFT, _SHIFTABLE, _SHIFTED = 0xD800, range(0x100), re.compile("[\ud800-\ud8ff]")
_QUOTES = {"“": "\udc01", "”": "\udc02"}
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_TITLE = re.compile(r"«\xa0([^«»]*)\xa0»|“([^“”]*)”")
_FULL_STOP = re.compile(r"(?<=(?<!\\)\))\.\Z")
_ASIDE = re.compile("\uda00([0-9]+)\uda01")
_BEGINS_EXTRA = re.compile(r"modifications\xa0: |changes: |adapté d|adapted from ", re.IGNORECASE)
_CHANGES = re.compile(r"(?:modifications\xa0|changes): ", re.IGNORECASE)
_ORIGINAL = re.compile(r"adapté d(?:e |’une œuvre )|adapted from (?:a work )?", re.IGNORECASE)
_YEAR = re.compile(r" ?\(([0-9]{1,4})\)\Z")
_FREE_ROLE = re.compile(r"(.+) \(([^()]+)\)\Z", re.DOTALL)
_ROLE_WORDS = [(f"{words} ", role) for role, pair in ROLES.items() for words in pair]
_AND = re.compile(" (?:et|and) ")
_LICENCE_WORDS = re.compile(
    r"(?:sous (?:licence )?|licensed under |versé dans le domaine public \(|dedicated to the public domain \(|"
    r"statut des droits\xa0: |rights status: )?",
    re.IGNORECASE,
)
_PERMISSION = re.compile("reproduit avec autorisation|used with permission", re.IGNORECASE)
_UPDATED = re.compile(r"(?:mise à jour du|last updated) ([0-9]{1,2})(?:er)?\xa0(\w+) ([0-9]{4})", re.IGNORECASE)


def read_markdown(text: str) -> Work | None:
    """Read a work from a credit in Markdown: its first line that is not blank.

    What is not a credit's own wording is left unread; None when nothing is left. Raise
    `UnreadableMetadata` only for a text too long.
    """
    refuse_too_long(text)
    line = next((line for line in text.splitlines() if line.strip()), "")
    shelf = _Shelf()
    return tidy_or_none(_Reader(shelf).line(shelf.put_aside(_FULL_STOP.sub("", line.strip(" ")))))


@dataclass(slots=True)
class _Shelf:
    """Links and titles put aside: (words, address, kind)."""

    pieces: list[tuple[str, str, str]] = field(default_factory=list)

    def put_aside(self, line: str) -> str:
        line = _ESCAPED.sub(_shifted, _SURROGATES.sub("", line))
        line = _LINK.sub(lambda link: self._keep(link[1], link[2].replace("&amp;", "&"), "link"), line)
        return _TITLE.sub(lambda title: self._keep(title[1] or title[2] or "", "", "title"), line)

    def _keep(self, words: str, address: str, kind: str) -> str:
        self.pieces.append((words, address, kind))
        return f"\uda00{len(self.pieces) - 1}\uda01"

    def take(self, text: str) -> tuple[str, str, str]:
        """Give what stands there alone: words, address and kind; plain words have the kind ""."""
        alone = _ASIDE.fullmatch(text)
        return self.pieces[int(alone[1])] if alone else (text, "", "")

    def words(self, text: str) -> str:
        """Give back what was typed."""
        text = _ASIDE.sub(lambda aside: self.pieces[int(aside[1])][0], text)
        text = _SHIFTED.sub(lambda letter: chr(ord(letter[0]) - _SHIFT), text)
        return text.replace("\udc01", "“").replace("\udc02", "”")


def _shifted(match: re.Match[str]) -> str:
    letter = match[1] or chr(int(match[2]))
    return _QUOTES.get(letter) or (chr(_SHIFT + ord(letter)) if ord(letter) in _SHIFTABLE else letter)


@dataclass(slots=True)
class _Reader:
    shelf: _Shelf

    def line(self, text: str, depth: int = 0) -> Work:
        main, *extras = _split(text, ";")
        if _BEGINS_EXTRA.match(main):
            main, extras = "", [main, *extras]
        return self._with_extras(self._main(main), extras, depth)

    def _nested(self, text: str, depth: int) -> Work:
        """An original: its own extras stand in parentheses at its end."""
        main, inside = _last_parentheses(text)
        if not _BEGINS_EXTRA.match(inside):
            return self._main(text)
        return self._with_extras(self._main(main), _split(inside, ";"), depth)

    def _with_extras(self, work: Work, extras: list[str], depth: int) -> Work:
        for extra in map(str.strip, extras):
            changes, original = _CHANGES.match(extra), _ORIGINAL.match(extra)
            if changes:
                work = replace(work, changes=self.shelf.words(extra[changes.end() :]))
            elif original and depth < DEEPEST:
                inner = self._nested(extra[original.end() :], depth + 1)
                work = replace(work, adapted_from=(*work.adapted_from, inner))
        return work

    def _main(self, text: str) -> Work:
        work = Work()
        title = _ASIDE.match(text.lstrip())
        if title and self.shelf.take(title[0])[2] == "title":
            words, address, _ = self.shelf.take(self.shelf.take(title[0])[0])
            work = Work(self.shelf.words(words), source=address)
            text = text.lstrip()[title.end() :]
        people = _People(self.shelf)
        for piece in _split(text, ","):
            work = self._piece(work, people, piece.strip(" "))
        return replace(work, authors=tuple(people.authors()))

    def _piece(self, work: Work, people: _People, piece: str) -> Work:
        year = _YEAR.search(piece) or re.fullmatch("([0-9]{1,4})", piece)
        if year:
            work, piece = replace(work, year=to_year(year[1])), piece[: year.start()]
        if _PERMISSION.fullmatch(piece):
            return replace(work, licence=get("by-permission"))
        updated = _UPDATED.fullmatch(piece)
        if updated:
            return replace(work, updated=_day(*updated.groups()))
        words, address, kind = self.shelf.take(_LICENCE_WORDS.sub("", piece, count=1).rstrip(")"))
        if kind == "link" and words.lower() == "source":
            return replace(work, source=address)
        licence = licence_at(address) if kind == "link" else None
        if licence:
            return replace(work, licence=licence)
        if piece:
            people.hear(piece)
        return work


@dataclass(slots=True)
class _People:
    """Names as they are heard. A list of several ends with "and"; free words of a role follow the names."""

    shelf: _Shelf
    groups: list[tuple[str, list[Author]]] = field(default_factory=list)
    ended: bool = True  # with "and", or with a free role

    def hear(self, piece: str) -> None:
        role, piece = _spoken_role(piece)
        free = None if role else _FREE_ROLE.fullmatch(piece)
        names = [self._author(name) for name in _AND.split(free[1] if free else piece)]
        if role or self.ended:
            self._leave_unended()
            self.groups.append((role, []))
        self.groups[-1][1].extend(names)
        self.ended = len(names) > 1
        if free:
            self._end_with(self.shelf.words(free[2]), len(names))

    def authors(self) -> Iterator[Author]:
        """Give each with the role that was said; names whose role nobody said are left out."""
        self._leave_unended()
        for role, authors in self.groups:
            yield from (replace(author, role=role) for author in authors if role)

    def _leave_unended(self) -> None:
        """Of a list that no "and" ends, only the first is certainly a name."""
        if not self.ended:
            del self.groups[-1][1][1:]
        self.ended = True

    def _end_with(self, role: str, heard: int) -> None:
        """Names before a free role are its own, but for the first of a list that a role of ours opened."""
        opened, authors = self.groups.pop()
        staying = 1 if opened and len(authors) > heard else 0
        if staying:
            self.groups.append((opened, authors[:staying]))
        self.groups.append((role, authors[staying:]))
        self.ended = True

    def _author(self, name: str) -> Author:
        words, address, _ = self.shelf.take(name.strip(" "))
        return Author(self.shelf.words(words), address)


def _spoken_role(piece: str) -> tuple[str, str]:
    lowered = piece.lower()
    roles = ((role, piece[len(words) :]) for words, role in _ROLE_WORDS if lowered.startswith(words))
    return next(roles, ("", piece))


def _split(text: str, separator: str) -> list[str]:
    """Split at each `separator` and space that stands in no parentheses."""
    pieces, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == separator and depth == 0 and text[place + 1 : place + 2] == " ":
            pieces.append(text[start:place].rstrip("\xa0"))
            start = place + 2
    return [*pieces, text[start:]]


def _last_parentheses(text: str) -> tuple[str, str]:
    """Give what stands before the parentheses that end the text, and what is in them."""
    depth = 0
    for place in range(len(text) - 1 if text.endswith(")") else -1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return text[:place].rstrip(" "), text[place + 1 : -1]
    return text, ""


def _day(day: str, month: str, year: str) -> date | None:
    numbers = [names.index(month) + 1 for names in MONTHS.values() if month in names]
    try:
        return date(int(year), numbers[0], int(day)) if numbers else None
    except ValueError:
        return None
