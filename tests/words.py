"""What a page says to whoever reads it."""

from __future__ import annotations

from bs4 import BeautifulSoup


def words_of(response, inside="main"):
    """The words of a part of a page, one plain space between them whatever the page has."""
    return " ".join(
        " ".join(found.get_text(" ") for found in BeautifulSoup(response.content, "html.parser").select(inside)).split()
    )
