"""What somebody wants to see of a programme: read from an address, written back, and held against what takes place."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from programme.context.filters import Filters, access_of, read_filters
from programme.context.reading import programme_of
from tests.factories.associations import AssociationFactory
from tests.factories.programme import at, make_edition, make_event, make_place, when

EVERYTHING = (
    "jour=2027-10-02&mois=2027-10&lieu=la-corderie&quartier=Recouvrance&theme=cartes&type=workshop&public=teens"
    "&association=la-passerelle&langue=br&accessible=entrance&accessible=hearing&age=12&gratuit=oui&en-ligne=oui"
    "&q=r%C3%A9parer"
)


def read(query):
    with translation.override("en"):
        return read_filters(QueryDict(query))


def test_nothing_asked_is_nothing_chosen():
    assert read("") == (Filters(), [])
    assert not Filters()


def test_every_filter_goes_back_to_its_address():
    filters, problems = read(EVERYTHING)

    assert (filters.query(), problems) == (EVERYTHING, [])


def test_more_parameters_come_first():
    assert Filters(free=True).query([("vue", "grille")]) == "vue=grille&gratuit=oui"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("jour=demain", ("jour", "“demain” is not a day: write it as 2026-11-24.")),
        ("jour=2027-02-30", ("jour", "“2027-02-30” is not a day: write it as 2026-11-24.")),
        ("jour=0000-01-01", ("jour", "“0000-01-01” is not a day: write it as 2026-11-24.")),
        ("mois=2027-13", ("mois", "“2027-13” is not a month: write it as 2026-11.")),
        ("type=opera", ("type", "“opera” is not a value of this filter.")),
        ("public=%00", ("public", "“\0” is not a value of this filter.")),
        ("lieu=%3Cscript%3E", ("lieu", "“<script>” is not a value of this filter.")),
        ("age=-1", ("age", "“-1” is not an age: write a whole number of years, 120 at most.")),
        ("age=999", ("age", "“999” is not an age: write a whole number of years, 120 at most.")),
        ("age=²", ("age", "“²” is not an age: write a whole number of years, 120 at most.")),
        ("gratuit=non", ("gratuit", "Write “oui” for this filter, or leave it out: “non” says nothing.")),
        ("accessible=peut-etre", ("accessible", "“peut-etre” is not a value of this filter.")),
    ],
)
def test_what_says_nothing_gets_a_sentence_and_is_left_out(query, problem):
    assert read(query) == (Filters(), [problem])


def test_thirty_values_of_one_filter_at_most():
    filters, problems = read("&".join(f"lieu=lieu-{number}" for number in range(31)))

    assert (len(filters.places), problems) == (30, [("lieu", "Choose 30 values at most.")])


def test_words_are_cut_at_a_hundred_letters():
    assert len(read("q=" + "a" * 5000)[0].q) == 100


def test_accessible_alone_asks_for_the_entrance():
    assert read("accessible=oui")[0].access == ("entrance",)


def test_without_one_value_and_without_a_whole_filter():
    filters = read("lieu=a&lieu=b&gratuit=oui")[0]

    assert filters.without("lieu", "a").query() == "lieu=b&gratuit=oui"
    assert filters.without("lieu").query() == "gratuit=oui"
    assert filters.without("gratuit").query() == "lieu=a&lieu=b"


def test_without_one_day():
    filters = read("jour=2027-10-02&jour=2027-10-03")[0]

    assert filters.without("jour", "2027-10-02").days == (date(2027, 10, 3),)


@pytest.fixture
def programme(db):
    """A workshop for teenagers in an accessible place, a paid evening online in Breton, an exhibition for everybody."""
    edition = make_edition()
    place = make_place(access=[("entrance", "yes", "De plain-pied."), ("lift", "partly", "Un étage sans ascenseur.")])
    make_event(
        "Réparer un grille-pain", edition=edition, place=place, audience=["teens"], age_min=12, age_max=17,
        associations=[AssociationFactory(name="La Passerelle", slug="la-passerelle")],
    )  # fmt: skip
    evening = make_event(
        "Soirée contes", edition=edition, times=[when(22, hours=4)], price="paid", language="br", kind="party",
        audience=["adults"],
    )  # fmt: skip
    evening.occurrences.update(online_url="https://visio.example.org/contes")
    make_event(
        "Cartes de rade", edition=edition, place=place, audience=["all"], kind="exhibition",
        times=[when(0, hours=24 * 15, all_day=True)],
    )  # fmt: skip
    return programme_of(edition)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Cartes de rade", "Réparer un grille-pain", "Soirée contes"]),
        ("jour=2027-10-02", ["Cartes de rade", "Réparer un grille-pain", "Soirée contes"]),
        ("jour=2027-10-03", ["Cartes de rade"]),
        ("jour=2027-10-17", []),
        ("mois=2027-11", []),
        ("lieu=la-corderie", ["Cartes de rade", "Réparer un grille-pain"]),
        ("quartier=Recouvrance&type=workshop", ["Réparer un grille-pain"]),
        ("type=party&type=exhibition", ["Cartes de rade", "Soirée contes"]),
        ("public=teens", ["Cartes de rade", "Réparer un grille-pain"]),
        ("age=11", ["Cartes de rade", "Soirée contes"]),
        ("age=17", ["Cartes de rade", "Réparer un grille-pain", "Soirée contes"]),
        ("gratuit=oui", ["Cartes de rade", "Réparer un grille-pain"]),
        ("en-ligne=oui", ["Soirée contes"]),
        ("langue=br", ["Soirée contes"]),
        ("association=la-passerelle", ["Réparer un grille-pain"]),
        ("accessible=oui", ["Cartes de rade", "Réparer un grille-pain", "Soirée contes"]),
        ("accessible=lift", ["Soirée contes"]),
        ("accessible=hearing", []),
        ("q=REPARER+grille", ["Réparer un grille-pain"]),
        ("q=recouvrance", ["Cartes de rade", "Réparer un grille-pain"]),
    ],
)
def test_filters_take_what_they_say(programme, query, found):
    filters = read(query)[0]

    assert sorted(one.event.title for one in programme.occasions if filters.matches(one)) == found


def test_what_an_event_says_of_access_stands_before_its_place(programme):
    one = next(one for one in programme.occasions if one.event.kind == "workshop")
    assert {aspect: line.answer for aspect, line in access_of(one).items()} == {"entrance": "yes", "lift": "partly"}


def test_what_nobody_knows_here_gets_a_sentence(programme):
    filters, problems = read("lieu=atlantide&theme=meduses&association=personne&lieu=la-corderie")

    assert problems == []
    with translation.override("en"):
        unknown = filters.unknown_in(programme)
    assert unknown == [
        ("lieu", "Nothing in this programme is filed under “atlantide”."),
        ("theme", "Nothing in this programme is filed under “meduses”."),
        ("association", "Nothing in this programme is filed under “personne”."),
    ]


def test_evening_is_found_on_the_day_on_which_it_began(programme):
    evening = next(one for one in programme.occasions if one.event.kind == "party")

    assert evening.end == at(2, day=date(2027, 10, 3))
    assert not Filters(days=(date(2027, 10, 3),)).matches(evening)
