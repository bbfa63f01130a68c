"""The one sentence that says what a guide is, taken from a text that begins with it."""

from __future__ import annotations

import re

from commons.guides.exchange.sections import SENTENCE_END
from commons.guides.exchange.titles import capital

SENTENCE_LENGTH, SUMMARY_LENGTH = 200, 500
_SHORTEST = 30
_ABOUT_THE_TEXT = re.compile(
    r"(?:cette |la )?fiche\b|ce (?:document|texte)|cet article|publi[ée]|extrait|traduit|auteur|(?:une )?photo|source",
    re.IGNORECASE,
)
_STOP = re.compile(r"\s*[,;:](?=\s)|\s(?=(?:et|afin|pour|où)\s)")


def opening_of(text: str) -> str:
    """The whole text, else its first sentence, when it fits and says more than a few words, about the workshop."""
    for words in (text, SENTENCE_END.split(text)[0]):
        if _SHORTEST <= len(words) <= SENTENCE_LENGTH and not words.endswith(":") and not _ABOUT_THE_TEXT.match(words):
            return capital(words)
    return ""


def in_one_sentence(text: str) -> str:
    """A text that is meant to be the one sentence; too long, it stops with an ellipsis where a reader may pause."""
    if len(text) <= SENTENCE_LENGTH:
        return text
    first = SENTENCE_END.split(text)[0]
    if len(first) <= SENTENCE_LENGTH:
        return first
    places = [match.start() for match in _STOP.finditer(first[:SENTENCE_LENGTH])]
    stop = places[-1] if places and places[-1] > _SHORTEST else first[: SENTENCE_LENGTH - 1].rfind(" ")
    return first[:stop].rstrip(" ,;:") + "…"
