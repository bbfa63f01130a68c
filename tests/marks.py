"""What no reader should ever see on a page: marks of a format, and entities that nobody decoded."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

# Marks of the formats that works are written in; a title in code, a form's field and a script are no text for readers.
RAW = re.compile(
    r"\*\*|\]\(|\{%|%\}|\{\{|\{:|^#{1,6} |^:::|--- /?\w|```|\\_|\[\^|(?<!~)~~(?=[^\s~])[^~\n]+~~(?!~)|^\s*[-*] \[[ xX]\] |\[![A-Za-z]+\]|"
    r"\[\[?_?toc_?\]|\$\$|\\\(|\\\[|<[a-z]+>",
    re.MULTILINE | re.IGNORECASE,
)
ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}(?:acute|grave|circ|uml|cedil));", re.IGNORECASE
)
_NOT_TEXT = "pre, code, textarea, script, style, kbd, samp"


def raw_marks(html: str, *, inside: str = "body") -> list[str]:
    """Marks of a format in what a page shows, each with the words around it."""
    text = _shown(html, inside)
    return [text[max(found.start() - 30, 0) : found.end() + 30] for found in RAW.finditer(text)]


def undecoded(html: str) -> list[str]:
    """Entities that a browser shows or says: in text, and in every attribute as it reads it."""
    soup = BeautifulSoup(html, "html.parser")
    values = [
        (f"{element.name} {name}", " ".join(value) if isinstance(value, list) else value)
        for element in soup.find_all(name=True)
        for name, value in element.attrs.items()
    ]
    said = [f"{where}: {value}" for where, value in values if ENTITY.search(value)]
    data = [script.get_text() for script in soup.find_all("script", type="application/ld+json")]
    return said + [text for text in (_shown(html, "html"), *data) if ENTITY.search(text)]


def _shown(html: str, inside: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(_NOT_TEXT):
        element.decompose()
    return "\n".join(element.get_text() for element in soup.select(inside))
