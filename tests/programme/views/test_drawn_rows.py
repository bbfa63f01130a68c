"""Rows of occasions, drawn once for every list that shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from design.templatetags import design as tags
from programme.domain.occurrences import When, set_full, set_status
from tests.committed import committed
from tests.factories.programme import ZONE, at, make_edition, make_event, make_place, when
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db
URL = "/programme/2027/"


@pytest.fixture
def today(monkeypatch):
    """Saturday 2 October 2027, 15:00 in Brest."""
    monkeypatch.setattr(timezone, "now", lambda: at(15).astimezone(ZONE))


@pytest.mark.parametrize("query", ["vue=liste", "vue=grille", "vue=lieux", "gratuit=oui", "quand=maintenant"])
@pytest.mark.usefixtures("today")
def test_rows_that_were_drawn_before_a_change_are_those_drawn_anew(client, query):
    edition = make_edition()
    making = make_event("Atelier", edition=edition, place=make_place(), times=[when(14), when(15)], price="free")
    committed()
    client.get(f"{URL}?{query}")
    first, second = making.occurrences.all()
    set_status(first, "cancelled")
    set_full(second, is_full=True)
    committed()
    answer = client.get(f"{URL}?{query}").text
    tags._draw.cache_clear()
    invalidate_pages()

    assert client.get(f"{URL}?{query}").text == answer
    assert ("annulé" in answer, "complet" in answer) == (True, True)


def test_whole_day_far_from_the_site_tells_machines_the_day_of_its_own_clock(client):
    overseas = make_edition("Communs de La Réunion", slug="reunion", time_zone="Indian/Reunion")
    midnight = datetime(2027, 10, 2, tzinfo=overseas.zone)
    whole_day = When(starts_at=midnight, ends_at=midnight + timedelta(days=1), all_day=True)
    event = make_event("Chantier", edition=overseas, times=[whole_day])
    committed()

    for address in ("/programme/reunion/", "/programme/reunion/?vue=grille", f"/programme/reunion/{event.slug}/"):
        assert 'datetime="2027-10-02"' in client.get(address).text
