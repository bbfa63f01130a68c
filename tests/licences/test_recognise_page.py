"""The page that reads a licence in whatever is pasted."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from legaltools import catalogue
from legaltools.credit import Author, Work, credit_html, credit_markdown
from legaltools.metadata import write_jsonld, write_xmp

pytestmark = pytest.mark.django_db


def answer(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def verdict(soup) -> str:
    return soup.select_one("#trouve").get_text()


@pytest.mark.parametrize(
    ("text", "said", "first"),
    [
        ("CC BY-SA 4.0", "C’est CC BY-SA 4.0.", "CC BY-SA 4.0"),
        ("http://www.creativecommons.org/licenses/by/2.0/fr/deed.fr?ref=x", "C’est CC BY 2.0 FR.", "CC BY 2.0 FR"),
        ("Photo : Zoé, CC BY-NC", "Pas encore sûr.", "CC BY-NC 4.0"),
        ("CC BY-SA 4.0 FR", "Pas encore sûr.", "CC BY-SA 4.0"),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", "Pas de licence reconnue.", None),
        ("Aotre-implijout Creative Commons 🎉", "Pas de licence reconnue.", None),
        ("Copyright (c) 2022 Priya Exemple. MIT license.", "Une licence hors de notre catalogue.", None),
        ("🎉🦑", "Pas de licence reconnue.", None),
        ("<script>alert(1)</script>", "Pas de licence reconnue.", None),
    ],
)
def test_a_text_is_answered_and_what_is_not_certain_is_not_invented(client, text, said, first):
    soup = answer(client.get("/licences/reconnaitre/", {"text": text}))
    shown = soup.select_one("#reponse .licence-card__code")
    assert verdict(soup) == said
    assert (shown.get_text(strip=True) if shown else None) == first
    assert soup.select("main script") == []


def test_a_short_text_gets_an_address_to_share(client):
    sent = client.post("/licences/reconnaitre/", {"text": "CC BY 4.0 & plus"})
    assert (sent.status_code, sent["Location"]) == (
        302,
        "/licences/reconnaitre/?text=CC%20BY%204.0%20%26%20plus#reponse",
    )


def test_a_long_text_is_answered_in_place_with_every_place_that_names_a_licence(client):
    text = "Une page. " * 9000 + "Texte sous CC BY-SA 4.0. Photos sous CC BY 2.0." + " Fin." * 2000
    soup = answer(client.post("/licences/reconnaitre/", {"text": text}))
    named = [link.get_text() for link in soup.select(".licence-recognise__statements a")]
    assert len(text) > 99_000
    assert named == ["CC BY-SA 4.0", "CC BY 2.0"]
    assert "l’adresse de cette réponse" not in soup.get_text().lower()


def test_contradicting_statements_are_all_shown(client):
    soup = answer(client.get("/licences/reconnaitre/", {"text": "Sous CC BY 4.0, tous droits réservés, CC0."}))
    assert verdict(soup) == "Pas encore sûr."
    assert len(soup.select(".licence-recognise__statements li")) >= 2


def test_a_text_beyond_measure_is_refused_with_a_sentence(client):
    soup = answer(client.post("/licences/reconnaitre/", {"text": "a" * 300_000}))
    assert soup.select_one("#erreurs a")["href"] == "#texte"
    assert soup.select_one("#reponse") is None


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": "  \n"}])
def test_nothing_pasted_shows_the_form_and_things_to_try(client, data):
    assert client.post("/licences/reconnaitre/", data)["Location"] == "/licences/reconnaitre/"
    assert answer(client.get("/licences/reconnaitre/", data)).select_one("#reponse") is None


def test_reading_a_text_leaves_no_cookie(client):
    client.post("/licences/reconnaitre/", {"text": "CC BY"}, follow=True)
    assert dict(client.cookies) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Image trouvée sur Google Images", "Un moteur de recherche montre des images, il ne les donne pas"),
        ("© Ouest-France", "Une photo ou un article de presse"),
        ("Photo : Internet", "Trouvée en ligne"),
        ("Tous droits réservés", "Ce signe dit à qui est l’œuvre"),
        ("https://unsplash.com/photos/abc", "Unsplash a sa propre licence"),
    ],
)
def test_something_found_is_answered_by_what_to_do(client, text, said):
    soup = answer(client.get("/licences/reconnaitre/", {"text": text}))
    assert verdict(soup).startswith(said)
    assert len(soup.select(".found__steps li")) >= 3
    assert "Aucune licence connue" not in soup.get_text()


def test_letter_asks_for_something_found(client):
    soup = answer(client.get("/licences/reconnaitre/", {"text": "trouvée sur Google Images"}))
    letter = soup.select_one("#lettre").get_text()
    assert "Je n’y ai pas vu de licence" in letter
    assert "à qui demander" in letter


def test_licence_that_is_named_is_not_answered_as_something_found(client):
    assert answer(client.get("/licences/reconnaitre/", {"text": "via Flickr, CC BY"})).select(".found") == []


def test_words_that_name_nothing_known_are_answered_by_what_that_means_and_another_door(client):
    soup = answer(client.get("/licences/reconnaitre/", {"text": "un dessin de Zoé"}))
    said = soup.select_one("#reponse").get_text()
    assert "Sans licence écrite, tous les droits sont réservés\u00a0: pas sans demander." in said
    assert soup.select_one('#reponse a[href="/licences/puis-je/"]')
    assert "tous les droits" not in answer(client.get("/licences/reconnaitre/", {"text": "CC0"})).get_text()


WORK = Work("La halle", (Author("Zoé Le Bris"),), "https://example.org/halle", catalogue.get("cc-by-sa-4.0"))


def said_of_the_work(soup) -> dict[str, str]:
    rows = soup.select(".licence-recognise__work > div")
    return {row.dt.get_text(): row.dd.get_text(strip=True) for row in rows}


@pytest.mark.parametrize("text", [credit_html(WORK, "fr"), credit_markdown(WORK, "fr"), write_jsonld(WORK, "fr")])
def test_a_page_or_a_credit_says_what_it_tells_of_the_work(client, text):
    soup = answer(client.get("/licences/reconnaitre/", {"text": text}))
    assert verdict(soup) == "C’est CC BY-SA 4.0."
    assert said_of_the_work(soup) == {
        "Titre": "La halle",
        "Autrices et auteurs": "Zoé Le Bris",
        "Licence": "CC BY-SA 4.0",
        "Adresse": "https://example.org/halle",
    }


def test_what_a_page_leaves_out_is_told_with_a_way_to_complete_it(client):
    page = '<p>Photo <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>'
    soup = answer(client.get("/licences/reconnaitre/", {"text": page}))
    assert said_of_the_work(soup) == {
        "Titre": "non précisé",
        "Autrices et auteurs": "non précisé",
        "Licence": "CC BY 4.0",
    }
    assert soup.select(".licence-recognise__metadata .duty-list li")
    completed = soup.select_one('.licence-recognise__metadata a[href^="/licences/crediter/"]')
    assert client.get(completed["href"]).status_code == 200


def test_what_a_page_says_is_shown_and_never_obeyed(client):
    text = write_jsonld(replace(WORK, title="<script>alert(1)</script>"), "fr")
    soup = answer(client.get("/licences/reconnaitre/", {"text": text}))
    assert said_of_the_work(soup)["Titre"] == "<script>alert(1)</script>"
    assert soup.select("main script") == []


def sent(client, data: bytes):
    return client.post("/licences/reconnaitre/", {"text": "", "file": SimpleUploadedFile("photo.jpg", data)})


def test_what_is_written_inside_a_picture_is_read(client):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "JPEG", xmp=write_xmp(WORK, "fr").encode())
    soup = answer(sent(client, picture.getvalue()))
    assert said_of_the_work(soup)["Autrices et auteurs"] == "Zoé Le Bris"
    assert verdict(soup) == "C’est CC BY-SA 4.0."


def test_picture_that_says_nothing_is_told_so(client):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "JPEG")
    soup = answer(sent(client, picture.getvalue()))
    assert "Rien n’est écrit dans ce fichier" in soup.select_one("#refus").get_text()
    assert soup.select("#reponse") == []


def test_file_that_is_too_large_is_told_so_and_not_read(client, monkeypatch):
    monkeypatch.setattr("licences.assistants.metadata.MOST_BYTES", 10)
    soup = answer(sent(client, b"x" * 11))
    assert "trop lourd" in soup.select_one("#refus").get_text()
