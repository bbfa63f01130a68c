"""References to pictures, files and pages in a text: by key, as Wagtail stores them, or by address, as HTML has them.

Stored: `<embed embedtype="image" id="12" …/>`, `<a linktype="document" id="5">`, `<a linktype="page" id="3">`.
Portable: `<img src="…">` and `<a href="…">`, which Markdown can carry. What an address means is the caller's to say.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markup.html import clean_tree
from markup.tree import escape_attribute as escape

if TYPE_CHECKING:
    from collections.abc import Callable

    AddressOf = Callable[[int], str | None]
    KeyOf = Callable[[str], int | None]

_EMBED = re.compile(r'<embed\b(?=[^>]*\bembedtype="image")[^>]*?/?>')
_IMG = re.compile(r"<img\b[^>]*?/?>")
_ATTRIBUTE = re.compile(r'\b([a-z]+)="([^"]*)"')
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_STORED_LINK = re.compile(
    r'<a\b(?=[^>]*\blinktype="(?P<kind>document|page)")(?=[^>]*\bid="(?P<id>\d{1,18})")[^>]*>(?P<words>.*?)</a>',
    re.DOTALL,
)
_LINK = re.compile(r'<a href="(?P<href>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
_LEADS_SOMEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|www\.", re.IGNORECASE)
_VOID = re.compile(r"<(br|hr)>")  # the editor reads only what closes itself
_BLOCK = re.compile(r"<(p|h[1-6])>.*?</\1>", re.DOTALL)
_EMPTY = re.compile(r"<(p|h[1-6]|a|b|i)(?: [^>]*)?>\s*(?:<br/?>\s*)*</\1>")


def to_portable(
    stored: str, *, picture: AddressOf, document: AddressOf, page: AddressOf, keep_headings: bool = False
) -> str:
    """Stored rich text as small HTML in the normal form of `markup.html.clean`.

    `picture`, `document` and `page` give the address of what has a key; where they give none, a picture is left out and
    a link leaves its words. With `keep_headings`, h1 to h6 stay as they are.
    """

    def link(match: re.Match[str]) -> str:
        address = (document if match["kind"] == "document" else page)(int(match["id"]))
        return f'<a href="{escape(address)}">{match["words"]}</a>' if address else match["words"]

    def embed(match: re.Match[str]) -> str:
        values = _attributes(match[0])
        key = values.get("id", "")
        src = picture(int(key)) if key.isdecimal() else None
        return f'<img src="{escape(src)}" alt="{escape(values.get("alt", ""))}">' if src else ""

    html = _EMBED.sub(embed, without_block_keys(stored))
    return clean_tree(_STORED_LINK.sub(link, html), keep_headings=keep_headings).html


def to_stored(html: str, *, picture: KeyOf, document: KeyOf, page: KeyOf | None = None) -> str:
    """Small HTML, such as `clean` returns, as Wagtail stores it: pictures between the blocks, everything by its key.

    `picture`, `document` and `page` give the key of what has an address. A picture without key is left out; a link
    without key stays when it leads somewhere by itself (https://…, /…, #…) and leaves its words otherwise.
    """

    def embed(match: re.Match[str]) -> str:
        values = _attributes(match[0])
        key = picture(values.get("src", ""))
        return embedded(key, values.get("alt", "")) if key is not None else ""

    def link(match: re.Match[str]) -> str:
        href = unescape(match["href"])
        for kind, key_of in (("document", document), ("page", page)):
            key = key_of(href) if key_of else None
            if key is not None:
                return f'<a linktype="{kind}" id="{key}">{match["words"]}</a>'
        return match[0] if _LEADS_SOMEWHERE.match(href) else match["words"]

    html = _VOID.sub(r"<\1/>", html)
    return _BLOCK.sub(_pictures_after, _LINK.sub(link, _IMG.sub(embed, html)))


def embedded(key: int, alt: str) -> str:
    """A picture as a stored text holds it."""
    return f'<embed embedtype="image" format="fullwidth" id="{key}" alt="{escape(alt)}"/>'


def without_block_keys(stored: str) -> str:
    """Stored rich text without the keys that the editor gives its lines: they say nothing to a reader."""
    return _BLOCK_KEY.sub("", stored)


def keys_in(stored: str) -> dict[str, set[int]]:
    """The keys of what a stored text refers to: under "picture", "document" and "page"."""
    keys: dict[str, set[int]] = {"picture": set(), "document": set(), "page": set()}
    for match in _STORED_LINK.finditer(stored):
        keys[match["kind"]].add(int(match["id"]))
    ids = (_attributes(tag).get("id", "") for tag in _EMBED.findall(stored))
    keys["picture"] |= {int(key) for key in ids if key.isdecimal()}
    return keys


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _pictures_after(block: re.Match[str]) -> str:
    """Wagtail keeps pictures between blocks of text: those of a paragraph follow it, in order."""
    pictures = _EMBED.findall(block[0])
    if not pictures:  # nor words, where one was left out
        return "" if _EMPTY.fullmatch(block[0]) else block[0]
    words = _EMPTY.sub("", _EMPTY.sub("", _EMBED.sub("", block[0])))
    return words + "".join(pictures)
