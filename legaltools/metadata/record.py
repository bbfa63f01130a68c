"""What metadata is written from and read back to: a work as it can be said, nothing typed by accident left in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from legaltools.catalogue import find_by_url
from legaltools.clean import one_line, web_address
from legaltools.credit.work import Author, Work
from legaltools.languages import choose
from legaltools.recognise import recognise

if TYPE_CHECKING:
    from legaltools.tool import Tool

LONGEST = 200_000
DEEPEST = 200


class UnreadableMetadata(ValueError):
    """The text is not what it should be: not JSON, not XML, with a document type, or longer than `LONGEST` letters."""

    def __init__(self, *, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en

    def text(self, language: str) -> str:
        """Give the sentence in French (`fr…`) or English (anything else)."""
        return choose(language, fr=self.fr, en=self.en)


def refuse_too_long(text: str) -> None:
    """Raise `UnreadableMetadata` for a text that no metadata of a work could be."""
    if len(text) > LONGEST:
        raise UnreadableMetadata(fr="Ce texte est trop long pour être lu.", en="This text is too long to be read.")


def tidy(work: Work, depth: int = 0) -> Work:
    """Give the work as every writer says it: one-line texts, web addresses only, no nameless author, no empty original.

    Originals deeper than `DEEPEST` are left out.
    """
    authors = (Author(one_line(one.name), web_address(one.url), one_line(one.role) or "author") for one in work.authors)
    originals = [tidy(one, depth + 1) for one in work.adapted_from] if depth < DEEPEST else []
    return replace(
        work,
        title=one_line(work.title),
        authors=tuple(author for author in authors if author.name),
        source=web_address(work.source),
        changes=one_line(work.changes).rstrip(". "),
        adapted_from=tuple(original for original in originals if original != Work()),
    )


def tidy_or_none(work: Work) -> Work | None:
    """Give what was read, tidied, or None when nothing was."""
    work = tidy(work)
    return work if work != Work() else None


def licence_at(url: str) -> Tool | None:
    """Give the tool of an address where it is certain, None otherwise."""
    url = web_address(url)
    return (find_by_url(url) or recognise(url[:500]).tool) if url else None


def to_year(value: object) -> int | None:
    """Read a year of up to four digits; None for anything else."""
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def to_date(value: object) -> date | None:
    """Read the day of an ISO date or time (2024-05-01T12:00); None for anything else."""
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None
