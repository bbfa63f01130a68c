"""The licences for programs."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools

pytestmark = pytest.mark.django_db


def get(client, address, *, status=200, language="en"):
    response = client.get(f"/api/v1/licences{address}", headers={"accept-language": language})
    assert response.status_code == status
    return response.json()


def test_the_whole_catalogue_comes_at_once(client):
    answer = get(client, "")
    assert answer["count"] == len(answer["results"]) == len(all_tools())
    assert answer["results"][0] == {
        "key": "cc-by-1.0",
        "label": "CC BY 1.0",
        "url": "https://creativecommons.org/licenses/by/1.0/",
        "spdx": "CC-BY-1.0",
        "permits": ["DerivativeWorks", "Distribution", "Reproduction"],
        "requires": ["Attribution", "Notice"],
        "prohibits": [],
        "retired": None,
    }


def test_one_licence_says_in_plain_words_what_it_allows(client):
    answer = get(client, "/cc-by-nd-4.0?lang=fr")
    assert answer["name"] == "Attribution - Pas d'Œuvre dérivée 4.0 International"
    assert answer["summary"]["cannot"] == ["pas de version modifiée partagée"]
    assert answer["retired"] is None
    assert get(client, "/cc-sa-1.0")["retired"] == "2004-05-25"


@pytest.mark.parametrize(
    ("key", "hint"), [("CC-BY-4.0", "cc-by-4.0"), ("qzx", "No known licence"), ("🎉", "No known licence")]
)
def test_an_unknown_key_is_not_found_and_told_why(client, key, hint):
    (error,) = get(client, f"/{key}", status=404)["errors"]
    assert error["field"] == "key"
    assert hint in error["message"]


@pytest.mark.parametrize(
    ("text", "key", "candidates"),
    [
        ("CC BY-SA 4.0", "cc-by-sa-4.0", []),
        ("https://creativecommons.org/licenses/by/2.0/fr/", "cc-by-2.0-fr", []),
        ("CC BY-SA 4.0 FR", None, ["cc-by-sa-4.0"]),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", None, []),
        ("Aotre-implijout 🎉", None, []),
        ("", None, []),
    ],
)
def test_a_licence_is_given_only_where_it_is_certain(client, text, key, candidates):
    answer = client.get("/api/v1/licences/recognise", {"text": text}).json()
    assert set(answer) == {"text", "licence", "problem", "candidates", "found"}
    assert (answer["text"], answer["licence"] and answer["licence"]["key"]) == (text, key)
    assert (answer["problem"] is None) is (key is not None)
    assert answer["candidates"][: len(candidates)] == candidates


@pytest.mark.parametrize(
    ("lang", "word"), [("fr", "version"), ("en", "version"), ("fr-CA", "laquelle"), ("en-GB", "which")]
)
def test_lang_chooses_the_language_of_sentences(client, lang, word):
    assert word in get(client, f"/recognise?text=cc by-sa&lang={lang}", language="de")["problem"]


def test_accept_language_chooses_it_otherwise(client):
    assert "laquelle" in get(client, "/recognise?text=cc by-sa", language="fr")["problem"]
    assert "which" in get(client, "/recognise?text=cc by-sa", language="en")["problem"]


@pytest.mark.parametrize(
    ("address", "field", "message"),
    [
        ("/recognise", "text", "Say what is to be recognised."),
        ("/recognise?text=cc&lang=br", "lang", "Answers are in French (fr) or English (en)."),
        ("/recognise?text=cc&couleur=rouge", "couleur", "There is no such parameter."),
        ("?page=2", "page", "There is no such parameter."),
        ("/cc-by-4.0?lang=", "lang", "Answers are in French (fr) or English (en)."),
    ],
)
def test_what_cannot_be_understood_is_named_with_a_sentence(client, address, field, message):
    assert get(client, address, status=422) == {"errors": [{"field": field, "message": message}]}


def test_a_long_text_is_sent_in_the_body(client):
    text = "Une page. " * 10_000 + "Sous CC BY-SA 4.0."
    answer = client.post("/api/v1/licences/recognise", {"text": text}, content_type="application/json")
    assert answer.json()["licence"]["key"] == "cc-by-sa-4.0"


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({}, "text", "This is required."),
        ({"text": 7}, "text", "Text is expected here."),
        (
            {"text": "a" * 300_000},
            "text",
            "This text is very long. Paste the part that names the licence, 200000 characters at most.",
        ),
    ],
)
def test_a_body_that_cannot_be_read_names_the_field(client, body, field, message):
    sent = client.post(
        "/api/v1/licences/recognise", body, content_type="application/json", headers={"accept-language": "en"}
    )
    assert (sent.status_code, sent.json()) == (422, {"errors": [{"field": field, "message": message}]})


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b""])
def test_a_body_that_is_no_json_is_an_error_of_whoever_sends_it(client, body):
    sent = client.post("/api/v1/licences/recognise", body, content_type="application/json")
    assert sent.status_code in {400, 422}


def test_the_catalogue_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        get(client, "")


def test_openapi_describes_every_address(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/licences", "/api/v1/licences/recognise", "/api/v1/licences/{key}"} <= set(paths)
