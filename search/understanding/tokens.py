"""The tokens of texts (runs of letters and marks without a space) by what they may match.

No word has a space inside, so that a token is read once in the life of a process, whatever texts it stands in; of the
next text only the tokens that a question may match are looked at.
"""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from search.understanding.words import CHUNK, initials_of, read_chunk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MOST_LEARNED = 100_000


class TokenIndex:
    """The tokens met in one language, by the stems, plain words and initials in them. Several threads may share it."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._tokens: set[str] = set()
        self._by_feature: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._tokens)

    def learn(self, tokens: Collection[str]) -> None:
        """Read the tokens that were never met."""
        if self._tokens.issuperset(tokens):
            return
        for token in filterfalse(self._tokens.__contains__, tokens):
            for feature in self._features(token):
                self._by_feature.setdefault(feature, set()).add(token)
            self._tokens.add(token)

    def having(self, features: Iterable[str]) -> set[str]:
        """The known tokens with any of these stems, words or initials, and perhaps some more."""
        return set().union(*(self._by_feature.get(feature, ()) for feature in features))

    def _features(self, token: str) -> Iterator[str]:
        for chunk in CHUNK.findall(token):
            for piece in read_chunk.__wrapped__(chunk, self._language):
                yield from piece.stems
                yield from piece.words
                if initials := initials_of(chunk[piece.start : piece.end]):
                    yield initials


_indexes: dict[str, TokenIndex] = {}


def tokens_in(language: str) -> TokenIndex:
    """The index of the texts in a language, read as it is: any but English as French. It starts again when full."""
    language = "en" if language == "en" else "fr"
    index = _indexes.get(language)
    if index is None or len(index) > MOST_LEARNED:
        # Whoever reads with the old one goes on with it.
        index = _indexes[language] = TokenIndex(language)
    return index
