"""The credit as a BibTeX entry, for bibliographies."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from hashlib import sha1
from typing import TYPE_CHECKING

from legaltools.clean import one_line, web_address
from legaltools.credit.text import credit_text

if TYPE_CHECKING:
    from legaltools.credit.work import Work

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "#$%&_"},
}


def credit_bibtex(work: Work, language: str) -> str:
    """Write the credit as a BibTeX entry of type `misc`. Empty when nothing is known.

    Names stand in braces, so that nobody's is taken apart or turned around. Other roles, licence, changes and originals
    are told in `note`, in the credit's own words. The key is made of the first name, the year and the longest word of
    the title; where none has a Latin letter, of a fingerprint of the entry.
    """
    fields = {name: value for name, value in _fields(work, language).items() if value}
    if not fields:
        return ""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{_key(work) or _fingerprint(lines)},\n{lines}}}"


def _fields(work: Work, language: str) -> dict[str, str]:
    authors = [author for author in work.authors if one_line(author.name) and _is_author(author.role)]
    others = tuple(author for author in work.authors if not _is_author(author.role))
    note = replace(work, title="", authors=others, source="", year=None)
    return {
        "title": _braced(work.title),
        "author": " and ".join(_braced(author.name) for author in authors),
        "year": str(work.year) if work.year is not None else "",
        "url": web_address(work.source),
        "note": _escaped(one_line(credit_text(note, language))),
    }


def _is_author(role: str) -> bool:
    return one_line(role) in {"", "author"}


def _braced(text: str) -> str:
    """In braces, so that capitals stay."""
    text = one_line(text)
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _key(work: Work) -> str:
    name = next((one_line(author.name) for author in work.authors if one_line(author.name)), "")
    title = sorted(_latin(work.title), key=len, reverse=True)
    words = [*_latin(name)[-1:], str(work.year or ""), *title[:1]]
    return "-".join(filter(None, words)).lower() if any(map(str.isalpha, "".join(words))) else ""


def _latin(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z]{2,40}", plain)


def _fingerprint(text: str) -> str:
    return f"w{sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]}"
