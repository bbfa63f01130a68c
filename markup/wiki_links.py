"""Links by title, as wikis write them: `[[Title]]`, or `[[Title|words of the link]]`.

They are words of the stored text, and stay as they were typed: what they lead to is found out when the text is drawn.
In code, and inside another link, they are nothing but words.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # Title and words of the link, both plain text; None leaves what was typed.
    Drawn = Callable[[str, str], str | None]

LONGEST = 200  # characters of a title, and of the words; longer, it is no title
# A title never begins as a footnote does, nor is it one of the marks for a table of contents.
_NOT_A_TITLE = r"(?!\^|_{0,2}toc_{0,2}\]\])"
_WORDS = rf"[^\[\]<>|\n]{{1,{LONGEST}}}"
LINK = re.compile(
    rf"(?<!\[)\[\[{_NOT_A_TITLE}(?P<title>{_WORDS})(?:\|(?P<words>{_WORDS}))?\]\](?![\](])", re.IGNORECASE
)
_TAG = r"""<(?P<name>/?[a-z][a-z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_PIECE = re.compile(rf"(?P<tag>{_TAG})|{LINK.pattern}", re.IGNORECASE)
_CLOSED_TO_LINKS = {"a", "code", "pre"}


def drawn(html: str, link: Drawn) -> str:
    """HTML with each link by title as `link(title, words)` draws it.

    >>> drawn("<p>Voir [[La craie|les craies]], pas <code>[[ici]]</code>.</p>", lambda title, words: f"<a>{words}</a>")
    '<p>Voir <a>les craies</a>, pas <code>[[ici]]</code>.</p>'
    """
    if "[[" not in html:
        return html
    closed = 0

    def piece(match: re.Match[str]) -> str:
        nonlocal closed
        if match["tag"]:
            name = match["name"].lower()
            if name.lstrip("/") in _CLOSED_TO_LINKS:
                closed = max(closed + (-1 if name.startswith("/") else 1), 0)
            return match[0]
        if closed or not match["title"].strip():
            return match[0]
        title, words = _plain(match["title"]), _plain(match["words"] or "")
        written = link(title, words or title)
        return match[0] if written is None else written

    return _PIECE.sub(piece, html)


def titles_in(html: str) -> Iterator[str]:
    """The titles that a piece of HTML leads to, in order, as often as it does."""
    found: list[str] = []

    def note(title: str, _words: str) -> None:
        found.append(title)

    drawn(html, note)
    yield from found


def in_words(text: str) -> str:
    """Plain text as a person reads it, without the brackets.

    >>> in_words("Voir [[La craie]] et [[Le bois|du bois]].")
    'Voir La craie et du bois.'
    """
    return LINK.sub(lambda match: match["words"] or match["title"], text) if "[[" in text else text


def _plain(words: str) -> str:
    return " ".join(unescape(words).split())
