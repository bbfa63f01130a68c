"""Files of the programme as they are asked for: addresses, ETag and 304, other sites, filters; and what is in none."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from community.models import PlacePage
from exporting import limits
from programme.domain.occurrences import move_occurrence, set_status
from programme.exports.base import Scope
from programme.exports.registry import exports
from programme.models import EventPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.programme import at, make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db

OF_AN_EDITION = [export.filename for export in exports(Scope.EDITION)]
# Rooms, and counts.
WITHOUT_TITLES = {"giggity.json", "figures.json", "figures.csv"}
OF_ALL = [export.filename for export in exports(Scope.EVERYTHING)]


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def event(edition):
    return make_event("Atelier public", edition=edition, place=make_place(), slug="atelier")


def summaries(response):
    return [str(one["SUMMARY"]) for one in Calendar.from_ical(response.content).walk("VEVENT")]


@pytest.mark.parametrize("filename", OF_AN_EDITION)
def test_every_file_of_an_edition_is_at_its_address(client, event, filename):
    response = client.get(f"/programme/2027/{filename}")

    assert response.status_code == 200
    assert "Atelier public" in response.content.decode() or filename in WITHOUT_TITLES
    assert response["Content-Disposition"].endswith(f'filename="brest_communs_2027-{filename}"')
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Link"] == '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"'


def test_files_of_the_issue_are_all_there():
    assert {
        "programme.ics", "schedule.xml", "schedule.json", "openagenda.json", "programme.geojson", "programme.csv",
        "programme.atom", "programme.txt", "giggity.json", "figures.json", "figures.csv",
    } == set(OF_AN_EDITION)  # fmt: skip
    alone = {"schedule.xml", "schedule.json", "giggity.json", "figures.json", "figures.csv"}
    assert set(OF_ALL) == set(OF_AN_EDITION) - alone


@pytest.mark.parametrize("filename", OF_ALL)
def test_files_of_every_edition_are_below_the_programme(client, event, filename):
    make_event("Toute l’année", edition=make_edition("Toute l’année", slug="annee", acronym="annee", all_year=True,
                                                     starts_on=None, ends_on=None))  # fmt: skip
    words = client.get(f"/programme/{filename}").content.decode()
    assert "Atelier public" in words
    assert "Toute l’année" in words or filename == "programme.geojson"


@pytest.mark.parametrize("filename", OF_AN_EDITION)
def test_whoever_has_the_file_already_is_told_so(client, event, filename):
    first = client.get(f"/programme/2027/{filename}")
    again = client.get(f"/programme/2027/{filename}", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert not first["ETag"].startswith("W/")


def test_whoever_asks_for_the_headers_gets_those_of_the_file(client, event):
    whole, head = client.get("/programme/2027/programme.ics"), client.head("/programme/2027/programme.ics")
    assert (head.status_code, head.content, head["ETag"], head["Content-Length"]) == (
        200, b"", whole["ETag"], str(len(whole.content)),
    )  # fmt: skip


def test_other_file_is_given_once_something_changed(client, event):
    first = client.get("/programme/2027/programme.ics")
    set_status(event.occurrences.get(), "cancelled")
    again = client.get("/programme/2027/programme.ics", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert summaries(again) == ["ANNULÉ – Atelier public"]


def test_file_is_made_once_for_all_until_something_changes(client, event, django_assert_max_num_queries):
    committed()
    client.get("/programme/2027/programme.ics")
    with django_assert_max_num_queries(8):
        client.get("/programme/2027/programme.ics")


def test_event_that_is_withdrawn_is_hidden_by_no_date(client, event):
    """If-Modified-Since alone would keep it for ever: nothing that is left is newer."""
    first = client.get("/programme/2027/programme.ics")
    make_event("Autre", edition=event.edition).unpublish()
    EventPage.objects.get(pk=event.pk).unpublish()
    again = client.get("/programme/2027/programme.ics", headers={"If-Modified-Since": first["Last-Modified"]})

    assert (again.status_code, summaries(again)) == (200, [])


def test_number_of_changes_grows_with_each(client, event):
    def sequence():
        (one,) = Calendar.from_ical(client.get("/programme/2027/atelier/evenement.ics").content).walk("VEVENT")
        return one["SEQUENCE"], str(one["UID"])

    before = sequence()
    occurrence = move_occurrence(event.occurrences.get(), when(16))
    middle = sequence()
    set_status(occurrence, "cancelled")

    assert [before[0], middle[0], sequence()[0]] == [0, 1, 2]
    assert len({before[1], middle[1], sequence()[1]}) == 1


def test_calendars_of_a_place_an_association_and_a_theme_hold_theirs(client, edition):
    association, theme, place = AssociationFactory(), make_theme("cartes"), make_place()
    make_event("Chez eux", edition=edition, place=place, associations=[association], themes=[theme])
    make_event("Ailleurs", edition=edition)

    for address in (f"/lieux/{place.slug}/", f"/associations/{association.slug}/", "/themes/cartes/"):
        assert summaries(client.get(f"{address}agenda.ics")) == ["Chez eux"]


def test_filters_of_the_page_are_those_of_the_calendar(client, edition):
    theme = make_theme("cartes")
    make_event("Carte", edition=edition, themes=[theme])
    make_event("Bal", edition=edition)

    assert summaries(client.get("/programme/2027/programme.ics?theme=cartes")) == ["Carte"]
    assert summaries(client.get("/programme/programme.ics?theme=cartes")) == ["Carte"]


def test_one_date_of_an_event_is_a_calendar(client, edition):
    event = make_event("Deux fois", edition=edition, times=[when(9), when(14)], slug="deux-fois")
    second = event.occurrences.last()

    found = Calendar.from_ical(client.get(f"{event.url}evenement.ics?seances={second.uuid}").content).walk("VEVENT")
    assert [str(one["UID"]) for one in found] == [f"occ-{second.uuid}@localhost"]
    assert f"evenement.ics?seances={second.uuid}" in client.get(event.url).content.decode()


def test_list_of_ones_own_is_a_calendar(client, edition):
    chosen = make_event("Choisi", edition=edition).occurrences.get()
    make_event("Autre", edition=edition)
    gone = "00000000-0000-4000-8000-000000000000"

    assert summaries(client.get(f"/programme/2027/programme.ics?seances={chosen.uuid},{gone}")) == ["Choisi"]
    assert summaries(client.get("/programme/2027/programme.ics?seances=")) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("couleur=bleu", "couleur: Ce paramètre n’existe pas."),
        ("jour=demain", "jour: « demain »"),
        ("seances=x", "seances: Une liste nomme les séances par leurs identifiants, séparés par des virgules."),
        ("seances=" + ",".join(["0" * 32] * 201), "seances: Une liste compte 200 dates au plus."),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence_and_no_calendar(client, event, query, sentence):
    response = client.get(f"/programme/2027/programme.ics?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().replace("\xa0", " ").startswith(sentence.replace("\xa0", " ")[:40])


def test_other_site_asks_before_it_reads(client, event):
    response = client.options(
        "/programme/2027/programme.ics", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    )
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.parametrize(
    "address",
    [
        "/programme/2027/nulle-part.ics", "/programme/2027/evenement.ics", "/programme/2027/atelier/programme.ics",
        "/programme/1999/programme.ics", "/programme/schedule.xml", "/lieux/programme.ics", "/themes/rien/agenda.ics",
        "/programme.ics", "/programme/2027/agenda.ics",
    ],
)  # fmt: skip
def test_there_is_nothing_at_other_addresses(client, event, address):
    assert client.get(address).status_code == 404


# What is in no output.

SECRETS = ("Ebauche", "Fermee", "rue Cachee", "48.111111", "adresse-d-avant", "Tel-d-avant")


@pytest.fixture
def secrets(edition):
    """A draft, an event of a restricted edition, a place that was withdrawn, and how one registered before nobody had
    to any more, beside what anybody may see.
    """
    make_event_draft("Ebauche", edition=edition)
    place = make_place("La Maison", street_address="1 rue Cachee", latitude="48.111111", longitude="-4.1")
    make_event(
        "Visible", edition=edition, place=place, slug="visible", registration="none",
        registration_url="https://adresse-d-avant.example/", registration_contact="Tel-d-avant",
    )  # fmt: skip
    PlacePage.objects.get(pk=place.pk).unpublish()
    closed = make_edition("Fermee", slug="fermee", acronym="fermee_2027")
    make_event("Fermee aussi", edition=closed, slug="fermee-aussi")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    return edition


@pytest.mark.parametrize(
    "address",
    [
        *(f"/programme/2027/{filename}" for filename in OF_AN_EDITION), *(f"/programme/{name}" for name in OF_ALL),
        "/programme/2027/visible/evenement.ics", "/programme/2027/integrer/", "/programme/2027/emporter/",
        "/api/v1/events", "/api/v1/events?edition=2027", "/programme/2027/", "/programme/2027/visible/",
    ],
)  # fmt: skip
def test_nothing_private_leaves(client, secrets, address):
    response = client.get(address)
    words = response.content.decode()

    assert response.status_code == 200
    assert [secret for secret in SECRETS if secret in words] == []


@pytest.mark.parametrize("filename", [*OF_AN_EDITION, "fermee-aussi/evenement.ics"])
def test_files_of_a_restricted_edition_ask_who_somebody_is(client, secrets, filename):
    response = client.get(f"/programme/fermee/{filename}")
    assert response.status_code == 302
    assert "/compte/" in response["Location"] or "login" in response["Location"]


def test_calendar_of_a_withdrawn_place_is_gone(client, secrets):
    assert client.get("/lieux/la-maison/agenda.ics").status_code == 404


# The pages about them.


def test_page_lists_every_file_and_the_calendar_to_subscribe_to(client, event):
    words = client.get("/programme/2027/emporter/").content.decode()

    for filename in OF_AN_EDITION:
        assert f'href="/programme/2027/{filename}"' in words
    assert 'href="webcal://localhost/programme/2027/programme.ics"' in words
    assert "https://ggt.gaa.st/#url=http%3A%2F%2Flocalhost%2Fprogramme%2F2027%2Fschedule.xml&amp;json=" in words


def test_frame_may_stand_on_other_sites_and_no_other_page_of_the_edition(client, event):
    frame, page = client.get("/programme/2027/integrer/"), client.get("/programme/2027/emporter/")

    assert "X-Frame-Options" not in frame
    assert "frame-ancestors 'self' *" in frame["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self';" in page["Content-Security-Policy"] + ";"
    assert "Atelier public" in frame.content.decode()
    assert "<script" not in frame.content.decode()


def test_frame_is_narrowed_by_its_address(client, edition):
    make_event("Carte", edition=edition, themes=[make_theme("cartes")])
    make_event("Bal", edition=edition)
    words = client.get("/programme/2027/integrer/?theme=cartes").content.decode()
    assert ("Carte" in words, "Bal" in words) == (True, False)


def test_piece_of_html_has_no_script_and_shields_each_element_from_other_styles(edition):
    from bs4 import BeautifulSoup  # noqa: PLC0415 -- the reader of this test alone

    from programme.context.filters import Filters  # noqa: PLC0415
    from programme.context.reading import programme_of  # noqa: PLC0415
    from programme.context.takeaway import snippet  # noqa: PLC0415

    make_event("Bal <script>alert(1)</script>", edition=edition)
    html = BeautifulSoup(snippet(programme_of(edition), Filters(), now=at(8)), "html.parser")

    assert [one.name for one in html.select("*") if "!important" not in one.get("style", "")] == []
    assert html.find("script") is None
    assert html.select_one("li a")["href"].startswith("http://localhost/programme/2027/")


def test_openagenda_is_the_shape_that_others_read(client, event):
    found = json.loads(client.get("/programme/2027/openagenda.json").content)
    assert (sorted(found), found["total"]) == (["events", "total"], 1)


def test_parts_that_nobody_asked_for_before_are_bounded_and_others_are_given(client, event, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "part", "3/10m/key")
    committed()
    client.get("/programme/2027/programme.csv?q=public")
    answers = [client.get(f"/programme/2027/programme.csv?q=mot{number}") for number in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert (answers[-1]["Retry-After"], answers[-1]["Content-Type"]) == ("600", "text/plain; charset=utf-8")
    for address in ("programme.csv?q=public", "programme.csv", "programme.ics"):
        assert client.get(f"/programme/2027/{address}").status_code == 200


def test_parts_are_counted_apart_from_files_that_are_built(client, event, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "build", "1/10m/key")
    committed()
    answers = [client.get(f"/programme/2027/programme.csv?q=mot{number}") for number in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert limits.LIMITS["part"] == "600/10m/key"


@pytest.mark.parametrize("query", ["", "?q=ballon"])
def test_poster_to_fill_in_is_that_of_its_event_whatever_its_dates_are(client, edition, query):
    make_event("Un jour", edition=edition, times=[], slug="un-jour")
    make_event("Daté", edition=edition, slug="date")

    for slug, title in (("un-jour", "Un jour"), ("date", "Daté")):
        words = client.get(f"/programme/2027/{slug}/affiche-a-remplir.svg{query}").content.decode()
        assert (f">{title}</text>" in words, 'id="place"' in words, 'id="credit"' in words) == (True, True, True)
