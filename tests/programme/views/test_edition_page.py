"""The page of an edition: what it lists, in which ways, and what it keeps to itself."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import PageViewRestriction

from programme.context import edition as edition_context_module
from programme.context.reading import programme_of
from programme.domain.occurrences import move_occurrence, set_full, set_status
from programme.models import Occurrence
from programme.views import programme as views
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.programme import ZONE, at, make_edition, make_event, make_event_draft, make_place, when
from tests.factories.programme_values import local, many
from tests.words import words_of

pytestmark = pytest.mark.django_db
URL = "/programme/2027/"
SUNDAY = date(2027, 10, 3)


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def two_at_once(monkeypatch):
    monkeypatch.setattr(edition_context_module, "MOST_AT_ONCE", 2)


@pytest.fixture
def today(monkeypatch):
    """A clock that stands: Saturday 2 October 2027, 15:00 in Brest, unless told otherwise."""

    def at_this(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(ZONE))

    at_this(at(15))
    return at_this


def titles(response):
    return [row.title for day in response.context["days"] for row in day.rows]


@pytest.mark.parametrize("view", ["liste", "grille", "lieux", "themes", "associations"])
@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_page_do_not_grow_with_its_events(client, edition, view, count, django_assert_num_queries):
    for number in range(count):
        make_event(
            f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"),
            associations=[AssociationFactory()],
        )  # fmt: skip
    committed()
    client.get(URL)  # what is worked out once a generation

    for query in (f"vue={view}", f"vue={view}&gratuit=oui", "quand=maintenant"):
        with django_assert_num_queries(4):
            client.get(f"{URL}?{query}")


def test_page_is_drawn_once_for_all_who_ask_for_the_same(client, edition, today, monkeypatch):
    make_event("Tôt", edition=edition, times=[when(9)])
    committed()
    first = client.get(f"{URL}?gratuit=oui").text
    with monkeypatch.context() as patch:
        patch.setattr(views, "edition_context", None)
        assert client.get(f"{URL}?gratuit=oui").text == first
        today(at(15, 14))
        assert client.get(f"{URL}?gratuit=oui").text == first

    make_event("Tard", edition=edition, times=[when(18)])
    committed()
    assert "Tard" in client.get(f"{URL}?gratuit=oui").text


def test_what_is_on_is_drawn_anew_each_minute(client, edition, today):
    make_event("Tôt", edition=edition, times=[when(9)])
    committed()
    assert "Il est 15\u00a0h," in client.get(f"{URL}?quand=maintenant").text
    today(at(15, 1))
    assert "Il est 15\u00a0h\u00a001," in client.get(f"{URL}?quand=maintenant").text


def test_page_of_a_thousand_times_is_light(edition):
    """Beside some 12 kB of styles and scripts, on the way to a reader."""
    occasions = tuple(many(1000))
    events, places = {one.event for one in occasions}, {one.place for one in occasions}
    whole = replace(programme_of(edition), occasions=occasions, events=tuple(events), places=tuple(places))
    _narrowed, jsonld, body = views._drawn(whole, QueryDict(""), local(2026, 10, 5))

    page = f"{jsonld}{body}".encode()
    assert (len(page) < 150_000, len(gzip.compress(page, 6)) < 20_000) == (True, True)


def test_days_are_listed_in_order_with_what_takes_place(client, edition):
    make_event("Tard", edition=edition, times=[when(18)])
    make_event("Tôt", edition=edition, times=[when(9)])
    make_event("Le lendemain", edition=edition, times=[when(10, day=SUNDAY)])

    days = client.get(URL).context["days"]

    assert [(day.key, [row.title for row in day.rows]) for day in days] == [
        ("2027-10-02", ["Tôt", "Tard"]),
        ("2027-10-03", ["Le lendemain"]),
    ]


def test_grid_groups_what_begins_at_the_same_time(client, edition):
    make_event("Un", edition=edition)
    make_event("Deux", edition=edition)
    make_event("Trois", edition=edition, times=[when(16)])

    (day,) = client.get(f"{URL}?vue=grille").context["days"]

    assert [[row.title for row in slot.rows] for slot in day.slots] == [["Un", "Deux"], ["Trois"]]


def test_exhibition_stands_once_apart_from_the_days(client, edition):
    make_event("Exposition", edition=edition, times=[when(0, hours=24 * 15, all_day=True)])
    make_event("Atelier", edition=edition)

    response = client.get(URL)

    assert titles(response) == ["Atelier"]
    assert [row.title for row in response.context["long"]] == ["Exposition"]
    assert words_of(response).count("Exposition") == 1


def test_what_does_not_take_place_as_planned_stays_and_says_so(client, edition):
    for title in ("Annulé", "Reporté", "Déplacé", "Complet"):
        make_event(title, edition=edition)
    cancelled, postponed, moved, full = Occurrence.objects.order_by("pk")
    set_status(cancelled, "cancelled", text="L’animatrice est souffrante.")
    set_status(postponed, "postponed")
    move_occurrence(moved, when(17))
    set_full(full, is_full=True)

    (day,) = client.get(URL).context["days"]

    assert {row.title: [mark.words for mark in row.marks] for row in day.rows} == {
        "Annulé": ["annulée", "gratuit"],
        "Reporté": ["reportée, date à venir", "gratuit"],
        "Complet": ["complet", "gratuit"],
        "Déplacé": ["déplacée\u00a0: c’était prévu le samedi 2\u00a0octobre, 14\u00a0h", "gratuit"],
    }
    assert "L’animatrice est souffrante." in words_of(client.get(URL))


def test_days_in_a_row_say_how_much_takes_place_with_the_other_filters(client, edition):
    make_event("Gratuit", edition=edition)
    make_event("Payant", edition=edition, price="paid")
    make_event("Le lendemain", edition=edition, times=[when(10, day=SUNDAY)])

    steps = client.get(f"{URL}?gratuit=oui&jour=2027-10-03").context["steps"]

    assert [(step.number, step.count, step.is_current) for step in steps[:3]] == [
        ("2", 1, False),
        ("3", 1, True),
        ("4", 0, False),
    ]
    assert len(steps) == 16
    assert steps[0].url == f"{URL}?jour=2027-10-02&gratuit=oui"


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (at(9), ["Samedi"]),
        (at(9, day=SUNDAY), ["Dimanche 1", "Dimanche 2"]),
        (at(9, day=date(2028, 1, 1)), ["Samedi"]),
    ],
)
@pytest.mark.usefixtures("two_at_once")
def test_large_edition_shows_one_day_at_a_time(client, edition, today, now, shown):
    make_event("Samedi", edition=edition)
    make_event("Dimanche 1", edition=edition, times=[when(10, day=SUNDAY)])
    make_event("Dimanche 2", edition=edition, times=[when(11, day=SUNDAY)])
    today(now)

    assert titles(client.get(URL)) == shown


@pytest.mark.usefixtures("two_at_once")
def test_day_of_more_than_a_page_goes_on_in_the_next_one(client, edition):
    for number in range(3):
        make_event(f"Atelier {number}", edition=edition)

    assert titles(client.get(f"{URL}?jour=2027-10-02")) == ["Atelier 0", "Atelier 1"]
    assert titles(client.get(f"{URL}?jour=2027-10-02&page=2")) == ["Atelier 2"]
    assert titles(client.get(f"{URL}?jour=2027-10-02&page=999999999999")) == ["Atelier 0", "Atelier 1"]


def test_large_edition_by_place_leads_to_each_place(client, edition, monkeypatch):
    monkeypatch.setattr(edition_context_module, "MOST_AT_ONCE", 1)
    make_event("Un", edition=edition, place=make_place())
    make_event("Deux", edition=edition, place=make_place("L’Avenir"))

    groupings = client.get(f"{URL}?vue=lieux").context["groupings"]

    assert [(grouping.title, grouping.rows, grouping.count, grouping.filter_url) for grouping in groupings] == [
        ("La Corderie", [], 1, f"{URL}?lieu=la-corderie"),
        ("L’Avenir", [], 1, f"{URL}?lieu=lavenir"),
    ]


def test_by_place_ends_with_what_is_online_and_what_has_no_place_yet(client, edition):
    make_event("À la Corderie", edition=edition, place=make_place())
    make_event("Sans lieu", edition=edition)
    make_event("En ligne", edition=edition)
    Occurrence.objects.filter(event__title="En ligne").update(online_url="https://visio.example.org/")

    groupings = client.get(f"{URL}?vue=lieux").context["groupings"]

    assert [grouping.title for grouping in groupings] == ["La Corderie", "En ligne", "Lieu à préciser"]


def test_now_and_soon(client, edition, today):
    make_event("Passé", edition=edition, times=[when(10)])
    make_event("En cours", edition=edition, times=[when(14)])
    make_event("Bientôt", edition=edition, times=[when(17)])
    make_event("Ensuite", edition=edition, times=[when(10, day=SUNDAY)])

    response = client.get(f"{URL}?quand=maintenant")

    lists = {name: [row.title for row in response.context[name]] for name in ("on_now", "soon", "after")}
    assert lists == {"on_now": ["En cours"], "soon": ["Bientôt"], "after": ["Ensuite"]}


def test_what_is_on_now_is_in_no_cache_and_the_rest_is(client, edition, settings, today):
    settings.PAGE_CACHE_SECONDS = 300
    make_event("Atelier", edition=edition)
    committed()

    assert [row.title for row in client.get(f"{URL}?quand=maintenant").context["on_now"]] == ["Atelier"]
    today(at(20))
    assert client.get(f"{URL}?quand=maintenant").context["on_now"] == []
    client.get(f"{URL}?gratuit=oui")
    assert client.get(f"{URL}?gratuit=oui").context is None


def test_this_weekend_is_one_link_away(client, edition, today):
    make_event("Atelier", edition=edition)
    today(at(9, day=date(2027, 9, 29)))

    assert client.get(URL).context["weekend_url"] == f"{URL}?jour=2027-10-02&jour=2027-10-03"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("vue=cube", "Il n’y a pas de vue « cube » : voici la liste."),
        ("jour=demain", "« demain » n’est pas un jour"),
        ("lieu=atlantide", "Rien dans ce programme n’est rangé sous « atlantide »."),
        ("age=vieux", "« vieux » n’est pas un âge"),
        ("quand=hier", "« hier » n’est pas un moment connu"),
    ],
)
def test_what_an_address_cannot_mean_gets_a_sentence(client, edition, query, sentence):
    make_event("Atelier", edition=edition)

    response = client.get(f"{URL}?{query}")

    assert response.status_code == 200
    assert sentence in words_of(response)


def test_nothing_found_leads_back_to_everything(client, edition):
    make_event("Atelier", edition=edition)

    response = client.get(f"{URL}?type=tour")

    assert "Rien ne correspond à ces critères" in words_of(response)
    assert f'href="{URL}">Voir tout le programme' in response.text


def test_programme_without_events_says_that_it_is_being_prepared(client, edition):
    assert "Le programme se prépare" in words_of(client.get(URL))


def test_chips_take_off_one_filter_each(client, edition):
    make_event("Atelier", edition=edition)

    chips = client.get(f"{URL}?vue=grille&public=teens&gratuit=oui").context["chips"]

    assert [(chip.label, chip.url) for chip in chips] == [
        ("ados", f"{URL}?vue=grille&gratuit=oui"),
        ("Gratuit", f"{URL}?vue=grille&public=teens"),
    ]


def test_choices_count_events_with_what_else_is_chosen(client, edition):
    make_event("Un", edition=edition, kind="talk")
    make_event("Deux", edition=edition, kind="tour", times=[when(), when(10, day=SUNDAY)])
    make_event("Trois", edition=edition, kind="tour", price="paid")

    groups = {group.name: group for group in client.get(f"{URL}?gratuit=oui&type=talk").context["groups"]}

    assert [(one.key, one.count, one.selected) for one in groups["type"].choices] == [
        ("talk", 1, True),
        ("tour", 1, False),
    ]


@pytest.mark.parametrize("view", ["liste", "grille", "lieux", "associations"])
def test_draft_and_place_that_is_restricted_show_nowhere(client, edition, view):
    place = make_place("Chez Maïwenn", street_address="9 impasse du Secret")
    make_event("Atelier", edition=edition, place=place)
    make_event_draft("Réunion secrète", edition=edition)
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)

    said = words_of(client.get(f"{URL}?vue={view}"))

    assert "Atelier" in said
    assert [word for word in ("Maïwenn", "Secret", "secrète") if word in said] == []


def test_event_of_a_restricted_edition_shows_nowhere(client, edition):
    make_event("Atelier réservé", edition=edition, place=make_place(), associations=[AssociationFactory(slug="une")])
    PageViewRestriction.objects.create(page=edition, restriction_type=PageViewRestriction.LOGIN)
    make_event("Atelier ouvert", edition=make_edition("Autre", slug="autre", acronym="autre_edition"))

    for url in ("/", "/programme/", "/lieux/la-corderie/", "/associations/une/", "/recherche/?q=atelier"):
        assert "Atelier réservé" not in words_of(client.get(url)), url
    assert client.get(URL).status_code == 302


@pytest.fixture
def shelf(today):
    """Events that carry the label all year, one of them over."""
    shelf = make_edition(
        "Communs toute l’année", slug="annee", acronym="toute_annee", all_year=True, starts_on=None, ends_on=None
    )
    make_event("En septembre", edition=shelf, times=[when(day=date(2027, 9, 4))])
    make_event("En novembre", edition=shelf, times=[when(day=date(2027, 11, 6))])
    make_event("En janvier", edition=shelf, times=[when(day=date(2028, 1, 8))])
    return shelf


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["En novembre", "En janvier"]),
        ("?quand=passe", ["En septembre"]),
        ("?mois=2027-11", ["En novembre"]),
        ("?mois=2027-09", ["En septembre"]),
    ],
)
def test_all_year_shows_what_is_to_come_and_leads_to_what_was(client, shelf, query, shown):
    assert titles(client.get(f"/programme/annee/{query}")) == shown


def test_all_year_goes_by_month(client, shelf):
    steps = client.get("/programme/annee/").context["steps"]

    assert [(step.label, step.count) for step in steps] == [
        ("novembre\u00a02027", 1),
        ("janvier\u00a02028", 1),
    ]


def test_night_when_the_clock_goes_back_says_which_hour(client):
    edition = make_edition(starts_on=date(2027, 10, 30), ends_on=date(2027, 10, 31))
    start = datetime(2027, 10, 31, 2, 30, tzinfo=ZONE)
    event = make_event("Nuit", edition=edition, times=[when(22, day=date(2027, 10, 30))])
    event.occurrences.update(starts_at=start, ends_at=start + timedelta(hours=2))

    (day,) = client.get(URL).context["days"]

    assert (day.key, day.rows[0].hours.replace("\u00a0", " ")) == (
        "2027-10-30",
        "2 h 30 (heure d’été) – 4 h 30 (dimanche 31 octobre)",
    )


def test_days_that_are_over_are_folded_while_the_festival_lasts(client, edition, today):
    make_event("Hier", edition=edition)
    make_event("Bientôt", edition=edition, times=[when(9, day=date(2027, 10, 9))])

    today(at(15, day=date(2027, 10, 4)))
    response = client.get(URL)
    assert [row.title for day in response.context["days_over"] for row in day.rows] == ["Hier"]
    assert titles(response) == ["Bientôt"]

    today(at(15, day=date(2027, 12, 1)))
    assert titles(client.get(f"{URL}?vue=liste")) == ["Hier", "Bientôt"]
