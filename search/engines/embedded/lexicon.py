"""The words of the index in the memory of a process, which learns those that changes bring.

Reading all the words of an index and making a lexicon of them takes about a second where there are a hundred thousand:
too long after each change. Whoever writes notes the new words beside the index, before the change can be seen; whoever
reads learns what was noted since.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from search.understanding.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tantivy import Searcher

NEW_WORDS = "new-words"


class LexiconOfIndex:
    """The lexicon of one generation of the index at a time."""

    def __init__(self) -> None:
        self._learning = threading.Lock()
        self._generation: Path | None = None
        self._lexicon = Lexicon(())
        self._read = 0
        self._latest: tuple[Searcher, Lexicon] | None = None

    def of(self, searcher: Searcher, generation: Path) -> Lexicon:
        """The words of one view of the index."""
        latest = self._latest
        if latest is not None and latest[0] is searcher:
            return latest[1]
        with self._learning:
            if generation != self._generation:
                self._lexicon = Lexicon(searcher.terms_with_prefix("spellings", ""))
                # All that was noted, and not from now on: some may be of a change that is newer than this view.
                self._generation, self._read = generation, 0
            noted = _noted(generation, self._read)
            self._lexicon.learn(noted.decode().split())
            self._read += len(noted)
            lexicon = self._lexicon.as_of(lambda spelling: searcher.doc_freq("spellings", spelling))
            self._latest = searcher, lexicon
        return lexicon


def _noted(generation: Path, start: int) -> bytes:
    """What was noted from one byte on, to the end of the last whole line."""
    try:
        with (generation / NEW_WORDS).open("rb") as file:
            file.seek(start)
            text = file.read()
    except FileNotFoundError:
        return b""
    return text[: text.rfind(b"\n") + 1]


def note_new_words(generation: Path, spellings: Collection[str], searcher: Searcher) -> None:
    """Note those of some words that the index does not have yet. The caller may write, and has not committed."""
    new = [spelling for spelling in spellings if not searcher.doc_freq("spellings", spelling)]
    if new:
        with (generation / NEW_WORDS).open("a", encoding="utf-8") as file:
            file.write(" ".join(sorted(new)) + "\n")
