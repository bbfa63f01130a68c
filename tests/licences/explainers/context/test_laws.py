"""What explanations say of the law and the table of explainers/laws.yml hold together."""

from __future__ import annotations

import re
import shutil

import pytest

from home.domain.site import set_up_site
from licences.explainers.context.laws import claims_context, claims_of, law_claims
from licences.explainers.domain.loading import SHIPPED, load_explainers
from licences.explainers.files import read_explainer
from licences.explainers.reading import plain_texts

TEXTS = {path.name: read_explainer(path.read_text()) for path in sorted(SHIPPED.glob("*.md"))}
CITATION = re.compile(
    r"\b[LR]\d{3}-\d+(?:-\d+)*"  # articles of the codes
    r"|C-\d+/\d+|\b\d\d-\d\d\.\d{3}"  # cases of the CJEU, appeals of the Cour de cassation
    r"|(?:no\.|n°|Act)\s(20\d\d-\d+)"  # acts and decrees
    r"|(?:articles?|sections?)\s(\d[\d.-]*(?:\([a-zA-Z0-9]+\))*)(?:\s(?:et|and)\s(\d+))?"  # the rest says that it is one
)
FOR_EVER = {
    "fr": r"ne se (?:reprend|retire) pas|licence(?: Creative Commons)?, en principe, non",
    "en": r"as a rule,? (?:be taken back|cannot)|(?:is not|cannot be) taken back",
}


def said(text):
    answers = [
        one for block in text.quiz for answer in block["value"]["answers"] for one in (answer["text"], answer["why"])
    ]
    return " ".join([*plain_texts(text.body), *answers])


def cited(text):
    found = set()
    for match in CITATION.finditer(said(text)):
        found |= {part.rstrip(".-") for part in match.groups() if part} or {match[0]}
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_every_article_that_a_page_cites_is_a_row_of_the_table(name):
    text = TEXTS[name]
    rows = {citation for claim in claims_of(text.translation_of or text.slug) for citation in claim.cited}

    assert cited(text) == rows


def test_every_row_names_pages_that_exist_and_says_it_in_both_languages():
    slugs = {text.slug for text in TEXTS.values() if text.language == "fr"}

    assert [claim.article for claim in law_claims() if not claim.pages or set(claim.pages) - slugs] == []
    assert [
        claim.article for claim in law_claims() if not (claim.says.keys() == claim.source.keys() == {"fr", "en"})
    ] == []


def test_pages_that_say_a_licence_is_for_ever_say_that_it_is_debated():
    saying = {
        text.translation_of or text.slug for text in TEXTS.values() if re.search(FOR_EVER[text.language], said(text))
    }
    debating = {page for claim in law_claims() if claim.article == "L121-4" for page in claim.pages}

    assert saying == debating


def test_pages_that_say_so_keep_a_door_open():
    flat = [
        name
        for name, text in TEXTS.items()
        if re.search(FOR_EVER[text.language], said(text)) and not re.search("en principe|as a rule", said(text))
    ]

    assert flat == []


def test_consent_of_a_minor_is_never_inferred_from_silence():
    french, english = said(TEXTS["images-de-personnes.md"]), said(TEXTS["pictures-of-people.md"])

    assert "Jamais pour un enfant" in french
    assert "autorité parentale" in french
    assert "Never for a child" in english


def test_what_nobody_compared_with_its_text_is_counted():
    assert sorted(claim.article or claim.source["en"] for claim in law_claims() if claim.read is None) == [
        "14",
        "372",
        "372-2",
        "7, 13",
        "9",
        "CC BY-NC 4.0",
        "CC BY-ND 4.0",
        "CC0 1.0",
        "Free Art License and Creative Commons",
        "GPL version 3",
        "L214-1",
        "L322-1",
        "OpenStreetMap Foundation",
        "R122-28",
        "SACEM",
    ]


def test_page_that_is_not_shipped_has_no_row():
    assert claims_context("une-page-ecrite-sur-le-site", "fr") == {"debated": [], "unread": [], "read": []}


def test_reader_is_told_what_is_debated_and_what_was_not_read(client, db, tmp_path):
    set_up_site()
    for slug in ("photos-de-groupes-scolaires", "photos-of-school-groups", "qu-est-ce-qu-un-commun"):
        shutil.copy(SHIPPED / f"{slug}.md", tmp_path)
    load_explainers(tmp_path)
    french = client.get("/comprendre/photos-de-groupes-scolaires/", headers={"accept-language": "fr"}).content.decode()
    english = client.get("/comprendre/photos-of-school-groups/", headers={"accept-language": "en"}).content.decode()
    plain = client.get("/comprendre/qu-est-ce-qu-un-commun/", headers={"accept-language": "fr"}).content.decode()

    assert "Pas encore comparé avec le texte" in french
    assert "se discute" in french
    assert "Lu le 26 novembre 2026" in french
    assert "Not yet compared with the text" in english
    assert "law-claims" not in plain
