"""`/api/v1/events`: what programs get, page by page."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from programme.domain.occurrences import set_status
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.media import make_picture
from tests.factories.programme import make_edition, make_event, make_place, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def asked(client, query=""):
    response = client.get(f"/api/v1/events{query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_occurrences_come_in_the_order_of_time(client, edition):
    make_event("Tard", edition=edition, times=[when(18)])
    make_event("Tôt", edition=edition, times=[when(9)])
    found = asked(client)

    assert (found["count"], found["page"], found["pages"]) == (2, 1, 1)
    assert [one["title"] for one in found["results"]] == ["Tôt", "Tard"]


def test_occurrence_says_when_where_who_and_under_what_licence(client, edition):
    association, place = (
        AssociationFactory(name="La Passerelle"),
        make_place(access=[("entrance", "yes", "Une rampe")]),
    )
    event = make_event("Atelier", edition=edition, place=place, associations=[association], slug="atelier")
    occurrence = event.occurrences.get()
    (one,) = asked(client)["results"]

    assert one["id"] == str(occurrence.uuid)
    assert (one["start"], one["end"], one["zone"]) == (
        "2027-10-02T14:00:00+02:00", "2027-10-02T16:00:00+02:00", "Europe/Paris",
    )  # fmt: skip
    assert one["url"] == f"http://localhost/programme/2027/atelier/#{occurrence.anchor}"
    assert one["place"]["name"] == "La Corderie"
    assert one["place"]["access"] == [
        {"aspect": "entrance", "answer": "yes", "label": "entrée\u00a0: oui", "description": "Une rampe"}
    ]
    assert [who["name"] for who in one["organisers"]] == ["La Passerelle"]
    assert one["licence"]["key"] == "cc-by-sa-4.0"
    assert one["authors"] == [{"name": "La Passerelle", "role": "author", "url": ""}]
    assert one["credit"].startswith(
        "«\u00a0Atelier\u00a0» (http://localhost/programme/2027/atelier/) par La Passerelle"
    )
    assert one["status"] == {"key": "confirmed", "label": "confirmée"}


def test_cancelled_occurrence_is_there_and_says_so(client, edition):
    set_status(make_event(edition=edition).occurrences.get(), "cancelled", text="Salle inondée")
    (one,) = asked(client)["results"]
    assert (one["status"]["key"], one["status_note"], one["sequence"]) == ("cancelled", "Salle inondée", 1)


def test_filters_are_those_of_the_page(client, edition):
    make_event("Carte", edition=edition, themes=[make_theme("cartes")])
    make_event("Bal", edition=edition)
    assert [one["title"] for one in asked(client, "?theme=cartes&edition=2027")["results"]] == ["Carte"]


def test_what_is_over_is_left_out_when_that_is_asked_for(client, edition, time_machine_at):
    make_event("Hier", edition=edition)
    assert asked(client, "?a-venir=oui")["count"] == 0


@pytest.fixture
def time_machine_at(monkeypatch):
    """The day after the first."""
    from tests.factories.programme import at  # noqa: PLC0415 -- it loads models

    monkeypatch.setattr("programme.api.timezone.now", lambda: at(8, day=at().date().replace(day=3)))


@pytest.mark.parametrize(
    ("query", "field"),
    [("?edition=1999", "edition"), ("?page=0", "page"), ("?page=2", "page"), ("?couleur=bleu", "couleur"),
     ("?a-venir=peut-etre", "a-venir"), ("?jour=demain", "jour"), ("?seances=x", "seances"), ("?lang=xx", "lang")],
)  # fmt: skip
def test_what_cannot_be_understood_is_named_in_a_sentence(client, edition, query, field):
    response = client.get(f"/api/v1/events{query}")

    assert response.status_code == 422
    assert [problem["field"] for problem in response.json()["errors"]] == [field]
    assert response.json()["errors"][0]["message"].endswith((".", "rien."))


def test_pages_hold_fifty(client, edition):
    make_event("Souvent", edition=edition, times=[when(8 + number % 12) for number in range(51)])
    assert (asked(client)["pages"], len(asked(client)["results"]), len(asked(client, "?page=2")["results"])) == (
        2,
        50,
        1,
    )


def faults(client, data):
    """What the description of the API says against an answer, by a reader that knows nothing of it."""
    described = client.get("/api/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/EventsOut", "components": described["components"]}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:100]}" for one in checker.iter_errors(data)]


def test_answer_is_what_is_described(client, edition):
    assert faults(client, asked(client)) == []
    make_event("Bal", edition=edition, place=make_place(access=[("entrance", "yes", "")]), image=make_picture(),
               associations=[AssociationFactory()], themes=[make_theme("cartes")], age_min=8)  # fmt: skip
    make_event("Ailleurs", edition=edition)
    data = asked(client)
    assert (data["count"], faults(client, data)) == (2, [])
    assert faults(client, {**data, "count": "deux"}) != []


def test_thousand_dates_are_twenty_pages_as_described(client, large):
    pages = [asked(client, f"?page={number}") for number in (1, 20)]
    assert [(page["count"], page["pages"], len(page["results"]), faults(client, page)) for page in pages] == [
        (1000, 20, 50, []), (1000, 20, 50, []),
    ]  # fmt: skip


def test_parameters_are_described(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/events"]["get"]
    assert {"edition", "theme", "lieu", "jour", "a-venir", "seances", "page"} <= {
        one["name"] for one in described["parameters"]
    }


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, edition, count, django_assert_max_num_queries):
    for number in range(count):
        make_event(f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"))
    client.get("/api/v1/events")
    with django_assert_max_num_queries(16):
        client.get("/api/v1/events")
