"""Words that say days: which do, which do not, and what they find."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from search import registry
from search.engines.choice import current_engine
from search.enrich import enriched
from search.facets.kinds import Period
from search.query import SearchQuery
from search.understanding import hints
from search.understanding.dated import misspelt
from search.understanding.days import find
from search.understanding.units import beside_days, unit_of
from search.understanding.words import pieces
from tests.search.corpus import document

TUESDAY = date(2026, 12, 1)


def said(text, today=TUESDAY):
    found = find(text, today=today)
    return found and f"{found.first}/{found.last}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ce week-end", "2026-12-05/2026-12-06"),
        ("atelier ce weekend à Porz-Avel", "2026-12-05/2026-12-06"),
        ("ce we", "2026-12-05/2026-12-06"),
        ("se week end", "2026-12-05/2026-12-06"),
        ("this weekend", "2026-12-05/2026-12-06"),
        ("le week-end prochain", "2026-12-12/2026-12-13"),
        ("demain", "2026-12-02/2026-12-02"),
        ("Demain soir", "2026-12-02/2026-12-02"),
        ("après-demain", "2026-12-03/2026-12-03"),
        ("tomorrow evening", "2026-12-02/2026-12-02"),
        ("aujourd’hui", "2026-12-01/2026-12-01"),
        ("ce soir", "2026-12-01/2026-12-01"),
        ("se soir", "2026-12-01/2026-12-01"),
        ("tonight", "2026-12-01/2026-12-01"),
        ("samedi", "2026-12-05/2026-12-05"),
        ("on Saturday", "2026-12-05/2026-12-05"),
        ("programme du samedi", "2026-12-05/2026-12-05"),
        ("horaires de samedi matin", "2026-12-05/2026-12-05"),
        ("que faire le dimanche", "2026-12-06/2026-12-06"),
        ("planning du week-end", "2026-12-05/2026-12-06"),
        ("programme du jour", "2026-12-01/2026-12-01"),
        ("mardi", "2026-12-01/2026-12-01"),
        ("mardi prochain", "2026-12-08/2026-12-08"),
        ("cette semaine", "2026-12-01/2026-12-06"),
        ("ces prochains jours", "2026-12-01/2026-12-07"),
        ("la semaine prochaine", "2026-12-07/2026-12-13"),
        ("next week", "2026-12-07/2026-12-13"),
        ("ce mois-ci", "2026-12-01/2026-12-31"),
        ("le mois prochain", "2027-01-01/2027-01-31"),
        ("en octobre", "2027-10-01/2027-10-31"),
        ("in December", "2026-12-01/2026-12-31"),
        ("octobre 2025", "2025-10-01/2025-10-31"),
        ("samedi 5 décembre", "2026-12-05/2026-12-05"),
        ("sam 5 dec", "2026-12-05/2026-12-05"),
        ("le 1er mars", "2027-03-01/2027-03-01"),
        ("October 5", "2027-10-05/2027-10-05"),
        ("du 5 au 6 décembre", "2026-12-05/2026-12-06"),
        ("du 28 décembre au 3 janvier", "2026-12-28/2027-01-03"),
        ("from October 28 to November 2", "2027-10-28/2027-11-02"),
        ("du 28 décembre 2027 au 3 janvier 2028", "2027-12-28/2028-01-03"),
        ("le 14", "2026-12-14/2026-12-14"),
        ("on the 14th", "2026-12-14/2026-12-14"),
        ("bal du 9/12", "2026-12-09/2026-12-09"),
        ("le 05/12/2026", "2026-12-05/2026-12-05"),
        ("5/12/26", "2026-12-05/2026-12-05"),
        ("programme 5.12", "2026-12-05/2026-12-05"),
        ("2026-12-05", "2026-12-05/2026-12-05"),
        ("du 02/12 au 05/12", "2026-12-02/2026-12-05"),
        ("jeudi 3", "2026-12-03/2026-12-03"),
        ("ven. 4", "2026-12-04/2026-12-04"),
        ("samedi 18 h", "2026-12-05/2026-12-05"),
        ("sat 5th", "2026-12-05/2026-12-05"),
        ("workshop sat", "2026-12-05/2026-12-05"),
        ("les 5 et 6 décembre", "2026-12-05/2026-12-06"),
        ("entre le 5 et le 8 décembre", "2026-12-05/2026-12-08"),
        ("du 28 au 3", "2026-11-28/2026-12-03"),
        ("samedi et dimanche", "2026-12-05/2026-12-06"),
        ("de vendredi à dimanche", "2026-12-04/2026-12-06"),
        ("week-end du 12 décembre", "2026-12-12/2026-12-13"),
        ("la semaine du 9 décembre", "2026-12-07/2026-12-13"),
        ("mercredi de la semaine prochaine", "2026-12-09/2026-12-09"),
        ("samedi en huit", "2026-12-12/2026-12-12"),
        ("fin de semaine", "2026-12-04/2026-12-06"),
        ("début décembre", "2026-12-01/2026-12-10"),
        ("mi-décembre", "2026-12-10/2026-12-20"),
        ("fin février", "2027-02-21/2027-02-28"),
        ("fin du mois", "2026-12-21/2026-12-31"),
        ("end of december", "2026-12-21/2026-12-31"),
        ("dans 2 jours", "2026-12-03/2026-12-03"),
        ("dans quinze jours", "2026-12-15/2026-12-15"),
        ("dans une semaine", "2026-12-07/2026-12-13"),
        ("les trois prochains jours", "2026-12-01/2026-12-03"),
        ("d’ici vendredi", "2026-12-01/2026-12-04"),
        ("avant le 10 décembre", "2026-12-01/2026-12-09"),
        ("before Christmas", "2026-12-01/2026-12-24"),
        ("à partir de demain", "2026-12-02/2027-01-01"),
        ("hier soir", "2026-11-30/2026-11-30"),
        ("avant-hier", "2026-11-29/2026-11-29"),
        ("le week-end dernier", "2026-11-28/2026-11-29"),
        ("last Saturday", "2026-11-28/2026-11-28"),
        ("la semaine passée", "2026-11-23/2026-11-29"),
        ("le 27 novembre", "2026-11-27/2026-11-27"),  # just over
        ("vacances de Noël", "2026-12-19/2027-01-03"),
        ("pendant les vacances scolaires de février", "2027-02-06/2027-03-07"),
        ("Easter holidays", "2027-04-03/2027-05-02"),
        ("cet été", "2027-06-01/2027-08-31"),
        ("this winter", "2026-12-01/2027-02-28"),
        ("week-end du 5-6 décembre", "2026-12-05/2026-12-06"),
        ("we du 12", "2026-12-12/2026-12-13"),
        ("la semaine du 7", "2026-12-07/2026-12-13"),
        ("ce week", "2026-12-05/2026-12-06"),
        ("brocante décembre", "2026-12-01/2026-12-31"),
        ("jusqu’à dimanche", "2026-12-01/2026-12-06"),
        ("jusqu'au 10 décembre", "2026-12-01/2026-12-10"),
        ("après le 10 décembre", "2026-12-11/2027-01-10"),
        ("expo en ce moment", "2026-12-01/2026-12-06"),
        ("que faire pendant les vacances", "2026-12-19/2027-01-03"),
        ("school holidays", "2026-12-19/2027-01-03"),
    ],
)
def test_words_say_days(text, days):
    assert said(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "atelier du samedi", "le samedi", "les samedis", "chaque mercredi", "every Monday", "du lundi au vendredi",
        "samedi des cartographes", "photos d’hier", "photo d’octobre", "hier et aujourd’hui", "1/2 journée", "24/7", "version 3.1", "en 2 jours",
        "le 3 h", "la ville de demain", "week-end", "we", "en sept minutes", "octobre", "mars", "may", "31 février", "30 février 2027", "carte", "",
        "du 1er janvier 2027 au 31 décembre 2027",
    ],
)  # fmt: skip
def test_other_words_say_none(text):
    assert said(text) is None


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 12, 4), "2026-12-05/2026-12-06"),
        (date(2026, 12, 5), "2026-12-05/2026-12-06"),
        (date(2026, 12, 6), "2026-12-06/2026-12-06"),
        (date(2026, 12, 7), "2026-12-12/2026-12-13"),
    ],
)
def test_weekend_is_what_is_left_of_it(today, days):
    assert said("ce week-end", today) == days


@pytest.mark.parametrize(
    ("today", "days"),
    [
        # Decreed for 2022 to 2026.
        (date(2022, 9, 1), "2022-10-22/2022-11-06"),
        (date(2023, 9, 1), "2023-10-21/2023-11-05"),
        (date(2024, 9, 1), "2024-10-19/2024-11-03"),
        (date(2025, 9, 1), "2025-10-18/2025-11-02"),
        (date(2026, 9, 1), "2026-10-17/2026-11-01"),
        (date(2026, 10, 20), "2026-10-20/2026-11-01"),
    ],
)
def test_school_holidays_are_those_that_come_or_what_is_left_of_them(today, days):
    assert said("vacances de la Toussaint", today) == days


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dimache", "dimanche"), ("merccredi", "mercredi"), ("decmbre", "decembre"), ("wensday", None), ("remain", None)],
)
def test_word_one_letter_away_from_a_day_is_misspelt(typed, meant):
    assert misspelt(typed).get(typed) == meant


def on(pk, title, day, body=""):
    return document(pk, title, body=body, periods={"day": [(day, day)]})


ITEMS = (
    on("saturday", "Repair café", date(2026, 12, 5)),
    on("sunday", "Balade des communs", date(2026, 12, 6)),
    on("tomorrow", "Atelier radio", date(2026, 12, 2)),
    document("film", "Demain", body="Un film."),
    document("habit", "L’atelier du samedi"),
    document("monday", "Les mots du lundi"),
    document("weekends", "Préparer un week-end de camp"),
)


@pytest.fixture(autouse=True)
def _on_tuesday(sources, monkeypatch):
    monkeypatch.setattr(registry, "_hints", dict(registry.hints()))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 9, tzinfo=UTC))
    registry.register_facet(Period(name="day", label="Quand", description="Days.", position=25))


@pytest.fixture
def ask(make_engine):
    engine = make_engine(*ITEMS)

    def asked(q, **more):
        answer = engine.search(SearchQuery(q=q, **more), facets=())
        return [hit.document.pk for hit in answer.hits], answer

    return asked


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ce week-end", ["saturday", "sunday"]),
        ("balade ce week-end", ["sunday"]),
        ("samedi", ["habit", "saturday"]),  # the word in a title, and what is on that day
        ("demain", ["film", "tomorrow"]),
        ("radio demain", ["tomorrow"]),
        ("du 2 au 5 décembre", ["tomorrow", "saturday"]),
        ("atelier du samedi", ["habit"]),
    ],
)
def test_events_are_found_by_their_day_beside_what_has_the_words(ask, q, found):
    assert sorted(ask(q)[0]) == sorted(found)


def test_the_sooner_comes_first(ask):
    assert ask("cette semaine")[0] == ["tomorrow", "saturday", "sunday"]


@pytest.mark.parametrize(
    ("q", "more"), [("ce week-end", {"literal": True}), ("“ce week-end”", {}), ("demain", {"filters": {"day": ("2026-01-01/..",)}})]
)  # fmt: skip
def test_words_are_words_when_asked_or_when_days_are_chosen(ask, q, more):
    assert ask(q, **more)[1].days is None


def test_day_without_events_tells_it_and_searches_the_words(ask):
    pks, answer = ask("week-end prochain")

    assert (pks, answer.on_no_day) == (["weekends"], True)


def test_lone_word_of_a_day_without_events_is_a_word(ask):
    pks, answer = ask("lundi")

    assert (pks, answer.days) == (["monday"], None)


WEEKLY = (
    on("weekly", "La brocante du samedi", date(2026, 11, 28)),
    on("radio", "Atelier radio", date(2026, 12, 5)),
    on("radio-again", "Atelier radio du jeudi", date(2026, 12, 17)),
    document("radio-guide", "Faire de la radio"),
    on("couture", "Atelier couture", date(2026, 12, 10), body="Le samedi, parfois."),
    on("market", "En direct du marché", date(2026, 12, 5)),
)


@pytest.fixture
def ask_weekly(make_engine):
    engine = make_engine(*WEEKLY)

    def asked(q):
        answer = engine.search(SearchQuery(q=q), facets=())
        return [hit.document.pk for hit in answer.hits], answer

    return asked


def test_what_is_about_it_on_other_days_follows_what_little_is_on_then(ask_weekly):
    pks, answer = ask_weekly("radio samedi")

    assert (pks[0], sorted(pks[1:]), answer.on_no_day) == ("radio", ["radio-again", "radio-guide"], False)


def test_what_is_on_comes_before_what_says_the_day_of_each_week(ask_weekly):
    pks, _answer = ask_weekly("samedi")

    assert (sorted(pks[:2]), "weekly" in pks[2:]) == (["market", "radio"], True)


def test_subject_that_is_on_another_day_is_told_to_be_and_no_other_thing_is_shown(ask_weekly):
    pks, answer = ask_weekly("couture samedi")

    assert (pks, answer.on_no_day, answer.days.first) == (["couture"], True, date(2026, 12, 5))


@pytest.mark.parametrize("q", ["entrée libre samedi", "programme samedi 5", "on sort où samedi", "gratuit le 5/12"])
def test_what_is_said_of_all_that_is_on_is_needed_by_nothing(ask_weekly, q):
    pks, answer = ask_weekly(q)

    assert (sorted(pks[:2]), answer.on_no_day) == (["market", "radio"], False)


def test_kind_of_event_that_is_told_is_looked_for_beside_a_day_and_what_is_to_come_is_before_what_is_over(make_engine):
    hints.register(("concert",), "type", "guide", told=True)
    engine = make_engine(
        *WEEKLY,
        on("over", "Concert de jazz", date(2024, 12, 7)),
        on("to-come", "Concert de jazz", date(2026, 12, 18)),
    )
    answer = engine.search(SearchQuery(q="concert samedi"), facets=())

    assert ([hit.document.pk for hit in answer.hits], answer.on_no_day) == (["to-come", "over"], True)


def test_day_in_a_phrase_that_has_synonyms_is_no_day(make_engine):
    engine = make_engine(on("tomorrow", "Imaginer", date(2026, 12, 2)), document("future", "Présent et futur"))

    assert engine.search(SearchQuery(q="imaginer demain"), facets=(), language="fr").days is None


def test_wish_for_many_days_stays_small():
    said = find("concert cet hiver", today=TUESDAY)
    units = beside_days(
        [unit_of(piece, (), exact=False) for piece in pieces("concert")], said, facet="day", today=TUESDAY
    )

    assert [(unit.meaning.last - unit.meaning.first).days + 1 for unit in units if unit.hint] == [90, 90, 31]


def test_misspelt_day_is_a_day_and_stands_where_it_was_typed(ask_weekly):
    pks, answer = ask_weekly("radio merccredi 16")

    assert (answer.days.first, (answer.days.start, answer.days.end)) == (date(2026, 12, 16), (6, 18))
    assert "radio" in pks


@pytest.fixture
def page(client, index_dir):
    current_engine().rebuild(enriched(ITEMS), progress=lambda _count: None)
    return lambda address: BeautifulSoup(client.get(f"/recherche/{address}").content, "html.parser")


@pytest.mark.django_db
def test_page_says_what_was_understood_and_leads_to_the_words(page):
    said = page("?q=ce+week-end").select_one(".results__suggestion")

    assert " ".join(said.get_text().split()) == (
        "« ce week-end » est compris comme une date : du 5 au 6 décembre. Ce qui a lieu alors vient en premier. "
        "Chercher plutôt les mots « ce week-end »"
    )
    assert said.a["href"] == "/recherche/?q=ce+week-end&literal=1"
    assert not page("?q=ce+week-end&literal=1").select_one(".results__suggestion")


@pytest.mark.django_db
def test_api_says_the_days_and_is_not_cached(client, page):
    response = client.get("/api/v1/search?q=balade+ce+week-end")

    assert response.json()["days"] == {"words": "ce week-end", "first": "2026-12-05", "last": "2026-12-06"}
    assert response.wsgi_request.is_never_cached
