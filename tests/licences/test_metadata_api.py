"""Metadata read for programs."""

from __future__ import annotations

import pytest

from legaltools import catalogue
from legaltools.credit import Author, Work, credit_html
from legaltools.metadata import write_xmp

pytestmark = pytest.mark.django_db

ORIGINAL = Work("Le port", (Author("Awa"),), "https://example.org/port", catalogue.get("cc-by-4.0"))
WORK = Work("La halle", (Author("Zoé"),), "https://example.org/halle", catalogue.get("cc-by-sa-4.0"),
            adapted_from=(ORIGINAL,), changes="recadrée")  # fmt: skip


def ask(client, text, **query):
    return client.post("/api/v1/licences/metadata", {"text": text}, content_type="application/json", query_params=query)


@pytest.mark.parametrize(("text", "form"), [(credit_html(WORK, "fr"), "rdfa"), (write_xmp(WORK, "fr"), "xmp")])
def test_work_is_given_with_its_originals(client, text, form):
    answer = ask(client, text).json()
    work = answer["work"]
    assert (answer["format"], work["title"], work["licence"]["key"]) == (form, "La halle", "cc-by-sa-4.0")
    assert [original["title"] for original in work["adapted_from"]] == ["Le port"]
    assert answer["missing"] == []


def test_what_is_missing_is_said_in_the_language_asked_for(client):
    page = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>'
    french, english = (ask(client, page, lang=language).json()["missing"] for language in ("fr", "en"))
    assert {duty["field"] for duty in french} >= {"authors", "source"}
    assert french[0]["message"] != english[0]["message"]


def test_text_without_metadata_says_nothing(client):
    assert ask(client, "CC BY-SA 4.0").json() == {"format": None, "work": None, "missing": []}


def test_text_that_is_too_long_is_refused_by_name(client):
    refused = ask(client, "x" * 200_001)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "text")


def test_long_chain_of_originals_is_given_whole(client):
    work = ORIGINAL
    for number in range(150):
        work = Work(f"Version {number}", licence=catalogue.get("cc-by-4.0"), adapted_from=(work,))
    answer = ask(client, write_xmp(work, "fr"))
    deepest, depth = answer.json()["work"], 0
    while deepest["adapted_from"]:
        deepest, depth = deepest["adapted_from"][0], depth + 1
    assert (answer.status_code, depth, deepest["title"]) == (200, 150, "Le port")
