"""Reading the pages of the tools."""

from __future__ import annotations

from bs4 import BeautifulSoup


def ask(client, address, pairs=(), *, language="fr"):
    """The page that answers this question, parsed. `pairs` are names and values of its address."""
    response = client.get(address, dict(pairs), headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(page, selector):
    found = page.select_one(selector)
    return " ".join(found.get_text().split()) if found else ""


def texts_of(page, selector):
    return [" ".join(one.get_text().split()) for one in page.select(selector)]
