"""Associations and commons found by words, for a form that names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.queries import public_associations
from licences import public_items
from markup.normalize import normalize
from programme.queries import public_events

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_WORDS = 100
# Types of items that no event uses: events use commons, and are none.
NO_WORKS = {"event"}
MOST_FOUND = 12
MOST_OF_A_KIND = 5


@dataclass(frozen=True, slots=True)
class Found:
    """`value` is the line that it adds to the form; `kind` in words."""

    value: str
    title: str
    kind: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for `words`, with nothing that the form names already."""

    words: str
    found: tuple[Found, ...]


def associations_called(words: str, *, without: str = "") -> Answer:
    """Public associations whose name holds each of these words, or their beginning; `without` are lines of the form.
    One query.
    """
    asked = normalize(words[:LONGEST_WORDS]).split()
    named = _lines(without)
    titles = [one.title for one in public_associations()] if asked else []
    found = [title for title in titles if normalize(title) not in named and _answers(asked, title)]
    return Answer(words[:LONGEST_WORDS], tuple(Found(title, title) for title in found[:MOST_FOUND]))


def organisers_called(words: str) -> Answer:
    """Public associations that organise a public event, as above; their value is their slug. One query."""
    asked = normalize(words[:LONGEST_WORDS]).split()
    keys = public_events().exclude(associations=None).order_by().values("associations")
    rows = public_associations().filter(pk__in=keys) if asked else ()
    found = [Found(one.slug, one.title) for one in rows if _answers(asked, one.title)]
    return Answer(words[:LONGEST_WORDS], tuple(found[:MOST_FOUND]))


def has_organisers() -> bool:
    """Whether `organisers_called` may find any; one query."""
    return public_events().exclude(associations=None).exists()


def works_called(words: str, *, without: str = "") -> Answer:
    """Guides, kits and media that these words find in the pool, some of each kind; their value is their address."""
    asked, named = words[:LONGEST_WORDS].replace("\x00", " ").strip(), _lines(without)
    found = [
        Found(item.url, item.title, str(item.kind), item.language)
        for type_, provider in public_items.providers().items()
        if type_ not in NO_WORKS
        for item in (provider.search(asked, limit=MOST_OF_A_KIND) if asked else ())
    ]
    return Answer(asked, tuple(one for one in found if normalize(one.value) not in named)[:MOST_FOUND])


def _answers(asked: Iterable[str], title: str) -> bool:
    words = normalize(title).replace("’", " ").replace("'", " ").split()
    return all(any(word.startswith(start) for word in words) for start in asked)


def _lines(text: str) -> set[str]:
    return {normalize(line) for line in text.splitlines() if line.strip()}
