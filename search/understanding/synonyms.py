"""Phrases that stand for items: “pas d'utilisation commerciale” means those whose licence says so, in whatever words.

The search knows no licences: who knows what a phrase means registers it in `search.registry` when ready.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from search import registry
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.registry import Meaning


class Span(NamedTuple):
    """A phrase that was typed, from letter `start` to `end`: its plain words, and what it means."""

    start: int
    end: int
    words: tuple[str, ...]
    meaning: Meaning


def register(phrases: Iterable[str], meaning: Meaning) -> None:
    """Make phrases find the items of a meaning too, beside those that have the words of one of the phrases.

    Accents, capitals and elided articles do not matter. A phrase registered again gets its new meaning. A phrase in
    quotes, or unwanted (`-word`), is always taken literally.
    """
    read = (tuple(piece.words[0] for piece in pieces(phrase) if not piece.joined) for phrase in phrases)
    wordings = tuple(dict.fromkeys(filter(None, read)))
    registry.meanings().update(dict.fromkeys(wordings, replace(meaning, wordings=wordings)))


def find(text: str) -> list[Span]:
    """The registered phrases in what was typed, in order, the longest first where several begin at one word."""
    meanings = registry.meanings()
    longest = max(map(len, meanings), default=0)
    read = [piece for piece in pieces(text) if not piece.joined]
    words = [piece.words[0] for piece in read]
    spans: list[Span] = []
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + longest), start, -1)
        end = next((end for end in ends if tuple(words[start:end]) in meanings), start)
        if end > start:
            phrase = tuple(words[start:end])
            spans.append(Span(read[start].start, read[end - 1].end, phrase, meanings[phrase]))
        start = max(end, start + 1)
    return spans
