"""What the understanding asks of an index while it reads a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from search.understanding.lexicon import KnownWords
    from search.understanding.question import Question


class IndexView(Protocol):
    """One view of an index, the same from the first to the last question of one search.

    Words are plain (without accents and capitals), as `search.understanding.terms` gives them to the index. Several are
    asked about at once, so that an engine over a network needs one query.
    """

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        """Whether any item answers, or at least so many."""

    def first_that_finds(self, questions: Sequence[Question]) -> Question | None:
        """The first of these that any item answers."""

    def words_among(self, words: Collection[str]) -> set[str]:
        """Those of these words that any item has as they are written."""

    def stems_among(self, stems: Collection[str]) -> set[str]:
        """Those of these stems that any item has in a field of `weights.FIELDS`."""

    def frequencies(self, stems: Collection[str]) -> Mapping[str, int]:
        """The number of items that have each of these stems in any field of `weights.FIELDS`."""

    def words_in(self, language: str, words: Collection[str]) -> set[str]:
        """Those of these words that any item in a language has."""

    def lexicon(self) -> KnownWords:
        """All the words of the index. Slow the first time: it is asked for only when a word is unknown."""
