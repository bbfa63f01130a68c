"""What kind of item a turn of phrase wishes for."""

from __future__ import annotations

from search.registry import Meaning
from search.understanding.hints import with_turns
from search.understanding.units import unit_of
from search.understanding.words import pieces


def kinds_wished_for(q: str) -> list[str]:
    """The keys of the kinds that a question wishes for by its turns of phrase, beside a word that is looked for."""
    word = unit_of(next(pieces("vélo")), (), exact=False)
    wishes = [unit.meaning for unit in with_turns([word], q) if unit.hint]
    return list(dict.fromkeys(key for wish in wishes if isinstance(wish, Meaning) for key in wish.keys))
