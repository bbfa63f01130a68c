"""What the page of an edition makes of the hour: what is over, which day is today, what is on."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories.programme import ZONE, at, make_event, make_place, when
from tests.words import words_of

pytestmark = pytest.mark.django_db
URL = "/programme/2027/"
SUNDAY = date(2027, 10, 3)


@pytest.fixture
def today(monkeypatch):
    """A clock that stands: Saturday 2 October 2027, 15:00 in Brest, unless told otherwise."""

    def at_this(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(ZONE))

    at_this(at(15))
    return at_this


def test_by_place_what_is_over_is_folded_while_something_is_to_come(client, edition, today):
    place = make_place()
    make_event("Tôt", edition=edition, place=place, times=[when(9)])
    make_event("Tard", edition=edition, place=place, times=[when(17)])

    def shown(query=""):
        (grouping,) = client.get(f"{URL}?vue=lieux{query}").context["groupings"]
        return [row.title for row in grouping.rows], [row.title for row in grouping.over]

    assert shown() == (["Tard"], ["Tôt"])
    assert "Passé : 1" in words_of(client.get(f"{URL}?vue=lieux"))
    assert shown("&jour=2027-10-02") == (["Tôt", "Tard"], [])
    today(at(20))
    assert shown() == (["Tôt", "Tard"], [])


def test_row_of_days_says_which_is_today_and_which_are_over(client, edition, today):
    make_event("Fête", edition=edition, times=[when(17), when(17, day=SUNDAY)])
    today(at(12, day=SUNDAY))

    first, second, third = client.get(URL).context["steps"][:3]

    assert [(step.is_over, step.is_today) for step in (first, second, third)] == [
        (True, False), (False, True), (False, False)
    ]  # fmt: skip
    assert "dimanche 3 octobre (aujourd’hui), 1 séance" in words_of(client.get(URL), ".programme__days")


def test_what_lasts_for_days_comes_after_what_begins_soon(client, edition, today):
    make_event("Expo", edition=edition, times=[when(9, hours=24 * 10)])
    make_event("Ce soir", edition=edition, times=[when(20)])

    titles = [
        one.get_text()
        for one in BeautifulSoup(client.get(f"{URL}?quand=maintenant").content, "html.parser").select(
            ".programme__list h2"
        )
    ]

    assert titles == ["Les prochains", "En continu"]


def test_chip_of_access_says_that_it_is_of_access(client, edition):
    make_event("Fête", edition=edition, place=make_place(access=[("entrance", "yes", "")]))

    chips = words_of(client.get(f"{URL}?accessible=oui&gratuit=oui"), ".programme-chips__list")

    assert chips == "Retirer le filtre Accès : entrée × Retirer le filtre Prix Gratuit × Tout retirer"
