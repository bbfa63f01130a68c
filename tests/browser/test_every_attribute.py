"""Every page of the demo as a browser reads it: each attribute and text decoded once, no mark of a format left."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser.pages import PUBLIC
from tests.inline import inline_parts
from tests.marks import raw_marks, undecoded

pytestmark = pytest.mark.browser
# What it shows is typed as an example, and passes by no page.
PATTERNS = "/motifs/"
# They explain the marks themselves, or show the code to copy.
ABOUT_MARKS = {"/licences/crediter/", "/licences/donnees/"}


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 -- our own server, over http
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.fixture(scope="module")
def pages(site):
    """The HTML of every page that the site lists, and of one page of each other kind, by path."""
    listed = [urlsplit(found).path for found in re.findall(r"<loc>(.*?)</loc>", fetched(f"{site}/sitemap.xml"))]
    assert len(listed) > 50
    return {path: fetched(site + path) for path in dict.fromkeys([*listed, *PUBLIC.values()])}


def test_no_entity_is_shown_or_said_on_any_page(pages):
    found = {path: undecoded(html) for path, html in pages.items()}
    assert {path: entities for path, entities in found.items() if entities} == {}


def test_no_page_needs_anything_inline_or_from_elsewhere(pages):
    found = {path: inline_parts(html) for path, html in pages.items()}
    assert {path: parts for path, parts in found.items() if parts} == {}


def test_no_mark_of_a_format_is_shown_on_any_page(pages):
    found = {path: raw_marks(html, inside="main") for path, html in pages.items() if path not in ABOUT_MARKS}
    assert {path: marks for path, marks in found.items() if marks} == {}


def test_no_straight_apostrophe_is_read_inside_a_word_on_any_page(pages):
    found = {
        path: re.findall(r"\w*[^\W\d_]'[^\W\d_]\w*", read_by_people(html))
        for path, html in pages.items()
        if path != PATTERNS
    }
    assert {path: words for path, words in found.items() if words} == {}


def read_by_people(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for code in soup.select("script, style, pre, code, textarea"):
        code.decompose()
    return soup.get_text(" ")
