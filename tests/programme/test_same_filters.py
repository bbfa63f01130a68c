"""One set of filters, whatever shows the programme: pages, map, favourites, frame, files, API."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from programme.models import Occurrence
from tests.factories.programme import FIRST_DAY, make_edition, make_event, make_place, when

pytestmark = pytest.mark.django_db
URL = "/programme/2027/"
LATER = FIRST_DAY.replace(day=9)


@pytest.fixture
def town():
    make_edition()
    make_event("Gratuit ici", place=make_place(), price="free")
    make_event("Payant ici", place=make_place("Le Fourneau"), price="paid", times=[when(day=LATER)])
    make_event("Payant en ligne", price="paid")


def said(client, path):
    soup = BeautifulSoup(client.get(f"{URL}{path}").content, "html.parser")
    return [one for one in ("Gratuit ici", "Payant ici", "Payant en ligne") if one in soup.main.get_text()], soup


def all_of_it():
    return ",".join(str(one.uuid) for one in Occurrence.objects.all())


PAGES = ("?", "?vue=grille&", "?vue=lieux&", "?vue=themes&", "?vue=associations&", "carte/?", "favoris/?{all}&")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ("gratuit=oui", ["Gratuit ici"]),
        ("lieu=le-fourneau", ["Payant ici"]),
        ("jour=2027-10-09", ["Payant ici"]),
        ("q=ligne", ["Payant en ligne"]),
    ],
)
def test_every_page_takes_the_same_filters_and_removes_them(client, town, path, filters, shown):
    here = path.format(all=f"seances={all_of_it()}")
    found, soup = said(client, here + filters)
    chips = soup.select(".programme-chips__chip")

    assert (found, len(chips)) == (shown, 1)
    assert len(said(client, chips[0]["href"].removeprefix(URL))[0]) == 3


@pytest.mark.parametrize("path", PAGES)
def test_every_page_helps_when_nothing_answers(client, town, path):
    here = path.format(all=f"seances={all_of_it()}")
    found, soup = said(client, f"{here}gratuit=oui&lieu=le-fourneau")

    assert (found, len(soup.select(".programme-chips__chip"))) == ([], 2)
    assert len(said(client, soup.select_one(".empty-state .button")["href"].removeprefix(URL))[0]) == 3


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_an_address_cannot_mean(client, town, path):
    here = path.format(all=f"seances={all_of_it()}")
    assert "nulle-part" in said(client, f"{here}lieu=nulle-part")[1].main.get_text()


def test_other_views_are_one_click_away_with_what_is_chosen(client, town):
    _found, soup = said(client, "carte/?gratuit=oui&pres-de=la-corderie")
    views = {one.get_text(): one["href"] for one in soup.select(".programme__views a")}

    assert views == {
        "Liste": f"{URL}?gratuit=oui", "Grille": f"{URL}?vue=grille&gratuit=oui", "Par lieu": f"{URL}?vue=lieux&gratuit=oui",
        "Par thème": f"{URL}?vue=themes&gratuit=oui", "Par association": f"{URL}?vue=associations&gratuit=oui",
        "Carte": f"{URL}carte/?gratuit=oui", "Maintenant et bientôt": f"{URL}?quand=maintenant&gratuit=oui",
    }  # fmt: skip
    assert soup.select_one('.programme__views [aria-current="page"]').get_text() == "Carte"
    assert soup.select_one(".programme-chips__chip")["href"] == f"{URL}carte/?pres-de=la-corderie"


def test_frame_shows_what_was_chosen_and_says_it(client, town):
    found, soup = said(client, "integrer/?gratuit=oui")
    text = " ".join(soup.main.get_text().split())

    assert found == ["Gratuit ici"]
    assert "Seulement : Gratuit · Tout le programme" in text.replace("\u00a0", " ")
    assert "nulle-part" in said(client, "integrer/?lieu=nulle-part")[1].main.get_text()


def test_what_is_taken_along_is_what_was_chosen(client, town):
    _found, soup = said(client, "emporter/?gratuit=oui")
    addresses = [one["href"] for one in soup.select(".programme-files a[href*='programme'], .programme-files__list a")]

    assert soup.select_one(".programme-chips__chip")["href"] == f"{URL}emporter/"
    files = [
        one for one in addresses if ".ics" in one or one in {a["href"] for a in soup.select(".programme-files__list a")}
    ]
    assert files
    assert all("gratuit=oui" in one for one in files)
    assert "integrer/?gratuit=oui" in soup.select_one("#code-cadre").get_text()
    assert "Payant" not in soup.select_one("#code-html").get_text()


@pytest.mark.parametrize(
    "name", ["programme.ics", "programme.csv", "programme.geojson", "programme.atom", "openagenda.json"]
)
def test_files_take_them_too(client, town, name):
    text = client.get(f"{URL}{name}?lieu=le-fourneau").content.decode()
    assert ("Payant ici" in text, "Gratuit ici" in text) == (True, False)


def test_api_takes_them_too(client, town):
    answer = json.loads(client.get("/api/v1/events?edition=2027&gratuit=oui").content)
    assert [one["title"] for one in answer["results"]] == ["Gratuit ici"]


def test_all_year_the_map_shows_what_is_to_come(client, monkeypatch):
    shelf = make_edition("Toute l’année", all_year=True, starts_on=None, ends_on=None)
    make_event("Autrefois", edition=shelf, place=make_place(), times=[when(day=FIRST_DAY.replace(year=2019))])
    make_event(
        "Bientôt", edition=shelf, place=make_place("Le Fourneau"), times=[when(day=FIRST_DAY.replace(year=2099))]
    )

    text = BeautifulSoup(client.get(f"{URL}carte/").content, "html.parser").select_one(".place-rows").get_text()
    assert ("Bientôt" in text, "Autrefois" in text) == (True, False)
