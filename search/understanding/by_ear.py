"""How a word that was written by ear may be spelt: “kartier” sounds like “quartier”, “fotografié” like “photographier”.

French writes one sound in many ways. What sounds the same is found by writing the sounds of a word in their other ways,
and asking which of these are words: so any index can be asked, whatever it keeps of its words.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST, LONGEST = 3, 20  # letters
# Sounds that are written otherwise in one word, and wordings of a word that are looked up.
MOST_CHANGES, MOST_WAYS = 2, 250

# Ways to write one sound, apart by spaces; a way in brackets is written only there: ^ begins a word, $ ends it.
_SOUNDS = tuple(
    tuple(line.split())
    for line in """
    f ph ff
    t th
    r rh
    k c qu ck ch cc
    s ss c ç sc t
    z s
    j g ge
    g gu
    o au eau ô
    e er ez ee et ai es
    e ai ei et
    an en am em
    in ain ein im en un yn ym
    on om
    i y ie
    oi oie ois oit
    ou oo oux
    eu oeu eux
    ill y il i
    x ks cs
    tek theque
    ik ique
    ak aque
    ok oque
    v w
    """.strip().splitlines()
)
_DOUBLED = "bcdflmnprst"
_SILENT_ENDS = ("e", "s", "t", "x", "d", "es", "p", "nt", "h")


def ways_to_write(word: str) -> tuple[str, ...]:
    """Plain spellings that sound about the same as a plain word, those with the fewest changes first; without itself.

    >>> "quartier" in ways_to_write("kartier"), "photographe" in ways_to_write("fotografe")
    (True, True)
    """
    return _ways(word) if SHORTEST <= len(word) <= LONGEST and word.isalpha() else ()


@lru_cache(maxsize=2_000)
def _ways(word: str) -> tuple[str, ...]:
    found = {word: None}
    newest = [word]
    for _change in range(MOST_CHANGES):
        newest = [other for way in newest for other in _one_change(way) if other not in found][:MOST_WAYS]
        found |= dict.fromkeys(newest)
        if len(found) > MOST_WAYS:
            break
    return tuple(found)[1 : MOST_WAYS + 1]


def _one_change(word: str) -> list[str]:
    ways = []
    for one, others in _CHANGES:
        place = word.find(one)
        while place >= 0:
            ways += [f"{word[:place]}{other}{word[place + len(one) :]}" for other in others]
            place = word.find(one, place + 1)
    for place, letter in enumerate(word):
        if letter in _DOUBLED and 0 < place < len(word) - 1:
            if word[place - 1] == letter:
                ways.append(word[:place] + word[place + 1 :])
            elif word[place + 1] != letter:
                ways.append(word[:place] + letter + word[place:])
    ways += [word + end for end in _SILENT_ENDS]
    ways += [word.removesuffix(end) for end in _SILENT_ENDS if word.endswith(end) and len(word) > SHORTEST + len(end)]
    if word[0] in "aeiouy":
        ways.append("h" + word)
    if word[0] == "h":
        ways.append(word[1:])
    return list(dict.fromkeys(ways))


def _changes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    others: dict[str, dict[str, None]] = {}
    for sound in _SOUNDS:
        plain = [way.replace("ç", "c").replace("ô", "o") for way in sound]
        for way in plain:
            others.setdefault(way, {}).update(dict.fromkeys(other for other in plain if other != way))
    return tuple((way, tuple(ways)) for way, ways in others.items())


_CHANGES = _changes()
