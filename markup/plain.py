"""The words of HTML, without its tags, as a person reads them."""

from __future__ import annotations

import re
from html import unescape

from markup.wiki_links import in_words

_INSIDE = "a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|u"
# Tags inside a sentence leave no trace; where two words would run into each other, one of them ended.
_BETWEEN_WORDS = re.compile(rf"(?<=\w)(?:</?(?:{_INSIDE})\b[^<>]*>)+(?=\w)", re.IGNORECASE)
_OF_A_SENTENCE = re.compile(rf"</?(?:{_INSIDE}|sub|sup)\b[^<>]*>", re.IGNORECASE)
# The number that leads to a note, and the arrow back, are no words.
_REFERENCE = re.compile(r'<a\b[^<>]*\bhref="#(?:note-|renvoi-|\^)[^"]*"[^<>]*>[^<]*</a>')
_TAG = re.compile(r"<[^<>]*>")
# A single space is left alone: most are.
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
# What was left before a mark: `mot .`, `( mot`. French puts a space before ; : ! ? and », which stays.
_BEFORE_MARK = re.compile(r" +(?=[.,)\]…](?:\s|$|[.,;:!?)\]»”…]))")
_AFTER_MARK = re.compile(r"(?<=[(\[]) +")


def plain_text(html: str) -> str:
    """The text of a piece of HTML on one line: entities decoded, blocks apart, no space left before a mark.

    >>> plain_text("<p>Un <b>mot</b>.</p><p>L'<i>eau</i> &amp; le feu</p>")
    "Un mot. L'eau & le feu"
    """
    if 'href="#' in html:
        html = _REFERENCE.sub("", html)
    if _OF_A_SENTENCE.search(html):
        html = _OF_A_SENTENCE.sub("", _BETWEEN_WORDS.sub(" ", html))
    return tidy(in_words(unescape(_TAG.sub(" ", html))))


def tidy(text: str) -> str:
    """Plain text on one line, without the spaces that were left before a full stop, a comma or a closing bracket."""
    return _AFTER_MARK.sub("", _BEFORE_MARK.sub("", _SPACES.sub(" ", text))).strip()
