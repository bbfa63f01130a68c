"""The credit as Markdown. `legaltools.metadata.read_markdown` reads it back.

What people typed must never look like the credit's own words: where a comma, a parenthesis or a word of ours in a name
could, it is escaped or written as a character reference, which every reader of CommonMark shows as it was typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.clean import isolated
from legaltools.credit.line import credit_line
from legaltools.credit.roles import ROLES
from legaltools.credit.segments import TYPED, CreditLine, Role, Segment

if TYPE_CHECKING:
    from legaltools.credit.work import Work

# Marks that mean something inside a line: the words of a credit never begin one. Then what GitHub and
# others would make a link of unasked.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&]|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)

_OURS = (
    *(f"{words} " for pair in ROLES.values() for words in pair),
    "«", "“", "source", "sous ", "licensed under ", "versé dans ", "dedicated to ", "reproduit avec autorisation",
    "statut des droits", "rights status", "used with permission", "mise à jour du ", "last updated ", "modifications",
    "changes", "adapté d", "adapted from ",
)  # fmt: skip
_BEGINS_LIKE_OURS = re.compile(rf"\A(?:{'|'.join(map(re.escape, _OURS))}|[0-9]+\Z)", re.IGNORECASE)
_STRUCTURE = {
    Role.TITLE: re.compile("[«»“”]"),
    Role.AUTHOR: re.compile(r"[,;()«»“”]|(?<=\S) (?=(?:et|and) )"),
    Role.ROLE: re.compile("[,;()«»“”]"),
    Role.CHANGES: re.compile("[;()«»“”]"),
}
_ASCII_MARK = re.compile(r"[!-/:-@\[-`{-~]")


def credit_markdown(work: Work, language: str) -> str:
    """Write the credit as one line of Markdown (CommonMark), its punctuation escaped. Empty when nothing is known."""
    return _markdown(credit_line(work, language))


def _markdown(line: CreditLine) -> str:
    return "".join(
        _markdown(segment) if isinstance(segment, CreditLine) else _segment(segment) for segment in line.segments
    )


def _segment(segment: Segment) -> str:
    if segment.plain_only:
        return ""
    text = isolated(segment.text)
    if segment.href:
        return f"[{_label(text, segment.role)}]({_bracket_safe(segment.href)})"
    return _protected(text, segment.role) if segment.role in TYPED else _escaped(text)


def _label(text: str, role: Role) -> str:
    """The words of a link. A person named like our own word is told apart from it."""
    named_like_ours = role is Role.AUTHOR and text.lower() == "source"
    return _reference(text[0]) + text[1:] if named_like_ours else _escaped(text)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda match: "\\" + match[0], text)


def _protected(text: str, role: Role) -> str:
    """Escape what Markdown reads, and then what a reader of credits would."""
    places = {match.start() for match in _STRUCTURE[role].finditer(text)}
    if role in {Role.AUTHOR, Role.ROLE} and _BEGINS_LIKE_OURS.match(text):
        places.add(0)
    places |= {match.start() for match in _MARKDOWN.finditer(text)}
    return "".join(_reference(letter) if place in places else letter for place, letter in enumerate(text))


def _reference(letter: str) -> str:
    """Write a letter so that it is shown and means nothing."""
    return "\\" + letter if _ASCII_MARK.fullmatch(letter) else f"&#{ord(letter)};"


def _bracket_safe(href: str) -> str:
    href = re.sub(r"&(?=#?\w+;)", "&amp;", href)
    return href.translate({ord("("): "%28", ord(")"): "%29", ord("["): "%5B", ord("]"): "%5D", ord("*"): "%2A"})
