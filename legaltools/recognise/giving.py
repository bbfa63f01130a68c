"""The forms in which a licence is given. A sentence of another form, however positive, is not certain.

What words deny, date or wish is told by `cues`; nobody can list all the ways of doing so, and this is the other half: a
label, a credit line, or a verb of giving. Whatever else stands before the name of a licence has to be read by somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.recognise.cues import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaltools.recognise.scan import Word

_SEPARATED = re.compile(r"[,;:()\[\]—/|©•·\n\"»”>*=+\\]|\s[–-]\s|\.")
_IMPERFECT = re.compile(r"\w{3,}(?:ait|aient)")
_FUTURE = re.compile(r"\w{3,}(?:era|eront|erons|erez|ira|irons|iront)")
# "La licence de ce guide est", "« Titre » par Zoé est".
_CREDITED = frozenset({"licence", "license", "par", "by"})
_LONGEST_NOUN = 3
_LINKS = frozenset({("it", "s"), ("subject", "to")})
_MOST_BEFORE = 14


def is_given(before: Sequence[Word], name: Word, things: frozenset[str]) -> str:
    """Give "" when the words before the name give the licence, else the code of the doubt.

    `before`: the words of the sentence that stand before `name`; `things`: nouns of what a licence is given to.
    """
    clause = _clause(before, name)
    if doubt := _subject(clause, things):
        return doubt
    head = len(clause)
    while head and clause[head - 1].text in listed("before_name"):
        head -= 1
    if not head:
        return ""
    if tuple(word.text for word in clause[:head][-2:]) in _LINKS:
        return ""
    glue = {word.text for word in clause[head:]}
    if glue & listed("prepositions"):
        return _after_preposition(clause[:head], things, is_whole=len(clause) == len(before))
    return "" if _is_apposed(clause[head - 1], clause, head, things) else "unclear"


def goes_on(after: Sequence[Word]) -> bool:
    """Tell whether the words that follow the name at once leave it as it is; `after` may be empty."""
    if not after or _SEPARATED.search(after[0].gap):
        return True
    return after[0].text in listed("following") or not after[0].raw[:1].islower()


def tense(word: str) -> str:
    """Give "past" for a French imperfect, "not-yet" for a future, by their endings; "" for anything else."""
    if word in listed("no_tense"):
        return ""
    if word.endswith(("rait", "raient")) and _IMPERFECT.fullmatch(word):
        return "not-yet"
    if _IMPERFECT.fullmatch(word):
        return "past"
    return "not-yet" if _FUTURE.fullmatch(word) else ""


def _clause(before: Sequence[Word], name: Word) -> Sequence[Word]:
    """Give the words that stand before the name and that no comma, colon or bracket sets apart from it."""
    following = [*before[1:], name]
    for index in range(len(before) - 1, -1, -1):
        if _SEPARATED.search(following[index].gap):
            return before[index + 1 :]
    return before


def _subject(clause: Sequence[Word], things: frozenset[str]) -> str:
    """Give "" when what the clause speaks of may be the whole of a work: "ce livret est", "les photos de Zoé sont"."""
    verb = next((index for index in range(len(clause) - 1, -1, -1) if clause[index].text in listed("copulas")), 0)
    subject = list(clause[:verb])
    pointed = False
    if subject and subject[0].text in listed("theirs") and subject[1:2] and subject[1].text in things:
        return "elsewhere"
    while subject and subject[0].text in listed("determiners", "pointing"):
        pointed = pointed or subject[0].text in listed("pointing", "own")
        subject.pop(0)
    if not subject or pointed or subject[0].text in things | _CREDITED:
        return ""
    if subject[0].text in listed("counting"):
        return "in-part"
    is_name = not subject[0].raw[:1].islower()
    return "" if is_name or len(subject) == 1 else "unclear"


def _after_preposition(phrase: Sequence[Word], things: frozenset[str], *, is_whole: bool) -> str:
    near = phrase[-_MOST_BEFORE:]
    noun = [word.text for word in phrase[-_LONGEST_NOUN:]]
    gives = any(word.text in listed("giving") for word in near)
    opens = is_whole and len(phrase) <= _LONGEST_NOUN
    if (
        listed("indefinite") & set(noun[:-1]) and not opens and not listed("presenting") & {word.text for word in near}
    ) and (noun[-1] not in listed("giving")):
        return "elsewhere"
    if gives or (opens and phrase[0].text in listed("indefinite", "definite")):
        return ""
    if listed("theirs") & set(noun[:-1]) and not opens:
        return "elsewhere"
    last = phrase[-1]
    is_noun = any(word.text in things for word in near)
    is_name = not last.raw[:1].islower() and (len(phrase) > 1 or not is_whole)
    return "" if is_noun or is_name else "unclear"


def _is_apposed(last: Word, clause: Sequence[Word], head: int, things: frozenset[str]) -> bool:
    """Tell a credit line ("Zoé Le Bris CC BY 2.0") and a verb whose object is the licence from other words."""
    if last.text in things:
        return not _is_one_of_many(clause[:head])
    if last.text in listed("giving_it"):
        return True
    is_name = not last.raw[:1].islower()
    return is_name and head == len(clause)


def _is_one_of_many(phrase: Sequence[Word]) -> bool:
    """Tell "on trouve des images CC BY 4.0" from "des images CC BY 4.0" and "voici une image CC BY 4.0"."""
    before = {word.text for word in phrase[:-2]}
    return len(phrase) > 2 and phrase[-2].text in listed("indefinite") and not before & listed("presenting")  # noqa: PLR2004
