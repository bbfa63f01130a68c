"""Mixing and crediting, for programs."""

from __future__ import annotations

import json

import pytest

from legaltools.catalogue import all_tools

pytestmark = pytest.mark.django_db
WORK = {
    "title": "Carte de la rue",
    "authors": [
        {"name": "Awa", "url": "https://awa.example/", "role": "author"},
        {"name": "Yann", "role": "photographer"},
    ],
    "source": "https://communs.example/carte",
    "licence": "cc-by-3.0",
    "year": 2026,
    "changes": "recadrée",
    "adapted_from": [{"title": "Fond de plan", "licence": "Licence Ouverte 2.0", "date": "2026-03-01"}],
}


def mix(client, *sources, status=200, **rest):
    response = client.get("/api/v1/licences/mix", {"source": sources, "lang": "en", **rest})
    assert response.status_code == status
    return response.json()


def verdicts(answer) -> dict[str, str]:
    return {target["licence"]: target["verdict"] for target in answer["targets"]}


def credit(client, body, *, status=200, language="en"):
    sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
    response = client.post(f"/api/v1/licences/credit?lang={language}", sent, content_type="application/json")
    assert response.status_code == status
    return response.json()


def test_sources_are_named_by_key_by_address_or_by_name(client):
    answer = mix(client, "cc-by-4.0", "http://creativecommons.org/licenses/by-sa/4.0/deed.fr", "CC0 1.0")
    assert set(answer) == {"sources", "use", "targets", "blocking"}
    assert set(answer["sources"]) == {"cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0"}
    assert (answer["use"], answer["blocking"]) == ("adaptation", [])
    assert [key for key, verdict in verdicts(answer).items() if verdict == "ok"] == ["cc-by-sa-4.0", "lal-1.3"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_clause_is_read_in_the_language_of_the_answer(client, language):
    asked = {"source": "cc-by-sa-4.0", "lang": language}
    targets = client.get("/api/v1/licences/mix", asked).json()["targets"]
    (reason,) = next(target["reasons"] for target in targets if target["licence"] == "cc-by-4.0")
    assert reason["url"] == f"https://creativecommons.org/licenses/by-sa/4.0/legalcode.{language}#s3b1"


def test_every_verdict_has_a_reason_with_its_clause_and_its_address(client):
    for target in mix(client, "cc-by-sa-4.0", "cc-by-nc-4.0")["targets"]:
        assert target["reasons"]
        for reason in target["reasons"]:
            assert set(reason) == {"text", "clause", "url"}
            assert reason["text"]
            assert reason["clause"]
            assert reason["url"].startswith("https://")


def test_what_blocks_is_named(client):
    answer = mix(client, "cc-by-sa-4.0", "cc-by-nc-4.0")
    assert set(verdicts(answer).values()) == {"no"}
    assert set(answer["blocking"]) == {"cc-by-sa-4.0", "cc-by-nc-4.0"}


def test_a_collection_takes_what_an_adaptation_cannot(client):
    assert verdicts(mix(client, "cc-by-nd-4.0"))["cc-by-4.0"] == "no"
    assert verdicts(mix(client, "cc-by-nd-4.0", use="collection"))["cc-by-4.0"] == "ok"


def test_a_map_made_of_a_database_is_not_the_database(client):
    assert verdicts(mix(client, "odbl-1.0", result="database"))["cc-by-4.0"] == "no"
    assert verdicts(mix(client, "odbl-1.0", result="work"))["cc-by-4.0"] == "ok"


def test_thirty_sources_have_one_answer(client):
    keys = [tool.key for tool in all_tools()[::21]][:30]
    answer = mix(client, *keys)
    assert len(keys) == 30
    assert len(answer["sources"]) == 30
    assert answer["blocking"]


@pytest.mark.parametrize(
    ("sources", "rest", "field", "message"),
    [
        ([], {}, "source", "Name at least one licence."),
        (["cc-by-4.0"], {"use": "vol"}, "use", "It is one of: adaptation, collection, reproduction."),
        (["cc-by-4.0"], {"result": "x"}, "result", "It is one of: database, work."),
        (["cc-by-4.0"], {"couleur": "x"}, "couleur", "There is no such parameter."),
        (["cc-by-4.0"] * 101, {}, "source", "100 at most, please."),
        (
            ["cc-by-4.0", "CC BY-SA"], {}, "source",
            "CC BY-SA: “CC BY-SA” has no version: which one? The latest is CC BY-SA 4.0.",
        ),
        (
            ["https://creativecommons.org.evil.example/licenses/by/4.0/"], {}, "source",
            (
                "https://creativecommons.org.evil.example/licenses/by/4.0/: This address is not Creative Commons’: "
                "their licences are on creativecommons.org."
            ),
        ),
        (
            ["Aotre-implijout 🎉"], {}, "source",
            "Aotre-implijout 🎉: No known licence is named here. Try its short name (CC BY-SA 4.0) or its address.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_mixed_is_told_with_its_field(client, sources, rest, field, message):
    assert mix(client, *sources, status=422, **rest) == {"errors": [{"field": field, "message": message}]}


def test_a_source_of_any_length_is_answered(client):
    mix(client, "🎉" * 100_000, status=422)


def test_a_credit_comes_in_every_form(client):
    answer = credit(client, WORK)
    assert list(answer) == ["text", "html", "markdown", "wikitext", "short", "spoken", "bibtex", "missing"]
    assert all(answer[name] for name in answer if name != "missing")
    assert answer["text"] == (
        "“Carte de la rue” (https://communs.example/carte) by Awa (2026), photo by Yann, licensed under CC BY 3.0 "
        "(https://creativecommons.org/licenses/by/3.0/); changes: recadrée; adapted from “Fond de plan”, "
        "licensed under Licence Ouverte 2.0 (https://www.etalab.gouv.fr/licence-ouverte-open-licence/), "
        "last updated 1\u00a0March 2026"
    )
    assert answer["missing"] == [
        {"field": "adapted_from.0.authors", "severity": "breach", "message": "Name at least who publishes the data, or give their address.", "clause": "« Sous réserve de »", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
        {"field": "adapted_from.0.source", "severity": "courtesy", "message": "Give the address of the work, if it has one and if reasonably practicable.", "clause": "", "url": ""},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("licence", "language", "clause", "message"),
    [
        (
            "cc-by-nd-4.0", "fr", "CC BY-ND 4.0 §2(a)(1)(B)",
            (
                "CC BY-ND 4.0 laisse adapter pour soi, mais pas partager l’adaptation. "
                "Demandez l’accord de l’autrice ou de l’auteur, ou reprenez l’œuvre telle quelle."
            ),
        ),
        (
            "cc-by-nc-nd-3.0-fr", "en", "CC BY-NC-ND 3.0 FR §3",
            "CC BY-NC-ND 3.0 FR gives no right to adapt. Ask the author, or use the work as it is.",
        ),
    ],
)  # fmt: skip
def test_change_that_the_licence_forbids_is_a_breach_with_its_clause(client, licence, language, clause, message):
    work = WORK | {"licence": licence, "adapted_from": []}
    (told,) = credit(client, work, language=language)["missing"]
    assert (told["field"], told["severity"], told["clause"], told["message"]) == ("changes", "breach", clause, message)
    assert told["url"].startswith("https://creativecommons.org/licenses/by-n")


@pytest.mark.parametrize(
    ("licence", "originals", "fields"),
    [
        ("cc-by-sa-4.0", ["cc-by-nd-4.0"], ["adapted_from.0"]),
        ("cc-by-4.0", ["cc0-1.0", "cc-by-sa-4.0"], ["adapted_from.1"]),
        ("cc-by-nc-sa-4.0", ["cc-by-sa-4.0", "cc-by-nd-3.0"], ["adapted_from.0", "adapted_from.1"]),
        ("cc-by-sa-4.0", ["cc-by-sa-3.0", "cc-by-4.0"], []),
        ("", ["cc-by-sa-4.0", "cc-by-nc-4.0"], ["adapted_from"]),
        ("cc-by-sa-4.0", ["by-permission"], []),
    ],
)
def test_adaptation_under_a_licence_that_its_originals_do_not_permit_is_a_breach(client, licence, originals, fields):
    sources = [
        {"title": "x", "authors": [{"name": "A"}], "source": "https://a.example/", "licence": one} for one in originals
    ]
    work = WORK | {"licence": licence, "adapted_from": sources}
    told = [one for one in credit(client, work)["missing"] if one["severity"] == "breach" and one["field"] != "licence"]
    assert [one["field"] for one in told] == fields
    assert all(one["clause"] for one in told)


def test_conflict_inside_an_original_has_its_place(client):
    inner = {"title": "x", "licence": "cc-by-4.0", "adapted_from": [{"title": "y", "licence": "cc-by-sa-4.0"}]}
    told = credit(client, {"title": "Carte", "licence": "cc-by-4.0", "adapted_from": [inner]})["missing"]
    assert told[0]["field"] == "adapted_from.0.adapted_from.0"


@pytest.mark.parametrize(
    ("body", "field"),
    [({"titel": "Carte"}, "titel"), ({"title": "x", "authors": [{"nom": "Awa"}]}, "authors.0.nom")],
)
def test_field_that_there_is_not_is_named(client, body, field):
    assert credit(client, body, status=422) == {"errors": [{"field": field, "message": "There is no such field."}]}


def test_what_is_missing_is_called_as_it_was_sent(client):
    missing = {
        one["field"]: one["severity"]
        for one in credit(client, {"title": "Arrêts de bus", "licence": "etalab-2.0"})["missing"]
    }
    assert missing == {"authors": "breach", "date": "breach", "source": "courtesy"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "", "authors": [], "licence": ""},
        {"title": None, "authors": None, "year": None},
        {"authors": [{"name": ""}, {"name": " "}]},
    ],
)
def test_empty_work_is_refused_with_a_sentence(client, body):
    assert credit(client, body, status=422) == {
        "errors": [
            {"field": "body", "message": "Say at least one thing of the work: its title, an author, its licence."}
        ]
    }


def test_html_in_a_title_is_kept_in_text_and_escaped_in_html(client):
    answer = credit(client, {"title": '<img src=x onerror="alert(1)">', "licence": "cc-by-4.0"})
    assert '<img src=x onerror="alert(1)">' in answer["text"]
    assert "<img" not in answer["html"]
    assert "&lt;img" in answer["html"]


def test_an_address_that_runs_something_is_no_link(client):
    answer = credit(
        client, {"title": "x", "source": "javascript:alert(1)", "authors": [{"name": "A", "url": "data:text/html,x"}]}
    )
    assert "javascript:" not in answer["html"] + answer["markdown"] + answer["wikitext"]
    assert "data:" not in answer["html"] + answer["markdown"] + answer["wikitext"]


@pytest.mark.parametrize("title", ["مرحبا بالعالم", "a" * 2000, "שלום\u202e", "Gwerz 🎉", "\x00\x07"])
def test_titles_of_any_script_and_length_are_credited(client, title):
    assert credit(client, {"title": title, "licence": "cc0-1.0"})["text"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"licence": "CC BY-SA"}, {"licence": "CC BY-SA: “CC BY-SA” has no version: which one? The latest is CC BY-SA 4.0."}),
        (
            {"adapted_from": [{}, {"licence": "🎉"}]},
            {"adapted_from.1.licence": "🎉: No known licence is named here. Try its short name (CC BY-SA 4.0) or its address."},
        ),
        (
            {"year": "douze", "date": "hier", "authors": "Awa"},
            {
                "authors": "A list is expected here.", "year": "A whole number is expected here.",
                "date": "A date is expected here, such as 2026-11-24.",
            },
        ),
        ({"authors": [{"name": 7}]}, {"authors.0.name": "Text is expected here."}),
        ({"year": 0}, {"year": "This number is too small."}),
        ({"year": 10_000}, {"year": "This number is too large."}),
        ({"title": "a" * 2001}, {"title": "This is too long."}),
        ({"authors": [{"name": "A"}] * 201}, {"authors": "There are too many."}),
    ],
)  # fmt: skip
def test_what_cannot_be_credited_is_told_with_its_place(client, body, errors):
    told = credit(client, body, status=422)["errors"]
    assert {error["field"]: error["message"] for error in told} == errors


def test_originals_without_end_are_refused(client):
    body: dict = {}
    for _ in range(21):
        body = {"adapted_from": [body]}
    (error,) = credit(client, body, status=422)["errors"]
    assert error["message"] == "20 originals one behind the other at most."
    for _ in range(400):
        body = {"adapted_from": [body]}
    credit(client, body, status=422)


NO_JSON = "What was sent could not be read: it must be JSON."
NO_OBJECT = "An object is expected here, such as {}."
TOO_MUCH = "This is too much at once: 200000 bytes at most, please."


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ("[" * 100_000, "body", NO_JSON),
        ("{", "body", NO_JSON),
        (b"\xff", "body", NO_JSON),
        ("7", "body", NO_OBJECT),
        ("[1]", "body", NO_OBJECT),
        ("", "body", "This is required."),
        ('{"authors": ["Awa"]}', "authors.0", NO_OBJECT),
        ('{"year": NaN}', "year", "A whole number is expected here."),
        ("{" + " " * 200_000 + "}", "body", TOO_MUCH),
        ("{" + " " * 3_000_000 + "}", "body", TOO_MUCH),
    ],
    ids=["deep", "cut", "bytes", "number", "list", "nothing", "author", "year", "long", "very long"],
)
def test_what_is_no_work_is_an_error_of_whoever_sends_it(client, body, field, message):
    assert credit(client, body, status=422) == {"errors": [{"field": field, "message": message}]}
